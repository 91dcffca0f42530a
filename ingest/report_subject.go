package ingest

import (
	"slices"
	"strings"

	"giaoban/ingest/catalog"
)

// A table of organisations may have nothing but "Kế hoạch", "Thực hiện" over
// its figures: what they are of stands in its title or on the sheet's tab,
// "TỔNG HỢP DOANH THU QUÝ I NĂM 2024".

// neutral are the words of a title that say nothing of what is counted.
var neutral = words("báo", "cáo", "biểu", "bảng", "tổng", "hợp", "số", "liệu", "kết", "quả", "thực", "hiện", "tình", "hình", "chỉ", "tiêu",
	"về", "theo", "của", "các", "đơn", "vị", "trong", "toàn", "cụm", "khối", "kèm", "ước", "tiến", "độ", "danh", "sách", "chi", "tiết", "phụ", "lục",
	"thống", "kê", "doanh", "nghiệp", "năm", "kỳ", "kế", "hoạch", "so", "sánh", "với", "và", "cùng", "trước", "lũy")

// settleSubject gives the columns without a name the indicator of the title.
// What the title says besides must be neutral; else it is asked about, because
// "Doanh thu dịch vụ" is no revenue.
func (r *tableReader) settleSubject(x *foundTable, tab string, heads []columnHeading) []columnHeading {
	if r.table.orientation != rowsAreUnits || !lacksNames(heads) {
		return heads
	}
	lines := slices.Clone(x.text.lines)
	if tab != "" {
		lines = append(lines, titleLine{text: tab, at: x.text.at})
	}
	var subject catalog.Indicator
	var found, doubtful []titleLine
	for _, l := range lines {
		if l.labelled {
			continue
		}
		ind, rest, ok := r.indicatorIn(l.text)
		if m, told := r.confirmed.find(MapHeading, timeless(l.text)); told && m.Target != Ignore {
			subject, _ = r.cat.Indicator(m.Target)
			r.findings.noteMapping(m, r.vocabulary, l.at)
			return withSubject(heads, subject)
		}
		switch {
		case !ok:
		case rest != "":
			doubtful = append(doubtful, l)
		case len(found) == 0 || ind.Code == subject.Code:
			subject, found = ind, append(found, l)
		default:
			doubtful = append(doubtful, l)
		}
	}
	switch {
	case len(found) > 0 && len(doubtful) == 0:
		r.findings.add(Note, codeSubjectFromTitle, found[0].at, Args{"indicator": wording{subject.NameVI, subject.NameEN}, "text": found[0].text})
		return withSubject(heads, subject)
	case len(doubtful) > 0:
		l := doubtful[0]
		q := Question{Scope: r.layout(), Kind: MapHeading, Text: timeless(l.text), Shown: l.text}
		q.Candidates = r.vocabulary.indicatorsLike([]string{q.Text}, catalog.Unit{}, false)
		if ind, _, ok := r.indicatorIn(l.text); ok && !slices.ContainsFunc(q.Candidates, func(c Candidate) bool { return c.Target == ind.Code }) {
			q.Candidates = append(q.Candidates, standing("", ind.Code)...)
		}
		r.findings.ask(Error, codeSubjectUnclear, l.at, Args{"text": l.text}, q, r.vocabulary.called)
	}
	return heads
}

// lacksNames reports whether no column names an indicator and some have
// nothing but measures over them.
func lacksNames(heads []columnHeading) bool {
	measures := false
	for _, h := range heads {
		if h.kind != noColumn || len(h.levels) == 0 {
			continue
		}
		if len(h.head.names) > 0 || h.head.known {
			return false
		}
		measures = true
	}
	return measures
}

// withSubject returns the headings as ones of an indicator.
func withSubject(heads []columnHeading, subject catalog.Indicator) []columnHeading {
	out := slices.Clone(heads)
	for i := range out {
		if h := &out[i]; h.kind == noColumn && len(h.levels) > 0 {
			h.head.indicator, h.head.known = subject, true
		}
	}
	return out
}

// indicatorIn finds the longest name of an indicator in a line, and what the
// line says besides that may make it another's.
func (r *tableReader) indicatorIn(line string) (ind catalog.Indicator, rest string, ok bool) {
	list := strings.Fields(timeless(line))
	for n := len(list); n > 0 && !ok; n-- {
		for from := 0; from+n <= len(list) && !ok; from++ {
			if ind, ok = r.cat.Match(strings.Join(list[from:from+n], " ")); ok {
				list = append(slices.Clone(list[:from]), list[from+n:]...)
				break
			}
		}
	}
	if !ok {
		return ind, "", false
	}
	for _, org := range r.names.in(line) {
		v, _ := r.names.today.Org(org)
		list = strings.Fields(strings.Replace(" "+strings.Join(list, " ")+" ", " "+plain(v.NameVI)+" ", " ", 1))
	}
	list = slices.DeleteFunc(list, func(w string) bool { return neutral[w] || isDigits(w) })
	return ind, strings.Join(list, " "), true
}
