package dashboards

import (
	"context"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"giaoban/ingest"
	"giaoban/warehouse"
	"giaoban/warehouse/intake"
)

// What a workbook asks is answered on its page, as a form, or by programs; what
// has been answered stands in a list, where it can be changed.

// maxAnswers bounds the body of an answer, in bytes.
const maxAnswers = 256 << 10

// answers is what somebody replies to the questions of a workbook.
type answers struct {
	Answers []intake.Reply `json:"answers"`
	By      string         `json:"by"`
}

// readAnswers reads a form, in which the fields kind, text and target of one
// question stand at the same place each, or the same as JSON.
func readAnswers(c echo.Context) (answers, error) {
	r := c.Request()
	r.Body = http.MaxBytesReader(c.Response(), r.Body, maxAnswers)
	var a answers
	if kind, _, _ := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType)); kind == echo.MIMEApplicationJSON {
		if err := json.NewDecoder(r.Body).Decode(&a); err != nil {
			return a, &failure{status: http.StatusBadRequest, key: "submission.bad_json", cause: err}
		}
	} else {
		form, err := c.FormParams()
		if err != nil {
			return a, &failure{status: http.StatusBadRequest, key: "page.match.bad_form", cause: err}
		}
		kinds, texts, targets := form["kind"], form["text"], form["target"]
		if len(kinds) != len(texts) || len(texts) != len(targets) {
			return a, fail(http.StatusBadRequest, "page.match.bad_form", nil)
		}
		for i := range kinds {
			a.Answers = append(a.Answers, intake.Reply{Kind: ingest.MappingKind(kinds[i]), Text: texts[i], Target: targets[i]})
		}
		a.By = form.Get("by")
	}
	if a.By = strings.TrimSpace(a.By); len(a.By) > maxNote {
		return a, fail(http.StatusRequestEntityTooLarge, "page.act.too_long", nil)
	}
	return a, nil
}

// readToday returns what the original of a workbook says today, where there may
// be something to ask or to tell of it; else nothing. Of one that was withdrawn
// and came in again, which is returned too, it is asked and told there.
func (s *server) readToday(ctx context.Context, sub warehouse.Submission) (now ingest.Submission, again int64, err error) {
	if again, err = intake.CameAgain(ctx, s.store, sub); err != nil || again != 0 {
		return now, again, err
	}
	if sub.Kind != ingest.KindReport || sub.Errors+sub.Warnings == 0 && !isTellable(sub.State) {
		return now, 0, nil
	}
	now, err = intake.Reread(ctx, s.store, sub.ID)
	if !isTellable(sub.State) {
		now.Premises = nil
	}
	return now, 0, err
}

// isTellable reports whether it can be told of a workbook in a state how it is
// to be read as a whole.
func isTellable(state warehouse.State) bool {
	return slices.Contains([]warehouse.State{warehouse.Received, warehouse.Checked, warehouse.Refused, warehouse.Withdrawn}, state)
}

// answer answers POST /submissions/ID/answers: it confirms what the form says
// and leads back to the page, which shows what became of the workbook.
func (s *server) answer(c echo.Context) error {
	sub, _, err := s.kept(c)
	if err != nil {
		return err
	}
	a, err := readAnswers(c)
	if err != nil {
		return err
	}
	r, err := intake.Answer(c.Request().Context(), s.store, sub.ID, a.Answers, warehouse.Act{By: a.By})
	back := submissionHref(sub.ID)
	switch {
	case errors.Is(err, warehouse.ErrWrongState), errors.Is(err, intake.ErrNoQuestion):
		back += "?" + url.Values{"problem": {"state"}}.Encode()
	case errors.Is(err, intake.ErrTarget):
		return &failure{status: http.StatusUnprocessableEntity, key: "submission.bad_target", cause: err}
	case err != nil:
		return err
	default:
		s.rememberPerson(c, a.By)
		back = submissionHref(r.ID) // another one, if it had been withdrawn
	}
	return c.Redirect(http.StatusSeeOther, back)
}

// apiAnswer answers POST /api/v1/submissions/ID/answers: the workbook as it is
// when it has been read with them, with 422 if that has found an error.
func (s *server) apiAnswer(c echo.Context) error {
	sub, _, err := s.kept(c)
	if err != nil {
		return err
	}
	a, err := readAnswers(c)
	if err != nil {
		return err
	}
	r, err := intake.Answer(c.Request().Context(), s.store, sub.ID, a.Answers, warehouse.Act{By: a.By})
	switch {
	case errors.Is(err, warehouse.ErrWrongState):
		return s.wrongState(c, sub, err)
	case errors.Is(err, intake.ErrNoQuestion):
		return &failure{status: http.StatusUnprocessableEntity, key: "submission.no_question", cause: err}
	case errors.Is(err, intake.ErrTarget):
		return &failure{status: http.StatusUnprocessableEntity, key: "submission.bad_target", cause: err}
	case err != nil:
		return err
	}
	status := http.StatusOK
	if r.State == warehouse.Refused {
		status = http.StatusUnprocessableEntity
	}
	return s.writeSubmission(c, status, r.ID)
}

// mappingList answers GET /lists/mappings: what has been confirmed about how
// workbooks are read.
func (s *server) mappingList(c echo.Context) error {
	w, dir, err := s.listWords(c)
	if err != nil {
		return err
	}
	list, err := s.store.Mappings(c.Request().Context())
	if err != nil {
		return err
	}
	m := matchWords{w.words, dir, s.today()}
	page := m.mappings(list, s.now().Location())
	page.shell = s.frame(c, w.words, "lists", place{})
	page.Title = w.say("page.lists.title", "name", w.say("page.lists.mappings"))
	page.Tabs = w.tabs(c.Path())
	c.Response().Header().Set("Cache-Control", "private, no-cache")
	return s.render(c, http.StatusOK, "mappings.html", page)
}

// changeMapping answers POST /lists/mappings: another target for what was
// confirmed, or none, which takes it back. What has been read stays.
func (s *server) changeMapping(c echo.Context) error {
	ctx := c.Request().Context()
	r := c.Request()
	r.Body = http.MaxBytesReader(c.Response(), r.Body, maxAnswers)
	list, err := s.store.Mappings(ctx)
	if err != nil {
		return err
	}
	v, err := s.store.Vocabulary(ctx)
	if err != nil {
		return err
	}
	for _, m := range list {
		if m.Scope != c.FormValue("scope") || string(m.Kind) != c.FormValue("kind") || m.Text != c.FormValue("text") {
			continue
		}
		m.Target = c.FormValue("target")
		if c.FormValue("remove") != "" {
			m.Target = ""
		} else if !intake.Answerable(v, m.Kind, m.Text, m.Target) {
			return fail(http.StatusUnprocessableEntity, "submission.bad_target", nil)
		}
		act := warehouse.Act{By: strings.TrimSpace(c.FormValue("by"))}
		if err := intake.Confirm(ctx, s.store, []ingest.Mapping{m.Mapping}, act); err != nil {
			return err
		}
		return c.Redirect(http.StatusSeeOther, "/lists/mappings")
	}
	return fail(http.StatusNotFound, "page.mappings.gone", nil)
}
