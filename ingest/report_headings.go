package ingest

import (
	"cmp"
	"slices"
	"time"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// headedPeriod is a period that a heading names in full for what came of it.
type headedPeriod struct {
	period   catalog.Period
	estimate bool
	whole    bool // of a year it says that all of it is meant
}

// headedPeriods returns the periods that the headings over a table's figures
// name, from the left, and whether all of them do: one that says "Thực hiện"
// is of whatever period the report is.
func (x *foundTable) headedPeriods() (named []headedPeriod, all bool) {
	all = true
	for _, c := range x.heads {
		h := c.head
		if c.kind != noColumn || len(c.levels) == 0 || h.has(saysPlan|saysSamePeriod|saysYearBefore|saysForecast|beforeEffects) ||
			h.isProportion(h.known && h.indicator.Kind == catalog.Ratio) ||
			len(h.names) > 0 && (x.table.orientation == rowsAreIndicators || !h.known) {
			continue
		}
		p, _, dated, ok := periodOf(h.period, 0)
		if !ok || !dated || h.day != (moment{}) {
			all = false
			continue
		}
		named = append(named, headedPeriod{p, h.has(saysEstimate), saysWholeYear(h.text)})
	}
	return named, all
}

// headedCandidates proposes the periods of the headings, the latest first: a
// report has its own figures and those of earlier periods beside them. What is
// only estimated comes last, because it may reach beyond the report.
func (x *foundTable) headedCandidates() []statement {
	named, _ := x.headedPeriods()
	var sure, estimated []catalog.Period
	for _, n := range named {
		if n.estimate {
			estimated = append(estimated, n.period)
		} else {
			sure = append(sure, n.period)
		}
	}
	var list []statement
	for _, periods := range [][]catalog.Period{sure, estimated} {
		slices.SortStableFunc(periods, func(a, b catalog.Period) int { return b.Compare(a) })
		for _, p := range distinct(periods) {
			list = append(list, statement{p, InHeading})
		}
	}
	if day := x.headedDay(); len(list) == 0 && !day.IsZero() {
		for _, p := range endingAbout(day) {
			list = append(list, statement{p, InHeading})
		}
	}
	for _, p := range endingAbout(x.text.cutOff) {
		list = append(list, statement{p, InTitle})
	}
	return list
}

// comparedPeriod returns the later of two periods that the headings over all of
// a table's figures name, if they are one part of a year and the same a year
// before, "6T/2023 | 6T/2024": the later is reported on and the earlier compared
// with. It reports false if anything else speaks of another time.
func (r *reportReader) comparedPeriod(x *foundTable) (catalog.Period, bool) {
	named, all := x.headedPeriods()
	if !all || len(named) == 0 {
		return catalog.Period{}, false
	}
	latest := slices.MaxFunc(named, func(a, b headedPeriod) int { return a.period.Compare(b.period) }).period
	if latest.Grain() == catalog.Year || latest.Grain() == catalog.Term {
		return latest, false // of the year there may be only a part so far
	}
	for _, n := range named {
		if n.period != latest && n.period != latest.AddYears(-1) {
			return latest, false
		}
	}
	otherwise := func(mentions []catalog.Mention) bool {
		return slices.ContainsFunc(mentions, func(m catalog.Mention) bool {
			p, _ := m.WithYear(latest.Year())
			return p != latest && !m.Outlook && m.Date.IsZero()
		})
	}
	if !x.fillsPeriod(latest) {
		return latest, false // a form of which only what is compared with is filled in
	}
	t := x.text
	silent := len(t.partial)+len(t.upTo)+len(t.outlooks) == 0 && t.rest == 0 && !t.unread && t.fromStart.IsZero() && t.cutOff.IsZero()
	return latest, silent && !slices.ContainsFunc(named, func(n headedPeriod) bool { return n.estimate }) &&
		slices.ContainsFunc(named, func(n headedPeriod) bool { return n.period != latest }) &&
		(t.signed.IsZero() || !t.signed.Before(latest.First()) && t.signed.Before(latest.AddYears(1).First())) &&
		!otherwise(catalog.FindPeriods(worded(r.sheetName(x)))) && !otherwise(catalog.FindPeriods(worded(r.fileName)))
}

// closedPeriod returns the part of a year that ends with the day at which a title
// says that its figures were closed, "Số liệu tính đến 31/3/2024", and that the
// headings over them name, "Thực hiện quý I". It reports false if these name none,
// or another time, and if anything else does.
func (r *reportReader) closedPeriod(x *foundTable) (p catalog.Period, ok bool) {
	t, day := x.text, x.text.cutOff
	if day.IsZero() || len(t.periods)+len(t.partial)+len(t.upTo)+len(t.outlooks) > 0 || t.rest > 0 || t.unread || !t.fromStart.IsZero() {
		return p, false
	}
	for _, c := range x.heads {
		h := c.head
		if c.kind != noColumn || h.has(saysPlan|saysSamePeriod|saysYearBefore|beforeEffects) || h.isProportion(h.known && h.indicator.Kind == catalog.Ratio) {
			continue
		}
		named, cumulative, _, says := periodOf(h.period, day.Year())
		switch {
		case !says:
		case cumulative, h.unclear, h.has(saysCumulative | saysEstimate | saysForecast), named.Grain() == catalog.Year, !named.Last().Equal(day), !p.IsZero() && named != p:
			return p, false
		default:
			p = named
		}
	}
	otherwise := func(name string) bool {
		return slices.ContainsFunc(catalog.FindPeriods(worded(name)), func(m catalog.Mention) bool {
			of, _ := m.WithYear(day.Year())
			return of != p && m.Date.IsZero()
		})
	}
	return p, !p.IsZero() && !otherwise(r.sheetName(x)) && !otherwise(r.fileName)
}

// fillsPeriod reports whether a column whose heading names a period holds
// anything.
func (x *foundTable) fillsPeriod(p catalog.Period) bool {
	for i, c := range x.heads {
		if of, _, dated, ok := periodOf(c.head.period, 0); !ok || !dated || of != p {
			continue
		}
		for _, row := range x.grid.Rows {
			if x.table.dataFrom <= row.Number && row.Number <= x.table.dataTo && row.At(i+1).Kind != sheet.Blank {
				return true
			}
		}
	}
	return false
}

// headedDay returns the latest day that a heading names in full, zero for none:
// "Có đến 30/6/2024".
func (x *foundTable) headedDay() time.Time {
	var latest time.Time
	for _, c := range x.heads {
		m := c.head.day
		if m.year == 0 || m.opens != 0 || m.begins || c.head.has(saysPlan|saysSamePeriod|saysYearBefore|saysForecast|beforeEffects) {
			continue
		}
		day := time.Date(m.year, time.Month(m.month), m.day, 0, 0, 0, 0, time.UTC)
		if m.eve {
			day = day.AddDate(0, 0, -1)
		}
		if day.After(latest) {
			latest = day
		}
	}
	return latest
}

// endingAbout returns the periods whose figures may be cut off on a day: those
// that end in its month, on its last day or as administrative ones do.
func endingAbout(day time.Time) []catalog.Period {
	var list []catalog.Period
	for _, g := range []catalog.Grain{catalog.Quarter, catalog.Half, catalog.NineMonths, catalog.Year, catalog.Month} {
		for index := range 13 {
			p, err := catalog.NewPeriod(g, day.Year(), index)
			if err != nil || p.Last().Month() != day.Month() {
				continue
			}
			if _, end := p.Administrative(); !day.Before(end) {
				list = append(list, p)
			}
		}
	}
	return distinct(list)
}

// headedOtherwise reports whether the headings name only other periods than
// that of the report: of last quarter's form only the title may be new, or
// only the headings. "Năm 2026" may also be the title's part of that year,
// which is asked of the column: see [settleYears].
func (x *foundTable) headedOtherwise(p catalog.Period) bool {
	named, all := x.headedPeriods()
	return all && len(named) > 0 && !slices.ContainsFunc(named, func(n headedPeriod) bool {
		role, ok := roleOf(n.period, p, n.estimate)
		return ok && role == Reported || n.period == yearOf(p) && !n.estimate && !n.whole
	})
}

// sameUnder returns the one of several periods that holds the others, or that
// the sheet or the file is called after, if the table's headings mean the same
// under each: "Quý II | 6 tháng" below the title "Quý II và 6 tháng đầu năm".
func (r *reportReader) sameUnder(x *foundTable, periods []catalog.Period, called ...catalog.Period) (catalog.Period, bool) {
	one := slices.MaxFunc(periods, func(a, b catalog.Period) int { return cmp.Compare(monthsIn(a), monthsIn(b)) })
	_, end := one.Months()
	var want []column
	for _, p := range periods {
		if _, last := p.Months(); last != end {
			return catalog.Period{}, false
		}
		columns := readColumns(x.table, x.heads, caption{period: p, cumulative: x.text.accumulates(), basis: x.text.basis()}, r.Catalogue, confirmed{})
		if want != nil && !slices.EqualFunc(columns, want, column.sameAs) {
			return catalog.Period{}, false
		}
		want = columns
		if slices.Contains(called, p) {
			one = p
		}
	}
	return one, slices.ContainsFunc(want, func(c column) bool { return c.kind == figureColumn })
}

// eachHeaded returns the one of several periods that ends last, if the
// headings, read under it, give each of them a column of its own: "TH 8 tháng |
// Ước 9 tháng" below the title "8 tháng, ước 9 tháng".
func (r *reportReader) eachHeaded(x *foundTable, periods []catalog.Period) (catalog.Period, bool) {
	one := slices.MaxFunc(periods, func(a, b catalog.Period) int { return a.Compare(b) })
	over := caption{period: one, cumulative: x.text.accumulates(), basis: x.text.basis()}
	headed := map[catalog.Period]bool{}
	for _, c := range readColumns(x.table, x.heads, over, r.Catalogue, confirmed{}) {
		if c.kind == figureColumn && c.slot.scenario == Actual && c.slot.role == Reported {
			if c.head.period == "" {
				return catalog.Period{}, false // of whatever period the report is
			}
			headed[c.slot.period] = true
		}
	}
	return one, !slices.ContainsFunc(periods, func(p catalog.Period) bool { return !headed[p] })
}

// sameAs reports whether two readings of a column come to the same.
func (c column) sameAs(d column) bool {
	return c.kind == d.kind && c.slot == d.slot && c.of == d.of && c.beside == d.beside
}

// monthsIn returns how many months a period has.
func monthsIn(p catalog.Period) int {
	first, last := p.Months()
	return last - first + 1
}
