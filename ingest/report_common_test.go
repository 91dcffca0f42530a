package ingest

import (
	"slices"
	"strings"
	"testing"
)

// Whose workbook it is that holds forms of several organisations, or that only
// the file's name tells of.
func TestWorkbooksOfSeveralForms(t *testing.T) {
	form := func(lines ...string) page {
		p := page{name: strings.Join(lines, " ")}
		for _, l := range lines {
			p.rows = append(p.rows, []any{l})
		}
		p.name = strings.NewReplacer(":", "", "/", ".").Replace(p.name)
		p.name = string([]rune(p.name)[:min(31, len([]rune(p.name)))])
		p.rows = append(p.rows, []any{"Quý I/2024"}, []any{"TT", "Chỉ tiêu", "Thực hiện"}, []any{1, "Đảng viên", 5})
		return p
	}
	const hoaBinh, anPhu, daiLoc = "Đơn vị báo cáo: Công ty Cổ phần Hòa Bình", "Đơn vị báo cáo: Công ty TNHH An Phú", "Đơn vị báo cáo: Đảng bộ Tổng công ty Đại Lộc"
	summary := func(members int) page {
		return page{rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Tên đơn vị", "Đảng viên"}, {1, "Công ty Cổ phần Hòa Bình", members}, {2, "Công ty TNHH An Phú", 5}}}
	}
	named := func(name string, p page) page { p.name = name; return p }
	for name, tt := range map[string]struct {
		pages []page
		file  string
		want  string // "sender: organisations", then findings
	}{
		"three of one bloc": {[]page{named("1", form(hoaBinh)), named("2", form(anPhu)), named("3", form(daiLoc))}, "a.xlsx",
			"khoi: hoa-binh an-phu dai-loc; warning sender_of_sheets A1"},
		"two, the cluster by the file's name": {[]page{named("1", form(hoaBinh)), named("2", form(anPhu))}, "Cum 1 quy I.2024.xlsx",
			"cum-1: hoa-binh an-phu; warning sender_of_sheets A1"},
		"two, the cluster by a title": {[]page{named("1", form("CỤM SỐ 1", hoaBinh)), named("2", form(anPhu))}, "a.xlsx",
			"cum-1: hoa-binh an-phu; warning sender_of_sheets A1"},
		"two, which may be a neighbour's":     {[]page{named("1", form(hoaBinh)), named("2", form(anPhu))}, "a.xlsx", "error sender_ambiguous A1"},
		"two, one of them by the file's name": {[]page{named("1", form(hoaBinh)), named("2", form(anPhu))}, "Hoa Binh.xlsx", "error sender_ambiguous A1"},
		"of two blocs": {[]page{named("1", form(hoaBinh)), named("2", form(anPhu)), named("3", form("Đơn vị báo cáo: Đơn vị 2"))}, "a.xlsx",
			"error sender_ambiguous A1"},
		"one that is nobody's": {[]page{named("1", form(hoaBinh)), named("2", form(anPhu)), named("3", form("Báo cáo")), named("4", form(daiLoc))}, "a.xlsx",
			"error sender_ambiguous A1"},
		"names of sheets": {[]page{named("Hòa Bình 1", form("Đảng bộ Công ty Cổ phần Hòa Bình")), named("Chi bộ Công ty TNHH An Phú", form("Báo cáo"))}, "Cụm số 1.xlsx",
			"cum-1: hoa-binh an-phu; warning sender_of_sheets A1; note sender_from_sheet A1"},
		"with a summary that agrees": {[]page{named("1", form(hoaBinh)), named("2", form(anPhu)), named("3", summary(5))}, "a.xlsx",
			"cum-1: hoa-binh an-phu; warning sender_of_sheets A1"},
		"with a summary that does not": {[]page{named("1", form(hoaBinh)), named("2", form(anPhu)), named("3", summary(6))}, "a.xlsx",
			"warning sender_of_sheets A1; error duplicate_figure C3"},
		"nobody but the file, without accents": {[]page{form("Báo cáo")}, "BC_Hoa Binh_quy 1.2024.xlsx", "hoa-binh: hoa-binh; note sender_from_file A1"},
		"nobody but the file, by code":         {[]page{form("Báo cáo")}, "an-phu_2024-Q1.xlsx", "an-phu: an-phu; note sender_from_file A1"},
		"a cluster by the file's name":         {[]page{form("Báo cáo")}, "Cum 1.xlsx", "cum-1: cum-1; note sender_from_file A1"},
		"a stranger's file":                    {[]page{form("Báo cáo")}, "Cong ty Xyz (cum 1).xlsx", "error sender_missing A1"},
		"a file called after two":              {[]page{form("Báo cáo")}, "Hoa Binh, An Phu.xlsx", "error sender_missing A1"},
	} {
		sub := read(t, workbook(t, tt.pages...), tt.file)
		var orgs []string
		for _, f := range sub.Facts {
			orgs = append(orgs, f.Org)
		}
		got := codesAt(sub)
		if !sub.Refused() {
			got = slices.Concat([]string{sub.Org + ": " + strings.Join(orgs, " ")}, got)
		}
		if s := strings.Join(got, "; "); s != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", name, s, tt.want)
		}
	}
}
