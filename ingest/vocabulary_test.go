package ingest

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/ingest/sheet"
)

var sameDecimal = cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) })

// noEmpty treats a nil list and an empty one as the same: a cell cannot tell.
var noEmpty = cmpopts.EquateEmpty()

func openBook(t testing.TB, data []byte) *sheet.Book {
	t.Helper()
	book, err := sheet.Open(data, "x.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func TestCatalogueRoundTrip(t *testing.T) {
	want := catalog.Builtin()
	for _, lang := range locale.Langs {
		var b bytes.Buffer
		if err := WriteCatalogue(&b, want, lang); err != nil {
			t.Fatal(err)
		}
		var notes findings
		got := readCatalogue(openBook(t, b.Bytes()), &notes)
		if len(notes.list) > 0 {
			t.Fatalf("%s: findings %+v", lang, notes.list[0])
		}
		if diff := cmp.Diff(want.Indicators, got.Indicators, sameDecimal, noEmpty); diff != "" {
			t.Errorf("%s: indicators (-want +got):\n%s", lang, diff)
		}
		if diff := cmp.Diff(want.Units, got.Units, sameDecimal, noEmpty); diff != "" {
			t.Errorf("%s: units (-want +got):\n%s", lang, diff)
		}
		var again bytes.Buffer
		if err := WriteCatalogue(&again, want, lang); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(b.Bytes(), again.Bytes()) {
			t.Errorf("%s: two writings differ", lang)
		}
	}
}

// TestCatalogueProblemsNameTheirCell damages one cell at a time.
func TestCatalogueProblemsNameTheirCell(t *testing.T) {
	var b bytes.Buffer
	if err := WriteCatalogue(&b, catalog.Builtin(), locale.VI); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ sheet, cell, value, code string }{
		{"Chỉ tiêu", "A5", "revenue", "vocabulary_rule_duplicate"},
		{"Chỉ tiêu", "B4", "", "vocabulary_cell_empty"},
		{"Chỉ tiêu", "E4", "Lung tung", "vocabulary_not_word"},
		{"Chỉ tiêu", "F4", "no_such_unit", "vocabulary_rule_unknown"},
		{"Chỉ tiêu", "L4", "không", "vocabulary_not_number"},
		{"Chỉ tiêu", "F4", "percent", "vocabulary_rule_mismatch_unit"},
		{"Chỉ tiêu", "G%average_income%", "revenue", "vocabulary_rule_mismatch_weight"},
		{"Chỉ tiêu", "P%insured_workers%", "revenue", "vocabulary_rule_mismatch_part"},
		{"Đơn vị tính", "G4", "một tỷ", "vocabulary_not_number"},
	} {
		t.Run(tt.code+" "+tt.cell, func(t *testing.T) {
			f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			if column, code, ok := strings.Cut(strings.TrimSuffix(tt.cell, "%"), "%"); ok {
				row := slices.IndexFunc(catalog.Builtin().Indicators, func(i catalog.Indicator) bool { return i.Code == code })
				tt.cell = fmt.Sprint(column, 4+row)
			}
			if err := f.SetCellStr(tt.sheet, tt.cell, tt.value); err != nil {
				t.Fatal(err)
			}
			var damaged bytes.Buffer
			if err := f.Write(&damaged); err != nil {
				t.Fatal(err)
			}
			var notes findings
			readCatalogue(openBook(t, damaged.Bytes()), &notes)
			for _, n := range notes.list {
				if n.Code == tt.code && n.Sheet == tt.sheet && n.Cell == tt.cell {
					if text := n.Text(messages(), locale.VI); bytes.ContainsAny([]byte(text), "{}") {
						t.Errorf("text has an unfilled argument: %s", text)
					}
					return
				}
			}
			t.Errorf("no %s at %s; got %+v", tt.code, tt.cell, notes.list)
		})
	}
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func TestOrganisationsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := anyRegister(t)
		want.Whole = rapid.Bool().Draw(t, "whole")
		var b bytes.Buffer
		if err := WriteOrganisations(&b, want, rapid.SampledFrom(locale.Langs).Draw(t, "lang")); err != nil {
			t.Fatal(err)
		}
		book, err := sheet.Open(b.Bytes(), "x.xlsx")
		if err != nil {
			t.Fatal(err)
		}
		var notes findings
		got := readOrganisations(book, Vocabulary{Catalogue: catalog.Builtin(), Register: &catalog.Register{}}, &notes)
		if slices.ContainsFunc(notes.list, func(f Finding) bool { return f.Code != string(codeVocabularyTwins) }) {
			t.Fatalf("findings %+v", notes.list)
		}
		if diff := cmp.Diff(want, got, noEmpty); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

// Two members of one cluster with one name are accepted with a warning, at the
// name of the later.
func TestTwinsAreWarnedOf(t *testing.T) {
	r := &catalog.Register{Versions: []catalog.OrgVersion{{Org: "c", NameVI: "Cụm", Type: catalog.Cluster}}}
	for _, org := range []string{"a", "b", "elsewhere"} {
		r.Versions = append(r.Versions, catalog.OrgVersion{Org: org, NameVI: "Công ty CP Thép", Type: catalog.Committee})
		if org != "elsewhere" {
			r.Edges = append(r.Edges, catalog.Edge{Child: org, Parent: "c", Kind: catalog.ClusterEdge})
		}
	}
	var b bytes.Buffer
	if err := WriteOrganisations(&b, r, locale.VI); err != nil {
		t.Fatal(err)
	}
	var notes findings
	readOrganisations(openBook(t, b.Bytes()), Vocabulary{Catalogue: catalog.Builtin(), Register: &catalog.Register{}}, &notes)
	if len(notes.list) != 1 || notes.list[0].Severity != Warning || notes.list[0].Code != string(codeVocabularyTwins) || notes.list[0].Cell != "B6" {
		t.Errorf("%+v", notes.list)
	}
}

// anyRegister draws a valid register: one bloc, units that join and leave it.
func anyRegister(t *rapid.T) *catalog.Register {
	name := rapid.StringMatching(`[A-ZĐ][a-zàáạảãăâđêôơư ]{0,20}[a-zạệộ0-9]`)
	from := day(2019, 1, 1)
	r := &catalog.Register{Versions: []catalog.OrgVersion{{
		Org: "bloc", From: from, NameVI: "Khối", Type: catalog.Bloc, Invented: true,
	}}}
	for i := range rapid.IntRange(0, 6).Draw(t, "units") {
		org := "unit-" + string(rune('a'+i))
		first := from.AddDate(0, 0, rapid.IntRange(0, 900).Draw(t, "from"))
		var last time.Time
		if rapid.Bool().Draw(t, "ends") {
			last = first.AddDate(0, 0, rapid.IntRange(1, 900).Draw(t, "days"))
		}
		r.Versions = append(r.Versions, catalog.OrgVersion{
			Org: org, From: first, NameVI: name.Draw(t, "name"), NameEN: name.Draw(t, "english"),
			Type:   rapid.SampledFrom([]catalog.OrgType{catalog.Committee, catalog.Cell}).Draw(t, "type"),
			Sector: rapid.SampledFrom([]string{"", "Xây dựng", "=1+1"}).Draw(t, "sector"),
		})
		r.Edges = append(r.Edges, catalog.Edge{Child: org, Parent: "bloc", Kind: catalog.PartyLine, From: first, To: last, Decision: "475-TB/ĐUK"})
	}
	r.Obligations = []catalog.Obligation{{
		Org: "bloc", Members: true, Indicators: []string{"economy", "party_members"},
		Every: rapid.SampledFrom([]catalog.Grain{catalog.Month, catalog.Quarter, catalog.Half, catalog.Year}).Draw(t, "every"),
	}}
	return r
}
