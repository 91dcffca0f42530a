package dashboards

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// membersPage shows the members of an organisation beside each other.
type membersPage struct {
	shell
	instead
	Pickers   *rankingPickers
	Headline  string
	Subtitle  []string
	What, Org string
	Kin       string // what a member is called: "Đơn vị"
	Indicator string
	Table     *memberTable
	Waterfall *panel
	Spread    *spread
	Heat      *heatMap
	Notes     []string
	Footer    imprint
}

// rankingPickers choose what is compared.
type rankingPickers struct {
	pickers
	Indicator  string
	Indicators []indicatorLinks
	Sorts      []link
	Views      []link
}

// memberTable is a chart that is a table: bar, value, share, change and plan of
// each member in one row, the whole in the last.
type memberTable struct {
	panel
	Unit          string
	Shares, Plans bool
	ShareHead     string // of the column of shares
	PlanHead      string // of the column of plans
	Rows          []memberRow
	Total         memberRow
}

type memberRow struct {
	Rank   string
	Name   string
	Href   string // one level down, or the member's own page
	Figure figure
	Bar    *memberBar
	Share  string
	Pin    *pin
	Plan   *bullet
}

// memberBar is the value before the same period, in a drawing 200 wide.
type memberBar struct {
	X, Width       string
	BaseX, BaseW   string
	Estimate, Base bool
}

// pin is a change on an axis of its own, in a drawing 160 wide.
type pin struct {
	Zero, X, TextX string
	Tone           tone
	Text           string
	Like           string // "cùng 10 đơn vị": the change is theirs alone; else empty
	End            bool   // the words stand left of the point
}

const (
	barWidth = 200
	pinWidth = 160
	pinWords = 62 // of that, room for the words on either side
)

func (w words) members(dir *directory, r ranking, s standing) (membersPage, error) {
	ind, _ := w.catalog.Indicator(r.indicator)
	names := dir.names(r.period)
	k := s.kin(names)
	page := membersPage{What: w.name(ind), Org: w.orgName(names[r.org]), Indicator: ind.Code, Kin: capital(w.one(k))}
	page.Subtitle = []string{w.say("compare.members", "n", len(s.members), "units", w.many(k), "org", page.Org), w.inside(w.name(ind)), w.inSentence(r.period)}
	if unit := w.unitOf(ind); !strings.EqualFold(unit, w.name(ind)) {
		page.Subtitle[1] = w.say("trend.subtitle", "name", page.Subtitle[1], "unit", unit)
	}
	if status := w.status(s.total.Status); status != "" {
		page.Subtitle = append(page.Subtitle, w.say("page.subtitle.status", "status", w.inside(status)))
	}
	if partial(s.total) {
		page.Subtitle = append(page.Subtitle, w.say("compare.reported", "coverage", w.coverage(s.total.Coverage)))
	}
	if names[r.org].Invented {
		page.Notes = append(page.Notes, w.say("page.note.invented"))
	}
	valued := 0
	for _, m := range s.members {
		if alone(m) != nil {
			valued++
		}
	}
	switch {
	case len(s.members) == 0:
		page.Headline = w.say("compare.no_members", "org", page.Org, "period", w.inSentence(r.period))
		page.Subtitle = nil
		return page, nil
	case valued == 0 && !r.overTime:
		page.Headline = w.say("compare.no_values", "unit", w.one(k), "name", w.inside(w.name(ind)), "period", w.inSentence(r.period))
		return page, nil
	}
	page.Headline = w.membersHeadline(ind, s, names)
	if r.overTime {
		page.Heat = w.heatMap(r, s, ind, names)
		return page, nil
	}
	page.Table = w.memberTable(dir, r, s, ind, names)
	var err error
	if page.Spread, err = w.spread(r, s, ind, names); err != nil {
		return page, err
	}
	if page.Waterfall, err = w.waterfall(s, ind, names); page.Waterfall != nil {
		page.Waterfall.Asked = w.askedRanking(r)
	}
	return page, err
}

// panels are the charts of the page, in its order.
func (p membersPage) panels() []*panel {
	var out []*panel
	if p.Heat != nil {
		out = append(out, &p.Heat.panel)
	}
	if p.Table != nil {
		out = append(out, &p.Table.panel)
	}
	out = append(out, p.Waterfall)
	if p.Spread != nil {
		out = append(out, &p.Spread.panel)
	}
	return out
}

