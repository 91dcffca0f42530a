package catalog

import (
	"time"

	"github.com/shopspring/decimal"
)

// Conservation is the outcome of checking an event: what its organisations
// had together before, and what they have after.
type Conservation struct {
	Before, After decimal.Decimal
	Missing       []string // organisations without a figure; the check is void then
}

// Holds reports whether every figure was there and nothing was lost or gained.
func (c Conservation) Holds() bool { return len(c.Missing) == 0 && c.Before.Equal(c.After) }

// CheckConservation adds up a stock of the event's organisations: those it
// began with on the day before, those it ended with on its date. When 105
// organisations are split among three successors, these must have 105.
//
// Stock returns an organisation's figure on a day, in the base unit, and
// whether there is one.
func CheckConservation(e Event, stock func(org string, at time.Time) (decimal.Decimal, bool)) Conservation {
	var c Conservation
	sum := func(orgs []string, at time.Time) decimal.Decimal {
		total := decimal.Zero
		for _, org := range orgs {
			d, ok := stock(org, at)
			if !ok {
				c.Missing = append(c.Missing, org)
				continue
			}
			total = total.Add(d)
		}
		return total
	}
	c.Before = sum(e.From, e.Date.AddDate(0, 0, -1))
	c.After = sum(e.To, e.Date)
	return c
}
