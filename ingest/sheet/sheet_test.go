package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"giaoban/ingest/sheet/ziptest"
)

// written returns the bytes of a workbook that fill made of an empty one.
func written(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The least parts of a workbook, for files no library would write.
var minimal = map[string]string{
	"[Content_Types].xml":        `<Types/>`,
	"_rels/.rels":                `<Relationships><Relationship Id="r" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
	"xl/workbook.xml":            `<workbook><sheets><sheet name="S" sheetId="1" id="r1"/></sheets></workbook>`,
	"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="r3" Type="http://x/styles" Target="styles.xml"/></Relationships>`,
	"xl/sharedStrings.xml":       `<sst><si><t>một</t></si></sst>`,
	"xl/styles.xml":              `<styleSheet/>`,
	"xl/worksheets/sheet1.xml":   `<worksheet><sheetData/></worksheet>`,
}

// packed returns the minimal workbook with parts replaced, or removed when "-".
func packed(t testing.TB, replace map[string]string) []byte {
	t.Helper()
	return zipped(t, minimal, replace)
}

// zipped packs parts, some replaced or added, or removed when "-".
func zipped(t testing.TB, parts, replace map[string]string) []byte {
	t.Helper()
	parts = maps.Clone(parts)
	maps.Copy(parts, replace)
	maps.DeleteFunc(parts, func(_, text string) bool { return text == "-" })
	return ziptest.Pack(t, parts)
}

// onSheet is the minimal workbook with this inside <sheetData>.
func onSheet(t testing.TB, data string) []byte {
	return packed(t, map[string]string{"xl/worksheets/sheet1.xml": "<worksheet><sheetData>" + data + "</sheetData></worksheet>"})
}

func mustOpen(t *testing.T, data []byte) *Book {
	t.Helper()
	book, err := Open(data, "test.xlsx")
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	return book
}

func TestCellsOfEveryKind(t *testing.T) {
	data := written(t, func(f *excelize.File) {
		set := func(cell string, v any) {
			if err := f.SetCellValue("Sheet1", cell, v); err != nil {
				t.Fatal(err)
			}
		}
		style := func(cell string, s excelize.Style) {
			id, err := f.NewStyle(&s)
			if err != nil {
				t.Fatal(err)
			}
			if err := f.SetCellStyle("Sheet1", cell, cell, id); err != nil {
				t.Fatal(err)
			}
		}
		set("A1", norm.NFD.String("Nộp ngân sách"))
		set("B1", 9605.38)
		set("C1", "00123")
		set("D1", true)
		set("E1", 0.982)
		style("E1", excelize.Style{NumFmt: 10, Font: &excelize.Font{Bold: true}})
		set("F1", time.Date(2024, 3, 30, 0, 0, 0, 0, time.UTC))
		money := `#,##0.00\ "tỷ đồng"`
		set("G1", -5)
		style("G1", excelize.Style{CustomNumFmt: &money})
		if err := f.SetCellRichText("Sheet1", "A3", []excelize.RichTextRun{{Text: "Doanh "}, {Text: "thu", Font: &excelize.Font{Bold: true}}}); err != nil {
			t.Fatal(err)
		}
	})
	s := mustOpen(t, data).Sheets[0]
	got := map[string]string{}
	for _, r := range s.Rows {
		for _, c := range r.Cells {
			got[Ref(c.Col, r.Number)] = fmt.Sprintf("%d %s|%s|%s|%v", c.Kind, c.Number, c.Text, c.Format, c.Bold)
		}
	}
	want := map[string]string{
		"A1": "2 0|Nộp ngân sách|General|false",
		"B1": "1 9605.38|9605.38|General|false",
		"C1": "2 0|00123|General|false",
		"D1": "3 0|TRUE|General|false",
		"E1": "1 0.982|0.982|0.00%|true",
		"F1": "5 45381|45381|dd/mm/yyyy|false",
		"G1": `1 -5|-5|#,##0.00\ "tỷ đồng"|false`,
		"A3": "2 0|Doanh thu|General|false",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
	if at, ok := s.At(6, 1).Time(); !ok || at.Format(time.DateOnly) != "2024-03-30" {
		t.Errorf("F1 is %v, %v", at, ok)
	}
}

func TestRawCells(t *testing.T) {
	book := mustOpen(t, onSheet(t, `
		<row><c t="s"><v>0</v></c><c><f>1/0</f></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row>
		<row r="5" hidden="1"><c r="B5"><f>A1</f><v>9605.3799999999992</v></c>
			<c r="C5" t="str"><f>x</f><v>a_x000D_&amp;b&#10;</v></c><c r="D5" t="inlineStr"><is><r><t>mộ</t></r><r><t>t</t></r><rPh><t>no</t></rPh></is></c>
			<c r="E5" t="d"><v>2024-03-30</v></c><c r="F5"><v>1.1234E-7</v></c><c r="G5" s="9"/></row>`))
	var got []string
	for _, r := range book.Sheets[0].Rows {
		for _, c := range r.Cells {
			got = append(got, fmt.Sprintf("%s %d %s %q %v %v", Ref(c.Col, r.Number), c.Kind, c.Number, c.Text, c.Formula, r.Hidden))
		}
	}
	want := []string{
		`A1 2 0 "một" false false`,
		`B1 0 0 "" true false`,
		`C1 4 0 "#DIV/0!" true false`,
		`B5 1 9605.38 "9605.3799999999992" true true`,
		`C5 2 0 "a&b\n" true true`,
		`D5 2 0 "một" false true`,
		`E5 5 45381 "2024-03-30" false true`,
		`F5 1 0.00000011234 "1.1234E-7" false true`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
}

func TestStructure(t *testing.T) {
	data := written(t, func(f *excelize.File) {
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		must(f.SetCellValue("Sheet1", "A1", "x"))
		must(f.MergeCell("Sheet1", "B2", "D3"))
		must(f.SetColVisible("Sheet1", "C:D", false))
		must(f.SetHeaderFooter("Sheet1", &excelize.HeaderFooterOptions{OddHeader: `&L&"Arial,Bold"&12MẬT&RTrang &P`}))
		_, err := f.NewSheet("_giaoban")
		must(err)
		must(f.SetCellValue("_giaoban", "A1", "kind"))
		must(f.SetSheetVisible("_giaoban", false, true))
		must(f.SetDefinedName(&excelize.DefinedName{Name: "ky", RefersTo: "Sheet1!$A$1"}))
		must(f.SetCustomProps(excelize.CustomProperty{Name: "giaoban.org", Value: "cum-7"}))
		must(f.AddShape("Sheet1", &excelize.Shape{Cell: "F2", Type: "rect", Paragraph: []excelize.RichTextRun{{Text: "TỐI MẬT"}}}))
		must(f.AddChart("Sheet1", "A20", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Values: "Sheet1!$A$1:$A$2"}}}))
	})
	book := mustOpen(t, data)
	s := book.Sheet("Sheet1")
	if diff := cmp.Diff([]Range{{2, 2, 4, 3}}, s.Merges); diff != "" {
		t.Error(diff)
	}
	if s.ColHidden(2) || !s.ColHidden(3) || !s.ColHidden(4) || s.ColHidden(5) {
		t.Errorf("hidden columns: %v", s.HiddenCols)
	}
	if s.HeaderFooter != "MẬT\nTrang" {
		t.Errorf("header %q", s.HeaderFooter)
	}
	if hidden := book.Sheet("_giaoban"); hidden == nil || !hidden.Hidden || s.Hidden {
		t.Errorf("hidden sheets are wrong")
	}
	if got := book.Names["ky"]; got != "Sheet1!$A$1" {
		t.Errorf("name ky = %q", got)
	}
	if got := book.Properties["giaoban.org"]; got != "cum-7" {
		t.Errorf("properties: %v", book.Properties)
	}
	if diff := cmp.Diff([]string{"TỐI MẬT"}, book.Shapes); diff != "" {
		t.Error(diff)
	}
}

