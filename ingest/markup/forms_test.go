package markup

import (
	"bytes"
	"encoding/xml"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"giaoban/ingest"
	"giaoban/ingest/locale"
	"giaoban/ingest/sheet"
	"giaoban/ingest/sheet/ziptest"
)

// small is a workbook by hand: two sheets, the second open, with names, a
// print area, the sender's own conditional formatting and a merged cell.
func small() map[string]string {
	const types = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	return map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="` + types + `sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + types + `worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="` + types + `worksheet+xml"/></Types>`,
		"_rels/.rels": `<Relationships xmlns="` + packageRelations + `"><Relationship Id="rId1" Type="` + transitional.relations + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml": `<workbook xmlns="` + transitional.main + `" xmlns:r="` + transitional.relations + `"><bookViews><workbookView firstSheet="1" activeTab="1"/></bookViews>` +
			`<sheets><sheet name="Một &amp; hai" sheetId="4" r:id="rId1"/><sheet name="It's" sheetId="9" r:id="rId2"/></sheets>` +
			`<definedNames><definedName name="_xlnm.Print_Area" localSheetId="1">'It''s'!$A$1:$B$9</definedName><definedName name="tong">'Một &amp; hai'!$A$1</definedName><definedName name="Auto_Open" xlm="1">Macro1!$A$1</definedName></definedNames><calcPr calcId="1"/></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="` + packageRelations + `"><Relationship Id="rId1" Type="` + transitional.relations + `/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="` + transitional.relations + `/worksheet" Target="/xl/worksheets/sheet2.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml": `<worksheet xmlns="` + transitional.main + `"><sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="inlineStr"><is><t>></t></is></c></row><!-- </sheetData> --></sheetData>` +
			`<sheetProtection sheet="1"/><mergeCells count="1"><mergeCell ref="A1:A3"/></mergeCells><conditionalFormatting sqref="B1"><cfRule type="cellIs" dxfId="0" priority="1" operator="lessThan"><formula>0</formula></cfRule></conditionalFormatting><pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/></worksheet>`,
		"xl/worksheets/sheet2.xml": `<worksheet xmlns="` + transitional.main + `"><sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews><sheetData/></worksheet>`,
	}
}

var smallFindings = []Finding{
	{Severity: ingest.Warning, Sheet: "Một & hai", Cell: "A1", Message: "Ô gộp."},
	{Severity: ingest.Error, Sheet: "It's", Cell: "C3", Message: "Ô chưa có."},
}

// wants reports what a part lacks, and what it has but must not have.
func wants(t *testing.T, name, content string, has, hasNot []string) {
	t.Helper()
	for _, s := range has {
		if !strings.Contains(content, s) {
			t.Errorf("%s lacks %s:\n%s", name, s, content)
		}
	}
	for _, s := range hasNot {
		if strings.Contains(content, s) {
			t.Errorf("%s has %s:\n%s", name, s, content)
		}
	}
}

// TestWhatBelongsToSheetsMovesAlong looks at the parts around the cells.
func TestWhatBelongsToSheetsMovesAlong(t *testing.T) {
	got := parts(t, marked(t, ziptest.Pack(t, small()), Report{Lang: locale.VI, Findings: smallFindings}))
	wants(t, "workbook", got["xl/workbook.xml"], []string{
		`firstSheet="0" activeTab="0"`, `<sheets><sheet name="Kết quả kiểm tra" sheetId="10"`,
		`localSheetId="2">'It''s'!$A$1:$B$9<`, `name="tong">'Một &amp; hai'!$A$1<`, `name="_giaoban_findings">'Kết quả kiểm tra'!$A$1<`,
		`<definedName name="_xlnm.Print_Titles" localSheetId="0">'Kết quả kiểm tra'!$6:$6<`, `</definedNames><calcPr calcId="1"/>`,
	}, []string{"Auto_Open"})
	wants(t, "first sheet", got["xl/worksheets/sheet1.xml"], []string{
		`</mergeCells><conditionalFormatting sqref="A1:A3"><cfRule type="expression"`, `priority="1"><formula>&quot;giaoban`, `priority="2" operator="lessThan"`,
		`<sheetProtection sheet="1"/>`, `<!-- </sheetData> --></sheetData>`, `<legacyDrawing `,
	}, nil)
	wants(t, "second sheet", got["xl/worksheets/sheet2.xml"], []string{`<sheetView workbookViewId="0"/>`, `sqref="C3"`}, []string{"tabSelected"})
	if got["xl/styles1.xml"] == "" {
		t.Error("there are no styles")
	}
	if drawing := got["xl/drawings/giaobanNotes1.vml"]; !strings.Contains(drawing, "<x:Row>0</x:Row><x:Column>0</x:Column>") {
		t.Errorf("drawing %s", drawing)
	}
}

// TestDialects marks the same workbook as other programs would write it.
func TestDialects(t *testing.T) {
	element := strings.NewReplacer("</", "</x:", "<!--", "<!--", "<?", "<?", "<", "<x:", "xmlns=", "xmlns:x=")
	for name, change := range map[string]func(map[string]string){
		"a prefix before every name": func(p map[string]string) {
			for _, part := range []string{"xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"} {
				p[part] = element.Replace(p[part])
			}
		},
		"strict": func(p map[string]string) {
			for part := range p {
				p[part] = strings.NewReplacer(transitional.main, strict.main, transitional.relations, strict.relations).Replace(p[part])
			}
		},
		"byte order mark": func(p map[string]string) {
			for _, part := range []string{"xl/workbook.xml", "xl/worksheets/sheet1.xml"} {
				p[part] = "\ufeff" + xmlHead + p[part]
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := small()
			change(p)
			original := ziptest.Pack(t, p)
			before := opened(t, original)
			once := marked(t, original, Report{Lang: locale.VI, Findings: smallFindings})
			for _, copied := range [][]byte{once, marked(t, once, Report{Lang: locale.VI, Findings: smallFindings})} {
				after := opened(t, copied)
				if diff := cmp.Diff(before.Sheets, after.Sheets[1:], anyFont); diff != "" {
					t.Error(diff)
				}
				if len(after.Comments) != 2 {
					t.Errorf("notes %q", after.Comments)
				}
			}
		})
	}
}

// TestDrawingsWithOtherPrefixes marks cells of a sheet whose notes have boxes
// that another program wrote, with prefixes of its own and no place on the
// sheet: what is added to the drawing can be read in it.
func TestDrawingsWithOtherPrefixes(t *testing.T) {
	p := small()
	insert := func(part, before, text string) { p[part] = strings.Replace(p[part], before, text+before, 1) }
	insert("[Content_Types].xml", "<Override", `<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>`)
	insert("[Content_Types].xml", "</Types>", `<Override PartName="/xl/comments1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"/>`)
	p["xl/worksheets/_rels/sheet1.xml.rels"] = `<Relationships xmlns="` + packageRelations + `"><Relationship Id="rId1" Type="` + transitional.relations + `/comments" Target="../comments1.xml"/>` +
		`<Relationship Id="rId2" Type="` + transitional.relations + `/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/></Relationships>`
	insert("xl/worksheets/sheet1.xml", "</worksheet>", `<legacyDrawing xmlns:r="`+transitional.relations+`" r:id="rId2"/>`)
	comment := func(ref string) string {
		return `<comment ref="` + ref + `" authorId="0"><text><t>Số của phòng.</t></text></comment>`
	}
	p["xl/comments1.xml"] = `<comments xmlns="` + transitional.main + `"><authors><author>Lan</author></authors><commentList>` + comment("A1") + comment("B9") + `</commentList></comments>`
	box := func(number, row, column string) string {
		return `<ns1:shape type="#_x0000_t202" style="position:absolute;width:144px;height:79px" id="_x0000_s` + number + `"><ns2:ClientData ObjectType="Note"><ns2:MoveWithCells />` +
			`<ns2:Row>` + row + `</ns2:Row><ns2:Column>` + column + `</ns2:Column></ns2:ClientData></ns1:shape>`
	}
	p["xl/drawings/vmlDrawing1.vml"] = `<xml xmlns:ns0="urn:schemas-microsoft-com:office:office" xmlns:ns1="urn:schemas-microsoft-com:vml" xmlns:ns2="urn:schemas-microsoft-com:office:excel">` +
		`<ns1:shapetype id="_x0000_t202"/>` + box("1026", "0", "0") + box("1027", "8", "1") + `</xml>`
	findings := append([]Finding{{Severity: ingest.Error, Sheet: "Một & hai", Cell: "B2", Message: "Sai."}}, smallFindings...)

	once := marked(t, ziptest.Pack(t, p), Report{Lang: locale.VI, Findings: findings})
	twice := marked(t, once, Report{Lang: locale.VI, Findings: findings})
	for _, copied := range [][]byte{once, twice} {
		drawing := parts(t, copied)["xl/drawings/vmlDrawing1.vml"]
		type place struct{ Row, Column, Anchor string }
		var got struct {
			Shapes []struct {
				Data place `xml:"urn:schemas-microsoft-com:office:excel ClientData"`
			} `xml:"urn:schemas-microsoft-com:vml shape"`
		}
		if err := xml.Unmarshal([]byte(drawing), &got); err != nil {
			t.Fatal(err)
		}
		var places []place
		for _, s := range got.Shapes {
			places = append(places, s.Data)
		}
		want := []place{
			{"0", "0", "1, 12, 0, 4, 6, 12, 4, 4"}, {"8", "1", ""}, {"1", "1", "2, 12, 0, 4, 7, 12, 3, 4"},
		}
		if diff := cmp.Diff(want, places); diff != "" {
			t.Errorf("boxes: %s\n%s", diff, drawing)
		}
	}
}

