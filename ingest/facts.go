package ingest

import (
	"cmp"
	"time"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
)

// reading is a figure read from a cell, before averages get their weights.
type reading struct {
	org       string
	indicator catalog.Indicator
	slot      slot
	quantity  quantity
	at        place
	derived   bool // from the type of an organisation; a written figure goes before
	item      int  // row of the name, 0 if it is the figure's own
	added     bool // its heading or row says "lũy kế", which a level is not
	dropped   bool // it is not taken, because another cell says otherwise of it
	until     bool // its heading says "đến nay": of a level, that at the end
	told      bool // how sure it is has been told of the file: what the cell says of that is not taken
	before    bool // of a day before the report's time: "Đảng viên đầu kỳ"
}

// figureKey is what only one figure of a workbook may be about.
type figureKey struct {
	org, indicator string
	slot           slot // without status
}

func keyOf(org, indicator string, s slot) figureKey {
	s.status = catalog.NoStatus
	return figureKey{org, indicator, s}
}

// readings are the figures of a workbook, one for each key.
type readings struct {
	list     []reading
	byKey    map[figureKey]int
	byDay    map[levelOfDay]int
	findings *findings
	outdone  map[outdone]bool // what is told of a column already

	// settle decides between two levels of a row of the table being read of which
	// one stands where other figures have added up.
	settle   func(first, x reading) (taken reading, ok bool)
	hasParts func(whole, last catalog.Period) bool // the table has columns of other parts of a time than the last
}

// beside reports whether two figures stand in one row, or in rows that say
// "Thực hiện" and "Lũy kế" below one name.
func (x reading) beside(y reading) bool {
	return x.at.sheet == y.at.sheet && cmp.Or(x.item, x.at.row) == cmp.Or(y.item, y.at.row)
}

// add keeps a figure. A level at the end of the period is the same in a
// cumulative column as in a discrete one. The same figure in two columns of
// one row must agree; in two places of a sheet it is an error, and so are two
// different ones on two sheets. What there was at the beginning may well be
// what there was at the end of the time before, which stands there too, and a
// level may be repeated among what has added up, as all is in the first quarter.
func (r *readings) add(x reading) {
	if x.indicator.Kind == catalog.Stock {
		x.added = x.added || x.slot.basis == catalog.Cumulative
		x.slot.basis = catalog.Discrete
	}
	if x.slot.scenario == Actual && !x.told {
		x.slot.status = x.quantity.surest(x.slot.status)
	}
	key := keyOf(x.org, x.indicator.Code, x.slot)
	i, twice := r.byKey[key]
	if !twice {
		r.settleDay(&x)
		r.byKey[key] = len(r.list)
		r.list = append(r.list, x)
		return
	}
	first := &r.list[i]
	args := Args{"indicator": named(x.indicator), "other": first.at.cell(), "other_sheet": first.at.sheet}
	switch {
	case x.derived && (!first.derived || sameQuantity(first.quantity, x.quantity)):
	case x.derived:
		r.findings.add(Error, codeDuplicateFigure, x.at, args)
	case first.derived:
		*first = x
	case first.beside(x):
		switch {
		case sameQuantity(first.quantity, x.quantity), r.choose(first, x):
		case x.indicator.Kind == catalog.Stock && x.slot.scenario == Actual && x.added != first.added && r.settle != nil:
			taken, ok := r.settle(*first, x)
			*first = taken
			first.dropped = !ok
		default:
			r.findings.add(Error, codeColumnsDisagree, x.at, args)
		}
	case first.at.sheet != x.at.sheet && first.at.sheet != "" && sameQuantity(first.quantity, x.quantity): // a summary of the other sheets
	case (first.before || x.before || x.added != first.added) && sameQuantity(first.quantity, x.quantity):
	default:
		r.findings.add(Error, codeDuplicateFigure, x.at, args)
	}
}

// levelOfDay is what only one level of a row may be of, whatever the time that
// ends on the day.
type levelOfDay struct {
	org, indicator string
	role           Role
	day            time.Time
}

// settleDay looks for another level of the same row and day: "Quý III" and "9
// tháng" end together, and a level does not add up.
func (r *readings) settleDay(x *reading) {
	if x.indicator.Kind != catalog.Stock || x.slot.scenario != Actual || r.settle == nil {
		return
	}
	key := levelOfDay{x.org, x.indicator.Code, x.slot.role, x.slot.period.Last()}
	if r.byDay == nil {
		r.byDay = map[levelOfDay]int{}
	}
	i, twice := r.byDay[key]
	if !twice {
		r.byDay[key] = len(r.list)
		return
	}
	first := &r.list[i]
	if first.dropped || !first.beside(*x) || sameQuantity(first.quantity, x.quantity) || first.until || x.until {
		return
	}
	longer := monthsOf(x.slot) > monthsOf(first.slot)
	if whole, last := x.slot.period, first.slot.period; longer && r.hasParts(whole, last) || !longer && r.hasParts(last, whole) {
		return // "Tháng 1 | Tháng 2 | Tháng 3 | Cộng quý I": see refuseSummedStock
	}
	x.added, first.added = longer, !longer
	taken, ok := r.settle(*first, *x)
	x.dropped = !ok || taken.at != x.at
	first.dropped = !ok || taken.at == x.at
}