func TestDate1904(t *testing.T) {
	book := mustOpen(t, packed(t, map[string]string{
		"xl/workbook.xml":          `<workbook><workbookPr date1904="1"/><sheets><sheet name="S" id="r1"/></sheets></workbook>`,
		"xl/styles.xml":            `<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
		"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row><c s="1"><v>43919</v></c></row></sheetData></worksheet>`,
	}))
	if at, ok := book.Sheets[0].At(1, 1).Time(); !ok || at.Format(time.DateOnly) != "2024-03-30" {
		t.Errorf("got %v, %v", at, ok)
	}
}

func TestDateFormats(t *testing.T) {
	for code, want := range map[string]bool{
		"General": false, "0.00": false, "#,##0": false, "0.00%": false, "@": false,
		`#,##0 "đồng/tháng"`: false, `_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)`: false,
		"[Red]0": false, "[$-42A]dd/mm/yyyy": true, "d/m": true, "[h]:mm": true, `\d0`: false,
		"mmm-yy": true, "0.00E+00": false, "# ??/??": false, `"ngày" dd`: true, "0;[Red]-0": false,
	} {
		if got := isDateFormat(code); got != want {
			t.Errorf("isDateFormat(%q) = %v", code, got)
		}
	}
}

func TestProblems(t *testing.T) {
	good := written(t, func(f *excelize.File) {
		for row := 1; row < 400; row++ {
			if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", row), &[]any{row, fmt.Sprintf("đơn vị %d", row*7919)}); err != nil {
				t.Fatal(err)
			}
		}
	})
	locked := written(t, func(f *excelize.File) {})
	locked, err := excelize.Encrypt(locked, &excelize.Options{Password: "1"})
	if err != nil {
		t.Fatal(err)
	}
	word := func(names ...string) []byte {
		parts := map[string]string{"xl/workbook.xml": "-"}
		for _, n := range names {
			parts[n] = "x"
		}
		return packed(t, parts)
	}
	sheet := func(xml string) []byte { return packed(t, map[string]string{"xl/worksheets/sheet1.xml": xml}) }
	for name, tt := range map[string]struct {
		data []byte
		want Code
	}{
		"no bytes":        {nil, EmptyFile},
		"spaces":          {[]byte("  \r\n"), EmptyFile},
		"truncated zip":   {good[:len(good)*2/3], Truncated},
		"locked":          {locked, Password},
		"start of an xls": {[]byte(compoundFile + "W\x00o\x00r\x00k\x00b\x00o\x00o\x00k\x00\x00\x00"), Truncated},
		"start of a doc":  {[]byte(compoundFile + "W\x00o\x00r\x00d\x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t\x00\x00\x00"), WordDocument},
		"compound":        {[]byte(compoundFile + "?"), Truncated},
		"html":            {[]byte("\n<html><table><tr><td>1"), WebPage},
		"prose":           {[]byte("Kính gửi: Đảng ủy\nNội dung, số liệu, kèm theo\nMột, hai, ba"), PlainText},
		"code":            {[]byte("int a;\nint b;\n"), PlainText},
		"json":            {[]byte("{\"a\": 1,\n\"b\": 2,\n\"c\": 3}"), PlainText},
		"xml":             {[]byte("<?xml version=\"1.0\"?><Workbook/>"), XMLFile},
		"flat ods":        {[]byte("<?xml version=\"1.0\"?><office:document><office:meta/><meta:generator/></office:document>"), XMLFile},
		"xhtml":           {[]byte("<?xml version=\"1.0\"?><!DOCTYPE html><html><meta/></html>"), WebPage},
		"open quote":      {[]byte("a;b\nc;\"d\ne;f"), UnclosedQuote},
		"binary after":    {[]byte("a;b\nc;d\n" + strings.Repeat("e;f\n", 2000) + "\x00\x01"), UnknownFormat},
		"csv, BM":         {[]byte("BM;1\n"), PlainText},
		"utf-16":          {[]byte("\xff\xfeT\x00T\x00"), PlainText},
		"png":             {[]byte("\x89PNG\r\n\x1a\n\x00\x00"), Picture},
		"pdf":             {[]byte("%PDF-1.7"), PDF},
		"rar":             {[]byte("Rar!\x1a\x07"), Archive},
		"noise":           {[]byte{1, 2, 3, 0, 255}, UnknownFormat},
		"docx":            {word("word/document.xml"), WordDocument},
		"xlsb":            {word("xl/workbook.bin"), BinaryExcel},
		"zip":             {packed(t, map[string]string{"[Content_Types].xml": "-"}), Archive},
		"no workbook":     {packed(t, map[string]string{"_rels/.rels": "-"}), UnknownFormat},
		"no sheet part":   {sheet("-"), Damaged},
		"no sheets":       {packed(t, map[string]string{"xl/workbook.xml": "<workbook/>"}), NoSheets},
		"doctype":         {sheet(`<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet/>`), Unsafe},
		"entity":          {sheet(`<worksheet><sheetData><row><c t="str"><v>&a;</v></c></row></sheetData></worksheet>`), Damaged},
		"cut sheet":       {sheet(`<worksheet><sheetData><row><c><v>1</v></c></row>`), Truncated},
		"cut tag":         {sheet(`<worksheet><sheetData><row><c r="A`), Truncated},
		"crossed tags":    {sheet(`<worksheet><sheetData></worksheet></sheetData>`), Damaged},
		"two roots":       {sheet(`<worksheet/><worksheet/>`), Damaged},
		"tail":            {sheet(`<worksheet/>x`), Damaged},
		"other root":      {sheet(`<html/>`), Damaged},
		"no part":         {sheet(``), Truncated},
		"depth":           {sheet(`<worksheet>` + strings.Repeat("<a>", 100) + strings.Repeat("</a>", 100) + `</worksheet>`), Unsafe},
		"string index":    {onSheet(t, `<row><c t="s"><v>1</v></c></row>`), Damaged},
		"number":          {onSheet(t, `<row><c><v>1,5</v></c></row>`), Damaged},
		"type":            {onSheet(t, `<row><c t="q"><v>1</v></c></row>`), Damaged},
		"not a number":    {onSheet(t, `<row><c><v>NaN</v></c></row>`), Damaged},
		"rows descend":    {onSheet(t, `<row r="2"/><row r="1"/>`), Damaged},
		"cells descend":   {onSheet(t, `<row><c r="B1"/><c r="A1"/></row>`), Damaged},
		"cell elsewhere":  {onSheet(t, `<row r="1"><c r="B2"/></row>`), Damaged},
		"row out of grid": {onSheet(t, `<row r="1048577"/>`), Damaged},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Open(tt.data, "x.xlsx")
			var p *Problem
			if !errors.As(err, &p) || p.Code != tt.want {
				t.Errorf("Open = %v, want code %s", err, tt.want)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	many := onSheet(t, "<row>"+strings.Repeat("<c><v>1</v></c>", 200)+"</row>")
	long := packed(t, map[string]string{"xl/sharedStrings.xml": "<sst>" + strings.Repeat("<si><t>x</t></si>", 200) + "</sst>"})
	blank := packed(t, map[string]string{"xl/worksheets/sheet1.xml": "<worksheet>" + strings.Repeat(" ", 8<<20) + "</worksheet>"})
	picture := packed(t, map[string]string{"xl/media/image1.emf": strings.Repeat(" ", 8<<20)})
	for name, tt := range map[string]struct {
		data []byte
		set  func(*limits)
		want Code
	}{
		"file":     {many, func(l *limits) { l.file = 100 }, TooLarge},
		"unpacked": {many, func(l *limits) { l.unpacked = 1000 }, TooLarge},
		"cells":    {many, func(l *limits) { l.cells = 199 }, TooManyCells},
		"strings":  {long, func(l *limits) { l.strings = 199 }, Unsafe},
		"parts":    {many, func(l *limits) { l.parts = 3 }, Unsafe},
		"ratio":    {blank, func(*limits) {}, Unsafe},
		"picture":  {picture, func(*limits) {}, Unsafe},
		"pictures": {picture, func(l *limits) { l.unpacked = 1 << 20 }, TooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			lim := defaultLimits
			tt.set(&lim)
			_, err := open(tt.data, "", lim)
			var p *Problem
			if !errors.As(err, &p) || p.Code != tt.want {
				t.Errorf("open = %v, want code %s", err, tt.want)
			}
		})
	}
}

