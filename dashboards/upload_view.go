package dashboards

import (
	"path"
	"strings"

	"giaoban/dashboards/tables"
	"giaoban/ingest"
	"giaoban/ingest/locale"
	"giaoban/warehouse/intake/batch"
)

// uploadPage is where files are dropped.
type uploadPage struct {
	shell
	Headline string
	Drop     dropzone
	Recent   []recentBatch
}

// dropzone says what may be dropped.
type dropzone struct {
	Limits string
	Person string // the name last given in this browser
}

type recentBatch struct {
	link
	State string
	Tone  tone
}

// batchView is a batch as a page, live while files are outstanding.
type batchView struct {
	shell
	ID       string
	Version  int
	Live     bool
	Headline string
	Subtitle []string
	Problem  string
	Drop     dropzone
	Tally    []batchCount
	Settled  int
	All      int
	Bars     []batchBar
	Rows     []batchRow
	Waiting  int // files that need a person
	Passed   string
	Files    []link
}

type batchCount struct {
	Class, Text, Note string
	Count             int
}

// batchBar is a part of the progress bar, in units of its 400.
type batchBar struct {
	Class    string
	X, Width float64
}

type batchRow struct {
	Index     int
	Path      string
	Org       string
	Period    string
	Facts     string
	Findings  string
	Class     string // of the state
	State     string
	Says      string
	Next      *link
	Attention bool
}

// batchWords are words that know the organisations of the day.
type batchWords struct {
	words
	dir *directory
}

func (w words) dropzone(person string) dropzone {
	return dropzone{Person: person, Limits: w.say("page.upload.limits", "files", maxUploadFiles, "megabytes", maxUploadBytes>>20)}
}

// recentBatch is a line of the list of batches.
func (w words) recentBatch(b batch.Batch) recentBatch {
	counts := map[string]int{}
	for _, i := range b.Items {
		counts[itemClass(i)]++
	}
	r := recentBatch{link: link{Href: "/batches/" + b.ID, Text: w.clock(b.Created), Note: w.say("page.batch.files", "n", len(b.Items))}}
	switch {
	case b.Done.IsZero():
		r.State = w.say("page.batch.recent.live", "n", b.Settled())
	case counts["refused"]+counts["lost"] > 0:
		r.State, r.Tone = w.say("page.batch.recent.attention", "n", counts["refused"]+counts["lost"]), bad
	default:
		r.State = w.say("page.batch.recent.done")
	}
	if b.DryRun {
		r.Note += ", " + w.say("page.batch.dry_run")
	}
	return r
}

// itemClass is where a file is, for colour and text: a state of the queue, or
// of the store once it is settled.
func itemClass(i batch.Item) string {
	if i.State == batch.Settled && i.Outcome != nil {
		return string(i.Outcome.State)
	}
	return string(i.State)
}

// batchClasses are the states of files in the order in which they are counted.
func batchClasses() []string {
	return []string{"accepted", "received", "checked", "unchanged", "refused", "lost", "read", "reading", "queued"}
}

// batch arranges a batch as a page.
func (w batchWords) batch(b batch.Batch) batchView {
	v := batchView{ID: b.ID, Version: b.Version, Live: b.Done.IsZero(), All: len(b.Items), Settled: b.Settled()}
	counts, facts := map[string]int{}, 0
	for n, item := range b.Items {
		row := w.batchRow(n, item, b.DryRun)
		counts[row.Class]++
		if row.Attention {
			v.Waiting++
		}
		if row.Class == "accepted" {
			facts += item.Outcome.Facts
		}
		v.Rows = append(v.Rows, row)
	}
	x := 0.0
	for _, class := range batchClasses() {
		n := counts[class]
		if class == "reading" || class == "queued" {
			continue
		}
		if n > 0 && v.All > 0 {
			width := 400 * float64(n) / float64(v.All)
			v.Bars = append(v.Bars, batchBar{class, round1(x), round1(width)})
			x += width
		}
		if n > 0 || class == "accepted" || class == "unchanged" || class == "refused" {
			c := batchCount{Class: class, Count: n, Text: w.itemState(class, b.DryRun), Note: w.say("page.batch.note." + class)}
			if class == "accepted" {
				c.Note = w.say("page.batch.facts", "n", facts)
			}
			v.Tally = append(v.Tally, c)
		}
	}
	if n := counts["reading"] + counts["queued"]; n > 0 {
		v.Tally = append(v.Tally, batchCount{Class: "queued", Count: n, Text: w.say("page.batch.state.queued"), Note: w.say("page.batch.note.queued")})
	}
	v.Headline = w.batchHeadline(b, counts)
	v.Subtitle = []string{w.say("page.batch.of", "time", w.clock(b.Created))}
	if b.DryRun {
		v.Subtitle = append(v.Subtitle, w.say("page.batch.dry_run"))
	}
	if b.Problem != batch.NoProblem {
		v.Problem = w.say("page.batch.problem." + string(b.Problem))
	}
	if len(b.Passed) > 0 {
		v.Passed = w.say("page.batch.passed", "n", len(b.Passed), "files", shorten(b.Passed))
	}
	for _, ext := range []string{"xlsx", "csv"} {
		v.Files = append(v.Files, link{Href: "/batches/" + b.ID + "/summary." + ext, Text: strings.ToUpper(ext)})
	}
	return v
}

