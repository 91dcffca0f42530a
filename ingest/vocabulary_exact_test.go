package ingest

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
)

// anyText draws what may stand in a cell, formulas and escapes included:
// composed, without blanks around it, as readers take text.
func anyText() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		s := rapid.OneOf(
			rapid.StringN(0, 40, -1),
			rapid.StringMatching(`[=+@'-]?[A-Za-zĐđạệ0-9 ,.%"<>&/()-]{0,30}`),
			rapid.SampledFrom([]string{"", "=1+1", "+84", "-", "@a", "'", "00123", "1e5", "TRUE", "a\nb", "8/17", "#REF!", "&amp;", "x"}),
		).Draw(t, "text")
		s = strings.Map(func(r rune) rune {
			if unicode.IsControl(r) && r != '\n' || r == unicode.ReplacementChar || r >= 0xFFFE || r == 0xFEFF || r >= 0xA1 && r <= 0xBF { // signs that are letters of an old font
				return -1
			}
			return r
		}, strings.ToValidUTF8(s, ""))
		return strings.TrimSpace(norm.NFC.String(s))
	})
}

// anyList draws list entries; the separators cannot be part of one.
func anyList(t *rapid.T, unique string) []string {
	var out []string
	for i := range rapid.IntRange(0, 3).Draw(t, "entries") {
		s := strings.NewReplacer(";", ",", "\n", " ").Replace(anyText().Draw(t, "entry"))
		out = append(out, strings.TrimSpace(s+unique+string(rune('a'+i))))
	}
	return out
}

func optional(t *rapid.T, least, most int64) decimal.NullDecimal {
	if rapid.Bool().Draw(t, "none") {
		return decimal.NullDecimal{}
	}
	places := int32(rapid.IntRange(0, 4).Draw(t, "places"))
	return decimal.NewNullDecimal(decimal.New(rapid.Int64Range(least, most).Draw(t, "bound"), -places))
}

func anyUnit(t *rapid.T, code string) catalog.Unit {
	return catalog.Unit{
		Code: code, NameVI: anyText().Draw(t, "vi") + " " + code + " vi", NameEN: anyText().Draw(t, "en") + " " + code + " en",
		ShortVI: anyText().Draw(t, "short"), ShortEN: anyText().Draw(t, "short"),
		Dimension: rapid.SampledFrom([]string{"vnd", "person", "piece"}).Draw(t, "dimension"),
		Mul:       decimal.New(rapid.Int64Range(1, 999999).Draw(t, "mul"), int32(rapid.IntRange(-4, 12).Draw(t, "exponent"))),
		Div:       rapid.Int64Range(1, 1000).Draw(t, "div"),
		Synonyms:  anyList(t, " "+code+" syn "),
	}
}

func anyIndicator(t *rapid.T, code, unit string) catalog.Indicator {
	return catalog.Indicator{
		Code: code, NameVI: strings.TrimSpace(anyText().Draw(t, "vi") + " " + code + " vi"), NameEN: strings.TrimSpace(anyText().Draw(t, "en") + " " + code + " en"),
		Group:       rapid.SampledFrom([]catalog.Group{catalog.Economy, catalog.Labour, catalog.Party}).Draw(t, "group"),
		Kind:        rapid.SampledFrom([]catalog.Kind{catalog.Flow, catalog.Stock}).Draw(t, "kind"),
		Unit:        unit,
		Direction:   rapid.SampledFrom([]catalog.Direction{catalog.NoDirection, catalog.MoreIsBetter, catalog.LessIsBetter}).Draw(t, "direction"),
		Sensitivity: rapid.SampledFrom([]catalog.Sensitivity{catalog.Public, catalog.Internal, catalog.Restricted}).Draw(t, "sensitivity"),
		Precision:   rapid.IntRange(0, 4).Draw(t, "precision"),
		Min:         optional(t, -1e6, -1), Max: optional(t, 1e6, 1e12),
		WarnMin: optional(t, 0, 10), WarnMax: optional(t, 1e6, 1e8),
		Synonyms: anyList(t, " "+code+" syn "),
		Note:     anyText().Draw(t, "note"),
	}
}

