package dashboards

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"giaoban/ingest"
	"giaoban/ingest/locale"
	"giaoban/ingest/sheet"
	"giaoban/warehouse"
)

// submissionWords are words that know the organisations of the day.
type submissionWords struct {
	words
	dir       *directory
	forSender bool // what is said is read by whoever sent the file
}

// submissionsPage lists workbooks.
type submissionsPage struct {
	shell
	Headline string
	States   []link // to show only
	Rows     []submissionRow
	Older    *link
	Footer   imprint
}

type submissionRow struct {
	Href, File, What, Period, Facts, Findings, Received string
	State                                               string
	Class                                               string
	Attention                                           bool
}

// submissionPage is one workbook.
type submissionPage struct {
	shell
	ID       int64
	Headline string
	Subtitle []string
	Crumb    string
	Class    string // of the state
	State    string
	Steps    []station
	Newer    *link // the workbook that took its place
	Counts   string
	Findings []foundRow
	Hidden   string // how many findings are not listed
	Sheets   []link
	Sheet    *sheetView
	NoSheet  string
	Letter   string
	Original string
	Marked   string
	Diff     *diffView
	Match    *matchView // what it asks; nil for nothing
	Premises *matchView // what may be told of it; nil for nothing
	Acts     []submissionAct
	Withdraw bool   // withdrawing it can be looked at
	Person   string // who acts, unless they say otherwise
	Problem  string // why the last act did not happen
	Trail    []trailRow
}

// station is a point on a workbook's way.
type station struct {
	Text          string
	Done, Current bool
}

// foundRow is a finding in words.
type foundRow struct {
	Number   int
	Severity ingest.Severity
	Word     string
	Place    string // "Bieu1!E8"
	Sheet    string
	Cell     string
	Text     string
	Fix      string
	Href     string // to its cell; "" for a whole file
}

// maxFound is how many findings a page lists: nobody reads more.
const maxFound = 300

func (w submissionWords) what(sub warehouse.Submission) string {
	switch sub.Kind {
	case ingest.KindCatalogue, ingest.KindOrganisations:
		return w.say("page.kind." + string(sub.Kind))
	}
	if e, ok := w.dir.find(sub.Org); ok {
		return w.orgName(e.org)
	}
	return sub.Org
}

// addressee is whom a letter about a workbook is to.
func (w submissionWords) addressee(sub warehouse.Submission) string {
	if sub.Org == "" {
		return w.say("page.letter.unit")
	}
	return w.what(sub)
}

// stateOf is a workbook's state as people see it.
func stateOf(sub warehouse.Submission) string {
	if !sub.Superseded.IsZero() {
		return "superseded"
	}
	return string(sub.State)
}

// submissionStates are the states in the order of the filter.
func submissionStates() []string {
	return []string{"received", "checked", "returned", "refused", "accepted", "locked", "superseded", "withdrawn"}
}

// needsSomeone reports whether a state waits for a person.
func needsSomeone(state string) bool {
	return slices.Contains([]string{"received", "checked", "returned", "refused"}, state)
}

func (w submissionWords) submissionList(all []warehouse.Submission, only string, before int64) submissionsPage {
	page := submissionsPage{}
	counts := map[string]int{}
	for _, sub := range all {
		counts[stateOf(sub)]++
	}
	waiting := 0
	page.States = append(page.States, link{Href: "/submissions", Text: w.say("page.submissions.all", "n", len(all)), Current: only == ""})
	for _, state := range submissionStates() {
		if counts[state] == 0 {
			continue
		}
		if needsSomeone(state) {
			waiting += counts[state]
		}
		page.States = append(page.States, link{
			Href: "/submissions?state=" + state, Current: only == state,
			Text: w.say("page.submission.state."+state) + " " + locale.Format(w.lang, counts[state]),
		})
	}
	key := "page.submissions.headline"
	switch {
	case len(all) == 0:
		key = "page.submissions.none"
	case waiting > 0:
		key = "page.submissions.waiting"
	}
	page.Headline = w.say(key, "n", len(all), "waiting", waiting)
	last := int64(0) // on this page
	for _, sub := range all {
		if only != "" && stateOf(sub) != only || before > 0 && sub.ID >= before {
			continue
		}
		if len(page.Rows) == submissionsShown {
			q := url.Values{"before": {strconv.FormatInt(last, 10)}}
			if only != "" {
				q.Set("state", only)
			}
			page.Older = &link{Href: "/submissions?" + q.Encode(), Text: w.say("page.submissions.older")}
			break
		}
		page.Rows, last = append(page.Rows, w.submissionRow(sub)), sub.ID
	}
	return page
}

