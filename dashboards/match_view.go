package dashboards

import (
	"crypto/sha256"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/likeness"
	"giaoban/warehouse"
)

// matchWords are words for what workbooks ask and what has been confirmed.
type matchWords struct {
	words
	dir   *directory
	today time.Time
}

// matchView is the form in which a workbook's questions are answered.
type matchView struct {
	ID          int64 // of the workbook
	Title, Hint string
	Rows        []matchRow
	More        string // how many questions come after these
	Button      string
}

// matchRow is one question.
type matchRow struct {
	ID         int
	Kind, Text string
	Ask        string // the question in words
	Place      string
	Href       string // to its cell
	Groups     []matchGroup
}

// matchGroup is a group of answers to choose from; without a label they stand
// by themselves.
type matchGroup struct {
	Label   string
	Options []matchOption
}

type matchOption struct {
	Value, Text string
	Selected    bool
}

// maxAsked is how many questions a page asks at a time.
const maxAsked = 20

// match arranges the questions of a workbook, nil if it has none. Of one that
// is in force the answers hold for the workbooks to come only.
func (w matchWords) match(sub warehouse.Submission, questions []ingest.Question) *matchView {
	if len(questions) == 0 {
		if sub.State != warehouse.Received {
			return nil
		}
		return &matchView{ID: sub.ID, Title: w.say("page.match.title"), Hint: w.say("page.match.hint.again"), Button: w.say("page.match.again")}
	}
	v := &matchView{ID: sub.ID, Title: w.say("page.match.title"), Hint: w.say("page.match.hint"), Button: w.say("page.match.confirm")}
	switch sub.State {
	case warehouse.Accepted, warehouse.Locked, warehouse.Superseded:
		v.Hint, v.Button = w.say("page.match.hint.later"), w.say("page.match.remember")
	case warehouse.Returned:
		return nil
	}
	if questions[0].Scope == sub.SHA256 {
		v.Hint = w.say("page.match.hint.file")
	}
	for i, q := range questions[:min(len(questions), maxAsked)] {
		row := matchRow{ID: i + 1, Kind: string(q.Kind), Text: q.Text, Place: q.Sheet, Ask: w.ask(q)}
		if q.Cell != "" {
			row.Place += "!" + q.Cell
			row.Href = "?" + url.Values{"sheet": {q.Sheet}, "lang": {string(w.lang)}}.Encode() + "#cell-" + q.Cell
		}
		row.Groups = append(w.likely(q), w.targets(q.Kind, "", q.Text)...)
		v.Rows = append(v.Rows, row)
	}
	if n := len(questions) - maxAsked; n > 0 {
		v.More = w.say("page.match.more", "n", n)
	}
	return v
}

// premises arranges what may be told of a workbook without being asked, nil for
// nothing. The title says how it was read.
func (w matchWords) premises(sub warehouse.Submission, now ingest.Submission) *matchView {
	v := &matchView{ID: sub.ID, Hint: w.say("page.premises.hint"), Button: w.say("page.premises.tell")}
	if sub.State == warehouse.Withdrawn {
		v.Hint, v.Button = w.say("page.premises.hint.withdrawn"), w.say("page.premises.again")
	}
	var read []string
	for i, p := range now.Premises {
		if now.Asks(p.Kind, "") {
			continue
		}
		as := w.say("page.premises.unknown")
		if p.Target != "" {
			as = w.target(p.Kind, p.Target)
		}
		read = append(read, as)
		label := "page.premises.as_read"
		if p.Told {
			label = "page.premises.as_told"
		}
		keep := matchGroup{Options: []matchOption{{Text: w.say(label, "name", as), Selected: true}}}
		v.Rows = append(v.Rows, matchRow{ID: i + 1, Kind: string(p.Kind), Ask: w.say("page.premises.kind." + string(p.Kind)),
			Groups: append([]matchGroup{keep}, w.targets(p.Kind, "", "")...)})
	}
	if len(v.Rows) == 0 {
		return nil
	}
	v.Title = strings.Join(read, " · ")
	return v
}

