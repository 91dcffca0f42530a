package ingest

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
)

// byHand takes a written workbook's identification away, as copying its
// sheets into a new file does.
func byHand(t *testing.T, write func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.DeleteSheet(identitySheet); err != nil {
		t.Fatal(err)
	}
	properties, err := f.GetCustomProps()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range properties {
		if err := f.SetCustomProps(excelize.CustomProperty{Name: p.Name}); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestVocabularyByHandIsRecognised(t *testing.T) {
	v := planVocabulary()
	v.Register.Edges = []catalog.Edge{{Child: "a", Parent: "bloc", Kind: catalog.PartyLine, From: time.Date(2024, 3, 8, 0, 0, 0, 0, time.UTC)}}
	for kind, write := range map[WorkbookKind]func(io.Writer) error{
		KindCatalogue:     func(w io.Writer) error { return WriteCatalogue(w, v.Catalogue, locale.VI) },
		KindOrganisations: func(w io.Writer) error { return WriteOrganisations(w, v.Register, locale.EN) },
		KindPlans: func(w io.Writer) error {
			return WritePlans(w, PlanSheet{Org: "bloc", Year: 2024, Indicators: []string{"revenue"}}, v.Catalogue, locale.VI)
		},
	} {
		data := byHand(t, write)
		got, err := Classify(data)
		if err != nil || got != kind {
			t.Errorf("Classify: %q, %v; want %q", got, err, kind)
		}
		s, err := Read(data, "x.xlsx", v)
		if err != nil || s.Kind != kind || s.Refused() {
			t.Errorf("Read: kind %q, %v, findings %+v; want %q", s.Kind, err, s.Findings, kind)
		}
	}
}

// One sheet of relations alone, columns in another order, without the
// optional ones: what an analyst types for one decision.
func TestRelationsTypedByHand(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", "quan hệ"); err != nil {
		t.Fatal(err)
	}
	for row, cells := range [][]any{
		{"Theo Thông báo 475-TB/ĐUK"},
		{"Loại quan hệ", "Trực thuộc", "Tổ chức", "Từ ngày"},
		{"trực thuộc đảng", "bloc", "a", "08/03/2024"},
		{"party_line", "bloc", "b", time.Date(2024, 3, 8, 0, 0, 0, 0, time.UTC)},
	} {
		if err := f.SetSheetRow("quan hệ", "B"+string(rune('1'+row)), &cells); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	s, err := Read(b.Bytes(), "x.xlsx", planVocabulary())
	if err != nil || s.Kind != KindOrganisations || s.Refused() {
		t.Fatalf("kind %q, %v, findings %+v", s.Kind, err, s.Findings)
	}
	want := time.Date(2024, 3, 8, 0, 0, 0, 0, time.UTC)
	for i, child := range []string{"a", "b"} {
		if e := s.Register.Edges[i]; e.Child != child || e.Parent != "bloc" || e.Kind != catalog.PartyLine || !e.From.Equal(want) {
			t.Errorf("relation %d is %+v", i, e)
		}
	}
}

// A report may have a sheet with a vocabulary's title, or "Mã" among its
// headers; it stays a report.
func TestReportsAreNotTakenForVocabulary(t *testing.T) {
	for title, headers := range map[string]string{
		"Chỉ tiêu":    "TT|Mã|Chỉ tiêu|Đơn vị tính|Kế hoạch năm 2024|Thực hiện quý I/2024|Ghi chú",
		"Đơn vị tính": "TT|Tên|Doanh thu",
		"Tổ chức":     "TT|Tên|Loại|Số đảng viên",
		"Kế hoạch":    "TT|Tên đơn vị|Doanh thu|Nộp ngân sách",
		"Báo cáo":     "Mã|Tên|Tên tiếng Anh|Nhóm|Cách cộng|Đơn vị tính",
	} {
		f := excelize.NewFile()
		if err := f.SetSheetName("Sheet1", title); err != nil {
			t.Fatal(err)
		}
		for i, h := range strings.Split(headers, "|") {
			if err := f.SetCellStr(title, string(rune('A'+i))+"2", h); err != nil {
				t.Fatal(err)
			}
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		f.Close()
		if kind, err := Classify(b.Bytes()); err != nil || kind != KindReport {
			t.Errorf("%s: %q, %v", title, kind, err)
		}
	}
}
