package ingest

import (
	"regexp"
	"strings"

	"giaoban/ingest/catalog"
)

// columnKind is what a column is for.
type columnKind int

const (
	noColumn      columnKind = iota // no heading
	numberColumn                    // TT
	keyColumn                       // names of indicators or organisations
	unitColumn                      // ĐVT
	noteColumn                      // Ghi chú
	orgTypeColumn                   // Loại hình (ĐB/CB)
	rankColumn                      // Xếp loại: the organisation's rank in words
	measureColumn                   // KH, TH: what the figures of the row are
	figureColumn
	checkColumn    // a percentage that is recomputed
	movementColumn // decreases, which the check of the increases beside it takes in
	forecastColumn // figures of a time to come
	laterColumn    // of a time after the report's that is not called one to come
	unknownColumn
	ignoredColumn     // somebody has confirmed that its figures are not wanted
	unclearSpanColumn // of what the heading to their left says, or not
	unclearTimeColumn // of a time that cannot be told
	unclearYearColumn // of a whole year, or of the report's part of it
	unclearDayColumn  // of a day that ends no period we can tell
	unclearPlanColumn // plans of the year, or of the report's part of it
	addedPlanColumn   // what plans got besides, or what they came to by it
)

// column is what one column of a table holds.
type column struct {
	col  int
	kind columnKind
	head heading
	slot slot    // of figures
	of   effects // of checks: what they compare with: saysPlan, saysSamePeriod, beforeEffects

	minus int // of a check of increases: the column of decreases, 0 for none

	// beside is the column that goes before this one where both are filled:
	// an estimate stands beside what came of it. 0 for none.
	beside int

	year int // of a column of a year in doubt: how many after the report's, mostly -1

	// divided tells that another column says that its figures have added up, so
	// that this one's have not: see runningFor.
	divided bool

	mapped Mapping // by which its heading was understood; the zero mapping for none
}

// key is the text by which a heading that is not understood is remembered.
func (c column) key() string { return plain(strings.Join(c.head.names, " ")) }

// question returns the kind of question that such a heading is, and the text it
// is remembered by.
func (c column) question(o orientation) (MappingKind, string) {
	if o == rowsAreIndicators {
		return MapMeasure, c.head.measureKey()
	}
	return MapHeading, c.key()
}

// holdsData reports whether the column's cells become figures.
func (c column) holdsData() bool {
	return c.kind == figureColumn || c.kind == orgTypeColumn || c.kind == rankColumn
}

// columnHeading is what stands over one column of a table, as far as it is
// understood without knowing the table's period.
type columnHeading struct {
	levels []string
	kind   columnKind // of the columns that are not figures; noColumn for the others
	head   heading    // of those others
	spread *heading   // as it reads if the heading to the left goes for it too, nil for no doubt
}

// readHeadings reads the headings of a table, by column from the first.
func readHeadings(g *grid, t block, cat *catalog.Catalogue) []columnHeading {
	heads := make([]columnHeading, g.lastCol)
	for i := range heads {
		h := &heads[i]
		h.levels = levelsOf(g, t, i+1)
		switch {
		case i+1 == t.keyCol:
			h.kind = keyColumn
		case len(h.levels) > 0:
			if h.kind = fixedKind(plain(h.levels[len(h.levels)-1]), t); h.kind == noColumn {
				h.head = readHeading(h.levels, cat)
			}
		}
	}
	spreadHeadings(g, t, heads, cat)
	settleWays(heads, cat)
	settleColons(heads)
	settlePlanYears(heads)
	if t.orientation == rowsAreUnits {
		divideHeadings(heads)
		divideObjects(heads, cat)
		forgetPeople(heads)
		forgetElsewhere(heads)
		forgetAmounts(heads)
		forgetParts(heads, cat)
	}
	return heads
}

// divideHeadings looks for headings that name but a part of their indicator:
// see [heading.divided].
func divideHeadings(heads []columnHeading) {
	var all []neighbour
	for _, over := range heads {
		if h := over.head; len(h.names) > 0 {
			all = append(all, neighbour{h.names[len(h.names)-1], h.text})
		}
	}
	for i := range heads {
		if h := &heads[i].head; len(h.names) > 0 {
			h.divided(h.names[len(h.names)-1], all)
		}
	}
}

// readColumns tells what the columns of a table hold.
func readColumns(t block, heads []columnHeading, title caption, cat *catalog.Catalogue, known confirmed) []column {
	columns := make([]column, 0, len(heads))
	of, running := title, runningColumns(heads, t.orientation, title)
	for i, over := range heads {
		divided := running.without(over.head, of.period)
		title.cumulative = of.cumulative && !divided
		c := readColumn(t, i+1, over, title, known)
		c.divided = divided
		if over.spread != nil {
			text := over.head.text
			if over.head = *over.spread; !c.sameAs(readColumn(t, i+1, over, title, known)) {
				c.kind, c.head.text = unclearSpanColumn, text
			}
		}
		columns = append(columns, c)
	}
	settleYears(columns, title.period, known)
	settleDays(columns, t.orientation, title)
	settleBefore(columns, title.period)
	settleEstimates(columns)
	settleStatus(columns)
	settleMovements(columns)
	if t.orientation == rowsAreUnits {
		settleParts(columns, cat)
	}
	return columns
}

