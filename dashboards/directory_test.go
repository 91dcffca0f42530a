package dashboards

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/sql"
	"giaoban/warehouse"
)

// A cluster that was dissolved keeps its members in the periods before.
func TestMembersAreThoseOfThePeriod(t *testing.T) {
	from, end := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2024, 7, 1, 0, 0, 0, 0, time.UTC)
	r := &catalog.Register{
		Versions: []catalog.OrgVersion{
			{Org: "old", From: from, To: end, NameVI: "Cụm cũ", Type: catalog.Cluster},
			{Org: "u", From: from, NameVI: "Đơn vị", Type: catalog.Committee},
		},
		Edges: []catalog.Edge{{Child: "u", Parent: "old", Kind: catalog.ClusterEdge, From: from, To: end}},
	}
	d := newDirectory(r, time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC))
	e, _ := d.find("old")
	if e.children != 0 {
		t.Errorf("%d members today", e.children)
	}
	for code, want := range map[string]int{"2024-Q2": 1, "2024-Q3": 0} {
		if got := d.as(e, period(code)).children; got != want {
			t.Errorf("%s: %d members, want %d", code, got, want)
		}
	}
	if before, after := d.units("old", period("2024-Q2")), d.units("old", period("2024-Q3")); before != "u" || after != "" {
		t.Errorf("%q, then %q", before, after)
	}
}

// The structure changes at midnight, and so do the pages that show it.
func TestANewDayIsANewPage(t *testing.T) {
	now := time.Date(2024, 6, 30, 23, 59, 0, 0, time.UTC)
	store, err := warehouse.Open(t.Context(), warehouse.Config{SQL: sql.Files, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	w := &world{t: t, store: store}
	w.fill()
	if w.Handler, err = New(Config{Store: store, Token: testToken, Now: func() time.Time { return now }}); err != nil {
		t.Fatal(err)
	}
	tag := w.get("/?org=cum").Header().Get("ETag")
	same := func(r *http.Request) { r.Header.Set("If-None-Match", tag) }
	if rec := w.get("/?org=cum", same); rec.Code != http.StatusNotModified {
		t.Errorf("the same day: %d", rec.Code)
	}
	now = now.Add(2 * time.Minute)
	if rec := w.get("/?org=cum", same); rec.Code != http.StatusOK {
		t.Errorf("the next day: %d", rec.Code)
	}
}

// Those on pace are counted among all who owe the figure, by what they are, and
// the others by what is the matter.
func TestOnPaceIsOfAll(t *testing.T) {
	w := speak(t, locale.VI)
	f := cluster()
	for n, plan := range []bool{true, false} {
		if !plan {
			for i := range f.members["revenue"] {
				v := f.names[f.members["revenue"][i].Org]
				v.Type = catalog.Cluster
				f.names[f.members["revenue"][i].Org] = v
			}
			f.members["revenue"][1].Plan = nil
		}
		p, err := w.overview(f)
		if err != nil {
			t.Fatal(err)
		}
		want, late := []string{"1/6 đơn vị, 3 chậm trên 3 điểm", "1/6 cụm, 2 chậm trên 3 điểm, 1 chưa có kế hoạch"}[n], []string{"3 đơn vị chậm", "2 cụm chậm"}[n]
		if p.Exceptions.CloseCount != want || !strings.Contains(p.Headline, late) {
			t.Errorf("%q, %q; want %q, %q", p.Exceptions.CloseCount, p.Headline, want, late)
		}
	}
}

// A percentage is written one way in a language.
func TestPercentagesAreWrittenOneWay(t *testing.T) {
	f := cluster()
	for lang, want := range map[locale.Lang]string{locale.VI: locale.NoBreakSpace + "%", locale.EN: "%"} {
		w := speak(t, lang)
		i, _ := w.catalog.Indicator("cultural_standard")
		if fig := w.figure(f.now["cultural_standard"], i); fig.Percent != want {
			t.Errorf("%s: %q", lang, fig.Percent)
		}
		if text := w.signed(*dec("18.2")); !strings.HasSuffix(text, "2"+want) {
			t.Errorf("%s: %q", lang, text)
		}
	}
}
