package ingest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What a title means is answered once for the layout: next quarter's workbook
// of the same title needs no answer, one of another title does.
func TestSubjectIsAnswered(t *testing.T) {
	summary := func(title string) []byte {
		return workbook(t, page{name: "S", rows: [][]any{
			{"Cụm số 1"}, {title}, {"ĐVT: tỷ đồng"}, {"TT", "Tên đơn vị", "KH", "TH"}, {1, "Công ty Cổ phần Hòa Bình", 900, 207},
		}})
	}
	sub := readWith(t, summary("BÁO CÁO DOANH THU DỊCH VỤ QUÝ I/2024"), "a.xlsx")
	if got := asks(sub); !cmp.Equal(got, []string{`heading "báo cáo doanh thu dịch vụ": revenue`}) || len(sub.Facts) > 0 || !sub.Waits() {
		t.Fatalf("asks %q with %d facts", got, len(sub.Facts))
	}
	told := answer(sub.Questions[0], "revenue")
	again := readWith(t, summary("BÁO CÁO DOANH THU DỊCH VỤ QUÝ II/2024"), "a.xlsx", told)
	want := []string{"C5 hoa-binh revenue = 900000000000", "D5 hoa-binh revenue = 207000000000"}
	if diff := cmp.Diff(want, factsOf(again)); diff != "" || again.Refused() {
		t.Errorf("answered (-want +got):\n%s", diff)
	}
	if other := readWith(t, summary("LỢI NHUẬN DỊCH VỤ QUÝ II/2024"), "a.xlsx", told); len(other.Facts) > 0 {
		t.Errorf("another title gives %q", factsOf(other))
	}
}

// A column's organisation is answered like a row's.
func TestOrganisationsOfColumnsAreAnswered(t *testing.T) {
	data := workbook(t, page{name: "S", rows: [][]any{
		{"Cụm số 1"}, {"Quý I/2024"}, {"TT", "Chỉ tiêu", "Công ty TNHH An Phú", "Công ty Bình Hòa", "Cụm số 1"}, {1, "Kết nạp", 2, 3, 5},
	}})
	sub := readWith(t, data, "a.xlsx")
	if diff := cmp.Diff([]string{"C4 an-phu admissions = 2"}, factsOf(sub)); diff != "" || len(sub.Questions) != 1 {
		t.Fatalf("asks %q; facts (-want +got):\n%s", asks(sub), diff)
	}
	for target, want := range map[string][]string{
		"hoa-binh": {"C4 an-phu admissions = 2", "D4 hoa-binh admissions = 3"},
		Ignore:     {"C4 an-phu admissions = 2"},
	} {
		again := readWith(t, data, "a.xlsx", answer(sub.Questions[0], target))
		if diff := cmp.Diff(want, factsOf(again)); diff != "" || len(again.Questions) > 0 {
			t.Errorf("%s: %q (-want +got):\n%s", target, codesAt(again), diff)
		}
	}
}
