package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// readTold reads a workbook again with what somebody has told of it, as "kind
// target" each.
func readTold(t *testing.T, data []byte, file string, statements ...string) Submission {
	t.Helper()
	sum := sha256.Sum256(data)
	var list []Mapping
	for _, s := range statements {
		kind, target, _ := strings.Cut(s, " ")
		list = append(list, Mapping{Scope: hex.EncodeToString(sum[:]), Kind: MappingKind(kind), Target: target})
	}
	return readWith(t, data, file, list...)
}

// figuresOf writes a submission's figures, as far as premises decide on them.
func figuresOf(sub Submission) string {
	var out []string
	for _, f := range sub.Facts {
		out = append(out, fmt.Sprint(f.Org, " ", f.Indicator, " ", f.Period.Code(), " ", f.Basis, " ", f.Status, " ", f.Role))
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

func premisesOf(sub Submission) string {
	var out []string
	for _, p := range sub.Premises {
		s := string(p.Kind) + " " + p.Target
		if p.Told {
			s += "!"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

// Whatever a workbook says of itself, what somebody tells of it goes before:
// without being asked, for all its figures of the report's time, and said.
func TestToldOfAFile(t *testing.T) {
	reported := func(heading string) []page {
		return []page{{name: "S", rows: [][]any{{"Đảng bộ Công ty Cổ phần Hòa Bình"}, {"Ước thực hiện quý III/2024"}, {"TT", "Chỉ tiêu", heading, "Cùng kỳ", "Kế hoạch năm"},
			{1, "Kết nạp đảng viên mới", 5, 4, 20}, {2, "Đảng viên", 50, 48, 60}}}}
	}
	const base = "sender hoa-binh, period 2024-Q3, status estimate, basis discrete"
	for _, tt := range []struct {
		name, heading, statement string
		premises                 string
		of                       []string // figures
	}{
		{"nothing", "Thực hiện", "", base, []string{"hoa-binh admissions 2024-Q3 discrete estimate report", "hoa-binh party_members 2024-Q3 discrete estimate report", "hoa-binh admissions 2023-Q3 discrete preliminary same_period"}},
		{"status", "Thực hiện", "status final", "sender hoa-binh, period 2024-Q3, status final!, basis discrete",
			[]string{"hoa-binh admissions 2024-Q3 discrete final report", "hoa-binh party_members 2024-Q3 discrete final report", "hoa-binh admissions 2023-Q3 discrete preliminary same_period"}},
		{"status over a heading's", "Ước thực hiện", "status preliminary", "sender hoa-binh, period 2024-Q3, status preliminary!, basis discrete", []string{"hoa-binh admissions 2024-Q3 discrete preliminary report"}},
		{"basis", "Thực hiện", "basis cumulative", "sender hoa-binh, period 2024-Q3, status estimate, basis cumulative!",
			[]string{"hoa-binh admissions 2024-Q3 cumulative estimate report", "hoa-binh party_members 2024-Q3 discrete estimate report"}},
		{"basis over a heading's", "Lũy kế", "basis discrete", "sender hoa-binh, period 2024-Q3, status estimate, basis discrete!", []string{"hoa-binh admissions 2024-Q3 discrete estimate report"}},
		// The estimate was said of the other quarter.
		{"period", "Thực hiện", "period 2024-Q2", "sender hoa-binh, period 2024-Q2!, status preliminary, basis discrete",
			[]string{"hoa-binh admissions 2024-Q2 discrete preliminary report", "hoa-binh admissions 2023-Q2 discrete preliminary same_period", "hoa-binh admissions 2024 discrete final report"}},
		{"sender", "Thực hiện", "sender dai-loc", "sender dai-loc!, period 2024-Q3, status estimate, basis discrete", []string{"dai-loc admissions 2024-Q3 discrete estimate report"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			data := workbook(t, reported(tt.heading)...)
			var statements []string
			if tt.statement != "" {
				statements = append(statements, tt.statement)
			}
			sub := readTold(t, data, "bao-cao.xlsx", statements...)
			if sub.Refused() {
				t.Fatalf("refused: %v", codesAt(sub))
			}
			if got := premisesOf(sub); got != tt.premises {
				t.Errorf("got %s\nwant %s", got, tt.premises)
			}
			for _, want := range tt.of {
				if !strings.Contains(figuresOf(sub)+"\n", want+"\n") {
					t.Errorf("no %s in\n%s", want, figuresOf(sub))
				}
			}
			if n := strings.Count(strings.Join(codesAt(sub), " "), "mapping_answered"); n != len(statements) {
				t.Errorf("said %d times: %v", n, codesAt(sub))
			}
			if tt.statement != "" && figuresOf(sub) == figuresOf(readTold(t, data, "bao-cao.xlsx")) {
				t.Error("the same as before")
			}
		})
	}
}

// What is told of a file goes before what the name of a row or a cell says, too,
// and it is said which words were not followed. A plan, another year's figure and
// an estimate of a time that is not over stay what they are.
func TestToldOfAFileGoesBeforeItsRows(t *testing.T) {
	form := page{name: "S", rows: [][]any{{"Đảng bộ Công ty Cổ phần Hòa Bình"}, {"Quý III/2024"}, {"TT", "Chỉ tiêu", "ĐVT", "Thực hiện", "Ghi chú"},
		{1, "Doanh thu (ước)", "tỷ đồng", 30}, {2, "Nộp ngân sách ước thực hiện", "tỷ đồng", 3}, {3, "Nộp BHXH", "tỷ đồng", "ước đạt 2"},
		{4, "Lợi nhuận", "tỷ đồng", 1, "số ước"}, {5, "Kết nạp lũy kế", "người", 7}, {6, "Đảng viên", "người", 50},
		{7, "Đầu tư ước cả năm", "tỷ đồng", 9}, {8, "Doanh thu cùng kỳ (sơ bộ)", "tỷ đồng", 28}, {9, "Doanh thu KH năm", "tỷ đồng", 120}}}
	units := page{name: "S", rows: [][]any{{"Cụm số 1"}, {"Quý III/2024"}, {"TT", "Tên đơn vị", "", "Kết nạp"},
		{1, "Công ty Cổ phần Hòa Bình", "KH năm", 9}, {nil, nil, "Ước TH", 5}}}
	beyond := []string{"hoa-binh investment 2024 discrete estimate report", "hoa-binh revenue 2023-Q3 discrete preliminary same_period", "hoa-binh revenue 2024 discrete final report"}
	for _, tt := range []struct {
		name, statement string
		page            page
		notes           []string
		of              []string
	}{
		{"nothing", "", form, nil, append([]string{"hoa-binh revenue 2024-Q3 discrete estimate report", "hoa-binh budget_paid 2024-Q3 discrete estimate report",
			"hoa-binh social_insurance_paid 2024-Q3 discrete estimate report", "hoa-binh profit 2024-Q3 discrete estimate report", "hoa-binh admissions 2024-Q3 cumulative preliminary report"}, beyond...)},
		{"status", "status final", form, []string{"note mapping_answered A1", "note told_before D4"}, append([]string{"hoa-binh revenue 2024-Q3 discrete final report",
			"hoa-binh budget_paid 2024-Q3 discrete final report", "hoa-binh social_insurance_paid 2024-Q3 discrete final report", "hoa-binh profit 2024-Q3 discrete final report",
			"hoa-binh party_members 2024-Q3 discrete final report"}, beyond...)},
		{"basis", "basis discrete", form, []string{"note mapping_answered A1", "note told_before D8"}, append([]string{"hoa-binh revenue 2024-Q3 discrete estimate report", "hoa-binh admissions 2024-Q3 discrete preliminary report"}, beyond...)},
		{"the same", "status estimate", page{name: "S", rows: form.rows[:5]}, []string{"note mapping_answered A1"}, []string{"hoa-binh revenue 2024-Q3 discrete estimate report"}},
		{"rows of measures", "status final", units, []string{"note mapping_answered A1", "note told_before D5"}, []string{"hoa-binh admissions 2024-Q3 discrete final report", "hoa-binh admissions 2024 discrete final report"}},
	} {
		var statements []string
		if tt.statement != "" {
			statements = append(statements, tt.statement)
		}
		sub := readTold(t, workbook(t, tt.page), "bao-cao.xlsx", statements...)
		for _, want := range tt.of {
			if !strings.Contains(figuresOf(sub)+"\n", want+"\n") {
				t.Errorf("%s: no %s in\n%s", tt.name, want, figuresOf(sub))
			}
		}
		var notes []string
		for _, at := range codesAt(sub) {
			if strings.Contains(at, "mapping_answered") || strings.Contains(at, "told_before") {
				notes = append(notes, at)
			}
		}
		if !slices.Equal(notes, tt.notes) || sub.Refused() {
			t.Errorf("%s: %v", tt.name, codesAt(sub))
		}
	}
}

// A form knows whose it is, of which period and how sure; what is told goes
// before that too, and before what is missing.
func TestToldOfAForm(t *testing.T) {
	data := filledForm(t)
	for _, tt := range []struct{ statement, premises, figure string }{
		{"", "sender an-phu, period 2024-Q1, status estimate", "an-phu revenue 2024-Q1 discrete estimate report\n"},
		{"sender hoa-binh", "sender hoa-binh!, period 2024-Q1, status estimate", "hoa-binh revenue 2024-Q1 discrete estimate report\n"},
		{"period 2023-Q4", "sender an-phu, period 2023-Q4!, status estimate", "an-phu revenue 2023-Q4 discrete estimate report\n"},
		{"status corrected", "sender an-phu, period 2024-Q1, status corrected!", "an-phu revenue 2024-Q1 discrete corrected report\n"},
	} {
		var statements []string
		if tt.statement != "" {
			statements = append(statements, tt.statement)
		}
		sub := readTold(t, data, "mau.xlsx", statements...)
		if got := premisesOf(sub); got != tt.premises || sub.Refused() || !strings.Contains(figuresOf(sub)+"\n", tt.figure) {
			t.Errorf("told %q: %s, %v\n%s", tt.statement, got, codesAt(sub), figuresOf(sub))
		}
		if n := strings.Count(strings.Join(codesAt(sub), " "), "mapping_answered"); n != len(statements) {
			t.Errorf("told %q: said %d times", tt.statement, n)
		}
	}
}
