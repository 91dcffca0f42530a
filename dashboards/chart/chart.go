// Package chart holds the declarations of charts: data, one file each. A
// declaration says which query a chart draws, how, and on which page; it is
// checked when the service starts, so that a mistake in it stops the boot and
// not a page. Drawing is the business of the dashboards.
//
// The program's declarations are the files of declared/. A data folder may
// have more in its folder charts, with their queries beside them; a mistake in
// one of those spoils that chart alone.
package chart

import (
	"cmp"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

//go:embed declared/*.json
var declared embed.FS

// Kind is a way of drawing.
type Kind string

// Kinds that draw figures of the catalogue's indicators, from the query that
// every page asks.
const (
	// Columns shows one indicator over the last periods, actual before the same
	// period of the year before. The indicators are alternatives: the first with
	// data is drawn; none named means the page's main figure. Over a query of
	// its own: one column a row, x a period.
	Columns Kind = "columns"
	// Stages shows several indicators of one period as horizontal bars, from
	// the first step of a process to the last.
	Stages Kind = "stages"
	// Course shows the indicator asked for over a range: columns, or a line
	// where there are many periods.
	Course Kind = "course"
	// Cumulative shows the year of that range as it adds up, against the year
	// before and what the plan requires.
	Cumulative Kind = "cumulative"
	// Pace shows the year's plan: what was done, what the rest must bring.
	Pace Kind = "pace"
	// Ranking shows the members of an organisation in order, Waterfall what each
	// made of the change of the whole, Spread how their changes are distributed,
	// Heat their changes over the last periods.
	Ranking   Kind = "ranking"
	Waterfall Kind = "waterfall"
	Spread    Kind = "spread"
	Heat      Kind = "heat"
	// Movement leads from the members at the beginning of a period to those at its end.
	Movement Kind = "movement"
	// Tiles shows a ratio one by one, of few, as a row of tiles: how many of all,
	// and of the indicators named after it how many of those, and of the rest.
	Tiles Kind = "tiles"
	// Attainment shows how far the plans of the year have come, Reached how many
	// units have come how far, and Matrix each member with each plan.
	Attainment Kind = "attainment"
	Reached    Kind = "reached"
	Matrix     Kind = "matrix"
	// Bars shows the rows of a query of its own as horizontal bars, in its order.
	Bars Kind = "bars"
)

// Metric is the query behind figures of the catalogue: its rows are the same
// for all charts and need no columns named.
const Metric = "metric"

// shape is what a kind needs of a declaration.
type shape struct {
	metric     bool // draws rows of [Metric]
	own        bool // draws rows of a query of its own
	indicators int  // how many it names at least
	alternates bool // names any number of them, none too
}

var shapes = map[Kind]shape{
	Columns: {metric: true, own: true, alternates: true},
	Stages:  {metric: true, indicators: 2}, Tiles: {metric: true, indicators: 1},
	Course: {metric: true}, Cumulative: {metric: true}, Pace: {metric: true}, Movement: {metric: true},
	Ranking: {metric: true}, Waterfall: {metric: true}, Spread: {metric: true}, Heat: {metric: true},
	Attainment: {metric: true}, Reached: {metric: true}, Matrix: {metric: true},
	Bars: {own: true},
}

// Pages are the pages a chart may stand on; its address takes the parameters
// of its page.
var pages = []string{"overview", "trend", "compare", "party", "plan", "completeness"}

// parameters are those of each page's address.
var parameters = map[string][]string{
	"overview": {"org", "period"},
	"trend":    {"org", "period", "from", "to", "indicator", "lens"},
	"compare":  {"org", "period", "indicator", "sort"},
	"party":    {"org", "period"},
	"plan":     {"org", "period", "view"},

	"completeness": {"org", "period"},
}

// Parameters are the names of those that the chart's address takes.
func (s Spec) Parameters() []string { return parameters[s.Page] }

// Spec declares a chart.
type Spec struct {
	Name       string   `json:"-"`    // the file's stem: its address, and the end of the key of its name
	Page       string   `json:"page"` // where it stands and whose parameters it takes
	Order      int      `json:"order"`
	Kind       Kind     `json:"kind"`
	Query      string   `json:"query"`
	Indicators []string `json:"indicators,omitempty"` // see the kinds
	Pins       bool     `json:"pins,omitempty"`       // the change on the same period above columns

	// Of a query other than [Metric].
	X      string                 `json:"x,omitempty"`      // column: a period's code, or a name
	Y      string                 `json:"y,omitempty"`      // column: the figure, in Unit
	Base   string                 `json:"base,omitempty"`   // column: the figure of the same period of the year before, in Unit
	Status string                 `json:"status,omitempty"` // column: estimate, preliminary, final or corrected
	Unit   string                 `json:"unit,omitempty"`   // code of the unit of measure
	Places int                    `json:"places,omitempty"` // decimals shown
	Better string                 `json:"better,omitempty"` // more or less; nothing: neither
	Titles map[locale.Lang]string `json:"title,omitempty"`  // what a chart of the data folder is called

	Own    bool  `json:"-"` // of the data folder
	Broken error `json:"-"` // why it cannot be drawn; only of an own one
}

// Direction tells whether more is better.
func (s Spec) Direction() catalog.Direction {
	switch s.Better {
	case "more":
		return catalog.MoreIsBetter
	case "less":
		return catalog.LessIsBetter
	}
	return catalog.NoDirection
}

// Checker is what declarations are checked against.
type Checker struct {
	Catalogue *catalog.Catalogue
	Named     func(Spec) bool                                // whether the chart has a name in every language
	Columns   func(query string) ([]warehouse.Column, error) // of a query other than [Metric]
}

// Registry is the charts there are.
type Registry struct{ all []Spec }

// Load reads the program's declarations and those of own, a data folder's
// folder charts (nil for none), and checks them. A mistake in one of the
// program's is an error, one of own is kept in its Spec.
func Load(own fs.FS, check Checker) (*Registry, error) {
	files, err := fs.Sub(declared, "declared")
	if err != nil {
		return nil, err
	}
	return load(files, own, check)
}

func load(files, own fs.FS, check Checker) (*Registry, error) {
	r := &Registry{}
	specs, err := read(files)
	if err != nil {
		return nil, err
	}
	for _, s := range specs {
		if err := errors.Join(s.Broken, r.add(s, check)); err != nil {
			return nil, fmt.Errorf("chart %s: %w", s.Name, err)
		}
	}
	if own == nil {
		return r, nil
	}
	if specs, err = read(own); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, s := range specs {
		s.Own = true
		if s.Broken == nil {
			s.Broken = r.add(s, check)
		}
		if s.Broken != nil {
			r.keep(s)
		}
	}
	return r, nil
}

func (r *Registry) add(s Spec, check Checker) error {
	if _, twice := r.Find(s.Name); twice {
		return mistake("twice", "there is another chart of this name")
	}
	if err := s.check(check); err != nil {
		return err
	}
	r.all = append(r.all, s)
	return nil
}

// keep remembers a broken chart, to say so where it should stand.
func (r *Registry) keep(s Spec) {
	if _, twice := r.Find(s.Name); twice {
		return // the one that was there before stays
	}
	if !slices.Contains(pages, s.Page) {
		s.Page = pages[0]
	}
	r.all = append(r.all, s)
}

// All are the charts, page by page in their order.
func (r *Registry) All() []Spec {
	out := slices.Clone(r.all)
	slices.SortStableFunc(out, func(a, b Spec) int {
		return cmp.Or(cmp.Compare(slices.Index(pages, a.Page), slices.Index(pages, b.Page)), cmp.Compare(a.Order, b.Order), cmp.Compare(a.Name, b.Name))
	})
	return out
}

// Of are the charts of a page in their order.
func (r *Registry) Of(page string) []Spec {
	return slices.DeleteFunc(r.All(), func(s Spec) bool { return s.Page != page })
}

// Find is the chart of a name.
func (r *Registry) Find(name string) (Spec, bool) {
	for _, s := range r.all {
		if s.Name == name {
			return s, true
		}
	}
	return Spec{}, false
}

// read reads a folder's declarations; one that is no such thing is broken.
func read(files fs.FS) ([]Spec, error) {
	names, err := fs.Glob(files, "*.json")
	if err != nil {
		return nil, err
	}
	var out []Spec
	for _, file := range names {
		text, err := fs.ReadFile(files, file)
		if err != nil {
			return nil, err
		}
		s, err := Parse(text)
		s.Name, s.Broken = strings.TrimSuffix(path.Base(file), ".json"), err
		out = append(out, s)
	}
	return out, nil
}

// Parse reads one declaration. A word it does not know is an error: misspelt,
// it would be left out in silence.
func Parse(text []byte) (Spec, error) {
	var s Spec
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		line := 1 + strings.Count(string(text[:min(int64(len(text)), offsetOf(err, d.InputOffset(), int64(len(text))))]), "\n")
		return s, &UnreadableError{Line: line, Cause: err}
	}
	if d.More() {
		return s, mistake("more", "the file has more than one declaration")
	}
	return s, nil
}

