package ingest

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"runtime"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"giaoban/ingest/sheet/ziptest"
)

// refusals are files of which nothing is kept: what is no workbook, what is
// broken or dangerous, and what is marked secret.
func refusals() []specimen {
	refused := func(file, proves, why string, source func(testing.TB) []byte) specimen {
		return specimen{file: "refused/" + file, proves: proves, source: source, says: "refused " + why}
	}
	marked := func(setup func(f *excelize.File, name string) error) func(testing.TB) []byte {
		p := plainForm()
		p.setup = setup
		return pages(p)
	}
	inCell := plainForm()
	inCell.rows = append([][]any{{nil, nil, nil, nil, "TUYỆT MẬT"}}, inCell.rows...)
	return []specimen{
		refused("password.xlsx", "A workbook behind a password is refused: take it off.", "password_protected", encrypted(pages(plainForm()), "1")),
		refused("binary.xlsb", "An .xlsb workbook is refused: save it as .xlsx.", "binary_excel", func(t testing.TB) []byte {
			return ziptest.Pack(t, map[string]string{"[Content_Types].xml": "<Types/>", "xl/workbook.bin": "\x83\x01\x00"})
		}),
		refused("web_page.xls", "HTML under .xls is refused: open it and save it as .xlsx.", "web_page",
			verbatim("<html><head><meta charset=\"utf-8\"></head><body><table><tr><td>Doanh thu</td><td>12,25</td></tr></table></body></html>")),
		refused("picture.xls", "A picture under .xls is refused: send the figures, not their photograph.", "picture", func(t testing.TB) []byte {
			var b bytes.Buffer
			if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
				t.Fatal(err)
			}
			return b.Bytes()
		}),
		refused("scan.xlsx", "So is a PDF.", "pdf", verbatim("%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n")),
		refused("word.xlsx", "So is a Word document.", "word_document", func(t testing.TB) []byte {
			return ziptest.Pack(t, map[string]string{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>"})
		}),
		refused("excel_95.xls", "A workbook of Excel 95 is refused: save it as .xlsx.", "old_excel",
			verbatim("\x09\x08\x08\x00\x00\x05\x05\x00\x00\x00\x00\x00\x0a\x00\x00\x00")),
		refused("excel_2003.xls", "So is the XML that Excel 2003 saved.", "xml_file",
			verbatim("<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"></Workbook>\n")),
		refused("letter.csv", "A text that is no table is refused.", "plain_text",
			verbatim("Kính gửi: Đảng ủy\nChi bộ báo cáo, quý I năm 2024, như sau.\nDoanh thu tăng khá.\n")),
		refused("empty.xlsx", "An empty file is refused: send it again.", "empty_file", verbatim("")),
		refused("truncated.xlsx", "So is one whose transfer broke off.", "truncated", func(t testing.TB) []byte {
			data := workbook(t, plainForm())
			return data[:len(data)*2/3]
		}),
		refused("damaged.xlsx", "A damaged one is refused, even if only one byte is.", "damaged", func(t testing.TB) []byte {
			data := ziptest.PackAs(t, leastParts(sheetData(plainForm().rows, inline)), zip.Store)
			return bytes.Replace(data, []byte("12.25"), []byte("12.26"), 1)
		}),
		refused("damaged_theme.xlsx", "Even if it is in a part that nothing here reads: the marked copy would be as damaged.", "damaged", func(t testing.TB) []byte {
			parts := leastParts(sheetData(plainForm().rows, inline))
			parts["xl/theme/theme1.xml"] = `<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office"/>`
			return bytes.Replace(ziptest.PackAs(t, parts, zip.Store), []byte(`name="Office"`), []byte(`name="Offici"`), 1)
		}),
		refused("doctype.xlsx", "A document type, and with it every entity, is refused unread.", "unsafe",
			handmade(inline, func(t testing.TB, parts map[string]string) {
				replace(t, parts, sheetPart, "<worksheet", `<!DOCTYPE worksheet [<!ENTITY a "1"><!ENTITY b "&a;&a;&a;&a;">]><worksheet`)
			})),
		refused("secret_header.xlsx", "TỐI MẬT in the header: nothing of the file is kept.", "secret", marked(func(f *excelize.File, name string) error {
			return f.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddHeader: `&L&"Times New Roman,Bold"&13TỐI MẬT&RBản số 02`})
		})),
		refused("secret_footer.xlsx", "MẬT in the footer.", "secret", marked(func(f *excelize.File, name string) error {
			return f.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: "&CMẬT"})
		})),
		refused("secret_cell.xlsx", "TUYỆT MẬT in a cell.", "secret", pages(inCell)),
		refused("bc TOI MAT quy 1.xlsx", "TỐI MẬT in the file's name, without its accents.", "secret_name",
			pages(formOf(measured, []any{1, "Kết nạp", "đảng viên", 3}))),
		refused("secret_stamp.xlsx", "A stamp drawn as a text box.", "secret", marked(func(f *excelize.File, name string) error {
			return f.AddShape(name, &excelize.Shape{Cell: "H1", Type: "rect", Paragraph: []excelize.RichTextRun{{Text: "MẬT"}}})
		})),
		refused("secret_comment.xlsx", "A remark on a cell.", "secret", marked(func(f *excelize.File, name string) error {
			return f.AddComment(name, excelize.Comment{Cell: "A1", Author: "vp", Paragraph: []excelize.RichTextRun{{Text: "Tài liệu "}, {Text: "TỐI MẬT"}}})
		})),
		refused("secret_old_font.xlsx", "TUYỆT MẬT typed in .VnTime.", "secret", func(t testing.TB) []byte {
			return workbook(t, newTypist(".VnTime", "").retyped(t, page{name: "S", rows: [][]any{{"Tuyệt mật"}, {"Quý I/2024"}}}))
		}),
		{file: "refused/secret.xls", proves: "The same in .xls.", source: pages(inCell), office: "xls", says: "refused secret"},
		{file: "refused/secret.ods", proves: "And in .ods.", source: marked(func(f *excelize.File, name string) error {
			return f.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddHeader: "&CTỐI MẬT"})
		}), office: "ods", says: "refused secret"},
		{file: "refused/density.xlsx", proves: "“Mật độ” and “bảo mật” are words like others.", source: pages(formOf(measured,
			[]any{1, "Kết nạp", "đảng viên", 2}, []any{nil, "Ghi chú: mật độ lao động, công tác bảo mật"})), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D4 admissions 2
		`},
	}
}

// TestBombs makes files that unpack to far more than they are. They are
// refused before they do: reading one takes less than half a gigabyte.
func TestBombs(t *testing.T) {
	const many = 1_010_000 // more cells than are read
	sheetOf := func(body string) map[string]string { return leastParts("<sheetData>" + body + "</sheetData>") }
	counted := func(format string, n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i*7919)
		}
		return b.String()
	}
	for name, tt := range map[string]struct {
		source func() []byte
		want   string
	}{
		"blanks": {func() []byte {
			return ziptest.Pack(t, sheetOf(strings.Repeat(" ", 32<<20)))
		}, "unsafe"},
		"cells": {func() []byte {
			return ziptest.Pack(t, sheetOf(counted("<row><c><v>%d</v></c><c><v>1</v></c></row>", many/2)))
		}, "too_many_cells"},
		"shared strings": {func() []byte {
			parts := sheetOf("")
			parts["xl/sharedStrings.xml"] = "<sst>" + counted("<si><t>%d</t></si>", 510_000) + "</sst>"
			parts["xl/_rels/workbook.xml.rels"] = strings.Replace(parts["xl/_rels/workbook.xml.rels"], "</Relationships>",
				`<Relationship Id="rId2" Type="`+relationNS+`/sharedStrings" Target="sharedStrings.xml"/></Relationships>`, 1)
			return ziptest.Pack(t, parts)
		}, "unsafe"},
		"parts": {func() []byte {
			parts := sheetOf("")
			for i := range 5000 {
				parts[fmt.Sprintf("xl/media/%d.png", i)] = ""
			}
			return ziptest.PackAs(t, parts, zip.Store)
		}, "unsafe"},
		"depth": {func() []byte {
			return ziptest.Pack(t, sheetOf(strings.Repeat("<a>", 100_000)+strings.Repeat("</a>", 100_000)))
		}, "unsafe"},
		"repeated cells of an .ods": {func() []byte {
			return ziptest.Pack(t, map[string]string{
				"mimetype": "application/vnd.oasis.opendocument.spreadsheet",
				"content.xml": `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="S">` +
					`<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row>` +
					`</table:table></office:spreadsheet></office:body></office:document-content>`,
			})
		}, "too_many_cells"},
		"lines of text":     {func() []byte { return []byte("a;b\n" + counted("%d;1\n", many/2)) }, "too_many_cells"},
		"bytes":             {func() []byte { return make([]byte, 33<<20) }, "too_large"},
		"archive in itself": {func() []byte { return ziptest.Pack(t, map[string]string{"a.zip": string(archive(t))}) }, "archive"},
	} {
		t.Run(name, func(t *testing.T) {
			data := tt.source()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := Read(data, "bom.xlsx", testVocabulary())
			runtime.ReadMemStats(&after)
			var r *Refusal
			if !errors.As(err, &r) || r.Code != tt.want {
				t.Errorf("Read = %v, want refusal %s", err, tt.want)
			}
			const most = 512 << 20
			if used := after.TotalAlloc - before.TotalAlloc; used > most {
				t.Errorf("%d MB were used to refuse %d bytes", used>>20, len(data))
			}
		})
	}
}
