package dashboards

import (
	"slices"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// memberBalance is the level whose movement a Party page explains.
const memberBalance = "party_members"

// memberFlow is a way in which members come (sign 1) or go (−1).
type memberFlow struct {
	step string // flows of one step are shown together
	code string
	sign int64
}

// memberFlows are those of the Party form, in its order. What could point to a
// person (who was expelled, struck off or left) is part of one step with the
// deaths and never shown by itself.
var memberFlows = []memberFlow{
	{"admissions", "admissions", 1},
	{"transfers_in", "transfers_in", 1},
	{"transfers_out", "transfers_out", -1},
	{"other", "member_deaths", -1},
	{"other", "members_struck_off", -1},
	{"other", "members_expelled", -1},
	{"other", "members_leaving", -1},
}

// movement leads from the members at the beginning of a period to those at its
// end: opening + Σ steps + moved + lacking + unexplained = closing, exactly.
type movement struct {
	opening, closing decimal.Decimal
	steps            []movementStep // as reported, in the form's order

	// What the steps do not say, by cause.
	moved       decimal.Decimal // brought by units that joined, less what went with those that left
	lacking     decimal.Decimal // of units without a figure at one end
	unexplained decimal.Decimal // of units that have all figures and yet do not add up

	came, left, silent []string        // the units behind moved and lacking
	gaps               []balanceOfUnit // the units behind unexplained, the largest first
	units              []balanceOfUnit
}

// movementStep is what one way to come or go made of the members.
type movementStep struct {
	step   string
	code   string // of the one indicator it consists of, "" for several
	change decimal.Decimal
}

// balanceOfUnit is one unit's members at both ends and what it reported of
// those who came and went. Ends are nil when they are not known.
type balanceOfUnit struct {
	org               string
	belonged, belongs bool // below the organisation at the beginning, at the end
	opening, closing  *decimal.Decimal
	flows             map[string]decimal.Decimal // by step, signed; what was not reported is absent
}

// rest is what the unit's flows leave unsaid of what it adds to the movement.
func (b balanceOfUnit) rest() decimal.Decimal {
	rest := decimal.Zero
	if b.belonged && b.opening != nil {
		rest = rest.Sub(*b.opening)
	}
	if !b.belongs {
		return rest // its flows are counted where it is now
	}
	if b.closing != nil {
		rest = rest.Add(*b.closing)
	}
	for _, flow := range b.flows {
		rest = rest.Sub(flow)
	}
	return rest
}

// balances puts the rows of units together: their members at both ends, and
// their flows over p. before and after are the units of either end.
func balances(rows []warehouse.Row, p catalog.Period, before, after []string) []balanceOfUnit {
	var out []balanceOfUnit
	for _, r := range rows {
		at := slices.IndexFunc(out, func(b balanceOfUnit) bool { return b.org == r.Org })
		if at < 0 {
			at = len(out)
			out = append(out, balanceOfUnit{org: r.Org, flows: map[string]decimal.Decimal{},
				belonged: slices.Contains(before, r.Org), belongs: slices.Contains(after, r.Org)})
		}
		v := alone(r)
		flow := slices.IndexFunc(memberFlows, func(f memberFlow) bool { return f.code == r.Indicator })
		switch {
		case v == nil:
		case r.Indicator == memberBalance && r.Period == p:
			out[at].closing = v
		case r.Indicator == memberBalance:
			out[at].opening = v
		case flow >= 0 && r.Period == p:
			f := memberFlows[flow]
			out[at].flows[f.step] = out[at].flows[f.step].Add(v.Mul(decimal.NewFromInt(f.sign)))
		}
	}
	return out
}

// newMovement explains the way from opening to closing by the organisation's
// flows in now and by its units. It is nil when an end is not known.
func newMovement(opening, closing *decimal.Decimal, now map[string]warehouse.Row, units []balanceOfUnit) *movement {
	if opening == nil || closing == nil {
		return nil
	}
	m := &movement{opening: *opening, closing: *closing, units: units}
	rest := closing.Sub(*opening)
	for _, f := range memberFlows {
		r, ok := now[f.code]
		if !ok || alone(r) == nil {
			continue
		}
		change := r.Value.Mul(decimal.NewFromInt(f.sign))
		rest = rest.Sub(change)
		if last := len(m.steps) - 1; last >= 0 && m.steps[last].step == f.step {
			m.steps[last].code, m.steps[last].change = "", m.steps[last].change.Add(change)
			continue
		}
		code := f.code
		if f.step == "other" {
			code = "" // also when only one of its parts is there
		}
		m.steps = append(m.steps, movementStep{f.step, code, change})
	}
	for _, u := range units {
		part := u.rest()
		switch {
		case u.belongs && !u.belonged:
			m.came, m.moved = append(m.came, u.org), m.moved.Add(part)
		case u.belonged && !u.belongs:
			m.left, m.moved = append(m.left, u.org), m.moved.Add(part)
		case u.opening == nil || u.closing == nil:
			if !part.IsZero() {
				m.silent, m.lacking = append(m.silent, u.org), m.lacking.Add(part)
			}
		case !part.IsZero():
			m.gaps = append(m.gaps, u)
		}
	}
	m.unexplained = rest.Sub(m.moved).Sub(m.lacking)
	slices.SortStableFunc(m.gaps, func(a, b balanceOfUnit) int { return b.rest().Abs().Cmp(a.rest().Abs()) })
	return m
}

// change is how many more members there are than at the beginning. Where units
// came, went or lack an end, it is that of the units that have both, and units
// says how many they are; otherwise units is 0 and it is everybody's.
func (m *movement) change() (change decimal.Decimal, units int) {
	if len(m.came)+len(m.left)+len(m.silent) == 0 {
		return m.closing.Sub(m.opening), 0
	}
	for _, u := range m.units {
		if u.belonged && u.belongs && u.opening != nil && u.closing != nil {
			change, units = change.Add(*u.closing).Sub(*u.opening), units+1
		}
	}
	return change, units
}

// all are the steps from opening to closing, with those that no flow explains.
// A cause that made nothing is left out; a flow of nobody stays: it was said.
func (m *movement) all() []movementStep {
	out := slices.Clone(m.steps)
	for _, one := range []movementStep{{"moved", "", m.moved}, {"lacking", "", m.lacking}, {"unexplained", "", m.unexplained}} {
		if !one.change.IsZero() {
			out = append(out, one)
		}
	}
	return out
}

// silentAtEnd reports whether a unit lacks its figure at the end of the period,
// and not only at the beginning.
func (m *movement) silentAtEnd() bool {
	return slices.ContainsFunc(m.units, func(u balanceOfUnit) bool { return u.belongs && u.closing == nil && slices.Contains(m.silent, u.org) })
}

// adds reports whether every unit's own figures add up.
func (m *movement) adds() bool { return m.unexplained.IsZero() && len(m.gaps) == 0 }