// settleEstimates finds the estimates whose outcome stands in another column:
// "Ước quý I" beside "Thực hiện quý I". Only headings that both name the
// period say so; otherwise the two figures are compared.
func settleEstimates(columns []column) {
	for i := range columns {
		c := &columns[i]
		if c.kind != figureColumn || c.slot.scenario != Actual || !c.head.has(saysEstimate) || c.head.period == "" {
			continue
		}
		for _, other := range columns {
			if other.kind == figureColumn && !other.head.has(saysEstimate) && other.head.period != "" &&
				other.slot.sameFigure(c.slot) && other.head.indicator.Code == c.head.indicator.Code {
				c.beside = other.col
			}
		}
	}
}

// planOfNextYear is a plan that names the year after the report's by that.
var planOfNextYear = regexp.MustCompile(`^(?:kh|kế hoạch) năm (?:sau|tới)$`)

func readColumn(t block, col int, over columnHeading, title caption, known confirmed) column {
	c := column{col: col, kind: over.kind, head: over.head}
	if c.kind != noColumn || len(over.levels) == 0 {
		return c
	}
	if c.consult(known, t.orientation); c.kind == ignoredColumn {
		return c
	}
	if planOfNextYear.MatchString(plain(c.head.text)) {
		c.head.effects &^= saysForecast
		c.head.period = yearOf(title.period).Next().Code()
	}
	h := c.head
	isRatio := h.known && h.indicator.Kind == catalog.Ratio
	switch {
	case h.has(saysForecast):
		c.kind = forecastColumn
	case h.isProportion(isRatio):
		c.kind, c.of = checkColumn, checkOf(h)
	case h.has(saysAdded) && (h.known || t.orientation == rowsAreIndicators && len(h.names) == 0):
		c.kind = addedPlanColumn
	case c.mapped.Text == "" && len(h.names) > 0 && sinceElse.MatchString(bareText(h.text)):
		c.kind = unclearTimeColumn // "Lũy kế từ đầu nhiệm kỳ"
	case t.orientation == rowsAreIndicators && len(h.names) > 0, t.orientation == rowsAreUnits && !h.known:
		c.kind = unknownColumn
	case h.unclear && h.period == "":
		c.kind = unknownColumn // "Thực hiện kế hoạch"
	case h.period != "" && !readable(h.period), !h.namesOpening() && !h.isTimeKnown(title.period):
		c.kind = unclearTimeColumn // "Tháng 13", "Quý II và 6 tháng", "Quý trước" of a half-year's report
	default:
		var ok bool
		if c.slot, ok = timed(h, title); ok {
			c.kind = figureColumn
		} else if c.kind = laterColumn; h.namesOpening() {
			c.kind = unclearTimeColumn
		} else if h.day != (moment{}) {
			c.kind = unclearDayColumn
		} else if h.has(saysEstimate) {
			c.kind = forecastColumn
		}
	}
	return c
}

// consult reads a heading that the catalogue does not know as somebody has
// confirmed it.
func (c *column) consult(known confirmed, o orientation) {
	if c.head.known || len(c.head.names) == 0 {
		return
	}
	kind, text := c.question(o)
	m, ok := known.find(kind, text)
	if kind == MapMeasure {
		m, ok = known.findMeasure(c.head)
	}
	if !ok {
		return
	}
	c.mapped = m
	switch {
	case m.Target == Ignore:
		c.kind = ignoredColumn
	case kind == MapMeasure:
		c.head.names, c.head.effects = nil, c.head.effects|effectOf[Measure(m.Target)]
	default:
		ind, _ := known.Catalogue.Indicator(m.Target)
		c.head.names, c.head.indicator, c.head.known = []string{ind.NameVI}, ind, true
	}
}

// levelsOf returns the headings over a column from the top, each merged text once.
func levelsOf(g *grid, t block, col int) []string {
	var levels []string
	for row := t.headFrom; row <= t.headTo; row++ {
		text := g.heading(col, row)
		if text != "" && (len(levels) == 0 || levels[len(levels)-1] != text) {
			levels = append(levels, text)
		}
	}
	return levels
}

func fixedKind(key string, t block) columnKind {
	switch {
	case numberHeadings[key]:
		return numberColumn
	case t.orientation == rowsAreIndicators && unitHeadings[key]:
		return unitColumn
	case noteHeadings[key]:
		return noteColumn
	case t.orientation == rowsAreUnits && unitHeadings[key] && !orgHeadings[key]:
		return unitColumn
	case t.orientation == rowsAreUnits && orgTypeHeadings[key]:
		return orgTypeColumn
	}
	return noColumn
}
