package ingest

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"giaoban/ingest/sheet"
	"giaoban/ingest/sheet/ziptest"
)

// Namespaces of SpreadsheetML and its relations.
const (
	mainNS     = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relationNS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageNS  = "http://schemas.openxmlformats.org/package/2006/relationships"
)

// leastParts are the parts no .xlsx can do without, around one worksheet.
func leastParts(worksheet string) map[string]string {
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	return map[string]string{
		"[Content_Types].xml": head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
		"_rels/.rels": head + `<Relationships xmlns="` + packageNS + `"><Relationship Id="rId1" Type="` + relationNS + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml": head + `<workbook xmlns="` + mainNS + `" xmlns:r="` + relationNS + `"><sheets>` +
			`<sheet name="Biểu 01" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": head + `<Relationships xmlns="` + packageNS + `"><Relationship Id="rId1" Type="` + relationNS + `/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   head + `<worksheet xmlns="` + mainNS + `">` + worksheet + `</worksheet>`,
	}
}

// sheetData writes rows, each cell as cell does.
func sheetData(rows [][]any, cell func(ref string, value any) string) string {
	var b strings.Builder
	b.WriteString("<sheetData>")
	for r, row := range rows {
		fmt.Fprintf(&b, `<row r="%d">`, r+1)
		for c, value := range row {
			if value != nil {
				b.WriteString(cell(sheet.Ref(c+1, r+1), value))
			}
		}
		b.WriteString("</row>")
	}
	return b.String() + "</sheetData>"
}

// inline writes a text where it stands, a number as it is.
func inline(ref string, value any) string {
	switch text, ok := value.(string); {
	case ok && text == "":
		return `<c r="` + ref + `"/>`
	case ok:
		return `<c r="` + ref + `" t="inlineStr"><is><t>` + escaped(text) + `</t></is></c>`
	}
	return `<c r="` + ref + `"><v>` + fmt.Sprint(value) + `</v></c>`
}

func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder takes everything
	return b.String()
}

// unzipped returns the parts of a workbook.
func unzipped(t testing.TB, data []byte) map[string]string {
	t.Helper()
	parts := map[string]string{}
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return map[string]string{"": string(data)} // cut off
	}
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil && !errors.Is(err, zip.ErrChecksum) {
			t.Fatal(err)
		}
		parts[f.Name] = string(text)
	}
	return parts
}

// repacked changes the parts of a workbook.
func repacked(t testing.TB, data []byte, change func(parts map[string]string)) []byte {
	parts := unzipped(t, data)
	change(parts)
	return ziptest.Pack(t, parts)
}

// replace changes a text that must stand in the part.
func replace(t testing.TB, parts map[string]string, name, old, text string) {
	t.Helper()
	if !strings.Contains(parts[name], old) {
		t.Fatalf("%s has no %s", name, old)
	}
	parts[name] = strings.ReplaceAll(parts[name], old, text)
}

// handmade is the source of the plain form whose parts no library wrote.
func handmade(cell func(ref string, value any) string, change func(t testing.TB, parts map[string]string)) func(testing.TB) []byte {
	return func(t testing.TB) []byte {
		parts := leastParts(sheetData(plainForm().rows, cell))
		if change != nil {
			change(t, parts)
		}
		return ziptest.Pack(t, parts)
	}
}

const sheetPart = "xl/worksheets/sheet1.xml"

