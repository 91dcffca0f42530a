package dashboards

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"giaoban/ingest/catalog"
)

// ending says of an organisation that it is no more, or not yet, at the end of
// the period of a page: nobody can send figures for it, and where to look
// instead.
type ending struct {
	Text  string
	Event string // that ended it, with the decision
	Next  []link // those that took its place, on the same page
	Seen  *link  // the same page for the nearest period that it was there and has figures
	Heads bool   // Text is the page's headline
}

// ending is nil for an organisation that exists on the period's last day. path
// is the page that the links lead to.
func (s *server) ending(ctx context.Context, v *visit, at place, path string) (*ending, error) {
	if at.org == "" {
		return nil, nil
	}
	known, err := s.periods(ctx, v.dir, at.org)
	return v.words.ending(v.dir, at, known, path), err
}

// head makes what became of the organisation the headline of a page that has
// nothing else to say: nobody can send figures any more.
func (e *ending) head() (headline string, subtitle []string) {
	e.Heads = true
	return e.Text, nil
}

// ending tells of an organisation with figures for the known periods, oldest
// first.
func (w words) ending(dir *directory, at place, known []catalog.Period, path string) *ending {
	day := at.period.Last()
	if _, there := dir.register.At(at.org, day); there {
		return nil
	}
	var last, first catalog.OrgVersion // the last one over, the first one to come
	for _, v := range dir.register.Versions {
		switch {
		case v.Org != at.org:
		case v.From.After(day):
			if first.Org == "" || v.From.Before(first.From) {
				first = v
			}
		case last.Org == "" || v.To.After(last.To):
			last = v
		}
	}
	switch {
	case last.Org == "" && first.Org == "":
		return nil
	case last.Org == "":
		e := &ending{Text: w.say("page.ending.not_yet", "org", w.orgName(first), "date", w.date(first.From))}
		for _, p := range known {
			if !p.Last().Before(first.From) {
				e.Seen = &link{Href: w.link(path, at.org, p), Text: w.say("page.ending.first", "period", w.inSentence(p))}
				break
			}
		}
		return e
	}
	e := &ending{Text: w.say("page.ending.over", "org", w.orgName(last), "date", w.date(last.To))}
	names := dir.names(at.period)
	next, by := successors(dir.register, at)
	if by.Kind != "" {
		e.Event = strings.TrimSuffix(cmp.Or(w.pick(by.NoteVI, by.NoteEN), w.say("page.lists.event."+string(by.Kind))), ".")
	}
	if by.Decision != "" {
		e.Event = w.say("page.ending.decision", "event", e.Event, "decision", by.Decision)
	}
	there := slices.DeleteFunc(slices.Clone(known), func(p catalog.Period) bool { return !p.Last().Before(last.To) })
	if p := latest(there); !p.IsZero() {
		e.Seen = &link{Href: w.link(path, at.org, p), Text: w.say("page.ending.last", "period", w.inSentence(p))}
	}
	for _, org := range next {
		e.Next = append(e.Next, link{Href: w.link(path, org, at.period), Text: w.orgName(names[org])})
	}
	return e
}

// successors lists who took the place of an organisation by the end of the
// period, through as many reorganisations as it took, and the event that ended
// it.
func successors(r *catalog.Register, at place) (orgs []string, by catalog.Event) {
	day := at.period.Last()
	seen := map[string]bool{at.org: true}
	for queue := []string{at.org}; len(queue) > 0; queue = queue[1:] {
		for _, e := range r.Events {
			if e.Date.After(day) || !slices.Contains(e.From, queue[0]) || slices.Contains(e.To, queue[0]) {
				continue
			}
			if queue[0] == at.org {
				by = e
			}
			for _, to := range e.To {
				if seen[to] {
					continue
				}
				seen[to] = true
				if _, there := r.At(to, day); there {
					orgs = append(orgs, to)
				} else {
					queue = append(queue, to)
				}
			}
		}
	}
	return orgs, by
}
