package catalog

import (
	"cmp"
	"slices"
)

// Tilings returns every way to cut the period into shorter ones along the
// blocks reports are made in: month in quarter, quarter in half and in nine
// months, half and nine months in year. Each tiling covers the period exactly
// and in order; the period itself is not one. Those of fewest parts come
// first, and among these the ones that begin with the longest part.
//
// A year has 27 tilings. A term is cut into years only. A month has none.
func (p Period) Tilings() [][]Period {
	all := p.tilings()
	all = all[:len(all)-1] // the period itself comes last
	slices.SortStableFunc(all, func(a, b []Period) int {
		return cmp.Or(
			cmp.Compare(len(a), len(b)),
			slices.CompareFunc(a, b, func(x, y Period) int { return -cmp.Compare(x.grain, y.grain) }))
	})
	return all
}

// tilings returns the tilings of p, and p itself as the last one.
func (p Period) tilings() [][]Period {
	var out [][]Period
	part := func(g Grain, index int) Period { return Period{grain: g, year: p.year, index: index} }
	switch p.grain {
	case Quarter:
		var months []Period
		for i := range 3 {
			months = append(months, part(Month, 3*(p.index-1)+i+1))
		}
		out = [][]Period{months}
	case Half:
		out = join(part(Quarter, 2*p.index-1).tilings(), part(Quarter, 2*p.index).tilings())
	case NineMonths:
		out = join(part(Half, 1).tilings(), part(Quarter, 3).tilings())
	case Year:
		// Nine months cut into parts, then Q4, is already among the halves cut
		// into parts: only the uncut nine months are new.
		out = append(
			join(part(Half, 1).tilings(), part(Half, 2).tilings()),
			join([][]Period{{part(NineMonths, 0)}}, part(Quarter, 4).tilings())...)
	case Term:
		var years []Period
		for y := p.year; y <= p.last; y++ {
			years = append(years, Period{grain: Year, year: y})
		}
		out = [][]Period{years}
	}
	return append(out, []Period{p})
}

// join returns every tiling of the first block followed by every one of the second.
func join(first, second [][]Period) [][]Period {
	out := make([][]Period, 0, len(first)*len(second))
	for _, a := range first {
		for _, b := range second {
			out = append(out, slices.Concat(a, b))
		}
	}
	return out
}
