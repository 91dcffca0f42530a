package number

import (
	"regexp"
	"strings"

	"github.com/shopspring/decimal"
)

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

// moneyPart is what follows the number of one part of an amount of money, with
// the number of the next.
var moneyPart = regexp.MustCompile(`(?i)^(nghìn|ngàn|triệu|tỷ|tỉ)(?: ?(?:đồng|đ|vnđ|vnd))?(?:,? (\d{1,6}) ?|$)`)

// withSmaller reads an amount of money whose smaller parts follow its greatest:
// "5 tỷ 200 triệu" is 5,200 "triệu đồng". All parts are whole, and each makes
// less than one of what the part before it counts; anything else is no number.
func (r Result) withSmaller(rest string) Result {
	whole := r.First
	if r.Ambiguous && !whole.IsInteger() {
		whole = r.OtherFirst // "1,200 tỷ 500 triệu": no part follows a fraction
	}
	if r.Kind != Value || r.Percent || !whole.IsInteger() {
		return failed(NotNumber)
	}
	sum, part, counted := whole.Abs(), decimal.Zero, int64(0)
	for {
		m := moneyPart.FindStringSubmatch(rest)
		if m == nil {
			return failed(NotNumber)
		}
		word, _, _ := leadingMultiplier(m[1])
		if counted > 0 {
			each := decimal.NewFromInt(counted / word.factor)
			if part.GreaterThanOrEqual(each) {
				return failed(NotNumber)
			}
			sum = sum.Mul(each).Add(part)
		}
		if m[2] == "" {
			if whole.IsNegative() {
				sum = sum.Neg()
			}
			return Result{Kind: Value, First: sum, Unit: word.word + " đồng"}
		}
		part, counted, rest = decimal.RequireFromString(m[2]), word.factor, rest[len(m[0]):]
	}
}
