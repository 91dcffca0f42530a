package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/user"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/schollz/progressbar/v3"

	"giaoban/ingest"
	"giaoban/warehouse"
	"giaoban/warehouse/intake"
)

// account names the person whose account the program runs under, "" when the
// system does not tell.
func account() string {
	u, err := user.Current()
	if err != nil {
		return ""
	}
	name, _, _ := strings.Cut(u.Name, ",") // what follows in some systems is a room and telephones
	return cmp.Or(strings.TrimSpace(name), u.Username)
}

// load reads files, folders and archives, commits the workbooks that are
// acceptable and explains the others cell by cell.
func load(ctx context.Context, c *console, args []string) error {
	f := c.flags("load")
	dir := c.dataFlag(f)
	dryRun := f.Bool("dry-run", false, c.text("cli.flag.dry_run"))
	asJSON := f.Bool("json", false, c.text("cli.flag.as_json"))
	hold := f.String("hold", string(warehouse.HoldNever), c.text("cli.flag.hold"))
	note := f.String("note", c.text("cli.load_note"), c.text("cli.flag.note"))
	by := f.String("by", "", c.text("cli.flag.by"))
	marked := f.String("marked", "", c.text("cli.flag.marked"))
	remote := c.serverFlags(f)
	if err := c.parse(f, args); err != nil {
		return err
	}
	if f.NArg() == 0 {
		return c.problem("cli.load_nothing")
	}
	// Only words of somebody's own decide about what waits already.
	options := intake.Options{DryRun: *dryRun, By: warehouse.PersonName(cmp.Or(*by, account())), Note: strings.TrimSpace(*note), Decide: f.Changed("note") && !f.Changed("hold")}
	var err error
	switch options.Hold, err = warehouse.ParseHold(*hold, options.Note); {
	case errors.Is(err, warehouse.ErrNoteNeeded):
		return c.problem("cli.note_needed")
	case err != nil:
		return c.problem("cli.bad_hold", "value", *hold)
	}
	found := intake.Collect(f.Args())
	sources := found.Sources
	switch {
	case len(sources) == 0:
		return c.problem("cli.no_workbooks", "paths", strings.Join(f.Args(), ", "))
	case len(sources) == len(found.Failed):
		return c.problem("cli.nothing_read", "paths", quoted(strings.Join(found.Failed, ", ")))
	}

	copies, err := newMarkedCopies(*marked, sources)
	if err != nil {
		return err
	}
	var printed loadSummary
	show := func(r intake.Report) (err error) {
		printed.count(r.State)
		if r.Marked, err = copies.add(c, r); err != nil {
			return err
		}
		if *asJSON {
			return json.NewEncoder(c.out).Encode(r)
		}
		c.printReport(r, *dryRun)
		return nil
	}
	if remote.url != "" {
		err = remote.load(ctx, c, sources, options, show)
	} else {
		err = loadLocal(ctx, c, *dir, sources, options, copies, show)
	}
	if err != nil {
		return err
	}
	if !*asJSON {
		key := "cli.loaded"
		if *dryRun {
			key = "cli.checked"
		}
		fmt.Fprintln(c.out, c.text(key, "accepted", printed.accepted, "unchanged", printed.unchanged, "refused", printed.refused))
	}
	if !*asJSON {
		copies.summary(c)
	}
	if printed.waiting > 0 && !*asJSON {
		fmt.Fprintln(c.out, c.text("cli.waiting", "count", printed.waiting))
	}
	if n := len(found.Passed); n > 0 {
		say := c.out
		if *asJSON {
			say = c.err // the objects are of workbooks only, but nothing is passed over in silence
		}
		fmt.Fprintln(say, c.text("cli.passed_over", "count", n, "files", shortList(found.Passed)))
	}
	if printed.refused > 0 {
		return errRefused
	}
	return nil
}

// shortList names the first files of a list that may be long.
func shortList(files []string) string {
	const named = 8
	text := quoted(strings.Join(files[:min(named, len(files))], ", "))
	if len(files) > named {
		text += " …"
	}
	return text
}

type loadSummary struct{ accepted, waiting, unchanged, refused int }

