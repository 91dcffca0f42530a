package dashboards

import (
	"net/http"

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
	ctx := c.Request().Context()
	version, err := s.store.DataVersion(ctx)
	if err != nil {
		return nil, err
	}
	s.rememberLang(c)
	privately(c, "")
	dir, err := s.look(ctx, version)
	if err != nil {
		return nil, err
	}
	w := s.words(c)
	w.catalog = dir.catalogue
	return &visit{dir: dir, words: w, version: version}, nil
}

// footer tells of which data a page is, made when and by what.
func (s *server) footer(v *visit) string { return s.imprint(v.words, v.version) }

func (s *server) imprint(w words, dataVersion int64) string {
	build := s.version
	if build == "" {
		build = w.say("page.build.unknown")
	}
	return w.say("page.footer", "version", int(dataVersion), "time", w.clock(s.now()), "build", build)
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
