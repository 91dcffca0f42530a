package ingest

import (
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"giaoban/ingest/locale"
	"giaoban/ingest/sheet"
)

// readings of a workbook that was changed after it was opened.
type changed struct {
	name string // how, for messages
	book *sheet.Book
}

// TestSameFactsHoweverLaid changes the free reports of the corpus in ways that
// change nothing of what they say. The figures must stay.
func TestSameFactsHoweverLaid(t *testing.T) {
	v := testVocabulary().Indexed()
	for _, s := range specimens() {
		book, err := sheet.Open(s.bytes(t), filepath.Base(s.file))
		if err != nil {
			continue
		}
		want := readBook(book, s, v)
		if want.Kind != KindReport || want.Layout == LayoutTemplate || len(want.Facts) == 0 {
			continue
		}
		t.Run(s.file, func(t *testing.T) {
			var swaps []changed
			if !want.Refused() { // of two figures that disagree the first is kept
				swaps = withColumnsSwapped(book)
			}
			for _, c := range slices.Concat(withEmptyRows(book), withEmptyColumns(book), []changed{
				{"everything hidden", hidden(book)}, {"sheets in reverse", reversed(book)}, {"numbers as text", typedNumbers(book)},
				{"capitals", respeltCells(book, strings.ToUpper)},
				{"other blanks and letters", respeltCells(book, strings.NewReplacer(" ", "\u00a0", "Đ", "\u00d0", "đ", "\u00f0", "-", "\u2013").Replace)},
				{"blanks around", respeltCells(book, func(text string) string { return " " + text + "\u200b " })},
				{"tones on the other vowel", respeltCells(book, strings.NewReplacer("òa", "oà", "óa", "oá", "ủy", "uỷ", "ũy", "uỹ", "hóa", "hoá").Replace)},
			}, swaps) {
				if diff := gocmp.Diff(meaning(want), meaning(readBook(c.book, s, v))); diff != "" {
					t.Errorf("%s (-before +after):\n%s", c.name, diff)
				}
			}
		})
	}
}

// readBook reads an opened workbook as [Read] does.
func readBook(book *sheet.Book, s specimen, v Vocabulary) Submission {
	id := identify(book)
	sub, f := Submission{Name: filepath.Base(s.file), Kind: KindReport}, &findings{}
	switch {
	case id.Kind != "" && id.Kind != KindReport:
		sub.Kind = id.Kind
	case isTemplate(book, id):
		readTemplate(book, v, id, &sub, f)
	default:
		readReport(book, v, id, &sub, f)
	}
	sub.Findings = f.sorted(book)
	return sub
}

// meaning lists what a report says, without the places where it says it.
func meaning(sub Submission) []string {
	list := []string{phrase(sub.Org, sub.Period.Code(), sub.Status.String())}
	for _, f := range sub.Facts {
		value := f.Num.String()
		switch {
		case f.NotApplicable:
			value = "x"
		case f.Den.Valid:
			value += "/" + f.Den.Decimal.String()
		}
		list = append(list, phrase(f.Org, f.Indicator, value, f.Period.Code(), string(f.Basis), f.Status.String(), string(f.Scenario), string(f.Role), strings.ToLower(f.Qualifier)))
	}
	slices.Sort(list[1:])
	return list
}

// copied returns a workbook whose sheets may be changed.
func copied(book *sheet.Book) *sheet.Book {
	b := *book
	b.Sheets = slices.Clone(book.Sheets)
	for i := range b.Sheets {
		s := &b.Sheets[i]
		s.Merges, s.HiddenCols, s.Rows = slices.Clone(s.Merges), slices.Clone(s.HiddenCols), slices.Clone(s.Rows)
		for r := range s.Rows {
			s.Rows[r].Cells = slices.Clone(s.Rows[r].Cells)
		}
	}
	return &b
}

// withEmptyRows are the workbook with an empty row before each row that is
// filled, one at a time.
func withEmptyRows(book *sheet.Book) []changed {
	var all []changed
	for i := range book.Sheets {
		for _, row := range book.Sheets[i].Rows {
			at, b := row.Number, copied(book)
			s := &b.Sheets[i]
			for r := range s.Rows {
				if s.Rows[r].Number >= at {
					s.Rows[r].Number++
				}
			}
			for m := range s.Merges {
				s.Merges[m].FirstRow, s.Merges[m].LastRow = moved(s.Merges[m].FirstRow, at), moved(s.Merges[m].LastRow, at)
			}
			all = append(all, changed{fmt.Sprintf("an empty row before %s!%d", s.Name, at), b})
		}
	}
	return all
}

