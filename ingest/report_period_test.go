package ingest

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"giaoban/ingest/catalog"
)

// The places that name a period, the one believed first first.
var periodStandings = []Standing{InIdentification, InTitle, InSheetName, InFileName}

// periodNamed is a period as each of those places writes it.
type periodNamed struct{ code, title, sheet, file string }

func (p periodNamed) in(s Standing) string {
	switch s {
	case InIdentification:
		return strings.TrimSuffix(p.code, "*")
	case InTitle:
		return p.title
	case InSheetName:
		return p.sheet
	}
	return p.file
}

// formSaying makes the form of one unit whose places say what is given.
func formSaying(t *testing.T, said map[Standing]string, headings ...any) Submission {
	t.Helper()
	if headings == nil {
		headings = []any{"Thực hiện"}
	}
	row := []any{1, "Doanh thu", "tỷ đồng"}
	for i := range headings {
		row = append(row, 5+i)
	}
	pages := []page{{name: cmp.Or(said[InSheetName], "S"), rows: [][]any{
		{"Công ty TNHH An Phú"}, {cmp.Or(said[InTitle], "BÁO CÁO")}, append([]any{"TT", "Chỉ tiêu", "ĐVT"}, headings...), row}}}
	if id := said[InIdentification]; id != "" {
		pages = append(pages, page{name: identitySheet, rows: [][]any{{"kind", "report"}, {"period", id}}})
	}
	return read(t, workbook(t, pages...), cmp.Or(said[InFileName], "bao cao")+".xlsx")
}

// Of any two places that name different periods neither is taken: the file
// waits with both to choose from. Only a year that holds the other place's
// period is no other, being the label of a drawer, and a file's name may have
// the month in which the report was sent, which is said.
func TestPlacesOfPeriods(t *testing.T) {
	periods := []periodNamed{ // those marked leave their year to the other place
		{"2026-Q3", "BÁO CÁO QUÝ III NĂM 2026", "Quý III.2026", "BC quy III 2026"},
		{"2025-Q3", "BÁO CÁO QUÝ III NĂM 2025", "Q3.2025", "BC_Q3_2025"},
		{"2026-9M", "BÁO CÁO 9 THÁNG ĐẦU NĂM 2026", "9 tháng.2026", "BC 9 thang 2026"},
		{"2026-09", "BÁO CÁO THÁNG 9 NĂM 2026", "T9.2026", "BC thang 9.2026"},
		{"2026-10", "BÁO CÁO THÁNG 10 NĂM 2026", "Tháng 10-2026", "BC T10.2026"},
		{"2026", "BÁO CÁO NĂM 2026", "Năm 2026", "BC nam 2026"},
		{"2026-Q2*", "BÁO CÁO QUÝ II", "Quý II", "BC quy II"},
		{"2026-H1*", "BÁO CÁO 6 THÁNG", "6T", "BC 6T"},
	}
	for i, first := range periodStandings {
		for _, second := range periodStandings[i+1:] {
			for _, p := range periods {
				for _, q := range periods {
					yearless := strings.HasSuffix(p.code, "*")
					if p == q || first == InIdentification && yearless || yearless && strings.HasSuffix(q.code, "*") {
						continue
					}
					sub := formSaying(t, map[Standing]string{first: p.in(first), second: q.in(second)})
					if got, want := heard(sub), heardOf(p.code, q.code, first, second); got != want {
						t.Errorf("%s %q, %s %q: %s, want %s", first, p.in(first), second, q.in(second), got, want)
					}
				}
			}
		}
	}
}

// heard is what a form is read as, with what is warned of, or the choice asked.
func heard(sub Submission) string {
	if len(sub.Questions) != 1 || sub.Questions[0].Kind != MapPeriod {
		return strings.TrimSpace(sub.Period.Code() + " " + disputed(sub))
	}
	var out []string
	for _, c := range sub.Questions[0].Candidates {
		out = append(out, string(c.In)+":"+c.Target)
	}
	return "? " + strings.Join(out, " ")
}

