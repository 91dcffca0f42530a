package catalog

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Grain is the length class of a [Period].
type Grain int

// Grains, from short to long. The zero Grain belongs to the zero Period, "no period".
const (
	Month Grain = iota + 1
	Quarter
	Half
	NineMonths
	Year
	Term
)

// grainMonths gives the length of each grain but Term in months.
var grainMonths = map[Grain]int{Month: 1, Quarter: 3, Half: 6, NineMonths: 9, Year: 12}

// Period is a reporting period: a month, quarter, half, nine months, year, or
// a term of several years. It is comparable with ==, and its zero value means
// "no period". Whether a figure covers the period alone or accumulates from
// 1 January is not the period's business: see Basis.
type Period struct {
	grain Grain
	year  int // first year
	index int // 1-based within the year: month, quarter or half; 0 for the rest
	last  int // last year of a term; 0 otherwise
}

// Years a period may lie in. Anything outside is a typing error.
const (
	FirstYear = 1976
	LastYear  = 2099
)

// NewPeriod returns the index-th period of the grain in the year (index is
// ignored for NineMonths and Year). It fails for Term (see [NewTerm]) and for
// an index or year out of range.
func NewPeriod(g Grain, year, index int) (Period, error) {
	months, ok := grainMonths[g]
	if !ok {
		return Period{}, fmt.Errorf("period: grain %d has no index", g)
	}
	if g == NineMonths || g == Year {
		index = 0
	} else if index < 1 || index > 12/months {
		return Period{}, fmt.Errorf("period: no number %d of that grain in a year", index)
	}
	if year < FirstYear || year > LastYear {
		return Period{}, fmt.Errorf("period: year %d is outside %d–%d", year, FirstYear, LastYear)
	}
	return Period{grain: g, year: year, index: index}, nil
}

// NewTerm returns the term (nhiệm kỳ) from the first to the last year, both included.
func NewTerm(first, last int) (Period, error) {
	if first < FirstYear || last > LastYear || last <= first || last-first > 10 {
		return Period{}, fmt.Errorf("period: %d..%d is not a term", first, last)
	}
	return Period{grain: Term, year: first, last: last}, nil
}

// ParsePeriod reads a period code: 2024, 2024-H1, 2024-9M, 2024-Q1, 2024-03
// or a term 2020..2025. For the forms people write, see [FindPeriods].
func ParsePeriod(code string) (Period, error) {
	bad := func() (Period, error) {
		return Period{}, fmt.Errorf("period %q: want 2024, 2024-H1, 2024-9M, 2024-Q1, 2024-03 or 2020..2025", code)
	}
	s := strings.ToUpper(strings.TrimSpace(code))
	if first, last, ok := strings.Cut(s, ".."); ok {
		a, err1 := fourDigits(first)
		b, err2 := fourDigits(last)
		p, err := NewTerm(a, b)
		if err1 != nil || err2 != nil || err != nil {
			return bad()
		}
		return p, nil
	}
	head, tail, sub := strings.Cut(s, "-")
	year, err := fourDigits(head)
	if err != nil {
		return bad()
	}
	grain, index := Year, 0
	switch {
	case !sub:
	case tail == "9M":
		grain = NineMonths
	case len(tail) == 2 && (tail[0] == 'Q' || tail[0] == 'H') && tail[1] >= '1' && tail[1] <= '9':
		grain, index = Quarter, int(tail[1]-'0')
		if tail[0] == 'H' {
			grain = Half
		}
	case len(tail) == 2 && tail[0] >= '0' && tail[0] <= '1' && tail[1] >= '0' && tail[1] <= '9':
		grain, index = Month, int(tail[0]-'0')*10+int(tail[1]-'0')
	default:
		return bad()
	}
	p, err := NewPeriod(grain, year, index)
	if err != nil {
		return bad()
	}
	return p, nil
}

func fourDigits(s string) (int, error) {
	if len(s) != 4 {
		return 0, strconv.ErrSyntax
	}
	n, err := strconv.ParseUint(s, 10, 16)
	return int(n), err
}

// Code returns the period's code as [ParsePeriod] reads it, "" for no period.
func (p Period) Code() string {
	switch p.grain {
	case Month:
		return fmt.Sprintf("%04d-%02d", p.year, p.index)
	case Quarter:
		return fmt.Sprintf("%04d-Q%d", p.year, p.index)
	case Half:
		return fmt.Sprintf("%04d-H%d", p.year, p.index)
	case NineMonths:
		return fmt.Sprintf("%04d-9M", p.year)
	case Year:
		return fmt.Sprintf("%04d", p.year)
	case Term:
		return fmt.Sprintf("%04d..%04d", p.year, p.last)
	}
	return ""
}

// String returns [Period.Code].
func (p Period) String() string { return p.Code() }

// MarshalText and UnmarshalText carry the code, so that JSON shows it.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.Code()), nil }

