package ingest

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// The tables of these tests are put together from ways to write headings of which
// anybody in an office knows what they are of. Whatever stands beside whatever, no
// figure may be taken for another one, and what is not taken is told.

// occasion is a period that is reported on, with ways to write it.
type occasion struct {
	code, before string
	titles       []string
	own          []string // in headings; %s is the year, that of the report where there is none
	next         []string
	nextCode     string
	sinceNewYear []string // what has added up until then, of those that do not by themselves
	sum, sumPlan string   // what that is, and the plan of it; "" for no period
}

var occasions = []occasion{
	{"2024-Q2", "2023-Q2", []string{"BÁO CÁO KẾT QUẢ SẢN XUẤT KINH DOANH QUÝ II NĂM 2024", "Báo cáo quý 2/2024", "KẾT QUẢ QUÝ II, NHIỆM VỤ QUÝ III NĂM 2024", "Báo cáo định kỳ Q2/2024"},
		[]string{"quý II", "quý 2", "QII", "Q2", "quý II/%s", "quý II năm %s", "Q2/%s"}, []string{"quý III", "quý III/2024", "Q3"}, "2024-Q3",
		[]string{"lũy kế", "lũy kế từ đầu năm", "lũy kế đến hết quý II", "cộng dồn từ đầu năm"}, "2024-Q2 cumulative", "2024-H1 plan"},
	{"2024-Q1", "2023-Q1", []string{"BÁO CÁO QUÝ I NĂM 2024", "Kết quả công tác quý 1/2024", "SƠ KẾT QUÝ I, PHƯƠNG HƯỚNG NHIỆM VỤ QUÝ II NĂM 2024"},
		[]string{"quý I", "QI", "quý I/%s", "quý I năm %s", "3 tháng", "3 tháng đầu năm"}, []string{"quý II", "quý II/2024"}, "2024-Q2", nil, "", ""},
	{"2024-H1", "2023-H1", []string{"BÁO CÁO SƠ KẾT 6 THÁNG ĐẦU NĂM 2024", "KẾT QUẢ 6 THÁNG ĐẦU NĂM, NHIỆM VỤ 6 THÁNG CUỐI NĂM 2024", "Báo cáo 6T/2024"},
		[]string{"6 tháng", "6 tháng đầu năm", "6T", "6 tháng năm %s", "6T/%s"}, []string{"6 tháng cuối năm", "6 tháng cuối năm 2024"}, "2024-H2", nil, "", ""},
	{"2024-05", "2023-05", []string{"BÁO CÁO THÁNG 5 NĂM 2024", "Báo cáo nhanh tháng 5/2024", "KẾT QUẢ THÁNG 5, KẾ HOẠCH THÁNG 6 NĂM 2024"},
		[]string{"tháng 5", "T5", "tháng 5/%s", "tháng 5 năm %s", "T5/%s"}, []string{"tháng 6", "tháng 6/2024"}, "2024-06",
		[]string{"lũy kế", "lũy kế từ đầu năm", "5 tháng", "lũy kế 5 tháng", "5 tháng đầu năm"}, "2024-05 cumulative", ""},
	{"2024", "2023", []string{"BÁO CÁO TỔNG KẾT NĂM 2024", "BÁO CÁO KẾT QUẢ NĂM 2024, KẾ HOẠCH NĂM 2025", "Báo cáo năm 2024"},
		[]string{"năm %s", "cả năm %s", "%s"}, []string{"năm 2025", "2025"}, "2025", nil, "", ""},
}

// composed is a column of such a table: the levels of its heading, and what it is
// of, as [slotsOf] says it; "" for nothing that is taken.
type composed struct {
	levels []string
	slot   string
}

// composer draws headings for a report.
type composer struct {
	*rapid.T
	occasion
}

func (c composer) any(words ...string) string { return rapid.SampledFrom(words).Draw(c.T, "words") }

func (c composer) name(year string) string {
	s := c.any(c.own...)
	switch {
	case strings.Contains(s, "%s"):
		return fmt.Sprintf(s, year)
	case year == "2024":
		return s
	case strings.Contains(s, "năm"):
		return s + " " + year
	}
	return s + "/" + year
}

// one is a column with a heading of one level.
func (c composer) one() composed {
	own, last := c.name("2024"), c.name("2023")
	ways := []composed{
		{[]string{c.any("Thực hiện", "TH", "Kết quả", "Thực hiện "+own, "TH "+own, own, "Số liệu "+own, "Kỳ này", "Ước thực hiện", "Ước "+own, "Ước TH "+own)}, c.code},
		{[]string{c.any("KH năm", "KH năm 2024", "Kế hoạch năm 2024", "KH cả năm", "KH giao năm 2024", "Nghị quyết năm 2024")}, "2024 plan"},
		{[]string{c.any("KH ", "Kế hoạch ", "Kế hoạch giao ") + own}, c.code + " plan"},
		{[]string{c.any("KH ", "Kế hoạch ") + c.any(c.next...)}, c.nextCode + " plan"},
		{[]string{c.any("Cùng kỳ", "CK 2023", "Cùng kỳ năm trước", "TH cùng kỳ", last, "TH "+last, "Cùng kỳ "+last)}, c.before + " before"},
		{[]string{c.any("TH cả năm 2023", "Cả năm 2023")}, "2023 before"},
		{[]string{c.any("% KH", "TH/KH (%)", "So CK (%)", "Tăng, giảm so với cùng kỳ (%)", "Tốc độ tăng trưởng", "Đạt tỷ lệ (%)", "Chênh lệch", "Ghi chú", "Nguyên nhân")}, ""},
	}
	if c.sum != "" {
		ways = append(ways, composed{[]string{c.any("", "Thực hiện ", "TH ") + c.any(c.sinceNewYear...)}, c.sum})
	}
	return rapid.SampledFrom(ways).Draw(c.T, "column")
}

