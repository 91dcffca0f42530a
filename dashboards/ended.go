package dashboards

import (
	"slices"

	"giaoban/ingest/catalog"
)

// ending says of an organisation that it is no more, or not yet, at the end of
// the period of a page: nobody can send figures for it, and where to look
// instead.
type ending struct {
	Text string
	Note string // what the decision says
	Next []link // those that took its place, on the same page
}

// ending is nil for an organisation that exists on the period's last day. path
// is the page whose links lead to the same page of the successors.
func (w words) ending(dir *directory, at place, path string) *ending {
	if at.org == "" {
		return nil
	}
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
		return &ending{Text: w.say("page.ending.not_yet", "org", w.orgName(first), "date", w.date(first.From))}
	}
	e := &ending{Text: w.say("page.ending.over", "org", w.orgName(last), "date", w.date(last.To))}
	names := dir.names(at.period)
	next, note := successors(dir.register, at)
	e.Note = w.pick(note.NoteVI, note.NoteEN)
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
