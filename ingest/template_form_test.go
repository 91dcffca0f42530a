package ingest

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
)

// writtenForm opens the form of a spec as a spreadsheet program does.
func writtenForm(t *testing.T, spec TemplateSpec) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := WriteTemplate(&b, spec); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// hiddenCodes returns the indicators of the form from top to bottom.
func hiddenCodes(t *testing.T, f *excelize.File) []string {
	t.Helper()
	rows, err := f.GetRows("Báo cáo")
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, row := range rows[templateHeaderRow:] {
		if len(row) > 0 && row[0] != "" {
			codes = append(codes, row[0])
		}
	}
	return codes
}

func TestTemplateRows(t *testing.T) {
	v := templateWorld()
	for _, tt := range []struct{ name, asked, want string }{
		{"order asked for, by group", "party_members revenue workers", "revenue workers party_members"},
		{"weight comes along", "average_income", "workers average_income"},
		{"average under its weight, after the parts", "workers payroll average_income insured_workers", "workers insured_workers average_income payroll"},
		{"average asked for first", "average_income revenue workers", "revenue workers average_income"},
		{"parts under their whole", "members_official revenue party_members admissions members_probationary",
			"revenue party_members members_official members_probationary admissions"},
		{"part without its whole", "members_official", "members_official"},
	} {
		spec := templateSpec(v, strings.Fields(tt.asked)...)
		if got := strings.Join(hiddenCodes(t, writtenForm(t, spec)), " "); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	for _, asked := range []string{"no_such", "revenue revenue"} {
		if err := WriteTemplate(&bytes.Buffer{}, templateSpec(v, strings.Fields(asked)...)); err == nil {
			t.Errorf("%s: no error", asked)
		}
	}
}

// Every indicator of the catalogue gets exactly one row, whatever stands
// under what.
func TestTemplateHasEveryIndicatorOnce(t *testing.T) {
	v := templateWorld()
	spec := templateSpec(v)
	slices.Reverse(spec.Indicators)
	got := hiddenCodes(t, writtenForm(t, spec))
	want := slices.Sorted(slices.Values(spec.Indicators))
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("rows %v, want %v", got, want)
	}
}

// The rules in the cells are those of the reader: they are computed here for
// what people type, by the formulas that stand in the file.
func TestTemplateRefusesInTheCell(t *testing.T) {
	v := templateWorld()
	f := writtenForm(t, templateSpec(v, "revenue", "profit", "workers", "resolution_study_members"))
	rules, err := f.GetDataValidations("Báo cáo")
	if err != nil {
		t.Fatal(err)
	}
	// Rows: 10 revenue, 11 profit, 13 workers, 15 ratio.
	for _, tt := range []struct {
		cell    string
		value   any
		allowed bool
	}{
		{"E10", 9605.38, true}, {"E10", 0, true}, {"E10", -1, false}, {"E10", "x", true}, {"E10", " X ", true},
		{"E10", "nhiều", false}, {"E10", "9.605,38", false},
		{"E11", -5.5, true}, {"E11", "x", true}, {"E11", "lỗ", false},
		{"E13", 12, true}, {"E13", 12.5, false}, {"E13", -3, false}, {"E13", "x", true}, {"E13", "12 người", false},
		{"E15", 714, true}, {"E15", -1, false}, {"E15", "x", true},
		{"F15", 727, true}, {"F15", 714, true}, {"F15", 713, false}, {"F15", 0, false}, {"F15", "x", false},
	} {
		if err := f.SetCellValue("Báo cáo", "E15", 714); err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellValue("Báo cáo", tt.cell, tt.value); err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(rules, func(dv *excelize.DataValidation) bool { return dv.Sqref == tt.cell })
		if i < 0 {
			t.Fatalf("no rule for %s", tt.cell)
		}
		if err := f.SetCellFormula("Báo cáo", "Z1", "IF("+rules[i].Formula1+`,"yes","no")`); err != nil {
			t.Fatal(err)
		}
		got, err := f.CalcCellValue("Báo cáo", "Z1")
		if err != nil {
			t.Fatalf("%s: %v", rules[i].Formula1, err)
		}
		if (got == "yes") != tt.allowed {
			t.Errorf("%s = %v: %s by %s", tt.cell, tt.value, got, rules[i].Formula1)
		}
	}
	for _, dv := range rules {
		if dv.Error == nil || len([]rune(*dv.Error)) > 255 || len([]rune(*dv.ErrorTitle)) > 32 || len(dv.Formula1) > 255 {
			t.Errorf("%s: longer than a spreadsheet allows, or silent", dv.Sqref)
		}
	}
}

