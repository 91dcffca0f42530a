package ingest

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
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

// A note that says the figures of its row are of another time, or lack some of
// it, is told of; one that tells when something happened, or compares, is not.
func TestRemarkOfAnotherTime(t *testing.T) {
	const quarter, month, nine = "Quý III năm 2026", "Tháng 10 năm 2026", "9 tháng đầu năm 2026"
	for _, tt := range []struct {
		title string
		other []string // than that of the report
		same  []string // or nothing is said of time
	}{
		{quarter, []string{
			"Số liệu 6 tháng", "Số liệu quý II", "số tháng 7, 8", "số quý II", "số 6 tháng", "số cả năm", "Số liệu 2 tháng", "bao gồm cả quý II", "so quy II", "Số liệu của quý II",
			"Số liệu quý II/2026", "Số quý III/2025", "Quý II", "6 tháng", "Số 9 tháng", "9 tháng", "Số 6T", "Số liệu T7", "Số liệu tháng 7+8", "số từ tháng 7 đến tháng 8", "số tháng 7, 8/2026", "Số 7 tháng", "chỉ có số tháng 7 và 8", "số tháng 7 và tháng 8", "Đã gồm cả quý II",
			"Gồm cả số quý II", "Lũy kế 6 tháng", "Ước thực hiện 6 tháng", "Ước cả năm", "(số quý II)", "Số quý II, chưa có số quý III", "Số quý II do chưa khóa sổ", "Số quý II.",
			"Chưa gồm tháng 9", "chưa có số liệu tháng 9", "Thiếu số tháng 9", "tính đến hết tháng 8", "Số liệu đến hết tháng 8", "Số liệu đến ngày 31/8/2026", "Số liệu quý trước", "số kỳ trước", "Lấy số quý trước",
			"Thực hiện quý II", "Số liệu quý II và quý III", "Số năm 2025",
		}, []string{
			"tăng do giá", "so với quý II giảm", "đã nộp hết quý II", "từ tháng 7 thêm chi nhánh", "tăng so với quý II", "giảm do quý II có đơn hàng lớn", "cùng kỳ 2025 đạt 95", "so với cùng kỳ tăng 5%",
			"Số liệu quý III", "Số quý III/2026", "tháng 7, 8", "Tháng 9", "Kết nạp tháng 7", "Tổ chức tháng 8", "Dự kiến tổ chức quý IV", "Quý IV", "Thực hiện quý IV", "năm 2026", "Số tháng 7, 8, 9", "số tháng 7+8+9",
			"số từ tháng 7 đến tháng 9", "bao gồm cả tháng 9", "Chưa gồm quý II", "Số liệu đến hết quý III", "tính đến hết tháng 9", "Số liệu đến ngày 30/9/2026", "Lũy kế 9 tháng", "Lũy kế 9 tháng: 320", "Ước cả năm đạt 500 tỷ",
			"Ước năm 2026: 480", "nộp bù quý II", "Gồm thuế quý II nộp trong tháng 7", "Quý II đã nộp 5 tỷ", "Chuyển từ quý II sang", "Giảm 2 so với quý trước", "Như quý trước", "Thành lập tháng 3/2026", "Cổ phần hóa năm 2025",
			"Có 3 tháng ngừng sản xuất", "Số lao động thời vụ 3 tháng", "Nghỉ 2 tháng", "Quyết định số 12 tháng 6/2026", "Số chính thức", "2 tháng ngừng máy", "Nợ quý trước chuyển sang", "Đã kiểm toán 6 tháng",
		}},
		{month, []string{"Số tháng 9", "số 10 tháng", "Số quý III", "số cả năm", "Số tháng trước"}, []string{"Số tháng 10", "Tháng 10", "Lũy kế 10 tháng", "so tháng 9 giảm"}},
		{nine, []string{"Số 6 tháng", "Số quý III", "Số cả năm", "Lũy kế 8 tháng"}, []string{"Số 9 tháng", "Lũy kế 9 tháng", "Quý III", "Lũy kế", "9 tháng"}},
	} {
		for i, list := range [][]string{tt.other, tt.same} {
			for _, remark := range list {
				sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Công ty TNHH An Phú"}, {tt.title}, {"TT", "Chỉ tiêu", "ĐVT", "Thực hiện", "Ghi chú"},
					{1, "Doanh thu", "tỷ đồng", 108.9, remark}, {2, "Nộp ngân sách", "tỷ đồng", 8.5}}}), "bao-cao.xlsx")
				if told := strings.Contains(codesOf(sub, "remark_"), "remark_time"); told != (i == 0) || sub.Refused() {
					t.Errorf("%s, remark %q: %v", tt.title, remark, codesAt(sub))
				}
			}
		}
	}
}

