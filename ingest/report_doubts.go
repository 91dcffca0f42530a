package ingest

import (
	"slices"

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

// Words of a title that say that its period is planned, before it or behind,
// or that it is foreseen; and words by which something came of it, or the plan is
// an office's or a paper's.
var (
	planned = newContext(`(?:^| )(?:(?:kế hoạch|kh|khsxkd|dự toán|mục tiêu|định hướng|giao chỉ tiêu|đăng ký (?:chỉ tiêu|thi đua)` +
		`|chỉ tiêu (?:được )?(?:giao|nghị quyết|nq|phấn đấu|thi đua|đăng ký|pháp lệnh))(?: |$)|phấn đấu(?: trong| của)?$)|^chỉ tiêu$|^(?:nghị quyết|nq)(?: |$)`)
	// mainTargets are what a year's plan and what came of it are both called.
	mainTargets   = newContext(`^(?:(?:một số|các|những|hệ thống|biểu|bảng) )*chỉ tiêu (?:.* )?chủ yếu(?: trong| của)?$`)
	reported      = newContext(`(?:^| )(?:báo cáo|tổng hợp|thống kê|kết quả|thực hiện|tình hình|số liệu)(?: |$)`)
	plannedBehind = newContext(`^(?:kế hoạch|kh|dự toán|mục tiêu|dự báo|chỉ tiêu (?:được )?(?:giao|nghị quyết|nq|phấn đấu|thi đua))$`)
	foreseen      = newContext(`(?:^| )(?:dự báo|dự kiến|dự tính)(?: |$)`)
	achieved      = newContext(`(?:^| )(?:thực hiện|th|kết quả|kq|tình hình|chương trình mục tiêu)(?: |$)`)
	assessed      = newContext(`(?:^| )(?:ước|hoàn thành|đánh giá|tiến độ|so với|phòng|sở|ban|theo|kèm|số \d+)(?: |$)`)
)

// checkPlanTitle refuses a table whose title, or the name of whose sheet or
// file, says that its period is planned or foreseen while its headings say
// nothing: "Kế hoạch năm 2024" above "Doanh thu".
func (r *tableReader) checkPlanTitle(text titleText, names ...string) {
	line, ok := r.planTitle(text.lines)
	if !ok && !slices.ContainsFunc(text.lines, func(l titleLine) bool { return r.namesReported(l.text) || saidIn(achieved, plain(l.text)) }) {
		for _, name := range names {
			if _, named := r.planTitle([]titleLine{{text: worded(name)}}); named && !ok {
				line, ok = titleLine{text: name, at: text.at}, true
			}
		}
	}
	if !ok {
		return
	}
	for _, c := range r.columns {
		_, filled := r.firstFigure(c.col)
		if filled && c.kind == figureColumn && c.slot.scenario == Actual && c.slot.role == Reported && c.slot.status != catalog.Estimate &&
			!saidIn(achieved, plain(c.head.text)) && !saidIn(assessed, plain(c.head.text)) {
			r.findings.add(Error, codeTitlePlan, line.at, Args{"text": line.text, "column": sheet.ColName(c.col), "heading": c.head.text})
			return
		}
	}
}

// planTitle returns the line that says that the table's period is planned or
// foreseen. What it is may stand on the line above: "Kế hoạch sản xuất" over
// "Năm 2025".
func (r *tableReader) planTitle(lines []titleLine) (titleLine, bool) {
	var above titleLine
	targets := r.holdsYearAlone() && !slices.ContainsFunc(lines, func(l titleLine) bool { return saidIn(reported, plain(l.text)) })
	for _, line := range lines {
		mentions := catalog.FindPeriods(line.text)
		for i, m := range mentions {
			from, behind := 0, ""
			if i > 0 {
				from = mentions[i-1].End
			}
			if i == len(mentions)-1 {
				behind = plain(line.text[m.End:])
			}
			before, shown := plain(line.text[from:m.Start]), line
			if i == 0 && before == "" && above.text != "" {
				before, shown = plain(above.text), above
			}
			said := saidIn(planned, before) && !saidIn(achieved, before) || saidIn(foreseen, before) || saidIn(plannedBehind, behind) ||
				targets && saidIn(mainTargets, before)
			if p, ok := m.WithYear(r.title.period.Year()); ok && p == r.title.period && said && !saidIn(assessed, before) {
				return shown, true
			}
		}
		if above = line; len(mentions) > 0 {
			above = titleLine{}
		}
	}
	return titleLine{}, false
}

// holdsYearAlone reports whether a table of a year has nothing beside its figures
// that says that they are an outcome: no plan, nothing of another time.
func (r *tableReader) holdsYearAlone() bool {
	return r.title.period.Grain() == catalog.Year && !slices.ContainsFunc(r.columns, func(c column) bool {
		return c.kind == checkColumn || c.kind == figureColumn && (c.slot.scenario != Actual || c.slot.role != Reported || c.slot.period != r.title.period)
	})
}

// namesReported reports whether a text names the table's period.
func (r *tableReader) namesReported(text string) bool {
	return slices.ContainsFunc(catalog.FindPeriods(text), func(m catalog.Mention) bool {
		p, ok := m.WithYear(r.title.period.Year())
		return ok && p == r.title.period
	})
}

// saidIn reports whether words say something, with accents or without.
func saidIn(c context, words string) bool { return c.in(words, withoutAccents(words) == words) }
