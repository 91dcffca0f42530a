package intake

import (
	"context"
	"encoding/json"
	"os"
	"sync"
	"testing"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/samples"
	"giaoban/sql"
	"giaoban/warehouse"
)

// allSamples is a store with every sample loaded, opened once and left to the
// end of the process: the tests below only ask.
var allSamples = sync.OnceValues(func() (*warehouse.Store, error) {
	ctx := context.Background() // not of the test that happens to come first
	store, err := warehouse.Open(ctx, warehouse.Config{SQL: sql.Files})
	if err != nil {
		return nil, err
	}
	sources, err := CollectFS(samples.Files)
	if err != nil {
		return nil, err
	}
	_, err = Load(ctx, store, sources, Options{})
	return store, err
})

func samplesStore(t *testing.T) *warehouse.Store {
	t.Helper()
	store, err := allSamples()
	if err != nil {
		t.Fatal(err)
	}
	return store
}

func metrics(t *testing.T, q warehouse.Query) []warehouse.Row {
	t.Helper()
	result, err := samplesStore(t).Metrics(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return result.Rows
}

func parsed(t *testing.T, code string) catalog.Period {
	t.Helper()
	p, err := catalog.ParsePeriod(code)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestPrintedFigures asks the store for every figure that the five committees
// printed: workbook in, true figure out.
func TestPrintedFigures(t *testing.T) {
	b, err := os.ReadFile("../../samples/figures.json")
	if err != nil {
		t.Fatal(err)
	}
	var figures []struct {
		Org, Period, Indicator, Status string
		Value, Tolerance               decimal.Decimal
		AtLeast                        bool `json:"at_least"`
		Num, Den                       *decimal.Decimal
		Reported                       int
		Yoy                            *struct {
			Base           *decimal.Decimal
			ChangePct      decimal.Decimal  `json:"change_pct"`
			LikeForLikePct *decimal.Decimal `json:"like_for_like_pct"`
			Tolerance      decimal.Decimal
			UnitsBoth      int `json:"units_both"`
		}
		Plan *struct {
			Value       decimal.Decimal
			AttainedPct decimal.Decimal `json:"attained_pct"`
			Tolerance   decimal.Decimal
		}
	}
	if err := json.Unmarshal(b, &figures); err != nil {
		t.Fatal(err)
	}
	if len(figures) < 50 {
		t.Fatalf("only %d printed figures", len(figures))
	}
	near := func(got *decimal.Decimal, want, tolerance decimal.Decimal) bool {
		return got != nil && got.Sub(want).Abs().LessThanOrEqual(tolerance)
	}
	for _, f := range figures {
		rows := metrics(t, warehouse.Query{
			Indicators: []string{f.Indicator}, Org: f.Org, Periods: []catalog.Period{parsed(t, f.Period)},
			Compare: []warehouse.Comparison{warehouse.Yoy, warehouse.ToPlan},
		})
		name := f.Org + " " + f.Period + " " + f.Indicator
		if len(rows) != 1 || rows[0].Value == nil {
			t.Errorf("%s: no value", name)
			continue
		}
		r := rows[0]
		switch {
		case f.AtLeast && r.Value.LessThan(f.Value):
			t.Errorf("%s: %s, want at least %s", name, r.Value, f.Value)
		case !f.AtLeast && !near(r.Value, f.Value, f.Tolerance):
			t.Errorf("%s: %s, want %s ± %s", name, r.Value, f.Value, f.Tolerance)
		}
		if f.Num != nil && (r.Num == nil || !r.Num.Equal(*f.Num) || r.Den == nil || !r.Den.Equal(*f.Den)) {
			t.Errorf("%s: counted %v/%v, want %s/%s", name, r.Num, r.Den, f.Num, f.Den)
		}
		if f.Reported != 0 && r.Coverage.Reported != f.Reported {
			t.Errorf("%s: %d units reported, want %d", name, r.Coverage.Reported, f.Reported)
		}
		if y := f.Yoy; y != nil {
			if r.Yoy == nil || !near(r.Yoy.ChangePct, y.ChangePct, y.Tolerance) {
				t.Errorf("%s: change %+v, want %s", name, r.Yoy, y.ChangePct)
			} else if y.LikeForLikePct != nil && (!near(r.Yoy.LikeForLikePct, *y.LikeForLikePct, y.Tolerance) || r.Yoy.UnitsBoth != y.UnitsBoth) {
				t.Errorf("%s: %s over %d units, want %s over %d", name, r.Yoy.LikeForLikePct, r.Yoy.UnitsBoth, y.LikeForLikePct, y.UnitsBoth)
			}
		}
		if p := f.Plan; p != nil && (r.Plan == nil || !r.Plan.Value.Equal(p.Value) || !near(r.Plan.AttainedPct, p.AttainedPct, p.Tolerance)) {
			t.Errorf("%s: plan %+v, want %s of %s", name, r.Plan, p.AttainedPct, p.Value)
		}
		if f.Status != "" && r.Status.String() != f.Status {
			t.Errorf("%s: status %s, want %s", name, r.Status, f.Status)
		}
	}
}

// values answers for several periods at once, by period code.
func values(t *testing.T, org, indicator string, codes ...string) map[string]warehouse.Row {
	t.Helper()
	q := warehouse.Query{Indicators: []string{indicator}, Org: org}
	for _, code := range codes {
		q.Periods = append(q.Periods, parsed(t, code))
	}
	out := map[string]warehouse.Row{}
	for _, r := range metrics(t, q) {
		out[r.Period.Code()] = r
	}
	return out
}

// TestPeriodsAddUp: months → quarter → half → year for a flow, the last one's
// level for a stock, on units of the invented bloc, whichever way each period
// was reported (months, quarters, accumulated figures).
func TestPeriodsAddUp(t *testing.T) {
	checked := 0
	for _, org := range []string{"khoi-mau-101", "khoi-mau-117", "khoi-mau-142", "khoi-mau-a"} {
		for _, year := range []string{"2021", "2022", "2023", "2025"} {
			codes := []string{year, year + "-H1", year + "-H2", year + "-9M"}
			for _, q := range []string{"1", "2", "3", "4"} {
				codes = append(codes, year+"-Q"+q)
			}
			for _, m := range []string{"01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"} {
				codes = append(codes, year+"-"+m)
			}
			for _, indicator := range []string{"revenue", "budget_paid", "social_insurance_paid"} {
				v := values(t, org, indicator, codes...)
				whole := func(total string, parts ...string) {
					t.Helper()
					sum := decimal.Zero
					for _, part := range parts {
						r := v[year+part]
						if r.Value == nil || !r.Coverage.Complete() {
							return // a gap in the sample: nothing to add up
						}
						sum = sum.Add(*r.Value)
					}
					checked++
					if r := v[year+total]; r.Value != nil && r.Coverage.Complete() && !r.Value.Equal(sum) {
						t.Errorf("%s %s %s%s is %s, its parts make %s", org, indicator, year, total, r.Value, sum)
					}
				}
				whole("-Q1", "-01", "-02", "-03")
				whole("-Q2", "-04", "-05", "-06")
				whole("-Q3", "-07", "-08", "-09")
				whole("-Q4", "-10", "-11", "-12")
				whole("-H1", "-Q1", "-Q2")
				whole("-H2", "-Q3", "-Q4")
				whole("-9M", "-H1", "-Q3")
				whole("", "-H1", "-H2")
				whole("", "-9M", "-Q4")
			}
			stocks := values(t, org, "workers", codes...)
			for _, pair := range [][2]string{{"-Q1", "-03"}, {"-H1", "-Q2"}, {"-H1", "-06"}, {"-9M", "-Q3"}, {"", "-Q4"}, {"", "-12"}} {
				long, short := stocks[year+pair[0]].Value, stocks[year+pair[1]].Value
				if long != nil && short != nil && !long.Equal(*short) {
					t.Errorf("%s workers %s%s is %s, at the end of %s%s %s", org, year, pair[0], long, year, pair[1], short)
				}
			}
		}
	}
	// The samples have gaps on purpose, but not that many.
	if checked < 200 {
		t.Errorf("only %d sums could be checked", checked)
	}
}

// TestLevelsAddUp: units → cluster → bloc, before and after the reorganisation.
func TestLevelsAddUp(t *testing.T) {
	for _, code := range []string{"2021-Q2", "2024-Q2", "2024-Q3", "2025-Q3"} {
		for _, indicator := range []string{"revenue", "workers", "party_members"} {
			bloc := values(t, "khoi-mau", indicator, code)[code]
			sum, sumUnits := decimal.Zero, decimal.Zero
			for _, cluster := range metrics(t, warehouse.Query{Indicators: []string{indicator}, Org: "khoi-mau", Periods: []catalog.Period{parsed(t, code)}, ByOrg: true}) {
				if cluster.Value == nil {
					continue
				}
				sum = sum.Add(*cluster.Value)
				units := metrics(t, warehouse.Query{Indicators: []string{indicator}, Org: cluster.Org, Periods: []catalog.Period{parsed(t, code)}, ByOrg: true})
				if len(units) == 0 {
					sumUnits = sumUnits.Add(*cluster.Value) // a unit in no cluster
				}
				for _, unit := range units {
					if unit.Value != nil {
						sumUnits = sumUnits.Add(*unit.Value)
					}
				}
			}
			if bloc.Value == nil || !bloc.Value.Equal(sum) || !sum.Equal(sumUnits) {
				t.Errorf("%s %s: bloc %v, clusters %s, units %s", indicator, code, bloc.Value, sum, sumUnits)
			}
		}
	}
}

// TestCompletenessIsTheCoverageOfFigures: as many units lack a figure as its
// coverage says.
func TestCompletenessIsTheCoverageOfFigures(t *testing.T) {
	checked := 0
	for org, periods := range map[string][]string{"khoi-mau": {"2025-11", "2025-Q4", "2025-H1", "2025"}, "cum-7": {"2024-Q1"}, "ky-anh": {"2024-H1"}} {
		for _, code := range periods {
			answer, err := samplesStore(t).Completeness(t.Context(), org, parsed(t, code))
			if err != nil {
				t.Fatal(err)
			}
			lacking := map[string]int{}
			for _, u := range answer.Units {
				for _, indicator := range u.Missing {
					lacking[indicator]++
				}
			}
			q := warehouse.Query{Org: org, Periods: []catalog.Period{parsed(t, code)}}
			for _, ind := range catalog.Builtin().Indicators {
				q.Indicators = append(q.Indicators, ind.Code)
			}
			for _, row := range metrics(t, q) {
				if row.Coverage.Expected == 0 {
					continue
				}
				checked++
				if n := row.Coverage.Expected - row.Coverage.Reported; n != lacking[row.Indicator] {
					t.Errorf("%s %s %s: the figure lacks %d of %d units, %d lack it", org, code, row.Indicator, n, row.Coverage.Expected, lacking[row.Indicator])
				}
			}
		}
	}
	if checked < 100 {
		t.Errorf("only %d figures could be checked", checked)
	}
}

// TestReorganisationConserves: the members counted before the reform of 1 July
// 2024 are those counted after it, but for who joined, came and left in the
// quarter between the two counts.
func TestReorganisationConserves(t *testing.T) {
	checks, err := samplesStore(t).Conservation(t.Context(), "party_members")
	if err != nil {
		t.Fatal(err)
	}
	quarter, reform, void := parsed(t, "2024-Q3"), 0, 0
	for _, c := range checks {
		if !c.Event.Date.Equal(quarter.First()) {
			continue
		}
		if len(c.Missing) > 0 {
			void++ // the two banks that left the bloc report elsewhere now
			continue
		}
		reform++
		movement := decimal.Zero
		for _, org := range c.Event.To {
			for indicator, sign := range map[string]int64{"admissions": 1, "transfers_in": 1, "transfers_out": -1} {
				if r := values(t, org, indicator, "2024-Q3")["2024-Q3"]; r.Value != nil {
					movement = movement.Add(r.Value.Mul(decimal.NewFromInt(sign)))
				}
			}
		}
		if c.Before.IsZero() || !c.After.Equal(c.Before.Add(movement)) {
			t.Errorf("%s: %s before, %s after, movement %s", c.Event.Code, c.Before, c.After, movement)
		}
	}
	if reform != 3 || void != 1 {
		t.Errorf("%d events of the reform checked and %d void, want 3 and 1", reform, void)
	}
}

// TestSamplesRaiseNoFalseAlarm: of the samples, which are right, no rule says
// that a figure looks wrong; V20 asks about rows that do come and go in them.
func TestSamplesRaiseNoFalseAlarm(t *testing.T) {
	store := samplesStore(t)
	subs, err := store.Submissions(t.Context())
	if err != nil || len(subs) == 0 {
		t.Fatalf("%d submissions, %v", len(subs), err)
	}
	rules := store.RuleTexts()[locale.VI]
	for _, sub := range subs {
		found, err := store.Findings(t.Context(), sub.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			if _, isRule := rules["finding."+f.Code]; isRule && f.Code != "V20" {
				t.Errorf("%s: %s at %s!%s", sub.Name, f.Code, f.Sheet, f.Cell)
			}
		}
	}
}
