package ingest

import (
	"bytes"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
)

// planVocabulary is a bloc with two units.
func planVocabulary() Vocabulary {
	return Vocabulary{Catalogue: catalog.Builtin(), Register: &catalog.Register{Versions: []catalog.OrgVersion{
		{Org: "bloc", NameVI: "Khối Doanh nghiệp", Type: catalog.Bloc},
		{Org: "a", NameVI: "Công ty Cổ phần Alpha", Type: catalog.Committee},
		{Org: "b", NameVI: "Công ty Cổ phần Beta", Type: catalog.Committee},
	}}}
}

func readPlanBytes(t testing.TB, data []byte) (Submission, []Finding) {
	t.Helper()
	var notes findings
	var s Submission
	readPlans(openBook(t, data), planVocabulary(), &s, &notes)
	return s, notes.list
}

// Whatever plans are written come back as facts in base units, and nothing
// comes back for a plan that was not written.
func TestPlansRoundTrip(t *testing.T) {
	c := catalog.Builtin()
	// Bounds of the catalogue are kept, so that no finding is due.
	values := map[string]*rapid.Generator[decimal.Decimal]{
		"revenue":        decimals(0, 1e9-1, 2),
		"workers":        decimals(1, 99999, 0),
		"average_income": decimals(240, 10000, 2),
		"admissions":     decimals(0, 999, 0),
	}
	indicators := []string{"revenue", "workers", "average_income", "admissions"}
	rapid.Check(t, func(rt *rapid.T) {
		sheetOf := PlanSheet{Org: "bloc", Year: rapid.IntRange(2000, 2090).Draw(rt, "year"), Indicators: indicators}
		for _, org := range []string{"a", "b"} {
			row := PlanRow{Org: org, Name: "tên", Values: map[string]decimal.Decimal{}}
			for _, ind := range indicators {
				if rapid.Bool().Draw(rt, org+ind) {
					row.Values[ind] = values[ind].Draw(rt, ind)
				}
			}
			sheetOf.Rows = append(sheetOf.Rows, row)
		}
		var b bytes.Buffer
		if err := WritePlans(&b, sheetOf, c, rapid.SampledFrom(locale.Langs).Draw(rt, "lang")); err != nil {
			rt.Fatal(err)
		}
		s, notes := readPlanBytes(t, b.Bytes())
		if s.Org != "bloc" || s.Period.Year() != sheetOf.Year || s.Period.Grain() != catalog.Year {
			rt.Fatalf("sender %q, period %s", s.Org, s.Period)
		}
		for _, n := range notes {
			if n.Severity != Note || n.Code != string(codeAverageWithoutWeight) {
				rt.Fatalf("finding %+v", n)
			}
		}
		written := 0
		for _, row := range sheetOf.Rows {
			written += len(row.Values)
		}
		if len(s.Facts) != written {
			rt.Fatalf("%d facts of %d plans", len(s.Facts), written)
		}
		for _, f := range s.Facts {
			row := sheetOf.Rows[strings.Index("ab", f.Org)]
			if f.Scenario != Plan || f.Period != s.Period || f.Basis != catalog.Discrete {
				rt.Fatalf("fact %+v", f)
			}
			ind, _ := c.Indicator(f.Indicator)
			unit, _ := c.Unit(ind.Unit)
			want, den := unit.ToBase(row.Values[f.Indicator]), decimal.NullDecimal{}
			workers, weighted := row.Values["workers"]
			switch {
			case ind.Kind != catalog.Average:
			case weighted: // twelve months of workers weigh the income
				den = decimal.NewNullDecimal(workers.Mul(decimal.NewFromInt(12)))
				want = want.Mul(den.Decimal)
			default:
				den = decimal.NewNullDecimal(decimal.NewFromInt(1))
			}
			if !f.Num.Equal(want) || f.Den.Valid != den.Valid || !f.Den.Decimal.Equal(den.Decimal) {
				rt.Fatalf("%s: %s / %v, want %s / %v", f.Indicator, f.Num, f.Den, want, den)
			}
			if f.Bare != (ind.Kind == catalog.Average && !weighted) {
				rt.Fatalf("%s: bare is %v", f.Indicator, f.Bare)
			}
		}
	})
}

// decimals draws numbers of that many decimals, bounds counted in the last one.
func decimals(least, most int64, places int32) *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		return decimal.New(rapid.Int64Range(least, most).Draw(t, "digits"), -places)
	})
}

