package dashboards

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"giaoban/dashboards/params"
	"giaoban/warehouse"
)

// personCookie holds the name that somebody last gave for theirs. It decides
// whose home page opens and what a form proposes; it proves nothing, and
// whoever is signed in may give another.
const personCookie = "giaoban_person"

// maxName bounds the name of a view or a person, in bytes.
const maxName = 400

// person is the name last given in this browser; "" when none was.
func person(c echo.Context) string {
	cookie, err := c.Cookie(personCookie)
	if err != nil {
		return ""
	}
	name, err := url.QueryUnescape(cookie.Value)
	if err != nil || len(name) > maxName {
		return ""
	}
	return warehouse.PersonName(name)
}

func (s *server) rememberPerson(c echo.Context, name string) {
	if name = warehouse.PersonName(name); name != "" && len(name) <= maxName {
		c.SetCookie(s.cookie(c, personCookie, url.QueryEscape(name), prefLife))
	}
}

// introduce answers POST /home: somebody says who they are, and is shown the
// views they keep.
func (s *server) introduce(c echo.Context) error {
	s.rememberPerson(c, c.FormValue("person"))
	return c.Redirect(http.StatusSeeOther, "/home")
}

// openView answers GET /views/ID: it leads to the page as it is today.
func (s *server) openView(c echo.Context) error {
	ctx := c.Request().Context()
	v, err := s.askedView(c)
	if err != nil {
		return err
	}
	dir, err := s.current(ctx)
	if err != nil {
		return err
	}
	k, err := s.opened(ctx, dir, v)
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, k.address())
}

func (s *server) askedView(c echo.Context) (warehouse.View, error) {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return warehouse.View{}, warehouse.ErrNoView // its numbers are numbers
	}
	return s.store.View(c.Request().Context(), id)
}

// viewForm answers GET /views/new?page= and GET /views/ID/edit: the form that
// keeps a page, or changes a view.
func (s *server) viewForm(c echo.Context) error {
	v, err := s.arrive(c)
	if err != nil {
		return err
	}
	var view warehouse.View
	if c.Param("id") != "" {
		if view, err = s.askedView(c); err != nil {
			return err
		}
		if !view.OwnedBy(person(c)) {
			return warehouse.ErrNotOwner
		}
	} else {
		view = warehouse.View{Address: c.QueryParam("page"), Owner: person(c), Latest: true, Home: true}
	}
	return s.writeViewForm(c, v, view, http.StatusOK, "")
}

// writeViewForm shows the form of a view, with what keeps it from being saved.
func (s *server) writeViewForm(c echo.Context, v *visit, view warehouse.View, status int, problem string) error {
	k, ok := readKept(view.Address)
	if !ok {
		return fail(http.StatusBadRequest, "view.no_page", nil)
	}
	w := v.words
	current, err := s.newest(c.Request().Context(), v.dir, k)
	if err != nil {
		return err
	}
	page := w.viewForm(v.dir, view, k, current)
	page.Problem = problem
	page.shell = s.frame(c, w, "home", place{})
	page.Title = page.Headline
	return s.render(c, status, "view.html", page)
}

// saveView answers POST /views and POST /views/ID/edit with the fields page,
// name, owner, period (latest or fixed), home and org. Who keeps the page
// already is shown the form of that view, to change it instead.
func (s *server) saveView(c echo.Context) error {
	c.Request().Body = http.MaxBytesReader(c.Response(), c.Request().Body, 4*maxAddress)
	view := warehouse.View{
		Name: c.FormValue("name"), Owner: c.FormValue("owner"), Address: c.FormValue("page"),
		Latest: c.FormValue("period") == "latest", Home: c.FormValue("home") != "", Org: c.FormValue("org"),
	}
	if c.Param("id") != "" {
		known, err := s.askedView(c)
		if err != nil {
			return err
		}
		view.ID, view.Address, view.Owner = known.ID, known.Address, person(c)
	}
	v, err := s.arrive(c)
	if err != nil {
		return err
	}
	kept, err := s.keepView(c.Request().Context(), v.dir, view, s.store.SaveView)
	if errors.Is(err, warehouse.ErrViewName) {
		return s.writeViewForm(c, v, view, http.StatusUnprocessableEntity, v.words.say("view.form.problem"))
	}
	if again := (*keptAlready)(nil); errors.As(err, &again) {
		s.rememberPerson(c, view.Owner)
		view.ID, view.Address = again.view.ID, again.view.Address
		return s.writeViewForm(c, v, view, http.StatusConflict, v.words.say("view.form.again", "name", again.view.Name))
	}
	if err != nil {
		return err
	}
	s.rememberPerson(c, kept.Owner)
	return c.Redirect(http.StatusSeeOther, viewPlace(kept))
}

// keepView keeps what may be kept: the address of a page here, on the home page
// of an organisation that there is. keep is a method of the store.
func (s *server) keepView(ctx context.Context, dir *directory, v warehouse.View, keep func(context.Context, warehouse.View) (warehouse.View, error)) (warehouse.View, error) {
	if len(v.Name)+len(v.Owner) > maxName {
		return v, fail(http.StatusRequestEntityTooLarge, "view.too_long", map[string]any{"limit": maxName})
	}
	k, ok := readKept(v.Address)
	if !ok {
		return v, fail(http.StatusBadRequest, "view.no_page", nil)
	}
	if _, known := dir.find(v.Org); v.Org != "" && !known {
		return v, &params.Error{Key: params.NoOrg, Parameter: "org", Value: v.Org}
	}
	if k.section() != "" && k.values.Get("org") == "" {
		org, period, err := s.choose(ctx, k.values, dir)
		if err != nil {
			return v, err
		}
		k = k.of(place{org.org.Org, period})
	}
	v.Address = k.address()
	s.keeping.Lock() // between a look for the same view and keeping it there is no other
	defer s.keeping.Unlock()
	if v.ID == 0 {
		all, err := s.store.Views(ctx)
		if err != nil {
			return v, err
		}
		for _, one := range all {
			if one.OwnedBy(v.Owner) && sameView(one, v) {
				return v, &keptAlready{one}
			}
		}
	}
	return keep(ctx, v)
}

