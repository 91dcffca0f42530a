package ingest

import (
	"regexp"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// checkOtherNames refuses a table with organisations in a second column: one
// beside its indicators, or a second list of them beside the first. Its
// figures would be taken for somebody else's.
func (r *tableReader) checkOtherNames() {
	for _, c := range r.columns {
		levels := levelsOf(r.grid, r.table, c.col)
		if len(levels) == 0 || c.kind == keyColumn || c.kind == unitColumn || c.kind == orgTypeColumn || c.kind == noteColumn ||
			!orgHeadings[plain(levels[len(levels)-1])] || r.table.orientation == rowsAreUnits && c.col < r.table.keyCol {
			continue
		}
		for _, row := range r.dataRows() {
			if cell := row.At(c.col); cell.Kind == sheet.Text && !isFigure(cell) {
				r.findings.add(Error, codeOrgColumn, r.grid.place(c.col, row.Number),
					Args{"column": sheet.ColName(c.col), "heading": levels[len(levels)-1], "name": name(cell)})
				break
			}
		}
	}
}

// planned are the words before a period that make it one of a plan, achieved
// those that say that something came of it.
var (
	planned  = regexp.MustCompile(`(?:^| )(?:kế hoạch|dự toán|giao chỉ tiêu|chỉ tiêu giao|đăng ký chỉ tiêu)(?: |$)`)
	achieved = regexp.MustCompile(`(?:^| )(?:thực hiện|kết quả|tình hình|ước|hoàn thành|đánh giá|tiến độ|so với|phòng|sở|ban)(?: |$)`)
)

// checkPlanTitle refuses a table whose title says that its period is planned
// while its headings say nothing: "Kế hoạch năm 2024" above "Doanh thu".
func (r *tableReader) checkPlanTitle(text titleText) {
	for _, line := range text.lines {
		mentions := catalog.FindPeriods(line.text)
		if len(mentions) == 0 {
			continue
		}
		before := plain(line.text[:mentions[0].Start])
		p, ok := mentions[0].WithYear(r.title.period.Year())
		if !ok || p != r.title.period || !planned.MatchString(before) || achieved.MatchString(before) {
			continue
		}
		for _, c := range r.columns {
			_, filled := r.firstFigure(c.col)
			if filled && c.kind == figureColumn && c.slot.scenario == Actual && c.slot.role == Reported && !c.head.has(saysEstimate) &&
				!achieved.MatchString(plain(c.head.text)) {
				r.findings.add(Error, codeTitlePlan, line.at, Args{"text": line.text, "column": sheet.ColName(c.col), "heading": c.head.text})
				return
			}
		}
	}
}