// withEmptyColumns are the workbook with an empty column before each column.
func withEmptyColumns(book *sheet.Book) []changed {
	var all []changed
	for i := range book.Sheets {
		last := 0
		for _, row := range book.Sheets[i].Rows {
			last = max(last, row.Cells[len(row.Cells)-1].Col)
		}
		for at := 1; at <= last; at++ {
			b := copied(book)
			s := &b.Sheets[i]
			for r := range s.Rows {
				for c := range s.Rows[r].Cells {
					s.Rows[r].Cells[c].Col = moved(s.Rows[r].Cells[c].Col, at)
				}
			}
			for m := range s.Merges {
				s.Merges[m].FirstCol, s.Merges[m].LastCol = moved(s.Merges[m].FirstCol, at), moved(s.Merges[m].LastCol, at)
			}
			for h := range s.HiddenCols {
				s.HiddenCols[h].First, s.HiddenCols[h].Last = moved(s.HiddenCols[h].First, at), moved(s.HiddenCols[h].Last, at)
			}
			all = append(all, changed{fmt.Sprintf("an empty column before %s!%s", s.Name, sheet.ColName(at)), b})
		}
	}
	return all
}

// moved is where a row or column goes when one is put in.
func moved(n, at int) int {
	if n >= at {
		return n + 1
	}
	return n
}

// hidden hides all rows and columns of the visible sheets.
func hidden(book *sheet.Book) *sheet.Book {
	b := copied(book)
	for i := range b.Sheets {
		for r := range b.Sheets[i].Rows {
			b.Sheets[i].Rows[r].Hidden = true
		}
		b.Sheets[i].HiddenCols = []sheet.Span{{First: 1, Last: sheet.MaxCols}}
	}
	return b
}

// reversed turns the order of the sheets around.
func reversed(book *sheet.Book) *sheet.Book {
	b := copied(book)
	slices.Reverse(b.Sheets)
	return b
}

// typedNumbers writes every number as a Vietnamese types it: 9.605,38.
func typedNumbers(book *sheet.Book) *sheet.Book {
	b := copied(book)
	for i := range b.Sheets {
		for r := range b.Sheets[i].Rows {
			for c := range b.Sheets[i].Rows[r].Cells {
				cell := &b.Sheets[i].Rows[r].Cells[c]
				if cell.Kind != sheet.Number {
					continue
				}
				number, percent := cell.Number, ""
				if isPercentFormat(cell.Format) {
					number, percent = number.Shift(2), "%"
				}
				cell.Kind, cell.Text = sheet.Text, locale.Exact(locale.VI, number)+percent
			}
		}
	}
	return b
}

// respeltCells writes every text another way.
func respeltCells(book *sheet.Book, spell func(string) string) *sheet.Book {
	b := copied(book)
	for i := range b.Sheets {
		for r := range b.Sheets[i].Rows {
			for c := range b.Sheets[i].Rows[r].Cells {
				if cell := &b.Sheets[i].Rows[r].Cells[c]; cell.Kind == sheet.Text {
					cell.Text = spell(cell.Text)
				}
			}
		}
	}
	return b
}

// withColumnsSwapped are the workbook with two columns of figures in each
// other's place, where no merged cell lies over them.
func withColumnsSwapped(book *sheet.Book) []changed {
	const firstFigures = 4 // behind number, name and unit
	var all []changed
	for i := range book.Sheets {
		if grids, _ := besideOneAnother(&book.Sheets[i]); len(grids) > 1 {
			continue // names stand among the figures
		}
		last := 0
		for _, row := range book.Sheets[i].Rows {
			last = max(last, row.Cells[len(row.Cells)-1].Col)
		}
		for at := firstFigures; at < last; at++ {
			if slices.ContainsFunc(book.Sheets[i].Merges, func(m sheet.Range) bool { return m.FirstCol <= at+1 && m.LastCol >= at }) || goesOn(&book.Sheets[i], at) || goesOn(&book.Sheets[i], at+1) {
				continue
			}
			b := copied(book)
			for r := range b.Sheets[i].Rows {
				cells := b.Sheets[i].Rows[r].Cells
				for c := range cells {
					switch cells[c].Col {
					case at:
						cells[c].Col = at + 1
					case at + 1:
						cells[c].Col = at
					}
				}
				slices.SortFunc(cells, func(a, b sheet.Cell) int { return a.Col - b.Col })
			}
			all = append(all, changed{fmt.Sprintf("columns %s and %s swapped", sheet.ColName(at), sheet.ColName(at+1)), b})
		}
	}
	return all
}

