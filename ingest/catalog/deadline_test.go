package catalog

import (
	"slices"
	"testing"
	"time"
)

func TestDeadline(t *testing.T) {
	for _, tt := range []struct {
		deadline Deadline
		period   string
		want     string
	}{
		{Deadline{}, "2024-Q1", "2024-04-14"},
		{Deadline{CalendarClosing, 0}, "2024-02", "2024-02-29"},
		{Deadline{CalendarClosing, 5}, "2024", "2025-01-05"},
		{Deadline{AdministrativeClosing, 0}, "2024-Q1", "2024-03-14"},
		{Deadline{AdministrativeClosing, 6}, "2024-H1", "2024-06-20"},
		{Deadline{CalendarClosing, -25}, "2024-Q3", "2024-09-05"},
	} {
		p, err := ParsePeriod(tt.period)
		if err != nil {
			t.Fatal(err)
		}
		if got := tt.deadline.Of(p).Format(time.DateOnly); got != tt.want {
			t.Errorf("%+v of %s: %s, want %s", tt.deadline, tt.period, got, tt.want)
		}
	}
}

// A duty is of the obligation's own rhythm, of the day's members, and split
// where two forms fall due on different days.
func TestDuties(t *testing.T) {
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	r := &Register{
		Versions: []OrgVersion{
			{Org: "cum", NameVI: "Cụm", Type: Cluster}, {Org: "a", NameVI: "A", Type: Committee}, {Org: "b", NameVI: "B", Type: Committee},
		},
		Edges: []Edge{
			{Child: "a", Parent: "cum", Kind: ClusterEdge},
			{Child: "b", Parent: "cum", Kind: ClusterEdge, From: day(2024, 3, 8)},
		},
		Obligations: []Obligation{
			{Org: "cum", Members: true, Indicators: []string{"revenue"}, Every: Month, Deadline: Deadline{AdministrativeClosing, 0}},
			{Org: "cum", Members: true, Indicators: []string{"workers"}, Every: Month},
			{Org: "a", Indicators: []string{"export_turnover"}, Every: Quarter},
		},
	}
	var periods []Period
	for _, code := range []string{"2024-02", "2024-03", "2024-Q1"} {
		p, err := ParsePeriod(code)
		if err != nil {
			t.Fatal(err)
		}
		periods = append(periods, p)
	}
	var got []string
	for _, d := range r.Duties(Builtin(), []string{"b", "a"}, periods) {
		got = append(got, d.Org+" "+d.Period.Code()+" "+d.Due.Format("02/01")+" "+d.Indicators[0])
	}
	want := []string{
		"b 2024-03 14/03 revenue", "b 2024-03 14/04 workers",
		"a 2024-02 14/02 revenue", "a 2024-02 14/03 workers", "a 2024-03 14/03 revenue", "a 2024-03 14/04 workers", "a 2024-Q1 14/04 export_turnover",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
