package dashboards

import (
	"net/http/httptest"
	"regexp"
	"testing"
)

// What a visit may bring over the line, compressed.
const (
	firstVisit  = 600_000
	secondVisit = 60_000
)

var (
	ownAsset  = regexp.MustCompile(`(?:href|src)="(/assets/[^"]+)"`)
	assetFont = regexp.MustCompile(`url\(([^)/]+\.woff2)\)`)
)

// TestTransfer follows every page to all that it needs: the first visit brings
// it and its assets, the next one, of another period or after new figures, the
// page alone, because assets are kept for ever.
func TestTransfer(t *testing.T) {
	w := sharedWorld(t)
	most, alone := 0, 0
	for _, path := range []string{"/?org=cum&period=2024-Q1", "/trend?org=cum&indicator=revenue", "/compare?org=cum&period=2024-Q1&indicator=revenue",
		"/party?org=cum&period=2024-Q1", "/plan?org=cum&period=2024-Q1", "/unit?org=u1&period=2024-Q1", "/completeness?org=cum&period=2024-Q1",
		"/submissions", "/lists", "/upload"} {
		size := func(path string) (int, *httptest.ResponseRecorder) {
			rec := w.get(path, zippedPage)
			n := rec.Body.Len()
			for name, values := range rec.Header() {
				for _, value := range values {
					n += len(name) + len(value) + 4
				}
			}
			return n, rec
		}
		page, rec := size(path)
		text := unzipped(t, rec)
		first, seen := page, map[string]bool{}
		var follow func(path string)
		follow = func(path string) {
			if seen[path] {
				return
			}
			seen[path] = true
			n, rec := size(path)
			first += n
			if rec.Header().Get("Content-Type") == "text/css; charset=utf-8" {
				for _, m := range assetFont.FindAllStringSubmatch(unzipped(t, rec), -1) {
					follow("/assets/" + m[1])
				}
			}
		}
		for _, m := range ownAsset.FindAllStringSubmatch(text, -1) {
			follow(m[1])
		}
		if len(seen) < 3 {
			t.Errorf("%s needs only %v", path, seen)
		}
		if first > firstVisit || page > secondVisit {
			t.Errorf("%s: %d bytes at first, then %d", path, first, page)
		}
		most, alone = max(most, first), max(alone, page)
	}
	t.Logf("first visit at most %d bytes, later ones %d", most, alone)
}
