package warehouse

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// Passport tells where a figure comes from: the units that add up to it, the
// cells their figures were read from, who is missing, and what the figure was
// on earlier days.
type Passport struct {
	DataVersion int64
	Lens        Lens      // whose figures stand for the organisation
	AsOf        time.Time // what was known at the end of that day; zero is now
	Figure      Row       // with every comparison
	// YearToDate is the year until the figure's period ends, with its plan: by
	// that a part of a year is measured, for alone it would always look late.
	// The store leaves it to those who show the passport.
	YearToDate    *Row
	Kind          catalog.Kind
	Units         []Contribution // that add up to the value, in register order
	Missing       []string       // organisations that owe the figure and did not give it
	NotApplicable []string       // those that need not
	Earlier       []Version      // what it was at the end of the days on which it changed, newest first
}

// ID is what the figure's page is called, "cum-7:revenue:2024-Q1".
func (p Passport) ID() string {
	return FigureID(p.Figure.Org, p.Figure.Indicator, p.Figure.Period, p.Lens, p.AsOf)
}

// Code is the figure's [ShortCode]; it ends as the ID does.
func (p Passport) Code() string {
	return ShortCode(p.Figure.Org, p.Figure.Indicator, p.Figure.Period) + ending(p.Lens, p.AsOf)
}

// FigureID is what a figure is called. One under another lens than AsReported,
// or of what was known on an earlier day, is another figure: its ID ends with
// the parameters that say so.
func FigureID(org, indicator string, p catalog.Period, lens Lens, asOf time.Time) string {
	return org + ":" + indicator + ":" + p.Code() + ending(lens, asOf)
}

func ending(lens Lens, asOf time.Time) string {
	how := url.Values{}
	if lens != "" && lens != AsReported {
		how.Set("lens", string(lens))
	}
	if !asOf.IsZero() {
		how.Set("as_of", asOf.Format(time.DateOnly))
	}
	if len(how) == 0 {
		return ""
	}
	return "?" + how.Encode()
}

// Contribution is what one unit adds to a figure.
type Contribution struct {
	Org    string
	Value  *decimal.Decimal // in the indicator's unit
	Weight *decimal.Decimal // averages: person-months; ratios: the denominator as counted
	Status catalog.Status
	Route  Route
	Basis  catalog.Basis // only when cumulative where discrete was asked
	// Terms are the figures it was worked out from, as they were read. There
	// are none when the rule that chose them could not be followed back.
	Terms []Term
}

// Term is one stored figure in a sum; taken away when Sign is −1.
type Term struct {
	StoredFact
	Sign int
}

// StoredFact is a figure with the place it came from: the end of every walk
// back from a number on a page.
type StoredFact struct {
	ID int64
	ingest.Fact
	Submission int64
	SHA256     string // of the original file
	File       string
	Sender     string    // organisation code
	Accepted   time.Time // since when it counts
	AcceptedBy string    // "" where nobody was named
}

// Version is a figure as it was known at the end of a day.
type Version struct {
	Day      time.Time
	Value    *decimal.Decimal
	Status   catalog.Status
	Coverage Coverage
}

// earlierShown bounds the days a passport looks back on.
const earlierShown = 8

// ErrNoFact is returned for a stored figure that does not exist.
var ErrNoFact = errors.New("no such figure")

// Passport answers for one figure of a query; of the query's indicators and
// periods it takes the first, and ByOrg is not for it. It fails like
// [Store.Metrics].
func (s *Store) Passport(ctx context.Context, q Query) (Passport, error) {
	q.ByOrg, q.Others, q.Compare = false, nil, slices.Concat(q.Compare, []Comparison{Yoy, Previous, ToPlan}) // the first decides under LikeForLike
	q.Indicators, q.Periods = q.Indicators[:min(1, len(q.Indicators))], q.Periods[:min(1, len(q.Periods))]
	p := Passport{Lens: cmp.Or(q.Lens, AsReported), AsOf: q.AsOf}
	err := s.read(ctx, func(tx *sql.Tx) error {
		v, err := s.currentVocabulary(ctx, tx)
		if err != nil {
			return err
		}
		a, err := s.question(q, v, v.Catalogue)
		if err != nil {
			return err
		}
		a.parts = true
		if p.DataVersion, err = dataVersion(ctx, tx); err != nil {
			return err
		}
		figure := a.order(nil)
		groups, err := s.sides(ctx, tx, a, figure)
		if err != nil {
			return err
		}
		g, d := groups[figure[0]], a.definitions[a.indicators[0]]
		p.Kind = d.kind
		if p.Figure, err = g.row(figure[0], a); err != nil {
			return err
		}
		if err := s.contributions(ctx, tx, &p, g, a, v.Register.Orgs()); err != nil {
			return err
		}
		return s.earlier(ctx, tx, &p, a)
	})
	if err != nil {
		return Passport{}, fmt.Errorf("passport: %w", err)
	}
	return p, nil
}

