package dashboards

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"
)

// keptPaths are the pages that are the same for everybody until something is
// committed, as far as their tag is: they are made and compressed once.
var keptPaths = []string{"/", "/trend", "/compare", "/party", "/plan", "/unit", "/figures/:id", "/present", "/present/choose", "/completeness",
	"/submissions", "/lists", "/lists/organisations", "/lists/plans"}

// isKept reports whether the request is for a page that is made once. Its
// answer is not to be compressed again.
func isKept(c echo.Context) bool {
	return slices.Contains(keptPaths, c.Path()) && c.Request().Method == http.MethodGet &&
		strings.Contains(c.Request().Header.Get("Accept-Encoding"), "gzip")
}

// keptBytes bounds the pages kept at a time, compressed.
const keptBytes = 32 << 20

// keptPages are pages as they were sent, by how many commits there had been:
// those of the newest commit seen, and while they are made of the one before.
type keptPages struct {
	mu     sync.Mutex
	newest int64
	since  map[int64]map[string]*madePage // by address and tag
	bytes  int
	making map[string]chan struct{} // closed when the page is made, or has failed
}

type madePage struct {
	body []byte // compressed
	etag string // "" for a page that a browser is to ask for each time
}

// page returns a page made since as many commits, or a function that ends its
// making: the caller makes it, and everybody else who wants it waits. nil for a
// page that failed.
func (k *keptPages) page(key string, commits int64) (page *madePage, made func(page *madePage)) {
	work := fmt.Sprint(commits, " ", key)
	for {
		k.mu.Lock()
		if page, ok := k.since[commits][key]; ok {
			k.mu.Unlock()
			return page, nil
		}
		other, busy := k.making[work]
		if !busy {
			break
		}
		k.mu.Unlock()
		<-other
	}
	defer k.mu.Unlock()
	if k.making == nil {
		k.making = map[string]chan struct{}{}
	}
	done := make(chan struct{})
	k.making[work] = done
	return nil, func(page *madePage) {
		k.mu.Lock()
		defer k.mu.Unlock()
		defer close(done)
		delete(k.making, work)
		if page != nil {
			k.put(key, commits, page)
		}
	}
}

func (k *keptPages) put(key string, commits int64, page *madePage) {
	if k.since == nil || k.bytes+len(page.body) > keptBytes {
		k.since, k.bytes = map[int64]map[string]*madePage{}, 0
	}
	k.newest = max(k.newest, commits)
	for n, pages := range k.since {
		if n < k.newest-1 {
			for _, old := range pages {
				k.bytes -= len(old.body)
			}
			delete(k.since, n)
		}
	}
	if commits < k.newest-1 {
		return
	}
	if k.since[commits] == nil {
		k.since[commits] = map[string]*madePage{}
	}
	k.since[commits][key] = page
	k.bytes += len(page.body)
}

// sentPage is the key under which a request's context holds the page that was
// sent, compressed.
const sentPage = "sent page"

// keep answers with the page as it was made for somebody else, or lets it be
// made. Whoever has it already is left to the page, which says so.
func (s *server) keep(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if !isKept(c) {
			return next(c)
		}
		ctx := c.Request().Context()
		commits := s.store.Commits(ctx)
		version, err := s.store.DataVersion(ctx)
		if err != nil {
			return err
		}
		tag := s.tag(c, version)
		if strings.Contains(c.Request().Header.Get("If-None-Match"), tag) {
			return next(c)
		}
		s.read.note(c.Request(), s.tag(c, 0), s.now())
		page, made := s.made.page(c.Request().URL.RequestURI()+" "+tag, commits)
		if made == nil {
			s.rememberLang(c)
			privately(c, page.etag)
			return sendCompressed(c, page.body)
		}
		defer func() {
			page, _ := c.Get(sentPage).(*madePage)
			made(page)
		}()
		return next(c)
	}
}

func sendCompressed(c echo.Context, page []byte) error {
	h := c.Response().Header()
	h.Set(echo.HeaderContentEncoding, "gzip")
	h.Add(echo.HeaderVary, echo.HeaderAcceptEncoding)
	return c.Blob(http.StatusOK, echo.MIMETextHTMLCharsetUTF8, page)
}

// sendKept compresses a page, sends it and lets it be kept.
func sendKept(c echo.Context, page []byte) error {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(page); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	c.Set(sentPage, &madePage{b.Bytes(), c.Response().Header().Get("ETag")})
	return sendCompressed(c, b.Bytes())
}

// whole lets what a page or an API answer is put together of be of one data
// version: an accepted workbook is seen in all of it or in nothing.
func (s *server) whole(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		req := c.Request()
		if req.Method != http.MethodGet && req.Method != http.MethodHead || c.Path() == eventsPath {
			return next(c)
		}
		return s.store.Whole(req.Context(), func(ctx context.Context) error {
			c.SetRequest(req.WithContext(ctx))
			return next(c)
		})
	}
}
