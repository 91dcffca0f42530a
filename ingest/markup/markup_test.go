package markup

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/ingest/locale/localetest"
	"giaoban/ingest/sheet"
)

// anyFont leaves the numbers of fonts out of a comparison: each file has its own.
var anyFont = cmpopts.IgnoreFields(sheet.Cell{}, "Font")

func TestMessages(t *testing.T) {
	own, err := fs.Sub(messageFiles, "messages")
	if err != nil {
		t.Fatal(err)
	}
	localetest.Check(t, own)
	localetest.Used(t, own, os.DirFS("."), "markup.severity.*", "markup.column.*", "markup.step.*", "markup.count", "markup.whole_file", "markup.whole_sheet", "markup.untold", "markup.lost", "markup.lost.*")
}

// sample reads a sample workbook.
func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "samples", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// marked returns the marked copy.
func marked(t testing.TB, original []byte, r Report) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, original, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func opened(t testing.TB, data []byte) *sheet.Book {
	t.Helper()
	book, err := sheet.Open(data, "")
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// parts unpacks an archive.
func parts(t testing.TB, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		out[f.Name] = string(b)
	}
	return out
}

// everywhere makes a finding of each severity for the first cells of every
// sheet that is seen, one for each sheet, and one for the file.
func everywhere(book *sheet.Book) []Finding {
	list := []Finding{{Severity: ingest.Warning, Message: "Cả tệp."}}
	for _, s := range book.Sheets {
		if s.Hidden {
			continue
		}
		list = append(list, Finding{Severity: ingest.Note, Sheet: s.Name, Message: "Cả trang."})
		for i, row := range s.Rows[:min(len(s.Rows), 12)] {
			for _, c := range row.Cells[:min(len(row.Cells), 4)] {
				list = append(list, Finding{
					Severity: ingest.Severities[i%3], Sheet: s.Name, Cell: sheet.Ref(c.Col, row.Number), Fix: "=1.234,5",
					Message: "Hãy gõ lại dưới dạng số, hoặc ghi đủ dấu như 1.234,5.",
				})
			}
		}
	}
	return list
}

// TestCopyOfEverySampleReadsBack marks the samples and reads the copies: the
// same submission comes out, and every cell is what it was.
func TestCopyOfEverySampleReadsBack(t *testing.T) {
	register, err := ingest.Read(sample(t, "vocabulary/to-chuc.xlsx"), "to-chuc.xlsx", ingest.Vocabulary{Catalogue: catalog.Builtin(), Register: &catalog.Register{}})
	if err != nil {
		t.Fatal(err)
	}
	v := ingest.Vocabulary{Catalogue: catalog.Builtin(), Register: register.Register}
	for _, name := range []string{
		"cum-7/2024-Q1/don-vi-01.xlsx", "cum-7/2024-Q1/don-vi-07.xlsx", "cum-7/2021/2021-Q1-dang.xlsx", "khoi-dn-tinh/2021-H1.xlsx",
		"kcn/2016-H1.xlsx", "ky-anh/2022-11.xlsx", "long-bien/2022-Q1.xlsx", "khoi-mau/2023/kinh-te-quy-2023.xlsx", "vocabulary/ke-hoach-cum-7-2024.xlsx",
	} {
		t.Run(name, func(t *testing.T) {
			original := sample(t, name)
			before := opened(t, original)
			copied := marked(t, original, Report{File: filepath.Base(name), Findings: everywhere(before), Lang: locale.VI})
			after := opened(t, copied)
			if got := after.Sheets[0].Name; got != "Kết quả kiểm tra" {
				t.Errorf("the first sheet is %q", got)
			}
			if diff := cmp.Diff(before.Sheets, after.Sheets[1:], anyFont); diff != "" {
				t.Errorf("the sheets are not what they were: %s", diff)
			}
			want, err := ingest.Read(original, name, v)
			if err != nil {
				t.Fatal(err)
			}
			got, err := ingest.Read(copied, name, v)
			if err != nil {
				t.Fatal(err)
			}
			if len(want.Facts) == 0 {
				t.Fatal("the sample holds no facts")
			}
			got.SHA256 = want.SHA256
			if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b catalog.Period) bool { return a == b })); diff != "" {
				t.Errorf("the copy reads otherwise: %s", diff)
			}
			checkWithExcelize(t, copied, len(everywhere(before)))
		})
	}
}

