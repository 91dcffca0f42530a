package sheet

import (
	"errors"
	"math"
	"strconv"

	"github.com/shopspring/decimal"
)

// shownDigits is how many significant digits a spreadsheet shows of a double.
const shownDigits = 15

// maxExponent keeps a stored number within what decimals handle cheaply:
// nothing that is reported has more than thirty digits before or after the
// mark. A larger number is kept as ±10^30, so that whoever checks the figures
// finds it too large and names its cell; Cell.Text has it as it is stored.
const maxExponent = 30

// ParseStored reads a number as files store it. The decimal is what the
// spreadsheet shows: 9605.3799999999992 is 9605.38.
func ParseStored(text string) (decimal.Decimal, bool) {
	if d, ok := parseShort(text); ok {
		return d, true
	}
	f, err := strconv.ParseFloat(text, 64)
	switch {
	case errors.Is(err, strconv.ErrRange): // f is infinite
	case err != nil, math.IsInf(f, 0), math.IsNaN(f):
		return decimal.Decimal{}, false
	}
	if math.Abs(f) >= math.Pow10(maxExponent) {
		return trimZeros(decimal.New(int64(math.Copysign(1, f)), maxExponent)), true
	}
	d, err := decimal.NewFromString(strconv.FormatFloat(f, 'e', shownDigits-1, 64))
	if err != nil {
		return decimal.Decimal{}, false
	}
	if d.IsZero() || math.Abs(f) < math.Pow10(-maxExponent) {
		return decimal.Decimal{}, true
	}
	return trimZeros(d), true
}

// parseShort reads plain decimals of at most 15 digits, which are their own
// shortest form, without going through a double.
func parseShort(text string) (decimal.Decimal, bool) {
	digits, negative := text, false
	if len(digits) > 0 && digits[0] == '-' {
		digits, negative = digits[1:], true
	}
	if len(digits) == 0 || len(digits) > shownDigits {
		return decimal.Decimal{}, false
	}
	var n int64
	point := -1
	for i := range len(digits) {
		switch c := digits[i]; {
		case c >= '0' && c <= '9':
			n = n*10 + int64(c-'0')
		case c == '.' && point < 0:
			point = i
		default:
			return decimal.Decimal{}, false
		}
	}
	exp := 0
	if point >= 0 {
		if len(digits) == 1 {
			return decimal.Decimal{}, false
		}
		exp = point + 1 - len(digits)
	}
	for exp < 0 && n%10 == 0 {
		n, exp = n/10, exp+1
	}
	if negative {
		n = -n
	}
	return decimal.New(n, int32(exp)), true
}

// trimZeros removes zeros at the end of the fraction.
func trimZeros(d decimal.Decimal) decimal.Decimal {
	if d.Exponent() >= 0 {
		return decimal.NewFromBigInt(d.BigInt(), 0)
	}
	d, _ = decimal.NewFromString(d.String()) // String drops them
	return d
}
