package main

import "giaoban/ingest/catalog"

// A figure is one number of one organisation, in the smallest step its
// dimension is written in here (see steps): whole million đồng, thousand US
// dollars, thousand đồng a month, persons, pieces. A ratio counts den too.
// The zero figure is a zero, which is not the same as no figure.
type figure struct {
	num, den      int64
	notApplicable bool // "x" on the form
}

// key names a figure.
type key struct {
	org, indicator string
	period         catalog.Period
}

// ledger holds every number the samples are made of, before any layout; what
// is not in it was not reported. Workbooks are written from ledgers, and the
// printed figures are checked against them.
type ledger map[key]figure

// spread gives each of the organisations its part of a total.
func (l ledger) spread(orgs []string, indicator string, p catalog.Period, parts []int64) {
	for i, org := range orgs {
		l[key{org, indicator, p}] = figure{num: parts[i]}
	}
}

// set records one number.
func (l ledger) set(org, indicator string, p catalog.Period, n int64) {
	l[key{org, indicator, p}] = figure{num: n}
}

// n returns a number, 0 where there is none.
func (l ledger) n(org, indicator string, p catalog.Period) int64 {
	return l[key{org, indicator, p}].num
}

// sum adds an indicator over organisations, ratios by numerator and
// denominator, and counts those that have it.
func (l ledger) sum(orgs []string, indicator string, p catalog.Period) (total figure, reported int) {
	for _, org := range orgs {
		if f, ok := l[key{org, indicator, p}]; ok && !f.notApplicable {
			total.num += f.num
			total.den += f.den
			reported++
		}
	}
	return total, reported
}

// mean returns Σ(value×weight)/Σweight over the organisations that have both.
func (l ledger) mean(orgs []string, indicator, weight string, p catalog.Period) float64 {
	var product, weights int64
	for _, org := range orgs {
		v, ok := l[key{org, indicator, p}]
		w, weighed := l[key{org, weight, p}]
		if ok && weighed {
			product += v.num * w.num
			weights += w.num
		}
	}
	return float64(product) / float64(weights)
}

// period reads a period code written in this program.
func period(code string) catalog.Period {
	p, err := catalog.ParsePeriod(code)
	if err != nil {
		panic(err)
	}
	return p
}

// periods returns the periods of one grain from the first to the last, both included.
func periods(first, last string) []catalog.Period {
	ps, err := catalog.Range(period(first), period(last), 100)
	if err != nil {
		panic(err)
	}
	return ps
}
