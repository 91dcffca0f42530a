package ingest

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"giaoban/ingest/catalog"
)

// basisReading is a report of one figure: what stands above its table, over its
// column, and on its tabs, and how the figure is read.
type basisReading struct {
	lines    []string // below the sender
	heading  string   // "" for "Thực hiện"
	sheet    string
	file     string
	basis    catalog.Basis // "" for a figure that is not taken
	findings string
}

// A title, a name or a heading tells since when figures have added up, in all
// the ways offices write it. A year's running total read as the quarter's own
// looks right.
func TestBasis(t *testing.T) {
	const q3, october = "BÁO CÁO KẾT QUẢ SXKD QUÝ III NĂM 2026", "Tháng 10 năm 2026"
	bare, clear := "basis_from_title", ""
	for _, tt := range []basisReading{
		{lines: []string{q3}, basis: catalog.Discrete},
		{lines: []string{q3, "Số liệu lũy kế"}, basis: catalog.Cumulative, findings: bare},
		{lines: []string{q3, "Lũy kế"}, basis: catalog.Cumulative, findings: bare},
		{lines: []string{q3, "(Luỹ kế)"}, basis: catalog.Cumulative, findings: bare},
		{lines: []string{q3, "So lieu luy ke"}, basis: catalog.Cumulative, findings: bare},
		{lines: []string{q3, "Cộng dồn"}, basis: catalog.Cumulative, findings: bare},
		{lines: []string{q3, "Số liệu cộng dồn đến hết kỳ báo cáo"}, basis: catalog.Cumulative, findings: bare},
		{lines: []string{q3, "Số liệu đến nay"}, basis: catalog.Cumulative, findings: bare},
		{lines: []string{q3, "Số liệu lũy kế từ đầu năm"}, basis: catalog.Cumulative, findings: clear},
		{lines: []string{q3, "Số liệu tính từ đầu năm"}, basis: catalog.Cumulative, findings: clear},
		{lines: []string{q3, "Số liệu tính từ đầu năm đến hết quý III"}, basis: catalog.Cumulative, findings: clear},
		{lines: []string{q3, "(Số liệu từ đầu năm đến hết quý III)"}, basis: catalog.Cumulative, findings: clear},
		{lines: []string{q3, "Ghi chú: số liệu được cộng dồn từ đầu năm 2026 đến nay"}, basis: catalog.Cumulative, findings: clear},
		{lines: []string{"BÁO CÁO QUÝ III/2026 (cộng dồn từ đầu năm)"}, basis: catalog.Cumulative, findings: clear},
		{lines: []string{"BÁO CÁO QUÝ III/2026 (số liệu từ đầu năm đến nay)"}, basis: catalog.Cumulative, findings: clear},
		{lines: []string{"BÁO CÁO QUÝ III/2026 - LŨY KẾ TỪ ĐẦU NĂM"}, basis: catalog.Cumulative, findings: clear},
		{lines: []string{"BÁO CÁO LŨY KẾ QUÝ III NĂM 2026"}, basis: catalog.Cumulative, findings: bare},
		{lines: []string{"THÁNG 10 NĂM 2026", "(Số liệu lũy kế 10 tháng)"}, basis: catalog.Cumulative, findings: clear},
		{lines: []string{october, "Số liệu cộng dồn từ đầu năm"}, basis: catalog.Cumulative, findings: clear},
		{lines: []string{"Kết quả sản xuất kinh doanh lũy kế đến hết quý III năm 2026"}, basis: catalog.Cumulative, findings: bare},
		{lines: []string{"TÌNH HÌNH DOANH NGHIỆP LŨY KẾ TỪ ĐẦU NĂM", "Quý III năm 2026"}, basis: catalog.Cumulative, findings: clear},
		{lines: []string{"BÁO CÁO 10 THÁNG NĂM 2026"}, basis: catalog.Cumulative, findings: clear},

		// Where the period begins with the year, both are the same.
		{lines: []string{"QUÝ I NĂM 2026", "Số liệu lũy kế"}, basis: catalog.Discrete},
		{lines: []string{"9 THÁNG ĐẦU NĂM 2026", "Lũy kế"}, basis: catalog.Discrete},

		// Words that deny it, or speak of something else.
		{lines: []string{q3, "Số liệu riêng trong quý, không lũy kế"}, basis: catalog.Discrete},
		{lines: []string{q3, "(chưa cộng dồn từ đầu năm)"}, basis: catalog.Discrete},
		{lines: []string{q3, "(so với lũy kế cùng kỳ)"}, basis: catalog.Discrete},
		{lines: []string{q3, "Theo chỉ tiêu giao từ đầu năm"}, basis: catalog.Discrete},
		{lines: []string{q3, "Ngay từ đầu năm, đơn vị đã triển khai kế hoạch"}, basis: catalog.Discrete},
		{lines: []string{q3, "Từ đầu năm đến nay, Chi bộ đã kết nạp 05 đảng viên"}, basis: catalog.Discrete},
		{lines: []string{q3, "Tình hình lao động từ đầu năm đến nay tăng 5 người"}, basis: catalog.Discrete},
		{lines: []string{q3, "Từ đầu năm đến nay: 05 đảng viên"}, basis: catalog.Discrete},
		{lines: []string{q3, "Từ đầu năm đến nay, tình hình sản xuất kinh doanh của đơn vị gặp nhiều khó khăn"}, basis: catalog.Discrete},
		{lines: []string{q3, "Tổng số lao động từ đầu năm đến nay không biến động"}, basis: catalog.Discrete},
		{lines: []string{q3, "Lũy kế từ đầu năm, Chi bộ đã kết nạp 05 đảng viên"}, basis: catalog.Discrete},
		{lines: []string{q3, "Từ đầu nhiệm kỳ đến nay, Chi bộ đã kết nạp 45 đảng viên"}, basis: catalog.Discrete},
		{lines: []string{"QUÝ III NĂM 2026", "Số liệu lũy kế từ đầu năm", "Trong quý, Chi bộ đã kết nạp 02 đảng viên"}, basis: catalog.Cumulative},

		// Titles of both leave it to the headings.
		{lines: []string{"BÁO CÁO THÁNG 10 VÀ LŨY KẾ 10 THÁNG NĂM 2026"}, heading: "Lũy kế", basis: catalog.Cumulative},
		{lines: []string{"BÁO CÁO THÁNG 10 VÀ LŨY KẾ 10 THÁNG NĂM 2026"}, heading: "Trong tháng", basis: catalog.Discrete},
		{lines: []string{"BÁO CÁO THÁNG 10 VÀ LŨY KẾ 10 THÁNG NĂM 2026"}, basis: catalog.Discrete, findings: "basis_unclear"},
		{lines: []string{"BÁO CÁO QUÝ III NĂM 2026, LŨY KẾ TỪ ĐẦU NĂM"}, basis: catalog.Discrete, findings: "basis_unclear"},
		{lines: []string{q3, "và lũy kế từ đầu năm"}, basis: catalog.Discrete, findings: "basis_unclear"},

		// A heading goes before its title.
		{lines: []string{q3, "Số liệu lũy kế từ đầu năm"}, heading: "Trong quý", basis: catalog.Discrete},
		{lines: []string{q3, "Số liệu lũy kế từ đầu năm"}, heading: "Riêng quý III", basis: catalog.Discrete},
		{lines: []string{q3}, heading: "Đến nay", basis: catalog.Cumulative, findings: "basis_to_date"},
		{lines: []string{q3}, heading: "Số thực hiện đến nay", basis: catalog.Cumulative, findings: "basis_to_date"},
		{lines: []string{q3}, heading: "Từ đầu năm đến nay", basis: catalog.Cumulative},

		// Since another day they are neither the period's nor the year's.
		{lines: []string{q3, "Số liệu lũy kế từ đầu nhiệm kỳ"}, findings: "basis_other"},
		{lines: []string{q3, "(Số liệu từ đầu nhiệm kỳ đến nay)"}, findings: "basis_other"},
		{lines: []string{q3, "Từ đầu nhiệm kỳ đến nay"}, findings: "basis_other"},
		{lines: []string{q3, "Lũy kế nhiệm kỳ"}, findings: "basis_other"},
		{lines: []string{q3, "Lũy kế 5 năm 2021-2025"}, findings: "basis_other"},
		{lines: []string{q3, "Số liệu lũy kế từ đầu nhiệm kỳ"}, heading: "Trong quý", basis: catalog.Discrete},

		// Names of sheets and files say it too, and are believed less.
		{lines: []string{q3}, sheet: "Lũy kế", basis: catalog.Cumulative, findings: "basis_from_name"},
		{lines: []string{q3}, sheet: "LK quý 3", basis: catalog.Cumulative, findings: "basis_from_name"},
		{lines: []string{q3}, file: "An Phu luy ke Q3-2026.xlsx", basis: catalog.Cumulative, findings: "basis_from_name"},
		{lines: []string{q3}, file: "An Phu quy 3 va luy ke 9 thang.xlsx", basis: catalog.Discrete, findings: "basis_unclear"},
		{lines: []string{q3}, sheet: "Trong quý", file: "An Phu luy ke.xlsx", basis: catalog.Discrete},
		{lines: []string{q3, "Số liệu riêng quý III"}, sheet: "Lũy kế", basis: catalog.Discrete, findings: "basis_name"},
		{lines: []string{q3}, file: "Cong doan An Phu Q3-2026.xlsx", basis: catalog.Discrete},
	} {
		rows := [][]any{{"Công ty TNHH An Phú"}}
		for _, line := range tt.lines {
			rows = append(rows, []any{line})
		}
		rows = append(rows, []any{"TT", "Chỉ tiêu", "ĐVT", cmp.Or(tt.heading, "Thực hiện")}, []any{1, "Doanh thu", "tỷ đồng", 108.9})
		sub := read(t, workbook(t, page{name: cmp.Or(tt.sheet, "S"), rows: rows}), cmp.Or(tt.file, "bao-cao.xlsx"))
		var basis catalog.Basis
		for _, f := range sub.Facts {
			basis = f.Basis
		}
		codes := codesOf(sub, "basis_")
		if basis != tt.basis || codes != tt.findings {
			t.Errorf("%q, heading %q, sheet %q, file %q: %q with %q; want %q with %q", tt.lines, tt.heading, tt.sheet, tt.file, basis, codes, tt.basis, tt.findings)
		}
	}
}