func sameQuantity(a, b quantity) bool {
	return a.notApplicable == b.notApplicable && a.value.Mul(a.unit.Mul).Equal(b.value.Mul(b.unit.Mul)) &&
		a.den.Valid == b.den.Valid && a.den.Decimal.Equal(b.den.Decimal)
}

// facts converts the figures to base units and gives averages their weights.
func (r *readings) facts() []Fact {
	facts := make([]Fact, 0, len(r.list))
	for _, x := range r.list {
		if x.dropped {
			continue
		}
		f := Fact{
			Org: x.org, Indicator: x.indicator.Code,
			Period: x.slot.period, Basis: x.slot.basis, Status: x.slot.status, Scenario: x.slot.scenario, Role: x.slot.role,
			NotApplicable: x.quantity.notApplicable,
			Qualifier:     x.quantity.qualifier, Raw: x.quantity.raw, Unit: x.quantity.unit.Code,
			Sheet: x.at.sheet, Cell: x.at.cell(),
		}
		if !f.NotApplicable {
			r.setValue(&f, x)
		}
		if f.Num.Abs().GreaterThanOrEqual(storeLimit) {
			r.findings.withdraw(codeUnusual, x.at)
			r.findings.add(Error, codeTooBig, x.at, tooBig(x.quantity, x.indicator))
			continue
		}
		facts = append(facts, f)
	}
	return facts
}

// storePlaces is the number of decimals the store keeps.
const storePlaces = 4

func (r *readings) setValue(f *Fact, x reading) {
	q := x.quantity
	one := decimal.NewNullDecimal(decimal.NewFromInt(1))
	switch x.indicator.Kind {
	case catalog.Ratio:
		f.Num, f.Den = q.value.Round(storePlaces), q.den
		if !q.den.Valid {
			f.Den, f.Bare = decimal.NewNullDecimal(hundred), true
			r.quotient(x, codeBarePercentage)
		}
	case catalog.Average:
		weight, ok := r.weightOf(x)
		if !ok {
			f.Num, f.Den, f.Bare = q.unit.ToBase(q.value).Round(storePlaces), one, true
			r.quotient(x, codeAverageWithoutWeight)
			return
		}
		if weight.IsZero() {
			r.quotient(x, codeAverageOfNobody)
		}
		months := decimal.NewFromInt(monthsOf(x.slot))
		f.Num = q.unit.ToBase(q.value.Mul(weight).Mul(months)).Round(storePlaces)
		f.Den = decimal.NewNullDecimal(weight.Mul(months))
	default:
		f.Num = q.unit.ToBase(q.value).Round(storePlaces)
	}
}

// quotient says what is wrong with the parts of a quotient: a warning for the
// figure reported, a note for those printed beside it.
func (r *readings) quotient(x reading, c code) {
	severity := Warning
	if x.slot.role != Reported || x.slot.scenario != Actual {
		severity = Note
	}
	weight := x.indicator.Weight
	if i, ok := r.byKey[keyOf(x.org, x.indicator.Weight, x.slot)]; ok {
		weight = r.list[i].indicator.NameVI
	}
	r.findings.add(severity, c, x.at, Args{"indicator": named(x.indicator), "weight": weight})
}

// weightOf returns the weight of an average in base units: the same unit's
// figure of the same period. It may be zero, of which the average is nobody's.
func (r *readings) weightOf(x reading) (decimal.Decimal, bool) {
	s := x.slot
	s.basis = catalog.Discrete // the weight is a level
	i, ok := r.byKey[keyOf(x.org, x.indicator.Weight, s)]
	if !ok || r.list[i].dropped || r.list[i].quantity.notApplicable {
		return decimal.Decimal{}, false
	}
	q := r.list[i].quantity
	weight := q.unit.ToBase(q.value)
	return weight, !weight.IsNegative()
}

// monthsOf returns how many months a figure covers.
func monthsOf(s slot) int64 {
	first, last := s.period.Months()
	if s.basis == catalog.Cumulative {
		first = last - last%12
	}
	return int64(last - first + 1)
}
