package ingest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

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
func title(key string) string { return messages().Text(locale.VI, "vocabulary.field."+key, nil) }

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

// writeTable adds a sheet with the records. Required columns carry "*".
func writeTable[T any](f *excelize.File, lang locale.Lang, name string, fields []field[T], records []T) error {
	sheetName := messages().Text(lang, "vocabulary.sheet."+name, nil)
	if _, err := f.NewSheet(sheetName); err != nil {
		return err
	}
	styles, err := newVocabularyStyles(f)
	if err != nil {
		return err
	}
	const header = 3
	if err := f.SetCellStr(sheetName, "A1", messages().Text(lang, "vocabulary.about."+name, nil)); err != nil {
		return err
	}
	if err := f.SetCellStyle(sheetName, "A1", "A1", styles.about); err != nil {
		return err
	}
	for i, fd := range fields {
		col := sheet.ColName(i + 1)
		text := messages().Text(lang, "vocabulary.field."+fd.key, nil)
		if fd.required {
			text += "*"
		}
		if err := f.SetColWidth(sheetName, col, col, fd.width); err != nil {
			return err
		}
		if err := f.SetCellStr(sheetName, sheet.Ref(i+1, header), text); err != nil {
			return err
		}
		if err := dropList(f, lang, sheetName, col, header, fd.words); err != nil {
			return err
		}
	}
	last := sheet.Ref(len(fields), header)
	if err := f.SetCellStyle(sheetName, sheet.Ref(1, header), last, styles.header); err != nil {
		return err
	}
	for r := range records {
		for i, fd := range fields {
			if err := writeCell(f, styles, sheetName, sheet.Ref(i+1, header+1+r), lang, fd.show(&records[r]), fd.words != nil, fd.format); err != nil {
				return err
			}
		}
	}
	if err := f.SetPanes(sheetName, &excelize.Panes{Freeze: true, XSplit: 1, YSplit: header, TopLeftCell: sheet.Ref(2, header+1), ActivePane: "bottomRight"}); err != nil {
		return err
	}
	return f.AutoFilter(sheetName, sheet.Ref(1, header)+":"+last, nil)
}

// dropList offers the words of a column. A list longer than the 255
// characters a workbook allows in place is left out: the reader names the
// words anyway.
func dropList(f *excelize.File, lang locale.Lang, sheetName, col string, header int, codes []string) error {
	if len(codes) == 0 {
		return nil
	}
	var words []string
	for _, c := range codes {
		words = append(words, word(lang, c))
	}
	dv := excelize.NewDataValidation(true)
	dv.Sqref = fmt.Sprintf("%s%d:%s1048576", col, header+1, col)
	if dv.SetDropList(words) != nil {
		return nil //nolint:nilerr // the list does not fit; see above
	}
	return f.AddDataValidation(sheetName, dv)
}

func writeCell(f *excelize.File, styles *vocabularyStyles, sheetName, ref string, lang locale.Lang, v any, isWord bool, format string) error {
	style := styles.text
	var err error
	switch v := v.(type) {
	case nil:
	case error:
		return fmt.Errorf("cell %s: %w", ref, v)
	case string:
		if isWord && v != "" {
			v = word(lang, v)
		}
		err = f.SetCellStr(sheetName, ref, v)
	case decimal.Decimal:
		style = styles.number
		if err = storable(v); err == nil {
			err = f.SetCellDefault(sheetName, ref, v.String())
		}
	case int:
		style = styles.number
		err = f.SetCellInt(sheetName, ref, int64(v))
	case time.Time:
		style = styles.day
		if !v.IsZero() {
			err = f.SetCellValue(sheetName, ref, v)
		}
	default:
		err = fmt.Errorf("cell %s: no way to write a %T", ref, v)
	}
	if err != nil {
		return err
	}
	if format == "@" {
		style = styles.text
	}
	return f.SetCellStyle(sheetName, ref, ref, style)
}

// spreadsheetDigits is how many digits of a number a spreadsheet keeps.
const spreadsheetDigits = 15

// storable fails for a number that a cell would not give back whole.
func storable(d decimal.Decimal) error {
	digits := strings.TrimRight(d.Coefficient().String(), "0")
	if len(strings.TrimLeft(digits, "-")) > spreadsheetDigits {
		return fmt.Errorf("%s has more than the %d digits a spreadsheet keeps", d, spreadsheetDigits)
	}
	return nil
}

type vocabularyStyles struct{ about, header, text, number, day int }

func newVocabularyStyles(f *excelize.File) (*vocabularyStyles, error) {
	var s vocabularyStyles
	day, plain := "dd/mm/yyyy", "General"
	border := []excelize.Border{{Type: "bottom", Color: "E5E2DA", Style: 1}}
	for _, d := range []struct {
		id    *int
		style excelize.Style
	}{
		{&s.about, excelize.Style{Font: &excelize.Font{Color: "4F545B", Size: 11}}},
		{&s.header, excelize.Style{
			Font:      &excelize.Font{Bold: true, Color: "1A1D21", Size: 11},
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EFEDE7"}},
			Border:    []excelize.Border{{Type: "bottom", Color: "1A1D21", Style: 1}},
			Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"},
		}},
		{&s.text, excelize.Style{NumFmt: 49, Border: border, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}},
		{&s.number, excelize.Style{CustomNumFmt: &plain, Border: border, Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&s.day, excelize.Style{CustomNumFmt: &day, Border: border, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}}},
	} {
		id, err := f.NewStyle(&d.style)
		if err != nil {
			return nil, err
		}
		*d.id = id
	}
	return &s, nil
}

