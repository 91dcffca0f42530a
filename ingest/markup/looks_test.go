package markup

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"giaoban/ingest"
	"giaoban/ingest/locale"
	"giaoban/ingest/sheet"
	"giaoban/ingest/sheet/officetest"
	"giaoban/ingest/sheet/ziptest"
)

// styled is a form as a sender lays it out: a title, a painted cell, a wide
// column, a high row, formulas, a comment.
func styled(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	style := func(s excelize.Style) int {
		id, err := f.NewStyle(&s)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	title := style(excelize.Style{Font: &excelize.Font{Size: 16, Color: "0000FF", Bold: true, Italic: true, Family: "Times New Roman"},
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center"}})
	painted := style(excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFFF00"}},
		Border:    []excelize.Border{{Type: "bottom", Style: 5, Color: "FF0000"}, {Type: "left", Style: 1, Color: "000000"}},
		Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	_, err := f.NewSheet("Quý I's nháp")
	err = errors.Join(err,
		f.SetCellValue("Sheet1", "A2", "BÁO CÁO"), f.SetCellStyle("Sheet1", "A2", "A2", title),
		f.SetCellStyle("Sheet1", "A4", "A4", painted), f.SetCellStyle("Sheet1", "F9", "G9", painted),
		f.SetColWidth("Sheet1", "A", "A", 45), f.SetColWidth("Sheet1", "C", "D", 12.5), f.SetRowHeight("Sheet1", 4, 40),
		f.SetCellValue("Sheet1", "B6", 21), f.SetCellValue("Sheet1", "B7", "=1+1"), f.SetCellValue("Quý I's nháp", "A1", 5),
		f.AddComment("Sheet1", excelize.Comment{Cell: "C5", Author: "Kế toán", Text: "Số của phòng tài chính"}),
	)
	for cell, formula := range styledFormulas {
		err = errors.Join(err, f.SetCellFormula("Sheet1", cell, formula))
	}
	if err = errors.Join(err, f.UpdateLinkedValue()); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// styledFormulas are formulas of every kind, in the words of .xlsx files.
var styledFormulas = map[string]string{
	"B8": "B6*2", "C6": "B6*2", "C7": "$B$6+B$6-$B6", "C8": "SUM(B6:B8)", "C9": `IF(B6>=10,"Đạt ""đủ""","")`,
	"D1": "'Quý I''s nháp'!A1+SUM('Quý I''s nháp'!A1:A3)", "D2": "ROUND(-B6/3,2)", "D3": "(B6+1)*(B6-1)^2", "D4": "B6*10%",
	"D5": "SUMIF(B6:B8,\">5\",C6:C8)", "D6": `IFERROR(B6/0,"")`, "D7": "AVERAGE(B6,C6,3.5)", "D8": `B6&" tỷ đồng"`,
	"D9": "SUMIFS(B6:B8,C6:C8,\">1\")", "E1": "IF(TRUE,1,)", "E2": "COUNTIF(B6:B8,\"<>\")", "E3": "VLOOKUP(B6,B6:C8,2,FALSE)",
	"E4": "B6<>C6", "E5": "SUBTOTAL(9,B6:B8)", "E6": "AND(B6>1,NOT(C6<=1))", "E7": "1/0", "E8": "SUMPRODUCT(B6:B8,C6:C8)",
}

// TestLookOfOtherFormatsSurvives saves a form with LibreOffice in the formats
// that are copied as .xlsx and looks at the copy with another program's eyes.
func TestLookOfOtherFormatsSurvives(t *testing.T) {
	if testing.Short() {
		t.Skip("starts LibreOffice")
	}
	source := styled(t)
	for _, format := range []string{"xls", "ods"} {
		t.Run(format, func(t *testing.T) {
			saved := converted(t, source, "bieu.xlsx", format)
			copied := marked(t, saved, Report{File: "bieu." + format, Lang: locale.VI,
				Findings: []Finding{{Severity: ingest.Error, Sheet: "Sheet1", Cell: "B6", Message: "Không phải là số."}}})
			f, err := excelize.OpenReader(bytes.NewReader(copied))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			for cell, want := range styledFormulas {
				got, err := f.GetCellFormula("Sheet1", cell)
				if simple(got) != simple(want) || err != nil {
					t.Errorf("%s is =%s, want =%s (%v)", cell, got, want, err)
				}
			}
			if got, _ := f.GetCellValue("Sheet1", "B8"); got != "42" {
				t.Errorf("B8 shows %q", got)
			}
			if got, _ := f.GetCellFormula("Sheet1", "B7"); got != "" {
				t.Errorf("the text in B7 became the formula %q", got)
			}
			checkLook(t, f)
			if text := opened(t, copied).Sheets[0].At(1, rowStep).Text; strings.Contains(text, ".xlsx") {
				t.Errorf("formulas are missing: %s", text)
			}
		})
	}
}

// simple takes off what programs write one way or another.
func simple(formula string) string {
	return strings.NewReplacer(" ", "", "_xlfn.", "", "FALSE()", "FALSE", "TRUE()", "TRUE").Replace(formula)
}

// checkLook compares the look of the copy with what [styled] set.
func checkLook(t *testing.T, f *excelize.File) {
	t.Helper()
	look := func(cell string) *excelize.Style {
		id, err := f.GetCellStyle("Sheet1", cell)
		if err != nil {
			t.Fatal(err)
		}
		s, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	title := look("A2")
	if x := title.Font; x.Size != 16 || !strings.HasSuffix(x.Color, "0000FF") || !x.Bold || !x.Italic || x.Family != "Times New Roman" {
		t.Errorf("the title's font is %+v", x)
	}
	if x := title.Alignment; x.Horizontal != "center" || x.Vertical != "center" || x.WrapText {
		t.Errorf("the title stands %+v", x)
	}
	for _, cell := range []string{"A4", "F9", "G9"} {
		x := look(cell)
		id, _ := f.GetCellStyle("Sheet1", cell) // asked before
		// GetStyle tells colours of grounds only where there is a theme.
		ground := f.Styles.Fills.Fill[*f.Styles.CellXfs.Xf[id].FillID].PatternFill
		if ground.FgColor == nil || ground.FgColor.RGB != "FFFFFF00" || !x.Alignment.WrapText || x.Alignment.Vertical != "top" {
			t.Errorf("%s is painted %+v, stands %+v", cell, ground, x.Alignment)
		}
		lines := map[string]int{}
		for _, b := range x.Border {
			lines[b.Type] = b.Style
		}
		if lines["bottom"] == 0 || lines["bottom"] == lines["left"] || lines["left"] != 1 || lines["top"] != 0 {
			t.Errorf("%s has lines %v", cell, lines)
		}
	}
	// How wide a digit is depends on the fonts of the machine that saved the file.
	first, err := f.GetColWidth("Sheet1", "A")
	third, err3 := f.GetColWidth("Sheet1", "C")
	fourth, err4 := f.GetColWidth("Sheet1", "D")
	if err := errors.Join(err, err3, err4); err != nil || first < 35 || third != fourth || math.Abs(first/third-45/12.5) > 0.2 {
		t.Errorf("columns are %g, %g and %g wide (%v)", first, third, fourth, err)
	}
	if got, err := f.GetRowHeight("Sheet1", 4); err != nil || math.Abs(got-40) > 0.5 {
		t.Errorf("row 4 is %g high (%v)", got, err)
	}
	comments, err := f.GetComments("Sheet1")
	if err != nil || len(comments) != 2 || comments[0].Cell != "C5" || !strings.Contains(commentText(comments[0]), "Số của phòng tài chính") {
		t.Errorf("comments %+v (%v)", comments, err)
	}
}

// TestFormulasThatBecomeValuesAreNamed copies a document that calls a function
// no copy may call: the value stays, and the first sheet says where.
func TestFormulasThatBecomeValuesAreNamed(t *testing.T) {
	const ns = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"`
	original := ziptest.Pack(t, map[string]string{
		"mimetype":              "application/vnd.oasis.opendocument.spreadsheet",
		"META-INF/manifest.xml": `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>`,
		"content.xml": `<office:document-content ` + ns + `><office:body><office:spreadsheet><table:table table:name="S"><table:table-row>` +
			`<table:table-cell table:formula="of:=WEBSERVICE(&quot;http://x&quot;)" office:value-type="float" office:value="7"/>` +
			`<table:table-cell table:formula="of:=[.A1]+1" office:value-type="float" office:value="8"/>` +
			`<table:table-cell table:formula="of:=[$S2.A1]" office:value-type="float" office:value="9"/>` +
			`<table:table-cell table:formula="of:=WEBSERVICE(&quot;&quot;)" office:value-type="string" office:string-value=""/>` +
			`</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`,
	})
	copied := opened(t, marked(t, original, Report{File: "bieu.ods", Lang: locale.VI}))
	var got []string
	for _, c := range copied.Sheets[1].Rows[0].Cells {
		got = append(got, fmt.Sprint(c.Number, c.Formula))
	}
	if diff := cmp.Diff([]string{"7 false", "8 true", "9 false"}, got); diff != "" {
		t.Error(diff)
	}
	if text := copied.Sheets[0].At(1, rowStep).Text; !strings.Contains(text, "3 ô có công thức") || !strings.Contains(text, "'S'!A1, 'S'!C1, 'S'!D1") {
		t.Errorf("the first sheet says %q", text)
	}
}

// TestNamesAndArraysOfOtherFormatsSurvive saves a workbook with defined names,
// an array formula and functions that came late with LibreOffice, and reads the
// copy: names, formulas and values are those of the original.
func TestNamesAndArraysOfOtherFormatsSurvive(t *testing.T) {
	if testing.Short() {
		t.Skip("starts LibreOffice")
	}
	f := excelize.NewFile()
	defer f.Close()
	_, err := f.NewSheet("Quý I's nháp")
	for i := range 3 {
		err = errors.Join(err, f.SetCellValue("Sheet1", fmt.Sprintf("B%d", 6+i), 10*(i+1)), f.SetCellValue("Quý I's nháp", fmt.Sprintf("A%d", 1+i), i+1))
	}
	names := []excelize.DefinedName{
		{Name: "Tong_cong", RefersTo: "Sheet1!$B$6:$B$8"}, {Name: "ty_gia", RefersTo: "24500"},
		{Name: "nháp", RefersTo: "'Quý I''s nháp'!$A$1:$A$3"}, {Name: "rieng", RefersTo: "Sheet1!$B$7", Scope: "Sheet1"},
		{Name: "_xlnm.Print_Area", RefersTo: "Sheet1!$A$1:$F$20", Scope: "Sheet1"}, {Name: "_xlnm.Print_Titles", RefersTo: "Sheet1!$1:$2", Scope: "Sheet1"},
		{Name: "ben_canh", RefersTo: "Sheet1!A1", Scope: "Sheet1"}, // counts from the cell that uses it
	}
	for i := range names {
		err = errors.Join(err, f.SetDefinedName(&names[i]))
	}
	formulas := map[string]string{
		"D1": "SUM(Tong_cong)", "D2": "ty_gia*2", "D3": "SUM(nháp)+1", "D4": "rieng+1", "D5": `INDIRECT("B"&7)`,
		"D6": "EDATE(DATE(2024,1,31),1)", "D7": "NETWORKDAYS(DATE(2024,1,1),DATE(2024,1,31))", "D8": "EOMONTH(DATE(2024,1,31),1)",
		"D9": "WORKDAY(DATE(2024,1,1),10)", "D10": `_xlfn.CONCAT(B6,"x")`, "D11": "_xlfn.IFNA(NA(),3)", "D12": "YEARFRAC(DATE(2024,1,1),DATE(2024,7,1))",
	}
	for cell, formula := range formulas {
		err = errors.Join(err, f.SetCellFormula("Sheet1", cell, formula))
	}
	array, area := excelize.STCellFormulaTypeArray, "F6:F8"
	formulas["F6"] = "B6:B8*2"
	err = errors.Join(err, f.SetCellFormula("Sheet1", "F6", formulas["F6"], excelize.FormulaOpts{Type: &array, Ref: &area}), f.UpdateLinkedValue())
	var b bytes.Buffer
	if err = errors.Join(err, f.Write(&b)); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"xls", "ods"} {
		t.Run(format, func(t *testing.T) {
			saved := converted(t, b.Bytes(), "bieu.xlsx", format)
			copied := marked(t, saved, Report{File: "bieu." + format, Lang: locale.VI})
			got, err := excelize.OpenReader(bytes.NewReader(copied))
			if err != nil {
				t.Fatal(err)
			}
			defer got.Close()
			for cell, want := range formulas {
				formula, err := got.GetCellFormula("Sheet1", cell)
				if simple(strings.ReplaceAll(formula, "'Sheet1'!", "")) != simple(want) || err != nil {
					t.Errorf("%s is =%s, want =%s (%v)", cell, formula, want, err)
				}
			}
			have := map[string]string{}
			for _, n := range got.GetDefinedName() {
				if n.Scope != "Kết quả kiểm tra" {
					have[n.Scope+"/"+n.Name] = strings.ReplaceAll(n.RefersTo, "'Sheet1'!", "Sheet1!")
				}
			}
			want := map[string]string{"Workbook/_giaoban_findings": "'Kết quả kiểm tra'!$A$1"}
			for _, n := range names[:6] {
				scope := n.Scope
				if scope == "" {
					scope = "Workbook"
				}
				want[scope+"/"+n.Name] = n.RefersTo
			}
			if diff := cmp.Diff(want, have); diff != "" {
				t.Errorf("names: %s", diff)
			}
			if text := opened(t, copied).Sheets[0].At(1, rowStep).Text; strings.Contains(text, ".xlsx") {
				t.Errorf("formulas are missing: %s", text)
			}
			// Without the results another program computes the copy anew, and gets
			// what the original has.
			computed := parts(t, copied)
			for name, content := range computed {
				computed[name] = formulaResult.ReplaceAllString(content, "</f>")
			}
			book, again := opened(t, saved), opened(t, converted(t, ziptest.Pack(t, computed), "bieu.xlsx", "ods"))
			for i := range book.Sheets {
				for _, row := range book.Sheets[i].Rows {
					for _, c := range row.Cells {
						if x := again.Sheets[i+1].At(c.Col, row.Number); x.Text != c.Text && !x.Number.Equal(c.Number) {
							t.Errorf("%s!%s became %q, was %q", book.Sheets[i].Name, sheet.Ref(c.Col, row.Number), x.Text, c.Text)
						}
					}
				}
			}
		})
	}
}

var formulaResult = regexp.MustCompile(`</f><v>[^<]*</v>`)

// TestPagesOfOtherFormatsSurvive saves a sheet with LibreOffice that is set up
// for printing, filtered and protected, and looks at the copy.
func TestPagesOfOtherFormatsSurvive(t *testing.T) {
	if testing.Short() {
		t.Skip("starts LibreOffice")
	}
	f := excelize.NewFile()
	defer f.Close()
	open, errOpen := f.NewStyle(&excelize.Style{Protection: &excelize.Protection{Locked: false}})
	turned, errTurned := f.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{TextRotation: 90, Horizontal: "center"}})
	down, errDown := f.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{TextRotation: 135, ShrinkToFit: true}})
	a4, portrait, fit := 9, "portrait", true
	wide, tall, margin := 1, 0, 1.0
	err := errors.Join(errOpen, errTurned, errDown,
		f.SetSheetRow("Sheet1", "A3", &[]any{"Tên", "Kế hoạch", "Thực hiện"}), f.SetSheetRow("Sheet1", "A4", &[]any{"Một", 1, 2}),
		f.SetCellStyle("Sheet1", "B4", "B4", open), f.SetCellStyle("Sheet1", "A3", "A3", turned), f.SetCellStyle("Sheet1", "B3", "B3", down),
		f.SetPageLayout("Sheet1", &excelize.PageLayoutOptions{Size: &a4, Orientation: &portrait, FitToWidth: &wide, FitToHeight: &tall}),
		f.SetPageMargins("Sheet1", &excelize.PageLayoutMarginsOptions{Left: &margin}),
		f.ProtectSheet("Sheet1", &excelize.SheetProtectionOptions{Password: "x"}), f.AutoFilter("Sheet1", "A3:C4", nil),
		f.SetSheetProps("Sheet1", &excelize.SheetPropsOptions{FitToPage: &fit}),
	)
	var b bytes.Buffer
	if err = errors.Join(err, f.Write(&b)); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"xls", "ods"} {
		t.Run(format, func(t *testing.T) {
			saved := converted(t, b.Bytes(), "bieu.xlsx", format)
			copied := marked(t, saved, Report{File: "bieu." + format, Lang: locale.VI,
				Findings: []Finding{{Severity: ingest.Error, Sheet: "Sheet1", Cell: "B4", Message: "Không phải là số."}}})
			part := parts(t, copied)
			wants(t, "sheet", part["xl/worksheets/sheet1.xml"], []string{
				` sheet="1" objects="1" scenarios="1"/><autoFilter ref="A3:C4"/>`, `<pageMargins left="1" `, `<pageSetUpPr fitToPage="1"/>`,
				`<pageSetup paperSize="9" fitToWidth="1" fitToHeight="0" orientation="portrait"/>`,
			}, nil)
			wants(t, "styles", part["xl/styles.xml"], []string{`textRotation="90"`, `shrinkToFit="1" textRotation="135"`}, nil)
			got, err := excelize.OpenReader(bytes.NewReader(copied))
			if err != nil {
				t.Fatal(err)
			}
			defer got.Close()
			for cell, locked := range map[string]bool{"B4": false, "C4": true} {
				id, _ := got.GetCellStyle("Sheet1", cell)
				style, err := got.GetStyle(id)
				if err != nil || (style.Protection == nil || style.Protection.Locked) != locked {
					t.Errorf("%s is protected %+v, want %v (%v)", cell, style.Protection, locked, err)
				}
			}
		})
	}
}