// shorten names the first files of a list that may be long.
func shorten(files []string) string {
	const named = 5
	text := strings.Join(files[:min(named, len(files))], ", ")
	if len(files) > named {
		text += " …"
	}
	return text
}

func (w batchWords) batchHeadline(b batch.Batch, counts map[string]int) string {
	attention := counts["refused"] + counts["lost"] + counts["checked"] + counts["received"]
	good := counts["accepted"] + counts["unchanged"]
	key := "page.batch.headline.mixed"
	switch {
	case len(b.Items) == 0:
		key = "page.batch.headline.empty"
	case b.Done.IsZero() && attention > 0:
		key = "page.batch.headline.live_attention"
	case b.Done.IsZero():
		key = "page.batch.headline.live"
	case b.DryRun && attention == 0:
		key = "page.batch.headline.fit"
	case b.DryRun:
		key = "page.batch.headline.unfit"
	case attention == 0 && counts["accepted"] == 0:
		key = "page.batch.headline.unchanged"
	case attention == 0:
		key = "page.batch.headline.all"
	case good == 0:
		key = "page.batch.headline.none"
	case counts["accepted"] == 0:
		key = "page.batch.headline.known"
	}
	return w.say(key, "settled", b.Settled(), "all", len(b.Items), "accepted", counts["accepted"], "good", good, "attention", attention, "read", b.Settled()+counts["read"])
}

// itemState is a state in words; of a dry run nothing is taken in.
func (w words) itemState(class string, dryRun bool) string {
	if class == "accepted" && dryRun {
		return w.say("page.batch.state.fit")
	}
	return w.say("page.batch.state." + class)
}

func (w batchWords) batchRow(n int, item batch.Item, dryRun bool) batchRow {
	row := batchRow{Index: n, Path: item.Path, Class: itemClass(item)}
	row.State = w.itemState(row.Class, dryRun)
	row.Attention = row.Class == "refused" || row.Class == "lost" || row.Class == "checked" || row.Class == "received"
	o := item.Outcome
	if o == nil {
		return row
	}
	row.Org = w.orgOf(o)
	if !o.Period.IsZero() {
		row.Period = w.period(o.Period)
	}
	if o.Facts > 0 {
		row.Facts = locale.Format(w.lang, o.Facts)
	}
	row.Findings = w.counts(o.Errors, o.Warnings)
	if row.Attention {
		row.Says = o.Says[w.lang]
	}
	if o.Submission != 0 {
		key := "page.batch.next.see"
		if o.Errors+o.Warnings > 0 {
			key = "page.batch.next.findings"
		}
		if row.Class == "received" {
			key = "page.batch.next.match"
		}
		row.Next = &link{Href: submissionHref(o.Submission), Text: w.say(key)}
	}
	return row
}

// orgOf names the sender of a workbook, or what it is instead of a report.
func (w batchWords) orgOf(o *batch.Outcome) string {
	switch o.Kind {
	case ingest.KindCatalogue, ingest.KindOrganisations:
		return w.say("page.kind." + string(o.Kind))
	}
	if e, ok := w.dir.find(o.Org); ok {
		return w.orgName(e.org)
	}
	return o.Org
}

// counts is "2 lỗi, 1 cảnh báo", "" for none.
func (w words) counts(errors, warnings int) string {
	var parts []string
	if errors > 0 {
		parts = append(parts, w.say("page.findings.errors", "n", errors))
	}
	if warnings > 0 {
		parts = append(parts, w.say("page.findings.warnings", "n", warnings))
	}
	return strings.Join(parts, ", ")
}

// batchTable is the batch as a file.
func (w batchWords) batchTable(b batch.Batch) tables.Table {
	t := tables.Table{Name: w.say("page.batch.sheet"), Widths: []float64{44, 34, 18, 16, 10, 10, 10, 80, 12}}
	for _, key := range []string{"file", "org", "period", "state", "facts", "errors", "warnings", "says", "submission"} {
		t.Head = append(t.Head, w.say("page.batch.file."+key))
	}
	for n, item := range b.Items {
		row := w.batchRow(n, item, b.DryRun)
		cells := []any{row.Path, row.Org, row.Period, row.State, nil, nil, nil, nil, nil}
		if o := item.Outcome; o != nil {
			copy(cells[4:], []any{o.Facts, o.Errors, o.Warnings, o.Says[w.lang]})
			if o.Submission != 0 {
				cells[8] = o.Submission
			}
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// Name is a path's last part, for where there is little room.
func (r batchRow) Name() string { return path.Base(r.Path) }

// Folder is what stands before it.
func (r batchRow) Folder() string { return strings.TrimSuffix(r.Path, path.Base(r.Path)) }
