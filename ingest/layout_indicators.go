package ingest

import (
	"cmp"
	"strings"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// readIndicators reads a table whose rows are indicators of one organisation.
func (r *tableReader) readIndicators(org string) {
	lines := r.withoutNextPlans(withDecreases(r.indicatorRows()))
	r.settleRowDays(lines)
	for _, x := range lines {
		r.notePercentagesOf(x)
	}
	for _, x := range lines {
		r.warnHidden(x.row)
		r.readIndicatorRow(org, x)
	}
}

// indicatorRow is a row that is understood.
type indicatorRow struct {
	head heading
	row  sheet.Row
	item int      // number of the row with the name: another one's for a row of measures
	said *heading // what the row says of its figures, nil for nothing

	body *groupBody // whose they are, nil for the sender's
	over *groupTime // what the group it stands in says of them, nil for nothing

	minus *sheet.Row // of a row of increases: that of the decreases, nil for none
}

// withDecreases takes rows of decreases to those of increases before them:
// "- Tăng" and "- Giảm" below one name are no changes each, what one is more
// than the other is.
func withDecreases(lines []indicatorRow) []indicatorRow {
	up := map[int]*indicatorRow{} // by item
	out := make([]indicatorRow, 0, len(lines))
	for _, x := range lines {
		above := up[x.item]
		if x.said != nil && above != nil && x.said.moves("giảm", "tăng") && above.head.indicator.Code == x.head.indicator.Code {
			row := x.row
			above.minus = &row
			delete(up, x.item)
			continue
		}
		out = append(out, x)
		if x.said != nil && x.said.moves("tăng", "giảm") {
			up[x.item] = &out[len(out)-1]
		}
	}
	return out
}

// indicatorRows understands the rows of a table and returns those with figures.
func (r *tableReader) indicatorRows() []indicatorRow {
	number, unit := r.columnOf(numberColumn), r.columnOf(unitColumn)
	var o outline
	var lines []indicatorRow
	known := map[int]indicatorRow{} // by row, filled or not
	unitText, unitAbove := "", ""
	rows := r.dataRows()
	for i, row := range rows {
		if unit > 0 {
			unitText = r.unitText(unit, row.Number, unitAbove)
			unitAbove = cmp.Or(unitText, unitAbove)
		}
		n := rowName{name: name(row.At(r.table.keyCol)), unit: unitText, row: row.Number, filled: r.isFilled(row)}
		n.mark = cmp.Or(strings.TrimSpace(cut(row.At(number).Text)), itemNumber(n.name))
		at := r.grid.place(r.table.keyCol, row.Number)
		opens := r.opensGroup(o.groups, n, row, rows[min(i+1, len(rows)-1)])
		if opens {
			if r.openGroup(&o.groups, n, at) {
				r.beginGroup(n, &o)
				continue
			}
		} else if n.name != "" {
			o.groups.pass(rankMark(n))
		}
		if n.filled && o.groups.body().leaves() {
			continue
		}
		beside := r.measureBeside(row)
		if said, item := r.measured(n, beside, o); said != nil {
			if code := o.levelAt(said); code != "" {
				item = o.movingRow
				if known[item].head.indicator.Code != code {
					item = row.Number
					known[item] = r.levelRow(code, row)
				}
				o.setItem(known[item].head, n, said)
			}
			x, ok := known[item]
			asked := false
			if !ok && n.filled {
				x, asked = r.whose(said, o, known, at)
				ok = x.head.known
			}
			x.row, x.said, x.over, x.body = row, said, o.groups.time(), o.groups.body()
			if !said.isProportion(false) {
				o.aboveSaid, o.aboveMark = said, markKind(n)
			}
			switch {
			case !n.filled, asked:
			case !ok:
				r.findings.add(Warning, codeRowUnknown, at, Args{"name": said.text, "suggestion": wording{}})
			case said.isProportion(x.head.indicator.Kind == catalog.Ratio) || r.rowUnit(&x.head, unitText, r.grid.place(unit, row.Number)):
				lines = append(lines, x)
			}
			continue
		}
		if n.name == "" {
			if n.filled {
				r.findings.add(Warning, codeRowUnnamed, r.grid.place(r.firstFilled(row), row.Number), nil)
			}
			continue
		}
		h, above := r.rowHeading(n, &o)
		if h.hasUnit {
			h.unitCell, h.unitNamed = at.cell(), true
		}
		r.takeGroupUnit(&h, n, &o)
		if o.itemRow == row.Number {
			o.itemEffects, o.itemSaid, o.aboveSaid = h.effects&partEffects, nil, nil
		}
		if beside == nil {
			if beside = h.takePlan(); beside == nil {
				beside = r.takeTime(&h)
			}
			if o.itemRow == row.Number {
				o.itemSaid = beside
			} else if beside == nil {
				beside = o.saidOfPart(n, &h)
			}
		}
		if n.filled && o.sumsMovements(h, row.Number) {
			r.findings.add(Note, codeRowOfMovements, at, Args{"name": n.name})
			continue
		}
		if !r.isUsable(h, above, n, row, at) || n.filled && !r.rowUnit(&h, unitText, r.grid.place(unit, row.Number)) {
			continue
		}
		if r.isAmountOf(h, row) {
			if n.filled {
				r.tellAmount(h, n, at)
			}
			continue
		}
		if u, ok := r.cat.UnitOf(unitText); ok && !n.filled {
			h.setUnit(u) // for the rows of measures below
			h.unitCell, h.unitNamed = r.grid.place(unit, row.Number).cell(), false
		}
		known[row.Number] = indicatorRow{head: h, row: row, item: row.Number, said: beside, over: o.groups.time(), body: o.groups.body()}
		if n.filled {
			lines = append(lines, known[row.Number])
			if h.mapped.Text != "" {
				r.findings.noteMapping(h.mapped, r.vocabulary, at)
			}
		}
	}
	return lines
}

// isUsable reports whether a row is understood; if it has figures and is not,
// a finding says why.
func (r *tableReader) isUsable(h heading, above parent, n rowName, row sheet.Row, at place) bool {
	switch {
	case h.known && above.name != "":
		if n.filled {
			r.findings.add(Warning, codeRowBelowAnother, at, Args{"name": n.name, "parent": above.name, "indicator": named(h.indicator)})
		}
	case h.mapped.Target == Ignore && h.mapped.Text != "":
		if n.filled {
			r.findings.noteMapping(h.mapped, r.vocabulary, at)
		}
	case n.filled && r.readRanks(h, row):
	case !h.known && n.filled && h.key != "":
		r.askRow(h, n, at)
	case !h.known || h.unclear || h.spansYears || h.has(^(saysEstimate | saysCumulative | saysToDate | ownEffects)) || !r.sameTime(h):
		if n.filled {
			r.findings.add(Warning, codeRowUnknown, at, Args{"name": n.name, "suggestion": wording{}})
		}
	default:
		return true
	}
	return false
}

// measured returns what a row without a name of its own says of its figures,
// and the row with the name they belong to, 0 if that is not certain: below a
// part with figures of its own "- Kế hoạch" may be the part's or the whole's.
func (r *tableReader) measured(n rowName, beside *heading, o outline) (said *heading, item int) {
	if beside != nil {
		if n.name == "" || n.name == o.name {
			return beside, o.row
		}
		return nil, 0
	}
	if n.name == "" {
		return nil, 0
	}
	said = r.measureBelow(n.name)
	if rest, _ := withoutNumbering(n.name); o.movesOf(plain(rest)) != "" {
		return nil, 0
	}
	switch {
	case said == nil:
	case o.dashRow > 0 && (!o.dashFilled || isPlus(n.name, n.mark)):
		item = o.dashRow
	case o.dashRow == 0:
		item = o.itemRow
	}
	return said, item
}

// levelRow is a row of the level of an indicator that it does not name.
func (r *tableReader) levelRow(code string, row sheet.Row) indicatorRow {
	ind, ok := r.cat.Indicator(code)
	return indicatorRow{head: heading{text: ind.NameVI, names: []string{ind.NameVI}, indicator: ind, known: ok}, row: row, item: row.Number}
}

// notePercentagesOf notes how the row's percentages are written in each column.
func (r *tableReader) notePercentagesOf(x indicatorRow) {
	for _, col := range r.columns {
		if col.kind == figureColumn && x.head.indicator.Kind == catalog.Ratio {
			r.percentages[col.col] = r.percentages[col.col].with(x.row.At(col.col))
		}
	}
}

// sameTime reports whether a row names no time, or that of the report: the
// columns say what its figures are of.
func (r *tableReader) sameTime(h heading) bool {
	if h.isSinceOther(r.title.period) {
		return false
	}
	if p, _, _, named := periodOf(h.period, r.title.period.Year()); named {
		return p == r.title.period
	}
	own, ok := h.ownPeriod(r.title.period)
	return ok && own == r.title.period
}

// unitText returns what the unit column says in a row: of a merged cell its
// text, of a ditto mark the text above.
func (r *tableReader) unitText(col, row int, above string) string {
	m := r.grid.mergedBelow(col, row)
	text := name(r.grid.At(m.FirstCol, m.FirstRow))
	if above != "" && isDitto(text) {
		return above
	}
	return text
}

func isDitto(text string) bool {
	if key := plain(text); key != "" {
		return key == "nt" || key == "như trên"
	}
	return strings.ContainsAny(text, `"“”″〃'’/,`)
}

// rowUnit takes in what the unit column says. It reports false after an error.
func (r *tableReader) rowUnit(h *heading, text string, at place) bool {
	if text == "" || text == "-" {
		return true
	}
	if u, ok := r.cat.UnitOf(text); ok {
		if h.unitNamed && r.differ(u, h.unit, h.indicator) {
			r.tellTwice(unitTwice{u, h.unit, at.cell(), h.unitCell}, h.indicator, at)
			return false
		}
		h.setUnit(u)
		h.unitCell, h.unitNamed = at.cell(), false
		return true
	}
	own, _ := r.cat.Unit(h.indicator.Unit)
	if h.indicator.Kind == catalog.Ratio {
		return true
	}
	if isCount(own) && !looksLikeUnit(text) && !catalog.NamesScale(text) {
		if !r.countsSame(text, own, *h) {
			r.findings.add(Warning, codeUnitOfCount, at, Args{"indicator": named(h.indicator), "unit": text, "expected": unitShown(own)})
		}
		return true
	}
	r.findings.add(Error, codeUnitUnknown, at, Args{"heading": h.indicator.NameVI, "unit": text, "examples": exampleUnits(own)})
	return false
}

// readIndicatorRow reads the figures of one row and notes its percentages.
func (r *tableReader) readIndicatorRow(org string, x indicatorRow) {
	ind := x.head.indicator
	if x.body != nil {
		org = x.body.org
	}
	sums := map[int]figure{} // by column, where some sum the others
	remark := r.remarkOf(x.row)
	for _, col := range r.columns {
		at := r.grid.place(col.col, x.row.Number)
		over := r.orgColumns[col.col]
		of := itemKey{row: x.item, indicator: ind.Code, org: over.org}
		if col.kind == checkColumn {
			r.compare(x.row, col, ind, of, at)
		}
		if col.kind != figureColumn {
			continue
		}
		if x.said != nil && x.said.isProportion(ind.Kind == catalog.Ratio) {
			r.compare(x.row, proportionOf(col, x.said), ind, of, at)
			if x.minus != nil {
				less := x.minus.At(col.col)
				r.proportions[len(r.proportions)-1].minus = &less
			}
			continue
		}
		col, said, ok := r.underGroup(col, x.over, x.said, x.row.At(col.col).Kind != sheet.Blank)
		if !ok {
			continue
		}
		col, ok = r.narrowed(col, said)
		if !ok && x.row.At(col.col).Kind != sheet.Blank {
			col, ok = r.clash(col, said, at)
		}
		if !ok {
			continue
		}
		col = r.runningUntil(col, ind)
		s := col.slot
		if s.role == Reported && s.scenario == Actual {
			s.status = statusOf(x.head, s.status)
		}
		switch {
		case s.scenario != Actual || s.period.Cumulative():
		case x.head.has(saysCumulative):
			s.basis = catalog.Cumulative
		case x.head.has(saysAlone) && s.role == Reported:
			s.basis = catalog.Discrete
		}
		if s, ok = r.governed(remark, x.row, col, ind, s); !ok {
			continue
		}
		if r.leavesArisen(ind, x.row, at, x.head.text, col.head.text, said.words(), x.over.words()) {
			continue
		}
		reader := r
		if over.total {
			reader = r.quietly() // what is wrong in a sum is the sum's mismatch
		}
		q, ok := reader.figure(x.row, col, ind, r.cellUnits(col, x.head), at)
		if !ok {
			continue
		}
		if len(r.orgColumns) > 0 {
			sums[col.col] = figure{s, q, at}
		}
		if over.total {
			continue
		}
		words := []heading{col.head, x.head}
		if x.said != nil {
			words = append(words, *x.said)
		}
		s = r.underTold(s, q, at, words...)
		r.items[of] = append(r.items[of], figure{s, q, at})
		r.readings.add(reading{org: cmp.Or(over.org, org), indicator: ind, slot: s, quantity: q, at: at, item: x.item,
			told:   r.title.told.settles(s, r.title.period),
			added:  col.head.has(saysCumulative) || x.head.has(saysCumulative) || x.said != nil && x.said.has(saysCumulative),
			before: s.role == SamePeriod && col.head.day != (moment{}),
			until:  col.head.has(saysToDate) || x.head.has(saysToDate) || x.said != nil && x.said.has(saysToDate)})
	}
	r.checkRowTotals(x, sums)
}
