package dashboards

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"giaoban/ingest"
	"giaoban/ingest/sheet"
	"giaoban/warehouse"
	"giaoban/warehouse/intake"
)

// submissionsShown is how many workbooks a page of the list holds.
const submissionsShown = 100

// submissions answers GET /submissions?state=&before=: the workbooks that
// came in, newest first.
func (s *server) submissions(c echo.Context) error {
	ctx := c.Request().Context()
	s.rememberLang(c)
	all, err := s.store.Submissions(ctx)
	if err != nil {
		return err
	}
	for i := range all {
		all[i].Received = all[i].Received.In(s.now().Location())
	}
	dir, err := s.current(ctx)
	if err != nil {
		return err
	}
	w := submissionWords{words: s.words(c), dir: dir}
	before, _ := strconv.ParseInt(c.QueryParam("before"), 10, 64) // 0, from the newest, if it is no number
	page := w.submissionList(all, c.QueryParam("state"), before)
	page.shell = s.frame(c, w.words, "submissions", place{})
	page.Title = w.say("page.submissions.title")
	page.Footer = s.imprint(w.words, dir.version)
	c.Response().Header().Set("Cache-Control", "private, no-cache")
	return s.render(c, http.StatusOK, "submissions.html", page)
}

// submission answers GET /submissions/ID?sheet=: one workbook, what was found
// in it beside a picture of the sheet, and what can be done with it.
func (s *server) submission(c echo.Context) error {
	ctx := c.Request().Context()
	s.rememberLang(c)
	sub, data, err := s.kept(c)
	if err != nil {
		return err
	}
	sub.Received = sub.Received.In(s.now().Location())
	found, err := s.store.Findings(ctx, sub.ID)
	if err != nil {
		return err
	}
	dir, err := s.current(ctx)
	if err != nil {
		return err
	}
	book, err := sheet.Open(data, sub.Name)
	if err != nil {
		book = nil // kept before a reader that was stricter; the file can still be downloaded
		s.log.Warn("no picture of a kept workbook", "submission", sub.ID, "error", err)
	}
	w := submissionWords{words: s.words(c), dir: dir}
	w.catalog, w.dir = dir.catalogue, dir
	done, err := s.store.Trail(ctx, sub.ID)
	if err != nil {
		return err
	}
	sender := w.toSender()
	letter := sender.returnLetter(sub, sender.found(s.intakeMessages, found))
	page := w.submission(sub, w.found(s.intakeMessages, found), letter, book, c.QueryParam("sheet"))
	if sub.State == warehouse.Accepted && (sub.Kind == ingest.KindReport || sub.Kind == ingest.KindPlans) {
		if page.Withdraw = c.QueryParam("withdraw") == ""; !page.Withdraw {
			d, err := intake.Withdrawal(ctx, s.store, sub.ID)
			if err != nil {
				return err
			}
			page.Acts = append(page.Acts, w.withdrawal(sub, d))
		}
	}
	page.Person = person(c)
	if sub.Facts > 0 && sub.State != warehouse.Withdrawn {
		d, err := intake.Difference(ctx, s.store, sub.ID)
		if err != nil {
			return err
		}
		page.Diff = w.diff(sub, d)
	}
	now, again, err := s.readToday(ctx, sub)
	if err != nil {
		return err
	}
	if again != 0 {
		page.Newer = &link{Href: submissionHref(again), Text: w.say("page.submission.again", "id", again)}
	}
	m := matchWords{w.words, w.dir, s.today()}
	page.Match, page.Premises = m.match(sub, now.Questions), m.premises(sub, now)
	page.Letter = sender.reply(sub, page.Letter, done)
	page.Trail = w.trail(done, sub.ID, s.now().Location())
	switch problem := c.QueryParam("problem"); problem {
	case "note", "state":
		page.Problem = w.say("page.act.problem." + problem)
	}
	page.shell = s.frame(c, w.words, "submissions", w.placeOf(sub))
	page.Title = w.say("page.submission.title", "file", sub.Name)
	c.Response().Header().Set("Cache-Control", "private, no-cache")
	return s.render(c, http.StatusOK, "submission.html", page)
}

// placeOf is what a workbook is about, for the links to other pages.
func (w submissionWords) placeOf(sub warehouse.Submission) place {
	if _, ok := w.dir.find(sub.Org); !ok || sub.Period.IsZero() {
		return place{}
	}
	return place{sub.Org, sub.Period}
}
