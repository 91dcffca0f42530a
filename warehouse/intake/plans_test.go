package intake

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// drawPlans draws a plan workbook of cum-7: of its own, of units of it, and of
// one that is none.
func drawPlans(t *rapid.T) ingest.PlanSheet {
	p := ingest.PlanSheet{Org: "cum-7", Year: 2025, Indicators: []string{"revenue", "workers", "average_income", "admissions", "resolution_study_cells"}}
	number := func(low, high int64, places int32) decimal.Decimal {
		return decimal.New(rapid.Int64Range(low, high).Draw(t, "digits"), -places)
	}
	for _, org := range []string{"cum-7", "cum-7-01", "cum-7-02", "ky-anh"} {
		row := ingest.PlanRow{Org: org, Values: map[string]decimal.Decimal{}, Texts: map[string]string{}}
		for _, code := range p.Indicators {
			if rapid.IntRange(0, 2).Draw(t, "none") == 0 {
				continue
			}
			switch code {
			case "revenue":
				row.Values[code] = number(0, 999999, 2)
			case "workers":
				row.Values[code] = number(1, 5000, 0)
			case "average_income":
				row.Values[code] = number(240, 5000, 2)
			case "admissions":
				row.Values[code] = number(0, 99, 0)
			case "resolution_study_cells":
				row.Texts[code] = rapid.SampledFrom([]string{"19/20", "20/20", "0/7", "0,5 %", "95 %", "x"}).Draw(t, "share")
			}
		}
		p.Rows = append(p.Rows, row)
	}
	return p
}

// A plan workbook that is downloaded and loaded back as it is changes nothing,
// whatever plans there are: of the organisation itself, of its units, of others,
// of indicators that nobody owes, of whatever form.
func TestPlansComeBack(t *testing.T) {
	store := newStore(t)
	if _, err := Load(t.Context(), store, chosen(t, "vocabulary/to-chuc"), Options{}); err != nil {
		t.Fatal(err)
	}
	v, err := store.Vocabulary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	year, _ := catalog.ParsePeriod("2025")
	load := func(name string, sheet ingest.PlanSheet) Outcome {
		t.Helper()
		var b bytes.Buffer
		if err := ingest.WritePlans(&b, sheet, v.Catalogue, locale.VI); err != nil {
			t.Fatal(err)
		}
		outcomes, err := Load(t.Context(), store, []Source{{Path: name, Read: func() ([]byte, error) { return b.Bytes(), nil }}}, Options{})
		if err != nil || outcomes[0].State != warehouse.Accepted && outcomes[0].State != warehouse.Unchanged {
			t.Fatalf("%s: %+v, %v", name, outcomes, err)
		}
		return outcomes[0]
	}
	kept := func() string {
		t.Helper()
		plans, err := store.Plans(t.Context(), "cum-7", []string{"cum-7", "cum-7-01", "cum-7-02", "ky-anh"}, year)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		for _, p := range plans {
			fmt.Fprintln(&out, p.Org, p.Indicator, p.Value, p.NotApplicable, p.Counts, p.Counted)
		}
		return out.String()
	}
	drawn := rapid.Custom(drawPlans)
	for seed := range 12 {
		load(fmt.Sprintf("ke-hoach-%d.xlsx", seed), drawn.Example(seed))
		before := kept()
		form, err := PlanForm(t.Context(), store, "cum-7", year)
		if err != nil {
			t.Fatal(err)
		}
		o := load(fmt.Sprintf("tai-ve-%d.xlsx", seed), form)
		for _, f := range o.Findings {
			if strings.HasPrefix(f.Code, "store_figures") || strings.HasPrefix(f.Code, "store_revised") {
				t.Errorf("%d: %s %v", seed, f.Code, f.Args)
			}
		}
		if after := kept(); after != before || before == "" {
			t.Errorf("%d: before\n%safter\n%s", seed, before, after)
		}
	}
}

// A plan of a cluster's own stays in the download; one that somebody takes out
// is named.
func TestOwnPlanStays(t *testing.T) {
	store := newStore(t)
	if _, err := Load(t.Context(), store, chosen(t, "vocabulary/to-chuc"), Options{}); err != nil {
		t.Fatal(err)
	}
	v, err := store.Vocabulary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	year, _ := catalog.ParsePeriod("2025")
	sheet := ingest.PlanSheet{Org: "cum-7", Year: 2025, Indicators: []string{"revenue"}, Rows: []ingest.PlanRow{
		{Org: "cum-7", Values: map[string]decimal.Decimal{"revenue": decimal.NewFromInt(77)}},
		{Org: "cum-7-01", Values: map[string]decimal.Decimal{"revenue": decimal.NewFromInt(5)}},
	}}
	load := func(name string, sheet ingest.PlanSheet) Outcome {
		t.Helper()
		var b bytes.Buffer
		if err := ingest.WritePlans(&b, sheet, v.Catalogue, locale.VI); err != nil {
			t.Fatal(err)
		}
		outcomes, err := Load(t.Context(), store, []Source{{Path: name, Read: func() ([]byte, error) { return b.Bytes(), nil }}}, Options{})
		if err != nil || outcomes[0].State != warehouse.Accepted {
			t.Fatalf("%s: %+v, %v", name, outcomes, err)
		}
		return outcomes[0]
	}
	load("mot.xlsx", sheet)
	form, err := PlanForm(t.Context(), store, "cum-7", year)
	if err != nil || !form.Rows[0].Values["revenue"].Equal(decimal.NewFromInt(77)) || !form.Rows[1].Values["revenue"].Equal(decimal.NewFromInt(5)) {
		t.Fatalf("%+v, %v", form.Rows[:2], err)
	}
	delete(form.Rows[0].Values, "revenue")
	o := load("hai.xlsx", form)
	i := slices.IndexFunc(o.Findings, func(f ingest.Finding) bool { return f.Code == "store_figures_dropped" })
	if i < 0 {
		t.Fatalf("%+v", o.Findings)
	}
	m, err := locale.Load(warehouse.Messages)
	if err != nil {
		t.Fatal(err)
	}
	if text := m.Text(locale.VI, "finding.store_figures_dropped", o.Findings[i].Args); !strings.Contains(text, "(Cụm 7: Kế hoạch doanh thu, năm 2025)") {
		t.Error(text)
	}
	if form, err = PlanForm(t.Context(), store, "cum-7", year); err != nil || len(form.Rows[0].Values) != 0 {
		t.Errorf("%+v, %v", form.Rows[0], err)
	}
}
