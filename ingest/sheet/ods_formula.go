package sheet

import (
	"regexp"
	"slices"
	"strings"
)

// odsFormula tells a formula of an OpenDocument in the words of .xlsx files:
// "of:=SUM([.B6:.B9];[$'Quý I'.C2])" is "SUM(B6:B9,'Quý I'!C2)". ok is false
// where it has parts that no formula of ours may have or that are not known here.
func odsFormula(code string) (Formula, bool) {
	rest, ok := strings.CutPrefix(code, odsPrefix)
	if !ok || len(rest) > maxFormula {
		return Formula{}, false
	}
	o := odsExpression{rest: strings.TrimSpace(rest)}
	for o.rest != "" {
		if !o.operand() {
			return Formula{}, false
		}
	}
	o.formula.Text = o.out.String()
	return o.formula, o.whole && len(o.within) == 0 && len(o.formula.Text) <= maxFormula
}

// odsPrefix says that a formula is written in the words of the standard.
const odsPrefix = "of:="

// odsExpression is a formula while it is told.
type odsExpression struct {
	rest    string
	out     strings.Builder
	formula Formula
	open    bool   // an operand must follow
	whole   bool   // an operand is complete
	within  []bool // the parentheses that are open: of a call?
}

// put takes the next n bytes and writes a text for them.
func (o *odsExpression) put(n int, text string) {
	o.rest = strings.TrimLeft(o.rest[n:], " \n")
	o.out.WriteString(text)
}

// operand reads the next token. It is false where the token cannot stand.
func (o *odsExpression) operand() bool {
	if o.whole {
		return o.operator()
	}
	for _, pattern := range []*regexp.Regexp{odsText, odsNumber, odsError} {
		if text := pattern.FindString(o.rest); text != "" {
			o.put(len(text), text)
			o.whole, o.open = true, false
			return true
		}
	}
	switch c := o.rest[0]; c {
	case '[':
		end := odsRefEnd(o.rest)
		if end < 0 {
			return false
		}
		text, ok := o.formula.reference(o.rest[1:end])
		o.put(end+1, text)
		o.whole, o.open = true, false
		return ok
	case '+', '-':
		o.put(1, string(c))
		o.open = true
		return true
	case '(':
		o.put(1, "(")
		o.within, o.open = append(o.within, false), true
		return true
	case ';', ')': // an argument left out
		return !o.open && o.operator()
	}
	if call := odsCall.FindString(o.rest); call != "" {
		return o.call(call)
	}
	name := odsName.FindString(o.rest)
	if name == "" {
		return false
	}
	if !slices.Contains(o.formula.names, name) {
		o.formula.names = append(o.formula.names, name)
	}
	o.put(len(name), name)
	o.whole, o.open = true, false
	return true
}

// call reads the name of a function with its parenthesis.
func (o *odsExpression) call(call string) bool {
	name := call[:len(call)-1]
	if later := strings.TrimPrefix(name, odsLaterPrefix); later != name || slices.Contains(prefixedFunctions, name) {
		if !slices.Contains(prefixedFunctions, later) {
			return false
		}
		name = laterPrefix + later
	} else if !callable[name] {
		return false
	}
	if name == "INDIRECT" && !odsIndirect.MatchString(o.rest) {
		return false // it may name sheets as only this format does
	}
	o.put(len(call), name+"(")
	o.within, o.open = append(o.within, true), false
	return true
}

// odsLaterPrefix begins the names of functions that came after the format.
const odsLaterPrefix = "COM.MICROSOFT."

// operator reads what can stand behind an operand.
func (o *odsExpression) operator() bool {
	depth := len(o.within)
	inCall := depth > 0 && o.within[depth-1]
	switch c := o.rest[0]; {
	case c == '%':
		o.put(1, "%")
	case c == ')' && depth > 0 && (o.whole || inCall):
		o.put(1, ")")
		o.within, o.whole = o.within[:depth-1], true
	case c == ';' && inCall:
		o.put(1, ",")
		o.whole = false
	default:
		text := odsOperator.FindString(o.rest)
		if text == "" {
			return false
		}
		o.put(len(text), text)
		o.whole, o.open = false, true
	}
	return true
}

