package dashboards

import (
	"context"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// failedChecks returns what was found, and accepted, about the figures of an
// organisation and those below it. The store is asked once for a period,
// whoever it is about.
func (s *server) failedChecks(ctx context.Context, d *directory, org string, p catalog.Period) ([]warehouse.FailedCheck, error) {
	all, err := once(d, "failed checks "+p.Code(), func() ([]warehouse.FailedCheck, error) { return s.store.FailedChecks(ctx, p) })
	if err != nil || len(all) == 0 {
		return nil, err
	}
	below := map[string]bool{org: true}
	for _, unit := range d.on(p).Descendants(org) {
		below[unit] = true
	}
	return slices.DeleteFunc(slices.Clone(all), func(c warehouse.FailedCheck) bool { return !below[c.Org] }), nil
}

// doubted lists the figures that count although a check has found something
// about them, each once, with what was found first and what whoever accepted
// it has said. Restricted indicators stay off pages.
func (w words) doubted(f findings, hero figure) []exceptionRow {
	type subject struct{ org, indicator string }
	var order []subject
	checks := map[subject][]warehouse.FailedCheck{}
	for _, c := range f.failed {
		if i, ok := w.catalog.Indicator(c.Indicator); ok && i.Sensitivity == catalog.Restricted {
			continue
		}
		one := subject{c.Org, c.Indicator}
		if checks[one] == nil {
			order = append(order, one)
		}
		checks[one] = append(checks[one], c)
	}
	var rows []exceptionRow
	for _, one := range order {
		found := checks[one]
		first := found[0]
		name := w.say("page.exceptions.report")
		if i, ok := w.catalog.Indicator(one.indicator); ok {
			name = w.name(i)
		}
		row := exceptionRow{
			Who: name, What: briefly(first.Finding.Text(w.found, w.lang), w.member(f, one.org)), Note: w.acceptedWith(first),
			Tag:    w.say("page.severity." + string(first.Finding.Severity)),
			Href:   findingHref(first),
			effect: weight(one.indicator == hero.Code, len(found)),
		}
		if one.org != f.org.org.Org {
			row.Who = w.say("page.exceptions.figure_of", "org", w.member(f, one.org), "name", w.inside(name))
		}
		if len(found) > 1 {
			row.Tag = w.say("page.exceptions.checks_tag", "n", len(found))
		}
		if first.Finding.Severity == ingest.Error {
			row.TagTone = bad
			row.effect = row.effect.Add(weight(true, 1000))
		}
		rows = append(rows, row)
	}
	return rows
}

// findingHref is the cell that a check is about, on the page of its workbook.
func findingHref(c warehouse.FailedCheck) string {
	href := submissionHref(c.Submission)
	if c.Finding.Cell != "" {
		href += "?" + url.Values{"sheet": {c.Finding.Sheet}}.Encode() + "#cell-" + c.Finding.Cell
	}
	return href
}

// sentenceEnd is where a finding has said what is the matter; what to do about
// it follows.
var sentenceEnd = regexp.MustCompile(`\. \p{Lu}`)

// beforeColon is how a finding goes on behind the name of the organisation that
// it is about: with a colon, or with the period and a colon.
var beforeColon = regexp.MustCompile(`^(, [^:,.]+)?: `)

// briefly is what a check has found in one sentence, which need not name the
// organisation that is named above it.
func briefly(text, org string) string {
	if at := sentenceEnd.FindStringIndex(text); at != nil {
		text = text[:at[0]]
	}
	if rest, ok := strings.CutPrefix(text, org); ok {
		if before := beforeColon.FindString(rest); before != "" {
			text = rest[len(before):]
		}
	}
	return capital(strings.TrimSuffix(text, "."))
}

// acceptedWith says who accepted a figure all the same and what they said; ""
// where nobody did.
func (w words) acceptedWith(c warehouse.FailedCheck) string {
	switch {
	case c.Note != "" && c.By != "":
		return w.say("page.exceptions.accepted", "who", c.By, "note", c.Note)
	case c.Note != "":
		return w.say("page.exceptions.accepted_unnamed", "note", c.Note)
	}
	return ""
}
