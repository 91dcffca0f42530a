package dashboards

import (
	"context"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"giaoban/ingest/catalog"
)

// visit is what a page about an organisation's figures begins with: the
// vocabulary of the current data version, and the reader's language.
type visit struct {
	dir     *directory
	words   words
	version int64
}

// visit begins a page that depends on the data version alone. It returns nil
// when the reader has the page already and was told so.
func (s *server) visit(c echo.Context) (*visit, error) {
	v, err := s.arrive(c)
	if err == nil && s.fresh(c, v.version) {
		return nil, c.NoContent(http.StatusNotModified)
	}
	return v, err
}

// arrive begins a page that may change with every file handed in, also with
// one that was refused and left the data version as it was.
func (s *server) arrive(c echo.Context) (*visit, error) {
	s.rememberLang(c)
	privately(c, "")
	dir, err := s.current(c.Request().Context())
	if err != nil {
		return nil, err
	}
	w := s.words(c)
	w.catalog, w.dir = dir.catalogue, dir
	return &visit{dir: dir, words: w, version: dir.version}, nil
}

// current is the directory of the data as they are now.
func (s *server) current(ctx context.Context) (*directory, error) {
	version, err := s.store.DataVersion(ctx)
	if err != nil {
		return nil, err
	}
	return s.look(ctx, version)
}

// subject is what a page is about: an organisation and a period.
type subject struct {
	place
	entry   entry
	periods []catalog.Period // that there are figures for, oldest first
}

// subject reads what a page is about from its address; see [server.choose]. It
// is empty in a store without figures.
func (s *server) subject(ctx context.Context, values url.Values, dir *directory) (subject, error) {
	org, period, err := s.choose(ctx, values, dir)
	if err != nil || org.org.Org == "" {
		return subject{}, err
	}
	known, err := s.periods(ctx, dir, org.org.Org)
	return subject{place{org.org.Org, period}, org, known}, err
}

// placed is the frame of a page about an organisation and a period, within the
// section of the key; the message of the title names both.
func (s *server) placed(c echo.Context, v *visit, current, title string, at subject) (sh shell, err error) {
	sh = s.frame(c, v.words, current, at.place)
	if sh.Ending, err = s.ending(c.Request().Context(), v, at.place, pagePath(current)); err != nil {
		return sh, err
	}
	if at.org != "" {
		name := v.words.orgName(v.dir.names(at.period)[at.org])
		sh.Title = v.words.say(title, "org", name, "period", v.words.period(at.period))
	}
	return sh, nil
}

// footer tells of which data a page is, made when and by what.
func (s *server) footer(v *visit) imprint { return s.imprint(v.words, v.version) }

// imprint is what the foot of a page says, and the data version it was made of.
type imprint struct {
	text    string
	Version int64
}

// String returns the words.
func (i imprint) String() string { return i.text }

func (s *server) imprint(w words, dataVersion int64) imprint {
	build := s.version
	if build == "" {
		build = w.say("page.build.unknown")
	}
	return imprint{w.say("page.footer", "version", int(dataVersion), "time", w.clock(s.now()), "build", build), dataVersion}
}

// empty is what a page says of a store without figures.
func (w words) empty() (headline string, subtitle []string) {
	return w.say("page.empty.store"), []string{w.say("page.empty.store_action")}
}

// reporting lists the organisations below one that report for themselves on
// the last day of a period, in register order: neither working groups and
// blocs, which only add up, nor the cells below a unit.
func (d *directory) reporting(org string, p catalog.Period) []string {
	var out []string
	day := d.on(p)
	for _, unit := range day.Descendants(org) {
		switch v, ok := day.Org(unit); {
		case !ok || v.Type == catalog.Bloc || v.Type == catalog.Cluster || v.Type == catalog.Territory || v.Type == catalog.SubCell:
		default:
			out = append(out, unit)
		}
	}
	return out
}
