// Package number reads the figures people type as text into office workbooks:
// "9.605,38", "trên 472 tỷ đồng", "714/727", "4-6", "(1.234)", "x".
//
// The Vietnamese convention is the default: a dot groups thousands, a comma
// is the decimal mark. Where a text could as well follow the other
// convention the result says so and carries the other reading; nothing is
// resolved silently. Cells that hold numbers do not pass through here.
package number

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	"golang.org/x/text/unicode/norm"
)

// Kind is what a text turned out to be.
type Kind int

// Kinds. Blank, Nil, NotApplicable and NotCollected are four different
// things: nothing typed, "there was none" (a dash, "không"), "cannot be"
// (x), and "there is one, but we have not got it" (…, "chưa có số liệu"). Of
// "N/A" nobody can tell whether it is not available or not applicable; not
// having the figure holds for both.
const (
	Blank Kind = iota
	Value
	Ratio // First/Second
	Range // First to Second
	Nil
	NotApplicable
	NotCollected
	Error
)

// Reason says why a text is not a number.
type Reason string

// Reasons.
const (
	NotNumber    Reason = "not_a_number"  // words, a date, two numbers
	BadGrouping  Reason = "bad_grouping"  // 1.23.456
	ZeroDivisor  Reason = "zero_divisor"  // 5/0
	RangeReverse Reason = "range_reverse" // 6-4
)

// Result is the reading of one text.
type Result struct {
	Kind   Kind
	Reason Reason // for Error

	First  decimal.Decimal // the value, the numerator, or the range's low end
	Second decimal.Decimal // the denominator or the range's high end
	Places int             // decimals written, the fewer of two numbers

	Percent   bool                // a % sign stood behind it
	Stated    decimal.NullDecimal // percentage printed behind a ratio: "714/727 (98,2%)"
	StatedTo  int                 // decimals of Stated
	Qualifier string              // hedge as written: "trên", "ước đạt"
	Unit      string              // unit words as written: "tỷ đồng"
	Mark      string              // sign of a footnote behind it: "*", "(**)", "¹"
	Loss      bool                // "lỗ" stood before it: First is then below zero
	Shortened bool                // written as a power of ten, "8,0E+08", which may have cost it its last digits

	// Ambiguous: one mark stands before exactly three digits, so that it may
	// group or divide. First and Second follow the Vietnamese convention,
	// OtherFirst and OtherSecond the other one.
	Ambiguous               bool
	Proves                  byte // the decimal mark, '.' or ',', of a text that leaves no doubt of it: "1.234,5", "1.234.567"; else 0
	OtherFirst, OtherSecond decimal.Decimal
}

// Under settles an ambiguous reading by the decimal mark, '.' or ',', that the
// text is known to be written with. Other marks and readings change nothing.
func (r Result) Under(mark byte) Result {
	if !r.Ambiguous || mark != '.' && mark != ',' {
		return r
	}
	if mark == '.' {
		r.First, r.Second = r.OtherFirst, r.OtherSecond
		r.Places = max(0, -int(r.First.Exponent()))
		if r.Kind != Value {
			r.Places = min(r.Places, max(0, -int(r.Second.Exponent())))
		}
	}
	r.Ambiguous = false
	return r
}

// Preferring returns an ambiguous reading as the decimal mark has it that others
// nearby are written with. It stays ambiguous.
func (r Result) Preferring(mark byte) Result {
	if !r.Ambiguous || mark != '.' {
		return r
	}
	other := r.Under(mark)
	other.Ambiguous, other.OtherFirst, other.OtherSecond = true, r.First, r.Second
	return other
}

// maxLength is the longest text looked at, in bytes. Longer ones are prose.
const maxLength = 160

