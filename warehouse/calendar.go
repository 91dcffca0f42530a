package warehouse

import "giaoban/ingest/catalog"

// The numbers under which routes are stored, best first.
const (
	routeDirect = iota + 1
	routeSubPeriods
	routeDifference
	routeYears // the sum of a term's years, shown as sub_periods
)

var routes = map[int]Route{routeDirect: Direct, routeSubPeriods: SubPeriods, routeDifference: Difference}

// part is one term of a way: the figure of a span of absolute months, added
// (sign 1) or taken away (sign −1).
type part struct {
	period      catalog.Period // where the span is a reporting period
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
// itself; its tilings, fewest parts first; the difference of two spans that
// start in January. A term is the sum of its years.
func ways(p catalog.Period) []way {
	first, last := p.Months()
	out := []way{{routeDirect, []part{{p, first, last, 1}}}}
	route := routeSubPeriods
	if isTerm(p) {
		route = routeYears
	}
	for _, tiling := range p.Tilings() {
		w := way{route: route}
		for _, q := range tiling {
			f, l := q.Months()
			w.parts = append(w.parts, part{q, f, l, 1})
		}
		out = append(out, w)
	}
	if january := first - first%12; first > january {
		out = append(out, way{routeDifference, []part{
			{first: january, last: last, sign: 1}, {first: january, last: first - 1, sign: -1}}})
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
