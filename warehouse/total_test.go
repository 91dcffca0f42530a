package warehouse

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"giaoban/ingest/catalog"
)

// Codes of running totals stand on paper as those of figures do.
func TestTotalCodesStay(t *testing.T) {
	for until, want := range map[string]string{"2024-04": "C7QKS-XNGJG", "2099-12": "YZNJT-0QRPP"} {
		if got := TotalCode("cum-7", "revenue", period(until), "", time.Time{}); got != want {
			t.Errorf("until %s: %s, it was %s", until, got, want)
		}
	}
}

// Every running total is found by its code and by its name, and neither leads to
// the figure of a period.
func TestTotalCode(t *testing.T) {
	v := coded(t)
	rapid.Check(t, func(t *rapid.T) {
		org := rapid.SampledFrom(v.Register.Orgs()).Draw(t, "org")
		indicator := rapid.SampledFrom(v.Catalogue.Indicators).Draw(t, "indicator").Code
		until, err := catalog.NewPeriod(catalog.Month, rapid.IntRange(catalog.FirstYear, catalog.LastYear).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"))
		if err != nil {
			t.Fatal(err)
		}
		code := TotalCode(org, indicator, until, "", time.Time{})
		if o, i, last, ok := OfTotalCode(strings.ToLower(code), v); !ok || o != org || i != indicator || last != until {
			t.Fatalf("%s of %s %s %s leads to %s %s %s, %v", code, org, indicator, until, o, i, last, ok)
		}
		if o, i, p, ok := OfShortCode(code, v); ok {
			t.Fatalf("%s leads to the figure %s %s %s", code, o, i, p)
		}
		if p := anyPeriod(t); p.Grain() != catalog.Term {
			if o, i, last, ok := OfTotalCode(ShortCode(org, indicator, p), v); ok {
				t.Fatalf("the code of %s %s %s leads to %s %s until %s", org, indicator, p, o, i, last)
			}
		}
		id := TotalID(org, indicator, until, "", time.Time{})
		if last, ok := ParseTotal(strings.TrimPrefix(id, org+":"+indicator+":")); !ok || last != until {
			t.Fatalf("%s reads %s, %v", id, last, ok)
		}
	})
}

// No text is read as the months of a running total but what one is called.
func FuzzParseTotal(f *testing.F) {
	for _, seed := range []string{"2024-01..2024-04", "2024-02..2024-04", "2023-01..2024-04", "2024..2025", "2024-01..2024-Q1", "..", "2024-01..2100-01"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		until, ok := ParseTotal(text)
		if ok && !strings.EqualFold(totalCode(until), text) {
			t.Errorf("%q is read as %s", text, until)
		}
	})
}