var (
	odsText     = regexp.MustCompile(`^"(?:[^"]|"")*"`)
	odsNumber   = regexp.MustCompile(`^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`)
	odsError    = regexp.MustCompile(`^#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)`)
	odsOperator = regexp.MustCompile(`^(?:<=|>=|<>|[-+*/^&<>=])`)
	odsCall     = regexp.MustCompile(`^[A-Z][A-Z0-9.]*\(`)
	odsName     = regexp.MustCompile(`^[\p{L}_][\p{L}\p{M}\p{N}_.]*`)
	// odsIndirect is a reference to the same sheet, made up of letters and what follows.
	odsIndirect = regexp.MustCompile(`^INDIRECT\( *"\$?[A-Z]{1,3}\$?\d*"`)
	// odsAddress is a cell, a column or a row, each part perhaps held fast.
	odsAddress = regexp.MustCompile(`^(?:\$?[A-Z]{1,3}\$?\d{1,7}|\$?[A-Z]{1,3}|\$?\d{1,7})$`)
	// odsFixed is one that never moves along.
	odsFixed = regexp.MustCompile(`^(?:\$[A-Z]+)?(?:\$\d+)?$`)
)

// odsRefEnd returns where the bracket closes that a formula begins with;
// sheets' names in quotes may hold brackets themselves.
func odsRefEnd(s string) int {
	quoted := false
	for i := range len(s) {
		switch s[i] {
		case '\'':
			quoted = !quoted
		case ']':
			if !quoted {
				return i
			}
		}
	}
	return -1
}

// reference writes what stands between brackets: one cell, or the first and
// the last of an area of one sheet.
func (f *Formula) reference(s string) (string, bool) {
	name, first, rest, ok := odsCellAddress(s)
	if !ok {
		return "", false
	}
	text := first
	f.moves = f.moves || !odsFixed.MatchString(first)
	if rest != "" {
		var other, last string
		other, last, rest, ok = odsCellAddress(strings.TrimPrefix(rest, ":"))
		if !ok || rest != "" || other != "" && other != name {
			return "", false
		}
		text += ":" + last
		f.moves = f.moves || !odsFixed.MatchString(last)
	} else if _, _, isCell := ParseRef(first); !isCell {
		return "", false
	}
	if name != "" {
		f.Sheets = append(f.Sheets, name)
		text = QuoteName(name) + "!" + text
	}
	return text, true
}

// odsCellAddress reads "$'Quý I'.$B$6" and returns what comes after it.
// Addresses in other documents have a # and are not known here.
func odsCellAddress(s string) (sheet, address, rest string, ok bool) {
	s = strings.TrimPrefix(s, "$")
	if strings.HasPrefix(s, "'") {
		end := 1
		for ; end < len(s); end++ {
			if s[end] != '\'' {
				continue
			}
			if end+1 == len(s) || s[end+1] != '\'' {
				break
			}
			end++
		}
		if end >= len(s) {
			return "", "", "", false
		}
		sheet, s = strings.ReplaceAll(s[1:end], "''", "'"), s[end+1:]
	} else if i := strings.IndexByte(s, '.'); i > 0 && !strings.ContainsAny(s[:i], ":#'") {
		sheet, s = s[:i], s[i:]
	}
	if s, ok = strings.CutPrefix(s, "."); !ok {
		return "", "", "", false
	}
	address, rest = s, ""
	if i := strings.IndexByte(s, ':'); i >= 0 {
		address, rest = s[:i], s[i:]
	}
	if !odsAddress.MatchString(address) {
		return "", "", "", false
	}
	if strings.ContainsAny(address, "0123456789") && strings.ContainsAny(address, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
		_, _, ok = ParseRef(address)
	}
	return sheet, address, rest, ok
}