// zipParts are the plain form as other programs than the usual write it.
func zipParts() []specimen {
	address := regexp.MustCompile(`(<(?:row|c)) r="[A-Z]*\d+"`)
	return []specimen{
		{file: "parts/inline_strings.xlsx", proves: "Texts may stand in the cells; styles, shared strings and the dimension may be missing.",
			source: handmade(inline, nil), says: plainSays},
		{file: "parts/no_addresses.xlsx", proves: "Rows and cells without addresses follow one another.",
			source: handmade(inline, func(_ testing.TB, parts map[string]string) {
				rows := plainForm().rows
				for i := range rows {
					for j, value := range rows[i] {
						if value == nil {
							rows[i][j] = ""
						}
					}
				}
				parts[sheetPart] = address.ReplaceAllString(`<worksheet xmlns="`+mainNS+`">`+sheetData(rows, inline)+`</worksheet>`, "$1")
			}), says: plainSays},
		{file: "parts/computed_texts.xlsx", proves: "A text may be a formula's result (t=\"str\"), in CDATA, among comments and instructions.",
			source: handmade(func(ref string, value any) string {
				if text, ok := value.(string); ok {
					return `<!-- ô --><c r="` + ref + `" t="str"><f>T("` + escaped(text) + `")</f><v><![CDATA[` + text + `]]><?ghi-chu?></v></c>`
				}
				return fmt.Sprintf(`<c r="%s" t="n"><v>%.16E</v></c>`, ref, toFloat(value))
			}, nil), says: plainSays},
		{file: "parts/rich_and_phonetic.xlsx", proves: "Runs of a rich text are joined; phonetic readings beside them are not text.",
			source: handmade(inline, richStrings), says: plainSays},
		{file: "parts/shared_formulas.xlsx", proves: "Formulas, shared ones too, count by the result saved with them.",
			source: handmade(func(ref string, value any) string {
				switch value {
				case 1234.5:
					return `<c r="` + ref + `"><f t="shared" ref="F5:F7" si="0">IF(ROW()=5,1234.5,IF(ROW()=6,125,9))</f><v>1234.5</v></c>`
				case 125, 9:
					return fmt.Sprintf(`<c r="%s"><f t="shared" si="0"/><v>%v</v></c>`, ref, value)
				case 1.75:
					return `<c r="` + ref + `"><f>[1]Sheet1!$A$1</f><v>1.75</v></c>`
				case 15:
					return `<c r="` + ref + `"><f t="array" ref="F9">SUM({10,5})</f><v>15</v></c>`
				}
				return inline(ref, value)
			}, nil), says: plainSays},
		{file: "parts/absolute_names.xlsx", proves: "Part names may be absolute and lie in other folders.",
			source: handmade(inline, func(t testing.TB, parts map[string]string) {
				parts["xl/sheets/bieu01.xml"] = parts[sheetPart]
				delete(parts, sheetPart)
				replace(t, parts, "xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "/xl/sheets/bieu01.xml")
				replace(t, parts, "_rels/.rels", `Target="xl/`, `Target="/xl/`)
				replace(t, parts, "[Content_Types].xml", "/xl/worksheets/sheet1.xml", "/xl/sheets/bieu01.xml")
			}), says: plainSays},
		{file: "parts/backslashes.xlsx", proves: "Part names with backslashes and capitals, as some report generators write them, are names all the same.",
			source: handmade(inline, func(_ testing.TB, parts map[string]string) {
				for _, name := range slices.Collect(maps.Keys(parts)) {
					text := parts[name]
					delete(parts, name)
					parts[strings.NewReplacer("/", `\`, "worksheets", "Worksheets", "workbook", "Workbook").Replace(name)] = text
				}
			}), says: plainSays},
		{file: "parts/strict.xlsx", proves: "Strict Open XML is read as the transitional kind.",
			source: handmade(inline, func(t testing.TB, parts map[string]string) {
				for name := range parts {
					parts[name] = strings.NewReplacer(mainNS, "http://purl.oclc.org/ooxml/spreadsheetml/main",
						relationNS, "http://purl.oclc.org/ooxml/officeDocument/relationships").Replace(parts[name])
				}
				replace(t, parts, "xl/workbook.xml", "<workbook ", `<workbook conformance="strict" `)
			}), says: plainSays},
		{file: "parts/prefixed.xlsx", proves: "Elements may carry a namespace prefix.",
			source: handmade(inline, func(_ testing.TB, parts map[string]string) {
				element := regexp.MustCompile(`<(/?)([a-zA-Z])`)
				for _, name := range []string{"xl/workbook.xml", sheetPart} {
					head, body, _ := strings.Cut(parts[name], "\n")
					parts[name] = head + strings.Replace(element.ReplaceAllString(body, "<${1}x:$2"), "xmlns=", "xmlns:x=", 1)
				}
			}), says: plainSays},
		{file: "parts/base_1904.xlsx", proves: "Days count from 1904 where the workbook says so.",
			source: handmade(inline, base1904), says: plainSays},
		{file: "parts/stored.xlsx", proves: "Parts may be stored without compression, among folders and files of other systems.",
			source: func(t testing.TB) []byte {
				parts := leastParts(sheetData(plainForm().rows, inline))
				parts["xl/"], parts["__MACOSX/._xl"], parts["xl/Thumbs.db"] = "", "\x00\x05\x16\x07", "x"
				return ziptest.PackAs(t, parts, zip.Store)
			}, says: plainSays},
		{file: "parts/utf16.xlsx", proves: "A part may be written in UTF-16.",
			source: handmade(inline, func(t testing.TB, parts map[string]string) {
				replace(t, parts, sheetPart, "UTF-8", "UTF-16")
				parts[sheetPart] = wide(parts[sheetPart])
			}), says: plainSays},
		{file: "parts/google_sheets.xlsx", proves: "Google Sheets styles a thousand empty rows and counts columns it does not fill.",
			source: handmade(inline, googleSheets), says: plainSays},
		{file: "parts/wps_office.xlsx", proves: "WPS Office adds elements of its own, which are passed over.",
			source: handmade(inline, wpsOffice), says: plainSays},
		{file: "parts/excel_2007.xlsx", proves: "Excel 2007 writes spans, heights and doubles to seventeen digits.",
			source: handmade(func(ref string, value any) string {
				if text, ok := value.(string); ok {
					return inline(ref, text)
				}
				return fmt.Sprintf(`<c r="%s"><v>%.17g</v></c>`, ref, toFloat(value))
			}, func(_ testing.TB, parts map[string]string) {
				parts[sheetPart] = regexp.MustCompile(`<row `).ReplaceAllString(parts[sheetPart], `<row spans="1:6" ht="15.75" customHeight="1" `)
			}), says: plainSays},
		{file: "parts/alternate_content.xlsx", proves: "Of alternate contents the cells outside are read, and nothing twice.",
			source: handmade(inline, func(t testing.TB, parts map[string]string) {
				replace(t, parts, sheetPart, "</sheetData>", `</sheetData><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">`+
					`<mc:Choice Requires="x14"><controls><control shapeId="1" name="Nút"/></controls></mc:Choice><mc:Fallback/></mc:AlternateContent>`)
			}), says: plainSays},
	}
}

func toFloat(value any) float64 {
	switch v := value.(type) {
	case int:
		return float64(v)
	case float64:
		return v
	}
	return 0
}

// richStrings moves the texts to shared strings of several runs, with a
// phonetic reading behind each.
func richStrings(_ testing.TB, parts map[string]string) {
	var shared strings.Builder
	n := 0
	parts[sheetPart] = `<worksheet xmlns="` + mainNS + `">` + sheetData(plainForm().rows, func(ref string, value any) string {
		text, ok := value.(string)
		if !ok {
			return inline(ref, value)
		}
		letters := []rune(text)
		half := len(letters) / 2
		fmt.Fprintf(&shared, `<si><r><t xml:space="preserve">%s</t></r><r><rPr><b/><sz val="12"/></rPr><t xml:space="preserve">%s</t></r>`+
			`<rPh sb="0" eb="1"><t>99</t></rPh><phoneticPr fontId="1"/></si>`, escaped(string(letters[:half])), escaped(string(letters[half:])))
		n++
		return fmt.Sprintf(`<c r="%s" t="s"><v>%d</v></c>`, ref, n-1)
	}) + `</worksheet>`
	parts["xl/sharedStrings.xml"] = `<sst xmlns="` + mainNS + `">` + shared.String() + `</sst>`
	parts["xl/_rels/workbook.xml.rels"] = strings.Replace(parts["xl/_rels/workbook.xml.rels"], "</Relationships>",
		`<Relationship Id="rId2" Type="`+relationNS+`/sharedStrings" Target="sharedStrings.xml"/></Relationships>`, 1)
}

// withStyles adds a styles part.
func withStyles(parts map[string]string, formats string) {
	parts["xl/styles.xml"] = `<styleSheet xmlns="` + mainNS + `"><cellXfs>` + formats + `</cellXfs></styleSheet>`
	parts["xl/_rels/workbook.xml.rels"] = strings.Replace(parts["xl/_rels/workbook.xml.rels"], "</Relationships>",
		`<Relationship Id="rId3" Type="`+relationNS+`/styles" Target="styles.xml"/></Relationships>`, 1)
}

// base1904 counts days from 1904 and puts one, 30/3/2024, beside the title.
func base1904(t testing.TB, parts map[string]string) {
	withStyles(parts, `<xf numFmtId="0"/><xf numFmtId="14"/>`)
	replace(t, parts, "xl/workbook.xml", "<sheets>", `<workbookPr date1904="1"/><sheets>`)
	replace(t, parts, sheetPart, `</c></row><row r="3">`, `</c><c r="G2" s="1"><v>43919</v></c></row><row r="3">`)
}

// googleSheets fills the sheet with empty styled rows down to 1000.
func googleSheets(t testing.TB, parts map[string]string) {
	withStyles(parts, `<xf numFmtId="0"/><xf numFmtId="0" applyFont="1"/>`)
	var rows strings.Builder
	for r := len(plainForm().rows) + 1; r <= 1000; r++ {
		fmt.Fprintf(&rows, `<row r="%d" customFormat="1" ht="15.75" s="1"><c r="A%d" s="1"/><c r="Z%d" s="1"/></row>`, r, r, r)
	}
	replace(t, parts, sheetPart, "</sheetData>", rows.String()+"</sheetData>")
	replace(t, parts, sheetPart, "<sheetData>", `<sheetPr><outlinePr summaryBelow="0"/></sheetPr><sheetViews><sheetView workbookViewId="0"/></sheetViews>`+
		`<sheetFormatPr customHeight="1" defaultColWidth="12.63" defaultRowHeight="15.75"/><sheetData>`)
}

// wpsOffice adds what that program writes besides the standard.
func wpsOffice(t testing.TB, parts map[string]string) {
	replace(t, parts, "xl/workbook.xml", "<sheets>", `<fileVersion appName="xl" lastEdited="3" lowestEdited="5" rupBuild="9302"/>`+
		`<extLst><ext uri="{5A2F8E9C}" xmlns:et="http://www.wps.cn/officeDocument/2020/et"><et:fileId>1</et:fileId></ext></extLst><sheets>`)
	replace(t, parts, sheetPart, "</sheetData>", `</sheetData><etc:sheetPrivate xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><etc:x v="9"/></etc:sheetPrivate>`)
	parts["xl/cellimages.xml"] = `<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>`
	parts["docProps/custom.xml"] = `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" ` +
		`xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer"><vt:lpwstr>1066-12.2.0</vt:lpwstr></property></Properties>`
	replace(t, parts, "_rels/.rels", "</Relationships>", `<Relationship Id="rId4" Type="`+relationNS+`/custom-properties" Target="docProps/custom.xml"/></Relationships>`)
}

// vietnameseLetters takes the tones off the vowels and puts them behind.
func vietnameseLetters(text string) string {
	var b strings.Builder
	for _, c := range norm.NFC.String(text) {
		letter, tone := "", ""
		for _, part := range norm.NFD.String(string(c)) {
			if strings.ContainsRune("\u0300\u0301\u0303\u0309\u0323", part) {
				tone += string(part)
			} else {
				letter += string(part)
			}
		}
		b.WriteString(norm.NFC.String(letter) + tone)
	}
	return b.String()
}

// codePage1258 is the code page of Vietnamese Windows.
var codePage1258 = func() map[rune]byte {
	codes := map[rune]byte{}
	for code := 0x80; code < 0x100; code++ {
		codes[charmap.Windows1258.DecodeByte(byte(code))] = byte(code)
	}
	return codes
}()
