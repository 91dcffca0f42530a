package ingest

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// tableReader reads the rows of one table into readings.
type tableReader struct {
	figureReader
	names    *orgNames
	below    *catalog.Names // of the organisations below the sender
	grid     *grid
	table    block
	title    caption
	columns  []column
	readings *readings

	orgColumns map[int]orgColumn // by column, of a table of indicators; see settleOrganisations

	vocabulary  Vocabulary
	layout      func() string // the fingerprint
	confirmed   confirmed
	respelled   map[string]string     // names of rows that are mapped, as they would be spelled right
	texts       []neighbour           // see rowTexts
	sameNames   map[string]int        // see rowsNamed
	percentages map[int]percentages   // by column
	ticked      map[int]bool          // columns with nothing but ticks; see findTicks
	told        map[code]bool         // see tellOnce
	remarks     map[string]*rowRemark // see remarkOf
	remarked    remarked              // see tellRemark
	overruled   overruled             // see underTold
	groupsTold  map[[2]int]bool       // by row and column; see tellGroupColumn

	lines     []titleLine   // above the table
	above     []summedTable // on the same sheet; see convertAbove
	converted bool
	summed    *summedTable // this one, once read; nil of indicators

	measureCol  int    // says what the figures of a row are, 0 for none
	measureHead string // what stands over it
	items       map[itemKey][]figure
	proportions []proportion
}

// quietly returns a reader of the same table whose findings nobody hears of,
// and for which none counts as reported.
func (r *tableReader) quietly() *tableReader {
	quiet := *r
	quiet.findings, quiet.assumed = &findings{}, maps.Clone(r.assumed)
	quiet.told, quiet.remarked = maps.Clone(r.told), remarked{}
	return &quiet
}

// figure reads a cell of a column of figures, unless it is merged over cells
// of other figures.
func (r *tableReader) figure(row sheet.Row, col column, ind catalog.Indicator, u units, at place) (quantity, bool) {
	c := row.At(col.col)
	if c.Kind != sheet.Blank {
		if m := r.grid.mergedBelow(col.col, row.Number); r.coversFigures(m) {
			r.findings.add(Error, codeMergedFigure, at, Args{"range": m.String(), "text": name(c)})
			return quantity{}, false
		}
	}
	if c.Kind != sheet.Blank && col.beside > 0 && row.At(col.beside).Kind != sheet.Blank {
		return quantity{}, false
	}
	if r.ticked[col.col] && isTick(c) {
		r.findings.add(Warning, codeTickUnits, at, Args{"indicator": named(ind), "text": name(c), "yes": yesOf(ind)})
		return quantity{}, false
	}
	q, ok := r.read(c, ind, u, col.slot.scenario == Plan, at)
	if ok && !q.notApplicable && col.isLevel() && ind.Kind != catalog.Stock && ind.Kind != catalog.Ratio {
		r.findings.add(Error, codeFlowAtDay, at, Args{"indicator": named(ind), "heading": col.head.text, "period": col.slot.period})
		return quantity{}, false
	}
	return q, ok && (q.notApplicable || r.tellBasis(col, ind, at))
}

// isLevel reports whether the column only says when its figures were counted.
// Of what flows in the course of time it does not say since when, unless the
// period began with the year.
func (c column) isLevel() bool {
	return c.head.day.opens != saysNothing || c.head.day != moment{} && c.head.period == "" && c.slot.basis != catalog.Cumulative && !c.slot.period.Cumulative()
}

// runningUntil returns a column of figures "đến 30/6" as it is of what flows: until
// the end of the report's time such a figure has added up, as "đến hết quý II" has,
// since the year began. That is told, see tellBasis.
func (r *tableReader) runningUntil(c column, ind catalog.Indicator) column {
	if ind.Kind != catalog.Flow || !c.isLevel() || !c.head.day.until || c.slot.scenario != Actual || c.slot.role != Reported || c.slot.period != r.title.period {
		return c
	}
	c.slot.basis = catalog.Cumulative
	c.head.effects |= saysCumulative | saysToDate
	return c
}

// coversFigures reports whether a merged range covers more than one column of
// figures or more than one row with a name.
func (r *tableReader) coversFigures(m sheet.Range) bool {
	if m.FirstCol == m.LastCol && m.FirstRow == m.LastRow {
		return false
	}
	figures := 0
	for _, c := range r.columns {
		if c.kind == figureColumn && m.FirstCol <= c.col && c.col <= m.LastCol {
			figures++
		}
	}
	names := 0
	first, _ := slices.BinarySearchFunc(r.grid.Rows, m.FirstRow, func(row sheet.Row, n int) int { return row.Number - n })
	for _, row := range r.grid.Rows[first:] {
		if row.Number > m.LastRow || names > 1 {
			break
		}
		if row.At(r.table.keyCol).Kind != sheet.Blank {
			names++
		}
	}
	return figures > 1 || names > 1
}