func TestTemplateHidesColumnsWithoutUse(t *testing.T) {
	v := templateWorld()
	for _, tt := range []struct {
		period, indicators string
		den, same          bool // shown
	}{
		{"2024-Q1", "revenue resolution_study_members", true, true},
		{"2024-Q1", "revenue", false, true},
		{"2024", "revenue", false, false},
		{"2024-9M", "revenue", false, false},
		{"2020..2025", "revenue", false, false},
	} {
		spec := templateSpec(v, strings.Fields(tt.indicators)...)
		spec.Period, _ = catalog.ParsePeriod(tt.period)
		spec.CutOff = spec.Period.Last()
		f := writtenForm(t, spec)
		for col, want := range map[string]bool{"A": false, "E": true, "F": tt.den, "G": true, "H": tt.same} {
			if got, err := f.GetColVisible("Báo cáo", col); err != nil || got != want {
				t.Errorf("%s %s: column %s shown: %v, %v", tt.period, tt.indicators, col, got, err)
			}
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		if sub, err := Read(b.Bytes(), "bieu.xlsx", v); err != nil || sub.Period != spec.Period || len(sub.Findings) != 1 || sub.Findings[0].Code != string(codeTemplateEmpty) {
			t.Errorf("%s: read as %s, findings %+v, %v", tt.period, sub.Period, sub.Findings, err)
		}
	}
}

// What comes from names and catalogues is text, whatever it begins with, and
// only the cells to fill in are unlocked.
func TestTemplateIsSafe(t *testing.T) {
	v := templateWorld()
	spec := templateSpec(v, "revenue", "resolution_study_members")
	spec.Name, spec.Superior = "=HYPERLINK(1)", "@SUM(1+1)"
	spec.Filled = map[string]Known{"revenue": {NotApplicable: true}}
	f := writtenForm(t, spec)
	unlocked := map[string]bool{}
	for row := 1; row <= 30; row++ {
		for _, col := range "ABCDEFGHI" {
			cell := string(col) + strconv.Itoa(row)
			if formula, err := f.GetCellFormula("Báo cáo", cell); err != nil || formula != "" {
				t.Errorf("%s holds formula %q, %v", cell, formula, err)
			}
			id, err := f.GetCellStyle("Báo cáo", cell)
			if err != nil {
				t.Fatal(err)
			}
			style, err := f.GetStyle(id)
			if err != nil {
				t.Fatal(err)
			}
			if style.Protection != nil && !style.Protection.Locked {
				unlocked[cell] = true
			}
		}
	}
	for _, cell := range []string{"D6", "G6", "E10", "I10", "E12", "F12", "I12"} {
		if !unlocked[cell] {
			t.Errorf("%s is locked", cell)
		}
		delete(unlocked, cell)
	}
	if len(unlocked) > 0 {
		t.Errorf("unlocked besides: %v", unlocked)
	}
	if visible, err := f.GetSheetVisible(identitySheet); err != nil || visible {
		t.Error("the identification is visible")
	}
}

// A form outlives a change of the catalogue only where the figure means the same.
func TestTemplateAfterTheCatalogueChanged(t *testing.T) {
	v := templateWorld()
	spec := templateSpec(v, "workers_average")
	spec.Filled = map[string]Known{"workers_average": {Value: decimal.NewFromInt(12)}}
	var b bytes.Buffer
	if err := WriteTemplate(&b, spec); err != nil {
		t.Fatal(err)
	}
	change := func(edit func(*catalog.Indicator)) Vocabulary {
		indicators := slices.Clone(v.Catalogue.Indicators)
		for i := range indicators {
			if indicators[i].Code == "workers_average" {
				edit(&indicators[i])
			}
		}
		c, errs := catalog.New(indicators, v.Catalogue.Units)
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		return Vocabulary{Catalogue: c, Register: v.Register}
	}
	for _, tt := range []struct {
		name string
		edit func(*catalog.Indicator)
		code code // "" for accepted
	}{
		{"another unit", func(i *catalog.Indicator) { i.Unit = "thousand_people" }, ""},
		{"another name", func(i *catalog.Indicator) { i.NameVI, i.Synonyms = "Số lao động làm việc bình quân", nil }, codeTemplateLabelReworded},
		{"another kind", func(i *catalog.Indicator) { i.Kind = catalog.Flow }, codeTemplateKindChanged},
	} {
		sub, err := Read(b.Bytes(), "bieu.xlsx", change(tt.edit))
		if err != nil {
			t.Fatal(err)
		}
		refused := tt.code == codeTemplateKindChanged
		switch {
		case sub.Refused() != refused:
			t.Errorf("%s: findings %+v", tt.name, sub.Findings)
		case !refused && (len(sub.Facts) != 1 || !sub.Facts[0].Num.Equal(decimal.NewFromInt(12))):
			t.Errorf("%s: facts %+v", tt.name, sub.Facts)
		case tt.code == "" && len(sub.Findings) > 0, tt.code != "" && (len(sub.Findings) != 1 || sub.Findings[0].Code != string(tt.code)):
			t.Errorf("%s: findings %+v", tt.name, sub.Findings)
		}
	}
}

// Nobody meets a word of the other language on a form.
func TestTemplateSpeaksOneLanguage(t *testing.T) {
	v := templateWorld()
	spec := templateSpec(v, "revenue", "average_income", "resolution_study_members")
	spec.Lang = locale.EN
	spec.Name, spec.Superior = "Unit 01", "Demo Bloc"
	f := writtenForm(t, spec)
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for _, text := range row {
				if strings.ContainsAny(strings.ToLower(text), "ạảãàáâậầấẩẫăắằặẳẵđẹẻẽèéêệềếểễịỉĩìíọỏõòóôộồốổỗơợờớởỡụủũùúưựừứửữỵỷỹỳý") {
					t.Errorf("%s: %q", sheet, text)
				}
			}
		}
	}
}