// Parse reads a text. It never fails: what is not a number has Kind Error.
func Parse(text string) Result {
	if len(text) > 4*maxLength { // prose, or blanks without end
		return failed(NotNumber)
	}
	s := clean(text)
	switch {
	case s == "":
		return Result{Kind: Blank}
	case len(s) > maxLength:
		return failed(NotNumber)
	case strings.Trim(s, "-–—−") == "":
		return Result{Kind: Nil}
	case s == "x" || s == "X":
		return Result{Kind: NotApplicable}
	case strings.Trim(s, "…") == "" || len(s) > 1 && strings.Trim(s, ".") == "":
		return Result{Kind: NotCollected}
	}
	if kind, ok := words[strings.ToLower(strings.TrimRight(s, "."))]; ok {
		return Result{Kind: kind}
	}
	s, mark := cutFootnote(s)
	qualifier, s := cutHedge(s)
	if m := remark.FindStringSubmatchIndex(s); m != nil && qualifier == "" {
		qualifier, s = s[m[2]:m[3]], s[:m[0]]
	}
	least := atLeast.FindStringSubmatch(s)
	switch {
	case least != nil && qualifier != "":
		return failed(NotNumber)
	case least != nil:
		s, qualifier = least[2], "trở lên"
		if least[1] != "" {
			qualifier = "từ … trở lên"
		}
	}
	s, loss := cutLoss(s)
	r := parseQuantity(s)
	if loss {
		r = r.asLoss()
	}
	if least != nil && r.Kind != Value {
		return failed(NotNumber)
	}
	if r.Kind != Error {
		r.Qualifier, r.Mark = qualifier, mark
	}
	return r
}

// words stand in cells instead of a figure.
var words = map[string]Kind{
	"không": Nil, "không có": Nil, "không phát sinh": Nil, "chưa phát sinh": Nil, "kps": Nil, "kpsinh": Nil, "ko": Nil, "ko có": Nil, "k có": Nil,
	"chưa có": NotCollected, "chưa có số": NotCollected, "chưa có số liệu": NotCollected, "chưa có sl": NotCollected,
	"chưa có báo cáo": NotCollected, "chưa có bc": NotCollected, "chưa báo cáo": NotCollected, "chưa bc": NotCollected, "chưa gửi": NotCollected,
	"chưa nộp": NotCollected, "chưa nộp bc": NotCollected, "chưa gửi bc": NotCollected, "chưa gửi báo cáo": NotCollected, "không có số liệu": NotCollected,
	"n/a": NotCollected, "#n/a": NotCollected, "na": NotCollected, "no data": NotCollected,
	"chưa nộp báo cáo": NotCollected, "chưa thống kê": NotCollected, "chưa tổng hợp": NotCollected, "đang tổng hợp": NotCollected,
}

// footnote is a sign that leads to a note, behind a number and its unit: an
// asterisk or a raised digit, never a plain one, which may be a figure. Behind
// 10 a raised 3, 6 or 9 is an exponent.
var footnote = regexp.MustCompile(`(?:[\pL\d%)]\s*(\*{1,3}|\(\*{1,3}\))|[\d%)]\s*([¹²³⁴⁵⁶⁷⁸⁹]|\([¹²³⁴⁵⁶⁷⁸⁹]\)))$`)

var exponential = regexp.MustCompile(`(?:^|\D)10[³⁶⁹]$`)

// cutFootnote takes the sign off.
func cutFootnote(s string) (rest, mark string) {
	m := footnote.FindStringSubmatchIndex(s)
	if m == nil {
		return s, ""
	}
	at := max(m[2], m[4])
	if exponential.MatchString(s) {
		return s, ""
	}
	return strings.TrimSpace(s[:at]), s[at:]
}

// remark is a hedge behind a number: "5,5 (ước)".
var remark = regexp.MustCompile(`(?i)\s*\((ước|ước tính|ước đạt|ước th|ước thực hiện|ưth|tạm tính|sơ bộ)\)$`)

// atLeast is a least figure, as plans have it: "từ 5 trở lên".
var atLeast = regexp.MustCompile(`(?i)^(từ )?(\d.*?) trở lên$`)

func failed(why Reason) Result { return Result{Kind: Error, Reason: why} }

// clean composes, turns every kind of blank into one space, drops what is not
// seen and the apostrophe that keeps a spreadsheet from reading a text as a
// number, and writes Đ for the Icelandic letter that looks like it, đ for the
// sign of the currency.
func clean(s string) string {
	s = norm.NFC.String(s)
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), r == '\u202f', r == '\u2007', r == '\u2009':
			return ' '
		case unicode.Is(unicode.Cf, r):
			return -1
		case r == '\u00d0':
			return 'Đ'
		case r == '\u00f0', r == '₫':
			return 'đ'
		case r == '’':
			return '\''
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	return strings.TrimSpace(strings.TrimLeft(s, "'"))
}

