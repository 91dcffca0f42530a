package main

import (
	"time"

	"giaoban/ingest/catalog"
)

// A registrar writes the register of all sample organisations.
type registrar struct {
	r catalog.Register
}

// newRegister is everything known about the sample organisations.
func newRegister() *catalog.Register {
	var g registrar
	g.cluster7(newCluster7())
	g.provincialBloc(newProvincialBloc())
	g.zones()
	g.town(newTown())
	g.district()
	g.modelBloc(newModelBloc())
	return &g.r
}

func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// org adds an organisation under one name. All are marked invented: their
// pages show figures that were never printed.
func (g *registrar) org(v catalog.OrgVersion) {
	v.Invented = true
	g.r.Versions = append(g.r.Versions, v)
}

// unit adds a reporting unit.
func (g *registrar) unit(u enterprise, from time.Time) {
	g.org(catalog.OrgVersion{
		Org: u.code, From: from, NameVI: u.name, NameEN: "Unit " + u.name[len("Đơn vị "):],
		Type: u.kind, Sector: u.sector,
	})
}

func (g *registrar) edge(child, parent string, kind catalog.EdgeKind, from, to time.Time, decision string) {
	g.r.Edges = append(g.r.Edges, catalog.Edge{Child: child, Parent: parent, Kind: kind, From: from, To: to, Decision: decision})
}

// owes adds an obligation of the members of an organisation.
func (g *registrar) owes(org string, every catalog.Grain, from, to time.Time, indicators ...string) {
	g.r.Obligations = append(g.r.Obligations, catalog.Obligation{
		Org: org, Members: true, Indicators: indicators, Every: every, From: from, To: to,
	})
}

// owesItself adds an obligation of one organisation.
func (g *registrar) owesItself(org string, every catalog.Grain, from time.Time, indicators ...string) {
	g.r.Obligations = append(g.r.Obligations, catalog.Obligation{Org: org, Indicators: indicators, Every: every, From: from})
}

// cluster7 is Cụm số 7 and the units that were in it; the newcomer was in Cụm
// số 8 until Thông báo 475-TB/ĐUK of 8 March 2024.
func (g *registrar) cluster7(c cluster7) {
	const notice = "475-TB/ĐUK"
	start, notified, never := date(2019, 1, 1), date(2024, 3, 8), time.Time{}
	g.org(catalog.OrgVersion{Org: "cum-7", From: start, NameVI: "Cụm số 7", NameEN: "Cluster No. 7", ShortName: "Cụm 7", Type: catalog.Cluster, Sector: "Công nghiệp, xây dựng"})
	g.org(catalog.OrgVersion{Org: "cum-8", From: start, NameVI: "Cụm số 8", NameEN: "Cluster No. 8", ShortName: "Cụm 8", Type: catalog.Cluster})
	for i, u := range c.units {
		g.unit(u, start)
		if i == newcomer {
			g.edge(u.code, "cum-8", catalog.ClusterEdge, start, notified, "")
			g.edge(u.code, "cum-7", catalog.ClusterEdge, notified, never, notice)
			continue
		}
		g.edge(u.code, "cum-7", catalog.ClusterEdge, start, never, "")
	}
	g.r.Events = append(g.r.Events, catalog.Event{
		Code: "475-tb-duk", Kind: catalog.Reshuffle, Date: notified, Decision: notice,
		From: []string{"cum-7", "cum-8"}, To: []string{"cum-7", "cum-8"},
		NoteVI: "Sắp xếp lại các tổ chức cơ sở đảng của Cụm số 7 và Cụm số 8.",
		NoteEN: "Party organisations of Clusters 7 and 8 are rearranged.",
	})
	g.owes("cum-7", catalog.Quarter, date(2021, 1, 1), never,
		"revenue", "budget_paid", "social_insurance_paid", "workers", "average_income", "welfare_spending",
		"party_organisations", "party_committees", "grassroots_cells", "subordinate_cells",
		"party_members", "members_official", "members_probationary",
		"awareness_class", "admission_proposals", "admissions", "official_transfers", "transfers_in", "transfers_out",
		"inspections_supervision")
	g.owes("cum-7", catalog.Quarter, date(2024, 1, 1), never,
		"badges_30", "cultural_standard", "model_enterprises", "culture_registrations")
	for _, u := range c.units {
		if u.export {
			g.owesItself(u.code, catalog.Quarter, date(2021, 1, 1), "export_turnover")
		}
	}
}

// provincialBloc is the enterprise bloc of a province.
func (g *registrar) provincialBloc(b provincialBloc) {
	start := date(2015, 10, 1)
	g.org(catalog.OrgVersion{Org: "khoi-dn-tinh", From: start, NameVI: "Đảng ủy Khối Doanh nghiệp tỉnh", NameEN: "Provincial enterprise bloc", ShortName: "Khối DN tỉnh", Type: catalog.Bloc})
	for _, u := range b.units {
		g.unit(u, start)
		g.edge(u.code, "khoi-dn-tinh", catalog.PartyLine, start, time.Time{}, "")
	}
	g.owes("khoi-dn-tinh", catalog.Half, date(2020, 1, 1), time.Time{},
		"revenue", "budget_paid", "social_insurance_paid", "workers", "average_income")
}

// zones is the Party committee of the industrial zones, which reports for itself.
func (g *registrar) zones() {
	start := date(2015, 10, 1)
	g.org(catalog.OrgVersion{Org: "kcn", From: start, NameVI: "Đảng ủy các Khu công nghiệp", NameEN: "Party committee of the industrial zones", ShortName: "ĐU các KCN", Type: catalog.Bloc, Sector: "Khu công nghiệp"})
	g.owesItself("kcn", catalog.Half, start,
		"investor_visits", "projects_active", "projects_operating", "projects_under_construction", "projects_in_procedure",
		"projects_domestic", "projects_foreign", "registered_capital", "industrial_output", "export_turnover", "disbursement",
		"workers", "party_members", "subordinate_cells", "new_organisations", "resolution_study_members",
		"commendations_collective", "commendations_individual")
}

// town is the enterprises of a town, each with its own Party line above.
func (g *registrar) town(t town) {
	start := date(2020, 8, 1)
	g.org(catalog.OrgVersion{Org: "ky-anh", From: start, NameVI: "Khối doanh nghiệp thị xã Kỳ Anh", NameEN: "Enterprises of Kỳ Anh town", ShortName: "Kỳ Anh", Type: catalog.Territory})
	for _, u := range t.units {
		g.unit(u, start)
		g.edge(u.code, "ky-anh", catalog.TerritoryEdge, start, time.Time{}, "")
	}
	g.owes("ky-anh", catalog.Month, start, time.Time{},
		"party_organisations", "party_committees", "grassroots_cells", "party_members", "members_official", "members_probationary",
		"thematic_meetings", "meeting_attendance")
}

// district is the enterprise bloc of a city district, which reports for itself.
func (g *registrar) district() {
	start := date(2020, 8, 1)
	g.org(catalog.OrgVersion{Org: "long-bien", From: start, NameVI: "Đảng ủy Khối doanh nghiệp quận Long Biên", NameEN: "Enterprise bloc of Long Biên district", ShortName: "Khối DN Long Biên", Type: catalog.Bloc})
	g.owesItself("long-bien", catalog.Quarter, start,
		"documents_issued", "resolution_study_cells", "resolution_study_members", "subordinate_cells", "party_members",
		"new_organisations", "awareness_class", "admission_proposals", "official_transfers", "transfers_out", "mass_mobilisation_models")
}
