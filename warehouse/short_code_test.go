package warehouse

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

func coded(t testing.TB) ingest.Vocabulary {
	t.Helper()
	r := bloc(20)
	return ingest.Vocabulary{Catalogue: catalog.Builtin(), Register: &r}
}

// Codes stand on paper: what one means never changes.
func TestShortCodesStay(t *testing.T) {
	for id, want := range map[string]string{
		"cum-7:revenue:2024-Q1":     "C15JM-JM9QK",
		"cum-7:revenue:2020..2025":  "B6016-ZW23J",
		"u1:average_income:2024":    "C04BH-HVN19",
		"u1:average_income:2099-12": "YWS1J-2N611",
	} {
		parts := strings.Split(id, ":")
		if got := ShortCode(parts[0], parts[1], period(parts[2])); got != want {
			t.Errorf("%s is %s, it was %s", id, got, want)
		}
	}
}

// Every figure is found by its code, however it is typed, and by no code that
// differs in a sign.
func TestShortCode(t *testing.T) {
	v := coded(t)
	rapid.Check(t, func(t *rapid.T) {
		org := rapid.SampledFrom(v.Register.Orgs()).Draw(t, "org")
		indicator := rapid.SampledFrom(v.Catalogue.Indicators).Draw(t, "indicator").Code
		p := anyPeriod(t)
		code := ShortCode(org, indicator, p)
		typed := strings.NewReplacer("0", "o", "1", "l").Replace(strings.ToLower(code))
		for _, text := range []string{code, typed} {
			o, i, q, ok := OfShortCode(text, v)
			if !ok || o != org || i != indicator || q != p {
				t.Fatalf("%s of %s %s %s leads to %s %s %s, %v", text, org, indicator, p, o, i, q, ok)
			}
		}
		at := rapid.IntRange(0, len(code)-1).Draw(t, "at")
		other := rapid.SampledFrom([]byte(codeSigns)).Draw(t, "sign")
		wrong := code[:at] + string(other) + code[at+1:]
		if o, i, q, ok := OfShortCode(wrong, v); ok && wrong != code {
			t.Fatalf("%s, for %s, leads to %s %s %s", wrong, code, o, i, q)
		}
	})
}

func anyPeriod(t *rapid.T) catalog.Period {
	year := rapid.IntRange(catalog.FirstYear, catalog.LastYear-10).Draw(t, "year")
	var all []catalog.Period
	for grain, most := range map[catalog.Grain]int{catalog.Month: 12, catalog.Quarter: 4, catalog.Half: 2, catalog.NineMonths: 1, catalog.Year: 1, catalog.Term: 10} {
		for n := range most {
			p, err := catalog.NewPeriod(grain, year, n+1)
			if grain == catalog.Term {
				p, err = catalog.NewTerm(year, year+n+1)
			}
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, p)
		}
	}
	slices.SortFunc(all, catalog.Period.Compare)
	return rapid.SampledFrom(all).Draw(t, "period")
}

// No text is taken for the code of another figure than its own.
func FuzzShortCode(f *testing.F) {
	v := coded(f)
	for _, seed := range []string{ShortCode("u1", "revenue", period("2024-Q1")), "00000-00000", "ZZZZZ-ZZZZZ", "cum-7:revenue:2024-Q1", "-", "Đường-dài"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		org, indicator, p, ok := OfShortCode(text, v)
		if !ok {
			return
		}
		if code, _ := readShortCode(text); code != ShortCode(org, indicator, p) {
			t.Errorf("%q leads to %s %s %s, whose code is %s", text, org, indicator, p, ShortCode(org, indicator, p))
		}
	})
}
