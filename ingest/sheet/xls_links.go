package sheet

import "strings"

// xlsLinks are what formulas refer to by number.
type xlsLinks struct {
	tabs  []xlsTab
	books []xlsBook
	sheet []xlsLink
	names []xlsName
	local map[string]bool // names that one sheet knows, folded
}

// xlsBook is a workbook that formulas refer to: this one, another, or the one
// that stands for all add-ins, with the names of its functions.
type xlsBook struct {
	own, addIn bool
	names      []string
}

// xlsName is a defined name.
type xlsName struct {
	label  string
	tab    int // 1-based, 0 where all sheets know it
	hidden bool
	macro  bool
	tokens []byte
	// told is what it stands for, where that is known.
	told Formula
	ok   bool
}

// xlsLink is a run of sheets in a book.
type xlsLink struct{ book, first, last int }

// record notes a record of the workbook's globals.
func (l *xlsLinks) record(kind uint16, f *fields) {
	switch kind {
	case recSupBook:
		f.u16()
		const own, addIn = 0x0401, 0x3a01
		kind := f.u16()
		l.books = append(l.books, xlsBook{own: kind == own, addIn: kind == addIn})
	case recExternName:
		if n := len(l.books); n > 0 {
			f.bytes(6) // options, of no use
			l.books[n-1].names = append(l.books[n-1].names, f.shortText())
		}
	case recExternSheet:
		for range f.u16() {
			if f.left() < 6 {
				break
			}
			l.sheet = append(l.sheet, xlsLink{f.u16(), f.u16(), f.u16()})
		}
	case recName:
		const hidden, macro, builtin = 0x01, 0x0e, 0x20
		options := f.u16()
		f.u8() // key
		n, size := f.u8(), f.u16()
		f.u16()
		name := xlsName{tab: f.u16(), hidden: options&hidden != 0, macro: options&macro != 0}
		f.bytes(4)
		chars := f.chars(n)
		name.label = xlsText(chars)
		if options&builtin != 0 && len(chars) == 1 {
			name.label = xlsBuiltins[chars[0]]
		}
		name.tokens = f.bytes(size)
		if len(l.names) < maxDefined {
			l.names = append(l.names, name)
		}
	}
}

// xlsBuiltins are the names that every program knows by their numbers
// ([MS-XLS] 2.5.66).
var xlsBuiltins = map[uint16]string{0x06: printArea, 0x07: printTitles, 0x0d: filterArea}

// tellNames tells the defined names in words, once all sheets are known.
func (l *xlsLinks) tellNames() {
	l.local = map[string]bool{}
	for _, n := range l.names {
		if n.tab > 0 {
			l.local[strings.ToLower(n.label)] = true
		}
	}
	for i := range l.names {
		if n := &l.names[i]; !n.macro && n.label != "" && n.tab <= len(l.tabs) {
			n.told, n.ok = l.formula(n.tokens, Place{1, 1})
			n.ok = n.ok && !n.told.moves && usableName(n.label)
		}
	}
}

// name tells the use of a defined name.
func (x *xlsFormula) name(i int) bool {
	if i < 0 || i >= len(x.names) {
		return false
	}
	n := &x.names[i]
	if strings.HasPrefix(n.label, laterPrefix) {
		return x.push(named + n.label)
	}
	if !n.ok || len(x.sheets) > maxFormula {
		return false
	}
	x.sheets = append(x.sheets, n.told.Sheets...)
	if n.tab > 0 {
		name := x.tabs[n.tab-1].name
		x.sheets = append(x.sheets, name)
		return x.push(QuoteName(name) + "!" + n.label)
	}
	// A sheet may have a name of its own by the same letters.
	return !x.local[strings.ToLower(n.label)] && x.push(n.label)
}

// outerName tells a name of another book: of functions only the add-ins'.
func (x *xlsFormula) outerName(link, i int) bool {
	if link >= len(x.sheet) || x.sheet[link].book >= len(x.books) {
		return false
	}
	book := &x.books[x.sheet[link].book]
	switch {
	case book.own:
		return x.name(i)
	case !book.addIn || i < 0 || i >= len(book.names):
		return false
	}
	return x.push(named + book.names[i])
}
