package ingest

import (
	"bytes"
	"cmp"
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
			{Org: "neighbour", From: from, NameVI: "Đảng bộ Đơn vị 02", Type: catalog.Committee},
		},
		Edges: []catalog.Edge{
			{Child: "unit", Parent: "bloc", Kind: catalog.PartyLine, From: from},
			{Child: "neighbour", Parent: "bloc", Kind: catalog.PartyLine, From: from},
		},
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
		if ok && !weight.NotApplicable {
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
	f := writtenForm(t, spec)
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
		{"unit unreadable", set("D10", "bó"), "unit_unknown", "D10", 0},
		{"unit wiped out", set("D10", ""), "unit_unknown", "D10", 0},
		{"unit of another dimension", set("D10", "người"), "unit_mismatch", "E10", 0},
		{"figure beside a figure", set("F10", 3), "ratio_unexpected", "F10", 0},
		{"numerator as text", set("E16", "25", "F16", 50), "", "", 2},
		{"denominator as text", set("E16", 25, "F16", "50"), "", "", 2},
		{"both as text", set("E16", "1.025", "F16", "2.050"), "", "", 2},
		{"x over a number", set("E16", "x", "F16", 727), "not_a_number", "E16", 0},
		{"percentage over a number", set("E16", "98 %", "F16", 727), "not_a_number", "E16", 0},
		{"negative denominator", set("E16", 5, "F16", -7), "not_a_number", "F16", 0},
		{"more than all", set("E16", 728, "F16", 727), "out_of_bounds", "E16", 0},
		{"formula never computed", func(f *excelize.File) error { return f.SetCellFormula("Báo cáo", "E12", "1+1") }, "formula_not_computed", "E12", 0},
		{"form of last quarter", set("B4", "BÁO CÁO SỐ LIỆU QUÝ II/2024"), "template_other_period", "B4", 0},
		{"heading of another quarter", set("E8", "Thực hiện quý II/2024"), "template_other_period", "E8", 0},
		{"column inserted", func(f *excelize.File) error { return f.InsertCols("Báo cáo", "D", 1) }, "template_heading", "E8", 0},
		{"form of a neighbour", set("B2", "Đảng bộ Đơn vị 02"), "template_other_organisation", "B2", 0},
		{"form of a stranger", set("B2", "Công ty TNHH Khác"), "template_other_organisation", "B2", 0},
		{"day of another year", set("G6", "30/03/2042"), "template_day_far", "G6", 0},
		{"figure over two rows", func(f *excelize.File) error { return f.MergeCell("Báo cáo", "E12", "E13") }, "", "", 1},
		{"figure merged over two rows", func(f *excelize.File) error { return f.MergeCell("Báo cáo", "E10", "E11") }, "merged_figure", "E10", 0},
		{"numerator alone", set("E16", 714), "template_denominator_missing", "F16", 0},
		{"denominator alone", set("F16", 727), "template_denominator_alone", "F16", 0},
		{"divided by zero", set("E16", 714, "F16", 0), "zero_divisor", "F16", 0},
		{"fraction of a worker", set("E12", 1.5), "not_integer", "E12", 0},
		{"words", set("E10", "nhiều"), "not_a_number", "E10", 0},
		{"emptied", set("E10", ""), "template_empty", "", 0},
		{"identification gone", func(f *excelize.File) error {
			if err := f.DeleteSheet(identitySheet); err != nil {
				return err
			}
			for _, key := range []string{keyKind, keyOrg, keyPeriod, keyVersion} {
				if err := f.SetCustomProps(excelize.CustomProperty{Name: identityPrefix + key}); err != nil {
					return err
				}
			}
			return nil
		}, "template_identity", "", 0},
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

// TestTemplateWarnings: what is odd but clear is taken, and said.
func TestTemplateWarnings(t *testing.T) {
	v := templateWorld()
	spec := templateSpec(v, "revenue", "resolution_study_members")
	spec.Filled = map[string]Known{"revenue": {Value: decimal.NewFromInt(7)}}
	spec.Last = map[string]Known{"revenue": {Value: decimal.RequireFromString("6.125")}}
	set := func(sheet, cell string, value any) func(*excelize.File) error {
		return func(f *excelize.File) error {
			if _, err := f.NewSheet(sheet); err != nil {
				return err
			}
			return f.SetCellValue(sheet, cell, value)
		}
	}
	for _, tt := range []struct {
		name, file string
		edit       func(*excelize.File) error
		code       code
		sheet      string
		cell       string
		facts      int
	}{
		{"label reworded", "", set("Báo cáo", "C10", "Tổng thu bán hàng"), codeTemplateLabelReworded, "Báo cáo", "C10", 1},
		{"figure in a new row", "", set("Báo cáo", "E40", 12), codeRowUnnamed, "Báo cáo", "E40", 1},
		{"figure in a grey column", "", set("Báo cáo", "G12", 3), codeTemplateMisplaced, "Báo cáo", "G12", 1},
		{"figure among the remarks", "", set("Báo cáo", "I12", "9"), codeTemplateMisplaced, "Báo cáo", "I12", 1},
		{"bare percentage", "", set("Báo cáo", "E12", "98,2 %"), codeBarePercentage, "Báo cáo", "E12", 2},
		{"figures elsewhere", "", set("Phụ lục", "B2", 5), codeTemplateSheet, "Phụ lục", "", 1},
		{"text elsewhere", "", set("Phụ lục", "B2", "Kính gửi"), "", "", "", 1},
		{"file named for when it was sent", "Biểu gửi tháng 4-2024.xlsx", set("Báo cáo", "C10", "Doanh thu"), codePeriodFileName, "Báo cáo", "", 1},
		{"file named for a receiver", "gui neighbour-2024-Q1.xlsx", set("Báo cáo", "C10", "Doanh thu"), codeSenderFileName, "Báo cáo", "", 1},
		{"file named for the unit", "Đảng bộ Đơn vị 01 (2).xlsx", set("Báo cáo", "C10", "Doanh thu"), "", "", "", 1},
		{"file named for the year", "Biểu năm 2024.xlsx", set("Báo cáo", "C10", "Doanh thu"), "", "", "", 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sub, err := Read(edited(t, spec, tt.edit), cmp.Or(tt.file, "bieu.xlsx"), v)
			if err != nil {
				t.Fatal(err)
			}
			if sub.Refused() || len(sub.Facts) != tt.facts {
				t.Errorf("%d facts, want %d; findings %+v", len(sub.Facts), tt.facts, sub.Findings)
			}
			var said []Finding
			for _, f := range sub.Findings {
				if f.Severity == Warning {
					said = append(said, f)
				}
			}
			switch {
			case tt.code == "" && len(said) > 0:
				t.Errorf("findings %+v", said)
			case tt.code != "" && (len(said) != 1 || said[0].Code != string(tt.code) || said[0].Sheet != tt.sheet || said[0].Cell != tt.cell):
				t.Errorf("findings %+v, want %s at %s %s", said, tt.code, tt.sheet, tt.cell)
			}
		})
	}
}