// TestMacrosAndSignaturesGo marks a workbook with a project, a sheet of old
// macros and a signature.
func TestMacrosAndSignaturesGo(t *testing.T) {
	p := small()
	insert := func(part, before, text string) { p[part] = strings.Replace(p[part], before, text+before, 1) }
	p["[Content_Types].xml"] = strings.Replace(p["[Content_Types].xml"], "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml", 1)
	insert("[Content_Types].xml", "<Override", `<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>`)
	insert("xl/_rels/workbook.xml.rels", "</Relationships>", `<Relationship Id="rId8" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>`+
		`<Relationship Id="rId9" Type="http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet" Target="macrosheets/sheet1.xml"/>`)
	insert("xl/workbook.xml", `<sheet name="It's"`, `<sheet name="Macro1" sheetId="7" r:id="rId9"/>`)
	p["xl/workbook.xml"] = strings.Replace(p["xl/workbook.xml"], `localSheetId="1"`, `localSheetId="2"`, 1)
	insert("_rels/.rels", "</Relationships>", `<Relationship Id="rId7" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/>`)
	p["xl/vbaProject.bin"], p["xl/vbaProjectSignature.bin"], p["_xmlsignatures/origin.sigs"], p["_xmlsignatures/sig1.xml"] = "macro", "signed", "", "<s/>"
	p["xl/_rels/vbaProject.bin.rels"] = `<Relationships xmlns="` + packageRelations + `"><Relationship Id="rId1" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProjectSignature" Target="vbaProjectSignature.bin"/></Relationships>`
	p["xl/macrosheets/sheet1.xml"] = `<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"/>`

	got := parts(t, marked(t, ziptest.Pack(t, p), Report{Lang: locale.VI, Findings: smallFindings}))
	for name, content := range got {
		for _, word := range []string{"vbaproject", "macro", "_xmlsignatures", "digital-signature", "auto_open"} {
			if strings.Contains(strings.ToLower(name), word) || strings.Contains(strings.ToLower(content), word) {
				t.Errorf("%s still speaks of %s", name, word)
			}
		}
	}
	if !strings.Contains(got["xl/workbook.xml"], `localSheetId="2">'It''s'`) {
		t.Errorf("the print area is not where it was: %s", got["xl/workbook.xml"])
	}
}

