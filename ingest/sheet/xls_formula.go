package sheet

import (
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
)

// xlsShared is a formula that the cells of a range share.
type xlsShared struct {
	Range
	tokens []byte
}

func (s xlsShared) covers(at Place) bool { return s.Contains(at.Col, at.Row) }

// Tokens of compiled formulas ([MS-XLS] 2.5.198.25). Those from tokenArray on
// come in three classes, which say what they yield and are all written alike.
const (
	tokenExp       = 0x01
	tokenFirstOp   = 0x03
	tokenLastOp    = 0x11
	tokenPlus      = 0x12
	tokenMinus     = 0x13
	tokenPercent   = 0x14
	tokenParen     = 0x15
	tokenMissing   = 0x16
	tokenText      = 0x17
	tokenAttribute = 0x19
	tokenError     = 0x1c
	tokenBool      = 0x1d
	tokenInt       = 0x1e
	tokenNumber    = 0x1f
	tokenArray     = 0x20
	tokenFunc      = 0x21
	tokenFuncVar   = 0x22
	tokenName      = 0x23
	tokenRef       = 0x24
	tokenArea      = 0x25
	tokenMemArea   = 0x26
	tokenMemFunc   = 0x29
	tokenRefErr    = 0x2a
	tokenAreaErr   = 0x2b
	tokenRefN      = 0x2c
	tokenAreaN     = 0x2d
	tokenNameX     = 0x39
	tokenRef3D     = 0x3a
	tokenArea3D    = 0x3b
)

// xlsOperators are the operators between two operands, from tokenFirstOp on.
var xlsOperators = []string{"+", "-", "*", "/", "^", "&", "<", "<=", "=", ">=", ">", "<>", " ", ",", ":"}

// Attributes of a formula's evaluation; the rest of them leave no trace in it.
const (
	attributeChoose = 0x04
	attributeSum    = 0x10
)

// sharedFrom returns where the formula begins that a cell shares with others.
func sharedFrom(tokens []byte) (Place, bool) {
	if len(tokens) != 5 || tokens[0] != tokenExp {
		return Place{}, false
	}
	return Place{int(binary.LittleEndian.Uint16(tokens[1:])) + 1, int(binary.LittleEndian.Uint16(tokens[3:])) + 1}, true
}

// Operands that only the call of a function may take: an argument left out,
// and what stands before the name of a function.
const (
	missing = "\x00"
	named   = "\x01"
)

// xlsFormula turns the tokens of one formula, operands before operators, back
// into what was typed.
type xlsFormula struct {
	*xlsLinks
	f      *fields
	base   Place // of the cell, which shared formulas count from
	stack  []string
	sheets []string
	size   int  // of all that was put on the stack
	moves  bool // it refers to places counted from its own
}

// formula tells a formula in words; ok is false where it has parts that no
// formula of ours may have or that are not known here.
func (l *xlsLinks) formula(tokens []byte, base Place) (Formula, bool) {
	x := xlsFormula{xlsLinks: l, f: &fields{cur: tokens}, base: base}
	for x.f.left() > 0 {
		if !x.token() || x.f.short {
			return Formula{}, false
		}
	}
	if len(x.stack) != 1 || len(x.stack[0]) > maxFormula || !complete(x.stack[0]) {
		return Formula{}, false
	}
	return Formula{Text: x.stack[0], Sheets: x.sheets, moves: x.moves}, true
}

// push puts an operand on the stack. Each operator writes its operands anew,
// so the work is bounded beside the length.
func (x *xlsFormula) push(text string) bool {
	x.size += len(text)
	x.stack = append(x.stack, text)
	return len(text) <= maxFormula && x.size <= 64*maxFormula
}

// pop takes the last operands off the stack.
func (x *xlsFormula) pop(n int) ([]string, bool) {
	if n > len(x.stack) {
		return nil, false
	}
	at := len(x.stack) - n
	out := slices.Clone(x.stack[at:])
	x.stack = x.stack[:at]
	return out, true
}

// complete reports whether an operand can stand by itself.
func complete(operand string) bool { return !strings.ContainsAny(operand, missing+named) }

// around writes the last operand between two texts.
func (x *xlsFormula) around(before, after string) bool {
	a, ok := x.pop(1)
	return ok && complete(a[0]) && x.push(before+a[0]+after)
}

// token reads the next token.
func (x *xlsFormula) token() bool {
	kind := x.f.u8()
	if kind >= tokenArray {
		kind = kind&0x1f | tokenArray
	}
	switch kind {
	case tokenPlus:
		return x.around("+", "")
	case tokenMinus:
		return x.around("-", "")
	case tokenPercent:
		return x.around("", "%")
	case tokenParen:
		return x.around("(", ")")
	case tokenMissing:
		return x.push(missing)
	case tokenText:
		return x.push(quoteText(x.f.shortText()))
	case tokenAttribute:
		return x.attribute()
	case tokenError:
		text, ok := xlsErrors[byte(x.f.u8())]
		return ok && x.push(text)
	case tokenBool:
		return x.push(strings.ToUpper(strconv.FormatBool(x.f.u8() != 0)))
	case tokenInt:
		return x.push(strconv.Itoa(x.f.u16()))
	case tokenNumber:
		text := strconv.FormatFloat(x.f.float(), 'G', -1, 64)
		_, ok := ParseStored(text)
		return ok && x.push(text)
	case tokenFunc:
		fn, ok := functions[x.f.u16()]
		return ok && fn.args != various && x.call(fn.name, fn.args)
	case tokenFuncVar:
		return x.variable()
	case tokenName:
		i := x.f.u16() - 1
		x.f.u16()
		return x.name(i)
	case tokenNameX:
		link, i := x.f.u16(), x.f.u16()-1
		x.f.u16()
		return x.outerName(link, i)
	case tokenMemArea, tokenMemArea + 1, tokenMemArea + 2:
		x.f.bytes(6) // what follows is evaluated beforehand
		return true
	case tokenMemFunc:
		x.f.bytes(2)
		return true
	}
	if kind >= tokenFirstOp && kind <= tokenLastOp {
		a, ok := x.pop(2)
		return ok && complete(a[0]) && complete(a[1]) && x.push(a[0]+xlsOperators[kind-tokenFirstOp]+a[1])
	}
	return x.reference(kind)
}

