package ingest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"giaoban/ingest/catalog"
)

// answer confirms what a question means.
func answer(q Question, target string) Mapping {
	return Mapping{Scope: q.Scope, Kind: q.Kind, Text: q.Text, Shown: q.Shown, Target: target,
		By: "Lan", At: time.Date(2024, 5, 2, 0, 0, 0, 0, time.UTC)}
}

// readWith reads a workbook with what is confirmed.
func readWith(t testing.TB, data []byte, name string, list ...Mapping) Submission {
	t.Helper()
	v := testVocabulary()
	v.Mappings = Mappings{}
	for _, m := range list {
		v.Mappings[m.Scope] = append(v.Mappings[m.Scope], m)
	}
	sub, err := Read(data, name, v)
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	return sub
}

// figures are the facts of a submission, as text.
func figures(sub Submission) []string {
	var out []string
	for _, f := range sub.Facts {
		out = append(out, fmt.Sprintf("%+v", f))
	}
	return out
}

// asks lists questions as "kind text: candidate candidate".
func asks(sub Submission) []string {
	var out []string
	for _, q := range sub.Questions {
		line := fmt.Sprintf("%s %q:", q.Kind, q.Text)
		for _, c := range q.Candidates[:min(2, len(q.Candidates))] {
			line += " " + c.Target
		}
		out = append(out, line)
	}
	return out
}

// blocSheet is a cluster's summary of 2024-Q1 or another period with these
// headings and names.
func blocSheet(period string, headings, names []string) page {
	head := []any{"TT", "Tên đơn vị"}
	for _, h := range headings {
		head = append(head, h)
	}
	rows := [][]any{{"Đảng ủy Khối Doanh nghiệp tỉnh"}, {"Số liệu " + period}, head}
	for i, n := range names {
		row := []any{i + 1, n}
		for j := range headings {
			row = append(row, 10*(i+1)+j+1)
		}
		rows = append(rows, row)
	}
	return page{name: "S", rows: rows}
}

func TestQuestions(t *testing.T) {
	for name, tt := range map[string]struct {
		page page
		file string
		want []string
	}{
		"heading and unit": {
			blocSheet("quý I/2024", []string{"Doanh thú (tỷ đồng)", "Lao động"}, []string{"Cty CP Hoà Bìnhh", "Chi bộ Công ty TNHH An Phú"}), "",
			[]string{`heading "doanh thú": revenue`, `organisation "cty cp hòa bìnhh": hoa-binh`},
		},
		"row, and one of another unit of measure": {
			formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "TH"}, []any{1, "Doanh thú", "tỷ đồng", 5}, []any{2, "Lao độngg", "người", 5}, []any{3, "Lao độngg nữ khác", "tỷ đồng", 5}), "",
			[]string{`heading "doanh thú": revenue`, `heading "lao độngg": workers workers_average`, `heading "lao độngg nữ khác":`},
		},
		"measure": {
			formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "Thực hiệnn", "Kế hoạhc"}, []any{1, "Doanh thu", "tỷ đồng", 5, 6}), "",
			[]string{`measure "thực hiệnn": actual estimate`, `measure "kế hoạhc": plan`},
		},
		"sender nobody knows": {
			page{name: "S", rows: [][]any{{"Đơn vị báo cáo: Công ty TNHH An Phúu"}, {"Quý I/2024"}, {"TT", "Chỉ tiêu", "TH"}, {1, "Kết nạp", 5}}}, "",
			[]string{`sender "công ty tnhh an phúu": an-phu`},
		},
		"numbers do not agree": {
			page{name: "S", rows: [][]any{{"Đơn vị báo cáo: Đơn vị 08"}, {"Quý I/2024"}, {"TT", "Chỉ tiêu", "TH"}, {1, "Kết nạp", 5}}}, "",
			[]string{`sender "đơn vị 08":`},
		},
		"no sender": {
			page{name: "S", rows: [][]any{{"Báo cáo quý I/2024"}, {"TT", "Chỉ tiêu", "TH"}, {1, "Kết nạp", 5}}}, "",
			[]string{`sender "":`},
		},
		"no period": {
			page{name: "S", rows: [][]any{{"Cụm số 1"}, {"TT", "Chỉ tiêu", "TH"}, {1, "Kết nạp", 5}}}, "",
			[]string{`period "":`},
		},
		"two periods": {
			page{name: "S", rows: [][]any{{"Cụm số 1, quý I/2024, quý II/2024"}, {"TT", "Chỉ tiêu", "TH"}, {1, "Kết nạp", 5}}}, "",
			[]string{`period "": 2024-Q1 2024-Q2`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			sub := read(t, workbook(t, tt.page), tt.file)
			if diff := cmp.Diff(tt.want, asks(sub)); diff != "" {
				t.Errorf("questions (-want +got):\n%s", diff)
			}
			if !sub.Waits() {
				t.Errorf("does not wait: %v", codesAt(sub))
			}
		})
	}
}