// keptAlready reports that somebody who would keep a page keeps it already.
type keptAlready struct{ view warehouse.View }

// Error is for logs, not for people.
func (k *keptAlready) Error() string {
	return "the page is kept already, as view " + strconv.FormatInt(k.view.ID, 10)
}

// sameView reports whether two views open the same page today and later: the
// same address or, where both follow the newest period, but for the period.
func sameView(a, b warehouse.View) bool {
	if a.Latest != b.Latest {
		return false
	}
	x, ok := readKept(a.Address)
	y, known := readKept(b.Address)
	if at := y.about().period; ok && known && a.Latest && !at.IsZero() && at.Grain() == x.about().period.Grain() {
		x, y = x.at(at), y.at(at)
	}
	return ok && known && x.address() == y.address()
}

// viewPlace is the page on which a view can be seen once it is kept.
func viewPlace(v warehouse.View) string {
	at := "#view-" + strconv.FormatInt(v.ID, 10)
	switch {
	case v.Home:
		return "/home" + at
	case v.Org != "":
		return orgHome(v.Org) + at
	}
	return "/views" + at
}

func orgHome(org string) string { return "/home?" + url.Values{"org": {org}}.Encode() }

func personHome(name string) string { return "/home?" + url.Values{"person": {name}}.Encode() }

// removeView answers POST /views/ID/remove.
func (s *server) removeView(c echo.Context) error {
	view, err := s.askedView(c)
	if err != nil {
		return err
	}
	if err := s.store.RemoveView(c.Request().Context(), view.ID, person(c)); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/views")
}

// viewList answers GET /views: all that anybody has kept.
func (s *server) viewList(c echo.Context) error {
	v, err := s.arrive(c)
	if err != nil {
		return err
	}
	all, err := s.store.Views(c.Request().Context())
	if err != nil {
		return err
	}
	page := homePage{Headline: v.words.say("view.all.headline", "n", len(all)), All: true}
	if len(all) == 0 {
		page.Headline = v.words.say("view.none")
	}
	for _, one := range all {
		page.Rows = append(page.Rows, v.words.viewRow(v.dir, one, person(c), s.now().Location()))
	}
	return s.writeHome(c, v, page, all)
}

// start leads the bare address, with which people sign in, to the page that
// they want before their eyes: their own home page where they keep one, else
// that of the organisation the overview would open with, else the overview. An
// address that says anything is the overview's, as it always was.
func (s *server) start(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if c.Path() != "/" || r.URL.RawQuery != "" || r.Method != http.MethodGet && r.Method != http.MethodHead {
			return next(c)
		}
		all, err := s.store.Views(r.Context())
		if err != nil {
			return err
		}
		if len(all) == 0 {
			return next(c)
		}
		v, err := s.arrive(c)
		if err != nil {
			return err
		}
		org, _, err := s.uppermost(r.Context(), v.dir)
		if err != nil {
			return err
		}
		who := person(c)
		switch {
		case slices.ContainsFunc(all, func(one warehouse.View) bool { return one.Home && one.OwnedBy(who) }):
			return c.Redirect(http.StatusSeeOther, "/home")
		case slices.ContainsFunc(all, func(one warehouse.View) bool { return one.Org != "" && one.Org == org.org.Org }):
			return c.Redirect(http.StatusSeeOther, orgHome(org.org.Org))
		}
		return next(c)
	}
}

// home answers GET /home?person= and GET /home?org=: the views that somebody,
// or an organisation, wants before their eyes, with what they say now.
func (s *server) home(c echo.Context) error {
	v, err := s.arrive(c)
	if err != nil {
		return err
	}
	w := v.words
	all, err := s.store.Views(c.Request().Context())
	if err != nil {
		return err
	}
	who, org := warehouse.PersonName(c.QueryParam("person")), c.QueryParam("org")
	if who == "" {
		who = person(c)
	}
	page := homePage{Person: who, Asks: who == "" && org == ""}
	var chosen []warehouse.View
	for _, one := range all {
		if org != "" && one.Org == org || org == "" && one.Home && one.OwnedBy(who) {
			chosen = append(chosen, one)
		}
	}
	switch entry, known := v.dir.find(org); {
	case org != "" && !known:
		return fail(http.StatusNotFound, "query.unknown_org", map[string]any{"parameter": "org", "value": org, "allowed": ""})
	case org != "":
		page.Org, page.Headline = org, w.say("view.home.org", "org", w.orgName(entry.org))
	case page.Asks:
		page.Headline = w.say("view.home.who")
	default:
		page.Headline = w.say("view.home.person", "name", who)
	}
	if page.Tiles, err = s.tiles(c.Request().Context(), v, chosen, person(c)); err != nil {
		return err
	}
	return s.writeHome(c, v, page, all)
}

func (s *server) writeHome(c echo.Context, v *visit, page homePage, all []warehouse.View) error {
	w := v.words
	page.Homes = w.homes(v.dir, all, page, person(c))
	page.Subtitle = w.say("view.subtitle", "time", w.clock(s.now().Truncate(time.Minute)))
	page.shell = s.frame(c, w, "home", place{})
	page.Title = page.Headline
	page.Footer = s.footer(v)
	return s.render(c, http.StatusOK, "home.html", page)
}
