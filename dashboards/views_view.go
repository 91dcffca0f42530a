package dashboards

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// homePage shows kept views: those of a person or an organisation with what
// they say now, or the list of all.
type homePage struct {
	shell
	Headline string
	Subtitle string
	Person   string
	Org      string
	Asks     bool // nobody has said who they are
	All      bool // the list
	Homes    []link
	Tiles    []viewTile
	Rows     []viewRow
	Footer   imprint
}

// viewRow is a view in a list.
type viewRow struct {
	ID                int64
	Href, Name        string
	Page, Where, When string // the kind of page, its organisation and indicator, its period
	Owner, Saved      string
	On                []string // whose home pages it is on
	Edit              string   // "" for somebody else's
	Problem           string   // why it cannot be shown, or not all of it
}

// viewTile is a view with its main figure.
type viewTile struct {
	viewRow
	Icon   string
	Figure *figure // nil where the page has none
	Says   string  // the page's sentence, where that is its main figure
}

// viewPage is the form of one view.
type viewPage struct {
	shell
	Headline string
	Subtitle string
	Action   string // where the form goes
	View     warehouse.View
	Page     string // its address
	Fixed    string // the period of the address; "" where it has none
	Newest   string // the newest one of its kind
	Orgs     []link // on whose home page it can be; Href is the code
	Back     string
	Problem  string
}

func viewHref(id int64) string { return "/views/" + strconv.FormatInt(id, 10) }

// viewRow describes a view to somebody.
func (w words) viewRow(dir *directory, v warehouse.View, reader string, here *time.Location) viewRow {
	row := viewRow{ID: v.ID, Href: viewHref(v.ID), Name: v.Name, Owner: v.Owner, Saved: w.clock(v.Saved.In(here))}
	k, _ := readKept(v.Address)
	row.Page, row.Where = w.pageKind(k), w.subjectOf(dir, k)
	if gone := w.gone(k); len(gone) > 0 {
		row.Problem = w.say("view.panels_gone", "names", strings.Join(gone, ", "))
	}
	if p := k.about().period; v.Latest {
		row.When = w.say("view.latest")
	} else if !p.IsZero() {
		row.When = w.period(p)
	}
	if v.Home {
		row.On = append(row.On, v.Owner)
	}
	if e, ok := dir.find(v.Org); ok {
		row.On = append(row.On, w.orgName(e.org))
	}
	if v.OwnedBy(reader) {
		row.Edit = viewHref(v.ID) + "/edit"
	}
	return row
}

// pageKind names the kind of page.
func (w words) pageKind(k keptPage) string {
	if panels := k.panels(); panels != nil {
		return w.say("view.talk", "n", len(panels))
	}
	if key := k.section(); key != "" {
		return w.say("page.nav." + key)
	}
	return w.say("view.figure")
}

// gone are the panels of a presentation whose charts there are no more.
func (w words) gone(k keptPage) []string {
	var out []string
	for _, one := range k.panels() {
		if _, ok := w.charts.Find(one.path); !ok && !slices.Contains(out, one.path) {
			out = append(out, one.path)
		}
	}
	return out
}

// subjectOf is what a page is about: its organisation, and its indicator if
// its address names one.
func (w words) subjectOf(dir *directory, k keptPage) string {
	var parts []string
	if i, ok := w.catalog.Indicator(k.indicator()); ok {
		parts = append(parts, w.name(i))
	}
	if e, ok := dir.find(k.about().org); ok {
		parts = append(parts, w.orgName(e.org))
	}
	return strings.Join(parts, " · ")
}

// viewForm is the form that keeps a page or changes a view. current is the
// page of the newest period.
func (w words) viewForm(dir *directory, v warehouse.View, k, current keptPage) viewPage {
	page := viewPage{View: v, Page: k.address(), Back: k.address(), Headline: w.say("view.form.new"), Action: "/views"}
	if v.ID != 0 {
		page.Headline, page.Action, page.Back = w.say("view.form.change", "name", v.Name), viewHref(v.ID)+"/edit", "/views"
	} else if v.Name == "" {
		page.View.Name = w.pageKind(k) + " · " + w.subjectOf(dir, k)
	}
	page.Subtitle = w.pageKind(k) + " · " + w.subjectOf(dir, k)
	about := k.about()
	if !about.period.IsZero() {
		page.Fixed, page.Newest = w.inSentence(about.period), w.inSentence(current.about().period)
		page.Subtitle += " · " + w.period(about.period)
	}
	above := []string{about.org}
	day := about.period
	if day.IsZero() {
		day = current.about().period
	}
	if !day.IsZero() {
		above = append(above, parents(dir.register, about.org, day)...)
	}
	if v.Org != "" && !slices.Contains(above, v.Org) {
		above = append(above, v.Org)
	}
	for _, org := range above {
		if e, ok := dir.find(org); ok {
			page.Orgs = append(page.Orgs, link{Href: org, Text: w.orgName(e.org), Current: org == v.Org})
		}
	}
	return page
}