// TestTemplateThatContradictsItself: a form called after or saying something
// else than it was made for waits, and is read as somebody has told.
func TestTemplateThatContradictsItself(t *testing.T) {
	v := templateWorld()
	spec := templateSpec(v, "revenue")
	spec.Filled = map[string]Known{"revenue": {Value: decimal.NewFromInt(7)}}
	for _, tt := range []struct{ name, file, cell, value, want string }{
		{"file of another period", "Biểu quý II-2024.xlsx", "", "", "period_file_disagrees identification:2024-Q1 file_name:2024-Q2"},
		{"file of a neighbour", "neighbour-2024-Q1.xlsx", "", "", "sender_file_disagrees identification:unit file_name:neighbour"},
		{"title of another period", "a.xlsx", "B4", "BÁO CÁO SỐ LIỆU QUÝ II/2024", "template_other_period identification:2024-Q1 title:2024-Q2"},
		{"heading of another period", "a.xlsx", "E8", "Thực hiện quý II/2024", "template_other_period identification:2024-Q1 title:2024-Q2"},
		{"name of a neighbour", "a.xlsx", "B2", "Đảng bộ Đơn vị 02", "template_other_organisation identification:unit title:neighbour"},
		{"title and file", "quy 2 2024.xlsx", "B4", "BÁO CÁO SỐ LIỆU QUÝ II/2024", "template_other_period identification:2024-Q1 title:2024-Q2"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			data := edited(t, spec, func(f *excelize.File) error {
				if tt.cell == "" {
					return nil
				}
				return f.SetCellValue("Báo cáo", tt.cell, tt.value)
			})
			sub, err := Read(data, tt.file, v)
			if err != nil || disputed(sub) != tt.want || !sub.Waits() {
				t.Fatalf("got %s\nwant %s; %v, %v", disputed(sub), tt.want, codesAt(sub), err)
			}
			for _, c := range sub.Questions[0].Candidates {
				m := answer(sub.Questions[0], c.Target)
				v := v
				v.Mappings = Mappings{m.Scope: {m}}
				told, err := Read(data, tt.file, v)
				if err != nil || told.Refused() || len(told.Facts) != 1 {
					t.Fatalf("answered %s: %v, %v", c.Target, codesAt(told), err)
				}
				fact := told.Facts[0]
				if told.Org != c.Target && told.Period.Code() != c.Target || fact.Org != told.Org || fact.Period != told.Period || told.To != told.Period.Last() {
					t.Errorf("answered %s: %s of %s", c.Target, told.Org, told.Period)
				}
			}
		})
	}
}

