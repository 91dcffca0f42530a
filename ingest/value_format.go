package ingest

import (
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// isPercentFormat reports whether a number format multiplies by a hundred.
func isPercentFormat(format string) bool {
	quoted := false
	for i := 0; i < len(format); i++ {
		switch format[i] {
		case '"':
			quoted = !quoted
		case '\\':
			i++
		case '%':
			if !quoted {
				return true
			}
		case ';':
			return false
		}
	}
	return false
}

// formatPlaces returns the decimals a number format always shows: two of "#,##0.00".
func formatPlaces(format string) int {
	_, fraction, _ := strings.Cut(format, ".")
	return len(fraction) - len(strings.TrimLeft(fraction, "0"))
}

// formatThousands returns how many times a number format divides by a thousand:
// once for each comma behind the last digit, or the last before the point, twice
// in "#,##0,,".
func formatThousands(format string) int {
	times, commas := 0, 0
	positive, _ := plainFormat(format)
	for i, c := range positive {
		switch {
		case c == ',' && i > 0 && strings.ContainsRune("0#?,", rune(positive[i-1])):
			commas++
			continue
		case !strings.ContainsRune("0#?", c):
			times += commas
		}
		commas = 0
	}
	return times + commas
}

// formatUnit returns the text that a number format shows behind a number: the
// unit of `0.0" tỷ đồng"`.
func formatUnit(format string) string {
	_, behind := plainFormat(format)
	return strings.TrimSpace(behind)
}

// plainFormat returns the part of a number format for positive numbers, without
// texts, colours, currencies and widths, and the text behind the last digit. A
// format that depends on how large the number is has neither: it abbreviates.
func plainFormat(format string) (placeholders, behind string) {
	if strings.Contains(format, "[>") || strings.Contains(format, "[<") || strings.Contains(format, "[=") {
		return "", ""
	}
	var code, text strings.Builder
	for i := 0; i < len(format); i++ {
		var closing byte
		switch c := format[i]; c {
		case ';':
			return code.String(), text.String()
		case '"':
			closing = '"'
		case '[':
			closing = ']'
		case '\\':
			if i++; i < len(format) {
				text.WriteByte(format[i])
			}
			continue
		case '_', '*':
			i++
			continue
		default:
			if strings.IndexByte("0#?", c) >= 0 {
				text.Reset()
			}
			code.WriteByte(c)
			continue
		}
		rest := format[i+1:]
		end := strings.IndexByte(rest, closing)
		if end < 0 {
			end = len(rest)
		}
		if closing == '"' {
			text.WriteString(rest[:end])
		}
		i += end + 1
	}
	return code.String(), text.String()
}

// dateShown returns what a reader sees of a date: a month of "3/2024", which a
// spreadsheet keeps as its first day and shows as "Mar-24"; a year of "yyyy"; a
// day without its year, which is that of the typing, of "d/m".
func dateShown(c sheet.Cell) string {
	at, ok := c.Time()
	if !ok || c.Number.LessThan(decimal.NewFromInt(1)) { // a time of day
		return name(c)
	}
	placeholders, _ := plainFormat(c.Format)
	placeholders = strings.ToLower(placeholders)
	year, month, day := strings.Contains(placeholders, "y"), strings.Contains(placeholders, "m"), strings.Contains(placeholders, "d")
	switch {
	case !year && !day && strings.ContainsAny(placeholders, "hs"): // minutes
		return name(c)
	case month && year && !day:
		return at.Format("tháng 1/2006")
	case month && !day:
		return at.Format("tháng 1")
	case year && !day:
		return at.Format("năm 2006")
	case day && !year:
		return at.Format("2/1")
	}
	return at.Format("2/1/2006")
}

// unitShownIn returns the unit that the format of a cell shows behind its number,
// if it says how many of them: "triệu", "tỷ đồng". Currencies alone are put there
// by a button, whatever the figure is in.
func (r figureReader) unitShownIn(c sheet.Cell, ind catalog.Indicator) string {
	text := formatUnit(c.Format)
	if unit, known := r.cat.UnitOf(text); known && unit.Mul.GreaterThan(decimal.NewFromInt(1)) {
		if _, fits := r.fit(unit, r.own(ind)); fits {
			return text
		}
	}
	return ""
}