// TestWhatStaysInSight copies a document whose settings freeze rows and columns
// of one sheet and only divide the other.
func TestWhatStaysInSight(t *testing.T) {
	item := func(name, value string) string {
		return `<config:config-item config:name="` + name + `" config:type="int">` + value + `</config:config-item>`
	}
	entry := func(sheet, mode string) string {
		return `<config:config-item-map-entry config:name="` + sheet + `">` + item("HorizontalSplitMode", mode) + item("VerticalSplitMode", mode) +
			item("HorizontalSplitPosition", "1") + item("VerticalSplitPosition", "3") + item("ShowGrid", "false") + `</config:config-item-map-entry>`
	}
	const ns = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"`
	table := func(name string) string {
		return `<table:table table:name="` + name + `" table:print-ranges="&apos;` + name + `&apos;.A1:&apos;` + name + `&apos;.C9 ` + name + `.E1:` + name + `.F2"><table:table-header-rows><table:table-row><table:table-cell office:value-type="float" office:value="7"/></table:table-row></table:table-header-rows></table:table>`
	}
	original := ziptest.Pack(t, map[string]string{
		"mimetype":              "application/vnd.oasis.opendocument.spreadsheet",
		"META-INF/manifest.xml": `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>`,
		"content.xml":           `<office:document-content ` + ns + `><office:body><office:spreadsheet>` + table("Một") + table("Hai") + `</office:spreadsheet></office:body></office:document-content>`,
		"settings.xml": `<office:document-settings xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" ` + ns + `><office:settings><config:config-item-set config:name="ooo:view-settings">` +
			`<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>` + item("ActiveTable", "1") + `<config:config-item-map-named config:name="Tables">` +
			entry("Một", "2") + entry("Hai", "1") + `</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>`,
	})
	part := parts(t, marked(t, original, Report{File: "bieu.ods", Lang: locale.VI}))
	wants(t, "first sheet", part["xl/worksheets/sheet1.xml"], []string{
		`<sheetView showGridLines="0" workbookViewId="0"><pane xSplit="1" ySplit="3" topLeftCell="B4" activePane="bottomRight" state="frozen"/>`,
	}, nil)
	wants(t, "second sheet", part["xl/worksheets/sheet2.xml"], []string{`<sheetView showGridLines="0" workbookViewId="0"></sheetView>`}, []string{"<pane"})
	wants(t, "workbook", part["xl/workbook.xml"], []string{
		`<definedName name="_xlnm.Print_Area" localSheetId="1">'Một'!$A$1:$C$9,'Một'!$E$1:$F$2</definedName>`,
		`<definedName name="_xlnm.Print_Titles" localSheetId="2">'Hai'!$1:$1</definedName>`,
	}, nil)
}

