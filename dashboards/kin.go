package dashboards

import "giaoban/ingest/catalog"

// kin is what the members of an organisation are called where several are
// spoken of: units, or clusters where all of them are working groups.
type kin bool

const (
	units    kin = false
	clusters kin = true
)

// kinOf tells what organisations are, by their names of the time.
func kinOf(orgs []string, names map[string]catalog.OrgVersion) kin {
	for _, org := range orgs {
		if names[org].Type != catalog.Cluster {
			return units
		}
	}
	return kin(len(orgs) > 0)
}

// one and many are the words for a member and for several.
func (w words) one(k kin) string {
	if k == clusters {
		return w.say("page.kin.cluster")
	}
	return w.say("page.kin.unit")
}

func (w words) many(k kin) string {
	if k == clusters {
		return w.say("page.kin.clusters")
	}
	return w.say("page.kin.units")
}
