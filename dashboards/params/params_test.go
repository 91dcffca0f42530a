package params

import (
	"errors"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

func vocabulary() ingest.Vocabulary {
	return ingest.Vocabulary{
		Catalogue: catalog.Builtin(),
		Register:  &catalog.Register{Versions: []catalog.OrgVersion{{Org: "cum-7"}}},
	}
}

func TestParseQuery(t *testing.T) {
	values, _ := url.ParseQuery("indicator=revenue,workers&org=cum-7&from=2023-Q3&to=2024-Q1&by=org&compare=yoy,plan&lens=current&as_of=2024-03-30")
	q, err := ParseQuery(values, vocabulary())
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, p := range q.Periods {
		codes = append(codes, p.Code())
	}
	if diff := cmp.Diff([]string{"2023-Q3", "2023-Q4", "2024-Q1"}, codes); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"revenue", "workers"}, q.Indicators); diff != "" {
		t.Error(diff)
	}
	if !q.ByOrg || q.Org != "cum-7" || q.Lens != warehouse.Current || len(q.Compare) != 2 || q.AsOf.Format("2006-01-02") != "2024-03-30" {
		t.Errorf("got %+v", q)
	}
}

func TestParseQueryRefuses(t *testing.T) {
	const good = "indicator=revenue&org=cum-7"
	for _, tt := range []struct{ query, key, parameter string }{
		{"org=cum-7&period=2024", Missing, "indicator"},
		{"indicator=revenue&period=2024", Missing, "org"},
		{good, Missing, "period"},
		{good + "&from=2024-Q1", Missing, "to"},
		{good + "&period=2024-Q5", BadPeriod, "period"},
		{good + "&period=2024&from=2024&to=2024", Both, "period"},
		{good + "&from=2024-Q1&to=2023-Q1", BadRange, "to"},
		{good + "&from=2024-01&to=2024-Q4", BadRange, "to"},
		{good + "&from=1980-01&to=2020-01", BadRange, "to"},
		{good + "&period=2024&by=unit", NotAllowed, "by"},
		{good + "&period=2024&compare=last", NotAllowed, "compare"},
		{good + "&period=2024&lens=old", NotAllowed, "lens"},
		{good + "&period=2024&as_of=30/3/2024", BadDate, "as_of"},
		{good + "&period=2024&format=xml", NotAllowed, "format"},
		{good + "&period=2024&perod=2023", UnknownKey, "perod"},
		{good + "&org=cum-8&period=2024", Twice, "org"},
		{"indicator=revenu&org=cum-7&period=2024", NoIndicator, "indicator"},
		{"indicator=revenue&org=cum-9&period=2024", NoOrg, "org"},
	} {
		values, _ := url.ParseQuery(tt.query)
		_, err := ParseQuery(values, vocabulary())
		var bad *Error
		if !errors.As(err, &bad) {
			t.Errorf("%s: no error", tt.query)
			continue
		}
		if bad.Key != tt.key || bad.Parameter != tt.parameter {
			t.Errorf("%s: %s of %q, want %s of %q", tt.query, bad.Key, bad.Parameter, tt.key, tt.parameter)
		}
		if wantUnknown := tt.key == NoOrg || tt.key == NoIndicator; bad.Unknown() != wantUnknown {
			t.Errorf("%s: Unknown() = %v", tt.query, bad.Unknown())
		}
	}
}

func FuzzParseQuery(f *testing.F) {
	f.Add("indicator=revenue&org=cum-7&period=2024-Q1&compare=yoy")
	f.Add("indicator=revenue&org=cum-7&from=2023&to=2024&as_of=2024-01-01")
	f.Add("period=2020..2025;org=%00")
	f.Fuzz(func(t *testing.T, query string) {
		values, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		q, err := ParseQuery(values, vocabulary())
		var bad *Error
		switch {
		case err != nil && !errors.As(err, &bad):
			t.Fatalf("untyped error %v", err)
		case err == nil && (len(q.Periods) == 0 || len(q.Periods) > MaxPeriods || len(q.Indicators) == 0 || q.Org == ""):
			t.Fatalf("accepted an unusable query: %+v", q)
		}
	})
}
