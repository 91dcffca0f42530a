package catalog

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// anyPeriod draws a period of any grain.
func anyPeriod(t *rapid.T) Period {
	year := rapid.IntRange(FirstYear, LastYear-10).Draw(t, "year")
	if g := rapid.SampledFrom([]Grain{Month, Quarter, Half, NineMonths, Year, Term}).Draw(t, "grain"); g != Term {
		p, err := NewPeriod(g, year, rapid.IntRange(1, 12/grainMonths[g]).Draw(t, "index"))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	// Reports speak of five-year terms.
	p, err := NewTerm(year, year+5)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPeriodCodes(t *testing.T) {
	for _, code := range []string{"2024", "2024-H1", "2024-H2", "2024-9M", "2024-Q1", "2024-Q4", "2024-03", "2024-12", "2020..2025"} {
		p, err := ParsePeriod(code)
		if err != nil || p.Code() != code {
			t.Errorf("ParsePeriod(%q) = %s, %v", code, p, err)
		}
	}
	for _, code := range []string{"", "24", "2024-", "2024-Q5", "2024-H3", "2024-13", "2024-00", "2024-3", "2024-Q", "1975", "2100",
		"2024-6M", "2024..2024", "2025..2020", "2020..2031", "2020..", "2024-03-01", "+024", "2024-٠٣"} {
		if p, err := ParsePeriod(code); err == nil {
			t.Errorf("ParsePeriod(%q) = %s, want an error", code, p)
		}
	}
}

func TestPeriodCodeRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPeriod(t)
		q, err := ParsePeriod(p.Code())
		if err != nil || q != p {
			t.Fatalf("%s parses as %s, %v", p, q, err)
		}
		text, _ := p.MarshalText()
		var r Period
		if err := r.UnmarshalText(text); err != nil || r != p {
			t.Fatalf("%s unmarshals as %s, %v", text, r, err)
		}
	})
}

func TestNextAndPreviousAreInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPeriod(t)
		if next := p.Next(); !next.IsZero() {
			if next.Previous() != p || next.Compare(p) <= 0 || next.Grain() != p.Grain() {
				t.Fatalf("%s is followed by %s, that is preceded by %s", p, next, next.Previous())
			}
			if g := p.Grain(); g != NineMonths && g != Term && !p.Last().AddDate(0, 0, 1).Equal(next.First()) {
				t.Fatalf("%s ends %s, %s begins %s", p, p.Last(), next, next.First())
			}
		}
		if later := p.AddYears(1); !later.IsZero() && later.AddYears(-1) != p {
			t.Fatalf("%s a year later is %s", p, later)
		}
	})
}

func TestTilings(t *testing.T) {
	for code, want := range map[string]int{"2024": 27, "2024-9M": 10, "2024-H2": 4, "2024-Q3": 1, "2024-05": 0, "2020..2025": 1} {
		p, err := ParsePeriod(code)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(p.Tilings()); got != want {
			t.Errorf("%s has %d tilings, want %d", code, got, want)
		}
	}
	year, _ := NewPeriod(Year, 2024, 0)
	var first []string
	for _, tiling := range year.Tilings()[:4] {
		var codes string
		for _, p := range tiling {
			codes += p.Code()[5:] + " "
		}
		first = append(first, codes)
	}
	if want := []string{"9M Q4 ", "H1 H2 ", "H1 Q3 Q4 ", "Q1 Q2 H2 "}; !slices.Equal(first, want) {
		t.Errorf("tilings begin %q, want %q", first, want)
	}
}

func TestTilingsCoverExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPeriod(t)
		first, last := p.Months()
		seen := map[string]bool{}
		parts := 0
		for _, tiling := range p.Tilings() {
			if len(tiling) < max(2, parts) && p.Grain() != Term {
				t.Fatalf("%s: tiling %v after one of %d parts", p, tiling, parts)
			}
			parts = len(tiling)
			at, key := first, ""
			for _, q := range tiling {
				f, l := q.Months()
				if f != at {
					t.Fatalf("%s: gap or overlap before %s in %v", p, q, tiling)
				}
				at, key = l+1, key+q.Code()+" "
			}
			if at != last+1 || seen[key] {
				t.Fatalf("%s: tiling %v ends early or comes twice", p, tiling)
			}
			seen[key] = true
		}
	})
}

func TestAdministrativeBounds(t *testing.T) {
	for code, want := range map[string][2]string{
		"2024-Q1": {"2023-12-15", "2024-03-14"},
		"2024-H1": {"2023-12-15", "2024-06-14"},
		"2024":    {"2023-12-15", "2024-12-14"},
		"2024-03": {"2024-02-15", "2024-03-14"},
	} {
		p, _ := ParsePeriod(code)
		from, to := p.Administrative()
		if from.Format(time.DateOnly) != want[0] || to.Format(time.DateOnly) != want[1] {
			t.Errorf("%s runs %s to %s, want %s", code, from, to, want)
		}
	}
}

func TestPeriodNames(t *testing.T) {
	for code, want := range map[string][4]string{
		"2024-03":    {"tháng 3/2024", "T3/2024", "March 2024", "Mar 2024"},
		"2024-Q1":    {"quý I/2024", "QI/2024", "Q1 2024", "Q1 2024"},
		"2024-H2":    {"6 tháng cuối năm 2024", "6T cuối/2024", "second half of 2024", "H2 2024"},
		"2024-9M":    {"9 tháng đầu năm 2024", "9T/2024", "first nine months of 2024", "9M 2024"},
		"2024":       {"năm 2024", "2024", "2024", "2024"},
		"2020..2025": {"nhiệm kỳ 2020–2025", "2020–2025", "2020–2025 term", "2020–2025"},
	} {
		p, _ := ParsePeriod(code)
		if got := [4]string{p.Vietnamese(), p.ShortVietnamese(), p.English(), p.ShortEnglish()}; got != want {
			t.Errorf("%s is called %q, want %q", code, got, want)
		}
	}
}

func FuzzParsePeriod(f *testing.F) {
	for _, s := range []string{"2024-Q1", " 2024-h2", "2020..2025", "2024-03", "٢٠٢٤"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, code string) {
		p, err := ParsePeriod(code)
		if err != nil {
			return
		}
		if q, err := ParsePeriod(p.Code()); err != nil || q != p {
			t.Fatalf("%q is %s, which parses as %s, %v", code, p, q, err)
		}
		if first, last := p.Months(); last < first || p.Last().Before(p.First()) {
			t.Fatalf("%q spans %d–%d", code, first, last)
		}
	})
}