func (w submissionWords) submissionRow(sub warehouse.Submission) submissionRow {
	state := stateOf(sub)
	row := submissionRow{
		Href: submissionHref(sub.ID), File: sub.Name, What: w.what(sub), Findings: w.counts(sub.Errors, sub.Warnings),
		Received: w.clock(sub.Received), State: w.say("page.submission.state." + state), Class: state, Attention: needsSomeone(state),
	}
	if !sub.Period.IsZero() {
		row.Period = w.period(sub.Period)
	}
	if sub.Facts > 0 {
		row.Facts = locale.Format(w.lang, sub.Facts)
	}
	return row
}

func submissionHref(id int64) string { return "/submissions/" + strconv.FormatInt(id, 10) }

// found puts findings into words, in the order of [ingest.Arranged].
func (w submissionWords) found(m *locale.Messages, list []ingest.Finding) []foundRow {
	list = ingest.Arranged(list)
	rows := make([]foundRow, len(list))
	for i, f := range list {
		text := f.Text(m, w.lang)
		if w.forSender {
			text = f.TextForSender(m, w.lang)
		}
		row := foundRow{
			Number: i + 1, Severity: f.Severity, Word: w.say("page.severity." + string(f.Severity)), Sheet: f.Sheet, Cell: f.Cell,
			Text: text, Fix: f.Fix, Place: f.Sheet,
		}
		if f.Cell != "" {
			row.Place += "!" + f.Cell
		}
		rows[i] = row
	}
	return rows
}

// toSender writes what a unit reads: in Vietnamese, whoever reads the page.
func (w submissionWords) toSender() submissionWords {
	w.lang, w.forSender = locale.VI, true
	return w
}

// submission arranges a workbook as a page that shows the sheet of the name,
// or the one where most was found, with the letter that may go to its sender.
func (w submissionWords) submission(sub warehouse.Submission, found []foundRow, letter string, book *sheet.Book, shown string) submissionPage {
	state := stateOf(sub)
	id := strconv.FormatInt(sub.ID, 10)
	page := submissionPage{
		ID: sub.ID, Class: state, State: w.say("page.submission.state." + state),
		Crumb: w.say("page.submission.crumb", "id", id), Steps: w.steps(sub),
		Original: "/api/v1/submissions/" + id + "/original",
		Marked:   "/api/v1/submissions/" + id + "/annotated?" + url.Values{"lang": {string(w.lang)}}.Encode(),
		Headline: w.submissionHeadline(sub), Counts: w.foundCounts(sub),
	}
	page.Subtitle = []string{sub.Name}
	if what := w.what(sub); what != "" {
		page.Subtitle = append(page.Subtitle, what)
	}
	if !sub.Period.IsZero() {
		page.Subtitle = append(page.Subtitle, w.period(sub.Period))
	}
	if text := w.status(sub.Status); text != "" {
		page.Subtitle = append(page.Subtitle, w.say("page.subtitle.status", "status", w.inside(text)))
	}
	page.Subtitle = append(page.Subtitle, w.say("page.submission.received", "time", w.clock(sub.Received)))
	if sub.SupersededBy != 0 {
		page.Newer = &link{Href: submissionHref(sub.SupersededBy), Text: w.say("page.submission.newer")}
	}
	if book != nil {
		w.picture(&page, found, book, shown)
	} else {
		page.NoSheet = w.say("page.sheet.unreadable")
	}
	if len(found) > maxFound {
		page.Hidden = w.say("page.submission.hidden", "n", len(found)-maxFound)
		found = found[:maxFound]
	}
	for i := range found {
		if found[i].Cell != "" && page.Sheet != nil {
			found[i].Href = "?" + url.Values{"sheet": {found[i].Sheet}, "lang": {string(w.lang)}}.Encode() + "#cell-" + found[i].Cell
			if found[i].Sheet == page.Sheet.Name {
				found[i].Href = "#cell-" + found[i].Cell
			}
		}
	}
	page.Findings = found
	page.Letter = letter
	page.Acts = w.acts(sub, page.Letter)
	return page
}

