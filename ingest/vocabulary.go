package ingest

import (
	"strings"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/ingest/sheet"
)

// A vocabulary workbook holds records, one a row, under a row of headers. Its
// sheets are declared once as data, fields in column order; the writer and
// the reader both derive from the declaration, so they cannot drift apart.

// field is one column of a vocabulary sheet. Its header is the message
// "vocabulary.field.<key>", in either language.
type field[T any] struct {
	key      string
	width    float64
	required bool
	words    []string // codes the cell may hold, written as "vocabulary.word.<code>"
	format   string   // number format, "" for text
	show     func(*T) any
	read     func(*T, sheet.Cell) code // "" when the cell was understood
}

// record is one row as read, with its place.
type record[T any] struct {
	value T
	row   int
}

// table is a sheet as read.
type table[T any] struct {
	sheet   string
	columns map[string]int // field key → column
	records []record[T]
}

// at returns the place of a record's field, for findings.
func (t *table[T]) at(i int, key string) place {
	if i < 0 || i >= len(t.records) {
		return place{sheet: t.sheet}
	}
	return place{sheet: t.sheet, col: max(1, t.columns[key]), row: t.records[i].row}
}

func (t *table[T]) values() []T {
	out := make([]T, len(t.records))
	for i, r := range t.records {
		out[i] = r.value
	}
	return out
}

// headerLimit bounds the rows in which the headers are looked for.
const headerLimit = 30

// readTable reads the sheet whose title is the message "vocabulary.sheet.<name>".
// found is false when the book has no such sheet.
func readTable[T any](book *sheet.Book, name string, fields []field[T], notes *findings) (t table[T], found bool) {
	s := titledSheet(book, name)
	if s == nil {
		return t, false
	}
	t = table[T]{sheet: s.Name}
	header, columns := findHeader(s, fields)
	t.columns = columns
	complete := true
	for _, f := range fields {
		if _, ok := t.columns[f.key]; !ok && f.required {
			notes.add(Error, codeVocabularyColumn, place{sheet: s.Name}, Args{"column": title(f.key)})
			complete = false
		}
	}
	if !complete {
		return t, true
	}
	for _, row := range s.Rows[header+1:] {
		if r, ok := readRecord(s.Name, row, t.columns, fields, notes); ok {
			t.records = append(t.records, r)
		}
	}
	return t, true
}

// findHeader finds the row that holds the most of the fields' headers, as an
// index into the sheet's rows, -1 if none holds any.
func findHeader[T any](s *sheet.Sheet, fields []field[T]) (header int, columns map[string]int) {
	header = -1
	for i, row := range s.Rows {
		if row.Number > headerLimit {
			break
		}
		if found := headerColumns(row, fields); len(found) > len(columns) {
			header, columns = i, found
		}
	}
	return header, columns
}

func readRecord[T any](sheetName string, row sheet.Row, columns map[string]int, fields []field[T], notes *findings) (r record[T], ok bool) {
	r.row = row.Number
	for _, f := range fields {
		if blank(row.At(columns[f.key])) {
			continue
		}
		ok = true
	}
	if !ok {
		return r, false
	}
	for _, f := range fields {
		col, known := columns[f.key]
		if !known {
			continue
		}
		cell := row.At(col)
		at := place{sheet: sheetName, col: col, row: row.Number}
		switch {
		case blank(cell) && f.required:
			notes.add(Error, codeVocabularyEmpty, at, Args{"column": title(f.key)})
		case blank(cell):
		default:
			if problem := f.read(&r.value, cell); problem != "" {
				notes.add(Error, problem, at, Args{
					"column": title(f.key), "value": cell.Text, "allowed": strings.Join(wordsOf(f.words), "; "),
				})
			}
		}
	}
	return r, true
}

func blank(c sheet.Cell) bool {
	return c.Kind == sheet.Blank || c.Kind == sheet.Text && strings.TrimSpace(c.Text) == ""
}

func headerColumns[T any](row sheet.Row, fields []field[T]) map[string]int {
	columns := map[string]int{}
	for _, cell := range row.Cells {
		if cell.Kind != sheet.Text {
			continue
		}
		text := catalog.Fold(strings.TrimSuffix(strings.TrimSpace(cell.Text), "*"))
		for _, f := range fields {
			for _, lang := range locale.Langs {
				if _, taken := columns[f.key]; !taken && text == catalog.Fold(messages().Text(lang, "vocabulary.field."+f.key, nil)) {
					columns[f.key] = cell.Col
				}
			}
		}
	}
	return columns
}

// titledSheet finds a sheet by its title in either language.
func titledSheet(book *sheet.Book, name string) *sheet.Sheet {
	for i := range book.Sheets {
		for _, lang := range locale.Langs {
			if catalog.Fold(book.Sheets[i].Name) == catalog.Fold(messages().Text(lang, "vocabulary.sheet."+name, nil)) {
				return &book.Sheets[i]
			}
		}
	}
	return nil
}

// title returns a column's header in Vietnamese, as the sheet shows it.
func title(key string) wording { return say("vocabulary.field."+key, nil) }

func word(lang locale.Lang, code string) string {
	return messages().Text(lang, "vocabulary.word."+code, nil)
}

func wordsOf(codes []string) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = word(locale.VI, c)
	}
	return out
}
