package dashboards

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"giaoban/warehouse"
)

// submissionAct is something a person can do with a workbook: a form.
type submissionAct struct {
	Action    string // last part of the address
	Title     string
	Hint      string
	NoteLabel string
	Note      string // proposed
	Required  bool   // the note
	Button    string
	Main      bool
	Effect    *diffView // what it will change, for those that show it first
}

// trailRow is one line of what was done to a workbook.
type trailRow struct{ When, What, Who, Note string }

// maxNote bounds what a person writes to an act, in bytes.
const maxNote = 4000

// actOn answers POST /submissions/ID/ACT for the forms of the page: it acts
// and leads back to the page, which says what became of it.
func (s *server) actOn(action string) echo.HandlerFunc {
	return func(c echo.Context) error {
		sub, _, err := s.kept(c)
		if err != nil {
			return err
		}
		act, err := readAct(c)
		if err != nil {
			return err
		}
		_, err = s.decide(c.Request().Context(), sub, action, act)
		back := submissionHref(sub.ID)
		again := url.Values{}
		if action == "withdraw" {
			again.Set("withdraw", "1")
		}
		switch {
		case errors.Is(err, warehouse.ErrNoteNeeded):
			again.Set("problem", "note")
			back += "?" + again.Encode() + "#acts"
		case errors.Is(err, warehouse.ErrWrongState):
			back += "?" + url.Values{"problem": {"state"}}.Encode() + "#acts"
		case err != nil:
			return err
		}
		s.rememberPerson(c, act.By)
		return c.Redirect(http.StatusSeeOther, back)
	}
}

// withdrawal is the form that takes back a workbook, with what that changes.
func (w submissionWords) withdrawal(sub warehouse.Submission, d warehouse.Revisions) submissionAct {
	act := submissionAct{
		Action: "withdraw", Title: w.say("page.act.title.withdraw"), Hint: w.say("page.act.hint.withdraw"),
		Button: w.say("page.act.button.withdraw"), NoteLabel: w.say("page.act.reason"), Required: true,
	}
	if act.Effect = w.diff(sub, d); act.Effect != nil {
		act.Effect.Counts = w.say("page.act.withdraw.counts", "changed", d.Changed, "gone", d.Gone, "new", d.New, "unchanged", d.Unchanged)
	}
	return act
}

// acts are the forms a workbook's state allows. The letter is proposed as the
// reason for sending it back.
func (w submissionWords) acts(sub warehouse.Submission, letter string) []submissionAct {
	act := func(action string) submissionAct {
		return submissionAct{
			Action: action, Title: w.say("page.act.title." + action), Hint: w.say("page.act.hint." + action),
			Button: w.say("page.act.button." + action), NoteLabel: w.say("page.act.note"),
		}
	}
	back := act("return")
	back.Required, back.NoteLabel, back.Note = true, w.say("page.act.reason"), letter
	open := act("reopen")
	open.Required, open.NoteLabel = true, w.say("page.act.reason")
	switch sub.State {
	case warehouse.Checked:
		take := act("accept")
		take.Main = true
		if sub.Warnings > 0 {
			take.Required, take.NoteLabel, take.Hint = true, w.say("page.act.reason"), w.say("page.act.hint.accept_warned", "n", sub.Warnings)
		}
		return []submissionAct{take, back}
	case warehouse.Refused, warehouse.Received:
		back.Main = sub.State == warehouse.Refused
		return []submissionAct{back}
	case warehouse.Accepted:
		return []submissionAct{act("lock")}
	case warehouse.Locked, warehouse.Returned:
		return []submissionAct{open}
	}
	return nil
}

// reply is the letter that is ready to go: of a workbook that was refused what
// was found in it, of one that was returned the reason given.
func (w submissionWords) reply(sub warehouse.Submission, letter string, done []warehouse.Decision) string {
	switch sub.State {
	case warehouse.Refused:
		return letter
	case warehouse.Returned:
		for _, d := range slices.Backward(done) {
			if d.Action != "return" {
				continue
			}
			// What was proposed and kept is a letter already.
			if dear := w.say("page.remind.dear_unit", "unit", w.addressee(sub)); !strings.HasPrefix(d.Note, dear) {
				return dear + "\n" + w.say("page.letter.returned", "file", sub.Name) + "\n" + d.Note + "\n" + w.say("page.remind.thanks")
			}
			return d.Note
		}
	}
	return ""
}

// trail puts what was done into words, by the clock of a place.
func (w submissionWords) trail(list []warehouse.Decision, of int64, here *time.Location) []trailRow {
	out := make([]trailRow, len(list))
	for i, d := range list {
		out[i] = trailRow{When: w.clock(d.At.In(here)), What: w.say("page.trail." + d.Action), Who: d.By, Note: d.Note}
		if m, ok, err := d.Mapping(); ok && err == nil {
			text := m.Shown
			if text == "" {
				text = w.say("page.mappings.kind." + string(m.Kind))
			}
			key := "page.trail.mapped"
			if d.Submission != of {
				key = "page.trail.mapped_before"
			}
			out[i].Note = w.say(key, "id", d.Submission, "text", text, "target", matchWords{words: w.words, dir: w.dir}.target(m.Kind, m.Target))
		} else if cause, again := d.Cause(); again {
			out[i].Note = strings.TrimPrefix(d.Note+" · "+w.say("page.trail.again."+cause.What, "id", cause.Submission), " · ")
		}
	}
	return out
}
