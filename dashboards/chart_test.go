package dashboards

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"giaoban/dashboards/chart"
	"giaoban/ingest/locale"
)

// chartAddress is where a chart has something to show in the test world.
var chartAddress = map[string]string{
	"course":     "org=cum&indicator=revenue&from=2022-Q1&to=2024-Q1",
	"cumulative": "org=cum&indicator=revenue&from=2022-Q1&to=2024-Q1",
	"pace":       "org=cum&indicator=revenue&from=2022-Q1&to=2024-Q1",
	"ranking":    "org=cum&period=2024-Q1&indicator=revenue",
	"waterfall":  "org=cum&period=2024-Q1&indicator=revenue",
	"spread":     "org=cum&period=2024-Q1&indicator=revenue",
	"heat":       "org=cum&period=2024-Q1&indicator=revenue",
}

func addressOf(chart string) string {
	if query, ok := chartAddress[chart]; ok {
		return query
	}
	return "org=cum&period=2024-Q1"
}

func (w *world) drawn(t *testing.T, name, query string) drawnChart {
	t.Helper()
	rec := w.get("/charts/" + name + ".json?" + query)
	if rec.Code != http.StatusOK {
		t.Fatalf("%s: %d %s", name, rec.Code, rec.Body)
	}
	var got drawnChart
	if err := json.Unmarshal(rec.Body.Bytes(), &got); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return got
}

// Every declared chart is answered in every form and both languages, with the
// same figures in each.
func TestEveryChartInEveryForm(t *testing.T) {
	w := sharedWorld(t)
	for _, spec := range w.registry(t).All() {
		for _, lang := range []string{"vi", "en"} {
			query := addressOf(spec.Name) + "&lang=" + lang
			got := w.drawn(t, spec.Name, query)
			if got.Title == "" || got.Sentence == "" || got.Name == "" || len(got.Rows) == 0 || len(got.Columns) != len(got.Rows[0]) {
				t.Errorf("%s, %s: title %q, sentence %q, name %q, %d columns, %d rows", spec.Name, lang, got.Title, got.Sentence, got.Name, len(got.Columns), len(got.Rows))
			}
			exact := 0
			for _, row := range got.Rows {
				for _, one := range row {
					if one.Value != "" {
						exact++
					}
				}
			}
			if exact < 2 {
				t.Errorf("%s, %s: %d exact figures", spec.Name, lang, exact)
			}
			text, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(w.get("/charts/"+spec.Name+".csv?"+query).Body.String(), "\ufeff"))).ReadAll()
			if err != nil || len(text) != len(got.Rows)+1 {
				t.Fatalf("%s.csv: %d lines, %v", spec.Name, len(text), err)
			}
			book, err := excelize.OpenReader(bytes.NewReader(w.get("/charts/" + spec.Name + ".xlsx?" + query).Body.Bytes()))
			if err != nil {
				t.Fatalf("%s.xlsx: %v", spec.Name, err)
			}
			sheet, err := book.GetRows(book.GetSheetName(0), excelize.Options{RawCellValue: true})
			if err != nil || len(sheet) != len(text) {
				t.Fatalf("%s.xlsx: %d rows, %v", spec.Name, len(sheet), err)
			}
			for n, row := range got.Rows {
				column := 0
				for k, one := range row {
					if text[n+1][column] != one.Text && text[n+1][column] != "'"+one.Text {
						t.Errorf("%s.csv: row %d says %q, the chart %q", spec.Name, n+1, text[n+1][column], one.Text)
					}
					column++
					if slices.ContainsFunc(got.Rows, func(r []chartValue) bool { return r[k].Value != "" }) {
						if text[n+1][column] != one.Value.String() {
							t.Errorf("%s.csv: row %d is %q, the chart %q", spec.Name, n+1, text[n+1][column], one.Value)
						}
						if one.Value != "" && !sameNumber(sheet[n+1][column], one.Value.String()) {
							t.Errorf("%s.xlsx: row %d is %q, the chart %q", spec.Name, n+1, sheet[n+1][column], one.Value)
						}
						column++
					}
				}
			}
		}
	}
}

func sameNumber(cell, exact string) bool {
	a, err := strconv.ParseFloat(cell, 64)
	b, other := strconv.ParseFloat(exact, 64)
	return err == nil && other == nil && (a == b || (a-b)/b < 1e-14 && (b-a)/b < 1e-14)
}