// A byte changed anywhere in a workbook gives a problem or a book, never a
// panic, and a damaged part never passes for a shorter one.
func TestEveryCutIsNoticed(t *testing.T) {
	data := written(t, func(f *excelize.File) {
		if err := f.SetCellValue("Sheet1", "A1", "một"); err != nil {
			t.Fatal(err)
		}
	})
	for cut := range data {
		if _, err := Open(data[:cut], ""); err == nil {
			t.Fatalf("the first %d of %d bytes were accepted", cut, len(data))
		}
	}
}

func TestRefs(t *testing.T) {
	for _, tt := range []struct {
		ref      string
		col, row int
	}{{"A1", 1, 1}, {"Z9", 26, 9}, {"AA10", 27, 10}, {"XFD1048576", MaxCols, MaxRows}, {"C7", 3, 7}} {
		if got := Ref(tt.col, tt.row); got != tt.ref {
			t.Errorf("Ref(%d, %d) = %q", tt.col, tt.row, got)
		}
		if col, row, ok := ParseRef(tt.ref); !ok || col != tt.col || row != tt.row {
			t.Errorf("ParseRef(%q) = %d, %d, %v", tt.ref, col, row, ok)
		}
	}
	if _, _, ok := ParseRef("$b$2"); !ok {
		t.Error("absolute reference refused")
	}
	for _, bad := range []string{"", "A", "1", "A0", "XFE1", "A1048577", "A1B", "Á1", "A-1", "$"} {
		if _, _, ok := ParseRef(bad); ok {
			t.Errorf("ParseRef(%q) accepted", bad)
		}
	}
}
