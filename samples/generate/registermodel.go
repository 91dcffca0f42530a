package main

import (
	"slices"
	"time"

	"giaoban/ingest/catalog"
)

// modelBloc is khoi-mau: units on its Party line, in clusters that belong to
// it, and the reorganisation of 1 July 2024.
func (g *registrar) modelBloc(b modelBloc) {
	const bloc, line, decision = "khoi-mau", "nganh-doc-mau", "312-QĐ/ĐUK"
	start, reform, never := modelStart(), modelReform(), time.Time{}
	g.org(catalog.OrgVersion{Org: bloc, From: start, NameVI: "Đảng ủy Khối Doanh nghiệp mẫu", NameEN: "Model enterprise bloc", ShortName: "Khối mẫu", Type: catalog.Bloc})
	for i, c := range b.clusters {
		g.org(catalog.OrgVersion{Org: c.code, From: c.from, To: c.to, NameVI: c.name, NameEN: clusterEnglish(i), Type: catalog.Cluster})
		g.edge(c.code, bloc, catalog.ClusterEdge, c.from, c.to, "")
	}
	g.org(catalog.OrgVersion{Org: line, From: start, NameVI: "Đảng bộ ngành dọc mẫu", NameEN: "Model vertical Party line", Type: catalog.Bloc})
	for _, u := range b.units {
		g.unit(u.enterprise, u.from)
		g.edge(u.code, bloc, catalog.PartyLine, u.from, u.to, "")
		before, after := b.clusters[u.before].code, b.clusters[u.after].code
		switch {
		case !u.to.IsZero():
			g.edge(u.code, line, catalog.PartyLine, u.to, never, decision)
			g.edge(u.code, before, catalog.ClusterEdge, u.from, u.to, "")
		case before == after:
			g.edge(u.code, before, catalog.ClusterEdge, u.from, never, "")
		default:
			g.edge(u.code, before, catalog.ClusterEdge, u.from, reform, "")
			g.edge(u.code, after, catalog.ClusterEdge, reform, never, decision)
		}
	}
	g.modelEvents(b, line, decision)
	g.modelObligations(b, bloc)
}

// clusterEnglish is the English name of the i-th cluster.
func clusterEnglish(i int) string {
	return [...]string{
		"Manufacturing cluster", "Textiles and footwear cluster", "Construction cluster", "Power and water cluster",
		"Banking and insurance cluster", "Trade and services cluster", "Farming, forestry and fisheries cluster",
		"Transport cluster", "Footwear cluster",
	}[i]
}

// modelEvents are what happened to the bloc's structure. Each keeps the
// members it moves: from-set and to-set have the same units.
func (g *registrar) modelEvents(b modelBloc, line, decision string) {
	code := func(i int) string { return b.clusters[i].code }
	var leaving, moving, founded []string
	for _, u := range b.units {
		switch {
		case !u.to.IsZero():
			leaving = append(leaving, u.code)
		case u.after != u.before && u.after == 0:
			moving = append(moving, u.code)
		case u.from.Equal(modelFounded()):
			founded = append(founded, u.code)
		}
	}
	reform := modelReform()
	g.r.Events = append(g.r.Events,
		catalog.Event{
			Code: "khoi-mau-2022", Kind: catalog.Found, Date: modelFounded(), To: founded, Decision: "08-QĐ/ĐUK",
			NoteVI: "Thành lập ba tổ chức cơ sở đảng mới.", NoteEN: "Three Party organisations are founded.",
		},
		catalog.Event{
			Code: "khoi-mau-tach", Kind: catalog.Split, Date: reform, Decision: decision,
			From: []string{code(garments)}, To: []string{code(garments), code(shoes)},
			NoteVI: "Tách các đơn vị da giày thành cụm riêng.", NoteEN: "The footwear units become a cluster of their own.",
		},
		catalog.Event{
			Code: "khoi-mau-nhap", Kind: catalog.Merge, Date: reform, Decision: decision,
			From: []string{code(services), code(transport)}, To: []string{code(services)},
			NoteVI: "Nhập cụm Giao thông vận tải vào cụm Thương mại – dịch vụ.", NoteEN: "The transport cluster joins trade and services.",
		},
		catalog.Event{
			Code: "khoi-mau-chuyen-cum", Kind: catalog.Transfer, Date: reform, Decision: decision,
			From: moving, To: slices.Clone(moving),
			NoteVI: "Chuyển hai đơn vị sang cụm Công nghiệp chế biến.", NoteEN: "Two units move to the manufacturing cluster.",
		},
		catalog.Event{
			Code: "khoi-mau-chuyen-giao", Kind: catalog.Transfer, Date: reform, Decision: decision,
			From: leaving, To: slices.Clone(leaving),
			NoteVI: "Chuyển giao hai ngân hàng về đảng bộ ngành dọc.", NoteEN: "Two banks move to their own Party line.",
		},
	)
}

// modelObligations: the main figures by quarter and the Party form by half
// year; since 2023 by month and by quarter. Monthly forms close on the 14th of
// the month and are due six days later; the others have the usual deadline.
func (g *registrar) modelObligations(b modelBloc, bloc string) {
	start, monthly, never := modelStart(), date(2023, 1, 1), time.Time{}
	core := slices.DeleteFunc(monthlyIndicators(), func(i string) bool { return i == "export_turnover" })
	g.owes(bloc, catalog.Quarter, start, monthly, core...)
	g.owes(bloc, catalog.Month, monthly, never, core...)
	g.owes(bloc, catalog.Quarter, start, never, quarterlyIndicators()...)
	party := []string{
		"party_organisations", "party_committees", "grassroots_cells", "subordinate_cells",
		"party_members", "members_official", "members_probationary",
		"awareness_class", "admission_proposals", "admissions", "official_transfers", "transfers_in", "transfers_out",
		"inspections", "supervisions", "thematic_meetings", "meeting_attendance",
	}
	g.owes(bloc, catalog.Half, start, monthly, party...)
	g.owes(bloc, catalog.Quarter, monthly, never, party...)
	g.owes(bloc, catalog.Year, start, never,
		"ranked_organisations_excellent", "ranked_organisations_good", "ranked_organisations_completed", "ranked_organisations_failed",
		"ranked_members_excellent", "ranked_members_good", "ranked_members_completed", "ranked_members_failed")
	for _, u := range b.units {
		if u.export {
			g.owesItself(u.code, catalog.Month, start, "export_turnover")
		}
	}
	for i := range g.r.Obligations {
		if o := &g.r.Obligations[i]; o.Every == catalog.Month {
			o.Deadline = catalog.Deadline{Closing: catalog.AdministrativeClosing, Days: 6}
		}
	}
}
