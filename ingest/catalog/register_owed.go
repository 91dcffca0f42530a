package catalog

import "slices"

// Owed lists the indicators the organisation must report for the period, in
// catalogue order: what obligations of the period's last day bind it or each
// member of an organisation it is a member of. An obligation counts for
// periods at least as long as it falls due: what is owed every quarter is
// owed of a half-year too, not of a month.
func (r *Register) Owed(c *Catalogue, org string, p Period) []Indicator {
	day := p.Last()
	owes := map[string]bool{} // indicator codes and group names
	for _, o := range r.Obligations {
		if o.Every > p.Grain() || !o.span().contains(day) {
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