// homes are the home pages there are: the reader's, other persons',
// organisations', and the list of all views.
func (w words) homes(dir *directory, all []warehouse.View, page homePage, reader string) []link {
	var out []link
	add := func(l link) {
		if !slices.ContainsFunc(out, func(known link) bool { return strings.EqualFold(known.Text, l.Text) }) {
			out = append(out, l)
		}
	}
	mine := func(name string) bool { return !page.All && page.Org == "" && strings.EqualFold(page.Person, name) }
	if reader != "" {
		add(link{Href: "/home", Text: reader, Current: mine(reader)})
	}
	for _, v := range all {
		if e, ok := dir.find(v.Org); ok {
			add(link{Href: orgHome(v.Org), Text: w.orgName(e.org), Current: page.Org == v.Org && !page.All})
		}
	}
	for _, v := range all {
		if v.Home {
			add(link{Href: personHome(v.Owner), Text: v.Owner, Current: mine(v.Owner)})
		}
	}
	return append(out, link{Href: "/views", Text: w.say("view.all"), Current: page.All})
}

// maxTiles is how many views a home page shows with their figures.
const maxTiles = 24

// tiles asks for what views say now, a few at a time. One that cannot be shown
// says so itself.
func (s *server) tiles(ctx context.Context, v *visit, views []warehouse.View, reader string) ([]viewTile, error) {
	if len(views) > maxTiles {
		views = views[:maxTiles]
	}
	out := make([]viewTile, len(views))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(2)
	for n, one := range views {
		group.Go(func() error {
			var err error
			out[n].viewRow = v.words.viewRow(v.dir, one, reader, s.now().Location())
			if err = s.tile(ctx, v, one, &out[n]); err != nil && ctx.Err() == nil {
				s.log.Warn("a saved view cannot be shown", "view", one.ID, "error", err)
				out[n].Problem = v.words.say("view.tile.problem")
			}
			return ctx.Err()
		})
	}
	return out, group.Wait()
}

// tile fills in what a view says now.
func (s *server) tile(ctx context.Context, v *visit, view warehouse.View, t *viewTile) error {
	k, err := s.opened(ctx, v.dir, view)
	if err != nil {
		return err
	}
	t.Icon = k.section()
	about := k.about()
	if k.panels() != nil {
		s.tileTalk(ctx, v, k, t)
		return nil
	}
	e, known := v.dir.find(about.org)
	if !known || about.period.IsZero() {
		return nil
	}
	t.When = v.words.period(about.period)
	if t.Icon == "board" {
		p, err := s.progressOf(ctx, v.dir, e, about.period)
		if err == nil {
			t.Says, _ = v.words.boardHeadline(p, v.words.tally(p))
		}
		return err
	}
	code := k.indicator()
	if _, ok := v.dir.catalogue.Indicator(code); !ok {
		if code, err = s.tileIndicator(ctx, v.dir, e, about.period, t.Icon); err != nil {
			return err
		}
	}
	i, ok := v.dir.catalogue.Indicator(code)
	if !ok {
		return nil
	}
	q := warehouse.Query{Indicators: []string{code}, Org: about.org, Periods: lastPeriods(about.period, window(about.period.Grain())),
		Compare: []warehouse.Comparison{warehouse.Yoy, warehouse.ToPlan}, Lens: warehouse.Lens(k.values.Get("lens"))}
	rows, err := once(v.dir, "tile "+about.org+" "+code+" "+about.period.Code()+" "+string(q.Lens), func() ([]warehouse.Row, error) {
		result, err := s.store.Metrics(ctx, q)
		return result.Rows, err
	})
	if err != nil || len(rows) == 0 {
		return err
	}
	w := v.words
	w.manner.lens = q.Lens
	if q.Lens != "" && q.Lens != warehouse.AsReported {
		t.When += " · " + w.inside(w.say("trend.lens."+string(q.Lens)))
	}
	f := w.figure(rows[len(rows)-1], i)
	f.Spark = w.sparkline(rows, i)
	t.Figure = &f
	return nil
}

// tileTalk fills in the message of the first panel that there still is.
func (s *server) tileTalk(ctx context.Context, v *visit, k keptPage, t *viewTile) {
	t.Icon = "talk"
	if p := k.about().period; !p.IsZero() {
		t.When = v.words.period(p)
	}
	for _, ref := range k.values["panel"] {
		if one := s.slide(ctx, v, ref); one.wrong == nil {
			t.Says = one.Headline
			return
		}
	}
}

// tileIndicator is the main figure of a page whose address names none.
func (s *server) tileIndicator(ctx context.Context, dir *directory, org entry, p catalog.Period, section string) (string, error) {
	if section == "party" {
		return "party_members", nil
	}
	return s.mainIndicator(ctx, dir, org, p)
}
