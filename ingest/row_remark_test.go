package ingest

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"giaoban/ingest/catalog"
)

// What the cell for notes says of the figure in its row goes before what the
// title says of them all; what it says of anything else does not.
func TestRemarkOnRow(t *testing.T) {
	const governs, unclear = "remark_governs", "remark_unclear"
	for _, tt := range []struct {
		title   string // "" for a quarter of which nothing is said
		heading string // "" for "Thực hiện"
		remark  string
		want    string // basis and status of the figure, "" for none
		codes   string
	}{
		{remark: "Ước", want: "discrete estimate", codes: governs},
		{remark: "Số ước", want: "discrete estimate", codes: governs},
		{remark: "(số liệu ước)", want: "discrete estimate", codes: governs},
		{remark: "ước thực hiện", want: "discrete estimate", codes: governs},
		{remark: "Ước TH", want: "discrete estimate", codes: governs},
		{remark: "Ước thực hiện quý III", want: "discrete estimate", codes: governs},
		{remark: "Số ước do chưa khóa sổ", want: "discrete estimate", codes: governs},
		{remark: "so uoc", want: "discrete estimate", codes: governs},
		{remark: "Số tạm tính", want: "discrete estimate", codes: governs},
		{remark: "Tạm tính", want: "discrete estimate", codes: governs},
		{remark: "Số chính thức", want: "discrete final", codes: governs},
		{remark: "Đã điều chỉnh", want: "discrete corrected", codes: governs},
		{title: "Ước thực hiện quý III năm 2026", remark: "Số chính thức", want: "discrete final", codes: governs},
		{title: "Ước thực hiện quý III năm 2026", remark: "Số ước", want: "discrete estimate"},
		{heading: "Ước thực hiện", remark: "Số chính thức", want: "discrete estimate", codes: unclear},
		{remark: "Doanh thu ước", want: "discrete preliminary", codes: unclear},

		{remark: "Lũy kế từ đầu năm", want: "cumulative preliminary", codes: governs},
		{remark: "Lũy kế", want: "cumulative preliminary", codes: governs},
		{remark: "luy ke 9 thang", want: "cumulative preliminary", codes: governs},
		{remark: "Lũy kế 9 tháng đầu năm 2026", want: "cumulative preliminary", codes: governs},
		{remark: "Cộng dồn từ đầu năm", want: "cumulative preliminary", codes: governs},
		{remark: "Số ước, lũy kế từ đầu năm", want: "cumulative estimate", codes: governs + " " + governs},
		{title: "Quý III năm 2026|Số liệu lũy kế từ đầu năm", remark: "Riêng trong quý", want: "discrete preliminary", codes: governs},
		{title: "Quý III năm 2026|Số liệu lũy kế từ đầu năm", remark: "Lũy kế", want: "cumulative preliminary"},
		{heading: "Thực hiện quý III", remark: "Lũy kế từ đầu năm", want: "discrete preliminary", codes: unclear},
		{heading: "Trong quý", remark: "Lũy kế từ đầu năm", want: "discrete preliminary", codes: unclear},
		{remark: "Lũy kế từ đầu nhiệm kỳ", codes: "remark_other"},
		{title: "9 tháng đầu năm 2026", remark: "Lũy kế từ đầu năm", want: "discrete preliminary"},

		{remark: "Lũy kế 9 tháng: 320", want: "discrete preliminary"},
		{remark: "Lũy kế 9 tháng đạt 320 tỷ đồng", want: "discrete preliminary"},
		{remark: "Ước cả năm đạt 500 tỷ", want: "discrete preliminary"},
		{remark: "Ước năm 2026: 480", want: "discrete preliminary"},
		{remark: "Chưa có số chính thức", want: "discrete preliminary"},
		{remark: "Tăng do giá bán tăng", want: "discrete preliminary"},
		{remark: "So với lũy kế cùng kỳ tăng 5%", want: "discrete preliminary"},
		{remark: "Điều chỉnh giá bán", want: "discrete preliminary"},
		{remark: "Thỏa ước lao động tập thể", want: "discrete preliminary"},
	} {
		rows := [][]any{{"Công ty TNHH An Phú"}}
		for _, line := range strings.Split(cmp.Or(tt.title, "Quý III năm 2026"), "|") {
			rows = append(rows, []any{line})
		}
		rows = append(rows, []any{"TT", "Chỉ tiêu", "ĐVT", cmp.Or(tt.heading, "Thực hiện"), "Ghi chú"},
			[]any{1, "Doanh thu", "tỷ đồng", 108.9, tt.remark}, []any{2, "Nộp ngân sách", "tỷ đồng", 8.5})
		sub := read(t, workbook(t, page{name: "S", rows: rows}), "bao-cao.xlsx")
		got := ""
		for _, f := range sub.Facts {
			if f.Indicator == "revenue" {
				got = fmt.Sprint(string(f.Basis), " ", f.Status)
			} else if f.Status > catalog.Preliminary {
				t.Errorf("%q: the row below became %v", tt.remark, f.Status)
			}
		}
		if codes := codesOf(sub, "remark_"); got != tt.want || codes != tt.codes {
			t.Errorf("%q, %q, remark %q: %q with %q, want %q with %q", tt.title, tt.heading, tt.remark, got, codes, tt.want, tt.codes)
		}
	}
}

// A level is counted at one day, whatever its row says of sums; a remark
// merged over several rows is of all of them; one in the row of a unit is of
// all its figures, and the total's own row has none.
func TestRemarkOnRows(t *testing.T) {
	form := page{name: "S", rows: [][]any{{"Công ty TNHH An Phú"}, {"Quý III năm 2026"}, {"TT", "Chỉ tiêu", "ĐVT", "Thực hiện", "Ghi chú"},
		{1, "Doanh thu", "tỷ đồng", 108.9, "Số ước"}, {2, "Nộp ngân sách", "tỷ đồng", 8.5}, {3, "Đảng viên", "đảng viên", 45, "Lũy kế từ đầu năm"}, {4, "Lợi nhuận", "tỷ đồng", 9}},
		merges: []string{"E4:E5"}}
	statuses := map[string]string{}
	sub := read(t, workbook(t, form), "a.xlsx")
	for _, f := range sub.Facts {
		statuses[f.Indicator] = fmt.Sprint(string(f.Basis), " ", f.Status)
	}
	for indicator, want := range map[string]string{"revenue": "discrete estimate", "budget_paid": "discrete estimate", "party_members": "discrete preliminary", "profit": "discrete preliminary"} {
		if statuses[indicator] != want {
			t.Errorf("%s is %s, want %s", indicator, statuses[indicator], want)
		}
	}
	if got := codesOf(sub, "remark_"); got != "remark_governs" {
		t.Errorf("told %q, want the remark once", got)
	}

	summary := page{name: "S", rows: [][]any{{"Cụm số 1"}, {"Quý III năm 2026"}, {"TT", "Tên đơn vị", "Doanh thu (tỷ đồng)", "Đảng viên", "Ghi chú"},
		{1, "Công ty CP Hòa Bình", 10, 20, "Số ước"}, {2, "Công ty TNHH An Phú", 30, 40}, {nil, "Tổng cộng", 40, 60}}}
	for _, f := range read(t, workbook(t, summary), "a.xlsx").Facts {
		if estimated := f.Status == catalog.Estimate; estimated != (f.Org == "hoa-binh") {
			t.Errorf("%s of %s is %v", f.Indicator, f.Org, f.Status)
		}
	}
}