// What only this file was told holds for it alone; what its words were
// confirmed to mean holds for the layout.
func TestAnswersOfOneFile(t *testing.T) {
	form := func(first string, value int) []byte {
		return workbook(t, page{name: "S", rows: [][]any{{first}, {"TT", "Chỉ tiêu", "TH"}, {1, "Kết nạp", value}}})
	}
	nameless := read(t, form("Báo cáo quý I/2024", 5), "")
	told := answer(nameless.Questions[0], "an-phu")
	if sub := readWith(t, form("Báo cáo quý I/2024", 5), "", told); sub.Org != "an-phu" || len(sub.Facts) != 1 {
		t.Errorf("read as %q with %d facts: %v", sub.Org, len(sub.Facts), codesAt(sub))
	}
	if sub := readWith(t, form("Báo cáo quý I/2024", 6), "", told); sub.Org != "" || len(sub.Questions) != 1 {
		t.Errorf("another file of the layout is taken for %q", sub.Org)
	}
	stranger := read(t, form("Đơn vị báo cáo: Cty Anh Phú, quý I/2024", 5), "quy-1-2024.xlsx")
	told = answer(stranger.Questions[0], "an-phu")
	if sub := readWith(t, form("Đơn vị báo cáo: Cty Anh Phú, quý I/2024", 6), "quy-2-2024.xlsx", told); sub.Org != "an-phu" {
		t.Errorf("the same name in the same layout is taken for %q: %v", sub.Org, codesAt(sub))
	}
	undated := read(t, form("Cụm số 1", 5), "")
	told = answer(undated.Questions[0], "2024-Q1")
	if sub := readWith(t, form("Cụm số 1", 5), "", told); sub.Period.Code() != "2024-Q1" || len(sub.Facts) != 1 {
		t.Errorf("read for %s with %d facts: %v", sub.Period, len(sub.Facts), codesAt(sub))
	}
}