// Every catalogue that holds together comes back as it was written.
func TestAnyCatalogueComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var units []catalog.Unit
		for i := range rapid.IntRange(1, 3).Draw(t, "units") {
			units = append(units, anyUnit(t, "u"+string(rune('a'+i))))
		}
		for i := range units {
			units[i].NameVI, units[i].NameEN = strings.TrimSpace(units[i].NameVI), strings.TrimSpace(units[i].NameEN)
		}
		var indicators []catalog.Indicator
		for i := range rapid.IntRange(1, 4).Draw(t, "indicators") {
			indicators = append(indicators, anyIndicator(t, "i"+string(rune('a'+i)), rapid.SampledFrom(units).Draw(t, "unit").Code))
		}
		want, errs := catalog.New(indicators, units)
		if len(errs) > 0 {
			t.Skip(errs[0]) // two drawn names meet: not a catalogue
		}
		var b bytes.Buffer
		if err := WriteCatalogue(&b, want, rapid.SampledFrom(locale.Langs).Draw(t, "lang")); err != nil {
			t.Fatal(err)
		}
		s, err := Read(b.Bytes(), "x.xlsx", planVocabulary())
		if err != nil || len(s.Findings) > 0 {
			t.Fatalf("%v, findings %+v", err, s.Findings)
		}
		if diff := cmp.Diff(want.Indicators, s.Catalogue.Indicators, sameDecimal, noEmpty); diff != "" {
			t.Fatalf("indicators (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(want.Units, s.Catalogue.Units, sameDecimal, noEmpty); diff != "" {
			t.Fatalf("units (-want +got):\n%s", diff)
		}
	})
}

func TestWritersRefuseWhatWouldNotComeBack(t *testing.T) {
	for name, change := range map[string]func(*catalog.Indicator, *catalog.Unit){
		"separator in a synonym": func(i *catalog.Indicator, _ *catalog.Unit) { i.Synonyms = []string{"doanh thu; lợi nhuận"} },
		"line in a synonym":      func(_ *catalog.Indicator, u *catalog.Unit) { u.Synonyms = []string{"tỷ\nđồng"} },
		"too many digits":        func(_ *catalog.Indicator, u *catalog.Unit) { u.Mul = decimal.RequireFromString("1.2345678901234567") },
	} {
		c := &catalog.Catalogue{
			Indicators: []catalog.Indicator{{Code: "a", Unit: "u"}},
			Units:      []catalog.Unit{{Code: "u", Mul: decimal.NewFromInt(1), Div: 1}},
		}
		change(&c.Indicators[0], &c.Units[0])
		var b bytes.Buffer
		if err := WriteCatalogue(&b, c, locale.VI); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestOrganisationProblemsNameTheirCell damages one cell at a time.
func TestOrganisationProblemsNameTheirCell(t *testing.T) {
	d := func(m time.Month) time.Time { return time.Date(2024, m, 1, 0, 0, 0, 0, time.UTC) }
	register := &catalog.Register{
		Versions: []catalog.OrgVersion{
			{Org: "bloc", NameVI: "Khối", Type: catalog.Bloc},
			{Org: "mid", NameVI: "Cụm giữa", Type: catalog.Committee},
			{Org: "a", NameVI: "Alpha", Type: catalog.Committee, To: d(3)},
			{Org: "a", NameVI: "Alpha mới", Type: catalog.Committee, From: d(3)},
			{Org: "cum", NameVI: "Cụm số 1", Type: catalog.Cluster},
		},
		Edges: []catalog.Edge{
			{Child: "mid", Parent: "bloc", Kind: catalog.PartyLine},
			{Child: "a", Parent: "mid", Kind: catalog.PartyLine},
			{Child: "a", Parent: "cum", Kind: catalog.ClusterEdge, From: d(1), To: d(2)},
		},
		Events:      []catalog.Event{{Code: "e1", Kind: catalog.Rename, Date: d(3), From: []string{"a"}, To: []string{"a"}}},
		Obligations: []catalog.Obligation{{Org: "bloc", Members: true, Indicators: []string{"revenue"}, Every: catalog.Quarter}},
	}
	var whole bytes.Buffer
	if err := WriteOrganisations(&whole, register, locale.VI); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, sheet, cell, text, code string }{ // the cell changed is the one shown
		{"bad code", "Tổ chức", "A5", "Cụm giữa", "vocabulary_rule_form"},
		{"unknown type", "Tổ chức", "E5", "Công ty", "vocabulary_not_word"},
		{"bad date", "Tổ chức", "I7", "31/02/2024", "vocabulary_not_day"},
		{"American date", "Tổ chức", "I7", "02/31/2024", "vocabulary_not_day"},
		{"overlap", "Tổ chức", "I7", "01/02/2024", "vocabulary_rule_overlap"},
		{"no name", "Tổ chức", "B5", "", "vocabulary_cell_empty"},
		{"unknown parent", "Quan hệ", "B5", "nowhere", "vocabulary_rule_unknown"},
		{"circle", "Quan hệ", "B5", "a", "vocabulary_rule_cycle"},
		{"ends before it begins", "Quan hệ", "E6", "01/01/2023", "vocabulary_rule_empty"},
		{"unknown kind", "Quan hệ", "C5", "anh em", "vocabulary_not_word"},
		{"no such event", "Biến động", "B4", "bay hơi", "vocabulary_not_word"},
		{"unknown source", "Biến động", "D4", "nowhere", "vocabulary_rule_unknown"},
		{"unknown indicator", "Nghĩa vụ báo cáo", "C4", "lợi nhuận vàng", "vocabulary_rule_unknown"},
		{"unknown debtor", "Nghĩa vụ báo cáo", "A4", "nowhere", "vocabulary_rule_unknown"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, err := excelize.OpenReader(bytes.NewReader(whole.Bytes()))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			if err := f.SetCellStr(tt.sheet, tt.cell, tt.text); err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if err := f.Write(&b); err != nil {
				t.Fatal(err)
			}
			s, err := Read(b.Bytes(), "x.xlsx", Vocabulary{Catalogue: catalog.Builtin(), Register: &catalog.Register{}})
			if err != nil {
				t.Fatal(err)
			}
			if !s.Refused() {
				t.Error("not refused")
			}
			for _, n := range s.Findings {
				for _, lang := range locale.Langs {
					if text := n.Text(messages(), lang); strings.ContainsAny(text, "{}⟦") {
						t.Errorf("text %q", text)
					}
				}
				if n.Code == tt.code && n.Sheet == tt.sheet && n.Cell == tt.cell {
					return
				}
			}
			t.Errorf("no %s at %s; got %+v", tt.code, tt.cell, s.Findings)
		})
	}
}