// begin starts a vocabulary workbook; close ends it: identification written,
// the sheet excelize starts with removed.
func closeVocabulary(f *excelize.File, kind WorkbookKind, extra map[string]string) error {
	values := map[string]string{keyKind: string(kind)}
	for k, v := range extra {
		values[k] = v
	}
	if err := mark(f, values); err != nil {
		return err
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		return err
	}
	f.SetActiveSheet(0)
	return nil
}

// Constructors of the usual fields; ptr finds the value inside the record.

func textField[T any](key string, width float64, required bool, ptr func(*T) *string) field[T] {
	return field[T]{key: key, width: width, required: required, format: "@",
		show: func(t *T) any { return *ptr(t) },
		read: func(t *T, c sheet.Cell) code {
			if c.Kind == sheet.Error {
				return codeVocabularyText
			}
			*ptr(t) = strings.TrimSpace(c.Text)
			return ""
		}}
}

func wordField[T any, W ~string](key string, width float64, required bool, words []W, ptr func(*T) *W) field[T] {
	codes := make([]string, len(words))
	for i, w := range words {
		codes[i] = string(w)
	}
	return field[T]{key: key, width: width, required: required, words: codes,
		show: func(t *T) any { return string(*ptr(t)) },
		read: func(t *T, c sheet.Cell) code {
			found, ok := codeOf(c.Text, codes)
			if !ok {
				return codeVocabularyWord
			}
			*ptr(t) = W(found)
			return ""
		}}
}

// codeOf returns the code a cell means: the code itself or its word in
// either language.
func codeOf(text string, codes []string) (string, bool) {
	folded := catalog.Fold(strings.TrimSpace(text))
	i := slices.IndexFunc(codes, func(c string) bool {
		return folded == catalog.Fold(c) || folded == catalog.Fold(word(locale.VI, c)) || folded == catalog.Fold(word(locale.EN, c))
	})
	if i < 0 {
		return "", false
	}
	return codes[i], true
}

func numberField[T any](key string, width float64, ptr func(*T) *decimal.NullDecimal) field[T] {
	return field[T]{key: key, width: width,
		show: func(t *T) any {
			if v := *ptr(t); v.Valid {
				return v.Decimal
			}
			return nil
		},
		read: func(t *T, c sheet.Cell) code {
			if c.Kind != sheet.Number {
				return codeVocabularyNumber
			}
			*ptr(t) = decimal.NewNullDecimal(c.Number)
			return ""
		}}
}

func dayField[T any](key string, required bool, ptr func(*T) *time.Time) field[T] {
	return field[T]{key: key, width: 13, required: required,
		show: func(t *T) any { return *ptr(t) },
		read: func(t *T, c sheet.Cell) code {
			day, ok := readDay(c)
			if !ok {
				return codeVocabularyDay
			}
			*ptr(t) = day
			return ""
		}}
}

// readDay reads a date cell, or a text dd/mm/yyyy: never mm/dd.
func readDay(c sheet.Cell) (time.Time, bool) {
	if day, ok := c.Time(); ok {
		return day.Truncate(24 * time.Hour), true
	}
	if c.Kind != sheet.Text {
		return time.Time{}, false
	}
	for _, layout := range []string{"2/1/2006", "2-1-2006", "2.1.2006", "2006-01-02"} {
		if day, err := time.ParseInLocation(layout, strings.TrimSpace(c.Text), time.UTC); err == nil {
			return day, true
		}
	}
	return time.Time{}, false
}

// endsEntry tells what stands between the entries of a list in one cell.
func endsEntry(r rune) bool { return r == ';' || r == '\n' }

func listField[T any](key string, width float64, required bool, ptr func(*T) *[]string) field[T] {
	return field[T]{key: key, width: width, required: required, format: "@",
		show: func(t *T) any {
			for _, entry := range *ptr(t) {
				if strings.ContainsFunc(entry, endsEntry) {
					return fmt.Errorf("%s: %q would be read as several entries", key, entry)
				}
			}
			return strings.Join(*ptr(t), "; ")
		},
		read: func(t *T, c sheet.Cell) code {
			var list []string
			for part := range strings.FieldsFuncSeq(c.Text, endsEntry) {
				if part = strings.TrimSpace(part); part != "" {
					list = append(list, part)
				}
			}
			*ptr(t) = list
			return ""
		}}
}

const (
	yes = "yes"
	no  = "no"
)

func flagField[T any](key string, ptr func(*T) *bool) field[T] {
	return field[T]{key: key, width: 10, words: []string{yes, no},
		show: func(t *T) any {
			if *ptr(t) {
				return yes
			}
			return ""
		},
		read: func(t *T, c sheet.Cell) code {
			found, ok := codeOf(c.Text, []string{yes, no})
			if !ok {
				return codeVocabularyWord
			}
			*ptr(t) = found == yes
			return ""
		}}
}