// The figures of a chart are those of the API.
func TestChartsShowWhatTheAPIAnswers(t *testing.T) {
	w := sharedWorld(t)
	got := w.drawn(t, "course", chartAddress["course"])
	var want struct {
		Rows []struct {
			Period string
			Value  decimal.Decimal
			Yoy    *struct {
				Base *decimal.Decimal `json:"base_value"`
			}
		}
	}
	if err := json.Unmarshal(w.get("/api/v1/metrics?org=cum&indicator=revenue&from=2022-Q1&to=2024-Q1&compare=yoy").Body.Bytes(), &want); err != nil {
		t.Fatal(err)
	}
	if len(want.Rows) != 9 || len(got.Rows) != 9 {
		t.Fatalf("%d rows, the API has %d", len(got.Rows), len(want.Rows))
	}
	for n, row := range got.Rows { // newest first
		other := want.Rows[len(want.Rows)-1-n]
		if row[1].Value.String() != other.Value.String() {
			t.Errorf("%s: %s, the API says %s", row[0].Text, row[1].Value, other.Value)
		}
		if b := other.Yoy; b != nil && b.Base != nil && row[2].Value.String() != b.Base.String() {
			t.Errorf("%s: a year before %s, the API says %s", row[0].Text, row[2].Value, b.Base)
		}
	}
}

// What a chart cannot be asked for is said, with what can.
func TestChartsRefuse(t *testing.T) {
	w := sharedWorld(t)
	for _, tt := range []struct {
		address string
		status  int
		says    string
	}{
		{"/charts/nope.json?org=cum", http.StatusNotFound, "hero"},
		{"/charts/hero.png?org=cum", http.StatusNotAcceptable, "json, csv, xlsx"},
		{"/charts/hero.pptx?org=cum", http.StatusNotAcceptable, "json, csv, xlsx"},
		{"/charts/hero.exe?org=cum", http.StatusNotFound, "json, csv, xlsx"},
		{"/charts/hero?org=cum", http.StatusNotFound, "json, csv, xlsx"},
		{"/charts/hero.json?org=nobody", http.StatusNotFound, "nobody"},
		{"/charts/hero.json?org=cum&period=2024-Q9", http.StatusBadRequest, "2024-Q9"},
		{"/charts/hero.json?org=cum&indicator=revenue", http.StatusBadRequest, "indicator"},
		{"/charts/hero.json?org=cum&period=2010", http.StatusNotFound, "2010"},
		{"/charts/waterfall.json?org=u1&period=2024-Q1", http.StatusNotFound, "u1"},
	} {
		rec := w.get(tt.address)
		if rec.Code != tt.status || rec.Header().Get("Content-Type") != "application/problem+json" || !strings.Contains(rec.Body.String(), tt.says) {
			t.Errorf("%s: %d %s %s", tt.address, rec.Code, rec.Header().Get("Content-Type"), rec.Body)
		}
	}
	if rec := w.get("/charts/hero.json", anonymous); rec.Code != http.StatusUnauthorized {
		t.Errorf("a stranger gets %d", rec.Code)
	}
	const earlier = `"period":"2023-Q1"`
	if rec := w.get("/charts/hero.json?period=2023-Q1"); rec.Code != http.StatusOK || !strings.Contains(rec.Body.String(), earlier) {
		t.Errorf("a period without an organisation: %d %.200s", rec.Code, rec.Body)
	}
	known := w.get("/charts/hero.json?org=cum")
	if rec := w.get("/charts/hero.json?org=cum", func(r *http.Request) { r.Header.Set("If-None-Match", known.Header().Get("ETag")) }); rec.Code != http.StatusNotModified {
		t.Errorf("an unchanged chart answers %d", rec.Code)
	}
}

// registry is the charts that the service has.
func (w *world) registry(t testing.TB) *chart.Registry {
	t.Helper()
	return speak(t, locale.VI).charts
}

// Every chart of metrics says in its table who reported each figure: a sum that
// lacks units looks like any other.
func TestChartsSayWhoReported(t *testing.T) {
	w := sharedWorld(t)
	for lang, want := range map[string]struct{ head, all, own, part string }{
		"vi": {"Đơn vị báo cáo", "4/4 đơn vị", "số báo cáo trực tiếp", "3/4 đơn vị"},
		"en": {"Reported by", "4/4 units", "reported directly", "3/4 units"},
	} {
		for _, spec := range w.registry(t).All() {
			if spec.Query != chart.Metric {
				continue // its rows are no figures of units
			}
			got := w.drawn(t, spec.Name, addressOf(spec.Name)+"&lang="+lang)
			text := want.all
			if slices.Contains([]chart.Kind{chart.Ranking, chart.Spread, chart.Heat, chart.Matrix}, spec.Kind) { // of single units
				text = want.own
			}
			if at := slices.Index(got.Columns, want.head); at < 0 || got.Rows[0][at].Text != text {
				t.Errorf("%s, %s: columns %q, first row %v; want %q", spec.Name, lang, got.Columns, got.Rows[0], text)
			}
		}
		lacking := w.get("/charts/course.csv?org=cum&indicator=welfare_spending&from=2023-Q1&to=2024-Q1&lang=" + lang).Body.String()
		if !strings.Contains(lacking, ","+want.head+",") || !strings.Contains(lacking, ","+want.part+",") {
			t.Errorf("course.csv, %s, does not say %q:\n%s", lang, want.part, lacking)
		}
	}
}
