package dashboards

import (
	"embed"
	"io/fs"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"giaoban/dashboards/chart"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

//go:embed messages
var messageFiles embed.FS

// Messages are this package's texts, vi.json and en.json. The keys under
// "query." belong to [giaoban/dashboards/params].
var Messages = mustSub(messageFiles, "messages")

func mustSub(f fs.FS, dir string) fs.FS {
	sub, err := fs.Sub(f, dir)
	if err != nil {
		panic(err) // only for an invalid path, which is a constant here
	}
	return sub
}

// words writes everything a page says in one language. Numbers are formatted
// here and nowhere else: charts get finished labels, not formats.
type words struct {
	messages *locale.Messages
	lang     locale.Lang
	catalog  *catalog.Catalogue // nil on pages without figures
	dir      *directory         // who owes what; nil on pages without figures
	charts   *chart.Registry    // what may be drawn
	found    *locale.Messages   // texts of what checks find
	manner   manner             // how the figures of the page were asked for
}

// manner is how figures were asked for, where it decides which they are.
type manner struct {
	lens warehouse.Lens // "" is as reported
	asOf time.Time      // zero is now
}

// say returns a message; args are name, value, name, value …
func (w words) say(key string, args ...any) string {
	var named map[string]any
	if len(args) > 0 {
		named = make(map[string]any, len(args)/2)
		for i := 0; i+1 < len(args); i += 2 {
			named[args[i].(string)] = args[i+1]
		}
	}
	return w.messages.Text(w.lang, key, named)
}

func (w words) pick(vi, en string) string {
	if w.lang == locale.EN && en != "" {
		return en
	}
	return vi
}

// name is an indicator's name.
func (w words) name(i catalog.Indicator) string { return w.pick(i.NameVI, i.NameEN) }

// inside is a name in the middle of a sentence: its first letter is small
// unless it begins an abbreviation.
func (w words) inside(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	second, _ := utf8.DecodeRuneInString(name[size:])
	if name == "" || unicode.IsUpper(second) {
		return name
	}
	return string(unicode.ToLower(first)) + name[size:]
}

// unit is the name of a unit of measure, short its form beside figures.
func (w words) unit(code string) string {
	u, _ := w.catalog.Unit(code)
	return w.pick(u.NameVI, u.NameEN)
}

func (w words) short(code string) string {
	u, _ := w.catalog.Unit(code)
	if s := w.pick(u.ShortVI, u.ShortEN); s != "" {
		return s
	}
	return w.unit(code)
}

func (w words) number(d decimal.Decimal, places int) string { return locale.Number(w.lang, d, places) }

func (w words) percent(d decimal.Decimal, places int) string {
	return locale.Percent(w.lang, d, places)
}

// signed writes a percentage change: +18,2 %, −3,4 %; one that would read as
// none with more digits, +0,04 %, and 0,0 % only for next to none.
func (w words) signed(d decimal.Decimal) string {
	return locale.Signed(w.lang, d, changePlaces(d)) + w.percentSign()
}

// changePlaces is how many decimals a change in per cent or points has: one, or
// as many as it takes to see it, unless they are more than anybody reads.
func changePlaces(d decimal.Decimal) int {
	const most = 3
	for places := 1; places <= most; places++ {
		if !d.Round(int32(places)).IsZero() {
			return places
		}
	}
	return 1
}

// share writes a part of a whole in per cent; what would read as nothing is
// less than the least that is written: <0,1 %.
func (w words) share(d decimal.Decimal) string {
	if least := decimal.New(1, -1); d.IsPositive() && d.Round(1).IsZero() {
		return "<" + w.percent(least, 1)
	}
	return w.percent(d, 1)
}

// percentSign is the sign with what stands between it and its number.
func (w words) percentSign() string { return strings.TrimPrefix(w.percent(decimal.Zero, 0), "0") }

// value writes a figure of the indicator without its unit.
func (w words) value(d decimal.Decimal, i catalog.Indicator) string {
	return w.number(d, legible(d, i.Precision))
}

// legible is how many decimals a figure is written with: as many as asked for,
// or as it takes to reach its first digit. A little is not nothing, nor is 0,006
// as much as 0,01.
func legible(d decimal.Decimal, places int) int {
	const most = 12
	for more := places; more <= most && !d.IsZero(); more++ {
		if d.Abs().GreaterThanOrEqual(decimal.New(1, int32(-more))) {
			return more
		}
	}
	return places
}

// onChart writes a figure beside a mark, with as many decimals as the others have;
// what would read as nothing is less than the least that is written: <0,01.
func (w words) onChart(d decimal.Decimal, places int) string {
	least := decimal.New(1, int32(-places))
	switch {
	case d.IsZero() || !d.Round(int32(places)).IsZero():
		return w.number(d, places)
	case d.Sign() < 0:
		return ">" + w.number(least.Neg(), places)
	}
	return "<" + w.number(least, places)
}

// plain writes a figure beside another of its kind: no unit, but per cent.
func (w words) plain(d decimal.Decimal, i catalog.Indicator) string {
	if i.Kind == catalog.Ratio {
		return w.percent(d, i.Precision)
	}
	return w.value(d, i)
}

// amount writes a figure with its short unit: 41.000 tỷ. Percentages keep
// their sign.
func (w words) amount(d decimal.Decimal, i catalog.Indicator, places int) string {
	if i.Kind == catalog.Ratio {
		return w.percent(d, places)
	}
	return w.number(d, legible(d, places)) + locale.NoBreakSpace + w.counted(d, w.short(i.Unit))
}

// counted is the name of a unit beside so many of it. English names are plurals:
// of exactly one they are said without.
func (w words) counted(d decimal.Decimal, unit string) string {
	if w.lang != locale.EN || !d.Abs().Equal(decimal.NewFromInt(1)) {
		return unit
	}
	switch {
	case unit == "people":
		return "person"
	case strings.HasSuffix(unit, "sses"):
		return strings.TrimSuffix(unit, "es")
	}
	return strings.TrimSuffix(unit, "s")
}

// inSentence names a period within a sentence: "quý I/2024", "the first half of
// 2024"; period names it
// on its own: "Quý I/2024".
func (w words) inSentence(p catalog.Period) string {
	switch p.Grain() {
	case catalog.Half, catalog.NineMonths, catalog.Term:
		return w.pick(p.Vietnamese(), "the "+p.English())
	}
	return w.pick(p.Vietnamese(), p.English())
}

func (w words) period(p catalog.Period) string { return capital(w.pick(p.Vietnamese(), p.English())) }

// span names what a figure covers: its period, or for a cumulative one the
// months since January.
func (w words) span(p catalog.Period, b catalog.Basis) string {
	if b != catalog.Cumulative {
		return w.inSentence(p)
	}
	return w.say("page.basis.of_year", "span", w.cumulated(p), "year", year(p))
}

// cumulated is "lũy kế 9 tháng".
func (w words) cumulated(p catalog.Period) string {
	_, last := p.Months()
	return w.say("page.basis.cumulative", "n", last%12+1)
}

// sentencePart is the period in a headline, where a Vietnamese reader does not
// need the year: "quý I". A year keeps its number.
func (w words) sentencePart(p catalog.Period) string {
	name := w.inSentence(p)
	if w.lang == locale.EN || p.Grain() == catalog.Year || p.Grain() == catalog.Term {
		return name
	}
	return strings.TrimRight(strings.TrimSuffix(name, year(p)), "/ ")
}

// brief is the period's shortest name within its year, "QI", "T3"; tick the
// same on an axis, with the year below it where asked.
func (w words) brief(p catalog.Period) string {
	short := w.pick(p.ShortVietnamese(), p.ShortEnglish())
	if p.Grain() == catalog.Year || p.Grain() == catalog.Term {
		return short
	}
	return strings.TrimRight(strings.TrimSuffix(short, year(p)), "/ ")
}

func (w words) tick(p catalog.Period, withYear bool) string {
	text := w.brief(p)
	if withYear && p.Grain() != catalog.Year && p.Grain() != catalog.Term {
		text += "\n" + year(p)
	}
	return text
}

func year(p catalog.Period) string { return p.First().Format("2006") }

func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// status is the word for a vintage, "" for none.
func (w words) status(s catalog.Status) string {
	if s == catalog.NoStatus {
		return ""
	}
	return w.say("page.status." + s.String())
}

// reason says in words why two figures must not be compared.
func (w words) reason(r warehouse.Reason) string {
	if r == "" {
		r = warehouse.MissingBase
	}
	return w.say("page.reason." + string(r))
}

// coverage is "15/17 đơn vị".
func (w words) coverage(c warehouse.Coverage) string {
	return w.say("page.coverage.units", "reported", c.Reported, "expected", c.Expected)
}

// reported says whose reports a figure is made of: "95/98 đơn vị", that it is
// the organisation's own, or "" where nobody owes it.
func (w words) reported(r warehouse.Row) string {
	switch {
	case r.Source == warehouse.FromOwn:
		return w.say("page.coverage.own")
	case r.Coverage.Expected > 0:
		return w.coverage(r.Coverage)
	}
	return ""
}

// vouched says of which status figures are and whose reports they are made of:
// "ước", "95/98 đơn vị". Of several it names every status and the figure that
// lacks most.
func (w words) vouched(rows []warehouse.Row) []string {
	var statuses []string
	var least *warehouse.Row
	same := true
	for n, r := range rows {
		if r.Value == nil {
			continue
		}
		if s := w.inside(w.status(r.Status)); s != "" && !slices.Contains(statuses, s) {
			statuses = append(statuses, s)
		}
		switch {
		case least == nil:
			least = &rows[n]
			continue
		case lacksMore(r, *least):
			least = &rows[n]
			same = false
		case lacksMore(*least, r):
			same = false
		}
	}
	var out []string
	if len(statuses) > 0 {
		out = append(out, strings.Join(statuses, ", "))
	}
	if least == nil {
		return out
	}
	text := w.reported(*least)
	if !same && text != "" {
		text = w.say("page.coverage.least", "coverage", text)
	}
	if text != "" {
		out = append(out, text)
	}
	return out
}

// lacksMore reports whether a has a smaller part of its units than b. An
// organisation's own figure lacks none.
func lacksMore(a, b warehouse.Row) bool {
	of := func(r warehouse.Row) warehouse.Coverage {
		if r.Source == warehouse.FromOwn || r.Coverage.Expected == 0 {
			return warehouse.Coverage{Reported: 1, Expected: 1}
		}
		return r.Coverage
	}
	x, y := of(a), of(b)
	return x.Reported*y.Expected < y.Reported*x.Expected
}

// firstNames names the first of some organisations and says how many more there
// are.
func (w words) firstNames(orgs []string, names map[string]catalog.OrgVersion) string {
	const most = 3
	var out []string
	for _, org := range orgs[:min(len(orgs), most)] {
		out = append(out, w.unitName(names[org]))
	}
	text := strings.Join(out, ", ")
	if len(orgs) > most {
		return w.say("page.exceptions.and_more", "names", text, "n", len(orgs)-most)
	}
	return text
}

// planWord is "năm" for a year's plan, otherwise the period.
func (w words) planWord(p catalog.Period) string {
	if p.Grain() == catalog.Year {
		return w.say("page.plan.year")
	}
	return w.inSentence(p)
}

// likeBase is what a headline's change is measured against.
func (w words) likeBase(c change) string {
	if c.Units > 0 {
		return w.say("page.headline.like", "units", c.Units)
	}
	return w.say("page.headline.base")
}

// over ends a sentence with the units its change was measured on, unless they
// are all of both sides.
func (w words) over(units int) string {
	if units == 0 {
		return ""
	}
	return w.say("page.change.over", "units", units)
}

// noted is a change with the units it was measured on, or with that of the
// same units where it differs, for tables.
func (w words) noted(c change) string {
	switch {
	case c.Units > 0:
		return c.Text + " " + w.say("page.change.like", "units", c.Units)
	case c.Like != "":
		return c.Text + ", " + c.Like
	}
	return c.Text
}

// unsigned drops the sign that the verb already says.
func unsigned(text string) string {
	return strings.TrimPrefix(strings.TrimPrefix(text, "+"), locale.Minus)
}

func (w words) date(t time.Time) string { return locale.Date(w.lang, t) }