// cellUnits returns where the unit of a figure in this column may stand.
func (r *tableReader) cellUnits(col column, row heading) units {
	u := units{far: r.title.units, percentages: r.percentages[col.col]}
	ind := col.head.indicator
	if row.known {
		ind = row.indicator
	}
	u.percentage = speaksOfPercentage(row.text) || speaksOfPercentage(col.head.text) ||
		speaksOfPercentage(ind.NameVI) && (ind.Group != catalog.Economy || !slices.ContainsFunc(u.far.list, isMoney)) // "Nợ xấu" in a table of tỷ đồng may be an amount
	u.months = cmp.Or(row.months, col.head.months)
	u.yearly = row.bareYear || col.slot.scenario == Actual && (col.head.bareYear || col.slot.period.Grain() == catalog.Year) // "KH năm" is of a year's plan
	u.yearly = u.yearly && !slices.Contains(strings.Fields(plain(strings.Join(append(slices.Clone(row.names), col.head.names...), " "))), "tháng")
	u.near, u.isNear = r.title.units.of[ind.Code]
	switch {
	case row.hasUnit:
		u.near, u.isNear, u.twice = row.unit, true, r.besideUnit(col, ind, row)
	case col.head.hasUnit && !r.isOfOthers(col.head.unit, ind, row):
		u.near, u.isNear, u.twice = col.head.unit, true, r.besideUnit(col, ind, row)
	}
	return u
}

// isOfOthers reports whether a unit over a column of a table of indicators is
// not for all its rows: "Thực hiện (triệu đồng)" says nothing of workers, who are
// counted, and of percentages that are called so; "Thực hiện (người)" nothing of
// meetings.
func (r *tableReader) isOfOthers(u catalog.Unit, ind catalog.Indicator, row heading) bool {
	own, _ := r.cat.Unit(ind.Unit)
	if r.table.orientation != rowsAreIndicators {
		return false
	}
	_, fits := r.fit(u, own)
	return isMoney(u) && (isCount(own) || ind.Kind == catalog.Ratio && speaksOfPercentage(row.text)) || isCount(u) && isCount(own) && !fits
}

// speaksOfPercentage reports whether a heading or a name does.
func speaksOfPercentage(text string) bool {
	key := " " + plain(text) + " "
	return strings.Contains(key, " % ") || strings.Contains(key, " tỷ lệ ") || strings.Contains(key, " tỷ trọng ") || strings.Contains(key, " phần trăm ")
}

// columnOf returns the first column of a kind, 0 if there is none.
func (r *tableReader) columnOf(kind columnKind) int {
	for _, c := range r.columns {
		if c.kind == kind {
			return c.col
		}
	}
	return 0
}

// warnColumns reports the columns that hold figures nobody will see: once for
// each, at its first figure.
func (r *tableReader) warnColumns() {
	for _, c := range r.columns {
		if c.mapped.Text != "" {
			r.findings.noteMapping(c.mapped, r.vocabulary, r.grid.place(c.col, r.table.headTo))
		}
		var why code
		switch {
		case c.kind == noColumn, c.kind == unknownColumn:
			why = codeColumnUnknown
		case c.kind == forecastColumn:
			why = codeColumnForecast
		case c.kind == laterColumn:
			why = codeColumnLater
		case c.kind == unclearSpanColumn:
			why = codeColumnSpan
		case c.kind == unclearTimeColumn:
			why = codeColumnTime
		case c.kind == unclearYearColumn:
			why = codeColumnYear
		case c.kind == unclearDayColumn:
			why = codeColumnDay
		case c.beside > 0:
			why = codeColumnEstimate
		case c.isBefore() && !r.comparesYears():
			why = codeColumnBefore
		case c.kind == figureColumn && c.head.oddUnit != "" && !c.head.hasUnit:
			why = codeUnitUnknown
		case c.holdsData() && r.grid.ColHidden(c.col):
			why = codeColumnHidden
		default:
			continue
		}
		row, found := r.firstFigure(c.col)
		if !found && r.isTickedRank(c) {
			row, found = r.firstTick(c.col)
		}
		if !found {
			if why == codeColumnUnknown {
				r.noteWords(c)
			}
			continue
		}
		severity := Warning
		switch why {
		case codeUnitUnknown:
			severity = Error
		case codeColumnEstimate, codeColumnBefore, codeColumnForecast: // of the last, standard forms have one
			severity = Note
		}
		text := c.head.text
		if text == "" {
			text = sheet.ColName(c.col)
		}
		example := r.title.period.AddYears(yearsFrom(r.title.period, c.slot.period))
		if c.kind == unclearTimeColumn && c.head.has(beforeEffects) {
			example = r.title.period.AddYears(-1)
		}
		if c.kind == forecastColumn {
			example = aheadOf(c.head, r.title.period)
		}
		own, _ := r.cat.Unit(c.head.indicator.Unit)
		args := Args{"examples": exampleUnits(own), "heading": text, "column": sheet.ColName(c.col), "unit": c.head.oddUnit, "other": r.headed(c.beside),
			"period": example, "year": yearOf(c.slot.period), "of": c.slot.period}
		if why == codeColumnUnknown {
			r.askColumn(c, severity, r.grid.place(c.col, row), args)
			continue
		}
		if why == codeColumnYear {
			r.askYear(c, r.grid.place(c.col, row), args)
			continue
		}
		r.findings.add(severity, why, r.grid.place(c.col, row), args)
	}
}

