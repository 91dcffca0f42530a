package dashboards

import (
	"net/url"

	"github.com/labstack/echo/v4"

	"giaoban/ingest/catalog"
)

// section is a page that every other page leads to.
type section struct {
	key    string // of its name, "page.nav.<key>", and of its icon
	path   string
	placed bool // it is about an organisation and a period
}

func sections() []section {
	return []section{
		{"overview", "/", true},
		{"trend", "/trend", true},
		{"compare", "/compare", true},
		{"party", "/party", true},
		{"plan", "/plan", true},
		{"unit", "/unit", true},
		{"board", "/completeness", true},
		{"upload", "/upload", false},
		{"submissions", "/submissions", false},
		{"lists", "/lists", false},
		{"home", "/home", false},
	}
}

// navLink is an entry of the navigation.
type navLink struct {
	link
	Icon  string
	Apart bool // begins another group of entries
	Rest  bool // on a phone it is behind the last entry
}

// navThumbs is how many entries a phone's bar holds before the one that leads
// to the rest.
const navThumbs = 4

// frame is the shell of a page for people who are signed in, within the
// section of the key. Links to other pages keep the organisation and period
// being looked at.
func (s *server) frame(c echo.Context, w words, current string, at place) shell {
	sh := s.shell(c)
	sh.SignedIn, sh.Keep = true, keepHref(c, at)
	for i, one := range sections() {
		l := navLink{link: link{Href: one.path, Text: w.say("page.nav." + one.key), Current: one.key == current}, Icon: one.key, Apart: one.key == "board", Rest: i >= navThumbs}
		sh.RestCurrent = sh.RestCurrent || l.Rest && l.Current
		if one.placed && at.org != "" {
			l.Href = w.link(one.path, at.org, at.period)
		}
		if one.placed && l.Current && at.org == "" {
			sh.Start = &link{Href: "/upload", Text: w.say("page.nav.upload")}
		}
		sh.Nav = append(sh.Nav, l)
	}
	if at.org == "" {
		sh.Nav[0].Href = w.overviewHref()
	}
	sh.Home = sh.Nav[0].Href
	return sh
}

// overviewHref is the overview of no organisation in particular; without a
// query the address would lead to a home page.
func (w words) overviewHref() string { return "/?" + url.Values{"lang": {string(w.lang)}}.Encode() }

// link is the address of a page about an organisation and a period.
func (w words) link(path, org string, p catalog.Period) string {
	return path + "?" + url.Values{"org": {org}, "period": {p.Code()}, "lang": {string(w.lang)}}.Encode()
}

// href is the permalink of an organisation's overview.
func (w words) href(org string, p catalog.Period) string { return w.link("/", org, p) }
