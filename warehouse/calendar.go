package warehouse

import (
	"cmp"
	"slices"

	"giaoban/ingest/catalog"
)

// The numbers under which routes are stored, best first.
const (
	routeDirect = iota + 1
	routeSubPeriods
	routeDifference
)

var routes = map[int]Route{routeDirect: Direct, routeSubPeriods: SubPeriods, routeDifference: Difference}

// part is one term of a way: the figure of a span of absolute months, added
// (sign 1) or taken away (sign −1).
type part struct {
	first, last int
	sign        int
}

// way is one recipe for a period's figure from figures of other spans.
type way struct {
	route int
	parts []part
}

// allPeriods lists every period the store can be asked for: all grains in
// all years, and every term.
func allPeriods() []catalog.Period {
	var out []catalog.Period
	add := func(p catalog.Period, err error) {
		if err == nil {
			out = append(out, p)
		}
	}
	for year := catalog.FirstYear; year <= catalog.LastYear; year++ {
		for month := 1; month <= 12; month++ {
			add(catalog.NewPeriod(catalog.Month, year, month))
		}
		for quarter := 1; quarter <= 4; quarter++ {
			add(catalog.NewPeriod(catalog.Quarter, year, quarter))
		}
		for half := 1; half <= 2; half++ {
			add(catalog.NewPeriod(catalog.Half, year, half))
		}
		add(catalog.NewPeriod(catalog.NineMonths, year, 0))
		add(catalog.NewPeriod(catalog.Year, year, 0))
		for length := 1; length <= 10; length++ {
			add(catalog.NewTerm(year, year+length))
		}
	}
	return out
}

// ways lists the recipes for a flow over p in order of preference: the span
// itself; the complete tilings by shorter blocks, fewest parts first; the
// difference of two spans that start in January. Among tilings of equally
// many parts those without a nine-month figure come first, then those whose
// earlier parts are longer. A term is the sum of its years, each obtained by
// its own best way.
func ways(p catalog.Period) []way {
	first, last := p.Months()
	out := []way{{routeDirect, []part{{first, last, 1}}}}
	if p.Grain() == catalog.Term {
		var years []part
		for m := first; m < last; m += 12 {
			years = append(years, part{m, m + 11, 1})
		}
		return append(out, way{routeSubPeriods, years})
	}
	tilings := tilings(first, last)[1:]
	slices.SortStableFunc(tilings, func(a, b []part) int {
		if c := cmp.Compare(len(a), len(b)); c != 0 {
			return c
		}
		return cmp.Compare(nineMonthParts(a), nineMonthParts(b))
	})
	for _, t := range tilings {
		out = append(out, way{routeSubPeriods, t})
	}
	if january := first - first%12; first > january {
		out = append(out, way{routeDifference, []part{{january, last, 1}, {january, first - 1, -1}}})
	}
	return out
}

func nineMonthParts(t []part) int {
	n := 0
	for _, p := range t {
		if p.last-p.first == 8 {
			n++
		}
	}
	return n
}

// tilings lists the ways to cover a block with blocks of the calendar, the
// block itself first. The blocks nest: months in quarters, quarters in halves
// and nine months, these in years.
func tilings(first, last int) [][]part {
	out := [][]part{{{first, last, 1}}}
	join := func(split int) {
		for _, left := range tilings(first, split) {
			for _, right := range tilings(split+1, last) {
				out = append(out, slices.Concat(left, right))
			}
		}
	}
	switch last - first + 1 {
	case 3:
		out = append(out, []part{{first, first, 1}, {first + 1, first + 1, 1}, {last, last, 1}})
	case 6:
		join(first + 2)
	case 9:
		join(first + 5)
	case 12:
		join(first + 5)
		for _, right := range tilings(first+9, last) { // a tiled nine months is a tiled half and quarter
			out = append(out, slices.Concat([]part{{first, first + 8, 1}}, right))
		}
	}
	return out
}

func isTerm(p catalog.Period) bool { return p.Grain() == catalog.Term }

// yearOf returns the year whose plan p counts against, or no period when p is
// a year or longer.
func yearOf(p catalog.Period) catalog.Period {
	if p.IsZero() || p.Grain() >= catalog.Year {
		return catalog.Period{}
	}
	year, err := catalog.NewPeriod(catalog.Year, p.Year(), 0)
	if err != nil {
		return catalog.Period{}
	}
	return year
}
