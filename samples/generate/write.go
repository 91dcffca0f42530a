package main

import (
	"math"
	"strconv"
	"strings"
)

// written is a unit as a form writes it, and how many of the ledger's steps
// (see figure) make one.
type written struct {
	text string
	per  int64
}

// Units of the forms.
func billion() written       { return written{"tỷ đồng", 1000} }
func million() written       { return written{"triệu đồng", 1} }
func millionUSD() written    { return written{"triệu USD", 1000} }
func thousandUSD() written   { return written{"nghìn USD", 1} }
func millionAMonth() written { return written{"triệu đồng/người/tháng", 1000} }
func piece(text string) written {
	return written{text, 1}
}

// hand is how somebody enters figures.
type hand int

// Hands.
const (
	numeric  hand = iota // numbers as numbers
	typed                // money typed as text with Vietnamese marks: 1.410,23
	hedged               // the same, with a word before it: ước đạt 1.410,23
	careless             // money typed as whole numbers with dots, 250.340, which reads two ways
)

// cellOf returns what a hand puts into the cell of a figure, and the look. But
// for the careless hand, text is only typed where it reads one way: "1.410"
// could be 1410 or 1.41, so whole numbers stay numbers.
func cellOf(f figure, unit written, h hand) (any, look) {
	switch {
	case f.notApplicable:
		return "x", typedText
	case f.den != 0:
		return strconv.FormatInt(f.num, 10) + "/" + strconv.FormatInt(f.den, 10), typedText
	case h == careless && unit == million():
		return dotted(f.num), typedText
	case h == numeric || h == careless || unit.per == 1:
		if unit.per == 1 {
			return f.num, number
		}
		return float64(f.num) / float64(unit.per), decimals(f.num, unit.per)
	case h == hedged:
		return "ước đạt " + vietnamese(f.num, unit.per), typedText
	default:
		return vietnamese(f.num, unit.per), typedText
	}
}

// decimals returns the look that shows all decimals of n/per.
func decimals(n, per int64) look {
	if per >= 1000 && n%10 != 0 {
		return decimal3
	}
	return decimal2
}

// vietnamese writes n/per (per a power of ten) with dots between thousands and
// a decimal comma, without trailing zeros but with at least one decimal.
func vietnamese(n, per int64) string {
	digits := int(math.Round(math.Log10(float64(per))))
	fraction := strconv.FormatInt(per+n%per, 10)[1:]
	for digits > 1 && fraction[digits-1] == '0' {
		digits--
	}
	return dotted(n/per) + "," + fraction[:digits]
}

// dotted writes a whole number with dots between thousands.
func dotted(n int64) string {
	whole := strconv.FormatInt(n, 10)
	var b strings.Builder
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte('.')
		}
		b.WriteRune(d)
	}
	return b.String()
}