func (s *loadSummary) count(state warehouse.State) {
	switch state {
	case warehouse.Accepted:
		s.accepted++
	case warehouse.Checked, warehouse.Received:
		s.waiting++
	case warehouse.Unchanged:
		s.unchanged++
	case warehouse.Refused:
		s.refused++
	}
}

func loadLocal(ctx context.Context, c *console, dir string, sources []intake.Source, options intake.Options, copies *markedCopies, show func(intake.Report) error) error {
	store, err := c.openStore(ctx, dir)
	if err != nil {
		return err
	}
	defer store.Close()
	// The bar belongs to stderr and the lines to stdout; on one terminal they
	// would cut through each other, so the lines wait until the bar is done.
	outcomes, err := c.loadWithProgress(ctx, store, sources, options)
	if copies != nil {
		v, err := store.Vocabulary(ctx)
		if err != nil {
			return err
		}
		copies.register = func(r intake.Report) string {
			org, _ := v.Register.At(r.Org, r.Period.Last())
			return org.NameVI
		}
	}
	for _, o := range outcomes {
		if err := show(o.Report(c.messages, c.lang)); err != nil {
			return err
		}
	}
	return err
}

// loadWithProgress loads with a bar on stderr when that is a terminal.
func (c *console) loadWithProgress(ctx context.Context, store *warehouse.Store, sources []intake.Source, options intake.Options) ([]intake.Outcome, error) {
	bar := progressbar.NewOptions(len(sources),
		progressbar.OptionSetWriter(c.progressWriter()),
		progressbar.OptionSetDescription(c.text("cli.loading", "read", 0)),
		progressbar.OptionShowCount(),
		progressbar.OptionSetWidth(32),
		progressbar.OptionSetPredictTime(false),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSetTheme(progressbar.Theme{Saucer: "█", SaucerPadding: "░", BarStart: "", BarEnd: ""}),
	)
	var read atomic.Int64
	options.Reading = func(_ string, end bool) {
		if end {
			bar.Describe(c.text("cli.loading", "read", read.Add(1)))
		}
	}
	options.Progress = func(int, intake.Outcome) { _ = bar.Add(1) }
	outcomes, err := intake.Load(ctx, store, sources, options)
	_ = bar.Finish()
	return outcomes, err
}

func (c *console) progressWriter() io.Writer {
	if c.terminal() {
		return c.err
	}
	return io.Discard
}

// printReport writes one workbook's fate for people: a line, then a line per
// finding with its place first, because that is what the sender looks for.
func (c *console) printReport(r intake.Report, dryRun bool) {
	what := r.Org
	if !r.Period.IsZero() {
		what += " " + r.Period.Code()
	}
	state := "cli.state." + string(r.State)
	if dryRun && r.State == warehouse.Accepted {
		state = "cli.state.acceptable"
	}
	fmt.Fprintln(c.out, strings.Join(strings.Fields(c.text(state)+" "+quoted(r.Path)+" "+what), " "))
	for _, line := range r.Findings {
		if line.Severity == ingest.Note && r.State != warehouse.Refused && !whyUnchanged(line.Code) {
			continue
		}
		place := line.Sheet
		if line.Cell != "" {
			place += "!" + line.Cell
		}
		if place != "" {
			place += ": "
		}
		fmt.Fprintf(c.out, "  %s  %s%s\n", c.text("cli.severity."+string(line.Severity)), place, line.Message)
	}
	if len(r.Questions) > 0 && r.State == warehouse.Refused && r.Submission != 0 && !dryRun {
		fmt.Fprintf(c.out, "  %s\n", c.text("cli.asks", "count", len(r.Questions), "id", strconv.FormatInt(r.Submission, 10)))
	}
	if r.Marked != "" {
		fmt.Fprintf(c.out, "  %s\n", c.text("cli.marked_copy", "path", quoted(r.Marked)))
	}
}

// whyUnchanged reports whether a note says why the same bytes changed nothing.
func whyUnchanged(code string) bool {
	return code == warehouse.SupersededFile || code == warehouse.HeldFile || code == warehouse.AskedFile || code == warehouse.ReturnedFile
}