// heardOf is what two places that say p and q should be heard as.
func heardOf(first, second string, in, other Standing) string {
	year := first[:4]
	if strings.HasSuffix(first, "*") { // in the year of the other
		first, year = second[:4]+strings.TrimSuffix(first, "*")[4:], second[:4]
	}
	second = strings.Replace(second, "2026", year, strings.Count(second, "*"))
	second = strings.TrimSuffix(second, "*")
	p, _ := catalog.ParsePeriod(first)
	q, _ := catalog.ParsePeriod(second)
	switch {
	case q.Grain() == catalog.Year && q.Contains(p):
		return first
	case other == InFileName && second == "2026-10" && slices.Contains([]string{"2026-Q3", "2026-9M"}, first):
		return first + " period_file_name {tháng 10/2026 October 2026}"
	}
	return "? " + string(in) + ":" + first + " " + string(other) + ":" + second
}

// What is no other period, and what may be one or not.
func TestNamesBesideAPeriod(t *testing.T) {
	for _, tt := range []struct {
		title, sheet, file string
		want               string
	}{
		{"QUÝ III NĂM 2026", "Cả năm 2026", "", "? title:2026-Q3 sheet_name:2026"},
		{"QUÝ III NĂM 2026", "T9", "", "2026-Q3 period_sheet_name {tháng 9/2026 September 2026}"},
		{"QUÝ III NĂM 2026", "Q2", "", "2026-Q3 period_sheet_name {quý II/2026 Q2 2026}"},
		{"QUÝ III NĂM 2026", "9T", "", "? title:2026-Q3 sheet_name:2026-9M"},
		{"QUÝ III NĂM 2026", "Q3", "", "2026-Q3"},
		{"THÁNG 9 NĂM 2026", "T9", "", "2026-09"},
		{"QUÝ III NĂM 2026", "Quý I, quý II", "", "? title:2026-Q3 sheet_name:2026-Q1 sheet_name:2026-Q2"},
		{"QUÝ III NĂM 2026", "Quý III, 9 tháng", "", "2026-Q3"},
		{"QUÝ III NĂM 2026", "So với quý II", "", "2026-Q3"},
		{"QUÝ III NĂM 2026", "", "BC T9", "2026-Q3 period_file_name {tháng 9/2026 September 2026}"},
		{"QUÝ III NĂM 2026", "", "BC 9T", "? title:2026-Q3 file_name:2026-9M"},
		{"QUÝ III NĂM 2026", "", "BC cty quan Q2", "2026-Q3"},
		{"QUÝ III NĂM 2026", "", "Nha T4", "2026-Q3"},
		{"QUÝ III NĂM 2026", "", "BC gui T9.2026", "2026-Q3 period_file_name {tháng 9/2026 September 2026}"},
		{"QUÝ III NĂM 2026", "", "BC 10.2026", "2026-Q3"},
		{"QUÝ III NĂM 2026", "", "BC 06.2026", "2026-Q3 period_file_name {tháng 6/2026 June 2026}"},
		{"QUÝ III NĂM 2026", "", "BC quy I va quy II 2026", "? title:2026-Q3 file_name:2026-Q1 file_name:2026-Q2"},
		{"QUÝ III NĂM 2026", "", "BC quy III va 9 thang 2026", "2026-Q3"},
		{"QUÝ III NĂM 2026", "", "Cong ty CP Nuoc Viet Nam 2025", "2026-Q3"},
		{"QUÝ III NĂM 2025", "", "BC nam 2026", "? title:2025-Q3 file_name:2026"},
		{"QUÝ III NĂM 2025", "", "BC T10.2026", "? title:2025-Q3 file_name:2026-10"},
		{"QUÝ III", "2026", "", "2026-Q3"},
		{"BÁO CÁO", "T9", "BC quy 2.2026", "? file_name:2026-Q2 sheet_name:2026-09"},
		{"BÁO CÁO", "Quý III, 9 tháng", "BC quy 2.2026", "? file_name:2026-Q2 sheet_name:2026-Q3 sheet_name:2026-9M"},
		{"BÁO CÁO NHANH", "Quý III.2026", "9 thang.2026", "? sheet_name:2026-Q3 file_name:2026-9M"},
	} {
		sub := formSaying(t, map[Standing]string{InTitle: tt.title, InSheetName: tt.sheet, InFileName: tt.file})
		if got := heard(sub); got != tt.want {
			t.Errorf("title %q, sheet %q, file %q: %s, want %s; %v", tt.title, tt.sheet, tt.file, got, tt.want, codesAt(sub))
		}
	}
}

