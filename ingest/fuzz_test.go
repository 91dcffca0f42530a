package ingest

import (
	"errors"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/ingest/sheet"
)

// FuzzRead changes the bytes of a workbook: it is read, refused with a code
// that has a text, and never a panic.
func FuzzRead(f *testing.F) {
	f.Add(workbook(f, page{name: "a", rows: [][]any{
		{"Đơn vị báo cáo: Cụm 1", "Quý I/2024"}, {"TT", "Chỉ tiêu", "ĐVT", "TH"}, {1, "Doanh thu", "tỷ đồng", 9605.38},
	}}), "a.xlsx")
	f.Add([]byte("PK\x03\x04"), "TỐI MẬT.xlsx")
	for _, s := range specimens() {
		f.Add(s.bytes(f), s.file)
	}
	messages, err := locale.Load(Messages)
	if err != nil {
		f.Fatal(err)
	}
	v := testVocabulary()
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		sub, err := Read(data, name, v)
		if err != nil {
			var r *Refusal
			if !errors.As(err, &r) || !messages.Has("refusal."+r.Code) {
				t.Fatalf("Read = %v", err)
			}
			return
		}
		check(t, sub, v, messages)
	})
}

// FuzzReport feeds sheets of any content: lines of cells separated by tabs,
// numbers as numbers, a cell that begins with "<" merged with its left neighbour.
func FuzzReport(f *testing.F) {
	for _, seed := range []string{
		"Cụm số 1\nQuý I/2024\nTT\tChỉ tiêu\tĐVT\tKH năm\tTH\t%\n1\tDoanh thu\ttỷ đồng\t4\t1,5\t37,5\n-\tTrong đó: xuất khẩu\n\tNgười lập biểu",
		"Cụm số 1 quý I/2024\nĐơn vị tính: triệu đồng\nTT\tTên đơn vị\tDoanh thu\t<\tLao động\tTNBQ\n\t\tKH\tTH\nI\tCụm số 2\t5\n1\tĐơn vị 1\t5\t24.730\t10\t9\n\tCộng\t5\n\tTổng cộng\t5\t6",
		"Cụm số 1\nNăm 2024\nTT\tTCCSĐ\tLoại hình\tĐảng viên\t<\tHuy hiệu\t<\n\t\t\tTổng\tNữ\t30\t40\n1\tĐơn vị 1\tCB\t5\tx\t0\t714/727",
		"Mã đơn vị:\tan-phu\nKỳ báo cáo:\t2024-Q1\nNội dung\tSố liệu (ước)\nKết nạp\t4-6\nTỷ lệ dự sinh hoạt (%)\t0.98",
	} {
		f.Add(seed)
	}
	messages, err := locale.Load(Messages)
	if err != nil {
		f.Fatal(err)
	}
	v := testVocabulary()
	f.Fuzz(func(t *testing.T, text string) {
		book := &sheet.Book{Sheets: []sheet.Sheet{sheetOf(text)}}
		one := reportOf(book, v)
		check(t, one, v, messages)
		if again := reportOf(book, v); !reflect.DeepEqual(one, again) {
			t.Fatal("two readings differ")
		}
	})
}

func reportOf(book *sheet.Book, v Vocabulary) Submission {
	sub, f := Submission{Kind: KindReport}, &findings{}
	readReport(book, v, identity{}, &sub, f)
	sub.Findings = f.sorted(book)
	return sub
}

// sheetOf makes a sheet of text.
func sheetOf(text string) sheet.Sheet {
	s := sheet.Sheet{Name: "S"}
	for r, line := range strings.Split(text, "\n") {
		row := sheet.Row{Number: r + 1}
		for c, cell := range strings.Split(line, "\t") {
			switch {
			case cell == "":
			case strings.HasPrefix(cell, "<"):
				s.Merges = append(s.Merges, sheet.Range{FirstCol: max(1, c), FirstRow: r + 1, LastCol: c + 1, LastRow: r + 1})
			default:
				x := sheet.Cell{Col: c + 1, Kind: sheet.Text, Text: cell, Format: "General"}
				if _, err := strconv.ParseFloat(cell, 64); err == nil && len(cell) < 20 {
					if d, err := decimal.NewFromString(cell); err == nil {
						x.Kind, x.Number = sheet.Number, d
					}
				}
				row.Cells = append(row.Cells, x)
			}
		}
		if len(row.Cells) > 0 {
			s.Rows = append(s.Rows, row)
		}
	}
	return s
}

// check asserts what holds of every submission.
func check(t *testing.T, sub Submission, v Vocabulary, messages *locale.Messages) {
	t.Helper()
	for _, f := range sub.Findings {
		text := f.Text(messages, locale.VI)
		if strings.Contains(text, "⟦") {
			t.Fatalf("finding %s has no text", f.Code)
		}
	}
	for _, x := range sub.Facts {
		ind, known := v.Catalogue.Indicator(x.Indicator)
		if !known || x.Org == "" || x.Period.IsZero() || x.Sheet == "" {
			t.Fatalf("fact %+v", x)
		}
		if _, _, ok := sheet.ParseRef(x.Cell); !ok {
			t.Fatalf("fact in cell %q", x.Cell)
		}
		ofNobody := ind.Kind == catalog.Average && x.Den.Decimal.IsZero() && x.Num.IsZero()
		if x.Den.Valid && !x.Den.Decimal.IsPositive() && !ofNobody || x.Num.Abs().GreaterThanOrEqual(storeLimit) {
			t.Fatalf("fact %s = %s / %s", x.Indicator, x.Num, x.Den.Decimal)
		}
		if !x.NotApplicable && x.Den.Valid != (ind.Kind == "ratio" || ind.Kind == "average") {
			t.Fatalf("%s fact %s with denominator %v", ind.Kind, x.Indicator, x.Den)
		}
	}
}