// checkWithExcelize opens the copy with another program's eyes: each finding
// has a row and a link, each cell in question a note and a colour.
func checkWithExcelize(t *testing.T, copied []byte, findings int) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(copied))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	first := f.GetSheetName(0)
	rows, err := f.GetRows(first)
	if err != nil || len(rows) != rowHead+findings {
		t.Fatalf("%d rows, want %d (%v)", len(rows), rowHead+findings, err)
	}
	if f.GetActiveSheetIndex() != 0 {
		t.Errorf("sheet %d is open", f.GetActiveSheetIndex())
	}
	for n := rowHead + 1; n <= len(rows); n++ {
		name, ref := rows[n-1][columnSheet-1], rows[n-1][columnCell-1]
		linked, target, err := f.GetCellHyperLink(first, sheet.Ref(columnCell, n))
		if err != nil || linked != (ref != "") {
			t.Fatalf("row %d: link %v %q %v", n, linked, target, err)
		}
		if _, _, ok := sheet.ParseRef(ref); !ok {
			continue
		}
		if want := sheet.QuoteName(name) + "!" + ref; target != want {
			t.Errorf("row %d leads to %q, want %q", n, target, want)
		}
		comments, err := f.GetComments(name)
		if err != nil || !slices.ContainsFunc(comments, func(c excelize.Comment) bool {
			return c.Cell == ref && strings.Contains(commentText(c), fmt.Sprintf("\n%d. ", n-rowHead))
		}) {
			t.Errorf("%s!%s has no note with number %d (%v)", name, ref, n-rowHead, err)
		}
		rules, err := f.GetConditionalFormats(name)
		if err != nil || !covered(rules, ref) {
			t.Errorf("%s!%s is not coloured (%v)", name, ref, err)
		}
	}
}

func commentText(c excelize.Comment) string {
	text := c.Text
	for _, run := range c.Paragraph {
		text += run.Text
	}
	return text
}

func covered(rules map[string][]excelize.ConditionalFormatOptions, ref string) bool {
	for areas := range rules {
		for area := range strings.FieldsSeq(areas) {
			if first, _, _ := strings.Cut(area, ":"); first == ref {
				return true
			}
		}
	}
	return false
}

// sheetData is what a sheet part holds of cells.
var sheetData = regexp.MustCompile(`(?s)<sheetData.*</sheetData>`)

// TestOnlyWhatIsMarkedChanges compares the parts before and after.
func TestOnlyWhatIsMarkedChanges(t *testing.T) {
	original := sample(t, "cum-7/2024-Q1/don-vi-01.xlsx")
	copied := marked(t, original, Report{Findings: []Finding{{Severity: ingest.Error, Sheet: "Báo cáo", Cell: "E10", Message: "Sai."}}, Lang: locale.VI})
	before, after := parts(t, original), parts(t, copied)
	mayChange := map[string]bool{
		"[Content_Types].xml": true, "xl/workbook.xml": true, "xl/_rels/workbook.xml.rels": true, "xl/styles.xml": true,
		"xl/worksheets/sheet1.xml": true,
	}
	for name, content := range before {
		switch {
		case after[name] != content && !mayChange[name]:
			t.Errorf("%s has changed", name)
		case strings.HasPrefix(name, "xl/worksheets/sheet") && sheetData.FindString(after[name]) != sheetData.FindString(content):
			t.Errorf("the cells of %s have changed", name)
		}
	}
	again := marked(t, original, Report{Findings: []Finding{{Severity: ingest.Error, Sheet: "Báo cáo", Cell: "E10", Message: "Sai."}}, Lang: locale.VI})
	if !bytes.Equal(copied, again) {
		t.Error("the same input gives other bytes")
	}
}

// TestMarksOfAnEarlierCheckGo marks a copy again, with findings and without.
func TestMarksOfAnEarlierCheckGo(t *testing.T) {
	original := sample(t, "khoi-dn-tinh/2021-H1.xlsx")
	book := opened(t, original)
	name := book.Sheets[0].Name
	first := marked(t, original, Report{Findings: everywhere(book), Lang: locale.VI})
	second := marked(t, first, Report{Findings: []Finding{{Severity: ingest.Note, Sheet: name, Cell: "B9", Message: "Một chỗ."}}, Lang: locale.EN})
	last := opened(t, second)
	if len(last.Sheets) != len(book.Sheets)+1 || last.Sheets[0].Name != "Check results" {
		t.Fatalf("sheets %q", last.Sheets[0].Name)
	}
	if len(last.Comments) != 1 || !strings.Contains(last.Comments[0], "1. Note: Một chỗ.") {
		t.Errorf("notes %q", last.Comments)
	}
	for part, content := range parts(t, second) {
		if n := strings.Count(content, "<cfRule"); strings.HasPrefix(part, "xl/worksheets/") && n > 1 {
			t.Errorf("%s has %d rules", part, n)
		}
		if strings.HasSuffix(part, ".vml") && strings.Count(content, "<v:shape ") != 1 {
			t.Errorf("%s: %s", part, content)
		}
	}
	clean := marked(t, second, Report{Lang: locale.VI})
	if n := len(opened(t, clean).Comments); n != 0 {
		t.Errorf("%d notes are left", n)
	}
	if text := fmt.Sprint(parts(t, clean)["xl/worksheets/sheet1.xml"]); strings.Contains(text, "cfRule") {
		t.Error("a colour is left")
	}
}