// goesOn reports whether a heading may go for the column behind it as well,
// without being merged: beside it is nothing, below both is something.
func goesOn(s *sheet.Sheet, col int) bool {
	for i, row := range s.Rows[:len(s.Rows)-1] {
		below := s.Rows[i+1]
		if row.At(col).Kind == sheet.Text && row.At(col+1).Kind == sheet.Blank && below.At(col).Kind == sheet.Text && below.At(col+1).Kind == sheet.Text {
			return true
		}
	}
	return false
}

// TestAnyEdit edits reports of the corpus at random: cells are moved, emptied
// and swapped, rows dropped, merges drawn anywhere. Whatever comes of it has
// sound facts and texts for its findings, and is the same read twice.
func TestAnyEdit(t *testing.T) {
	messages, err := locale.Load(Messages)
	if err != nil {
		t.Fatal(err)
	}
	v := testVocabulary().Indexed()
	var list []specimen
	books := map[string]*sheet.Book{}
	for _, s := range specimens() {
		if book, err := sheet.Open(s.bytes(t), filepath.Base(s.file)); err == nil && readBook(book, s, v).Kind == KindReport {
			list, books[s.file] = append(list, s), book
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.SampledFrom(list).Draw(rt, "specimen")
		book := copied(books[s.file])
		for range rapid.IntRange(1, 6).Draw(rt, "edits") {
			edit(rt, &book.Sheets[rapid.IntRange(0, len(book.Sheets)-1).Draw(rt, "sheet")])
		}
		sub := readBook(book, s, v)
		check(t, sub, v, messages)
		if t.Failed() {
			rt.FailNow()
		}
		if again := readBook(book, s, v); !reflect.DeepEqual(sub, again) {
			rt.Fatal("two readings differ")
		}
	})
}

// edit changes one thing on a sheet.
func edit(t *rapid.T, s *sheet.Sheet) {
	if len(s.Rows) == 0 {
		return
	}
	row := func() *sheet.Row { return &s.Rows[rapid.IntRange(0, len(s.Rows)-1).Draw(t, "row")] }
	cell := func() *sheet.Cell {
		r := row()
		return &r.Cells[rapid.IntRange(0, len(r.Cells)-1).Draw(t, "cell")]
	}
	switch rapid.IntRange(0, 6).Draw(t, "edit") {
	case 0: // swap what two cells hold
		a, b := cell(), cell()
		*a, *b = *b, *a
		a.Col, b.Col = b.Col, a.Col
	case 1: // drop a row
		i := rapid.IntRange(0, len(s.Rows)-1).Draw(t, "dropped")
		s.Rows = slices.Delete(s.Rows, i, i+1)
	case 2: // move the rows from one on
		from, by := row().Number, rapid.IntRange(1, 3).Draw(t, "by")
		for i := range s.Rows {
			if s.Rows[i].Number >= from {
				s.Rows[i].Number += by
			}
		}
	case 3: // empty a cell
		c := cell()
		*c = sheet.Cell{Col: c.Col, Formula: rapid.Bool().Draw(t, "formula")}
	case 4: // write something else
		c := cell()
		*c = sheet.Cell{Col: c.Col, Kind: sheet.Text, Text: rapid.SampledFrom([]string{"x", "-", "…", "Cộng", "Trong đó:", "Cụm số 1", "Quý I/2024",
			"Năm 2023", "KH", "TH", "%", "tỷ đồng", "TT", "Chỉ tiêu", "Tên đơn vị", "1.23.456", "4-6", "Kỳ báo cáo:", "Người lập biểu", "I", "5=3/2"}).Draw(t, "text")}
	case 5: // merge
		from, to := row().Number, row().Number
		a, b := rapid.IntRange(1, 12).Draw(t, "from"), rapid.IntRange(1, 12).Draw(t, "to")
		s.Merges = append(s.Merges, sheet.Range{FirstCol: min(a, b), LastCol: max(a, b), FirstRow: min(from, to), LastRow: max(from, to)})
	case 6: // put one row in the place of another
		a, b := row(), row()
		a.Cells = slices.Clone(b.Cells)
	}
}
