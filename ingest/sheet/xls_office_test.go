package sheet

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"giaoban/ingest/sheet/officetest"
)

var update = flag.Bool("update", false, "make the .xls files in testdata anew, with LibreOffice")

// converted lets LibreOffice convert workbooks, by name without extension,
// and returns the folder with the results.
func converted(t *testing.T, to string, workbooks map[string][]byte) string {
	t.Helper()
	files := map[string][]byte{}
	for name, data := range workbooks {
		files[name+".xlsx"] = data
	}
	return officetest.Convert(t, to, files)
}

// twins are workbooks that LibreOffice saved as testdata/NAME.xls and
// testdata/NAME.xlsx.
var twins = map[string]func(t testing.TB) []byte{
	"kinds":   kindsTwin,
	"strings": stringsTwin,
	"raised":  raisedTwin,
	"base1904": func(t testing.TB) []byte {
		return written(t, func(f *excelize.File) {
			yes := true
			if err := errors.Join(
				f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}),
				f.SetCellValue("Sheet1", "A1", time.Date(2024, 3, 30, 0, 0, 0, 0, time.UTC)),
			); err != nil {
				t.Fatal(err)
			}
		})
	},
}

// TestXLSIsItsTwin compares every cell of the committed files.
func TestXLSIsItsTwin(t *testing.T) {
	if *update {
		sources := map[string][]byte{}
		for name, source := range twins {
			sources[name] = source(t)
		}
		for _, format := range []string{"xls", "xlsx"} {
			dir := converted(t, format, sources)
			for name := range twins {
				if err := os.Rename(filepath.Join(dir, name+"."+format), filepath.Join("testdata", name+"."+format)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	for name := range twins {
		t.Run(name, func(t *testing.T) {
			want := mustOpen(t, file(t, filepath.Join("testdata", name+".xlsx")))
			got := mustOpen(t, file(t, filepath.Join("testdata", name+".xls")))
			if diff := cmp.Diff(comparable(want), comparable(got)); diff != "" {
				t.Errorf("-xlsx +xls:\n%s", diff)
			}
		})
	}
}

func file(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// comparable returns a book as both formats must give it. They number
// fonts and spell number formats and stored numbers in their own ways, and LibreOffice writes a truth
// value into .xls as a formula. Only .xlsx has defined names.
func comparable(b *Book) *Book {
	c := *b
	c.Names, c.Sheets, c.Fonts = nil, nil, nil
	for _, s := range b.Sheets {
		s.Rows = slices.Clone(s.Rows)
		for i := range s.Rows {
			cells := slices.Clone(s.Rows[i].Cells)
			for j := range cells {
				cell := &cells[j]
				cell.Font = 0
				switch cell.Kind {
				case Number, Date:
					cell.Text = ""
				case Bool:
					cell.Formula = false
				}
				cell.Format = "" // Kind tells dates; percentages:
				if strings.Contains(b.Sheet(s.Name).At(cell.Col, s.Rows[i].Number).Format, "%") {
					cell.Format = "%"
				}
			}
			s.Rows[i].Cells = cells
		}
		c.Sheets = append(c.Sheets, s)
	}
	return &c
}

// samples are workbooks of the kind that offices send.
var samples = []string{
	"kcn/2016-H1", "khoi-dn-tinh/2020-H1", "khoi-dn-tinh/2021-H1", "ky-anh/2022-11", "long-bien/2022-Q1",
	"cum-7/2021/2021-Q1-dang", "cum-7/2024-Q1/don-vi-01", "cum-7/2024-Q1/don-vi-10", "vocabulary/to-chuc",
}

// TestXLSAgainstLibreOffice compares every cell with what LibreOffice makes of
// the same workbook as .xlsx and as comma-separated values.
func TestXLSAgainstLibreOffice(t *testing.T) {
	officetest.Need(t)
	sources := map[string][]byte{}
	for name, source := range twins {
		sources[name] = source(t)
	}
	for _, name := range samples {
		sources[strings.ReplaceAll(name, "/", "_")] = file(t, filepath.Join("..", "..", "samples", name+".xlsx"))
	}
	// Stored values, not shown ones, of every sheet, in English.
	exported := converted(t, "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,true,false,false,false,false,-1", sources)
	xlsx, xls := converted(t, "xlsx", sources), converted(t, "xls", sources)
	for name := range sources {
		t.Run(name, func(t *testing.T) {
			want := mustOpen(t, file(t, filepath.Join(xlsx, name+".xlsx")))
			got := mustOpen(t, file(t, filepath.Join(xls, name+".xls")))
			if diff := cmp.Diff(comparable(want), comparable(got)); diff != "" {
				t.Errorf("-xlsx +xls:\n%s", diff)
			}
			for i := range got.Sheets {
				sameValues(t, &got.Sheets[i], filepath.Join(exported, name+"-"+got.Sheets[i].Name+".csv"))
			}
		})
	}
}

// sameValues compares a sheet's cells with an export of their values.
func sameValues(t *testing.T, s *Sheet, path string) {
	t.Helper()
	seen := 0
	for i, row := range values(string(file(t, path))) {
		for j, want := range row {
			c := s.At(j+1, i+1)
			if want != "" {
				seen++
			}
			if !hasValue(c, want) {
				t.Errorf("%s!%s = %+v, want %q", s.Name, Ref(c.Col, i+1), c, want)
			}
		}
	}
	for _, row := range s.Rows {
		for _, c := range row.Cells {
			if c.Text != "" {
				seen--
			}
		}
	}
	if seen != 0 {
		t.Errorf("%s has %d cells more than were read", s.Name, seen)
	}
}

// values splits comma-separated values in which every value is quoted. Unlike
// package csv it keeps empty lines, which number the rows.
func values(text string) [][]string {
	var rows [][]string
	var row []string
	var value strings.Builder
	quoted := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '"' && strings.HasPrefix(text[i:], `""`):
			value.WriteByte('"')
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
			value.WriteByte(c)
		case c == ',' || c == '\n':
			row = append(row, value.String())
			value.Reset()
			if c == '\n' {
				rows, row = append(rows, row), nil
			}
		}
	}
	return rows
}

// hasValue reports whether a cell holds what LibreOffice exports as that text.
func hasValue(c Cell, text string) bool {
	text = norm.NFC.String(text)
	switch c.Kind {
	case Number:
		number, percent := strings.CutSuffix(text, "%")
		d, err := decimal.NewFromString(number)
		if percent {
			d = d.Shift(-2)
		}
		return err == nil && d.Equal(c.Number)
	case Date:
		at, err := time.Parse("01/02/2006 15:04:05", text)
		if err != nil {
			at, err = time.Parse("01/02/2006", text)
		}
		got, ok := c.Time()
		return err == nil && ok && at.Equal(got)
	case Bool:
		return text == c.Text || text == map[string]string{"TRUE": "1", "FALSE": "0"}[c.Text]
	}
	return text == c.Text || text == onTheLine.Replace(c.Text)
}

// onTheLine undoes [raised], which LibreOffice's export knows nothing of.
var onTheLine = strings.NewReplacer("⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9")

// stringsTwin has texts that CONTINUE records split at every kind of place.
func stringsTwin(t testing.TB) []byte {
	random := rand.New(rand.NewPCG(1, 2))
	letters := [][]rune{[]rune("abcdefghij "), []rune("ấầẩẫậđơưỳ ạ"), []rune("aâêôéàùý "), []rune("xế😀")}
	return written(t, func(f *excelize.File) {
		for row := range 260 {
			alphabet := letters[random.IntN(len(letters))]
			text := []rune{'#'}
			for range random.IntN(120) {
				text = append(text, alphabet[random.IntN(len(alphabet))])
			}
			text = append(text, '.')
			cell := fmt.Sprintf("B%d", row+1)
			err := f.SetCellValue("Sheet1", cell, string(text))
			if row%5 == 0 {
				half := len(text) / 2
				err = f.SetCellRichText("Sheet1", cell, []excelize.RichTextRun{{Text: string(text[:half])}, {Text: string(text[half:]), Font: &excelize.Font{Bold: true}}})
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := f.SetCellValue("Sheet1", "A1", strings.Repeat("Một ô rất dài. ", 2000)); err != nil {
			t.Fatal(err)
		}
	})
}

// raisedTwin has texts of which a part is set above or below the line.
func raisedTwin(t testing.TB) []byte {
	return written(t, func(f *excelize.File) {
		for cell, parts := range map[string][]string{
			"A1": {"12,5", "^1"}, "A2": {"Doanh thu", "^(2)", " của đơn vị"}, "A3": {"m", "^3"}, "A4": {"H", "_2", "O"}, "A5": {"^10", "234"}, "A6": {"5", "^a 6", "7", "^8"},
		} {
			var runs []excelize.RichTextRun
			for _, part := range parts {
				text := strings.TrimLeft(part, "^_")
				font := &excelize.Font{Family: "Times New Roman", VertAlign: map[byte]string{'^': "superscript", '_': "subscript"}[part[0]]}
				runs = append(runs, excelize.RichTextRun{Text: text, Font: font})
			}
			if err := f.SetCellRichText("Sheet1", cell, runs); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// A part above the line does not join what it stands behind: "12,5" with the
// sign of note 1 is not 12,51.
func TestRaised(t *testing.T) {
	want := []string{"12,5¹", "Doanh thu(²) của đơn vị", "m³", "H2O", "¹⁰234", "5a ⁶7⁸"}
	inline := packed(t, map[string]string{"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row><c t="inlineStr"><is>` +
		`<r><t>12,5</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r><r><t> 2</t></r></is></c></row></sheetData></worksheet>`})
	for name, data := range map[string][]byte{
		"written": raisedTwin(t), "xlsx": file(t, "testdata/raised.xlsx"), "xls": file(t, "testdata/raised.xls"), "ods": file(t, "testdata/raised.ods"),
	} {
		if diff := cmp.Diff(want, textsOf(mustOpen(t, data))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if diff := cmp.Diff([]string{"12,5¹ 2"}, textsOf(mustOpen(t, inline))); diff != "" {
		t.Errorf("inline (-want +got):\n%s", diff)
	}
}

// kindsTwin has a cell of every kind and everything around cells that is read.
func kindsTwin(t testing.TB) []byte {
	return written(t, func(f *excelize.File) {
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		set := func(cell string, v any) { must(f.SetCellValue("Số liệu", cell, v)) }
		styled := func(cell string, v any, s excelize.Style) {
			id, err := f.NewStyle(&s)
			must(err)
			set(cell, v)
			must(f.SetCellStyle("Số liệu", cell, cell, id))
		}
		formula := func(cell, text string, v any) {
			set(cell, v)
			must(f.SetCellFormula("Số liệu", cell, text))
		}
		must(f.SetSheetName("Sheet1", "Số liệu"))
		set("A1", "BÁO CÁO QUÝ I/2024 — Đảng ủy Khối")
		must(f.MergeCell("Số liệu", "A1", "D2"))
		for i, v := range []any{0, 1, -5, 1234567, 536870911, 536870912, -536870912, -536870913, 0.01, -0.07, 9605.38,
			1.0 / 3, 1e-7, 1e15, 123456789012345678.0, 12345.67, 0.982} {
			set(Ref(1, 4+i), v)
		}
		set("B4", "00123")
		set("B5", true)
		set("B6", false)
		styled("B7", 0.982, excelize.Style{NumFmt: 10, Font: &excelize.Font{Bold: true}})
		styled("B8", time.Date(2024, 3, 30, 0, 0, 0, 0, time.UTC), excelize.Style{NumFmt: 14})
		styled("B9", time.Date(2024, 3, 30, 13, 45, 0, 0, time.UTC), excelize.Style{NumFmt: 22})
		money := `#,##0.00\ "tỷ đồng"`
		styled("B10", -5.5, excelize.Style{CustomNumFmt: &money})
		must(f.SetCellRichText("Số liệu", "B11", []excelize.RichTextRun{{Text: "Doanh "}, {Text: "thu đậm", Font: &excelize.Font{Bold: true, Color: "FF0000"}}}))
		set("B12", "hai\ndòng")
		set("B13", "😀 ngoài mặt phẳng")
		formula("C4", "A5+A6", -4)
		formula("C5", `"Quý "&"I"`, "Quý I")
		formula("C6", "A5>0", true)
		formula("C7", `IF(A5>0,"","x")`, "")
		formula("C8", "1/0", "#DIV/0!")
		formula("C9", "NA()", "#N/A")
		must(f.SetRowVisible("Số liệu", 8, false))
		must(f.SetColVisible("Số liệu", "F:G", false))
		set("F4", "cột ẩn")
		must(f.SetHeaderFooter("Số liệu", &excelize.HeaderFooterOptions{OddHeader: `&LLưu hành nội bộ&R&"Arial,Bold"&12Mẫu 01`, OddFooter: "&CTrang &P"}))
		must(f.AddComment("Số liệu", excelize.Comment{Cell: "A5", Author: "vp", Paragraph: []excelize.RichTextRun{{Text: "Số ước, chờ kiểm toán"}}}))
		must(f.AddShape("Số liệu", &excelize.Shape{Cell: "H2", Type: "rect", Paragraph: []excelize.RichTextRun{{Text: "Khung chữ"}}}))
		must(f.AddChart("Số liệu", "H20", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Values: "'Số liệu'!$A$4:$A$8"}}}))
		_, err := f.NewSheet("Ẩn")
		must(err)
		must(f.SetCellValue("Ẩn", "C3", "sau biểu đồ"))
		must(f.SetSheetVisible("Ẩn", false))
		_, err = f.NewSheet("Trống")
		must(err)
		must(f.SetCustomProps(excelize.CustomProperty{Name: "giaoban.org", Value: "cum-7"}))
		must(f.SetCustomProps(excelize.CustomProperty{Name: "giaoban.note", Value: "Đảng ủy"}))
	})
}
