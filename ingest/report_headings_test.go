package ingest

import (
	"strings"
	"testing"
)

// A period that the workbook leaves open is asked about, the likeliest first,
// and the answer settles it.
func TestPeriodsOfHeadings(t *testing.T) {
	sheetOf := func(name, title string, headings ...any) page {
		row := []any{1, "Lao động", "người"}
		for i := range headings {
			row = append(row, 120+i)
		}
		return page{name: name, rows: [][]any{{"Công ty TNHH An Phú"}, {title}, append([]any{"TT", "Chỉ tiêu", "ĐVT"}, headings...), row}}
	}
	for name, tt := range map[string]struct {
		pages      []page
		file       string
		candidates string // "" for no question
		answer     string
		want       string
	}{
		"only in headings": {
			[]page{sheetOf("S", "Báo cáo", "KH năm 2024", "Quý I/2023", "Quý I/2024", "Ước năm 2024")}, "a.xlsx",
			"2024-Q1 heading; 2023-Q1 heading; 2024 heading", "2024-Q1",
			"2024: 120; 2023-Q1: 121; 2024-Q1: 122; 2024: 123",
		},
		"only as a day": {
			[]page{sheetOf("S", "Báo cáo", "Có đến 31/12/2023", "Có đến 30/6/2024")}, "a.xlsx",
			"2024-Q2 heading; 2024-H1 heading; 2024-06 heading", "2024-H1", "2023-H2: 120; 2024-H1: 121",
		},
		"only as a day that closes a month": {
			[]page{sheetOf("S", "Số liệu có đến 14/9/2024", "Thực hiện")}, "a.xlsx",
			"2024-Q3 title; 2024-9M title; 2024-09 title", "2024-9M", "2024-9M: 120",
		},
		"of an earlier form": {
			[]page{sheetOf("S", "Báo cáo quý III/2024", "Quý I/2024", "Quý II/2024")}, "a.xlsx",
			"2024-Q3 title; 2024-Q2 heading; 2024-Q1 heading", "2024-Q2", "2024-Q1: 120; 2024-Q2: 121",
		},
		"of a later form than the file's name": {
			[]page{sheetOf("S", "Báo cáo", "Quý I/2024", "Quý II/2024")}, "BC quy 1.2023.xlsx",
			"2023-Q1 file_name; 2024-Q2 heading; 2024-Q1 heading", "2024-Q2", "2024-Q1: 120; 2024-Q2: 121",
		},
		"beside one that names none": {
			[]page{sheetOf("S", "Báo cáo quý III/2024", "Quý II/2024", "Thực hiện")}, "a.xlsx", "", "", "2024-Q2: 120; 2024-Q3: 121",
		},
		"two in the title, one named by the file": {
			[]page{{name: "S", rows: [][]any{{"Đơn vị báo cáo: Công ty TNHH An Phú"}, {"Báo cáo quý II và 6 tháng đầu năm 2024"}, {"TT", "Chỉ tiêu", "Quý II", "6 tháng"}, {1, "Kết nạp", 120, 121}}}},
			"quy 2.2024.xlsx", "", "", "2024-Q2: 120; 2024-H1: 121",
		},
		"two in the title and a heading of either": {
			[]page{sheetOf("S", "Báo cáo quý II và 6 tháng đầu năm 2024", "Quý II", "Cùng kỳ")}, "a.xlsx",
			"2024-Q2 title; 2024-H1 title", "2024-Q2", "2024-Q2: 120; 2023-Q2: 121",
		},
		"two in the title that do not end together": {
			[]page{sheetOf("S", "Báo cáo quý I/2024 và quý II/2024", "Quý I", "Quý II")}, "a.xlsx",
			"2024-Q1 title; 2024-Q2 title", "2024-Q2", "2024-Q1: 120; 2024-Q2: 121",
		},
		"sheets of parts of the year in their titles": {
			[]page{sheetOf("Quý I", "Số liệu năm 2024", "KH năm", "TH"), sheetOf("Quý II", "Số liệu năm 2024", "KH năm", "TH"), sheetOf("Cả năm", "Số liệu năm 2024", "KH năm", "TH")}, "Bao cao nam 2024.xlsx", "", "",
			"2024: 120; 2024-Q1: 121; 2024-Q2: 121; 2024: 121",
		},
		"one sheet of a part of the year in its title": {
			[]page{sheetOf("Quý I", "Số liệu năm 2024", "TH")}, "a.xlsx", "2024 title; 2024-Q1 sheet_name", "2024-Q1", "2024-Q1: 120",
		},
		"sheets of parts under titles of the whole year": {
			[]page{sheetOf("Quý I", "Số liệu cả năm 2024", "TH"), sheetOf("Quý II", "Số liệu cả năm 2024", "TH")}, "a.xlsx",
			"2024 title; 2024-Q1 sheet_name; 2024-Q2 sheet_name", "2024", "2024: 120",
		},
		"several sheets in a file of another": {
			[]page{sheetOf("A", "Quý I/2024", "TH"), sheetOf("B", "Quý II/2024", "TH")}, "quy 4.2024.xlsx",
			"2024-Q1 title; 2024-Q2 title; 2024-Q4 file_name", "2024-Q2", "2024-Q1: 120; 2024-Q2: 120",
		},
	} {
		data := workbook(t, tt.pages...)
		v := testVocabulary()
		sub, err := Read(data, tt.file, v)
		if err != nil {
			t.Fatal(err)
		}
		var candidates []string
		for _, q := range sub.Questions {
			for _, c := range q.Candidates {
				candidates = append(candidates, c.Target+" "+string(c.In))
			}
			v.Mappings = Mappings{q.Scope: {answer(q, tt.answer)}}
		}
		if got := strings.Join(candidates, "; "); got != tt.candidates {
			t.Errorf("%s: asked for %s, want %s", name, got, tt.candidates)
		}
		if sub, err = Read(data, tt.file, v); err != nil {
			t.Fatal(err)
		}
		var facts []string
		for _, f := range sub.Facts {
			facts = append(facts, f.Period.Code()+": "+f.Num.String())
		}
		if got := strings.Join(facts, "; "); got != tt.want || len(sub.Questions) > 0 {
			t.Errorf("%s: %s, want %s; asks %d questions", name, got, tt.want, len(sub.Questions))
		}
	}
}
