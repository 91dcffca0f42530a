package dashboards

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// edgeStart is before everything the stores at the edges hold.
var edgeStart = time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC)

// register commits a parent and its units, by line of Party or of cluster.
func (w *world) register(parents []catalog.OrgVersion, edges []catalog.Edge, units ...catalog.OrgVersion) {
	w.t.Helper()
	r := &catalog.Register{Versions: append(parents, units...), Edges: edges}
	for n := range r.Versions {
		r.Versions[n].From = edgeStart
	}
	for n := range r.Edges {
		r.Edges[n].From = edgeStart
	}
	r.Obligations = []catalog.Obligation{{Org: r.Versions[0].Org, Members: len(parents) > 0, Indicators: []string{"revenue", "party_members"}, Every: catalog.Month, From: edgeStart}}
	w.commit(ingest.Submission{Kind: ingest.KindOrganisations, Register: r})
}

// fillAlone is one unit with one month, and nobody above it.
func (w *world) fillAlone() {
	w.register(nil, nil, catalog.OrgVersion{Org: "u", NameVI: "Công ty Một mình", Type: catalog.Committee})
	p := period("2024-03")
	w.commit(ingest.Submission{Kind: ingest.KindReport, Layout: ingest.LayoutIndicators, Org: "u", Period: p, Status: catalog.Final,
		Facts: []ingest.Fact{fact("u", "revenue", p, 12), fact("u", "workers", p, 7), fact("u", "party_members", p, 3)}})
}

// fillCrowd is a bloc of three hundred units with long names in twenty
// clusters, and eighty months of them.
func (w *world) fillCrowd() {
	parents := []catalog.OrgVersion{{Org: "bloc", NameVI: "Đảng bộ Khối các cơ quan, doanh nghiệp và đơn vị sự nghiệp công lập trực thuộc", Type: catalog.Bloc}}
	var units []catalog.OrgVersion
	var edges []catalog.Edge
	for c := range 20 {
		cluster := fmt.Sprintf("c%02d", c+1)
		parents = append(parents, catalog.OrgVersion{Org: cluster, Type: catalog.Cluster,
			NameVI: fmt.Sprintf("Cụm thi đua số %d các doanh nghiệp nhà nước nắm giữ cổ phần chi phối", c+1)})
		for n := range 15 {
			unit := fmt.Sprintf("u%03d", 15*c+n+1)
			units = append(units, catalog.OrgVersion{Org: unit, Type: catalog.Committee,
				NameVI: fmt.Sprintf("Đảng bộ Công ty trách nhiệm hữu hạn một thành viên Xây dựng và Đầu tư phát triển hạ tầng Nghiêng Nguyễn Khuyến số %d", 15*c+n+1)})
			edges = append(edges, catalog.Edge{Child: unit, Parent: "bloc", Kind: catalog.PartyLine}, catalog.Edge{Child: unit, Parent: cluster, Kind: catalog.ClusterEdge})
		}
	}
	w.register(parents, edges, units...)
	plans := ingest.Submission{Kind: ingest.KindPlans, Org: "bloc", Period: period("2024"), Status: catalog.Final}
	for i, u := range units {
		plan := fact(u.Org, "revenue", plans.Period, int64(100+13*i))
		plan.Scenario = ingest.Plan
		plans.Facts = append(plans.Facts, plan)
	}
	w.commit(plans)
	var list []ingest.Submission
	for n, p := range lastPeriods(period("2024-03"), 80) {
		sub := ingest.Submission{Kind: ingest.KindReport, Layout: ingest.LayoutUnits, Org: "bloc", Period: p, Status: catalog.Final}
		for i, u := range units {
			sub.Facts = append(sub.Facts, fact(u.Org, "revenue", p, int64(10+i%37+(n*7+i)%11)))
			if n >= 64 { // the pages on Party work look back a year
				sub.Facts = append(sub.Facts, fact(u.Org, "party_members", p, int64(20+i%50+n/8)))
			}
		}
		list = append(list, sub)
	}
	w.commitAll(list)
}

// fillExtremes is a cluster whose units have the largest figures and the
// smallest, nothing, and losses.
func (w *world) fillExtremes() {
	parents := []catalog.OrgVersion{{Org: "cum", NameVI: "Cụm cực trị", Type: catalog.Cluster}}
	var units []catalog.OrgVersion
	var edges []catalog.Edge
	for n, name := range []string{"Công ty Rất lớn", "Công ty Rất nhỏ", "Công ty Bằng không", "Công ty Thua lỗ", "Công ty Vừa"} {
		unit := fmt.Sprintf("u%d", n+1)
		units = append(units, catalog.OrgVersion{Org: unit, NameVI: name, Type: catalog.Committee})
		edges = append(edges, catalog.Edge{Child: unit, Parent: "cum", Kind: catalog.ClusterEdge})
	}
	w.register(parents, edges, units...)
	billion := func(org, indicator string, p catalog.Period, text string) ingest.Fact {
		f := fact(org, indicator, p, 0)
		f.Num, f.Unit, f.Raw = decimal.RequireFromString(text).Shift(9), "billion_vnd", text
		return f
	}
	plans := ingest.Submission{Kind: ingest.KindPlans, Org: "cum", Period: period("2024"), Status: catalog.Final}
	for org, text := range map[string]string{"u1": "4000000", "u2": "0.0002", "u3": "100", "u4": "1000000", "u5": "30"} {
		plan := billion(org, "revenue", plans.Period, text)
		plan.Scenario = ingest.Plan
		plans.Facts = append(plans.Facts, plan)
	}
	list := []ingest.Submission{plans}
	for n, p := range lastPeriods(period("2024-03"), 15) {
		members := int64(1 + n%3)
		list = append(list, ingest.Submission{Kind: ingest.KindReport, Layout: ingest.LayoutUnits, Org: "cum", Period: p, Status: catalog.Final, Facts: []ingest.Fact{
			billion("u1", "revenue", p, fmt.Sprint(1000000+n)), billion("u1", "profit", p, "123456.789"), fact("u1", "workers", p, 9876543), fact("u1", "party_members", p, 1000000),
			billion("u2", "revenue", p, "0.0001"), billion("u2", "profit", p, "-0.0001"), fact("u2", "workers", p, 1), fact("u2", "party_members", p, members),
			billion("u3", "revenue", p, "0"), billion("u3", "profit", p, "0"), fact("u3", "workers", p, 0), fact("u3", "party_members", p, 0),
			billion("u4", "revenue", p, "12.5"), billion("u4", "profit", p, fmt.Sprint(-200000-10*n)), fact("u4", "workers", p, 40), fact("u4", "party_members", p, members),
			billion("u5", "revenue", p, "2.5"), billion("u5", "profit", p, "-0.5"), fact("u5", "workers", p, 12), fact("u5", "party_members", p, members),
		}})
	}
	w.commitAll(list)
}