// Figures that are not wanted are left out with a note, not a warning.
func TestIgnored(t *testing.T) {
	data := workbook(t, blocSheet("quý I/2024", []string{"Doanh thu (tỷ đồng)", "Số nhà"}, []string{"Chi bộ Công ty TNHH An Phú", "Ban quản lý chợ"}))
	var list []Mapping
	for _, q := range read(t, data, "").Questions {
		list = append(list, answer(q, Ignore))
	}
	if diff := cmp.Diff([]string{"note mapping_ignored D3", "note mapping_ignored B5"}, codesAt(readWith(t, data, "", list...))); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

// misspelled draws a name nobody knows, without words that mean something else.
func misspelled(t *rapid.T, label string) string {
	return rapid.StringMatching(`qz[a-z]{3,9} w[a-z]{2,6}`).Draw(t, label)
}

// Reading with what is confirmed equals reading a workbook that was spelled
// right, in this quarter and the next.
func TestMappingReadsAsSpelledRight(t *testing.T) {
	indicators := catalog.Builtin().Indicators
	orgs := map[string]string{"hoa-binh": "Đảng bộ Công ty Cổ phần Hòa Bình", "an-phu": "Chi bộ Công ty TNHH An Phú", "dai-loc": "Đảng bộ Tổng công ty Đại Lộc"}
	rapid.Check(t, func(rt *rapid.T) {
		ind := rapid.SampledFrom(indicators).Filter(func(i catalog.Indicator) bool { return i.Kind == catalog.Flow || i.Kind == catalog.Stock }).Draw(rt, "indicator")
		org := rapid.SampledFrom([]string{"hoa-binh", "an-phu", "dai-loc"}).Draw(rt, "organisation")
		unit, _ := catalog.Builtin().Unit(ind.Unit)
		wrong, who := misspelled(rt, "heading"), misspelled(rt, "name")
		rows := rapid.Bool().Draw(rt, "indicators in rows")
		made := func(period, indicator, name string) []byte {
			if rows {
				return workbook(t, page{name: "S", rows: [][]any{{"Đơn vị báo cáo: " + name}, {"Báo cáo " + period},
					{"TT", "Chỉ tiêu", "ĐVT", "Thực hiện " + period}, {1, indicator, unit.NameVI, 7}}})
			}
			return workbook(t, blocSheet(period, []string{indicator + " (" + unit.NameVI + ")"}, []string{name}))
		}
		var list []Mapping
		for range 2 { // who sent a form is asked before what is in it
			for _, q := range readWith(t, made("quý I/2024", wrong, who), "", list...).Questions {
				target := ind.Code
				if q.Kind != MapHeading {
					target = org
				}
				list = append(list, answer(q, target))
			}
		}
		for _, period := range []string{"quý I/2024", "6 tháng đầu năm 2024"} {
			got := readWith(t, made(period, wrong, who), "", list...)
			want := read(t, made(period, ind.NameVI, orgs[org]), "")
			if diff := cmp.Diff(figures(want), figures(got)); diff != "" || len(got.Facts) != 1 {
				rt.Fatalf("%s, figures (-spelled right +confirmed):\n%s%v", period, diff, codesAt(got))
			}
			for _, f := range got.Findings {
				if f.Severity != Note && !strings.Contains(strings.Join(codesAt(want), "\n"), f.Code) {
					rt.Fatalf("%s: %s", period, f.Code)
				}
			}
		}
	})
}

// A part below a row that is mapped means what it would below the right name.
func TestPartsBelowAMappedRow(t *testing.T) {
	form := func(name string) []byte {
		return workbook(t, formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "TH"}, []any{1, name, "người", 50}, []any{"-", "Lao động nữ", "người", 20}, []any{2, "Đảng viên", nil, 9}))
	}
	wrong := read(t, form("Lực lượng làm việc"), "")
	got := readWith(t, form("Lực lượng làm việc"), "", answer(wrong.Questions[0], "workers"))
	if diff := cmp.Diff(figures(read(t, form("Tổng số lao động"), "")), figures(got)); diff != "" {
		t.Errorf("figures (-spelled right +confirmed):\n%s", diff)
	}
}

// The fingerprint tells layouts apart, not periods, figures or places.
func TestFingerprint(t *testing.T) {
	of := func(p page) string {
		sub := read(t, workbook(t, p), "")
		if len(sub.Questions) == 0 {
			t.Fatalf("no question: %v", codesAt(sub))
		}
		return sub.Questions[0].Scope
	}
	first := of(blocSheet("quý I/2024", []string{"Doanh thú quý I/2024", "Kế hoạch Doanh thú năm 2024"}, []string{"Chi bộ Công ty TNHH An Phú"}))
	later := blocSheet("quý II năm 2025", []string{"Doanh thú quý II năm 2025", "Kế hoạch Doanh thú năm 2025"}, []string{"Đảng bộ Tổng công ty Đại Lộc"})
	later.rows = append([][]any{{}, {}}, later.rows...)
	if of(later) != first {
		t.Error("the next period's workbook has another fingerprint")
	}
	if of(blocSheet("quý I/2024", []string{"Doanh thúu", "Kế hoạch Doanh thú năm 2024"}, []string{"Chi bộ Công ty TNHH An Phú"})) == first {
		t.Error("other headings have the same fingerprint")
	}
}

