package chart

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// rows is the query of these tests.
func checker() Checker {
	return Checker{
		Catalogue: catalog.Builtin(),
		Named:     func(s Spec) bool { return s.Titles[locale.VI] != "" },
		Columns: func(query string) ([]warehouse.Column, error) {
			if query != "rows" {
				return nil, errors.New("there is no query " + query)
			}
			return []warehouse.Column{{Name: "period", Type: "VARCHAR"}, {Name: "units", Type: "BIGINT"}, {Name: "owed", Type: "DECIMAL(38,4)"}, {Name: "share", Type: "DOUBLE"}, {Name: "status", Type: "VARCHAR"}}, nil
		},
	}
}

const sound = `{"page": "overview", "kind": "columns", "query": "rows", "x": "period", "y": "units", "base": "owed", "unit": "person", "title": {"vi": "Số đơn vị", "en": "Units"}}`

func TestTheProgramsChartsAreSound(t *testing.T) {
	c := checker()
	c.Named = nil
	c.Columns = func(string) ([]warehouse.Column, error) {
		return []warehouse.Column{{Name: "period", Type: "VARCHAR"}, {Name: "handed", Type: "BIGINT"}}, nil
	}
	r, err := Load(nil, c)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.All()) < 7 || len(r.Of("overview")) < 7 {
		t.Errorf("%d charts", len(r.All()))
	}
	for n, s := range r.All() {
		if found, ok := r.Find(s.Name); !ok || found.Kind != s.Kind || s.Own || len(s.Parameters()) == 0 {
			t.Errorf("%d: %+v", n, s)
		}
	}
}

// A mistake in a declaration of the program stops it; one in a data folder is
// told where the chart should stand, and the others stay.
func TestMistakesAreFound(t *testing.T) {
	for _, tt := range []struct{ from, to, says string }{
		{"", "", ""},
		{`"y": "units"`, `"y": "unit"`, `y: the query rows has no column "unit"`},
		{`"y": "units"`, `"y": "share"`, "want BIGINT"},
		{`"y": "units"`, `"y": "period"`, "is VARCHAR; want BIGINT"},
		{`"x": "period"`, `"x": "units"`, "is BIGINT; want VARCHAR"},
		{`"base": "owed"`, `"base": "owned"`, `base: the query rows has no column "owned"`},
		{`"base": "owed"`, `"status": "state"`, `status: the query rows has no column "state"`},
		{`"x": "period", `, ``, "x and y must name columns"},
		{`"query": "rows"`, `"query": "raws"`, "there is no query raws"},
		{`"query": "rows", `, ``, "no query is named"},
		{`"query": "rows"`, `"query": "metric"`, `query "metric" takes none`},
		{`"columns"`, `"pie"`, `kind "pie"`},
		{`"columns"`, `"waterfall"`, `draws rows of the query "metric" only`},
		{`"overview"`, `"cockpit"`, `page "cockpit"`},
		{`"person"`, `"persons"`, `unit "persons"`},
		{`"vi"`, `"fr"`, "no name in every language"},
		{`"unit": `, `"places": 9, "unit": `, "places 9"},
		{`"unit": `, `"better": "most", "unit": `, `better "most"`},
		{`"unit": `, `"indicators": ["revenue"], "unit": `, "indicators are for the query"},
		{`"unit": `, `"colour": "red", "unit": `, `unknown field "colour"`},
		{`{"page`, `["page`, "cannot be read"},
		{`"Units"}}`, `"Units"}} {}`, "more than one declaration"},
	} {
		text := strings.Replace(sound, tt.from, tt.to, 1)
		files := fstest.MapFS{"one.json": {Data: []byte(text)}, "two.json": {Data: []byte(sound)}}
		_, err := load(files, nil, checker())
		r, own := load(fstest.MapFS{}, files, checker())
		if own != nil {
			t.Fatalf("%s: a data folder's chart is an error: %v", tt.to, own)
		}
		one, _ := r.Find("one")
		two, _ := r.Find("two")
		if two.Broken != nil || !two.Own || len(r.All()) != 2 {
			t.Errorf("%s: the other chart: %+v", tt.to, two)
		}
		switch {
		case tt.says == "" && (err != nil || one.Broken != nil):
			t.Errorf("sound, but %v, %v", err, one.Broken)
		case tt.says != "" && (err == nil || !strings.Contains(err.Error(), tt.says) || !strings.Contains(err.Error(), "chart one")):
			t.Errorf("%s: %v, want %q", tt.to, err, tt.says)
		case tt.says != "" && (one.Broken == nil || !strings.Contains(one.Broken.Error(), tt.says)):
			t.Errorf("%s: of its own: %v, want %q", tt.to, one.Broken, tt.says)
		}
	}
}

// A data folder cannot take the place of a chart of the program.
func TestNamesAreTakenOnce(t *testing.T) {
	files := fstest.MapFS{"one.json": {Data: []byte(sound)}}
	r, err := load(files, files, checker())
	if err != nil {
		t.Fatal(err)
	}
	if one, _ := r.Find("one"); one.Own || len(r.All()) != 1 {
		t.Errorf("%d charts, %+v", len(r.All()), one)
	}
	if r, err := load(files, fstest.MapFS{"Bad Name.json": {Data: []byte(sound)}}, checker()); err != nil || len(r.All()) != 2 || r.All()[0].Broken == nil {
		t.Errorf("%v: %+v", err, r)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(sound))
	f.Add([]byte(`{"page": "overview", "kind": "stages", "query": "metric", "indicators": ["a", "b"]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := Parse(text)
		if err != nil {
			return
		}
		s.Name = "fuzz"
		if err := s.check(checker()); err == nil && (s.Query == "" || len(s.Parameters()) == 0) {
			t.Errorf("%s: accepted without a query or a page", text)
		}
	})
}