// kin is what the members are called.
func (s standing) kin(names map[string]catalog.OrgVersion) kin {
	var orgs []string
	for _, m := range s.members {
		orgs = append(orgs, m.Org)
	}
	return kinOf(orgs, names)
}

// adds reports whether members' values make up the whole.
func adds(i catalog.Indicator) bool { return i.Kind == catalog.Flow || i.Kind == catalog.Stock }

// shareOf is a member's part of the members' sum in per cent; nil where values
// do not add up or one is negative.
func shareOf(s standing, i catalog.Indicator) func(warehouse.Row) *decimal.Decimal {
	sum := decimal.Zero
	ok := adds(i)
	for _, m := range s.members {
		if v := alone(m); v != nil {
			sum = sum.Add(*v)
			ok = ok && v.Sign() >= 0
		}
	}
	return func(r warehouse.Row) *decimal.Decimal {
		v := alone(r)
		if v == nil || !ok || sum.IsZero() {
			return nil
		}
		share := v.Mul(hundred).Div(sum)
		return &share
	}
}

// largest is how many members a headline speaks of together.
const largest = 3

// fewest returns how many of the first parts of a whole, in per cent, are worth
// naming, and what they make up together: none that adds less than one.
func fewest(parts []decimal.Decimal) (n int, sum decimal.Decimal) {
	for n < len(parts) && (n == 0 || parts[n].GreaterThanOrEqual(decimal.NewFromInt(1))) {
		sum = sum.Add(parts[n])
		n++
	}
	return n, sum
}

// mostOf writes a part of a whole in per cent without decimals; what is not all
// of it does not read as all.
func (w words) mostOf(d decimal.Decimal) string {
	if d.LessThan(hundred) && d.Round(0).Equal(hundred) {
		return w.say("compare.nearly_all", "pct", w.percent(hundred, 0))
	}
	return w.percent(d, 0)
}

// tied is how many members have the highest value.
func tied(ranked []warehouse.Row) int {
	for n, m := range ranked {
		if alone(m) == nil || !alone(m).Equal(*alone(ranked[0])) {
			return n
		}
	}
	return len(ranked)
}

// membersHeadline says who makes up most of it and how many went down.
func (w words) membersHeadline(i catalog.Indicator, s standing, names map[string]catalog.OrgVersion) string {
	ranked := s.sorted("value", i)
	text := ""
	share := shareOf(s, i)
	if len(ranked) > largest+1 && share(ranked[largest-1]) != nil {
		shares := make([]decimal.Decimal, largest)
		for n, m := range ranked[:largest] {
			shares[n] = *share(m)
		}
		if n, sum := fewest(shares); n == 1 {
			text = w.say("compare.headline.one", "org", w.unitName(names[ranked[0].Org]), "pct", w.mostOf(sum), "name", w.inside(w.name(i)))
		} else {
			text = w.say("compare.headline.largest", "n", n, "units", w.many(s.kin(names)), "pct", w.mostOf(sum), "name", w.inside(w.name(i)))
		}
		if partial(s.total) {
			text += w.say("compare.headline.of_reported", "coverage", w.coverage(s.total.Coverage))
		}
	} else if first := ranked[0]; alone(first) != nil && tied(ranked) > 1 {
		text = w.say("compare.headline.tied", "n", tied(ranked), "units", w.many(s.kin(names)), "name", w.inside(w.name(i)), "value", w.amount(*first.Value, i, i.Precision))
	} else if alone(first) != nil {
		text = w.say("compare.headline.highest", "name", w.inside(w.name(i)), "org", w.unitName(names[first.Org]), "value", w.amount(*first.Value, i, i.Precision))
	}
	known, compared, down, fell := 0, 0, 0, false
	for _, m := range ranked {
		if alone(m) != nil {
			known++
		}
		switch c := w.change(m, i); {
		case c == nil:
		case c.Tone == none: // from a loss to a greater one, say
			fell = fell || m.Value != nil && m.Yoy.BaseValue != nil && m.Value.LessThan(*m.Yoy.BaseValue)
		default:
			compared++
			if c.Arrow == "down" {
				down++
			}
		}
	}
	if compared == 0 || text == "" || down == 0 && fell {
		return text
	}
	key, part := "compare.headline.down", "compare.headline.down_part"
	if down == 0 {
		key, part = "compare.headline.none_down", "compare.headline.none_down_part"
	}
	if compared < known {
		key = part
	}
	k := s.kin(names)
	return text + w.say(key, "n", down, "of", compared, "all", known, "unit", w.one(k), "units", w.many(k))
}