// UnmarshalText reads a code; the empty text is no period.
func (p *Period) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*p = Period{}
		return nil
	}
	q, err := ParsePeriod(string(b))
	if err == nil {
		*p = q
	}
	return err
}

// IsZero reports whether p is no period.
func (p Period) IsZero() bool { return p == Period{} }

// Grain returns the length class.
func (p Period) Grain() Grain { return p.grain }

// Year returns the year, for a term its first.
func (p Period) Year() int { return p.year }

// Index returns the number of the month, quarter or half in its year, else 0.
func (p Period) Index() int { return p.index }

// Months returns the first and last calendar month as absolute month numbers
// (year×12 + month−1), the form in which the store compares spans.
func (p Period) Months() (first, last int) {
	switch p.grain {
	case Month, Quarter, Half:
		n := grainMonths[p.grain]
		first = p.year*12 + (p.index-1)*n
		return first, first + n - 1
	case NineMonths, Year:
		return p.year * 12, p.year*12 + grainMonths[p.grain] - 1
	case Term:
		return p.year * 12, p.last*12 + 11
	}
	return 0, -1
}

// First and Last return the first and last calendar day, at midnight UTC.
func (p Period) First() time.Time {
	first, _ := p.Months()
	return monthStart(first)
}

// Last returns the last calendar day, at midnight UTC: the day whose
// organisation structure the period belongs to.
func (p Period) Last() time.Time {
	_, last := p.Months()
	return monthStart(last+1).AddDate(0, 0, -1)
}

// Administrative returns the period's bounds under the administrative regime
// (Nghị định 09/2019/NĐ-CP): from the 15th of the month before it begins to
// the 14th of its last month.
func (p Period) Administrative() (from, to time.Time) {
	first, last := p.Months()
	return monthStart(first-1).AddDate(0, 0, 14), monthStart(last).AddDate(0, 0, 13)
}

func monthStart(absolute int) time.Time {
	return time.Date(absolute/12, time.Month(absolute%12+1), 1, 0, 0, 0, 0, time.UTC)
}

// Contains reports whether q lies wholly inside p (a period contains itself).
func (p Period) Contains(q Period) bool {
	pf, pl := p.Months()
	qf, ql := q.Months()
	return !p.IsZero() && !q.IsZero() && pf <= qf && ql <= pl
}

// Compare orders by last month, then by first month (a month sorts before the
// quarter it ends), and is 0 only for equal periods.
func (p Period) Compare(q Period) int {
	pf, pl := p.Months()
	qf, ql := q.Months()
	return cmp.Or(cmp.Compare(pl, ql), -cmp.Compare(pf, qf), cmp.Compare(p.grain, q.grain))
}

// AddYears shifts by whole years; a term moves by n years too. A shift out of
// the allowed years gives no period.
func (p Period) AddYears(n int) Period {
	if p.IsZero() {
		return p
	}
	q := p
	q.year += n
	if q.last != 0 {
		q.last += n
	}
	if q.year < FirstYear || max(q.year, q.last) > LastYear {
		return Period{}
	}
	return q
}

// Next and Previous shift by one period of the same grain: Q4 is followed by
// Q1, a term by the term that begins where it ends. Nine months repeat yearly.
func (p Period) Next() Period { return p.shift(1) }

// Previous returns the period of the same grain just before p.
func (p Period) Previous() Period { return p.shift(-1) }

func (p Period) shift(n int) Period {
	switch p.grain {
	case Month, Quarter, Half:
		per := 12 / grainMonths[p.grain]
		at := p.year*per + p.index - 1 + n
		q, err := NewPeriod(p.grain, at/per, at%per+1)
		if err != nil {
			return Period{}
		}
		return q
	case Term:
		return p.AddYears(n * (p.last - p.year))
	default:
		return p.AddYears(n)
	}
}

// Cumulative reports whether the period begins on 1 January, so that a figure
// accumulated from the start of the year covers exactly the period.
func (p Period) Cumulative() bool {
	first, _ := p.Months()
	return !p.IsZero() && p.grain != Term && first%12 == 0
}

// Range returns the periods of from's grain between from and to, both
// included. It fails when the grains differ, to lies before from, or there
// are more than limit.
func Range(from, to Period, limit int) ([]Period, error) {
	if from.grain != to.grain || from.IsZero() {
		return nil, fmt.Errorf("period range %s – %s: both ends must be of one kind", from, to)
	}
	if from.Compare(to) > 0 {
		return nil, fmt.Errorf("period range %s – %s runs backwards", from, to)
	}
	var out []Period
	for p := from; p.Compare(to) <= 0 && !p.IsZero(); p = p.Next() {
		if len(out) == limit {
			return nil, fmt.Errorf("period range %s – %s has more than %d periods", from, to, limit)
		}
		out = append(out, p)
	}
	return out, nil
}