// What a row's name means is remembered without the row above it, which is a
// section's as long as it is not filled in. Where two rows have one name, the
// sections tell them apart.
func TestRowsAreRememberedByTheirNames(t *testing.T) {
	headings := []any{"TT", "Chỉ tiêu", "ĐVT", "TH"}
	form := func(profit any) []byte {
		return workbook(t, formOf(headings, []any{1, "Lợi nhuận", "tỷ đồng", profit}, []any{2, "Còn phải đóng", "tỷ đồng", 5}))
	}
	sub := readWith(t, form(nil), "a.xlsx")
	if got := asks(sub); len(got) != 1 || sub.Questions[0].Text != "còn phải đóng" {
		t.Fatalf("asks %q", got)
	}
	again := readWith(t, form(3), "a.xlsx", answer(sub.Questions[0], "social_insurance_debt"))
	want := []string{"D4 an-phu profit = 3000000000", "D5 an-phu social_insurance_debt = 5000000000"}
	if diff := cmp.Diff(want, factsOf(again)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	twice := readWith(t, workbook(t, formOf(headings, []any{"I", "Kinh tế"}, []any{1, "Phát sinh khác", nil, 3}, []any{"II", "Đoàn thể"}, []any{1, "Phát sinh khác", nil, 4})), "a.xlsx")
	if diff := cmp.Diff([]string{`heading "kinh tế khác":`, `heading "đoàn thể khác":`}, asks(twice)); diff != "" {
		t.Errorf("two of one name (-want +got):\n%s", diff)
	}
}

// Whoever knows may say that the name of a part stands for the whole.
func TestPartAnswered(t *testing.T) {
	for name, p := range map[string]page{
		"row":    formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "TH"}, []any{1, "Nộp BHXH", "tỷ đồng", 5}, []any{2, "Nộp BHYT", "tỷ đồng", 1}, []any{3, "Doanh thu", "tỷ đồng", 9}),
		"column": blocSheet("quý I/2024", []string{"Nộp BHXH (tỷ đồng)", "Nộp BHYT (tỷ đồng)", "Doanh thu (tỷ đồng)"}, []string{"Công ty TNHH An Phú"}),
	} {
		data := workbook(t, p)
		asked := read(t, data, "a.xlsx")
		q := asked.Questions[0]
		if q.Code != string(codeNameOfPart) || len(asked.Facts) != 1 {
			t.Fatalf("%s: %+v, %d facts", name, q, len(asked.Facts))
		}
		for target, facts := range map[string]int{"social_insurance_paid": 2, Ignore: 1} {
			if got := readWith(t, data, "a.xlsx", answer(q, target)); len(got.Facts) != facts || len(got.Questions) != 1 {
				t.Errorf("%s as %s: %v, asked %v", name, target, figures(got), asks(got))
			}
		}
	}
}