// memberTable arranges the ranking.
func (w words) memberTable(dir *directory, r ranking, s standing, i catalog.Indicator, names map[string]catalog.OrgVersion) *memberTable {
	k := s.kin(names)
	t := &memberTable{Unit: w.unitOf(i), panel: panel{Name: "ranking", Asked: w.askedRanking(r), Subtitle: w.say("compare.table.what", "unit", w.one(k)),
		Sentence: w.membersHeadline(i, s, names) + "."}}
	ranked := s.sorted(r.sort, i)
	scale := barScale(ranked)
	pins := pinScale(w, ranked, i)
	share := shareOf(s, i)
	up, compared, estimates, actuals, bases := 0, 0, false, false, false
	var paced *bullet
	for n, m := range ranked {
		row := memberRow{Rank: strconv.Itoa(n + 1), Name: w.unitName(names[m.Org]), Figure: w.figure(m, i)}
		row.Href = w.unitHref(m.Org, r.period)
		if e, ok := dir.find(m.Org); ok && dir.as(e, r.period).children > 0 {
			down := r
			down.org = m.Org
			row.Href = w.rankingHref(down)
		}
		if alone(m) == nil {
			row.Rank = ""
			t.Rows = append(t.Rows, row)
			continue
		}
		if n > 0 && r.sort == "value" && alone(ranked[n-1]) != nil && alone(m).Equal(*alone(ranked[n-1])) {
			row.Rank = t.Rows[n-1].Rank // as the scorecards of both have it
		}
		c := w.change(m, i)
		row.Bar = scale(m, c)
		estimates, actuals, bases = estimates || row.Bar.Estimate, actuals || !row.Bar.Estimate, bases || row.Bar.Base
		if pct := share(m); pct != nil {
			row.Share, t.Shares = w.share(*pct), true
		}
		row.Pin = pins(m, c)
		if c != nil && c.Tone != none {
			compared++
			if c.Arrow == "up" {
				up++
			}
		}
		if b := w.progress(s.planned(m), i); b != nil {
			row.Plan, t.Plans, paced = b, true, b
		}
		t.Rows = append(t.Rows, row)
	}
	t.Total = memberRow{Name: w.orgName(names[r.org]), Figure: w.figure(s.total, i)}
	if t.Shares {
		t.ShareHead = w.say("compare.table.share")
		if partial(s.total) {
			t.ShareHead = w.say("compare.table.share_of", "reported", s.total.Coverage.Reported, "expected", s.total.Coverage.Expected)
		}
		t.Total.Share = w.percent(hundred, 0)
	}
	if b := w.progress(s.planned(s.total), i); b != nil {
		t.Total.Plan, t.Plans, paced = b, true, b
	}
	if paced != nil {
		head := "compare.table.plan"
		if s.year != nil {
			head = "compare.table.plan_so_far"
		}
		t.PlanHead = w.say(head, "pace", w.paced(paced.pace))
	}
	t.Title = w.say("compare.table.title", "name", w.name(i), "unit", w.one(k))
	if compared > 0 {
		t.Title = w.say("compare.table.up", "up", up, "of", compared, "units", w.many(k), "name", w.inside(w.name(i)))
	}
	for _, k := range []struct {
		shown        bool
		swatch, text string
	}{{actuals, "actual", "page.key.actual"}, {estimates, "estimate", "page.key.estimate"}, {bases, "previous", "page.key.previous"}} {
		if k.shown {
			t.Key = append(t.Key, keyEntry{k.swatch, w.say(k.text)})
		}
	}
	return t
}