// TestOtherFormatsAreConverted makes books at random, as the readers of other
// formats return them, and reads the converted files.
func TestOtherFormatsAreConverted(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		book := &sheet.Book{Sheets: []sheet.Sheet{{
			Name: rapid.StringOfN(rapid.SampledFrom([]rune("aộ'[]:/?*\\ 1")), 0, 40, -1).Draw(rt, "name"), Hidden: rapid.Bool().Draw(rt, "hidden"),
			HiddenCols: []sheet.Span{{First: 3, Last: 3}}, Merges: []sheet.Range{{FirstCol: 1, FirstRow: 1, LastCol: 2, LastRow: 1}},
		}, {Name: "Trang"}}}
		for row := 1; row <= 5; row++ {
			r := sheet.Row{Number: row, Hidden: rapid.Bool().Draw(rt, "row")}
			for col := 1; col <= 4; col++ {
				c := sheet.Cell{Col: col, Format: "General", Bold: rapid.Bool().Draw(rt, "bold")}
				switch c.Kind = rapid.SampledFrom([]sheet.Kind{sheet.Number, sheet.Text, sheet.Bool, sheet.Error, sheet.Date}).Draw(rt, "kind"); c.Kind {
				case sheet.Number:
					c.Format = rapid.SampledFrom([]string{"General", `#,##0.00" đ"`, "0%"}).Draw(rt, "format")
					c.Number = decimal.New(rapid.Int64Range(-1e15, 1e15).Draw(rt, "n"), -int32(rapid.IntRange(0, 6).Draw(rt, "places")))
					c.Number = decimal.RequireFromString(c.Number.String())
					c.Text = c.Number.String()
				case sheet.Date:
					c.Format, c.Number = "dd/mm/yyyy", decimal.NewFromInt(rapid.Int64Range(61, 90000).Draw(rt, "day"))
					c.Text = c.Number.String()
				case sheet.Text:
					c.Text = rapid.StringOfN(rapid.SampledFrom([]rune("=+-@_x0041_<&\"ộ \n")), 1, 90, -1).Draw(rt, "text")
				case sheet.Bool:
					c.Text = rapid.SampledFrom([]string{"TRUE", "FALSE"}).Draw(rt, "bool")
				case sheet.Error:
					c.Text = "#REF!"
				}
				r.Cells = append(r.Cells, c)
			}
			book.Sheets[0].Rows = append(book.Sheets[0].Rows, r)
		}
		var b bytes.Buffer
		about, err := convert(&b, book, nil)
		if err != nil {
			rt.Fatal(err)
		}
		got, err := sheet.Open(b.Bytes(), "")
		if err != nil {
			rt.Fatal(err)
		}
		want := book.Sheets[0]
		want.Name = about.names[want.Name]
		if n := len([]rune(want.Name)); n == 0 || n > maxSheetName || strings.ContainsAny(want.Name, `[]:*?/\`) || strings.HasPrefix(want.Name, "'") {
			rt.Fatalf("the sheet is called %q", want.Name)
		}
		if diff := cmp.Diff(want, got.Sheets[0], cmp.Comparer(decimal.Decimal.Equal), anyFont); diff != "" {
			rt.Fatal(diff)
		}
		for _, s := range got.Sheets {
			for _, row := range s.Rows {
				for _, c := range row.Cells {
					if c.Formula {
						rt.Fatal("a formula")
					}
				}
			}
		}
	})
}

// TestMarkedCopyOfText marks what is no workbook but can be read as one.
func TestMarkedCopyOfText(t *testing.T) {
	csv := []byte("Chỉ tiêu;Đơn vị tính;Thực hiện\r\nDoanh thu;tỷ đồng;=1+1\r\n")
	book, err := sheet.Open(csv, "bieu.csv")
	if err != nil {
		t.Fatal(err)
	}
	name := book.Sheets[0].Name
	copied := opened(t, marked(t, csv, Report{File: "bieu.csv", Lang: locale.VI, Findings: []Finding{{Severity: ingest.Error, Sheet: name, Cell: "C2", Message: "Không phải là số."}}}))
	if len(copied.Sheets) != 2 || copied.Sheets[1].At(3, 2).Text != "=1+1" || copied.Sheets[1].At(3, 2).Formula || len(copied.Comments) != 1 {
		t.Errorf("%+v %q", copied.Sheets, copied.Comments)
	}
}

// FuzzWrite replaces parts of a workbook: whatever the reader takes can be
// marked, and the copy can be read.
func FuzzWrite(f *testing.F) {
	whole := parts(f, marked(f, ziptest.Pack(f, small()), Report{Lang: locale.VI, Findings: smallFindings}))
	p := small()
	f.Add(p["xl/workbook.xml"], p["xl/worksheets/sheet1.xml"], whole["xl/styles1.xml"], whole["xl/comments1.xml"], whole["xl/drawings/giaobanNotes1.vml"])
	f.Add(whole["xl/workbook.xml"], whole["xl/worksheets/sheet1.xml"], "", "", "")
	f.Fuzz(func(t *testing.T, workbook, worksheet, styles, comments, drawing string) {
		p := map[string]string{}
		for name, content := range whole {
			p[name] = content
		}
		p["xl/workbook.xml"], p["xl/worksheets/sheet1.xml"], p["xl/styles1.xml"], p["xl/comments1.xml"], p["xl/drawings/giaobanNotes1.vml"] = workbook, worksheet, styles, comments, drawing
		data := ziptest.Pack(t, p)
		before, err := sheet.Open(data, "")
		if err != nil {
			return // what the reader refuses is never marked
		}
		var b bytes.Buffer
		if err := Write(&b, data, Report{File: "a.xlsx", Lang: locale.VI, Findings: smallFindings}); err != nil {
			return
		}
		after, err := sheet.Open(b.Bytes(), "")
		if err != nil {
			t.Fatalf("the copy cannot be read: %v", err)
		}
		if len(after.Sheets) > len(before.Sheets)+1 {
			t.Errorf("%d sheets became %d", len(before.Sheets), len(after.Sheets))
		}
	})
}

func FuzzScan(f *testing.F) {
	for _, content := range small() {
		f.Add([]byte(content))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		root, list, end, err := children(data)
		if err != nil {
			return
		}
		for _, e := range append(list, element{tag: root, end: end, inside: end}) {
			_ = namespace(data, e.tag)
			if a, ok := attr(data, e.tag, "ref"); ok && (a.from > a.to || a.to > e.to || a.start < e.from) {
				t.Errorf("attribute %+v of %+v", a, e)
			}
			if e.from >= e.to || e.to > e.inside || e.inside > e.end || e.end > len(data) {
				t.Errorf("element %+v", e)
			}
		}
	})
}