// aheadOf is the time to come that a heading speaks of: the one it names, else
// the next one.
func aheadOf(h heading, reported catalog.Period) catalog.Period {
	p, _, _, named := periodOf(h.period, reported.Year())
	switch {
	case named && p.Last().After(reported.Last()):
		return p
	case nextYear.MatchString(plain(h.text)):
		return yearOf(reported).Next()
	}
	return reported.Next()
}

var nextYear = regexp.MustCompile(`(?:^| )năm (?:sau|tới)(?: |$)`)

// noteWords says of a column that is not understood and holds no figures that
// its words, say a prize, went nowhere. One with a heading for
// remarks, names or kinds is none of these; without a heading it is a remark.
func (r *tableReader) noteWords(c column) {
	levels := levelsOf(r.grid, r.table, c.col)
	if len(levels) == 0 || orgHeadings[plain(levels[len(levels)-1])] || indicatorHeadings[plain(levels[len(levels)-1])] {
		return
	}
	for _, row := range r.dataRows() {
		cell := row.At(c.col)
		if key := plain(cell.Text); cell.Kind == sheet.Text && !isFigure(cell) && strings.ContainsFunc(key, unicode.IsLetter) && key != "x" && !isMeasureOnly(cell.Text) {
			r.findings.add(Note, codeColumnWords, r.grid.place(c.col, row.Number), Args{"column": sheet.ColName(c.col), "heading": c.head.text})
			return
		}
	}
}

// headed names a column by letter, 0 by nothing.
func (r *tableReader) headed(col int) string {
	if col == 0 {
		return ""
	}
	return sheet.ColName(col)
}

// yearsFrom returns how many years later a period is, 0 for no period.
func yearsFrom(reported, p catalog.Period) int {
	if p.IsZero() {
		return 0
	}
	return p.Year() - reported.Year()
}

// firstFigure returns the first row of the table with a figure in the column.
func (r *tableReader) firstFigure(col int) (row int, found bool) {
	for _, row := range r.dataRows() {
		if c := row.At(col); c.Kind == sheet.Number || c.Kind == sheet.Text && startsDigit(c.Text) {
			return row.Number, true
		}
	}
	return 0, false
}

// dataRows returns the rows between headings and footer.
func (r *tableReader) dataRows() []sheet.Row {
	var out []sheet.Row
	for _, row := range r.grid.Rows {
		if row.Number >= r.table.dataFrom && row.Number <= r.table.dataTo && !r.table.isRepeat(row.Number) {
			out = append(out, row)
		}
	}
	return out
}

// checkFooter reports a row below the supposed end of the table that has
// figures under a name of this table: what was taken for the footer is none.
// Names that mean nothing here are left alone, they may be persons'.
func (r *tableReader) checkFooter(until int) {
	if r.table.footer == 0 {
		return
	}
	for _, row := range r.grid.Rows {
		if row.Number <= r.table.footer || row.Number >= until || !r.isFilled(row) || !hasFigure(row, r.table.keyCol+1) {
			continue
		}
		text := name(row.At(r.table.keyCol))
		rest, _ := withoutNumbering(text)
		_, known := r.cat.Match(rest)
		if r.table.orientation == rowsAreUnits {
			_, _, known = r.findOrg(text, rest)
		}
		if known {
			first := r.grid.Row(r.table.footer)
			i := slices.IndexFunc(first.Cells, func(c sheet.Cell) bool { return c.Kind == sheet.Text && isFooter(cut(c.Text)) })
			r.findings.add(Error, codeRowsBelowFooter, r.grid.place(first.Cells[max(i, 0)].Col, first.Number),
				Args{"text": name(first.Cells[max(i, 0)]), "row": row.Number})
			return
		}
	}
}

// isFilled reports whether the row holds anything that is read as a figure.
func (r *tableReader) isFilled(row sheet.Row) bool { return r.firstFilled(row) > 0 }

// firstFilled returns the column of a row's first figure, 0 for none.
func (r *tableReader) firstFilled(row sheet.Row) int {
	for _, c := range r.columns {
		if cell := row.At(c.col); c.holdsData() && (cell.Kind != sheet.Blank || cell.Formula) {
			return c.col // a formula nobody computed is meant as a figure
		}
	}
	return 0
}

// warnHidden says that a hidden row was read.
func (r *tableReader) warnHidden(row sheet.Row) {
	if row.Hidden {
		r.findings.add(Warning, codeRowHidden, r.grid.place(r.table.keyCol, row.Number), Args{"row": row.Number})
	}
}