// barScale returns how a member's bar is drawn: all on one scale with zero.
func barScale(rows []warehouse.Row) func(warehouse.Row, *change) *memberBar {
	low, high := decimal.Zero, decimal.Zero
	for _, r := range rows {
		for _, v := range []*decimal.Decimal{alone(r), base(r)} {
			if v != nil {
				low, high = decimal.Min(low, *v), decimal.Max(high, *v)
			}
		}
	}
	span := decimal.Max(high.Sub(low), decimal.NewFromInt(leastPin))
	at := func(d decimal.Decimal) decimal.Decimal { return d.Sub(low).Mul(decimal.NewFromInt(barWidth)).Div(span) }
	box := func(d decimal.Decimal) (x, width string) {
		from, to := at(decimal.Min(d, decimal.Zero)), at(decimal.Max(d, decimal.Zero))
		return length(from), length(to.Sub(from))
	}
	return func(r warehouse.Row, c *change) *memberBar {
		b := &memberBar{Estimate: r.Status == catalog.Estimate}
		b.X, b.Width = box(*r.Value)
		if v := base(r); v != nil && (c == nil || c.Units == 0) {
			b.Base = true
			b.BaseX, b.BaseW = box(*v)
		}
		return b
	}
}

// pinScale returns how a member's change is drawn: all on one scale with zero
// that is at least leastPin long.
func pinScale(w words, rows []warehouse.Row, i catalog.Indicator) func(warehouse.Row, *change) *pin {
	low, high := decimal.Zero, decimal.Zero
	for _, r := range rows {
		if h, _ := w.pinHeight(r, i, w.change(r, i)); h != nil {
			low, high = decimal.Min(low, *h), decimal.Max(high, *h)
		}
	}
	left := 0
	if low.Sign() < 0 {
		left = pinWords
	}
	room := decimal.NewFromInt(int64(pinWidth - pinWords - left))
	span := decimal.Max(high.Sub(low), decimal.NewFromInt(leastPin))
	at := func(d decimal.Decimal) decimal.Decimal {
		return d.Sub(low).Mul(room).Div(span).Add(decimal.NewFromInt(int64(left)))
	}
	return func(r warehouse.Row, c *change) *pin {
		h, _ := w.pinHeight(r, i, c)
		if h == nil {
			p := &pin{Tone: none}
			if c != nil {
				p.Text = c.Text
			}
			return p
		}
		x := at(*h)
		p := &pin{Zero: length(at(decimal.Zero)), X: length(x), Tone: c.Tone, Text: w.signed(*h)}
		if i.Kind == catalog.Ratio {
			p.Text = w.points(*h)
		}
		if c.Units > 0 {
			p.Like = c.Note
		}
		p.TextX = length(x.Add(decimal.NewFromInt(9)))
		if h.Sign() < 0 {
			p.End, p.TextX = true, length(x.Sub(decimal.NewFromInt(9)))
		}
		return p
	}
}

// rankingPickers are the links around the page.
func (w words) rankingPickers(dir *directory, r ranking, known []catalog.Period) *rankingPickers {
	e, _ := dir.find(r.org)
	ind, _ := w.catalog.Indicator(r.indicator)
	to := func(change func(*ranking)) string {
		next := r
		change(&next)
		return w.rankingHref(next)
	}
	p := &rankingPickers{Indicator: w.name(ind)}
	p.pickers = *w.pickers(dir, e, r.period, known, func(org string, q catalog.Period) string {
		return to(func(n *ranking) { n.org, n.period = org, q })
	})
	p.Indicators = w.indicatorLinks([]string{r.indicator}, func(code string) string { return to(func(n *ranking) { n.indicator = code }) })
	for _, view := range []bool{false, true} {
		key := map[bool]string{false: "compare.view.rank", true: "compare.view.time"}[view]
		p.Views = append(p.Views, link{Href: to(func(n *ranking) { n.overTime = view }), Text: w.say(key), Current: view == r.overTime})
	}
	if !r.overTime {
		for _, by := range sortings {
			p.Sorts = append(p.Sorts, link{Href: to(func(n *ranking) { n.sort = by }), Text: w.say("compare.sort." + by), Current: by == r.sort})
		}
	}
	// An organisation without members has nothing to compare.
	p.Orgs = slices.DeleteFunc(p.Orgs, func(l link) bool { return l.Note == "" && !l.Current })
	return p
}