// TestWhatIsLostIsTold saves a sheet with things that no copy has with
// LibreOffice: the first sheet names them, and nothing where there are none but
// those of an earlier check.
func TestWhatIsLostIsTold(t *testing.T) {
	if testing.Short() {
		t.Skip("starts LibreOffice")
	}
	full, plain := excelize.NewFile(), excelize.NewFile()
	defer full.Close()
	defer plain.Close()
	list := excelize.NewDataValidation(true)
	list.SetSqref("B1:B3")
	bold, err := full.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	err = errors.Join(err, list.SetDropList([]string{"a", "b"}), full.AddDataValidation("Sheet1", list),
		full.SetSheetRow("Sheet1", "A1", &[]any{"Tên", 1, 2}), full.SetCellHyperLink("Sheet1", "A1", "https://example.com", "External"),
		full.SetConditionalFormat("Sheet1", "B1:C1", []excelize.ConditionalFormatOptions{{Type: "cell", Criteria: ">", Value: "1", Format: &bold}}),
		full.AddChart("Sheet1", "E5", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Values: "Sheet1!$B$1:$C$1"}}}),
		plain.SetSheetRow("Sheet1", "A1", &[]any{"Tên", 1, 2}), plain.AutoFilter("Sheet1", "A1:C1", nil),
	)
	var all, none bytes.Buffer
	if err = errors.Join(err, full.Write(&all), plain.Write(&none)); err != nil {
		t.Fatal(err)
	}
	earlier := marked(t, none.Bytes(), Report{File: "bieu.xlsx", Lang: locale.VI,
		Findings: []Finding{{Severity: ingest.Error, Sheet: "Sheet1", Cell: "B1", Message: "Không phải là số."}}})
	for _, format := range []string{"xls", "ods"} {
		dir := officetest.Convert(t, format, map[string][]byte{"all.xlsx": all.Bytes(), "none.xlsx": earlier})
		for name, want := range map[string]string{
			"all":  "Bản sao này không mang theo hình ảnh hoặc biểu đồ, định dạng có điều kiện, điều kiện nhập hoặc danh sách chọn, liên kết. Tệp gốc không thay đổi.",
			"none": "",
		} {
			t.Run(format+" "+name, func(t *testing.T) {
				saved, err := os.ReadFile(filepath.Join(dir, name+"."+format))
				if err != nil {
					t.Fatal(err)
				}
				step := opened(t, marked(t, saved, Report{File: "bieu." + format, Lang: locale.VI})).Sheets[0].At(1, rowStep).Text
				if _, got, _ := strings.Cut(step, "\n"); got != want {
					t.Errorf("the first sheet says %q, want %q", got, want)
				}
			})
		}
	}
}
