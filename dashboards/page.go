package dashboards

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"giaoban/ingest/locale"
)

//go:embed templates
var templateFiles embed.FS

// pages are the parsed templates, one set per language.
type pages map[locale.Lang]*template.Template

func parsePages(a *assets, m *locale.Messages) (pages, error) {
	out := pages{}
	for _, lang := range locale.Langs {
		w := words{messages: m, lang: lang}
		t, err := template.New("").Funcs(template.FuncMap{"asset": a.url, "say": w.say, "list": func(names ...string) []string { return names }}).ParseFS(templateFiles, "templates/*.html")
		if err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
		out[lang] = t
	}
	return out, nil
}

// fingerprint changes when a template or message does.
func fingerprint() (string, error) {
	sum := sha256.New()
	for _, files := range []fs.FS{templateFiles, messageFiles} {
		err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			body, err := fs.ReadFile(files, name)
			sum.Write(body)
			return err
		})
		if err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// shell is what every page has around its content.
type shell struct {
	Lang        locale.Lang
	Title       string
	Theme       string // auto, light, dark
	NextTheme   string
	ThemeHint   string
	Home        string
	Here        string // this page's own address, to come back to
	SignedIn    bool
	Keep        string // where this page can be kept as a view; "" where it cannot
	Nav         []navLink
	RestCurrent bool // the page is among the entries a phone keeps behind the last
	Langs       []langLink
	Ending      *ending // the page is about an organisation that is no more, or not yet
	Start       *link   // the page is about nothing, for nothing has come in: where that is done
	Present     string  // address of a presentation of the page's panels, "" for none
}

type link struct {
	Href    string
	Text    string
	Note    string
	Depth   int
	Current bool
}

type langLink struct {
	Href, Short, Name string
	Code              locale.Lang
	Current           bool
}

func (s *server) shell(c echo.Context) shell {
	w := s.words(c)
	theme := themeOf(c)
	next := map[string]string{"auto": "light", "light": "dark", "dark": "auto"}[theme]
	here := c.Request().URL.RequestURI()
	sh := shell{
		Lang: w.lang, Title: w.say("page.brand"), Theme: theme, NextTheme: next,
		ThemeHint: w.say("page.theme", "now", w.say("page.theme."+theme), "next", w.say("page.theme."+next)),
		Home:      w.overviewHref(), Here: here,
	}
	for _, lang := range locale.Langs {
		u := *c.Request().URL
		q := u.Query()
		q.Set("lang", string(lang))
		u.RawQuery = q.Encode()
		sh.Langs = append(sh.Langs, langLink{
			Href: u.RequestURI(), Code: lang, Current: lang == w.lang,
			Short: strings.ToUpper(string(lang)), Name: w.say("page.language." + string(lang)),
		})
	}
	return sh
}

// words speaks the language of the request.
func (s *server) words(c echo.Context) words {
	return words{messages: s.messages, lang: s.lang(c), charts: s.charts, found: s.intakeMessages}
}

// lang is the language asked for by the address, else the one last chosen,
// else Vietnamese.
func (s *server) lang(c echo.Context) locale.Lang {
	asked := c.QueryParam("lang")
	if asked == "" {
		if cookie, err := c.Cookie(langCookie); err == nil {
			asked = cookie.Value
		}
	}
	if asked == string(locale.EN) {
		return locale.EN
	}
	return locale.VI
}

const (
	langCookie  = "giaoban_lang"
	themeCookie = "giaoban_theme"
	prefLife    = 365 * 24 * time.Hour
)

func themeOf(c echo.Context) string {
	if cookie, err := c.Cookie(themeCookie); err == nil && (cookie.Value == "light" || cookie.Value == "dark") {
		return cookie.Value
	}
	return "auto"
}

// rememberLang keeps the language of an address that names one.
func (s *server) rememberLang(c echo.Context) {
	if c.QueryParam("lang") != "" {
		c.SetCookie(s.cookie(c, langCookie, string(s.lang(c)), prefLife))
	}
}

// savePreferences answers POST /preferences: the theme, kept in a cookie so
// that the page needs no inline script, and back to where the reader was.
func (s *server) savePreferences(c echo.Context) error {
	switch theme := c.FormValue("theme"); theme {
	case "auto", "light", "dark":
		c.SetCookie(s.cookie(c, themeCookie, theme, prefLife))
	}
	return c.Redirect(http.StatusSeeOther, localPath(c.FormValue("back")))
}

// localPath keeps a redirect on this site: anything else becomes the first page.
func localPath(back string) string {
	u, err := url.Parse(back)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(back, "/") || strings.HasPrefix(back, "//") || strings.Contains(back, `\`) {
		return "/"
	}
	return back
}

// render runs a template to the end before a byte is sent, so that a mistake
// in it becomes an error page and not half a page.
func (s *server) render(c echo.Context, status int, name string, data any) error {
	var b bytes.Buffer
	if err := s.pages[s.lang(c)].ExecuteTemplate(&b, name, data); err != nil {
		return fmt.Errorf("page: %w", err)
	}
	if status == http.StatusOK && isKept(c) {
		return sendKept(c, b.Bytes())
	}
	return c.HTMLBlob(status, b.Bytes())
}

// tag is the ETag of an answer, which depends on the data, the day, the build,
// the language and the theme; everything else is in its address.
func (s *server) tag(c echo.Context, dataVersion int64) string {
	return fmt.Sprintf(`W/"%d-%s-%s-%s-%s"`, dataVersion, s.today().Format("20060102"), s.build, s.lang(c), themeOf(c))
}

// privately lets the reader's browser keep an answer, and ask each time whether
// it still holds: by its tag, or without one for the whole answer.
func privately(c echo.Context, tag string) {
	h := c.Response().Header()
	h.Set("Cache-Control", "private, no-cache")
	if tag != "" {
		h.Set("ETag", tag)
		h.Set("Vary", "Cookie, Authorization")
	}
}

// fresh sets the validators of an answer and reports whether the client has
// it already.
func (s *server) fresh(c echo.Context, dataVersion int64) bool {
	tag := s.tag(c, dataVersion)
	privately(c, tag)
	for known := range strings.SplitSeq(c.Request().Header.Get("If-None-Match"), ",") {
		if strings.TrimSpace(known) == tag {
			return true
		}
	}
	return false
}
