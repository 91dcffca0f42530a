package catalog

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"unicode"

	"github.com/shopspring/decimal"
	"golang.org/x/text/unicode/norm"
)

// The codes are a contract with every workbook, query and slide already made:
// an indicator may be added, never renamed.
func TestBuiltinKeepsItsCodesAndUnits(t *testing.T) {
	c := Builtin()
	for code, unit := range map[string]string{
		"revenue": "tỷ đồng", "industrial_output": "tỷ đồng", "budget_paid": "tỷ đồng",
		"social_insurance_paid": "tỷ đồng", "welfare_spending": "tỷ đồng", "disbursement": "tỷ đồng",
		"registered_capital": "tỷ đồng", "export_turnover": "triệu USD",
		"average_income": "triệu đồng/người/tháng", "workers": "người",
		"investor_visits": "lượt", "projects_active": "dự án", "projects_operating": "dự án",
		"projects_under_construction": "dự án", "projects_in_procedure": "dự án",
		"projects_domestic": "dự án", "projects_foreign": "dự án",
		"party_organisations": "tổ chức", "party_committees": "đảng bộ", "grassroots_cells": "chi bộ",
		"subordinate_cells": "chi bộ", "new_organisations": "tổ chức", "party_members": "đảng viên",
		"admissions": "đảng viên", "admission_proposals": "người", "awareness_class": "người",
		"official_transfers": "đảng viên", "transfers_out": "đảng viên", "badges_30": "đảng viên",
		"inspections_supervision": "cuộc", "thematic_meetings": "cuộc", "meeting_attendance": "%",
		"resolution_study_cells": "%", "resolution_study_members": "%", "cultural_standard": "%",
		"model_enterprises": "đơn vị", "culture_registrations": "đơn vị",
		"commendations_collective": "tập thể", "commendations_individual": "cá nhân",
		"mass_mobilisation_models": "mô hình", "documents_issued": "văn bản",
	} {
		ind, ok := c.Indicator(code)
		if !ok {
			t.Errorf("no indicator %q", code)
			continue
		}
		if u, _ := c.Unit(ind.Unit); u.NameVI != unit {
			t.Errorf("%s is shown in %q, want %q", code, u.NameVI, unit)
		}
	}
}

func TestBuiltinTextsAreComposedAndTrimmed(t *testing.T) {
	check := func(code string, texts ...string) {
		for _, s := range texts {
			if !norm.NFC.IsNormalString(s) {
				t.Errorf("%s: %q is not NFC", code, s)
			}
			if s != "" && (unicode.IsSpace(rune(s[0])) || unicode.IsSpace(rune(s[len(s)-1]))) {
				t.Errorf("%s: %q has spaces around it", code, s)
			}
		}
	}
	c := Builtin()
	for _, ind := range c.Indicators {
		check(ind.Code, append([]string{ind.NameVI, ind.NameEN, ind.Note}, ind.Synonyms...)...)
	}
	for _, u := range c.Units {
		check(u.Code, append([]string{u.NameVI, u.NameEN, u.ShortVI, u.ShortEN}, u.Synonyms...)...)
	}
	order := []Group{Economy, Labour, Party}
	if !slices.IsSortedFunc(c.Indicators, func(a, b Indicator) int {
		return slices.Index(order, a.Group) - slices.Index(order, b.Group)
	}) {
		t.Error("indicators are not in the order of their groups")
	}
}

