package ingest

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
)

// templateWorld is a bloc with one unit, and the built-in catalogue.
func templateWorld() Vocabulary {
	from := time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC)
	return Vocabulary{Catalogue: catalog.Builtin(), Register: &catalog.Register{
		Versions: []catalog.OrgVersion{
			{Org: "bloc", From: from, NameVI: "Đảng bộ Khối minh họa", Type: catalog.Bloc},
			{Org: "unit", From: from, NameVI: "Đảng bộ Đơn vị 01", Type: catalog.Committee},
		},
		Edges: []catalog.Edge{{Child: "unit", Parent: "bloc", Kind: catalog.PartyLine, From: from}},
	}}
}

func templateSpec(v Vocabulary, codes ...string) TemplateSpec {
	period, _ := catalog.ParsePeriod("2024-Q1")
	if codes == nil {
		for _, ind := range v.Catalogue.Indicators {
			codes = append(codes, ind.Code)
		}
	}
	return TemplateSpec{
		Org: "unit", Name: "Đảng bộ Đơn vị 01", Superior: "Đảng bộ Khối minh họa",
		Period: period, Indicators: codes, Catalogue: v.Catalogue, Lang: locale.VI,
		Status: catalog.Final, CutOff: time.Date(2024, 3, 30, 0, 0, 0, 0, time.UTC),
	}
}

// TestTemplateRoundTrip: whatever is filled in comes back as filled in, and a
// cell left empty comes back as nothing.
func TestTemplateRoundTrip(t *testing.T) {
	v := templateWorld()
	rapid.Check(t, func(t *rapid.T) {
		first := rapid.IntRange(0, len(v.Catalogue.Indicators)-20).Draw(t, "first")
		codes := []string{"workers"}
		for _, ind := range v.Catalogue.Indicators[first : first+20] {
			if ind.Code != "workers" {
				codes = append(codes, ind.Code)
			}
		}
		spec := templateSpec(v, codes...)
		spec.Lang = rapid.SampledFrom(locale.Langs).Draw(t, "lang")
		spec.Status = rapid.SampledFrom(templateStatuses).Draw(t, "status")
		spec.Filled = map[string]Known{}
		for _, code := range codes {
			ind, _ := v.Catalogue.Indicator(code)
			if k, ok := anyKnown(t, ind); ok {
				spec.Filled[code] = k
			}
		}
		var b bytes.Buffer
		if err := WriteTemplate(&b, spec); err != nil {
			t.Fatal(err)
		}
		sub, err := Read(b.Bytes(), "bieu.xlsx", v)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range sub.Findings {
			if f.Severity == Error && f.Code != string(codeTemplateEmpty) {
				t.Fatalf("finding %+v", f)
			}
		}
		if sub.Org != "unit" || sub.Period != spec.Period || sub.Status != spec.Status || !sub.CutOff.Equal(spec.CutOff) || sub.Layout != LayoutTemplate {
			t.Fatalf("read %s %s %s %s %s", sub.Org, sub.Period, sub.Status, sub.CutOff, sub.Layout)
		}
		if len(sub.Facts) != len(spec.Filled) {
			t.Fatalf("%d facts of %d cells", len(sub.Facts), len(spec.Filled))
		}
		for _, f := range sub.Facts {
			compare(t, v.Catalogue, f, spec.Filled)
		}
	})
}

// anyKnown draws a figure within the indicator's hard bounds, or none.
func anyKnown(t *rapid.T, ind catalog.Indicator) (Known, bool) {
	switch rapid.IntRange(0, 9).Draw(t, ind.Code) {
	case 0, 1, 2:
		return Known{}, false
	case 3:
		return Known{NotApplicable: true}, true
	case 4:
		if ind.Kind != catalog.Ratio {
			return Known{Value: decimal.Zero}, true
		}
	}
	if ind.Kind == catalog.Ratio {
		den := rapid.Int64Range(1, 5000).Draw(t, "den")
		return Known{
			Num: decimal.NewNullDecimal(decimal.NewFromInt(rapid.Int64Range(0, den).Draw(t, "num"))),
			Den: decimal.NewNullDecimal(decimal.NewFromInt(den)),
		}, true
	}
	places := int32(0)
	if !ind.Integer {
		places = int32(rapid.IntRange(0, 4).Draw(t, "places"))
	}
	most := int64(9_999_999)
	if ind.Kind == catalog.Average {
		most = 90 // million đồng a month; weighted with all workers it must fit the store
	}
	if ind.Max.Valid {
		most = ind.Max.Decimal.IntPart()
	}
	return Known{Value: decimal.New(rapid.Int64Range(1, most).Draw(t, "value"), -places)}, true
}

// compare recomputes what a fact must be from what was filled in.
func compare(t *rapid.T, c *catalog.Catalogue, f Fact, filled map[string]Known) {
	want := filled[f.Indicator]
	ind, _ := c.Indicator(f.Indicator)
	unit, _ := c.Unit(ind.Unit)
	if f.NotApplicable != want.NotApplicable {
		t.Fatalf("%s: not applicable %v", f.Indicator, f.NotApplicable)
	}
	switch {
	case want.NotApplicable:
	case ind.Kind == catalog.Ratio:
		if !f.Num.Equal(want.Num.Decimal) || !f.Den.Decimal.Equal(want.Den.Decimal) {
			t.Fatalf("%s: %s/%s, want %s/%s", f.Indicator, f.Num, f.Den.Decimal, want.Num.Decimal, want.Den.Decimal)
		}
	case ind.Kind == catalog.Average:
		weight, ok := filled[ind.Weight]
		if ok && !weight.NotApplicable && weight.Value.IsPositive() {
			months := decimal.NewFromInt(3)
			den := weight.Value.Mul(months)
			if num := want.Value.Mul(unit.Mul).Mul(den); !f.Num.Equal(num) || !f.Den.Decimal.Equal(den) {
				t.Fatalf("%s: %s/%s, want %s/%s", f.Indicator, f.Num, f.Den.Decimal, num, den)
			}
		} else if !f.Bare || !f.Num.Equal(want.Value.Mul(unit.Mul)) {
			t.Fatalf("%s: %+v", f.Indicator, f)
		}
	default:
		if base := want.Value.Mul(unit.Mul); !f.Num.Equal(base) {
			t.Fatalf("%s: %s, want %s", f.Indicator, f.Num, base)
		}
	}
}

