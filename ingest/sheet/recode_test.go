package sheet

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
)

// typed is a text in a font; "" leaves the workbook's.
type typed struct{ font, text string }

// inFonts returns a workbook with the texts in column A, each in its font.
func inFonts(t testing.TB, texts ...typed) []byte {
	return written(t, func(f *excelize.File) {
		for i, x := range texts {
			cell := fmt.Sprintf("A%d", i+1)
			if err := f.SetCellValue("Sheet1", cell, x.text); err != nil {
				t.Fatal(err)
			}
			if x.font == "" {
				continue
			}
			id, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Family: x.font}})
			if err != nil {
				t.Fatal(err)
			}
			if err := f.SetCellStyle("Sheet1", cell, cell, id); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// textsOf lists the texts of the first sheet.
func textsOf(b *Book) []string {
	var out []string
	for _, r := range b.Sheets[0].Rows {
		for _, c := range r.Cells {
			out = append(out, c.Text)
		}
	}
	return out
}

func TestRecode(t *testing.T) {
	const word = "Times New Roman"
	for name, tt := range map[string]struct {
		typed []typed
		want  []string
		told  []Recoded
	}{
		"TCVN3 by the font": {
			[]typed{{".VnTimeH", "b¸o c¸o"}, {".VnTimeH", "doanh thu"}, {".VnTime", "§¶ng uû Khèi"}, {".VnTime", "Nép sè"}, {".VnTime", "ASCII"}, {".VnTime", "10 m²"}},
			[]string{"BÁO CÁO", "DOANH THU", "Đảng uỷ Khối", "Nộp số", "ASCII", "10 m²"},
			[]Recoded{{Font: ".VnTimeH", Encoding: "TCVN3", Texts: 2, Col: 1, Row: 1}, {Font: ".VnTime", Encoding: "TCVN3", Texts: 2, Col: 1, Row: 3}},
		},
		"VNI by the font": {
			[]typed{{"VNI-Times", "Coäng hoøa"}, {"VNI-Times", "hoà"}, {word, "hoà bình"}},
			[]string{"Cộng hòa", "hồ", "hoà bình"},
			[]Recoded{{Font: "VNI-Times", Encoding: "VNI", Texts: 2, Col: 1, Row: 1}},
		},
		"Unicode in an old font": {
			[]typed{{".VnTime", "Đảng ủy Khối"}, {".VnTime", "Công ty"}, {".VnTime", "Nộp ngân sách"}},
			[]string{"Đảng ủy Khối", "Công ty", "Nộp ngân sách"}, nil,
		},
		"both in an old font": {
			[]typed{{".VnTime", "Đảng ủy Khối"}, {".VnTime", "C«ng ty"}, {".VnTime", "bé"}},
			[]string{"Đảng ủy Khối", "Công ty", "bộ"},
			[]Recoded{{Font: ".VnTime", Encoding: "TCVN3", Texts: 2, Col: 1, Row: 2},
				{Font: ".VnTime", Encoding: "TCVN3", Texts: 1, Col: 1, Row: 3, Doubtful: true, Text: "bộ", Other: "bé"}},
		},
		"nothing but the font's name": {
			[]typed{{".VnTime", "Chi bé"}},
			[]string{"Chi bộ"},
			[]Recoded{{Font: ".VnTime", Encoding: "TCVN3", Texts: 1, Col: 1, Row: 1},
				{Font: ".VnTime", Encoding: "TCVN3", Texts: 1, Col: 1, Row: 1, Doubtful: true, Text: "Chi bộ", Other: "Chi bé"}},
		},
		"TCVN3 by the words": {
			[]typed{{word, "§¶ng uû Khèi"}, {word, "Tæng céng"}, {word, "Chi bé"}, {"Arial", "Công ty"}},
			[]string{"Đảng uỷ Khối", "Tổng cộng", "Chi bộ", "Công ty"},
			[]Recoded{{Encoding: "TCVN3", Texts: 3, Col: 1, Row: 1}},
		},
		"VNI by the words": {
			[]typed{{"", "Ñoäc laäp - Töï do"}, {"", "Toång coäng"}, {"", "hoà"}},
			[]string{"Độc lập - Tự do", "Tổng cộng", "hồ"},
			[]Recoded{{Encoding: "VNI", Texts: 3, Col: 1, Row: 1}},
		},
		"pasted among Unicode": {
			[]typed{{word, "Đảng ủy Khối"}, {word, "Chi bé C«ng ty cæ phÇn X©y dùng"}, {word, "Chi bé"}, {word, "Công ty"}},
			[]string{"Đảng ủy Khối", "Chi bộ Công ty cổ phần Xây dựng", "Chi bé", "Công ty"},
			[]Recoded{{Encoding: "TCVN3", Texts: 1, Col: 1, Row: 2},
				{Encoding: "TCVN3", Texts: 2, Col: 1, Row: 3, Doubtful: true, Text: "Chi bé", Other: "Chi bộ"}},
		},
		"too few words": {
			[]typed{{word, "Tæng céng"}, {word, "Công ty"}},
			[]string{"Tæng céng", "Công ty"},
			[]Recoded{{Encoding: "TCVN3", Texts: 1, Col: 1, Row: 1, Doubtful: true, Text: "Tæng céng", Other: "Tổng cộng"}},
		},
		"a single word": {[]typed{{word, "10 µm"}, {word, "Công ty"}}, []string{"10 µm", "Công ty"}, nil},
		"other languages and signs": {
			[]typed{{"", "Société Générale"}, {"", "Nestlé · Citroën © 2024"}, {"", "½ giờ, 10 m², ±5 °C"}, {"", "Tỷ lệ «A»"}, {"", "Công ty"}},
			[]string{"Société Générale", "Nestlé · Citroën © 2024", "½ giờ, 10 m², ±5 °C", "Tỷ lệ «A»", "Công ty"}, nil,
		},
		"abbreviations": {
			[]typed{{".VnTime", "§U"}, {".VnTime", "H§ND, §TN"}, {".VnTime", "tr.®"}, {".VnTime", "sè"}},
			[]string{"ĐU", "HĐND, ĐTN", "tr.đ", "số"},
			[]Recoded{{Font: ".VnTime", Encoding: "TCVN3", Texts: 4, Col: 1, Row: 1}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			book := mustOpen(t, inFonts(t, tt.typed...))
			if diff := cmp.Diff(tt.want, textsOf(book)); diff != "" {
				t.Errorf("texts (-want +got):\n%s", diff)
			}
			for i := range tt.told {
				tt.told[i].Sheet = "Sheet1"
			}
			if diff := cmp.Diff(tt.told, book.Recoded); diff != "" {
				t.Errorf("told (-want +got):\n%s", diff)
			}
		})
	}
}

// A cell in several fonts is read part by part.
func TestRecodeRuns(t *testing.T) {
	rich := written(t, func(f *excelize.File) {
		for cell, runs := range map[string][]excelize.RichTextRun{
			"A1": {{Text: "§¬n vÞ: ", Font: &excelize.Font{Family: ".VnTime"}}, {Text: "Công ty", Font: &excelize.Font{Family: "Arial"}}},
			"A2": {{Text: "tû "}, {Text: "®å", Font: &excelize.Font{Family: ".VnTime"}}, {Text: "ng", Font: &excelize.Font{Family: ".VnTime", Bold: true}}},
		} {
			if err := f.SetCellRichText("Sheet1", cell, runs); err != nil {
				t.Fatal(err)
			}
		}
		id, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Family: ".VnTime"}})
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellStyle("Sheet1", "A2", "A2", id); err != nil {
			t.Fatal(err)
		}
	})
	inline := packed(t, map[string]string{
		"xl/styles.xml": `<styleSheet><fonts><font><name val=".VnTime"/></font></fonts><cellXfs><xf fontId="0"/></cellXfs></styleSheet>`,
		"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row><c t="inlineStr"><is><r><t>§¬n vÞ: </t></r><r><rPr><rFont val="Arial"/></rPr><t>Công ty</t></r></is></c></row>` +
			`<row><c t="inlineStr"><is><t>tû ®ång</t></is></c></row></sheetData></worksheet>`,
	})
	latin1 := func(s string) string {
		b, err := charmap.ISO8859_1.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	font := func(name string) string {
		return rec(recFont, 200, 0, 0, 400, 0, 0, 0, byte(len(name)), byte(0), name)
	}
	// Fonts 0 to 3 and 5; there is no font 4.
	records := xlsOf(font("Arial")+font("x")+font("x")+font(".VnTime")+font("Arial")+rec(recXF, 3, 0)+
		rec(recSST, uint32(2), uint32(2), 15, "\x08", 1, latin1("§¬n vÞ: Công ty"), 8, 5, 7, "\x00", latin1("tû ®ång")),
		rec(recLabelSST, 0, 0, 0, uint32(0))+rec(recLabelSST, 1, 0, 0, uint32(1)))
	for name, data := range map[string][]byte{"shared": rich, "inline": inline, "xls": records} {
		if diff := cmp.Diff([]string{"Đơn vị: Công ty", "tỷ đồng"}, textsOf(mustOpen(t, data))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// Text files have no fonts; their bytes are those of the encoding.
func TestRecodeText(t *testing.T) {
	for encoding, text := range map[string]string{
		"TCVN3": "TT;ChØ tiªu;§¬n vÞ tÝnh\n1;Nép ng©n s¸ch;tû ®ång\n2;Sè lao ®éng;ng\u00adêi\n",
		"VNI":   "TT;Chæ tieâu;Ñôn vò tính\n1;Noäp ngaân saùch;tyû ñoàng\n2;Soá lao ñoäng;ngöôøi\n",
	} {
		data, err := charmap.Windows1252.NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		for name, data := range map[string][]byte{"bytes": data, "UTF-8": []byte(text), "BOM": append([]byte(markUTF8), text...)} {
			book := mustOpen(t, data)
			got := strings.Join(textsOf(book), ";")
			if want := "TT;Chỉ tiêu;Đơn vị tính;1;Nộp ngân sách;tỷ đồng;2;Số lao động;người"; got != want {
				t.Errorf("%s, %s: %s", encoding, name, got)
			}
			if len(book.Recoded) != 1 || book.Recoded[0].Encoding != encoding || book.Recoded[0].Doubtful {
				t.Errorf("%s, %s: told %+v", encoding, name, book.Recoded)
			}
		}
	}
}

// Real reports in Unicode are left alone.
func TestRecodeKeepsUnicode(t *testing.T) {
	for _, name := range samples {
		if book := mustOpen(t, file(t, "../../samples/"+name+".xlsx")); len(book.Recoded) > 0 {
			t.Errorf("%s: told %+v", name, book.Recoded)
		}
	}
}

// What is too much to weigh is what the rest of its sheet and font is.
func TestRecodeTooMuch(t *testing.T) {
	long := strings.Repeat("bé ", weighable/3)
	book := &Book{Fonts: []string{"", ".VnTime"}, Sheets: []Sheet{{Name: "a", Rows: []Row{
		{Number: 1, Cells: []Cell{{Col: 1, Kind: Text, Text: "Tæng céng", Font: 1}, {Col: 2, Kind: Text, Text: long, Font: 1}}},
	}}}}
	recode(book, nil)
	row := book.Sheets[0].Rows[0]
	if row.Cells[0].Text != "Tổng cộng" || !strings.HasPrefix(row.Cells[1].Text, "bộ bộ") {
		t.Errorf("%q, %.20q", row.Cells[0].Text, row.Cells[1].Text)
	}
	if want := []Recoded{{Sheet: "a", Font: ".VnTime", Encoding: "TCVN3", Texts: 2, Col: 1, Row: 1}}; !cmp.Equal(want, book.Recoded) {
		t.Errorf("told %+v", book.Recoded)
	}
}