// A note that does one thing to one column and another, or nothing, to the
// next says which is which.
func TestRemarkBesideTwoColumns(t *testing.T) {
	messages, err := locale.Load(Messages)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		remark, first, second string // a heading each
		want                  []string
		figures               []string
	}{
		{"số liệu điều chỉnh", "Ước TH tháng 10/2026", "Lũy kế 10 tháng",
			[]string{"warning remark_unclear: cột D “Ước TH tháng 10/2026”; số liệu ấy vẫn được nhận là số ước", "note remark_governs: cột E “Lũy kế 10 tháng” được nhận là số điều chỉnh"},
			[]string{"revenue 2026-10 discrete estimate", "revenue 2026-10 cumulative corrected"}},
		{"số liệu điều chỉnh", "Tháng 10", "Lũy kế 10 tháng", []string{"note remark_governs: số liệu của dòng được nhận là số điều chỉnh"},
			[]string{"revenue 2026-10 discrete corrected", "revenue 2026-10 cumulative corrected"}},
		{"lũy kế từ đầu năm", "Ước TH tháng 10/2026", "Lũy kế 10 tháng", []string{"note remark_unclear: cột D “Ước TH tháng 10/2026”"},
			[]string{"revenue 2026-10 discrete estimate", "average_income 2026-10 discrete estimate"}},
		{"số 10 tháng", "Tháng 10", "Lũy kế 10 tháng", nil, []string{"revenue 2026-10 discrete preliminary"}},
		{"số quý II", "Tháng 10", "Lũy kế 10 tháng", []string{"warning remark_time: số liệu của dòng là của thời gian khác"}, []string{"revenue 2026-10 discrete preliminary"}},
	} {
		sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Công ty TNHH An Phú"}, {"Báo cáo tháng 10 và 10 tháng năm 2026"},
			{"TT", "Chỉ tiêu", "ĐVT", tt.first, tt.second, "Ghi chú"}, {1, "Doanh thu", "tỷ đồng", 108.9, 1000, tt.remark}, {2, "Số lao động", "người", 50, 50},
			{3, "Thu nhập bình quân", "triệu đồng/người/tháng", 10, 11, tt.remark}}}), "bao-cao.xlsx")
		var got []string
		for _, f := range sub.Findings {
			if strings.HasPrefix(f.Code, "remark_") {
				got = append(got, fmt.Sprint(f.Severity, " ", f.Code, ": ", f.Text(messages, locale.VI)))
			}
		}
		ok := len(got) == len(tt.want)
		for i := range tt.want {
			code, part, _ := strings.Cut(tt.want[i], ": ")
			ok = ok && strings.HasPrefix(got[i], code) && strings.Contains(got[i], part)
		}
		if !ok {
			t.Errorf("%q over %q: told\n%s", tt.remark, tt.first, strings.Join(got, "\n"))
		}
		for _, want := range tt.figures {
			if !strings.Contains(figuresOf(sub), want) {
				t.Errorf("%q over %q: no %q in\n%s", tt.remark, tt.first, want, figuresOf(sub))
			}
		}
	}
}

// What somebody tells of a file goes before what a row says of itself.
func TestToldGoesBeforeRemarks(t *testing.T) {
	for _, tt := range []struct{ statement, remark, want string }{
		{"status final", "Số ước", "discrete final"},
		{"status estimate", "Số chính thức", "discrete estimate"},
		{"status preliminary", "Doanh thu ước", "discrete preliminary"},
		{"basis discrete", "Lũy kế từ đầu năm", "discrete preliminary"},
		{"basis cumulative", "Riêng trong quý", "cumulative preliminary"},
		{"basis discrete", "Lũy kế từ đầu nhiệm kỳ", "discrete preliminary"},
		{"basis cumulative", "Số 9 tháng", "cumulative preliminary"},
		{"status final", "Số ước, lũy kế từ đầu năm", "cumulative final"},
		{"basis discrete", "Số ước, lũy kế từ đầu năm", "discrete estimate"},
	} {
		data := workbook(t, page{name: "S", rows: [][]any{{"Công ty TNHH An Phú"}, {"Quý III năm 2026"}, {"TT", "Chỉ tiêu", "ĐVT", "Thực hiện", "Ghi chú"},
			{1, "Doanh thu", "tỷ đồng", 108.9, tt.remark}, {2, "Nộp ngân sách", "tỷ đồng", 8.5}}})
		sub := readTold(t, data, "bao-cao.xlsx", tt.statement)
		if !strings.Contains(figuresOf(sub), "revenue 2026-Q3 "+tt.want+" ") {
			t.Errorf("told %q, remark %q: want %q in\n%s", tt.statement, tt.remark, tt.want, figuresOf(sub))
		}
		if strings.Contains(codesOf(sub, "remark_"), "unclear") {
			t.Errorf("told %q, remark %q: %v", tt.statement, tt.remark, codesAt(sub))
		}
	}
}
