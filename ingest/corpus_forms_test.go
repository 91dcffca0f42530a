package ingest

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"giaoban/ingest/sheet/ziptest"
)

// plainForm is a report that nothing is the matter with. It is in the corpus
// in every file format, with the figures of plainSays each time.
func plainForm() page {
	return page{
		name: "Biểu 01",
		rows: [][]any{
			{"Đơn vị báo cáo: Chi bộ Công ty TNHH An Phú"},
			{"BÁO CÁO QUÝ I NĂM 2024"},
			{"TT", "Chỉ tiêu", "ĐVT", "Kế hoạch năm 2024", "Thực hiện quý I/2023", "Thực hiện quý I/2024"},
			{1, "Doanh thu", "tỷ đồng", 50, 10.5, 12.25},
			{2, "Nộp ngân sách", "triệu đồng", nil, 900, 1234.5},
			{3, "Lao động", "người", nil, 120, 125},
			{4, "Thu nhập bình quân", "triệu đồng/người/tháng", nil, 8.5, 9},
			{5, "Kim ngạch xuất khẩu", "triệu USD", nil, nil, 1.75},
			{6, "Đảng viên", "đảng viên", nil, nil, 15},
		},
	}
}

const plainSays = `
	an-phu 2024-Q1 preliminary indicators_in_rows
	D4 revenue 50e9 2024 plan
	E4 revenue 10.5e9 2023-Q1 same_period
	F4 revenue 12.25e9
	E5 budget_paid 0.9e9 2023-Q1 same_period
	F5 budget_paid 1.2345e9
	E6 workers 120 2023-Q1 same_period
	F6 workers 125
	E7 average_income 8.5e6*360 2023-Q1 same_period
	F7 average_income 9e6*375
	F8 export_turnover 1.75e6
	F9 party_members 15
`

// pages is the source of a workbook of these pages.
func pages(list ...page) func(testing.TB) []byte {
	return func(t testing.TB) []byte { return workbook(t, list...) }
}

// encrypted is the source of a workbook behind a password.
func encrypted(source func(testing.TB) []byte, password string) func(testing.TB) []byte {
	return func(t testing.TB) []byte {
		data, err := excelize.Encrypt(source(t), &excelize.Options{Password: password})
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
}

// verbatim is the source of a file of these bytes.
func verbatim(data string) func(testing.TB) []byte {
	return func(testing.TB) []byte { return []byte(data) }
}

// separated writes rows as lines of text: numbers with the decimal mark, and
// quotation marks where the separator stands in a value.
func separated(rows [][]any, separator, mark string) string {
	var b strings.Builder
	for _, row := range rows {
		for i, value := range row {
			if i > 0 {
				b.WriteString(separator)
			}
			text := ""
			switch v := value.(type) {
			case nil:
			case string:
				text = v
			default:
				text = strings.Replace(fmt.Sprint(v), ".", mark, 1)
			}
			if strings.Contains(text, separator) {
				text = `"` + text + `"`
			}
			b.WriteString(text)
		}
		b.WriteString("\r\n")
	}
	return b.String()
}

// wide writes a text as UTF-16 with its mark, as "Unicode Text" is saved.
func wide(text string) string {
	data := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		data = binary.LittleEndian.AppendUint16(data, unit)
	}
	return string(data)
}

// windows1258 writes text in the code page of Vietnamese Windows: a vowel with
// its roof or horn is a letter, its tone a sign behind it.
func windows1258(t testing.TB, text string) string {
	var b strings.Builder
	for _, c := range vietnameseLetters(text) {
		code, ok := codePage1258[c]
		switch {
		case c < 0x80:
			b.WriteRune(c)
		case ok:
			b.WriteByte(code)
		default:
			t.Fatalf("%q is not in the code page", c)
		}
	}
	return b.String()
}

