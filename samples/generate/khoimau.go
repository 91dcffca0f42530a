package main

import (
	"time"

	"giaoban/ingest/catalog"
)

// modelBloc is an invented enterprise bloc of a hundred units in eight
// clusters from 2019 to 2025: something for the trend pages to show. Nothing
// in it was ever printed anywhere.
//
// Three units were founded in 2022. On 1 July 2024 the bloc was reorganised:
// one cluster was split, two were merged, two units changed clusters and two
// banks left for their own Party line.
type modelBloc struct {
	clusters []modelCluster
	units    []modelUnit
	months   []catalog.Period // 2019-01 to 2025-12
	quarters []catalog.Period
	ledger   ledger
	plans    ledger
}

// modelCluster is a cluster of the bloc during [from, to).
type modelCluster struct {
	code, name string
	from, to   time.Time
}

// modelUnit is a unit with its changing place.
type modelUnit struct {
	enterprise
	from, to time.Time // its time in the bloc
	before   int       // index of its cluster until the reorganisation
	after    int       // and since
	drift    float64   // growth a year beyond that of the economy
}

// Days of the bloc.
func modelStart() time.Time   { return time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC) }
func modelFounded() time.Time { return time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC) }
func modelReform() time.Time  { return time.Date(2024, 7, 1, 0, 0, 0, 0, time.UTC) }

// Indexes of the clusters that the reorganisation touched.
const (
	garments  = 1 // split: its shoemakers became a cluster of their own
	banks     = 4
	services  = 5 // took in transport
	transport = 7 // merged into services
	shoes     = 8
)

func newModelBloc() modelBloc {
	b := modelBloc{ledger: ledger{}, plans: ledger{}}
	for i, name := range []string{
		"Công nghiệp chế biến", "Dệt may – da giày", "Xây dựng", "Điện – nước", "Ngân hàng – bảo hiểm",
		"Thương mại – dịch vụ", "Nông – lâm – thủy sản", "Giao thông vận tải", "Da giày",
	} {
		c := modelCluster{code: "khoi-mau-" + string(rune('a'+i)), name: "Cụm " + name, from: modelStart()}
		switch i {
		case transport:
			c.to = modelReform()
		case shoes:
			c.from = modelReform()
		}
		b.clusters = append(b.clusters, c)
	}
	for cluster, count := range []int{17, 18, 14, 9, 10, 14, 10, 8} {
		for n := range count {
			b.units = append(b.units, newModelUnit(len(b.units), cluster, n, b.clusters[cluster].name[len("Cụm "):]))
		}
	}
	b.months = periods("2019-01", "2025-12")
	b.quarters = periods("2019-Q1", "2025-Q4")
	b.economy()
	b.party()
	b.ranking()
	b.plan()
	return b
}

// newModelUnit invents the n-th unit of a cluster, the i-th of the bloc.
func newModelUnit(i, cluster, n int, sector string) modelUnit {
	u := modelUnit{before: cluster, after: cluster, from: modelStart()}
	u.code, u.name = numbered("khoi-mau", 101+i)
	u.kind, u.sector = catalog.Committee, sector
	u.size = size(1.15, u.code) * [...]float64{1.3, 1.1, 0.8, 1.6, 2.2, 0.9, 0.7, 0.6}[cluster]
	if u.size < 0.6 {
		u.kind = catalog.Cell
	}
	u.member = 12 + few(8, "members", u.code)
	if u.kind == catalog.Committee {
		u.member = 32 + int64(24*u.size*between(0.6, 1.4, "members", u.code))
	}
	u.export = cluster <= garments && n%2 == 0 || cluster == 6 && n%3 == 0
	u.drift = 0.02 + 0.05*normal("drift", u.code)
	switch {
	case cluster == garments && n >= 11:
		u.after = shoes
	case cluster == transport:
		u.after = services
	case cluster == 2 && n == 3, cluster == 6 && n == 2:
		u.after = 0 // two that had turned to manufacturing
	case cluster == banks && n < 2:
		u.to = modelReform()
	case cluster == 3 && n == 8, cluster == 5 && n == 13, cluster == 0 && n == 16:
		u.from = modelFounded()
	}
	return u
}

// cluster returns the index of the unit's cluster on a day.
func (u modelUnit) cluster(day time.Time) int {
	if day.Before(modelReform()) {
		return u.before
	}
	return u.after
}

// in returns the units that belong to the bloc on the last day of a period.
func (b modelBloc) in(p catalog.Period) []modelUnit {
	day := p.Last()
	var out []modelUnit
	for _, u := range b.units {
		if !day.Before(u.from) && (u.to.IsZero() || day.Before(u.to)) {
			out = append(out, u)
		}
	}
	return out
}

// groups returns the clusters on the last day of a period with their units.
func (b modelBloc) groups(p catalog.Period) []unitGroup {
	byCluster := make([][]enterprise, len(b.clusters))
	for _, u := range b.in(p) {
		c := u.cluster(p.Last())
		byCluster[c] = append(byCluster[c], u.enterprise)
	}
	var out []unitGroup
	for i, units := range byCluster {
		if len(units) > 0 {
			out = append(out, unitGroup{mark: roman(len(out) + 1), title: b.clusters[i].name, units: units})
		}
	}
	return out
}