// hedges may stand before a number, alone or one after the other.
var hedges = []string{"ước", "đạt", "trên", "hơn", "gần", "khoảng", "dưới", "chừng", "xấp xỉ", "ít nhất", "tối thiểu", "không dưới", "tối đa", "không quá", "~", "≈", ">", "<", "≥", "≤"}

// cutHedge takes the hedge off. "đạt" alone says nothing and is dropped.
func cutHedge(s string) (qualifier, rest string) {
	rest = s
	for {
		word, ok := cutWord(rest, hedges)
		if !ok {
			break
		}
		if w := strings.ToLower(rest[:word]); w != "đạt" || qualifier != "" {
			qualifier = strings.TrimSpace(qualifier + " " + rest[:word])
		}
		rest = strings.TrimSpace(rest[word:])
	}
	return qualifier, rest
}

// cutWord returns the length of the first of words that s begins with as a
// whole word, ignoring case.
func cutWord(s string, words []string) (length int, ok bool) {
	for _, w := range words {
		if len(s) < len(w) || !strings.EqualFold(s[:len(w)], w) {
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(w)
		next, _ := utf8.DecodeRuneInString(s[len(w):])
		if unicode.IsLetter(last) && (unicode.IsLetter(next) || unicode.IsMark(next)) {
			continue
		}
		return len(w), true
	}
	return 0, false
}

// cutLoss takes off the word that makes a profit a loss: "lỗ 1,2".
func cutLoss(s string) (rest string, loss bool) {
	n, ok := cutWord(s, []string{"lỗ"})
	if !ok {
		return s, false
	}
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(s[n:]), ":")), true
}

// asLoss puts a number below zero. What is so already, "lỗ -1,2", a percentage and
// two numbers are no amount that was lost.
func (r Result) asLoss() Result {
	if r.Kind != Value || r.Percent || !r.First.IsPositive() {
		return failed(NotNumber)
	}
	r.First, r.OtherFirst, r.Loss = r.First.Neg(), r.OtherFirst.Neg(), true
	return r
}

// powerOfTen is how a spreadsheet shows a long number in a narrow column.
var powerOfTen = regexp.MustCompile(`^([-+−]?)([1-9])(?:[.,](\d{1,14}))?[eE]\+(\d{1,2})$`)

// parsePower reads such a number.
func parsePower(s string) (Result, bool) {
	m := powerOfTen.FindStringSubmatch(s)
	if m == nil {
		return Result{}, false
	}
	digits := m[2] + m[3]
	power, err := strconv.Atoi(m[4])
	if power -= len(m[3]); err != nil || power < 0 || len(digits)+power > maxDigits {
		return Result{}, false
	}
	value := decimal.RequireFromString(digits).Shift(int32(power))
	if m[1] != "" && m[1] != "+" {
		value = value.Neg()
	}
	return Result{Kind: Value, First: value, Shortened: true}, true
}

// parseQuantity reads one number, a ratio or a range, and the unit behind it.
func parseQuantity(s string) Result {
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		return parseNegative(s[1 : len(s)-1])
	}
	if r, ok := parsePower(s); ok {
		return r
	}
	s, from := cutFrom(s)
	first, rest, why := scanNumber(s)
	if why != "" {
		return failed(why)
	}
	r := Result{Kind: Value, First: first.value, Places: first.places}
	if sep := separator(rest, from); sep > 0 && rest[:1] != "%" {
		return parsePair(r, first, strings.TrimSpace(rest[:sep]), rest[sep:])
	}
	if from {
		return failed(NotNumber)
	}
	r.setAlternatives(first, token{})
	return r.withUnit(rest)
}

// parseNegative reads what stands in accounting brackets: (1.234) is −1234.
func parseNegative(s string) Result {
	s = strings.TrimSpace(s)
	first, rest, why := scanNumber(s)
	if why != "" {
		return failed(why)
	}
	if first.signed {
		return failed(NotNumber)
	}
	r := Result{Kind: Value, First: first.value.Neg(), Places: first.places}
	r.setAlternatives(first, token{})
	r.OtherFirst = r.OtherFirst.Neg()
	return r.withUnit(rest)
}

// cutFrom takes the "từ" of "từ 4 đến 6" off.
func cutFrom(s string) (rest string, from bool) {
	if n, ok := cutWord(s, []string{"từ"}); ok {
		return strings.TrimSpace(s[n:]), true
	}
	return s, false
}