func TestMatch(t *testing.T) {
	c := Builtin()
	for text, want := range map[string]string{
		"Doanh thu":                  "revenue",
		"TỔNG DOANH THU":             "revenue",
		"Doanh thu SXKD":             "revenue",
		"revenue":                    "revenue",
		"Revenue":                    "revenue",
		"Nộp NSNN":                   "budget_paid",
		"Thuế và các khoản phải nộp": "budget_paid",
		"Nộp BHXH, BHYT, BHTN":       "social_insurance_paid",
		"BHXH":                       "social_insurance_paid",
		"TNBQ":                       "average_income",
		"Thu nhập bình quân":         "average_income",
		"Kiểm tra, giám sát:":        "inspections_supervision",
		"Kiểm tra - giám sát":        "inspections_supervision",
		"Kiểm tra":                   "inspections",
		"Ðảng viên":                  "party_members",
		"  đảng   viên dự bị ":       "members_probationary",
		"Kết nạp":                    "admissions",
		"Đề nghị kết nạp":            "admission_proposals",
		"Doanh nghiệp văn hoá":       "cultural_standard",
		"Huy hiệu 30 năm tuổi Đảng":  "badges_30",
		"Tỉ lệ nợ xấu":               "bad_debt_ratio",
		"TCCSĐ":                      "party_organisations",
		norm.NFD.String("Lao động"):  "workers",
		"Kết nạp ĐV mới":             "admissions",
		"KN đảng viên mới":           "admissions",
		"Tổng DT SX-KD":              "revenue",
		"LĐ BQ":                      "workers_average",
		"TNBQ của NLĐ":               "average_income",
		"KT, GS chuyên đề":           "inspections_supervision",
		"CBCNLĐ":                     "workers",
		"Cán bộ nhân viên":           "workers",
	} {
		if got, ok := c.Match(text); !ok || got.Code != want {
			t.Errorf("Match(%q) = %q, %t; want %q", text, got.Code, ok, want)
		}
	}
	for _, text := range []string{"", " ", "-", "Tổng cộng", "Doanh thu Thanh Hóa", "Huy hiệu 35 năm", "BHYT", "BHTN", "ĐT", "TN", "QC", "ĐT TN"} {
		if got, ok := c.Match(text); ok {
			t.Errorf("Match(%q) = %q, want none", text, got.Code)
		}
	}
}

// What two indicators are called once their abbreviations are spelled out names
// neither.
func TestMatchOfSeveralSpelledOut(t *testing.T) {
	one := Indicator{Code: "one", NameVI: "Số ĐV mới", NameEN: "One", Group: Party, Kind: Stock, Unit: "person", Sensitivity: Public}
	two := one
	two.Code, two.NameVI, two.NameEN, two.Synonyms = "two", "Hai", "Two", []string{"số đảng viên mới", "lđ khác"}
	c, errs := New([]Indicator{one, two}, Builtin().Units)
	if errs != nil {
		t.Fatal(errs)
	}
	for text, want := range map[string]string{"số ĐV mới": "one", "Số đảng viên mới": "two", "lao động khác": "two"} {
		if got, _ := c.Match(text); got.Code != want {
			t.Errorf("Match(%q) = %q, want %q", text, got.Code, want)
		}
	}
	one.Synonyms, two.Synonyms = []string{"vốn ĐT mới"}, []string{"vốn đầu tư mới"}
	one.NameVI = "Một"
	if c, errs = New([]Indicator{one, two}, Builtin().Units); errs != nil {
		t.Fatal(errs)
	}
	if got, ok := c.Match("VỐN đt Mới"); !ok || got.Code != "one" {
		t.Errorf("as written: %q", got.Code)
	}
	one.Synonyms, two.Synonyms = []string{"ĐV LĐ mới"}, []string{"đảng viên LĐ mới"}
	if c, errs = New([]Indicator{one, two}, Builtin().Units); errs != nil {
		t.Fatal(errs)
	}
	if got, ok := c.Match("đảng viên lao động mới"); ok {
		t.Errorf("of two: %q", got.Code)
	}
}

