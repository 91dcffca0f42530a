package number

import "strings"

// multiplier is a word between a number and its unit.
type multiplier struct {
	word   string
	factor int64
}

var multipliers = []multiplier{
	{"nghìn", 1e3}, {"ngàn", 1e3}, {"vạn", 1e4}, {"triệu", 1e6}, {"tỷ", 1e9}, {"tỉ", 1e9},
}

// currencies are the words a multiplier forms one unit with: "triệu đồng" is
// a unit of the catalogue, "triệu lượt" is a million times "lượt".
var currencies = []string{"đồng", "đ", "vnd", "vnđ", "usd", "đô la", "đô-la", "$"}

// cutMultiplier takes off the multiplier words that are not part of the unit
// itself. "nghìn người" gives 1,000 and "người"; "nghìn tỷ đồng" 1,000 and
// "tỷ đồng"; "tỷ" alone stays, being short for "tỷ đồng", and so does "triệu"
// in "triệu/tháng".
func cutMultiplier(s string) (factor int64, unit string) {
	factor, unit = 1, s
	for {
		m, rest, ok := leadingMultiplier(unit)
		if !ok || factor > 1e6 {
			return factor, unit
		}
		if _, money := cutWord(rest, currencies); money || strings.HasPrefix(rest, "/") {
			return factor, unit
		}
		if rest == "" && m.factor >= 1e6 {
			return factor, unit
		}
		factor, unit = factor*m.factor, rest
	}
}

func leadingMultiplier(s string) (m multiplier, rest string, ok bool) {
	for _, m := range multipliers {
		if n, ok := cutWord(s, []string{m.word}); ok {
			return m, strings.TrimSpace(s[n:]), true
		}
	}
	return multiplier{}, s, false
}
