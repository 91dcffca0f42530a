package ingest

import (
	"slices"
	"strings"

	"giaoban/ingest/likeness"
	"giaoban/ingest/locale"
)

// Question is something about a workbook that only a person can tell. The
// answer is a [Mapping] with the question's scope, kind and text. The finding
// of the same code and place says what became of the figures meanwhile.
type Question struct {
	Scope      string // see [Mapping]
	Kind       MappingKind
	Text       string // folded, without periods: the same in next quarter's workbook; see measureKey
	Shown      string // as written; "" where nothing is
	Code       string // of the finding
	Sheet      string
	Cell       string
	Candidates []Candidate // best first; may be none

	codes []string // of the findings of the same question at other places
}

// Candidate is what a text may mean.
type Candidate struct {
	Target string   // see [Mapping]
	Score  float64  // likeness of the names, up to 1: see package likeness
	In     Standing // where the workbook names it, "" where it does not
}

// maxQuestions bounds what one workbook may ask: a table of something else
// must not be compared with the whole catalogue row by row.
const maxQuestions = 100

// ask records a finding that is a question, with what the text may mean
// beside its arguments. The same question is asked once, at its first place.
func (f *findings) ask(severity Severity, c code, at place, args Args, q Question, named func(Candidate) wording) {
	all := Args{"suggestion": wording{}}
	for key, value := range args {
		all[key] = value
	}
	q.Code, q.Sheet, q.Cell = string(c), at.sheet, at.cell()
	if i := slices.IndexFunc(f.questions, q.same); i >= 0 {
		f.questions[i].merge(q)
		q.Candidates = f.questions[i].Candidates
	} else if len(f.questions) < maxQuestions {
		f.questions = append(f.questions, q)
	}
	if named != nil {
		all["suggestion"] = suggestion(q.Candidates, named)
	}
	f.add(severity, c, at, all)
}

// asked reports whether a question is asked already, or no more are.
func (f *findings) asked(q Question) bool {
	return len(f.questions) >= maxQuestions || slices.ContainsFunc(f.questions, q.same)
}

func (q Question) same(other Question) bool {
	return q.Scope == other.Scope && q.Kind == other.Kind && q.Text == other.Text
}

// puts reports whether a finding of this code is the question.
func (q Question) puts(code string) bool { return q.Code == code || slices.Contains(q.codes, code) }

// wording is a part of a message, in each language.
type wording struct{ vi, en string }

var _ locale.Speaker = wording{}

// Vietnamese returns the Vietnamese text.
func (p wording) Vietnamese() string { return p.vi }

// English returns the English text, the Vietnamese one where there is none.
func (p wording) English() string {
	if p.en == "" {
		return p.vi
	}
	return p.en
}

// say is a message as a part of another.
func say(key string, args Args) wording {
	return wording{messages().Text(locale.VI, key, args), messages().Text(locale.EN, key, args)}
}

// suggestion asks whether the text means one of the best candidates.
func suggestion(list []Candidate, named func(Candidate) wording) wording {
	list = list[:min(len(list), maxSuggested)]
	if i := slices.IndexFunc(list, func(c Candidate) bool { return c.Score < likeness.Quite }); i >= 0 {
		list = list[:i]
	}
	if len(list) == 0 {
		return wording{}
	}
	var vi, en []string
	for _, c := range list {
		name := named(c)
		vi, en = append(vi, "“"+name.Vietnamese()+"”"), append(en, "“"+name.English()+"”")
	}
	or := say("suggestion.or", nil)
	return say("suggestion.perhaps", Args{"names": wording{strings.Join(vi, " "+or.vi+" "), strings.Join(en, " "+or.en+" ")}})
}