// TestTemplateKeepsItsUnit: a unit printed on the form, or corrected there by
// hand, is the one the figure is read in, whatever the catalogue says now.
func TestTemplateKeepsItsUnit(t *testing.T) {
	v := templateWorld()
	spec := templateSpec(v, "revenue")
	spec.Filled = map[string]Known{"revenue": {Value: decimal.NewFromInt(250)}}
	sub, err := Read(edited(t, spec, func(f *excelize.File) error { return f.SetCellStr("Báo cáo", "D10", "triệu đồng") }), "bieu.xlsx", v)
	if err != nil || len(sub.Facts) != 1 {
		t.Fatalf("%v, findings %+v", err, sub.Findings)
	}
	if got := sub.Facts[0]; !got.Num.Equal(decimal.New(250, 6)) || got.Unit != "million_vnd" {
		t.Errorf("read %s from %s", got.Num, got.Unit)
	}
}

// TestTemplateRatioOfTwoCells: the two cells are one fraction, however typed.
func TestTemplateRatioOfTwoCells(t *testing.T) {
	v := templateWorld()
	spec := templateSpec(v, "resolution_study_members")
	for _, pair := range [][2]any{{25, 50}, {"25", 50}, {25, "50"}, {"25", "50"}, {"25/50", nil}} {
		sub, err := Read(edited(t, spec, func(f *excelize.File) error {
			if err := f.SetCellValue("Báo cáo", "E10", pair[0]); err != nil {
				return err
			}
			return f.SetCellValue("Báo cáo", "F10", pair[1])
		}), "bieu.xlsx", v)
		if err != nil || len(sub.Facts) != 1 {
			t.Fatalf("%v: %v, findings %+v", pair, err, sub.Findings)
		}
		if f := sub.Facts[0]; f.Bare || f.Num.String() != "25" || f.Den.Decimal.String() != "50" {
			t.Errorf("%v: %s/%s, bare %v", pair, f.Num, f.Den.Decimal, f.Bare)
		}
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
