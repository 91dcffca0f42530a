package catalog

import (
	"slices"
	"time"
)

// span is a half-open stretch of days; a zero to is open.
type span struct{ from, to time.Time }

func (s span) contains(day time.Time) bool {
	return !day.Before(s.from) && (s.to.IsZero() || day.Before(s.to))
}

func (s span) empty() bool { return !s.to.IsZero() && !s.from.Before(s.to) }

// and returns the stretch both cover, possibly empty.
func (s span) and(t span) span {
	if t.from.After(s.from) {
		s.from = t.from
	}
	if s.to.IsZero() || !t.to.IsZero() && t.to.Before(s.to) {
		s.to = t.to
	}
	return s
}

func (s span) overlaps(t span) bool {
	// An empty stretch inside the other one overlaps nothing either.
	return !s.empty() && !t.empty() && !s.and(t).empty()
}

// union returns the same days as the spans in the fewest, in order.
func union(spans []span) []span {
	spans = slices.DeleteFunc(slices.Clone(spans), span.empty)
	slices.SortFunc(spans, func(a, b span) int { return a.from.Compare(b.from) })
	var out []span
	for _, s := range spans {
		last := len(out) - 1
		if last < 0 || !out[last].to.IsZero() && out[last].to.Before(s.from) {
			out = append(out, s)
			continue
		}
		if !out[last].to.IsZero() && (s.to.IsZero() || s.to.After(out[last].to)) {
			out[last].to = s.to
		}
	}
	return out
}

// intersect returns the days that are in one of a and in one of b.
func intersect(a, b []span) []span {
	var out []span
	for _, s := range a {
		for _, t := range b {
			if u := s.and(t); !u.empty() {
				out = append(out, u)
			}
		}
	}
	return union(out)
}

// subtract returns the days that are in one of a and in none of b.
func subtract(a, b []span) []span {
	out := union(a)
	for _, t := range union(b) {
		var rest []span
		for _, s := range out {
			if !s.overlaps(t) {
				rest = append(rest, s)
				continue
			}
			if s.from.Before(t.from) {
				rest = append(rest, span{s.from, t.from})
			}
			if !t.to.IsZero() && (s.to.IsZero() || t.to.Before(s.to)) {
				rest = append(rest, span{t.to, s.to})
			}
		}
		out = rest
	}
	return out
}
