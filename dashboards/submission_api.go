package dashboards

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"giaoban/dashboards/params"
	"giaoban/warehouse"
	"giaoban/warehouse/intake"
)

// submissionJSON is one workbook with all that is known of it.
type submissionJSON struct {
	warehouse.Submission
	Findings   []intake.Line        `json:"findings"`
	Questions  []intake.Question    `json:"questions,omitempty"` // what it asks today
	Premises   []intake.Premise     `json:"premises,omitempty"`  // what may be told of it today
	Trail      []warehouse.Decision `json:"trail"`
	Difference *warehouse.Revisions `json:"difference,omitempty"` // of what is in force, or was when it was accepted
}

// states are those a kept workbook can be in.
var states = []string{
	string(warehouse.Received), string(warehouse.Checked), string(warehouse.Returned), string(warehouse.Accepted),
	string(warehouse.Locked), string(warehouse.Superseded), string(warehouse.Withdrawn), string(warehouse.Refused),
}

// apiSubmissions answers GET /api/v1/submissions?state=&org=&period=: the
// headers of the workbooks, newest first. A state or period that there is not is
// refused: an empty list would say that nothing is in it. A sender need not be
// known, since the workbooks of unknown ones are refused but kept.
func (s *server) apiSubmissions(c echo.Context) error {
	all, err := s.store.Submissions(c.Request().Context())
	if err != nil {
		return err
	}
	state, err := params.OneOf(c.QueryParams(), "state", states...)
	if err != nil {
		return err
	}
	org, period := c.QueryParam("org"), c.QueryParam("period")
	if period != "" {
		p, err := params.Period(c.QueryParams())
		if err != nil {
			return err
		}
		period = p.Code()
	}
	list := []warehouse.Submission{}
	for _, sub := range all {
		if (state == "" || string(sub.State) == state) && (org == "" || sub.Org == org) && (period == "" || sub.Period.Code() == period) {
			list = append(list, sub)
		}
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, map[string]any{"submissions": list})
}

// apiSubmission answers GET /api/v1/submissions/ID: the workbook with its
// findings, its trail and what it changes.
func (s *server) apiSubmission(c echo.Context) error {
	sub, _, err := s.kept(c)
	if err != nil {
		return err
	}
	return s.writeSubmission(c, http.StatusOK, sub.ID)
}

func (s *server) writeSubmission(c echo.Context, status int, id int64) error {
	ctx := c.Request().Context()
	var out submissionJSON
	var err error
	if out.Submission, err = s.store.Submission(ctx, id); err != nil {
		return err
	}
	found, err := s.store.Findings(ctx, id)
	if err != nil {
		return err
	}
	out.Findings = intake.Outcome{Findings: found}.Report(s.intakeMessages, s.lang(c)).Findings
	now, _, err := s.readToday(ctx, out.Submission)
	if err != nil {
		return err
	}
	out.Questions, out.Premises = intake.Questions(now.Questions), intake.Premises(now.Premises)
	if out.Trail, err = s.store.Trail(ctx, id); err != nil {
		return err
	}
	if out.Facts > 0 {
		d, err := intake.Difference(ctx, s.store, id)
		if err != nil {
			return err
		}
		out.Difference = &d
	}
	return writeJSON(c, status, echo.MIMEApplicationJSON, out)
}

// apiAct answers POST /api/v1/submissions/ID/ACT with the fields note (or
// reason) and by, as a form or as JSON: the workbook as it is then, with 422
// if accepting it has found an error.
func (s *server) apiAct(action string) echo.HandlerFunc {
	return func(c echo.Context) error {
		sub, _, err := s.kept(c)
		if err != nil {
			return err
		}
		act, err := readAct(c)
		if err != nil {
			return err
		}
		state, err := s.decide(c.Request().Context(), sub, action, act)
		switch {
		case errors.Is(err, warehouse.ErrNoteNeeded):
			return &failure{status: http.StatusUnprocessableEntity, key: "submission.note_needed", cause: err}
		case errors.Is(err, warehouse.ErrWrongState):
			return s.wrongState(c, sub, err)
		case err != nil:
			return err
		}
		status := http.StatusOK
		if state == warehouse.Refused && action == "accept" {
			status = http.StatusUnprocessableEntity
		}
		return s.writeSubmission(c, status, sub.ID)
	}
}

// readAct reads who acts and what they say to it.
func readAct(c echo.Context) (warehouse.Act, error) {
	r := c.Request()
	r.Body = http.MaxBytesReader(c.Response(), r.Body, 4*maxNote)
	var body struct{ Note, Reason, By string }
	if kind, _, _ := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType)); kind == echo.MIMEApplicationJSON {
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil && !errors.Is(err, io.EOF) {
			return warehouse.Act{}, &failure{status: http.StatusBadRequest, key: "submission.bad_json", cause: err}
		}
	} else {
		body.Note, body.Reason, body.By = c.FormValue("note"), c.FormValue("reason"), c.FormValue("by")
	}
	act := warehouse.Act{By: strings.TrimSpace(body.By), Note: strings.TrimSpace(body.Note)}
	if act.Note == "" {
		act.Note = strings.TrimSpace(body.Reason)
	}
	if len(act.By)+len(act.Note) > maxNote {
		return act, fail(http.StatusRequestEntityTooLarge, "page.act.too_long", nil)
	}
	return act, nil
}

// decide does what a person decided about a workbook and returns its state
// afterwards.
func (s *server) decide(ctx context.Context, sub warehouse.Submission, action string, act warehouse.Act) (warehouse.State, error) {
	switch action {
	case "accept":
		r, err := intake.Accept(ctx, s.store, sub.ID, act)
		return r.State, err
	case "return":
		return warehouse.Returned, s.store.Return(ctx, sub.ID, act)
	case "lock":
		return warehouse.Locked, s.store.Lock(ctx, sub.ID, act)
	case "reopen":
		return "", intake.Reopen(ctx, s.store, sub.ID, act)
	case "withdraw":
		return warehouse.Withdrawn, lockedOut(s.store.Withdraw(ctx, sub.ID, act))
	}
	return "", echo.ErrNotFound
}

// wrongState says that what was asked cannot be done with a submission as it
// stands.
func (s *server) wrongState(c echo.Context, sub warehouse.Submission, cause error) error {
	state := s.words(c).say("page.submission.state." + string(sub.State))
	return &failure{status: http.StatusConflict, key: "submission.wrong_state", args: map[string]any{"id": sub.ID, "state": state}, cause: cause}
}

// lockedOut says which lock keeps a workbook from being withdrawn.
func lockedOut(err error) error {
	var locked *warehouse.LockedError
	if !errors.As(err, &locked) {
		return err
	}
	args := map[string]any{"id": locked.ID, "at": locked.At, "again": locked.Again}
	return &failure{status: http.StatusConflict, key: "submission.locked_figure", args: args, cause: err}
}