// fileForms are the plain form in every format that is accepted, told by the
// content and not by the extension.
func fileForms() []specimen {
	plain := pages(plainForm())
	text := func(separator, mark string) string { return separated(plainForm().rows, separator, mark) }
	return []specimen{
		{file: "forms/excel.xlsx", proves: "An .xlsx workbook is read.", source: plain, says: plainSays},
		{file: "forms/default_key.xlsx", proves: "So is one encrypted with the key that Excel opens without asking.", source: encrypted(plain, "VelvetSweatshop"), says: plainSays},
		{file: "forms/libreoffice.xlsx", proves: "So is one that LibreOffice saved.", source: plain, office: "xlsx", says: plainSays},
		{file: "forms/macros.xlsm", proves: "A workbook with macros is read; they are never run.", source: withMacros, says: plainSays},
		{file: "forms/excel_97.xls", proves: "An .xls workbook (BIFF8) is read.", source: plain, office: "xls", says: plainSays},
		{file: "forms/opendocument.ods", proves: "An .ods workbook is read.", source: plain, office: "ods", says: plainSays},
		{file: "forms/xlsx_called.xls", proves: "An .xlsx workbook is known by its content, not by .xls.", source: plain, says: plainSays},
		{file: "forms/semicolons.csv", proves: "Semicolons, decimal commas and UTF-8 with a mark are recognised.",
			source: verbatim("\ufeff" + text(";", ",")), says: plainSays},
		{file: "forms/commas.csv", proves: "Commas and decimal dots are recognised, and the dots are told of.",
			source: verbatim(text(",", ".")), says: plainSays + "note decimal_dot"},
		{file: "forms/unicode_text.tsv", proves: "Tabs and UTF-16 are recognised.", source: verbatim(wide(text("\t", ","))), says: plainSays},
		{file: "forms/letters_lost.csv", proves: "A text saved without the letters its encoding lacks is refused, and how to save it is said.",
			source: verbatim(strings.Map(func(r rune) rune {
				if r >= 0x100 {
					return '?'
				}
				return r
			}, text(";", ","))), says: `
			nothing
			error letters_lost A2
		`},
		{file: "forms/windows_1258.csv", proves: "The code page of Vietnamese Windows is recognised.",
			source: func(t testing.TB) []byte { return []byte(windows1258(t, text(";", ","))) }, says: plainSays},
		{file: "forms/text_called.xls", proves: "A text with tabs saved under .xls is read for what it is.",
			source: verbatim(text("\t", ",")), says: plainSays},
		{file: "forms/several.zip", proves: "A .zip of workbooks is unpacked before it is read: as one workbook it is refused.",
			source: archive, says: "refused archive"},
		{file: "forms/typed_cells.xlsx", proves: "Cells keep their types: a count typed as text is read as one, a date is no figure, an error is an error, TRUE no number.",
			source: typedCells, says: `
				an-phu 2024-Q1 preliminary indicators_in_rows
				D4 workers 123
				error date_in_figure D5
				error formula_error D6
				error not_a_number D7
			`},
	}
}

// typedCells has a cell of every type where figures are expected.
func typedCells(t testing.TB) []byte {
	rows := [][]any{
		{"Đơn vị báo cáo: Chi bộ Công ty TNHH An Phú"},
		{"Báo cáo quý I năm 2024"},
		{"TT", "Chỉ tiêu", "ĐVT", "Thực hiện"},
		{1, "Lao động", "người", "00123"},
		{2, "Đạt chuẩn văn hóa", "%", 45521},
		{3, "Doanh thu", "tỷ đồng", "#DIV/0!"},
		{4, "Đảng viên", "đảng viên", "TRUE"},
	}
	parts := leastParts(sheetData(rows, func(ref string, value any) string {
		switch ref {
		case "D5":
			return `<c r="D5" s="1"><v>45521</v></c>`
		case "D6":
			return `<c r="D6" t="e"><f>1/0</f><v>#DIV/0!</v></c>`
		case "D7":
			return `<c r="D7" t="b"><v>1</v></c>`
		}
		return inline(ref, value)
	}))
	withStyles(parts, `<xf numFmtId="0"/><xf numFmtId="14"/>`)
	return ziptest.Pack(t, parts)
}

// withMacros is the plain form with a macro project that says it is one.
func withMacros(t testing.TB) []byte {
	return repacked(t, workbook(t, plainForm()), func(parts map[string]string) {
		parts["xl/vbaProject.bin"] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Attribute VB_Name = \"ThisWorkbook\" Sub Workbook_Open()"
		replace(t, parts, "[Content_Types].xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
		replace(t, parts, "[Content_Types].xml", "</Types>", `<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>`)
		replace(t, parts, "xl/_rels/workbook.xml.rels", "</Relationships>",
			`<Relationship Id="rIdMacros" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>`)
	})
}

// archive holds a workbook in a folder; no other specimen has its figures.
func archive(t testing.TB) []byte {
	inside := plainForm()
	inside.rows[3][5] = 12.75
	return ziptest.Pack(t, map[string][]byte{"cum-1/an-phu.xlsx": workbook(t, inside)})
}