// picture chooses the sheet and draws it.
func (w submissionWords) picture(page *submissionPage, found []foundRow, book *sheet.Book, shown string) {
	marks := map[string]int{}
	for _, f := range found {
		if f.Cell != "" {
			marks[f.Sheet]++
		}
	}
	best := -1
	for i := range book.Sheets {
		s := &book.Sheets[i]
		if s.Hidden && marks[s.Name] == 0 && s.Name != shown {
			continue // our own identification, and what others hide
		}
		if s.Name == shown || best < 0 || shown != book.Sheets[best].Name && marks[s.Name] > marks[book.Sheets[best].Name] {
			best = i
		}
		text := s.Name
		if n := marks[s.Name]; n > 0 {
			text = fmt.Sprintf("%s (%d)", s.Name, n)
		}
		page.Sheets = append(page.Sheets, link{Href: "?" + url.Values{"sheet": {s.Name}, "lang": {string(w.lang)}}.Encode() + "#sheet", Text: text, Note: s.Name})
	}
	if best < 0 {
		page.NoSheet = w.say("page.sheet.none")
		return
	}
	for i := range page.Sheets {
		page.Sheets[i].Current = page.Sheets[i].Note == book.Sheets[best].Name
	}
	page.Sheet = w.sheet(&book.Sheets[best], found)
}

// steps are the stations of a workbook's way and where it stands.
func (w words) steps(sub warehouse.Submission) []station {
	decided := "page.step.decide"
	at := 1
	switch sub.State {
	case "withdrawn":
		decided, at = "page.step.withdrawn", 2
	case "returned", "refused":
		decided, at = "page.step.returned", 2
	case "accepted", "superseded":
		decided, at = "page.step.accepted", 2
	case "locked":
		decided, at = "page.step.accepted", 3
	case "received":
		at = 0
	}
	var out []station
	for i, key := range []string{"page.step.received", "page.step.checked", decided, "page.step.locked"} {
		out = append(out, station{Text: w.say(key), Done: i < at || i == at && at >= 2 && decided == "page.step.accepted", Current: i == at})
	}
	return out
}

func (w words) submissionHeadline(sub warehouse.Submission) string {
	state := stateOf(sub)
	key := "page.submission.headline." + state
	if state == "refused" && sub.Errors == 0 {
		key = "page.submission.headline.returned"
	}
	if state == "accepted" && sub.Warnings > 0 {
		key = "page.submission.headline.accepted_warned"
	}
	if sub.Kind != ingest.KindReport && sub.Kind != ingest.KindPlans && (state == "accepted" || state == "superseded") {
		key = "page.submission.headline.vocabulary"
	}
	return w.say(key, "facts", sub.Facts, "errors", sub.Errors, "warnings", sub.Warnings)
}

func (w words) foundCounts(sub warehouse.Submission) string {
	if sub.Errors+sub.Warnings+sub.Notes == 0 {
		return w.say("page.submission.clean")
	}
	var parts []string
	add := func(key string, n int) {
		if n > 0 {
			parts = append(parts, w.say(key, "n", n))
		}
	}
	add("page.submission.errors", sub.Errors)
	add("page.submission.warnings", sub.Warnings)
	add("page.submission.notes", sub.Notes)
	return strings.Join(parts, " · ")
}

// letterFindings is how many findings a letter quotes; the marked copy has all.
const letterFindings = 12

// returnLetter is what to write to the sender of a workbook that must be
// corrected, as plain text; "" when there is nothing to correct.
func (w submissionWords) returnLetter(sub warehouse.Submission, found []foundRow) string {
	var wrong []foundRow
	for _, f := range found {
		if f.Severity != ingest.Note {
			wrong = append(wrong, f)
		}
	}
	if len(wrong) == 0 || sub.Errors == 0 && sub.State != warehouse.Checked && sub.State != warehouse.Returned {
		return ""
	}
	var b strings.Builder
	line := func(key string, args ...any) { fmt.Fprintln(&b, w.say(key, args...)) }
	line("page.remind.dear_unit", "unit", w.addressee(sub))
	if sub.Period.IsZero() {
		line("page.letter.file", "file", sub.Name)
	} else {
		line("page.letter.report", "file", sub.Name, "period", w.inSentence(sub.Period))
	}
	for i, f := range wrong {
		if i == letterFindings {
			line("page.letter.more", "n", len(wrong)-letterFindings)
			break
		}
		where := f.Place
		if where != "" {
			where += ": "
		}
		fmt.Fprintf(&b, "%d. %s%s\n", i+1, where, f.Text)
	}
	line("page.letter.please", "answer", w.date(workday(w.dir.day, answerDays)))
	b.WriteString(w.say("page.remind.thanks"))
	return b.String()
}