func TestUnitOf(t *testing.T) {
	c := Builtin()
	for text, want := range map[string]string{
		"tỷ đồng": "billion_vnd", "Tỉ đồng": "billion_vnd", "tỷ": "billion_vnd", "TỶ ĐỒNG": "billion_vnd",
		"(tr.đ)": "million_vnd", "Tr.đồng": "million_vnd", "triệu đồng": "million_vnd", "trđ": "million_vnd",
		"ĐVT: triệu đồng": "million_vnd", "Đơn vị tính: Triệu đồng": "million_vnd",
		"đv: triệu đồng": "million_vnd", "(Đơn vị: tr.đ)": "million_vnd", "Đ.V.T: tỷ": "billion_vnd", "tính bằng tỷ đồng": "billion_vnd",
		"1.000 đồng": "thousand_vnd", "ngàn đồng": "thousand_vnd", "đ": "vnd", "đồng": "vnd",
		"nghìn tỷ": "trillion_vnd", "triệu tỷ đồng": "quadrillion_vnd",
		"Tr.USD": "million_usd", "triệu USD": "million_usd", "1.000 USD": "thousand_usd", "USD": "usd", "tỉ USD": "billion_usd",
		"triệu đồng/người/tháng": "million_vnd_per_person_month",
		"triệu đ/người/tháng":    "million_vnd_per_person_month",
		"trđ/ng/th":              "million_vnd_per_person_month",
		"tr.đ / người / tháng":   "million_vnd_per_person_month",
		"(triệu/lao động/tháng)": "million_vnd_per_person_month",
		"đv: trđ/tháng/người":    "million_vnd_per_person_month",
		"triệu đồng/tháng":       "million_vnd_per_person_month",
		"đồng/người/năm":         "vnd_per_person_year",
		"triệu đồng/người/quý":   "million_vnd_per_person_quarter",
		"nghìn đồng/ng/tháng":    "thousand_vnd_per_person_month",
		"người":                  "person", "Lao động": "person", "ngàn người": "thousand_people",
		"%": "percent", "(%)": "percent", "tổ chức": "organisation", "TCCSĐ": "organisation",
		"chi bộ": "party_cell", "đơn vị": "entity", "cuộc": "meeting", "tấn": "tonne", "triệu tấn": "million_tonnes",
	} {
		if got, ok := c.UnitOf(text); !ok || got.Code != want {
			t.Errorf("UnitOf(%q) = %q, %t; want %q", text, got.Code, ok, want)
		}
	}
	for _, text := range []string{"", "/", "ĐVT:", "đồng/", "tỷ đồng/người", "doanh thu", "triệu đồng/quý", "đơn vị sự nghiệp"} {
		if got, ok := c.UnitOf(text); ok {
			t.Errorf("UnitOf(%q) = %q, want none", text, got.Code)
		}
	}
}