// planFile is a workbook with one plan for each of two units, changed by edit.
func planFile(t testing.TB, edit func(f *excelize.File, sheet string)) []byte {
	t.Helper()
	one := decimal.NewFromInt(1)
	var b bytes.Buffer
	err := WritePlans(&b, PlanSheet{
		Org: "bloc", Year: 2024, Indicators: []string{"revenue", "admissions", "resolution_study_cells"},
		Rows: []PlanRow{
			{Org: "a", Name: "Alpha", Values: map[string]decimal.Decimal{"revenue": one}},
			{Org: "b", Name: "Beta", Values: map[string]decimal.Decimal{"revenue": one}},
		},
	}, catalog.Builtin(), locale.VI)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	edit(f, "Kế hoạch")
	b.Reset()
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What people type by hand is read as in any report, and what cannot be a
// plan is named by its cell.
func TestPlansTypedByHand(t *testing.T) {
	for _, tt := range []struct {
		name, cell, text string
		code             code   // "" when all is well
		num, den         string // of the fact in that cell; "" when there is none
	}{
		{"typed number", "C7", "9.605,38", "", "9605380000000", ""},
		{"own unit", "C7", "605 triệu đồng", "", "605000000", ""},
		{"numerator and denominator", "E7", "19/20", "", "19", "20"},
		{"bare percentage", "E7", "95 %", codeBarePercentage, "95", "100"},
		{"over the bound", "E7", "105 %", codeOutOfBounds, "", ""},
		{"range", "D7", "4-6", codeRange, "", ""},
		{"fraction of a person", "D7", "4,5", codeNotInteger, "", ""},
		{"words", "C7", "như năm trước", codeNotNumber, "", ""},
		{"same unit twice", "A8", "a", codeDuplicateOrg, "", ""},
		{"unknown unit", "A8", "nowhere", codePlanOrg, "", ""},
		{"unit by name", "A8", "Cty CP Beta", "", "", ""},
		{"unknown indicator", "F5", "Chỉ tiêu lạ", codePlanIndicator, "", ""},
		{"unit of another dimension", "C6", "người", codePlanUnit, "", ""},
		{"not a year", "B3", "quý I/2024", codePlanYear, "", ""},
		{"unknown sender", "B2", "nowhere", codePlanOrg, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, notes := readPlanBytes(t, planFile(t, func(f *excelize.File, sheet string) {
				if err := f.SetCellStr(sheet, tt.cell, tt.text); err != nil {
					t.Fatal(err)
				}
			}))
			if tt.code == "" && len(notes) > 0 {
				t.Fatalf("finding %+v", notes[0])
			}
			if tt.code != "" && (len(notes) != 1 || notes[0].Code != string(tt.code) || notes[0].Cell != tt.cell) {
				t.Fatalf("findings %+v, want %s at %s", notes, tt.code, tt.cell)
			}
			for _, n := range notes {
				if text := n.Text(messages(), locale.VI); strings.ContainsAny(text, "{}⟦") {
					t.Errorf("text %q", text)
				}
			}
			for _, f := range s.Facts {
				if f.Cell != tt.cell {
					continue
				}
				den := ""
				if f.Den.Valid {
					den = f.Den.Decimal.String()
				}
				if f.Num.String() != tt.num || den != tt.den {
					t.Errorf("read %s / %q, want %s / %q", f.Num, den, tt.num, tt.den)
				}
				return
			}
			if tt.num != "" {
				t.Error("no fact in that cell")
			}
		})
	}
}

func TestWritePlansRefusesWhatWouldGetLost(t *testing.T) {
	c := catalog.Builtin()
	for name, p := range map[string]PlanSheet{
		"unknown indicator": {Org: "bloc", Year: 2024, Indicators: []string{"no_such"}},
		"value without a column": {Org: "bloc", Year: 2024, Indicators: []string{"revenue"},
			Rows: []PlanRow{{Org: "a", Values: map[string]decimal.Decimal{"workers": decimal.NewFromInt(1)}}}},
		"more digits than a cell keeps": {Org: "bloc", Year: 2024, Indicators: []string{"revenue"},
			Rows: []PlanRow{{Org: "a", Values: map[string]decimal.Decimal{"revenue": decimal.RequireFromString("1234567890.123456")}}}},
	} {
		var b bytes.Buffer
		if err := WritePlans(&b, p, c, locale.VI); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
