package dashboards

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

func zippedPage(r *http.Request) { r.Header.Set("Accept-Encoding", "gzip") }

// unzipped is the text of an answer, compressed or not.
func unzipped(t testing.TB, rec *httptest.ResponseRecorder) string {
	t.Helper()
	var from io.Reader = rec.Body
	if rec.Header().Get("Content-Encoding") == "gzip" {
		z, err := gzip.NewReader(rec.Body)
		if err != nil {
			t.Fatal(err)
		}
		from = z
	}
	text, err := io.ReadAll(from)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A page that is kept is the page as it would be made, also for another
// language, theme and client, and until the figures change.
func TestKeptPages(t *testing.T) {
	w := newWorld(t)
	english := func(r *http.Request) { r.AddCookie(&http.Cookie{Name: langCookie, Value: string(locale.EN)}) }
	dark := func(r *http.Request) { r.AddCookie(&http.Cookie{Name: themeCookie, Value: "dark"}) }
	tagged := []string{"/?org=cum&period=2024-Q1", "/trend?org=cum&indicator=revenue", "/compare?org=cum&period=2024-Q1&indicator=revenue",
		"/party?org=cum&period=2024-Q1", "/plan?org=cum&period=2024-Q1", "/figures/cum:revenue:2024-Q1", presentation("", "hero")}
	changing := []string{"/unit?org=u1&period=2024-Q1", "/completeness?org=cum&period=2024-Q1", "/submissions", // with every file
		"/lists", "/lists/organisations", "/lists/plans"}
	for _, path := range slices.Concat(tagged, changing) {
		for name, change := range map[string]func(*http.Request){"vi": func(*http.Request) {}, "en": english, "dark": dark} {
			want := unzipped(t, w.get(path, change))
			for n := range 2 {
				rec := w.get(path, change, zippedPage)
				tag := rec.Header().Get("ETag")
				if got := unzipped(t, rec); got != want || rec.Header().Get("Content-Encoding") != "gzip" ||
					!strings.Contains(strings.Join(rec.Header().Values("Vary"), ", "), "Accept-Encoding") {
					t.Errorf("%s %s, time %d: %d bytes, want %d; %v", path, name, n+1, len(got), len(want), rec.Header())
				}
				if want := slices.Contains(tagged, path); (tag != "") != want {
					t.Errorf("%s %s: tag %q", path, name, tag)
				}
				again := w.get(path, change, zippedPage, func(r *http.Request) { r.Header.Set("If-None-Match", tag) })
				if tag != "" && again.Code != http.StatusNotModified {
					t.Errorf("%s %s again: %d", path, name, again.Code)
				}
			}
		}
	}
	before := unzipped(t, w.get("/?org=u1&period=2024-Q1", zippedPage))
	sub := report("u1", "2024-Q1", "profit")
	sub.Facts[0].Unit, sub.Facts[0].Num = "billion_vnd", sub.Facts[0].Num.Shift(9)
	w.commit(sub)
	if after := unzipped(t, w.get("/?org=u1&period=2024-Q1", zippedPage)); after == before {
		t.Error("the page stayed as it was")
	}
	before = unzipped(t, w.get("/submissions", zippedPage))
	refused := report("nobody", "2024-Q1", "profit")
	refused.Name = "nobody-knows.xlsx"
	if r, err := w.store.Commit(t.Context(), refused, []byte("refused")); err != nil || r.State != warehouse.Refused {
		t.Fatal(r, err)
	}
	if after := unzipped(t, w.get("/submissions", zippedPage)); strings.Contains(before, refused.Name) || !strings.Contains(after, refused.Name) {
		t.Error("a refused workbook is not listed")
	}
	if rec := w.get("/?org=nobody", zippedPage); rec.Code != http.StatusNotFound || strings.Contains(unzipped(t, rec), "cum-") {
		t.Errorf("an unknown organisation: %d", rec.Code)
	}
}

// What somebody has lately read is made before the commit that changes it is
// done; what nobody reads any more is not.
func TestReadPagesAreMadeFirst(t *testing.T) {
	w := newWorld(t)
	now := time.Date(2024, 4, 2, 9, 30, 0, 0, time.UTC)
	s, err := newServer(Config{Store: w.store, Token: testToken, Now: func() time.Time { return now }, Version: "0.0-test"})
	if err != nil {
		t.Fatal(err)
	}
	w.Handler = s.site()
	const read, forgotten = "/?org=u1&period=2024-Q1", "/plan?org=cum&period=2024-Q1"
	w.get(forgotten, zippedPage)
	now = now.Add(readFor + time.Second)
	before := unzipped(t, w.get(read, zippedPage))
	sub := report("u1", "2024-Q1", "profit")
	sub.Facts[0].Unit, sub.Facts[0].Num = "billion_vnd", sub.Facts[0].Num.Shift(9)
	w.commit(sub)
	var made []string
	for key := range s.made.since[w.store.Commits(t.Context())] {
		path, _, _ := strings.Cut(key, " ")
		made = append(made, path)
	}
	if !slices.Equal(made, []string{read}) {
		t.Errorf("made %q", made)
	}
	if after := unzipped(t, w.get(read, zippedPage)); after == before || after != unzipped(t, w.get(read)) {
		t.Error("what was made first is not the page")
	}
}

var pageFigure = regexp.MustCompile(`7\.(\d\d\d)`)

// While workbooks are taken in, each of them with the same digits in every
// figure, a page shows those of the workbook accepted before it was asked for
// or of a later one, and of one workbook only.
func TestAcceptedIsVisibleWhole(t *testing.T) {
	w := newWorld(t)
	const workbooks = 12
	var mu sync.Mutex
	accepted := 0 // digits of the newest workbook that was accepted
	commit := func(n int) {
		p := period("2024-Q1")
		sub := ingest.Submission{Kind: ingest.KindReport, Layout: ingest.LayoutUnits, Org: "cum", Period: p, Status: catalog.Final}
		for u := range 4 {
			// 7.nnn for each unit beside the same on each of its lines.
			for _, code := range []string{"revenue", "budget_paid"} {
				sub.Facts = append(sub.Facts, fact(fmt.Sprintf("u%d", u+1), code, p, int64(7000+n)))
			}
		}
		w.commit(sub)
		mu.Lock()
		accepted = n
		mu.Unlock()
	}
	commit(100)
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for reader := range 4 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				mu.Lock()
				least := accepted
				mu.Unlock()
				path := []string{"/?org=u1&period=2024-Q1&lang=vi", "/compare?org=cum&period=2024-Q1&indicator=revenue&lang=vi"}[reader%2]
				rec := w.get(path, zippedPage)
				if rec.Code != http.StatusOK {
					t.Errorf("%s: %d", path, rec.Code)
					return
				}
				text := unzipped(t, rec)
				seen := map[int]bool{}
				for _, m := range pageFigure.FindAllStringSubmatch(text, -1) {
					n, _ := strconv.Atoi(m[1]) // digits
					seen[n] = true
				}
				if len(seen) != 1 {
					t.Errorf("%s shows figures of %v", path, seen)
				}
				for n := range seen {
					if n < least {
						t.Errorf("%s shows %d after %d was accepted", path, n, least)
					}
				}
			}
		})
	}
	for n := 101; n < 101+workbooks; n++ {
		commit(n)
	}
	close(stop)
	readers.Wait()
}