// ask puts a question into words.
func (w matchWords) ask(q ingest.Question) string {
	key := "page.match.ask." + string(q.Kind)
	switch {
	case q.Shown == "":
		key += "_missing"
	case q.Kind == ingest.MapSender && slices.ContainsFunc(q.Candidates, func(c ingest.Candidate) bool { return c.In == ingest.InSheetName }):
		key += "_sheet"
	}
	return w.say(key, "text", q.Shown)
}

// likely are the answers that a text may mean. The likeliest is chosen
// beforehand where nothing else comes near; it takes somebody to confirm it.
func (w matchWords) likely(q ingest.Question) []matchGroup {
	out := []matchGroup{{Options: []matchOption{{Text: w.say("page.match.choose")}}}}
	if len(q.Candidates) == 0 {
		return out
	}
	g := matchGroup{Label: w.say("page.match.likely")}
	if q.Candidates[0].In != "" {
		g.Label = w.say("page.match.named")
	}
	alone := len(q.Candidates) == 1 || q.Candidates[1].Score < likeness.Quite
	for i, c := range q.Candidates {
		text := w.target(q.Kind, c.Target)
		if c.In != "" {
			text = w.say("page.match.candidate", "name", text, "like", w.say("page.match.in."+string(c.In)))
		} else if q.Shown != "" && (q.Kind != ingest.MapSender || c.Score > likeness.Some) {
			text = w.say("page.match.candidate", "name", text, "like", w.say("page.match.like."+degree(c.Score)))
		}
		g.Options = append(g.Options, matchOption{Value: c.Target, Text: text, Selected: i == 0 && alone && c.Score >= likeness.Very})
	}
	return append(out, g)
}

// degree is how alike two names are, in a word.
func degree(score float64) string {
	switch {
	case score >= likeness.Very:
		return "very"
	case score >= likeness.Quite:
		return "quite"
	}
	return "some"
}

// targets are all answers to questions of a kind with a text, one of them chosen.
func (w matchWords) targets(kind ingest.MappingKind, chosen, text string) []matchGroup {
	option := func(value, text string) matchOption { return matchOption{value, text, value == chosen} }
	ignore := matchGroup{Label: w.say("page.match.other"), Options: []matchOption{option(ingest.Ignore, w.say("page.match.ignore"))}}
	var out []matchGroup
	switch kind {
	case ingest.MapHeading:
		for _, group := range []catalog.Group{catalog.Economy, catalog.Labour, catalog.Party} {
			g := matchGroup{Label: w.say("page.group." + string(group))}
			for _, ind := range w.dir.catalogue.Indicators {
				if ind.Group == group {
					g.Options = append(g.Options, option(ind.Code, w.pick(ind.NameVI, ind.NameEN)))
				}
			}
			out = append(out, g)
		}
		out = append(out, ignore)
	case ingest.MapMeasure:
		g := matchGroup{Label: w.say("page.match.measures")}
		for _, m := range ingest.MeasuresFor(text) {
			g.Options = append(g.Options, option(string(m), w.target(kind, string(m))))
		}
		out = append(out, g, ignore)
	case ingest.MapPeriod:
		for year := w.today.Year(); year > w.today.Year()-yearsOffered; year-- {
			g := matchGroup{Label: strconv.Itoa(year)}
			for _, p := range periodsIn(year, w.today) {
				g.Options = append(g.Options, option(p.Code(), w.period(p)))
			}
			out = append(out, g)
		}
	case ingest.MapStatus, ingest.MapBasis:
		g := matchGroup{}
		for _, target := range premiseTargets(kind) {
			g.Options = append(g.Options, option(target, w.target(kind, target)))
		}
		out = append(out, g)
	default:
		g := matchGroup{Label: w.say("page.match.organisations")}
		for _, e := range w.dir.entries {
			g.Options = append(g.Options, option(e.org.Org, w.orgName(e.org)))
		}
		if out = append(out, g); kind == ingest.MapOrganisation {
			out = append(out, ignore)
		}
	}
	return out
}