// UnreadableError is of a declaration that is no JSON, or not of the words and kinds
// of values that a declaration has.
type UnreadableError struct {
	Line  int // where it was noticed, the first being 1
	Cause error
}

func (e *UnreadableError) Error() string {
	return fmt.Sprintf("the declaration cannot be read, line %d: %v", e.Line, e.Cause)
}

func (e *UnreadableError) Unwrap() error { return e.Cause }

// MistakeError is what is wrong with a declaration that can be read.
type MistakeError struct {
	Code string         // which mistake, the end of a message's key
	Args map[string]any // what the message names
	text error
}

func (e *MistakeError) Error() string { return e.text.Error() }

func (e *MistakeError) Unwrap() error { return errors.Unwrap(e.text) }

// mistake is a [MistakeError]: its text in English is made of the values of its
// arguments, which come in pairs of a name and a value.
func mistake(code, text string, args ...any) error {
	named := map[string]any{}
	var values []any
	for n := 0; n+1 < len(args); n += 2 {
		named[args[n].(string)] = args[n+1]
		values = append(values, args[n+1])
	}
	return &MistakeError{Code: code, Args: named, text: fmt.Errorf(text, values...)}
}

// offsetOf is where in a text of so many bytes an error of decoding lies; read is
// how far whole values were read.
func offsetOf(err error, read, length int64) int64 {
	var syntax *json.SyntaxError
	var value *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return syntax.Offset
	case errors.As(err, &value):
		return value.Offset
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return length
	}
	return read
}