// PassportOf returns the question whose answer a stored figure is: what its
// organisation had for that indicator and period.
func (s *Store) PassportOf(ctx context.Context, fact int64) (Query, error) {
	var q Query
	var indicator, code string
	err := s.read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT org, indicator, period FROM fact WHERE id = ?`, fact).Scan(&q.Org, &indicator, &code)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return q, fmt.Errorf("%w: %d", ErrNoFact, fact)
	}
	if err != nil {
		return q, fmt.Errorf("fact %d: %w", fact, err)
	}
	period, err := catalog.ParsePeriod(code)
	q.Indicators, q.Periods = []string{indicator}, []catalog.Period{period}
	return q, err
}

// contributions tells the units apart and follows each back to its cells.
func (s *Store) contributions(ctx context.Context, tx *sql.Tx, p *Passport, g *group, a question, order []string) error {
	slices.SortStableFunc(g.parts, func(x, y *side) int {
		return slices.Index(order, x.checkOrg) - slices.Index(order, y.checkOrg)
	})
	var units []string
	for _, x := range g.parts {
		switch x.side {
		case "missing":
			p.Missing = append(p.Missing, x.checkOrg)
		case "unconcerned":
			p.NotApplicable = append(p.NotApplicable, x.checkOrg)
		default:
			units = append(units, x.checkOrg)
		}
	}
	if len(units) == 0 {
		return nil
	}
	facts, err := s.factsOf(ctx, tx, units, a.indicators[0], a.periods[0], a.knownBefore)
	if err != nil {
		return err
	}
	d := a.definitions[a.indicators[0]]
	for _, x := range g.parts {
		if x.side != "unit" {
			continue
		}
		c := Contribution{Org: x.checkOrg, Value: d.value(x.num, x.den), Status: x.status, Route: x.route, Weight: x.den,
			Terms: trace(x, a.periods[0], p.Kind, facts[x.checkOrg])}
		if x.cumulative {
			c.Basis = catalog.Cumulative
		}
		p.Units = append(p.Units, c)
	}
	return nil
}

// factsOf lists what is known of the organisations and bears on the period,
// per organisation the figure that counts first first.
func (s *Store) factsOf(ctx context.Context, tx *sql.Tx, orgs []string, indicator string, period catalog.Period, knownBefore time.Time) (map[string][]StoredFact, error) {
	out := map[string][]StoredFact{}
	args := map[string]any{"known_before": knownBefore, "orgs": strings.Join(orgs, ","), "indicator": indicator, "period": period.Code()}
	err := s.queries["facts"].run(ctx, tx, args, func(rows *sql.Rows) error {
		f, err := scanFact(rows)
		f.Indicator = indicator
		out[f.Org] = append(out[f.Org], f)
		return err
	})
	return out, err
}

func scanFact(rows *sql.Rows) (f StoredFact, err error) {
	var code string
	var num, den any
	err = rows.Scan(&f.ID, &f.Org, &code, &f.Basis, &f.Status, &f.Scenario, &f.Role, &num, &den, &f.Bare, &f.NotApplicable,
		&f.Qualifier, &f.Raw, &f.Unit, &f.Sheet, &f.Cell, &f.Submission, &f.SHA256, &f.File, &f.Sender, &f.Accepted, &f.AcceptedBy)
	if err != nil {
		return f, err
	}
	n, err := number(num)
	if err != nil {
		return f, err
	}
	f.Num = *n
	d, err := number(den)
	if err != nil {
		return f, err
	}
	if d != nil {
		f.Den = decimal.NewNullDecimal(*d)
	}
	f.Period, err = catalog.ParsePeriod(code)
	return f, err
}

// earlier asks what the figure was at the end of the days before, newest
// first, and keeps those days on which it was another.
func (s *Store) earlier(ctx context.Context, tx *sql.Tx, p *Passport, a question) error {
	orgs := []string{p.Figure.Org}
	for _, u := range p.Units {
		orgs = append(orgs, u.Org)
	}
	var days []time.Time
	args := map[string]any{"orgs": strings.Join(orgs, ","), "indicator": a.indicators[0], "period": a.periods[0].Code()}
	err := s.queries["days_known"].run(ctx, tx, args, func(rows *sql.Rows) error {
		var at time.Time
		if err := rows.Scan(&at); err != nil {
			return err
		}
		if at.Before(a.knownBefore) {
			if day := midnight(at.In(s.now().Location())); len(days) == 0 || !days[len(days)-1].Equal(day) {
				days = append(days, day)
			}
		}
		return nil
	})
	if err != nil || len(days) < 2 {
		return err
	}
	last := Version{Value: p.Figure.Value, Status: p.Figure.Status, Coverage: p.Figure.Coverage}
	days = days[:len(days)-1] // the last one's figure is today's
	for _, day := range slices.Backward(days[max(0, len(days)-earlierShown):]) {
		then := a
		then.parts, then.compare = false, nil
		if a.lens == LikeForLike {
			then.compare = a.compare[:1]
		}
		then.knownBefore, then.today = s.horizon(day)
		rows, err := s.answer(ctx, tx, then)
		if err != nil {
			return err
		}
		v := Version{Day: day, Value: rows[0].Value, Status: rows[0].Status, Coverage: rows[0].Coverage}
		if !v.same(last) {
			p.Earlier = append(p.Earlier, v)
		}
		last = v
	}
	return nil
}

// same reports whether two versions show the same figure.
func (v Version) same(o Version) bool {
	if v.Value == nil || o.Value == nil {
		return v.Value == o.Value && v.Coverage == o.Coverage
	}
	return v.Value.Equal(*o.Value) && v.Status == o.Status && v.Coverage == o.Coverage
}