// some are columns below one heading.
func (c composer) some() []composed {
	th, kh, pct := c.any("Thực hiện", "TH", "Kết quả", "Ước TH"), c.any("KH", "Kế hoạch"), c.any("%", "Tỷ lệ", "% KH", "So KH (%)")
	ways := [][]composed{
		{{[]string{c.name("2024"), kh}, c.code + " plan"}, {nil, c.code}, {nil, ""}},
		{{[]string{c.any("Cùng kỳ", "Cùng kỳ năm 2023"), th}, c.before + " before"}, {[]string{"% so CK"}, ""}},
		{{[]string{c.any("So sánh (%)", "Tỷ lệ (%)", "% so với"), c.any("KH", "KH năm 2024", "So KH")}, ""}, {[]string{c.any("Cùng kỳ", "CK 2023", "Năm trước")}, ""}},
	}
	ways[0][1].levels, ways[0][2].levels = []string{th}, []string{pct}
	if c.code != "2024" {
		ways = append(ways,
			[]composed{{[]string{kh + c.any("", " 2024"), c.any("Cả năm", "Năm")}, "2024 plan"}, {[]string{c.name("2024")}, c.code + " plan"}},
			[]composed{{[]string{"Năm 2024", "KH năm"}, "2024 plan"}, {[]string{th + " " + c.own[0]}, c.code}, {[]string{pct}, ""}},
			[]composed{{[]string{c.any("Thực hiện", "TH"), c.name("2024")}, c.code}, {[]string{c.name("2023")}, c.before + " before"}})
	}
	if c.sum != "" {
		ways = append(ways,
			[]composed{{[]string{c.any("Lũy kế", "Lũy kế từ đầu năm"), kh}, c.sumPlan}, {[]string{th}, c.sum}, {[]string{pct}, ""}},
			[]composed{{[]string{c.any("Thực hiện", "Thực hiện năm 2024"), c.own[0]}, c.code}, {[]string{c.any(c.sinceNewYear...)}, c.sum}})
	}
	group := rapid.SampledFrom(ways).Draw(c.T, "group")
	group = slices.Clone(group[:rapid.IntRange(2, len(group)).Draw(c.T, "of the group")])
	for i := range group[1:] {
		group[i+1].levels = []string{group[0].levels[0], group[i+1].levels[0]}
	}
	return group
}

func (c composer) columns() []composed {
	var all []composed
	for range rapid.IntRange(1, 4).Draw(c.T, "columns and groups") {
		if rapid.Bool().Draw(c.T, "group") {
			all = append(all, c.some()...)
		} else {
			all = append(all, c.one())
		}
	}
	return all
}

// putHeadings puts the headings behind those at the front, which go over all levels.
func putHeadings(p *page, front []any, columns []composed) {
	depth := 1
	for _, c := range columns {
		depth = max(depth, len(c.levels))
	}
	top := len(p.rows) + 1
	merge := func(fromCol, fromRow, toCol, toRow int) {
		if fromCol != toCol || fromRow != toRow {
			p.merges = append(p.merges, sheet.Ref(fromCol, fromRow)+":"+sheet.Ref(toCol, toRow))
		}
	}
	p.rows = append(p.rows, slices.Clone(front))
	for i := range front {
		merge(i+1, top, i+1, top+depth-1)
	}
	if depth > 1 {
		p.rows = append(p.rows, make([]any, len(front)))
	}
	for i := 0; i < len(columns); {
		x, col := columns[i], len(front)+i+1
		next := i + 1
		for len(x.levels) > 1 && next < len(columns) && len(columns[next].levels) > 1 && columns[next].levels[0] == x.levels[0] {
			next++
		}
		for _, c := range columns[i:next] {
			p.rows[top-1] = append(p.rows[top-1], nil)
			if depth > 1 {
				p.rows[top] = append(p.rows[top], nil)
			}
			if len(c.levels) > 1 {
				p.rows[top][len(p.rows[top])-1] = c.levels[1]
			}
		}
		p.rows[top-1][col-1] = x.levels[0]
		if len(x.levels) == 1 {
			merge(col, top, col, top+depth-1)
		}
		merge(col, top, len(front)+next, top)
		i = next
	}
}