// premiseTargets are all answers to how sure figures are, and since when they
// add up.
func premiseTargets(kind ingest.MappingKind) []string {
	var out []string
	if kind == ingest.MapBasis {
		for _, b := range ingest.Bases {
			out = append(out, string(b))
		}
		return out
	}
	for _, status := range ingest.Statuses {
		out = append(out, status.String())
	}
	return out
}

// yearsOffered is of how many years periods are offered.
const yearsOffered = 4

// periodsIn are the periods of a year that have begun, the year first.
func periodsIn(year int, today time.Time) []catalog.Period {
	var out []catalog.Period
	for _, grain := range []struct {
		grain       catalog.Grain
		first, last int
	}{{catalog.Year, 0, 0}, {catalog.Half, 1, 2}, {catalog.NineMonths, 0, 0}, {catalog.Quarter, 1, 4}, {catalog.Month, 1, 12}} {
		for i := grain.first; i <= grain.last; i++ {
			if p, err := catalog.NewPeriod(grain.grain, year, i); err == nil && !p.First().After(today) {
				out = append(out, p)
			}
		}
	}
	return out
}

// target names what is answered.
func (w matchWords) target(kind ingest.MappingKind, target string) string {
	switch {
	case target == ingest.Ignore:
		return w.say("page.match.ignore")
	case kind == ingest.MapHeading:
		if ind, ok := w.dir.catalogue.Indicator(target); ok {
			return w.pick(ind.NameVI, ind.NameEN)
		}
	case kind == ingest.MapMeasure:
		return w.say("page.match.measure." + target)
	case kind == ingest.MapPeriod:
		if p, err := catalog.ParsePeriod(target); err == nil {
			return w.period(p)
		}
	case kind == ingest.MapStatus:
		if status, ok := catalog.ParseStatus(target); ok {
			return w.status(status)
		}
	case kind == ingest.MapBasis:
		return w.say("page.premises.basis." + target)
	default:
		if e, ok := w.dir.find(target); ok {
			return w.orgName(e.org)
		}
	}
	return target
}

// mappingsPage lists what has been confirmed.
type mappingsPage struct {
	shell
	Tabs     []link
	Headline string
	Rows     []mappingRow
}

// mappingRow is one thing that was confirmed, with the form to change it.
type mappingRow struct {
	ID                int64
	Scope, Kind, Text string
	Shown, What       string
	Layout, File      string
	Href              string // of the workbook that asked
	Target, Who, When string
	Groups            []matchGroup
}

// layoutLetters is how much of a fingerprint people need to tell layouts apart.
const layoutLetters = 6

// fileScope is the length of a scope that is one file, its SHA-256 in hex.
const fileScope = 2 * sha256.Size

func (w matchWords) mappings(list []warehouse.Mapping, here *time.Location) mappingsPage {
	page := mappingsPage{Headline: w.say("page.mappings.headline", "n", len(list))}
	if len(list) == 0 {
		page.Headline = w.say("page.mappings.none")
	}
	for _, m := range list {
		row := mappingRow{ID: m.ID, Scope: m.Scope, Kind: string(m.Kind), Text: m.Text, Shown: m.Shown, What: w.say("page.mappings.kind." + string(m.Kind)),
			Layout: w.say("page.mappings.layout", "code", m.Scope[:min(layoutLetters, len(m.Scope))]), File: m.File,
			Target: w.target(m.Kind, m.Target), Who: m.By, When: w.clock(m.At.In(here)), Groups: w.targets(m.Kind, m.Target, m.Text)}
		if len(m.Scope) == fileScope {
			row.Layout = w.say("page.mappings.one_file")
		}
		if m.Shown == "" {
			row.Shown = w.say("page.mappings.nothing")
		}
		if m.Submission != 0 {
			row.Href = submissionHref(m.Submission)
		}
		page.Rows = append(page.Rows, row)
	}
	return page
}
