package catalog

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Closing is the day of a period from which a deadline is counted.
type Closing string

// Closings. The administration closes its periods on the 14th (Nghị định
// 09/2019/NĐ-CP), statistics on the calendar.
const (
	CalendarClosing       Closing = "calendar"       // the period's last day
	AdministrativeClosing Closing = "administrative" // the 14th of its last month
)

// Deadline says when a report falls due: so many days after the period
// closes, or before it if negative. The zero Deadline stands for
// [DefaultDeadline].
type Deadline struct {
	Closing Closing
	Days    int
}

// MaxDeadlineDays bounds Days on either side: a year.
const MaxDeadlineDays = 366

// DefaultDeadline holds where an obligation names no deadline: fourteen days
// after the period's last day. Of the ways in use it is the latest, so that
// nobody is called late by a rule nobody set.
func DefaultDeadline() Deadline { return Deadline{Closing: CalendarClosing, Days: 14} }

// Of returns the last day on which a report of the period is in time.
func (d Deadline) Of(p Period) time.Time {
	if d == (Deadline{}) {
		d = DefaultDeadline()
	}
	day := p.Last()
	if d.Closing == AdministrativeClosing {
		_, day = p.Administrative()
	}
	return day.AddDate(0, 0, d.Days)
}

// Duty is what an organisation must hand in for one period by one day.
type Duty struct {
	Org        string
	Period     Period
	Deadline   Deadline  // the rule
	Due        time.Time // what it says: the last day in time
	Indicators []string  // codes in catalogue order
}

// Duties lists what the organisations have to hand in for the periods, by
// organisation and period in the order given, then by deadline. Unlike in
// [Register.Owed] an obligation counts only for periods exactly as long as it
// falls due: a form of every month is handed in by the month, however long
// the periods are that its figures add up to.
func (r *Register) Duties(c *Catalogue, orgs []string, periods []Period) []Duty {
	type cell struct {
		org    string
		period Period
	}
	wanted := map[string]bool{}
	for _, org := range orgs {
		wanted[org] = true
	}
	byCell := map[cell]map[Deadline]map[string]bool{}
	for _, p := range periods {
		day := p.Last()
		on := r.On(day)
		for _, o := range r.Obligations {
			if o.Every != p.Grain() || !o.span().contains(day) {
				continue
			}
			bound := []string{o.Org}
			if o.Members {
				bound = on.Members(o.Org)
			}
			for _, org := range bound {
				if !wanted[org] || !on.exists(org) {
					continue
				}
				at := cell{org, p}
				if byCell[at] == nil {
					byCell[at] = map[Deadline]map[string]bool{}
				}
				if byCell[at][o.Deadline] == nil {
					byCell[at][o.Deadline] = map[string]bool{}
				}
				for _, name := range o.Indicators {
					byCell[at][o.Deadline][name] = true
				}
			}
		}
	}
	var out []Duty
	for _, org := range orgs {
		for _, p := range periods {
			from := len(out)
			for rule, names := range byCell[cell{org, p}] {
				d := Duty{Org: org, Period: p, Deadline: rule, Due: rule.Of(p)}
				for _, ind := range c.Indicators {
					if names[ind.Code] || names[string(ind.Group)] {
						d.Indicators = append(d.Indicators, ind.Code)
					}
				}
				out = append(out, d)
			}
			slices.SortFunc(out[from:], func(a, b Duty) int {
				return cmp.Or(a.Due.Compare(b.Due), strings.Compare(string(a.Deadline.Closing), string(b.Deadline.Closing)))
			})
		}
	}
	return out
}