// attribute reads what speeds evaluation up or lays the formula out; only a
// sum of one argument is hidden in it.
func (x *xlsFormula) attribute() bool {
	kind, n := x.f.u8(), x.f.u16()
	switch {
	case kind&attributeChoose != 0:
		x.f.bytes(2 * (n + 1))
	case kind&attributeSum != 0:
		return x.call("SUM", 1)
	}
	return true
}

// variable reads the call of a function with its number of arguments.
func (x *xlsFormula) variable() bool {
	n, number := x.f.u8()&0x7f, x.f.u16()&0x7fff
	if number != byName {
		fn, ok := functions[number]
		return ok && x.call(fn.name, n)
	}
	at := len(x.stack) - n
	if n == 0 || at < 0 {
		return false
	}
	name, ok := strings.CutPrefix(x.stack[at], named)
	if ok {
		name, ok = calledByName(name)
	}
	if !ok {
		return false
	}
	x.stack = slices.Delete(x.stack, at, at+1)
	return x.call(name, n-1)
}

func (x *xlsFormula) call(name string, args int) bool {
	a, ok := x.pop(args)
	if !ok {
		return false
	}
	for i, text := range a {
		if text == missing {
			a[i] = ""
		} else if !complete(text) {
			return false
		}
	}
	return x.push(name + "(" + strings.Join(a, ",") + ")")
}

// reference reads an operand that names cells.
func (x *xlsFormula) reference(kind int) bool {
	prefix := ""
	if kind == tokenRef3D || kind == tokenArea3D {
		var ok bool
		if prefix, ok = x.sheetName(x.f.u16()); !ok {
			return false
		}
	}
	relative := kind == tokenRefN || kind == tokenAreaN
	switch kind {
	case tokenRefErr:
		x.f.bytes(4)
		return x.push("#REF!")
	case tokenAreaErr:
		x.f.bytes(8)
		return x.push("#REF!")
	case tokenRef, tokenRefN, tokenRef3D:
		return x.push(prefix + x.cell(x.f.u16(), x.f.u16(), relative))
	case tokenArea, tokenAreaN, tokenArea3D:
		r1, r2, c1, c2 := x.f.u16(), x.f.u16(), x.f.u16(), x.f.u16()
		return x.push(prefix + x.area(r1, r2, c1, c2, relative))
	}
	return false
}

// Size of a sheet in BIFF8.
const (
	xlsRows = 1 << 16
	xlsCols = 1 << 8
)

// Bits of a reference's column that say which parts move along when it is copied.
const (
	colMoves = 1 << 14
	rowMoves = 1 << 15
)

// cell writes a reference to a cell. In shared formulas what moves is counted
// from the cell that has the formula, and wraps at the sheet's ends.
func (x *xlsFormula) cell(row, col int, relative bool) string {
	return x.column(col, relative) + x.row(row, col, relative)
}

func (x *xlsFormula) column(col int, relative bool) string {
	n := col % xlsCols
	if relative && col&colMoves != 0 {
		n = (n + x.base.Col - 1) % xlsCols
	}
	if col&colMoves == 0 {
		return "$" + ColName(n+1)
	}
	x.moves = true
	return ColName(n + 1)
}

func (x *xlsFormula) row(row, col int, relative bool) string {
	if relative && col&rowMoves != 0 {
		row = (row + x.base.Row - 1) % xlsRows
	}
	if col&rowMoves == 0 {
		return "$" + strconv.Itoa(row+1)
	}
	x.moves = true
	return strconv.Itoa(row + 1)
}

// area writes a reference to a rectangle. One that is as high or as wide as
// the sheet means whole columns or rows, however large sheets are.
func (x *xlsFormula) area(r1, r2, c1, c2 int, relative bool) string {
	switch {
	case r1 == 0 && r2 == xlsRows-1 && !relative:
		return x.column(c1, relative) + ":" + x.column(c2, relative)
	case c1%xlsCols == 0 && c2%xlsCols == xlsCols-1 && !relative:
		return x.row(r1, c1, relative) + ":" + x.row(r2, c2, relative)
	}
	return x.cell(r1, c1, relative) + ":" + x.cell(r2, c2, relative)
}

// sheetName writes the name of a sheet before a reference to its cells. Runs
// of several sheets and sheets of other workbooks are not known here.
func (x *xlsFormula) sheetName(i int) (string, bool) {
	if i >= len(x.sheet) {
		return "", false
	}
	link := x.sheet[i]
	if link.book >= len(x.books) || !x.books[link.book].own || link.first != link.last || link.first >= len(x.tabs) {
		return "", false
	}
	name := x.tabs[link.first].name
	x.sheets = append(x.sheets, name)
	return QuoteName(name) + "!", true
}
