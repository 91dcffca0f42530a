package dashboards

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"giaoban/dashboards/chart"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// ownChart is a chart as an analyst adds it to a data folder.
var ownChart = map[string]string{
	"facts_told.json": `{"page": "overview", "order": 20, "kind": "columns", "query": "facts_told", "x": "period", "y": "facts",
		"unit": "entity", "better": "more", "title": {"vi": "Số liệu đã nhận", "en": "Figures received"}}`,
	"facts_told.sql": `-- name:    facts_told
-- unit:    figures
-- grain:   one row per period of the list
-- params:  $periods VARCHAR (codes joined by commas)
-- columns: period VARCHAR, facts BIGINT
SELECT period, count(*) AS facts
FROM fact
WHERE scenario = 'actual' AND list_contains(string_split($periods::VARCHAR, ','), period)
GROUP BY period
ORDER BY period;
`,
	// It passes every check and fails when it is asked.
	"fails.json": `{"page": "overview", "order": 21, "kind": "bars", "query": "fails", "x": "name", "y": "units",
		"unit": "entity", "title": {"vi": "Biểu đồ hỏng", "en": "Broken chart"}}`,
	"fails.sql": `-- name:    fails
-- unit:    none
-- grain:   none
-- params:  $org VARCHAR
-- columns: name VARCHAR, units INTEGER
SELECT 'x' AS name, ('no number ' || $org::VARCHAR)::INTEGER AS units ORDER BY name;
`,
	"units_by_size.json": `{"page": "overview", "order": 22, "kind": "bars", "query": "units_by_size", "x": "name", "y": "facts", "base": "before", "status": "status", "places": 1,
		"unit": "entity", "title": {"vi": "Đơn vị theo cỡ", "en": "Units by size"}}`,
	"units_by_size.sql": `-- name:    units_by_size
-- unit:    none
-- grain:   none
-- params:  $period VARCHAR
-- columns: name VARCHAR, facts DECIMAL(9,1), before INTEGER, status VARCHAR
SELECT 'Đơn vị ' || org AS name, 10000.5::DECIMAL(9,1) AS facts, 25000 AS before, 'estimate' AS status
FROM fact WHERE period = $period::VARCHAR GROUP BY org ORDER BY org;
`,
	"misspelt.json": `{"page": "overview", "kind": "columns", "query": "facts_told", "x": "periode", "y": "facts",
		"unit": "entity", "title": {"vi": "Viết sai", "en": "Misspelt"}}`,
	"no_sql.json": `{"page": "overview", "kind": "columns", "query": "no_sql", "x": "period", "y": "facts",
		"unit": "entity", "title": {"vi": "Thiếu câu hỏi", "en": "No query"}}`,
	"notjson.json": "{\"page\": \"overview\",\n\"kind\": ",
	"salaries.json": `{"page": "overview", "order": 30, "kind": "columns", "query": "metric", "indicators": ["welfare_spending"],
		"title": {"vi": "An sinh xã hội", "en": "Welfare"}}`,
}

// An analyst adds charts without code; one that fails, when the service starts
// or when it is asked, says so in its own place.
func TestChartsOfTheDataFolder(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "charts"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range ownChart {
		if err := os.WriteFile(filepath.Join(dir, "charts", name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	w := openWorldIn(t, dir)
	defer w.store.Close()
	rec := w.get("/?org=cum&period=2024-Q1&lang=vi")
	page := rec.Body.String()
	if rec.Code != http.StatusOK {
		t.Fatalf("%d %s", rec.Code, page)
	}
	for _, want := range []string{
		`id="chart-hero"`, `id="chart-facts_told"`, "Số liệu đã nhận", `id="chart-units_by_size"`, `id="chart-salaries"`, "10.000,5",
		"Biểu đồ hỏng", "báo mã", "Viết sai", "x ghi cột “periode”, câu hỏi “facts_told” không có cột ấy", "Thiếu câu hỏi", "câu hỏi “no_sql” không dùng được (", "there is no charts/no_sql.sql",
		"notjson", "tệp notjson.json trong thư mục charts sai từ dòng 2",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if n := strings.Count(page, `class="chart broken"`); n != 4 {
		t.Errorf("%d broken panels, want 4", n)
	}
	if strings.Contains(page, "⟦") {
		t.Error("the page shows a raw key")
	}
	got := w.drawn(t, "facts_told", "org=cum&period=2024-Q1&lang=en")
	if got.Name != "Figures received" || len(got.Rows) < 5 || got.Rows[0][1].Value == "" || len(got.Option) == 0 {
		t.Errorf("%+v", got)
	}
	if rec := w.get("/charts/fails.json?org=cum&period=2024-Q1"); rec.Code != http.StatusInternalServerError || strings.Contains(rec.Body.String(), "Conversion") {
		t.Errorf("a failing chart answers %d %s", rec.Code, rec.Body)
	}
	if rec := w.get("/charts/units_by_size.csv?org=cum&period=2024-Q1"); !strings.Contains(rec.Body.String(), "Đơn vị u1") {
		t.Errorf("%s", rec.Body)
	}
}

// What is wrong with a declaration is said in the reader's language, whichever
// mistake it is; only what an SQL engine says of a query stays as it says it.
func TestMistakesOfDeclarationsAreInTheLanguage(t *testing.T) {
	source, err := os.ReadFile(filepath.Join("chart", "chart.go"))
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]bool{}
	for _, m := range regexp.MustCompile(`mistake\("([a-z_]+)"`).FindAllSubmatch(source, -1) {
		codes[string(m[1])] = true
	}
	for lang := range map[locale.Lang]bool{locale.VI: true, locale.EN: true} {
		named := 0
		for key := range messages(t, string(lang)) {
			if code, ok := strings.CutPrefix(key, "chart.mistake."); ok {
				if named++; !codes[code] {
					t.Errorf("%s: no mistake is %q", lang, code)
				}
			}
		}
		if named != len(codes) {
			t.Errorf("%s: texts of %d mistakes, there are %d", lang, named, len(codes))
		}
	}
	for name, want := range map[string]string{
		`{"page": "overview", "kind": "wheel", "query": "metric", "title": {"vi": "a", "en": "b"}}`:                                   "kind “wheel” không phải một cách vẽ",
		`{"page": "overview", "kind": "columns", "query": "metric", "indicators": ["nothing"], "title": {"vi": "a", "en": "b"}}`:      "danh mục không có chỉ tiêu mã “nothing”",
		`{"page": "overview", "kind": "columns", "query": "q", "x": "x", "y": "y", "unit": "stone", "title": {"vi": "a", "en": "b"}}`: "danh mục không có đơn vị tính mã “stone”",
		`{"page": "overview", "kind": "columns", "query": "q", "title": {"vi": "a", "en": "b"}} {}`:                                   "tệp có nhiều hơn một khai báo, mỗi tệp chỉ ghi một",
	} {
		w := speak(t, locale.VI)
		own := fstest.MapFS{"one.json": {Data: []byte(name)}}
		charts, err := chart.Load(own, chart.Checker{Catalogue: catalog.Builtin(), Columns: func(string) ([]warehouse.Column, error) {
			return []warehouse.Column{{Name: "x", Type: "VARCHAR"}, {Name: "y", Type: "BIGINT"}, {Name: "period", Type: "VARCHAR"}, {Name: "handed", Type: "BIGINT"}}, nil
		}})
		if err != nil {
			t.Fatal(err)
		}
		one, _ := charts.Find("one")
		if got := w.mistake(one.Broken); !strings.HasPrefix(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