var nameForm = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// check tells what is wrong with a declaration.
func (s Spec) check(c Checker) error {
	k, ok := shapes[s.Kind]
	switch {
	case !nameForm.MatchString(s.Name):
		return mistake("name", "name %q: want small letters, digits and _", "name", s.Name)
	case !ok:
		return mistake("kind", "kind %q: there is no such way to draw", "kind", s.Kind)
	case !slices.Contains(pages, s.Page):
		return mistake("page", "page %q: want one of %s", "page", s.Page, "pages", strings.Join(pages, ", "))
	case s.Query == "":
		return mistake("no_query", "no query is named")
	case c.Named != nil && !c.Named(s):
		return mistake("no_title", "it has no name in every language")
	case s.Query == Metric:
		return s.checkMetric(k, c)
	}
	return s.checkOwn(k, c)
}

func (s Spec) checkMetric(k shape, c Checker) error {
	switch {
	case !k.metric:
		return mistake("kind_own", "kind %q draws the rows of a query of its own, not of %q", "kind", s.Kind, "query", Metric)
	case s.X+s.Y+s.Base+s.Status+s.Unit+s.Better != "" || s.Places != 0:
		return mistake("channels", "x, y, base, status, unit, places and better are those of the indicator: query %q takes none", "query", Metric)
	case len(s.Indicators) > 0 && k.indicators == 0 && !k.alternates:
		return mistake("asked", "kind %q draws the indicator that is asked for and names none", "kind", s.Kind)
	case len(s.Indicators) < k.indicators:
		return mistake("few", "kind %q: %d indicators; want %d or more", "kind", s.Kind, "n", len(s.Indicators), "least", k.indicators)
	}
	for n, code := range s.Indicators {
		i, ok := c.Catalogue.Indicator(code)
		if !ok {
			return mistake("indicator", "the catalogue has no indicator %q", "indicator", code)
		}
		if s.Kind == Tiles && n == 0 && i.Kind != catalog.Ratio {
			return mistake("ratio", "kind %q counts the parts of a ratio, and %q is none", "kind", s.Kind, "indicator", code)
		}
	}
	return nil
}

func (s Spec) checkOwn(k shape, c Checker) error {
	switch {
	case !k.own:
		return mistake("kind_metric", "kind %q draws rows of the query %q only", "kind", s.Kind, "query", Metric)
	case len(s.Indicators) > 0:
		return mistake("indicators", "indicators are for the query %q", "query", Metric)
	case s.X == "" || s.Y == "":
		return mistake("axes", "x and y must name columns")
	case s.Better != "" && s.Direction() == catalog.NoDirection:
		return mistake("better", "better %q: want more or less", "better", s.Better)
	case s.Places < 0 || s.Places > 4:
		return mistake("places", "places %d: want 0 to 4", "places", s.Places)
	}
	if _, ok := c.Catalogue.Unit(s.Unit); !ok {
		return mistake("unit", "unit %q: the catalogue has no such unit of measure", "unit", s.Unit)
	}
	columns, err := c.Columns(s.Query)
	if err != nil {
		return mistake("query", "query %s: %w", "query", s.Query, "reason", err)
	}
	for _, one := range []struct {
		channel, column string
		number          bool
	}{{"x", s.X, false}, {"y", s.Y, true}, {"base", s.Base, true}, {"status", s.Status, false}} {
		if one.column == "" {
			continue
		}
		at := slices.IndexFunc(columns, func(c warehouse.Column) bool { return c.Name == one.column })
		if at < 0 {
			return mistake("column", "%s: the query %s has no column %q", "channel", one.channel, "query", s.Query, "column", one.column)
		}
		if typ := columns[at].Type; one.number != isNumber(typ) || !one.number && typ != "VARCHAR" {
			want := "VARCHAR"
			if one.number {
				want = "BIGINT, INTEGER or DECIMAL"
			}
			return mistake("type", "%s: the column %q is %s; want %s", "channel", one.channel, "column", one.column, "type", typ, "want", want)
		}
	}
	return nil
}

// isNumber leaves DOUBLE out: figures are exact.
func isNumber(sqlType string) bool {
	return sqlType == "BIGINT" || sqlType == "INTEGER" || strings.HasPrefix(sqlType, "DECIMAL(")
}
