package dashboards

import (
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"giaoban/ingest/catalog"
)

// What is kept is an address here, shorter than the limit, and read again it
// is the same.
func FuzzReadKept(f *testing.F) {
	for _, seed := range []string{"/?org=cum&period=2024-Q1", "/figures/cum:revenue:2024-Q1", "/trend?from=2023-Q1&to=2024-Q1",
		presentedTwice, "/present/choose?panel=hero", "/present?panel=a%3Ab%3F%25zz&look=dark&at=7", "//x", "/?%zz", "/present?panel=%3F"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		k, ok := readKept(address)
		if !ok {
			return
		}
		first := k.address()
		if localPath(first) != first {
			t.Errorf("%q is kept as %q, which is not here", address, first)
		}
		again, ok := readKept(first)
		if len(first) <= maxAddress && (!ok || again.address() != first) {
			t.Errorf("%q is kept as %q and read again as %q", address, first, again.address())
		}
	})
}

// However the panels of a presentation move, they stay as far apart, and there
// and back again they are where they were.
func TestPanelsMoveTogether(t *testing.T) {
	quarters, err := catalog.Range(period("2015-Q1"), period("2025-Q4"), 100)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		drawn := rapid.SliceOfN(rapid.SampledFrom(quarters), 1, 6).Draw(t, "panels")
		to := rapid.SampledFrom(quarters).Draw(t, "to")
		values := url.Values{}
		for _, p := range drawn {
			values.Add("panel", "hero?org=cum&period="+p.Code())
		}
		values.Add("panel", "hero?org=cum&period=2019")
		k := keptPage{path: presentPath, values: values}
		there := k.at(to)
		for n, one := range there.panels()[:len(drawn)] {
			if stepsBetween(drawn[n], one.about().period) != stepsBetween(drawn[0], to) {
				t.Fatalf("%v moved to %s: %s", drawn, to, there.address())
			}
		}
		if back := there.at(drawn[0]).address(); back != k.address() || !strings.Contains(back, "period%3D2019&") && !strings.HasSuffix(back, "period%3D2019") {
			t.Fatalf("%s came back as %s", k.address(), back)
		}
	})
}