// TestNotesOfTheSenderStay marks cells that carry notes already.
func TestNotesOfTheSenderStay(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for _, c := range []excelize.Comment{
		{Cell: "A1", Author: "Kế toán", Text: "Số của phòng tài chính"},
		{Cell: "B2", Author: "Kế toán", Paragraph: []excelize.RichTextRun{{Text: "Đã "}, {Text: "đối chiếu", Font: &excelize.Font{Bold: true}}}},
	} {
		if err := f.AddComment("Sheet1", c); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	r := Report{Lang: locale.VI, Findings: []Finding{
		{Severity: ingest.Error, Sheet: "Sheet1", Cell: "A1", Message: "Sai một."}, {Severity: ingest.Error, Sheet: "Sheet1", Cell: "C3", Message: "Sai ba."},
	}}
	want := []string{
		"Kế toán:\nSố của phòng tài chính\n\ngiaoban · Kết quả kiểm tra\n1. Sai: Sai một.", "Đã đối chiếu",
		"giaoban · Kết quả kiểm tra\n2. Sai: Sai ba.",
	}
	once := marked(t, b.Bytes(), r)
	for _, copied := range [][]byte{once, marked(t, once, r)} {
		got := opened(t, copied).Comments
		if len(got) == 3 {
			got[0] = strings.TrimPrefix(got[0], "Kế toán:\n")
			want[0] = strings.TrimPrefix(want[0], "Kế toán:\n")
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("notes: %s", diff)
		}
	}
	if got := opened(t, marked(t, once, Report{Lang: locale.VI})).Comments; len(got) != 2 || strings.Contains(got[0], "giaoban") {
		t.Errorf("without findings the notes are %q", got)
	}
}

// TestTextsStayTexts puts hostile texts wherever a text can come from.
func TestTextsStayTexts(t *testing.T) {
	original := sample(t, "ky-anh/2022-11.xlsx")
	name := opened(t, original).Sheets[0].Name
	rapid.Check(t, func(rt *rapid.T) {
		text := func(label string) string {
			start := rapid.SampledFrom([]string{"=", "+", "-", "@", "\t", "\r", "", "_x0041_", "<", `"`, "&"}).Draw(rt, label+" start")
			return start + rapid.StringOf(rapid.SampledFrom([]rune("_x0041_=+&<>\"'ộA\n\x01{}"))).Draw(rt, label)
		}
		f := Finding{Severity: ingest.Error, Sheet: name, Cell: "B12", Message: text("message"), Fix: text("fix")}
		r := Report{File: text("file"), Sender: text("sender"), Lang: locale.VI, Findings: []Finding{f}}
		var b bytes.Buffer
		if err := Write(&b, original, r); err != nil {
			rt.Fatal(err)
		}
		book, err := sheet.Open(b.Bytes(), "")
		if err != nil {
			rt.Fatal(err)
		}
		list := book.Sheets[0]
		for _, row := range list.Rows {
			for _, c := range row.Cells {
				if c.Formula {
					rt.Fatalf("%s is a formula", sheet.Ref(c.Col, row.Number))
				}
			}
		}
		for col, want := range map[int]string{columnMessage: f.Message, columnFix: f.Fix} {
			want = strings.NewReplacer("\x01", "", "\r", "").Replace(want) // what no cell can hold
			if got := list.At(col, rowHead+1).Text; got != want {
				rt.Fatalf("%q became %q", want, got)
			}
		}
	})
}

func TestName(t *testing.T) {
	for original, want := range map[string]string{
		"bieu.xlsx": "bieu-kiem-tra.xlsx", "bieu-kiem-tra.xlsx": "bieu-kiem-tra.xlsx", "a/b\\Quý I.2024.xlsm": "Quý I.2024-kiem-tra.xlsx", "x.csv": "x-kiem-tra.xlsx",
	} {
		if got := Name(original); got != want {
			t.Errorf("Name(%q) = %q, want %q", original, got, want)
		}
	}
}
