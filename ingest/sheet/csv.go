package sheet

import (
	"errors"
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// openText reads a table saved as text: a .csv or .tsv file. Every cell is
// Text, because the file does not tell a number from what looks like one;
// only error values are known by their spelling. A text that is not laid out
// as a table is refused.
func openText(data []byte, name string, lim limits) (*Book, error) {
	text, ok := decodeText(data)
	if !ok {
		return nil, &Problem{Code: UnknownFormat}
	}
	table, sep := statedSeparator(text)
	if sep == 0 {
		sep = guessSeparator(table)
	}
	if sep == 0 {
		return nil, &Problem{Code: PlainText}
	}
	book := &Book{Properties: map[string]string{}, Names: map[string]string{}}
	s := Sheet{Name: textSheet(name)}
	cells := 0
	torn := tornNumbers{sep: sep}
	records := newRecords(table, sep)
	records.line = strings.Count(text[:len(text)-len(table)], "\n")
	for records.next() {
		if cells += len(records.fields); cells > lim.cells || len(records.fields) > MaxCols {
			return nil, &Problem{Code: TooManyCells, Limit: lim.cells}
		}
		row, err := textRow(records, lim)
		if err != nil {
			return nil, err
		}
		if len(row.Cells) > 0 {
			s.Rows = append(s.Rows, row)
			torn.note(records)
		}
	}
	if !tabular(s.Rows) {
		return nil, &Problem{Code: PlainText}
	}
	if line := torn.first(); line > 0 {
		return nil, &Problem{Code: TornNumber, Limit: line}
	}
	book.Sheets = []Sheet{s}
	book.DecimalMark = decimalMark(s.Rows, sep)
	recode(book, nil)
	return book, nil
}

// textRow makes a row of the current record.
func textRow(records *textRecords, lim limits) (Row, error) {
	row := Row{Number: records.number}
	switch {
	case row.Number > MaxRows:
		return row, &Problem{Code: TooManyCells, Limit: lim.cells}
	case records.unclosed:
		return row, &Problem{Code: UnclosedQuote, Limit: records.line}
	}
	for i, field := range records.fields {
		if field == "" {
			continue
		}
		if len(field) > lim.text {
			return row, &Problem{Code: Unsafe, Part: Ref(i+1, row.Number), Err: errors.New("text too long")}
		}
		c := Cell{Col: i + 1, Format: general.format}
		if c.setText(textValue(field)); isErrorValue(c.Text) {
			c.Kind = Error
		}
		if c.Kind != Blank {
			row.Cells = append(row.Cells, c)
		}
	}
	return row, nil
}

// textValue is what a field holds. ="00123" is how programs keep a
// spreadsheet from taking a text for a number.
func textValue(field string) string {
	if inner, ok := strings.CutPrefix(field, `="`); ok && strings.HasSuffix(inner, `"`) {
		field = strings.TrimSuffix(inner, `"`)
	}
	return norm.NFC.String(field)
}

// maxSheetName is the longest name a spreadsheet gives a sheet, in characters.
const maxSheetName = 31

// textSheet names the only sheet of a text file as spreadsheets do: like the file.
func textSheet(file string) string {
	name := path.Base(strings.ReplaceAll(file, `\`, "/"))
	name = norm.NFC.String(strings.TrimSuffix(name, path.Ext(name)))
	if letters := []rune(name); len(letters) > maxSheetName {
		name = string(letters[:maxSheetName])
	}
	return name
}

// tabular reports whether the rows make a table: at least two of them hold at
// least two cells.
func tabular(rows []Row) bool {
	n := 0
	for _, r := range rows {
		if len(r.Cells) > 1 {
			n++
		}
	}
	return n > 1
}