// Of what time the plan in a row is, is answered once for the layout.
func TestPlanInARowAnswered(t *testing.T) {
	data := workbook(t, formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "Quý I/2024"},
		[]any{1, "Doanh thu", "tỷ đồng", 12}, []any{nil, "KH", nil, 13}, []any{2, "Kết nạp", "đảng viên", 1}, []any{nil, "KH", nil, 2}))
	asked := read(t, data, "a.xlsx")
	if got := asks(asked); len(asked.Facts) != 2 || len(got) != 1 || got[0] != `measure "kh": period_plan plan` {
		t.Fatalf("%d facts, asks %v", len(asked.Facts), got)
	}
	for target, period := range map[Measure]string{MeasurePlan: "2024", MeasurePeriodPlan: "2024-Q1"} {
		told := readWith(t, data, "a.xlsx", answer(asked.Questions[0], string(target)))
		if len(told.Facts) != 4 || told.Facts[1].Scenario != Plan || told.Facts[1].Period.Code() != period || len(told.Questions) != 0 {
			t.Errorf("%s: %v, asks %v", target, figures(told), asks(told))
		}
	}
	if told := readWith(t, data, "a.xlsx", answer(asked.Questions[0], Ignore)); len(told.Facts) != 2 || len(told.Questions) != 0 {
		t.Errorf("ignored: %v, asks %v", figures(told), asks(told))
	}
}

// What a heading calls its figures is remembered with the words beside it that
// say whether they are planned, and none of these is proposed that they exclude.
func TestPlansAndOutcomesOfOneName(t *testing.T) {
	form := func(plan, actual any) []byte {
		return workbook(t, formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "KH trong tỉnh", "TH trong tỉnh"},
			[]any{1, "Doanh thu", "tỷ đồng", plan, actual}, []any{2, "Kết nạp", "đảng viên", plan, actual}))
	}
	asked := read(t, form(40, 9), "a.xlsx")
	want := []string{`measure "kế hoạch trong tỉnh": plan period_plan`, `measure "trong tỉnh":`}
	if diff := cmp.Diff(want, asks(asked)); diff != "" {
		t.Fatalf("questions (-want +got):\n%s", diff)
	}
	planned := answer(asked.Questions[0], string(MeasurePlan))
	actual := answer(asked.Questions[1], string(MeasureActual))
	scenarios := func(sub Submission) string {
		var list []string
		for _, f := range sub.Facts {
			list = append(list, fmt.Sprintf("%s %s %s %s", f.Indicator, f.Scenario, f.Period.Code(), f.Cell))
		}
		return strings.Join(list, "; ")
	}
	if got := scenarios(readWith(t, form(40, 9), "a.xlsx", planned)); got != "revenue plan 2024 D4; admissions plan 2024 D5" {
		t.Errorf("of the plan alone: %s", got)
	}
	both := "revenue plan 2024 D4; revenue actual 2024-Q1 E4; admissions plan 2024 D5; admissions actual 2024-Q1 E5"
	if got := scenarios(readWith(t, form(40, 9), "a.xlsx", planned, actual)); got != both {
		t.Errorf("of both: %s", got)
	}
	if got := scenarios(readWith(t, form(nil, 9), "a.xlsx", planned)); got != "" {
		t.Errorf("the answer about plans, for outcomes: %s", got)
	}

	// As it was remembered without these words.
	former := planned
	former.Text = "trong tỉnh"
	if got := scenarios(readWith(t, form(40, 9), "a.xlsx", former)); got != "revenue plan 2024 D4; admissions plan 2024 D5" {
		t.Errorf("as remembered formerly: %s", got)
	}

	data := workbook(t, formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "KH tỉnh giao"}, []any{1, "Doanh thu", "tỷ đồng", 5}))
	sub := read(t, data, "a.xlsx")
	if diff := cmp.Diff([]string{`measure "kế hoạch tỉnh": plan period_plan`}, asks(sub)); diff != "" {
		t.Errorf("a plan under another name (-want +got):\n%s", diff)
	}
	for target, want := range map[Measure]string{MeasureActual: "", MeasurePlan: "revenue plan 2024 D4", MeasurePeriodPlan: "revenue plan 2024-Q1 D4"} {
		if got := scenarios(readWith(t, data, "a.xlsx", answer(sub.Questions[0], string(target)))); got != want {
			t.Errorf("%s of a plan: %q, want %q", target, got, want)
		}
	}
}
