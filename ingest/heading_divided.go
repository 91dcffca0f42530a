package ingest

import "giaoban/ingest/catalog"

// neighbour is the name of another row or column, and how it is written.
type neighbour struct{ name, shown string }

// divided takes the indicator off a heading whose name is but a part of what
// the indicator holds, because another name beside it is of the rest: "Nộp
// BHXH" is all the insurance paid, beside "Nộp BHYT" only some of it. Whoever
// knows is asked, and may say that it is the whole.
func (h *heading) divided(name string, others []neighbour) {
	if !h.known {
		return
	}
	theirs := h.indicator.PartOfList(name)
	if theirs == nil {
		return
	}
	for _, other := range others {
		if theirs(other.name) {
			h.part, h.beside = h.indicator, other.shown
			h.indicator, h.known = catalog.Indicator{}, false
			return
		}
	}
}

// askPart asks what such a name means, instead of what it is like.
func (r *tableReader) askPart(h heading, severity Severity, shown string, q Question, at place) {
	q.Candidates = []Candidate{{Target: h.part.Code, Score: likelyPart}}
	args := Args{"name": shown, "indicator": named(h.part), "other": h.beside}
	r.findings.ask(severity, codeNameOfPart, at, args, q, nil)
}

// likelyPart keeps the indicator from being proposed as the answer.
const likelyPart = 0.7
