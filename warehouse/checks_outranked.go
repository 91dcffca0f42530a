package warehouse

import "giaoban/ingest"

// outranking counts the figures of a submission that stay hidden behind a
// different one of higher status, and keeps the first of each.
type outranking struct {
	count           int
	hidden, instead known
}

// outrank counts k if what is shown for its span is another figure of higher
// status that the submission did not bring.
func (c check) outrank(k known, figures []known) {
	best := find(figures, k.first, k.last, func(o known) bool { return o.role == ingest.Reported })
	if k.role != ingest.Reported || best == nil || best.mine || best.status <= k.status ||
		equal(best.num, k.num) && equal(best.den, k.den) {
		return
	}
	d, _ := define(c.v.Catalogue, k.indicator)
	if d.value(k.num, k.den) == nil || d.value(best.num, best.den) == nil {
		return // the average of nobody is no figure to tell of
	}
	if c.outranked.count == 0 {
		c.outranked.hidden, c.outranked.instead = k, *best
	}
	c.outranked.count++
}

// sayOutranked tells that figures of a file do not show, which a sender who
// corrects a final figure and does not say so cannot guess.
func (c check) sayOutranked() {
	o := c.outranked
	if o.count == 0 {
		return
	}
	d, _ := define(c.v.Catalogue, o.hidden.indicator)
	c.found = append(c.found, ingest.Finding{Severity: ingest.Warning, Code: "store_outranked", Sheet: o.hidden.sheet, Cell: o.hidden.cell,
		Args: c.args(o.hidden.scenario, o.hidden.org, o.hidden.indicator, o.hidden.period, ingest.Args{"count": o.count,
			"value": *d.value(o.hidden.num, o.hidden.den), "at": o.hidden.where(),
			"other": *d.value(o.instead.num, o.instead.den), "other_at": o.instead.where()})})
}
