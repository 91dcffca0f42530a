package dashboards

import (
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/labstack/echo/v4"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
)

var screens = flag.String("screens", "", "write screenshots of the pages into this folder")

// TestScreens writes pictures to look at; it judges nothing.
func TestScreens(t *testing.T) {
	if *screens == "" {
		t.Skip("no -screens")
	}
	if err := os.MkdirAll(*screens, 0o755); err != nil {
		t.Fatal(err)
	}
	a, err := loadAssets()
	if err != nil {
		t.Fatal(err)
	}
	m, err := locale.Load(Messages)
	if err != nil {
		t.Fatal(err)
	}
	ps, err := parsePages(a, m)
	if err != nil {
		t.Fatal(err)
	}
	s := &server{assets: a, messages: m, pages: ps}
	e := echo.New()
	e.Use(secure)
	e.GET("/assets/:name", a.serve)
	e.GET("/", func(c echo.Context) error {
		w := s.words(c)
		w.catalog = catalog.Builtin()
		f := cluster()
		page, err := w.overview(f)
		if err != nil {
			return err
		}
		page.shell = s.shell(c)
		page.Theme = c.QueryParam("theme")
		page.SignedIn = true
		page.Nav = []link{{Href: "/", Text: w.say("page.nav.overview"), Current: true}}
		f.org.periods = lastPeriods(f.period, 9)
		d := newDirectory(&catalog.Register{Versions: []catalog.OrgVersion{f.org.org}}, f.period.Last(), map[string][]catalog.Period{"cum-7": lastPeriods(f.period, 9)})
		page.Pickers = w.pickers(d, f.org, f.period)
		return s.render(c, http.StatusOK, "overview.html", page)
	})
	srv := httptest.NewServer(e)
	defer srv.Close()
	ctx := browser(t)
	for _, v := range []struct {
		name          string
		width, height int64
	}{{"desktop", 1440, 900}, {"phone", 390, 844}} {
		for _, theme := range []string{"light", "dark"} {
			for _, lang := range []string{"vi", "en"} {
				if lang == "en" && theme == "dark" {
					continue
				}
				opt := chromedp.EmulateScale(1.5)
				if err := chromedp.Do(ctx, chromedp.EmulateViewport(v.width, v.height, opt), chromedp.Navigate(srv.URL+"/?lang="+lang+"&theme="+theme)); err != nil {
					t.Fatal(err)
				}
				if _, err := chromedp.Run(ctx, chromedp.Poll[bool](`document.documentElement.dataset.ready !== undefined`)); err != nil {
					t.Fatal(err)
				}
				b, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(*screens, fmt.Sprintf("%s-%s-%s.png", v.name, theme, lang)), b, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	_ = emulation.ScreenOrientationType("")
}