// edited returns the form after somebody changed it in a spreadsheet program.
func edited(t *testing.T, spec TemplateSpec, edit func(*excelize.File) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteTemplate(&b, spec); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := edit(f); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestTemplateEdits(t *testing.T) {
	v := templateWorld()
	spec := templateSpec(v, "revenue", "workers", "average_income", "party_members", "resolution_study_members")
	spec.Filled = map[string]Known{"revenue": {Value: decimal.NewFromInt(7)}}
	// Rows: 9 group, 10 revenue, 11 group, 12 workers, 13 income, 14 group, 15 members, 16 ratio.
	set := func(pairs ...any) func(*excelize.File) error {
		return func(f *excelize.File) error {
			for i := 0; i < len(pairs); i += 2 {
				if err := f.SetCellValue("Báo cáo", pairs[i].(string), pairs[i+1]); err != nil {
					return err
				}
			}
			return nil
		}
	}
	for _, tt := range []struct {
		name    string
		edit    func(*excelize.File) error
		finding string // "" for none
		cell    string
		facts   int // when accepted
	}{
		{"as it is", set(), "", "", 1},
		{"typed text number", set("E10", "9.605,38"), "", "", 1},
		{"row inserted above", func(f *excelize.File) error { return f.InsertRows("Báo cáo", 3, 2) }, "", "", 1},
		{"ratio in one cell", set("E16", "714/727"), "", "", 2},
		{"label changed", set("C10", "Lợi nhuận"), "template_label_changed", "C10", 0},
		{"label wiped out", set("C10", ""), "", "", 1},
		{"status wiped out", set("D6", ""), "template_status_missing", "D6", 0},
		{"status invented", set("D6", "Tạm"), "template_status_wrong", "D6", 0},
		{"day wrong", set("G6", "hôm qua"), "template_day_wrong", "G6", 0},
		{"numerator alone", set("E16", 714), "template_denominator_missing", "F16", 0},
		{"denominator alone", set("F16", 727), "template_denominator_alone", "F16", 0},
		{"divided by zero", set("E16", 714, "F16", 0), "zero_divisor", "F16", 0},
		{"fraction of a worker", set("E12", 1.5), "not_integer", "E12", 0},
		{"words", set("E10", "nhiều"), "not_a_number", "E10", 0},
		{"emptied", set("E10", ""), "template_empty", "", 0},
		{"codes gone", func(f *excelize.File) error { return f.RemoveCol("Báo cáo", "A") }, "template_damaged", "", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sub, err := Read(edited(t, spec, tt.edit), "bieu.xlsx", v)
			if err != nil {
				t.Fatal(err)
			}
			found := slices.ContainsFunc(sub.Findings, func(f Finding) bool {
				return f.Severity == Error && f.Code == tt.finding && f.Cell == tt.cell
			})
			switch {
			case tt.finding == "" && (sub.Refused() || len(sub.Facts) != tt.facts):
				t.Errorf("%d facts, want %d; findings %+v", len(sub.Facts), tt.facts, sub.Findings)
			case tt.finding != "" && !found:
				t.Errorf("no %s at %q; findings %+v", tt.finding, tt.cell, sub.Findings)
			}
		})
	}
}

// TestTemplateIsTheSameTwice: samples and archives compare forms byte by byte.
func TestTemplateIsTheSameTwice(t *testing.T) {
	spec := templateSpec(templateWorld())
	var a, b bytes.Buffer
	if err := WriteTemplate(&a, spec); err != nil {
		t.Fatal(err)
	}
	if err := WriteTemplate(&b, spec); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two writings of one spec differ")
	}
}

func TestTemplateOfAnotherOrganisation(t *testing.T) {
	v := templateWorld()
	spec := templateSpec(v, "revenue")
	spec.Org = "stranger"
	var b bytes.Buffer
	if err := WriteTemplate(&b, spec); err != nil {
		t.Fatal(err)
	}
	sub, err := Read(b.Bytes(), "bieu.xlsx", v)
	if err != nil {
		t.Fatal(err)
	}
	if len(sub.Findings) != 1 || sub.Findings[0].Code != "template_organisation" {
		t.Errorf("findings %+v", sub.Findings)
	}
}

func BenchmarkTemplateWrite(b *testing.B) {
	spec := templateSpec(templateWorld())
	for b.Loop() {
		if err := WriteTemplate(&bytes.Buffer{}, spec); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTemplateRead(b *testing.B) {
	v := templateWorld()
	spec := templateSpec(v)
	spec.Filled = map[string]Known{"revenue": {Value: decimal.NewFromInt(7)}}
	var form bytes.Buffer
	if err := WriteTemplate(&form, spec); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Read(form.Bytes(), "bieu.xlsx", v); err != nil {
			b.Fatal(err)
		}
	}
}
