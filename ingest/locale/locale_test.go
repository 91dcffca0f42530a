package locale_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
)

func folder(vi, en string) fstest.MapFS {
	return fstest.MapFS{"vi.json": {Data: []byte(vi)}, "en.json": {Data: []byte(en)}}
}

func TestText(t *testing.T) {
	m, err := locale.Load(
		folder(`{"a.cell":"Ô {cell} có {value}","a.plain":"Xong"}`, `{"a.cell":"Cell {cell} holds {value}","a.plain":"Done"}`),
		folder(`{"b.period":"Kỳ {period}, đến {day}: {units}"}`, `{"b.period":"Period {period}, to {day}: {units}"}`))
	if err != nil {
		t.Fatal(err)
	}
	period, err := catalog.ParsePeriod("2024-Q1")
	if err != nil {
		t.Fatal(err)
	}
	for want, args := range map[string]map[string]any{
		"Gone: a. Came: b. [x] Look.": {"lost": "a", "gained": "b"}, "Gone: a. [x] Look.": {"lost": "a", "gained": locale.None},
		"Came: b. [x] Look.": {"lost": locale.None, "gained": "b"}, "Came: c. [x] Look.": {"gained": "c"},
	} {
		if got := strings.TrimSpace(locale.Fill(locale.EN, "[Gone: {lost}.][ Came: {gained}.] [x] Look.", args)); got != want {
			t.Errorf("filled %q, want %q", got, want)
		}
	}
	cell := map[string]any{"cell": "C7", "value": decimal.RequireFromString("9605.380")}
	report := map[string]any{"period": period, "day": time.Date(2024, 3, 30, 0, 0, 0, 0, time.UTC), "units": []string{"a", "b"}}
	for _, tt := range []struct {
		lang locale.Lang
		key  string
		args map[string]any
		want string
	}{
		{locale.VI, "a.cell", cell, "Ô C7 có 9.605,38"},
		{locale.EN, "a.cell", cell, "Cell C7 holds 9,605.38"},
		{locale.VI, "b.period", report, "Kỳ quý I/2024, đến 30/3/2024: a, b"},
		{locale.EN, "b.period", report, "Period Q1 2024, to 30 Mar 2024: a, b"},
		{locale.VI, "a.cell", map[string]any{"cell": "C7", "value": catalog.Estimate}, "Ô C7 có ước"},
		{locale.EN, "a.cell", map[string]any{"cell": "C7", "value": catalog.Estimate}, "Cell C7 holds estimate"},
		{locale.VI, "a.plain", nil, "Xong"},
		{locale.VI, "a.cell", map[string]any{"cell": "{value}", "value": 1}, "Ô {value} có 1"}, // arguments are not read again
		{locale.VI, "a.cell", map[string]any{"cell": "C7"}, "Ô C7 có {value}"},
		{locale.VI, "a.none", nil, "⟦a.none⟧"},
	} {
		if got := m.Text(tt.lang, tt.key, tt.args); got != tt.want {
			t.Errorf("Text(%s, %q) = %q, want %q", tt.lang, tt.key, got, tt.want)
		}
	}
	if got := slices.Sorted(maps.Keys(m.Keys(locale.EN))); !slices.Equal(got, []string{"a.cell", "a.plain", "b.period"}) {
		t.Errorf("keys %q", got)
	}
	if !m.Has("a.cell") || m.Has("a.none") {
		t.Error("Has disagrees with Text")
	}
}

func TestLoadRefuses(t *testing.T) {
	sound := folder(`{"a":"A"}`, `{"a":"A"}`)
	for name, tt := range map[string]struct {
		folders []fstest.MapFS
		want    string
	}{
		"a file missing":  {[]fstest.MapFS{{"vi.json": {Data: []byte("{}")}}}, "en.json"},
		"broken JSON":     {[]fstest.MapFS{folder(`{"a":`, `{}`)}, "vi.json"},
		"nested messages": {[]fstest.MapFS{folder(`{"a":{"b":"C"}}`, `{}`)}, "vi.json"},
		"a key twice":     {[]fstest.MapFS{sound, sound}, `"a" is defined twice`},
	} {
		t.Run(name, func(t *testing.T) {
			var err error
			switch len(tt.folders) {
			case 1:
				_, err = locale.Load(tt.folders[0])
			case 2:
				_, err = locale.Load(tt.folders[0], tt.folders[1])
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Load: %v, want something about %s", err, tt.want)
			}
		})
	}
}