// separator returns the end of the mark between two numbers that rest begins
// with, 0 if there is none.
func separator(rest string, from bool) int {
	trimmed := strings.TrimLeft(rest, " ")
	skipped := len(rest) - len(trimmed)
	for _, mark := range []string{"/", "-", "–", "—", "−"} {
		if strings.HasPrefix(trimmed, mark) {
			return skipped + len(mark)
		}
	}
	if n, ok := cutWord(trimmed, []string{"đến"}); ok && from {
		return skipped + n
	}
	return 0
}

// parsePair reads the second number of a ratio or a range.
func parsePair(r Result, first token, mark, rest string) Result {
	second, rest, why := scanNumber(strings.TrimSpace(rest))
	if why != "" {
		return failed(why)
	}
	if first.signed || second.signed {
		return failed(NotNumber)
	}
	r.Second = second.value
	r.Places = min(first.places, second.places)
	r.Kind = Range
	if mark == "/" {
		r.Kind = Ratio
	}
	switch {
	case r.Kind == Ratio && r.Second.IsZero():
		return failed(ZeroDivisor)
	case r.Kind == Range && r.First.GreaterThanOrEqual(r.Second):
		return failed(RangeReverse)
	}
	r.setAlternatives(first, second)
	if r.Kind == Ratio {
		rest = r.cutStated(rest)
	}
	return r.withUnit(rest)
}

// setAlternatives records the readings under the other convention.
func (r *Result) setAlternatives(first, second token) {
	if r.Proves = first.proves; second.proves != 0 {
		r.Proves = second.proves
	}
	if r.Ambiguous = first.ambiguous || second.ambiguous; r.Ambiguous {
		r.OtherFirst, r.OtherSecond = first.other, second.other
	}
}

// cutStated takes the printed percentage off a ratio:
// "(98,2%)", "= 98,2%", "(đạt tỷ lệ 98,2%)".
func (r *Result) cutStated(rest string) string {
	at := strings.IndexAny(rest, "(=")
	if at < 0 {
		return rest
	}
	inner := strings.Trim(rest[at:], "(=) ")
	if !strings.HasSuffix(inner, "%") {
		return rest
	}
	inner = strings.TrimSuffix(inner, "%")
	i := strings.IndexFunc(inner, func(c rune) bool { return c >= '0' && c <= '9' })
	if i < 0 {
		return rest
	}
	t, tail, why := scanNumber(inner[i:])
	if why != "" || strings.TrimSpace(tail) != "" {
		return rest
	}
	r.Stated, r.StatedTo = decimal.NewNullDecimal(t.value), t.places
	return rest[:at]
}

// withUnit reads what stands behind the number: a % sign, multiplier words
// and a unit. Digits there mean a second number: the smaller part of an amount of
// money, else this is no number at all.
func (r Result) withUnit(rest string) Result {
	rest = strings.TrimSpace(rest)
	if strings.HasPrefix(rest, "%") {
		r.Percent = true
		rest = strings.TrimSpace(rest[1:])
	}
	if unit, ok := bracketed(rest); ok {
		rest = unit
	}
	if strings.ContainsFunc(rest, unicode.IsDigit) {
		return r.withSmaller(rest)
	}
	if rest != "" && !startsUnit(rest) {
		return failed(NotNumber)
	}
	factor, unit := cutMultiplier(rest)
	r.Unit = unit
	if factor != 1 {
		f := decimal.NewFromInt(factor)
		r.First, r.OtherFirst = r.First.Mul(f), r.OtherFirst.Mul(f)
		if r.Kind == Range {
			r.Second, r.OtherSecond = r.Second.Mul(f), r.OtherSecond.Mul(f)
		}
	}
	return r
}

// bracketed takes the brackets off a unit with a word that multiplies, or of
// money: "(tỷ đồng)". Other words in brackets say something of their own.
func bracketed(rest string) (unit string, ok bool) {
	if len(rest) < 2 || rest[:1]+rest[len(rest)-1:] != "()" && rest[:1]+rest[len(rest)-1:] != "[]" {
		return rest, false
	}
	unit = strings.TrimSpace(rest[1 : len(rest)-1])
	_, _, multiplies := leadingMultiplier(unit)
	_, money := cutWord(unit, currencies)
	return unit, (multiplies || money) && !strings.ContainsFunc(unit, unicode.IsDigit)
}

func startsUnit(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(c) || c == '$'
}
