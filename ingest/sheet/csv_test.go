package sheet

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

// texts lists the cells of a text file as "A1=text", errors with a "!".
func texts(t *testing.T, data []byte) []string {
	t.Helper()
	var out []string
	for _, r := range mustOpen(t, data).Sheets[0].Rows {
		for _, c := range r.Cells {
			mark := "="
			if c.Kind == Error {
				mark = "!"
			} else if c.Kind != Text {
				t.Errorf("%s is of kind %d", Ref(c.Col, r.Number), c.Kind)
			}
			out = append(out, Ref(c.Col, r.Number)+mark+c.Text)
		}
	}
	return out
}

func TestTextTables(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		want string // cells, one blank between
	}{
		"comma":             {"a,b\n1,\"2,5\"\n", "A1=a B1=b A2=1 B2=2,5"},
		"semicolon":         {"a;b\r\n1,5;2,5\r\n", "A1=a B1=b A2=1,5 B2=2,5"},
		"only figures":      {"1,5;2,5\n3,5;4,5", "A1=1,5 B1=2,5 A2=3,5 B2=4,5"},
		"tab":               {"a\tb\r1\t2\r", "A1=a B1=b A2=1 B2=2"},
		"pipe":              {"a|b\n1|2", "A1=a B1=b A2=1 B2=2"},
		"title unpadded":    {"Biểu, quý I\n\nTT;Tên;Số\n1;A;2\n", "A1=Biểu,_quý_I A3=TT B3=Tên C3=Số A4=1 B4=A C4=2"},
		"rows unpadded":     {"KẾT QUẢ SẢN XUẤT, KINH DOANH\nTT;Tên;Số;Ghi chú\n1;A;1.234,5\n2;B;3,7\n3;C;7,5\n", "A1=KẾT_QUẢ_SẢN_XUẤT,_KINH_DOANH A2=TT B2=Tên C2=Số D2=Ghi_chú A3=1 B3=A C3=1.234,5 A4=2 B4=B C4=3,7 A5=3 B5=C C5=7,5"},
		"title padded":      {"Biểu;;\nTT;Tên;Số\n1;A;2\n", "A1=Biểu A2=TT B2=Tên C2=Số A3=1 B3=A C3=2"},
		"sep=":              {"sep=;\na;b\n1,5;2,5\n", "A1=a B1=b A2=1,5 B2=2,5"},
		"sep= in quotes":    {"\"sep=^\"\r\na^b\r\n1;2;3^2\r\n", "A1=a B1=b A2=1;2;3 B2=2"},
		"quotes":            {"a;\"b\"\"c\"\n\"d;e\r\nf\";g\n", "A1=a B1=b\"c A2=d;e\nf B2=g"},
		"quote in a field":  {"a;5\" ống\n\"b\"c;d\n", "A1=a B1=5\"_ống A2=bc B2=d"},
		"kept texts":        {"00123;30/03/2024\n=\"00123\";1e5\n", "A1=00123 B1=30/03/2024 A2=00123 B2=1e5"},
		"no formulas":       {"=1+1;@x\n-5;+5", "A1==1+1 B1=@x A2=-5 B2=+5"},
		"errors":            {"a;#DIV/0!\nb;#N/A", "A1=a B1!#DIV/0! A2=b B2!#N/A"},
		"last field absent": {"a;b;\n1;2;", "A1=a B1=b A2=1 B2=2"},
		"decomposed":        {"Tha\u0301ng;b\n1;2", "A1=Tháng B1=b A2=1 B2=2"},
		"end of DOS":        {"a;b\n1;2\n\x1a", "A1=a B1=b A2=1 B2=2"},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, cell := range texts(t, []byte(tt.text)) {
				got = append(got, strings.ReplaceAll(cell, " ", "_"))
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestTextEncodings(t *testing.T) {
	const text = "Chỉ tiêu;Đơn vị\nNộp ngân sách;tỷ đồng\n"
	wide := func(high, low int) []byte {
		var b []byte
		for _, u := range utf16.Encode([]rune(text)) {
			pair := [2]byte{}
			pair[high], pair[low] = byte(u>>8), byte(u)
			b = append(b, pair[:]...)
		}
		return b
	}
	want := []string{"A1=Chỉ tiêu", "B1=Đơn vị", "A2=Nộp ngân sách", "B2=tỷ đồng"}
	for name, data := range map[string][]byte{
		"UTF-8":         []byte(text),
		"UTF-8, mark":   []byte(markUTF8 + text),
		"UTF-16LE":      append([]byte(markUTF16LE), wide(1, 0)...),
		"UTF-16BE":      append([]byte(markUTF16BE), wide(0, 1)...),
		"UTF-16LE bare": wide(1, 0),
		"UTF-16BE bare": wide(0, 1),
		"Windows-1258":  []byte("Chi\xd2 ti\xeau;\xd0\xf5n vi\xf2\nN\xf4\xf2p ng\xe2n s\xe1ch;ty\xd2 \xf0\xf4\xcc" + "ng\n"),
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(want, texts(t, data)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	if got := texts(t, []byte("caf\xe9;b\n\x93x\x94;\xd2n")); !cmp.Equal(got, []string{"A1=café", "B1=b", "A2=“x”", "B2=Òn"}) {
		t.Errorf("Windows-1252: %q", got)
	}
}

func TestTextSheetIsNamedLikeItsFile(t *testing.T) {
	book, err := Open([]byte("a;b\n1;2"), `thư mục\Báo cáo quý I năm 2024 của Đảng bộ Công ty A.csv`)
	if err != nil || book.Sheets[0].Name != "Báo cáo quý I năm 2024 của Đảng" {
		t.Errorf("%+v, %v", book, err)
	}
}

func TestDecimalMarks(t *testing.T) {
	for _, tt := range []struct {
		figures string // of the column behind the names
		want    byte
	}{
		{"9605.38 1.5 24.730", '.'},
		{"1,234.5 2,000.25", '.'},
		{"9605,38 1,5 24.730", ','},
		{"1.234.567 2.000,5", ','},
		{"9605.38 9605,38", 0},
		{"24.730 12 x", 0},
		{"9605.38 24.730", 0}, // one proves nothing
		{"30.3.2024 1.5 2.5", 0},
		{"98.5% -2.25", '.'},
	} {
		text := "STT;Chỉ tiêu;Số liệu\n"
		for i, f := range strings.Fields(tt.figures) {
			text += fmt.Sprintf("1.%d;Doanh thu;%s\n", i, f)
		}
		if got := mustOpen(t, []byte(text)).DecimalMark; got != tt.want {
			t.Errorf("%s: mark %q, want %q", tt.figures, got, tt.want)
		}
	}
}

// Where commas separate the fields, one number with a point is proof enough.
func TestDecimalMarkBesideCommas(t *testing.T) {
	for text, want := range map[string]byte{
		"Chỉ tiêu,ĐVT,Thực hiện\nDoanh thu,tỷ đồng,1.234\nLao động,người,\"1,234\"\nNộp ngân sách,tỷ đồng,2.5\n":     '.',
		"Chỉ tiêu,ĐVT,Thực hiện\nDoanh thu,tỷ đồng,1.234\nLao động,người,\"1,25\"\nNộp ngân sách,tỷ đồng,2.5\n":      0,
		"Chỉ tiêu,ĐVT,Thực hiện\nDoanh thu,tỷ đồng,1.234\nLao động,người,\"1,234\"\nNộp ngân sách,tỷ đồng,\"2,5\"\n": 0,
	} {
		if got := mustOpen(t, []byte(text)).DecimalMark; got != want {
			t.Errorf("%s: mark %q, want %q", text, got, want)
		}
	}
}

func TestUnclosedQuoteIsFound(t *testing.T) {
	_, err := Open([]byte("sep=;\na;\"b\nc\"\nc;\"d\ne;f"), "")
	var p *Problem
	if !errors.As(err, &p) || p.Code != UnclosedQuote || p.Limit != 4 {
		t.Errorf("Open = %+v", p)
	}
}

// Where commas divide both cells and numbers, nobody knows which cell is whose.
func TestTornNumbersAreFound(t *testing.T) {
	for text, line := range map[string]int{
		"Báo cáo\nTT,Chỉ tiêu,Kế hoạch,Thực hiện\n1,Doanh thu,1.250,5,312,6\n2,Lao động,,1.840\n": 3,
		"TT,Chỉ tiêu,2023,2024\n1,Doanh thu,60,12\n2,Lợi nhuận,7,1,5\n":                           3,
		"TT,Chỉ tiêu,TH\n1,Doanh thu,(12,5)\n2,Lợi nhuận,1,5%\n":                                  2,
		"TT,Chỉ tiêu,KH,TH\n1,Doanh thu,60,\"12,5\"\n2,Lợi nhuận,7,1,5\n":                         0, // of a program that quotes
		"TT,Chỉ tiêu,Thực hiện,,\n,,KH,TH,%\n1,Doanh thu,60,12,20\n2,Lợi nhuận,7,1,14\n":          0,
		"TT,Chỉ tiêu,KH,TH\n1,Doanh thu,60,12.5\n2,Lợi nhuận,7,1,chưa kiểm toán\n":                0, // a remark
		"TT;Chỉ tiêu;TH\n1;Doanh thu;60;12\n2;Lợi nhuận;7;1\n":                                    0, // no comma divides
		"Đảng ủy Khối,,Cụm 1\nTT,Chỉ tiêu,KH,TH\n1,Doanh thu,60,12\n2,Lợi nhuận,7,1\n":            0,
		"1,Doanh thu,60,12\n2,Lợi nhuận,7,1\n":                                                    0,
	} {
		_, err := Open([]byte(text), "")
		var p *Problem
		errors.As(err, &p)
		if line == 0 && err != nil || line > 0 && (p == nil || p.Code != TornNumber || p.Limit != line) {
			t.Errorf("Open(%q) = %+v, want line %d", text, err, line)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, seed := range []string{
		"a;b\n1,5;\"2\"\"5\"\n", "sep=|\na|b\n1|2\n", markUTF8 + "a\tb\r\n1\t2\r\n", markUTF16LE + "a\x00;\x00\n\x00b\x00;\x00",
		"Chi\xd2 ti\xeau,x\n1,2\n", "TT;Tên;Số\n1;A;1.234,5\n2;B;7,25\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if sniff(data) != isText {
			return
		}
		book, err := Open(data, "x.csv")
		checkBook(t, book, err)
	})
}
