package dashboards

import (
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"giaoban/ingest/locale"
)

// answered are rows of the API by organisation.
type answered map[string]struct {
	Org   string
	Value *decimal.Decimal
	Yoy   *struct {
		LikeForLike *decimal.Decimal `json:"like_for_like_change"`
	}
}

func (w *world) answered(t *testing.T, query url.Values) answered {
	t.Helper()
	query.Set("compare", "yoy")
	var answer struct{ Rows []json.RawMessage }
	if err := json.Unmarshal(w.get("/api/v1/metrics?"+query.Encode()).Body.Bytes(), &answer); err != nil {
		t.Fatal(query, err)
	}
	out := answered{}
	for _, raw := range answer.Rows {
		one := out[""]
		if err := json.Unmarshal(raw, &one); err != nil {
			t.Fatal(err)
		}
		out[one.Org] = one
	}
	return out
}

// leaves are the units so many levels under an organisation in a period, with
// the figure of each.
func (w *world) leaves(t *testing.T, org, period, indicator string, levels int) map[string]decimal.Decimal {
	t.Helper()
	out := map[string]decimal.Decimal{}
	for _, m := range w.answered(t, url.Values{"org": {org}, "period": {period}, "indicator": {indicator}, "by": {"org"}}) {
		if levels > 1 {
			maps.Copy(out, w.leaves(t, m.Org, period, indicator, levels-1))
		} else if m.Value != nil {
			out[m.Org] = *m.Value
		}
	}
	return out
}

// Over the samples, whoever was reorganised between the two periods, the steps
// of a waterfall lead exactly from last year's value to this year's; each
// member's is what its own units changed by, and what stands apart is what the
// units of one period only have, added up one by one. The page, a presentation
// and the file show the same.
func TestWaterfallOfTheSamples(t *testing.T) {
	w := sampleWorld(t)
	for _, tt := range []struct {
		org, period, indicator string
		levels                 int
		apart                  string // how those of one period are named, with their number
	}{
		{"khoi-mau", "2024-Q3", "revenue", 2, "không còn (2)"},
		{"khoi-mau", "2024", "revenue", 2, "không còn (2)"},
		{"khoi-mau", "2024-Q3", "party_members", 2, "không còn (2)"},
		{"khoi-mau", "2023-Q4", "workers", 2, ""},
		{"khoi-mau-a", "2024-Q3", "revenue", 1, "chuyển đến, chuyển đi"},
		{"khoi-mau-b", "2024-Q4", "revenue", 1, "không còn (7)"},
		{"cum-7", "2024-Q1", "revenue", 1, "chỉ có số kỳ này (1)"},
		{"cum-7", "2024-Q1", "welfare_spending", 1, "chỉ có số kỳ này (1)"},
	} {
		t.Run(tt.org+" "+tt.period+" "+tt.indicator, func(t *testing.T) {
			now := w.leaves(t, tt.org, tt.period, tt.indicator, tt.levels)
			before := w.leaves(t, tt.org, period(tt.period).AddYears(-1).Code(), tt.indicator, tt.levels)
			change, brought, took := decimal.Zero, decimal.Zero, decimal.Zero
			for unit, v := range now {
				change = change.Add(v)
				if _, both := before[unit]; !both {
					brought = brought.Add(v)
				}
			}
			for unit, v := range before {
				change = change.Sub(v)
				if _, both := now[unit]; !both {
					took = took.Add(v)
				}
			}
			members := decimal.Zero
			for _, m := range w.answered(t, url.Values{"org": {tt.org}, "period": {tt.period}, "indicator": {tt.indicator}, "by": {"org"}}) {
				if m.Yoy != nil && m.Yoy.LikeForLike != nil {
					members = members.Add(*m.Yoy.LikeForLike)
				}
			}

			about := "org=" + tt.org + "&period=" + tt.period + "&indicator=" + tt.indicator + "&lang=vi"
			rows := w.drawn(t, "waterfall", about).Rows
			value := func(n int) decimal.Decimal { return *dec(rows[n][1].Value.String()) }
			running, known, apart := value(0), decimal.Zero, ""
			for n := 1; n < len(rows)-1; n++ {
				running = running.Add(value(n))
				name := rows[n][0].Text
				if !strings.HasPrefix(name, "đơn vị") {
					known = known.Add(value(n))
					continue
				}
				apart += name
				want := change.Sub(members)
				switch {
				case strings.Contains(name, "chỉ có"):
					want = brought
				case strings.Contains(name, "không còn"):
					want = took.Neg()
				}
				if !value(n).Equal(want) {
					t.Errorf("%s %s, unit by unit %s", name, value(n), want)
				}
			}
			if last := value(len(rows) - 1); !running.Equal(last) || !last.Sub(value(0)).Equal(change) {
				t.Errorf("from %s the steps lead to %s, the value is %s; unit by unit it changed by %s", value(0), running, last, change)
			}
			if !known.Equal(members) {
				t.Errorf("the members' steps make %s, their units changed by %s", known, members)
			}
			if !strings.Contains(apart, tt.apart) || tt.apart == "" && apart != "" {
				t.Errorf("apart stands %q, want %q", apart, tt.apart)
			}

			csv := w.get("/charts/waterfall.csv?" + about).Body.String()
			pages := []string{"/compare?" + about, "/present?" + url.Values{"panel": {"waterfall?" + about}, "lang": {"vi"}}.Encode()}
			for n, page := range pages {
				pages[n] = plainly(text(tree(t, w.get(page).Body.String())))
			}
			for _, row := range rows {
				for n, page := range pages {
					if !strings.Contains(page, plainly(row[0].Text+row[1].Text)) {
						t.Errorf("page %d does not show %s %s", n, row[0].Text, row[1].Text)
					}
				}
				if !strings.Contains(csv, row[1].Value.String()) {
					t.Errorf("the file lacks %s of %s", row[1].Value, row[0].Text)
				}
			}
		})
	}
}

// One name of many lines does not make every row of lying bars as high: the words
// in its middle are left out beside its bar, those at its ends tell it from others.
func TestNamesBesideBars(t *testing.T) {
	w := speak(t, locale.VI)
	revenue, _ := w.catalog.Indicator("revenue")
	for name, want := range map[string]string{
		"Công ty Một": "Công ty Một",
		"Công ty cổ phần Xây dựng số Một và Thương mại Nội":                                                         "Công ty cổ phần Xây dựng số Một và Thương mại Nội",
		"Đảng bộ Công ty trách nhiệm hữu hạn một thành viên Đầu tư phát triển và Thương mại tổng hợp khu vực số Ba": "Đảng bộ Công ty trách nhiệm hữu hạn … vực số Ba",
		strings.Repeat("a", 60): strings.Repeat("a", 50) + "…",
	} {
		got := besideBar(name)
		if got != want || utf8.RuneCountInString(got) > mostNameLines*nameLetters {
			t.Errorf("%q, want %q", got, want)
		}
		if lines := nameLines([]string{"x", name}); lines > mostNameLines {
			t.Errorf("%s: %d lines", name, lines)
		}
		option, err := w.barOption([]bar{{name: name, value: *dec("5")}}, revenue)
		if err != nil {
			t.Fatal(err)
		}
		if drawn := scaledOf(t, option).YAxis[0].Data; !slices.Equal(drawn, []string{want}) {
			t.Errorf("%q stands beside the bar of %q", drawn, name)
		}
	}
}
