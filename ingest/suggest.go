package ingest

import (
	"cmp"
	"slices"
	"strings"

	"giaoban/ingest/catalog"
	"giaoban/ingest/likeness"
)

// maxCandidates is how many meanings a question offers, maxSuggested how many
// a message names.
const (
	maxCandidates = 5
	maxSuggested  = 2
)

// indicatorsLike ranks the indicators that a chain of names may mean, from the
// top: the whole chain counts, and its end, but never what is more like the
// names above alone. What is counted in another unit than the one written
// beside them is none of them.
func (v Vocabulary) indicatorsLike(names []string, unit catalog.Unit, hasUnit bool) []Candidate {
	type chain struct{ whole, above likeness.Name }
	var asked []chain
	for from := range names {
		asked = append(asked, chain{likeness.Of(strings.Join(names[from:], " ")), likeness.Of(strings.Join(names[from:len(names)-1], " "))})
	}
	var list []Candidate
	for _, ind := range v.Catalogue.Indicators {
		if own, _ := v.Catalogue.Unit(ind.Unit); hasUnit && !mayBeIn(own, unit) {
			continue
		}
		best := 0.0
		for _, label := range append([]string{ind.NameVI, ind.NameEN}, ind.Synonyms...) {
			name := likeness.Of(label)
			for _, a := range asked {
				score := likeness.Score(a.whole, name)
				if known := score == 1; !known && score > likeness.Score(a.above, name) {
					best = max(best, score)
				}
			}
		}
		list = append(list, Candidate{Target: ind.Code, Score: best})
	}
	return ranked(list)
}

// mayBeIn reports whether figures of an indicator in one unit may be written
// in another. An income is often written as plain money.
func mayBeIn(own, written catalog.Unit) bool {
	return own.Dimension == written.Dimension || own.Dimension == catalog.DimensionIncome && (written.Dimension == catalog.DimensionVND || written.Dimension == catalog.DimensionPerPerson) ||
		isCount(own) && isCount(written)
}

// organisationsLike ranks the organisations of a day that a name may mean.
// Those of the scope go before others that are as like; nil is everybody.
func (n *orgNames) organisationsLike(text string, scope *catalog.Names) []Candidate {
	asked := likeness.Of(text)
	proper := likeness.Of(properName(text))
	var list []Candidate
	for _, org := range n.today.Orgs() {
		v, _ := n.today.Org(org)
		best := 0.0
		for _, name := range []string{v.NameVI, v.ShortName, v.NameEN} {
			if name == "" {
				continue
			}
			best = max(best, likeness.Score(asked, likeness.Of(name)),
				likeness.Score(proper, likeness.Of(properName(name)))-unaccentedLoss)
		}
		if scope != nil {
			if _, inside := scope.Find(org); !inside {
				best -= outsideLoss
			}
		}
		list = append(list, Candidate{Target: org, Score: best})
	}
	return ranked(list)
}

// What a name is less like for being compared without accents and legal form,
// or for being outside the sender's organisation.
const (
	unaccentedLoss = 0.05
	outsideLoss    = 0.05
)

// ranked leaves the best candidates that are worth a look, best first.
func ranked(list []Candidate) []Candidate {
	list = slices.DeleteFunc(list, func(c Candidate) bool { return c.Score < likeness.Some })
	slices.SortStableFunc(list, func(a, b Candidate) int { return cmp.Compare(b.Score, a.Score) })
	return slices.Clip(list[:min(len(list), maxCandidates)])
}

// called names a candidate of a question about indicators or measures.
func (v Vocabulary) called(c Candidate) wording {
	if ind, ok := v.Catalogue.Indicator(c.Target); ok {
		return wording{ind.NameVI, ind.NameEN}
	}
	return say("measure."+c.Target, nil)
}

// candidate names a candidate of a question about organisations.
func (n *orgNames) candidate(c Candidate) wording {
	o, _ := n.today.Org(c.Target)
	return wording{o.NameVI, o.NameEN}
}
