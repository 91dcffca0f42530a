package dashboards

import (
	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// diffView is what a workbook changes of what is stored.
type diffView struct {
	Counts string
	Rows   []diffRow
	More   string
}

type diffRow struct {
	What, Where string // indicator, of a plan so called; unit of measure, the organisation and period if not the workbook's own
	Old, New    string
	Otherwise   string // what the old figure is called where that is another period or basis
	OldStatus   string // "" for a plan
	NewStatus   string
	Change      string
	Cell        string
	Kind, Class string
	Href        string // to the workbook of the old figure
}

// maxDiff is how many rows a page lists.
const maxDiff = 200

// diff puts revisions into words; figures that stay as they are are counted
// only. Nil when the workbook brings none.
func (w submissionWords) diff(sub warehouse.Submission, d warehouse.Revisions) *diffView {
	if d.New+d.Changed+d.Unchanged+d.Gone+d.Outranked == 0 {
		return nil
	}
	v := &diffView{Counts: w.say("page.diff.counts", "changed", d.Changed, "new", d.New, "unchanged", d.Unchanged, "gone", d.Gone)}
	if d.Outranked > 0 {
		v.Counts += w.say("page.diff.counts_outranked", "n", d.Outranked)
	}
	for _, r := range d.Rows {
		if r.What == warehouse.RevisedNot {
			continue
		}
		if len(v.Rows) == maxDiff {
			v.More = w.say("page.diff.more", "n", d.New+d.Changed+d.Gone+d.Outranked-maxDiff)
			break
		}
		v.Rows = append(v.Rows, w.diffRow(sub, r))
	}
	return v
}

func (w submissionWords) diffRow(sub warehouse.Submission, r warehouse.Revision) diffRow {
	row := diffRow{What: r.Indicator, Kind: w.say("page.diff." + string(r.What)), Class: string(r.What), Cell: r.Sheet}
	unit := r.Unit
	row.Where = unit
	if i, ok := w.catalog.Indicator(r.Indicator); ok {
		row.What, row.Where, unit = w.name(i), w.unit(i.Unit), w.short(i.Unit)
	}
	if r.Scenario == ingest.Plan {
		row.What = w.say("page.diff.plan", "name", w.inside(row.What))
	}
	if r.Org != sub.Org {
		row.Where += " · " + w.what(warehouse.Submission{Org: r.Org})
	}
	if r.Period != sub.Period {
		row.Where += " · " + w.inSentence(r.Period)
	}
	if r.Basis == catalog.Cumulative {
		row.Where += " · " + w.say("page.mark.cumulative")
	}
	if r.OldSubmission != 0 && r.What != warehouse.RevisedAway && (r.OldPeriod != r.Period || r.OldBasis != r.Basis) {
		row.Otherwise = w.inSentence(r.OldPeriod)
		if r.OldBasis == catalog.Cumulative {
			row.Otherwise += " " + w.say("page.mark.cumulative")
		}
	}
	if r.Cell != "" {
		row.Cell += "!" + r.Cell
	}
	number := func(d *decimal.Decimal) string {
		if d == nil {
			return "–"
		}
		return locale.Exact(w.lang, *d)
	}
	if r.What != warehouse.RevisedNew {
		row.Old, row.OldStatus = number(r.Old), w.statusOf(r.Scenario, r.OldStatus)
	}
	if r.What != warehouse.RevisedAway {
		row.New, row.NewStatus = number(r.New), w.statusOf(r.Scenario, r.NewStatus)
	}
	if r.Change != nil {
		sign := ""
		if r.Change.IsPositive() {
			sign = "+"
		}
		row.Change = sign + number(r.Change) + locale.NoBreakSpace + w.counted(*r.Change, unit)
		if r.ChangePct != nil {
			row.Change += " (" + w.signed(*r.ChangePct) + ")"
		}
	}
	switch {
	case r.What == warehouse.RevisedBehind: // nothing changes
		row.Kind, row.Change = w.say("page.diff.outranked", "status", w.inside(w.status(r.OldStatus))), ""
	case r.Parts != nil:
		row.Old, row.Otherwise = number(r.Parts), w.say("page.diff.parts")
	}
	if r.OldSubmission != 0 {
		row.Href = submissionHref(r.OldSubmission)
	}
	return row
}

// statusOf is how sure a figure is; a plan is none that becomes surer.
func (w submissionWords) statusOf(scenario ingest.Scenario, s catalog.Status) string {
	if scenario == ingest.Plan {
		return ""
	}
	return w.inside(w.status(s))
}