// Of two rows that exclude each other the second is shown, twins included.
func TestTwinRowsAreToldApart(t *testing.T) {
	v := catalog.OrgVersion{Org: "a", NameVI: "Alpha", Type: catalog.Committee}
	var b bytes.Buffer
	if err := WriteOrganisations(&b, &catalog.Register{Versions: []catalog.OrgVersion{v, v}}, locale.VI); err != nil {
		t.Fatal(err)
	}
	s, err := Read(b.Bytes(), "x.xlsx", Vocabulary{Catalogue: catalog.Builtin(), Register: &catalog.Register{}})
	if err != nil || len(s.Findings) != 1 || s.Findings[0].Cell != "I5" {
		t.Errorf("%v, findings %+v; want one at I5", err, s.Findings)
	}
}

// A row that stands in no workbook is told by where it would stand, in words
// of the reader's language.
func TestExplainRegister(t *testing.T) {
	r := &catalog.Register{
		Versions: []catalog.OrgVersion{{Org: "a", NameVI: "Alpha", Type: catalog.Committee}, {Org: "cum", NameVI: "Cụm số 1", Type: catalog.Cluster}},
		Edges:    []catalog.Edge{{Child: "a", Parent: "cum", Kind: catalog.PartyLine}},
	}
	problems := r.Validate(catalog.Builtin())
	if len(problems) != 1 {
		t.Fatalf("%d problems", len(problems))
	}
	got := ExplainRegister(problems[0])
	for text, want := range map[string][]string{
		got.Vietnamese(): {"“Loại quan hệ” ở dòng của a (trang “Quan hệ”)", "«Trực thuộc đảng»", "«cum»"},
		got.English():    {"in the row of a (sheet “Relations”)", `"cum"`},
	} {
		for _, part := range want {
			if !strings.Contains(text, part) {
				t.Errorf("%q does not say %q", text, part)
			}
		}
	}
}