// What leaves it open is quoted.
func TestBasisQuoted(t *testing.T) {
	const line = "Kết quả thực hiện tháng 10 và 10 tháng năm 2026"
	rows := [][]any{{"Công ty TNHH An Phú"}, {line}, measured, {1, "Doanh thu", "tỷ đồng", 36.5}}
	sub := read(t, workbook(t, page{name: "S", rows: rows}), "bao-cao.xlsx")
	quoted := slices.ContainsFunc(sub.Findings, func(f Finding) bool { return f.Code == "basis_unclear" && f.Args["text"] == line })
	if !quoted {
		t.Errorf("%v, want the line quoted", sub.Findings)
	}
}

// Of levels nobody need hear since when figures have added up.
func TestBasisOfLevels(t *testing.T) {
	for _, x := range []struct{ lines, file, levels, flows string }{
		{"Quý III năm 2026|Số liệu lũy kế", "a", "", "basis_from_title"},
		{"Quý III năm 2026", "An Phu luy ke Q3-2026", "", "basis_from_name"},
		{"Quý III năm 2026|Số liệu riêng quý III", "An Phu luy ke Q3-2026", "", "basis_name"},
	} {
		rows := [][]any{{"Công ty TNHH An Phú"}}
		for line := range strings.SplitSeq(x.lines, "|") {
			rows = append(rows, []any{line})
		}
		rows = append(rows, measured, []any{1, "Tổng số đảng viên", "đảng viên", 45}, []any{2, "Lao động", "người", 120})
		if got := codesOf(read(t, workbook(t, page{name: "S", rows: rows}), x.file+".xlsx"), "basis_"); got != x.levels {
			t.Errorf("%q, file %q, levels only: told %q, want %q", x.lines, x.file, got, x.levels)
		}
		rows = append(rows, []any{3, "Doanh thu", "tỷ đồng", 36.5}, []any{4, "Lợi nhuận", "tỷ đồng", 3})
		if got := codesOf(read(t, workbook(t, page{name: "S", rows: rows}), x.file+".xlsx"), "basis_"); got != x.flows {
			t.Errorf("%q, file %q, with flows: told %q, want %q", x.lines, x.file, got, x.flows)
		}
	}
}

// codesOf returns the codes of a submission's findings that begin so.
func codesOf(sub Submission, prefix string) string {
	var codes []string
	for _, f := range sub.Findings {
		if strings.HasPrefix(f.Code, prefix) {
			codes = append(codes, f.Code)
		}
	}
	slices.Sort(codes)
	return strings.Join(codes, " ")
}
