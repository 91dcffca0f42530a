package catalog

import (
	"slices"
	"time"
)

// Owed lists the indicators the organisation must report on the day, in
// catalogue order: what obligations bind it or each member of an organisation
// it is a member of.
func (r *Register) Owed(c *Catalogue, org string, day time.Time) []Indicator {
	owes := map[string]bool{} // indicator codes and group names
	for _, o := range r.Obligations {
		if !o.span().contains(day) {
			continue
		}
		if !o.Members && o.Org == org || o.Members && slices.Contains(r.Members(o.Org, day), org) {
			for _, name := range o.Indicators {
				owes[name] = true
			}
		}
	}
	var owed []Indicator
	for _, ind := range c.Indicators {
		if owes[ind.Code] || owes[string(ind.Group)] {
			owed = append(owed, ind)
		}
	}
	return owed
}