// A name that says another period over headings that each tell their own
// changes no figure.
func TestNamesOverHeadedColumns(t *testing.T) {
	said := map[Standing]string{InTitle: "BÁO CÁO QUÝ III NĂM 2026", InFileName: "BC 9 thang 2026"}
	sub := formSaying(t, said, "Quý III", "9 tháng")
	if got := heard(sub); got != "2026-Q3" || codesOf(sub, "period_") != "period_name_headed" {
		t.Errorf("%s, %v", got, codesAt(sub))
	}
	if got := heard(formSaying(t, said, "Thực hiện", "Cùng kỳ")); got != "? title:2026-Q3 file_name:2026-9M" {
		t.Errorf("without them: %s", got)
	}
}

// The year of a title that has none stands in a name or is that of the paper,
// which is said; where the paper may be of another year it is asked.
func TestYearOfATitle(t *testing.T) {
	for _, tt := range []struct{ title, signed, sheet, file, want, codes string }{
		{title: "QUÝ III", sheet: "Năm 2026", want: "2026-Q3", codes: "period_year"},
		{title: "QUÝ III", file: "BC nam 2026", want: "2026-Q3", codes: "period_year"},
		{title: "QUÝ III", signed: "Hà Nội, ngày 05 tháng 10 năm 2026", want: "2026-Q3", codes: "period_year"},
		{title: "QUÝ III", signed: "Hà Nội, ngày 06 tháng 9 năm 2026", want: "2026-Q3", codes: "period_year"},
		{title: "QUÝ IV", signed: "Hà Nội, ngày 05 tháng 01 năm 2027", want: "2026-Q4", codes: "period_year"},
		{title: "QUÝ I", signed: "Hà Nội, ngày 05 tháng 10 năm 2026", want: "? title:2026-Q1", codes: "period_missing"},
		{title: "QUÝ III", signed: "Hà Nội, ngày 05 tháng 7 năm 2026", want: "? title:2026-Q3", codes: "period_missing"},
		{title: "QUÝ III", signed: "Hà Nội, ngày 05 tháng 10 năm 2026", file: "BC quy III 2025", want: "? title:2026-Q3 file_name:2025-Q3", codes: "period_file_disagrees period_year"},
		{title: "QUÝ III", want: "?", codes: "period_missing"},
	} {
		said := map[Standing]string{InTitle: strings.TrimSpace(tt.signed + "\nBÁO CÁO " + tt.title), InSheetName: tt.sheet, InFileName: tt.file}
		sub := formSaying(t, said)
		if got := strings.TrimSpace(heard(sub)); got != tt.want || codesOf(sub, "period_") != tt.codes {
			t.Errorf("%q: %s with %v, want %s with %s", said, got, codesAt(sub), tt.want, tt.codes)
		}
	}
}

// A workbook with a sheet for each part of what its file is called after is of
// that whole; one with a sheet beyond it waits.
func TestSheetsOfPartsOfTheFileName(t *testing.T) {
	month := func(n string) page {
		return page{name: "Tháng " + n + ".2026", rows: [][]any{{"Công ty TNHH An Phú"}, {"Tháng " + n + " năm 2026"}, measured, {1, "Doanh thu", "tỷ đồng", 5}}}
	}
	for _, tt := range []struct {
		months []string
		want   string
	}{
		{[]string{"7", "8", "9"}, "2026-09"},
		{[]string{"7", "10"}, "? title:2026-07 title:2026-10 file_name:2026-Q3"},
		{[]string{"7"}, "? title:2026-07 file_name:2026-Q3"},
	} {
		var pages []page
		for _, n := range tt.months {
			pages = append(pages, month(n))
		}
		if got := heard(read(t, workbook(t, pages...), "BC quy III 2026.xlsx")); got != tt.want {
			t.Errorf("%v: %s, want %s", tt.months, got, tt.want)
		}
	}
}
