package locale

import (
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// NoBreakSpace stands before % and units, Minus before negative figures.
const (
	NoBreakSpace = "\u00a0"
	Minus        = "\u2212"
)

// marks gives the thousands and decimal marks of a language.
func marks(lang Lang) (thousands, decimals string) {
	if lang == EN {
		return ",", "."
	}
	return ".", ","
}

// Number writes d rounded half away from zero to exactly places decimals:
// 9.605,38 in Vietnamese, 9,605.38 in English.
func Number(lang Lang, d decimal.Decimal, places int) string {
	d = d.Round(int32(places))
	text := d.Abs().StringFixed(int32(places))
	whole, fraction, _ := strings.Cut(text, ".")
	thousands, decimals := marks(lang)
	var b strings.Builder
	if d.Sign() < 0 { // rounded: what is shown as zero has no sign
		b.WriteString(Minus)
	}
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(thousands)
		}
		b.WriteRune(digit)
	}
	if fraction != "" {
		b.WriteString(decimals + fraction)
	}
	return b.String()
}

// Exact writes every digit of d, without trailing zeros.
func Exact(lang Lang, d decimal.Decimal) string {
	text := d.String()
	_, fraction, _ := strings.Cut(text, ".")
	return Number(lang, d, len(fraction))
}

// Percent writes a percentage: 47,06 % in Vietnamese, 47.06% in English.
func Percent(lang Lang, d decimal.Decimal, places int) string {
	if lang == EN {
		return Number(lang, d, places) + "%"
	}
	return Number(lang, d, places) + NoBreakSpace + "%"
}

// Signed writes a change with its sign: +18,2, −3,4. What rounds to zero has none.
func Signed(lang Lang, d decimal.Decimal, places int) string {
	text := Number(lang, d, places)
	if d.Round(int32(places)).Sign() > 0 {
		return "+" + text
	}
	return text
}

// Date writes a day: 30/3/2024 in Vietnamese, 30 Mar 2024 in English.
func Date(lang Lang, t time.Time) string {
	if lang == EN {
		return t.Format("2 Jan 2006")
	}
	return t.Format("2/1/2006")
}

// Speaker is implemented by values with a name in each language, such as
// periods, which cannot know this package.
type Speaker interface {
	Vietnamese() string
	English() string
}

// Format writes a message argument for people: a [Speaker] in its own words,
// decimals with every digit, whole numbers grouped, days as [Date] does, lists
// with commas. Numbers that are names (a year, a row) are passed as strings,
// which are left alone.
func Format(lang Lang, v any) string {
	switch v := v.(type) {
	case Speaker:
		if lang == EN {
			return v.English()
		}
		return v.Vietnamese()
	case decimal.Decimal:
		return Exact(lang, v)
	case int:
		return Number(lang, decimal.NewFromInt(int64(v)), 0)
	case int64:
		return Number(lang, decimal.NewFromInt(v), 0)
	case time.Time:
		return Date(lang, v)
	case []string:
		return strings.Join(v, ", ")
	default:
		return fmt.Sprint(v)
	}
}
