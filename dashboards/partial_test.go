package dashboards

import (
	"slices"
	"strings"
	"testing"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// What four of seventeen units have told is not how large the organisation is.
func TestSubtitleOfSomeUnits(t *testing.T) {
	some := func(code, value string) warehouse.Row {
		r := row("cum-7", code, "2024-Q1", value, "", catalog.Estimate)
		r.Coverage.Reported = 4
		return r
	}
	now := map[string]warehouse.Row{}
	for code, value := range map[string]string{"party_organisations": "17", "party_committees": "15", "grassroots_cells": "2"} {
		now[code] = row("cum-7", code, "2024-Q1", value, "", catalog.Final)
	}
	part := map[string]warehouse.Row{"party_organisations": some("party_organisations", "4"), "party_committees": some("party_committees", "4")}
	all := row("cum-7", "revenue", "2024-Q1", "9", "", catalog.Final)
	for _, tt := range []struct {
		now    map[string]warehouse.Row
		main   warehouse.Row
		vi, en []string
	}{
		{now, all, []string{"17 tổ chức cơ sở đảng (15 đảng bộ, 2 chi bộ cơ sở)"}, []string{"grassroots Party organisations: 17 (committees: 15, cells: 2)"}},
		{part, some("revenue", "9"), []string{"theo số của 4/17 đơn vị"}, []string{"figures of 4/17 units"}},
		{part, all, []string{"17 đơn vị"}, []string{"17 units"}},
		{now, some("revenue", "9"), []string{"17 tổ chức cơ sở đảng (15 đảng bộ, 2 chi bộ cơ sở)", "theo số của 4/17 đơn vị"},
			[]string{"grassroots Party organisations: 17 (committees: 15, cells: 2)", "figures of 4/17 units"}},
	} {
		for lang, want := range map[locale.Lang][]string{locale.VI: tt.vi, locale.EN: tt.en} {
			if got := speak(t, lang).size(tt.now, tt.main); !slices.Equal(got, want) {
				t.Errorf("%q, want %q", got, want)
			}
		}
	}
}

// Shares of what some units have reported are not told as shares of the whole.
func TestSharesOfSomeUnits(t *testing.T) {
	revenue, _ := catalog.Builtin().Indicator("revenue")
	var s standing
	names := map[string]catalog.OrgVersion{}
	for n, value := range []string{"50", "30", "10", "5", "5", "", ""} {
		org := "u" + string(rune('a'+n))
		m := row(org, "revenue", "2024-Q1", value, "", catalog.Estimate)
		m.Source, m.Coverage.Expected = warehouse.FromOwn, 1
		s.members, names[org] = append(s.members, m), catalog.OrgVersion{NameVI: org, Type: catalog.Committee}
	}
	s.total = row("cum-7", "revenue", "2024-Q1", "100", "", catalog.Estimate)
	w := speak(t, locale.VI)
	for reported, want := range map[int]string{7: "3 đơn vị lớn nhất tạo 90 % doanh thu", 5: "3 đơn vị lớn nhất tạo 90 % doanh thu của 5/7 đơn vị đã báo cáo"} {
		s.total.Coverage = warehouse.Coverage{Reported: reported, Expected: 7}
		if got := plainly(w.membersHeadline(revenue, s, names)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	about := sharedWorld(t).get("/compare?org=cum&period=2024-Q1&indicator=welfare_spending&lang=vi").Body.String()
	page := tree(t, about)
	if subtitle := plainly(text(find(page, "p", "class", "subtitle")[0])); !strings.HasSuffix(subtitle, "3/4 đơn vị đã báo cáo") {
		t.Errorf("subtitle %q", subtitle)
	}
	if heads := plainly(text(find(find(page, "table", "class", "ranking")[0], "thead")[0])); !strings.Contains(heads, "Tỷ trọng trong 3/4") {
		t.Errorf("columns %q", heads)
	}
}

// A course does not lead to a last period that some units have reported: that
// point stands apart from the line.
func TestSparklineStopsBeforeAPartialPeriod(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("revenue")
	var rows []warehouse.Row
	for n, p := range lastPeriods(period("2024-Q1"), 5) {
		rows = append(rows, row("o", "revenue", p.Code(), []string{"10", "12", "11", "13", "4"}[n], "", catalog.Final))
	}
	whole := w.sparkline(rows, i)
	rows[4].Coverage.Reported = 4
	part := w.sparkline(rows, i)
	if strings.Count(whole.Lines[0], "L") != 4 || len(part.Lines) != 1 || strings.Count(part.Lines[0], "L") != 3 {
		t.Errorf("lines %q, of some units %q", whole.Lines, part.Lines)
	}
	if whole.Last.Open || !part.Last.Open || part.Last.X != whole.Last.X || part.Last.Y != whole.Last.Y {
		t.Errorf("the last point %+v, of some units %+v", whole.Last, part.Last)
	}
	if text := plainly(part.Text); text != "5 kỳ từ Quý I/2023 đến Quý I/2024: thấp nhất 10,00, cao nhất 13,00. Không kể 1 kỳ mới có số của một phần đơn vị. Kỳ cuối mới có số của 4/17 đơn vị." {
		t.Errorf("in words: %q", text)
	}
	if text := plainly(whole.Text); text != "5 kỳ từ Quý I/2023 đến Quý I/2024: thấp nhất 4,00, cao nhất 13,00." {
		t.Errorf("in words: %q", text)
	}
}
