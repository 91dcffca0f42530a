package dashboards

import (
	"cmp"
	"context"
	"maps"
	"net/http"
	"runtime"
	"slices"
	"sync"
	"time"
)

// Pages that somebody has lately read are made anew when a workbook has come,
// before readers are told of it: nobody waits for a page that others read too.
const (
	warmFor  = 500 * time.Millisecond // what a commit waits for them at most
	readFor  = 2 * time.Minute        // after which nobody reads a page any more
	mostRead = 64                     // that are remembered
)

// readers remembers which pages are read, as they were asked for.
type readers struct {
	mu    sync.Mutex
	pages map[string]lookedAt // by address and what else decides how a page looks
}

type lookedAt struct {
	request *http.Request
	at      time.Time
}

// note remembers that a page is read.
func (r *readers) note(request *http.Request, looks string, at time.Time) {
	key := request.URL.RequestURI() + " " + looks
	r.mu.Lock()
	defer r.mu.Unlock()
	page, known := r.pages[key]
	if !known {
		page.request = request.Clone(context.Background())
	}
	page.at = at
	if r.pages == nil {
		r.pages = map[string]lookedAt{}
	}
	r.pages[key] = page
	if len(r.pages) > mostRead {
		delete(r.pages, slices.MinFunc(slices.Collect(maps.Keys(r.pages)), func(a, b string) int { return r.pages[a].at.Compare(r.pages[b].at) }))
	}
}

// since returns the requests for pages read since a time, the last first.
func (r *readers) since(at time.Time) []*http.Request {
	r.mu.Lock()
	defer r.mu.Unlock()
	maps.DeleteFunc(r.pages, func(_ string, p lookedAt) bool { return p.at.Before(at) })
	var out []*http.Request
	for _, p := range slices.SortedFunc(maps.Values(r.pages), func(a, b lookedAt) int { return cmp.Compare(b.at.UnixNano(), a.at.UnixNano()) }) {
		out = append(out, p.request)
	}
	return out
}

// warm makes the pages that are read, for the data version that the context is
// held to, as many at a time as there are cores. What is not made in time is
// made for its next reader.
func (s *server) warm(ctx context.Context, site http.Handler) {
	end := time.Now().Add(warmFor)
	pages := make(chan *http.Request)
	var makers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		makers.Go(func() {
			for request := range pages {
				site.ServeHTTP(unread{http.Header{}}, request.Clone(ctx))
			}
		})
	}
	for _, request := range s.read.since(s.now().Add(-readFor)) {
		if time.Now().After(end) {
			break
		}
		pages <- request
	}
	close(pages)
	makers.Wait()
}

// unread takes an answer that nobody reads.
type unread struct{ header http.Header }

func (u unread) Header() http.Header         { return u.header }
func (u unread) Write(b []byte) (int, error) { return len(b), nil }
func (u unread) WriteHeader(int)             {}