// slotValue is a figure that is the same wherever the same is meant.
func slotValue(of string) int {
	h := fnv.New32()
	h.Write([]byte(of))
	return 200 + int(h.Sum32()%400)
}

// checkComposed compares what was read with what every cell means.
func checkComposed(t *rapid.T, sub Submission, want map[string]string, values map[string]int) {
	taken := map[string]bool{}
	said := slotsOf(sub)
	for i, f := range sub.Facts {
		cell, what, _ := strings.Cut(said[i], " ")
		if what != want[cell] || !f.Num.Equal(decimal.NewFromInt(int64(values[cell]))) {
			t.Errorf("%s is %q %s, want %q %d", cell, what, f.Num, want[cell], values[cell])
		}
		taken[what] = true
	}
	for cell, what := range want {
		if !taken[what] && len(sub.Findings) == 0 {
			t.Errorf("%s, %s, was lost without a word", cell, what)
		}
	}
}

var composedThings = []struct {
	name, code, unit string
	kind             catalog.Kind
}{
	{"Doanh thu", "revenue", "đồng", catalog.Flow}, {"Nộp ngân sách nhà nước", "budget_paid", "đồng", catalog.Flow},
	{"Tổng số lao động", "workers", "người", catalog.Stock}, {"Kết nạp đảng viên", "admissions", "đảng viên", catalog.Flow},
	{"Tổng số đảng viên", "party_members", "đảng viên", catalog.Stock},
}

// slotOfKind is what a column is of for an indicator: levels do not add up.
func slotOfKind(slot string, kind catalog.Kind) string {
	if kind == catalog.Stock {
		return strings.TrimSuffix(slot, " cumulative")
	}
	return slot
}

// An enterprise's report: indicators in rows.
func TestComposedReports(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := composer{rt, rapid.SampledFrom(occasions).Draw(rt, "occasion")}
		columns := c.columns()
		p := page{name: "S", rows: [][]any{{"Công ty TNHH An Phú"}, {c.any(c.titles...)}}}
		putHeadings(&p, []any{"TT", "Chỉ tiêu", "ĐVT"}, columns)
		want, values := map[string]string{}, map[string]int{}
		for n, x := range composedThings {
			row := []any{n + 1, x.name, x.unit}
			for _, col := range columns {
				if col.slot == "" {
					row = append(row, nil)
					continue
				}
				cell, what := sheet.Ref(len(row)+1, len(p.rows)+1), x.code+" "+slotOfKind(col.slot, x.kind)
				want[cell], values[cell] = what, slotValue(what)
				row = append(row, values[cell])
			}
			p.rows = append(p.rows, row)
		}
		checkComposed(rt, read(t, workbook(t, p), "bao cao.xlsx"), want, values)
	})
}

// A bloc's summary: organisations in rows, indicators and what their figures are
// of over the columns, either above the other.
func TestComposedSummaries(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := composer{rt, rapid.SampledFrom(occasions).Draw(rt, "occasion")}
		indicatorsAbove := rapid.Bool().Draw(rt, "indicators above")
		things := rapid.Permutation(composedThings).Draw(rt, "indicators")[:rapid.IntRange(1, 3).Draw(rt, "of them")]
		var roles []composed
		for range rapid.IntRange(1, 3).Draw(rt, "roles") {
			if x := c.one(); x.slot != "" || indicatorsAbove {
				roles = append(roles, x)
			}
		}
		var columns []composed
		for _, x := range things {
			for _, role := range roles {
				slot := role.slot
				if slot != "" {
					slot = x.code + " " + slotOfKind(slot, x.kind)
				}
				columns = append(columns, composed{[]string{x.name + " (" + x.unit + ")", role.levels[0]}, slot})
			}
		}
		if !indicatorsAbove {
			slices.SortStableFunc(columns, func(a, b composed) int { return strings.Compare(a.levels[1], b.levels[1]) })
			for i := range columns {
				slices.Reverse(columns[i].levels)
			}
		}
		p := page{name: "S", rows: [][]any{{"ĐẢNG ỦY KHỐI DOANH NGHIỆP TỈNH"}, {c.any(c.titles...)}}}
		putHeadings(&p, []any{"TT", c.any("Đơn vị", "Tên đơn vị", "Tổ chức đảng")}, columns)
		want, values := map[string]string{}, map[string]int{}
		for n, org := range [][2]string{{"hoa-binh", "Công ty Cổ phần Hòa Bình"}, {"an-phu", "Công ty TNHH An Phú"}, {"dai-loc", "Tổng công ty Đại Lộc"}} {
			row := []any{n + 1, org[1]}
			for _, col := range columns {
				if col.slot == "" {
					row = append(row, nil)
					continue
				}
				cell := sheet.Ref(len(row)+1, len(p.rows)+1)
				want[cell] = org[0] + " " + col.slot
				values[cell] = slotValue(want[cell])
				row = append(row, values[cell])
			}
			p.rows = append(p.rows, row)
		}
		checkComposed(rt, read(t, workbook(t, p), "bao cao.xlsx"), want, values)
	})
}