func TestNewNamesEveryDefect(t *testing.T) {
	one := decimal.NewFromInt(1)
	bound := func(n int64) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.NewFromInt(n)) }
	units := []Unit{
		{Code: "piece", NameVI: "cái", NameEN: "piece", Dimension: "piece", Mul: one, Div: 1},
		{Code: "pct", NameVI: "%", NameEN: "%", Dimension: DimensionRatio, Mul: one, Div: 100},
		{Code: "metre", NameVI: "mét", NameEN: "metre", Dimension: "length", Mul: one, Div: 1},
	}
	good := func(code string) Indicator {
		return Indicator{Code: code, NameVI: "tên " + code, NameEN: "name " + code,
			Group: Party, Kind: Stock, Unit: "piece", Sensitivity: Public}
	}
	with := func(code string, edit func(*Indicator)) Indicator {
		ind := good(code)
		edit(&ind)
		return ind
	}
	for name, tt := range map[string]struct {
		indicators []Indicator
		units      []Unit
		want       []string // code field rule
	}{
		"nothing":          {indicators: []Indicator{good("a"), good("b")}},
		"empty code":       {indicators: []Indicator{with("", func(*Indicator) {})}, want: []string{" code missing"}},
		"bad code":         {indicators: []Indicator{good("Doanh thu")}, want: []string{"Doanh thu code form"}},
		"duplicate":        {indicators: []Indicator{good("a"), with("a", func(i *Indicator) { i.NameVI, i.NameEN = "x", "y" })}, want: []string{"a code duplicate"}},
		"unknown unit":     {indicators: []Indicator{with("a", func(i *Indicator) { i.Unit = "mile" })}, want: []string{"a unit unknown"}},
		"unknown kind":     {indicators: []Indicator{with("a", func(i *Indicator) { i.Kind = "sum" })}, want: []string{"a kind unknown"}},
		"ratio in pieces":  {indicators: []Indicator{with("a", func(i *Indicator) { i.Kind = Ratio })}, want: []string{"a unit mismatch"}},
		"flow in percent":  {indicators: []Indicator{with("a", func(i *Indicator) { i.Unit = "pct" })}, want: []string{"a unit mismatch"}},
		"no weight":        {indicators: []Indicator{with("a", func(i *Indicator) { i.Kind = Average })}, want: []string{"a weight missing"}},
		"unknown weight":   {indicators: []Indicator{with("a", func(i *Indicator) { i.Kind, i.Weight = Average, "z" })}, want: []string{"a weight unknown"}},
		"unwanted weight":  {indicators: []Indicator{good("b"), with("a", func(i *Indicator) { i.Weight = "b" })}, want: []string{"a weight unwanted"}},
		"flow as weight":   {indicators: []Indicator{with("b", func(i *Indicator) { i.Kind = Flow }), with("a", func(i *Indicator) { i.Kind, i.Weight = Average, "b" })}, want: []string{"a weight mismatch"}},
		"shared synonym":   {indicators: []Indicator{good("a"), with("b", func(i *Indicator) { i.Synonyms = []string{"Tên, A"} })}, want: []string{"b synonyms shared_text"}},
		"fraction counts":  {indicators: []Indicator{with("a", func(i *Indicator) { i.Integer, i.Precision = true, 2 })}, want: []string{"a precision form"}},
		"bounds crossed":   {indicators: []Indicator{with("a", func(i *Indicator) { i.Min, i.Max = bound(5), bound(4) })}, want: []string{"a min bounds"}},
		"warning too high": {indicators: []Indicator{with("a", func(i *Indicator) { i.Max, i.WarnMin = bound(5), bound(6) })}, want: []string{"a warn_min bounds"}},
		"unknown part":     {indicators: []Indicator{with("a", func(i *Indicator) { i.Part = "z" })}, want: []string{"a part unknown"}},
		"part of itself":   {indicators: []Indicator{with("a", func(i *Indicator) { i.Part = "a" })}, want: []string{"a part cycle"}},
		"parts in a ring": {indicators: []Indicator{with("a", func(i *Indicator) { i.Part = "b" }), with("b", func(i *Indicator) { i.Part = "a" }),
			with("c", func(i *Indicator) { i.Part = "a" })}, want: []string{"a part cycle", "b part cycle"}},
		"part of another kind": {indicators: []Indicator{good("a"), with("b", func(i *Indicator) { i.Part, i.Kind = "a", Flow })}, want: []string{"b part mismatch"}},
		"part in other unit":   {indicators: []Indicator{good("a"), with("b", func(i *Indicator) { i.Part, i.Unit = "a", "metre" })}, want: []string{"b part mismatch"}},
		"bad unit": {units: []Unit{{Code: "x", NameVI: "một cái", NameEN: "x", Dimension: "", Mul: decimal.Zero, Div: 0, Synonyms: []string{"c.ái"}}},
			want: []string{"x dimension missing", "x mul form", "x div form", "x synonyms shared_text"}},
	} {
		t.Run(name, func(t *testing.T) {
			c, errs := New(tt.indicators, append(slices.Clone(units), tt.units...))
			var got []string
			for _, err := range errs {
				var e *EntryError
				if !errors.As(err, &e) {
					t.Fatalf("%v is not an *EntryError", err)
				}
				got = append(got, fmt.Sprintf("%s %s %s", e.Code, e.Field, e.Rule))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("New reports %q, want %q", got, tt.want)
			}
			if (c == nil) != (len(errs) > 0) {
				t.Errorf("New returns a catalogue %t with %d defects", c != nil, len(errs))
			}
		})
	}
}

// Any text at all may stand in a header: looking it up never fails, and what
// is found is found again under its own name.
func FuzzLookups(f *testing.F) {
	for _, s := range []string{"Doanh thu", "ĐVT: tr.đ/ng/th", "(%)", "/", "Cty CP", "\xff", "đ\u0323", "$"} {
		f.Add(s)
	}
	c := Builtin()
	r := bloc()
	f.Fuzz(func(t *testing.T, text string) {
		if u, ok := c.UnitOf(text); ok {
			if again, ok := c.UnitOf(u.NameVI); !ok || again.Code != u.Code {
				t.Errorf("%q is %s, whose name is %q", text, u.Code, again.Code)
			}
		}
		if ind, ok := c.Match(text); ok {
			if again, ok := c.Match(ind.NameVI); !ok || again.Code != ind.Code {
				t.Errorf("%q is %s, whose name is %q", text, ind.Code, again.Code)
			}
		}
		if v, ok := r.Find(text, date("2024-03-30")); ok && v.Org == "" {
			t.Errorf("%q finds nobody", text)
		}
	})
}
