package warehouse

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
)

// Metrics answers a query from one snapshot. It fails with [ErrNoOrg],
// [ErrNoIndicator] or [ErrQuery] for what cannot be asked; a figure that
// nobody reported is a row without a value, not an error.
//
// With ByOrg the members are those of each period: a member that came or left
// has rows for the periods at whose end it belonged to Org (under the lens
// current: all periods of today's members).
func (s *Store) Metrics(ctx context.Context, q Query) (Result, error) {
	var result Result
	version, err := s.DataVersion(ctx)
	if err != nil {
		return result, err
	}
	key := s.key(q)
	if rows, ok := s.answers.get(key, version); ok {
		return Result{version, rows}, nil
	}
	err = s.read(ctx, func(tx *sql.Tx) (err error) {
		v, err := s.currentVocabulary(ctx, tx)
		if err != nil {
			return err
		}
		then := v.Catalogue
		if !q.AsOf.IsZero() {
			before, _ := s.horizon(q.AsOf)
			if then, err = catalogueBefore(ctx, tx, before); err != nil {
				return err
			}
		}
		a, err := s.question(q, v, then)
		if err != nil {
			return err
		}
		if result.DataVersion, err = dataVersion(ctx, tx); err != nil {
			return err
		}
		if result.Rows, err = s.answer(ctx, tx, a); err == nil && key != "" {
			s.answers.put(key, &keptAnswer{result.DataVersion, slices.Clone(result.Rows), a.bounds(v.Register)})
		}
		return err
	})
	if err != nil {
		return Result{}, fmt.Errorf("metrics: %w", err)
	}
	return result, nil
}

// question is a query checked and made precise.
type question struct {
	orgs        []string
	members     bool
	indicators  []string
	definitions map[string]definition
	periods     []catalog.Period
	compare     []Comparison
	lens        Lens
	parts       bool      // tell the units of each value apart too
	knownBefore time.Time // UTC
	today       time.Time
}

// endOfTime lies after everything known.
var endOfTime = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

// question checks q against the vocabulary of today; indicators are as they
// were defined then, if they were.
func (s *Store) question(q Query, v *vocabulary, then *catalog.Catalogue) (question, error) {
	a := question{members: q.ByOrg, lens: q.Lens, definitions: map[string]definition{}}
	known := v.Register.Orgs()
	for _, org := range append([]string{q.Org}, q.Others...) {
		if !slices.Contains(known, org) {
			return a, fmt.Errorf("%w %q", ErrNoOrg, org)
		}
		if !slices.Contains(a.orgs, org) {
			a.orgs = append(a.orgs, org)
		}
	}
	for _, code := range q.Indicators {
		d, ok := define(then, code)
		if !ok {
			d, ok = define(v.Catalogue, code)
		}
		if !ok {
			return a, fmt.Errorf("%w %q", ErrNoIndicator, code)
		}
		if !slices.Contains(a.indicators, code) {
			a.indicators = append(a.indicators, code)
			a.definitions[code] = d
		}
	}
	for _, p := range q.Periods {
		if !p.IsZero() && !slices.Contains(a.periods, p) {
			a.periods = append(a.periods, p)
		}
	}
	if len(a.indicators) == 0 || len(a.periods) == 0 {
		return a, fmt.Errorf("%w: name at least one indicator and one period", ErrQuery)
	}
	for _, c := range q.Compare {
		if c != Yoy && c != Previous && c != ToPlan {
			return a, fmt.Errorf("%w: no comparison %q", ErrQuery, c)
		}
		if !slices.Contains(a.compare, c) {
			a.compare = append(a.compare, c)
		}
	}
	switch a.lens {
	case "":
		a.lens = AsReported
	case AsReported, Current, LikeForLike:
	default:
		return a, fmt.Errorf("%w: no lens %q", ErrQuery, q.Lens)
	}
	a.knownBefore, a.today = s.horizon(q.AsOf)
	return a, nil
}

// horizon returns the moment before which things must have been accepted to
// count, and the day that is today. Days end at midnight where the server is.
func (s *Store) horizon(asOf time.Time) (knownBefore, today time.Time) {
	now := s.now()
	if asOf.IsZero() {
		return endOfTime, midnight(now)
	}
	next := midnight(asOf).AddDate(0, 0, 1)
	return time.Date(next.Year(), next.Month(), next.Day(), 0, 0, 0, 0, now.Location()).UTC(), midnight(asOf)
}

// midnight returns t's calendar day at midnight UTC, as days are written.
func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// answer runs the metric query and puts its sides together as rows.
func (s *Store) answer(ctx context.Context, tx *sql.Tx, a question) ([]Row, error) {
	order, groups, err := s.sides(ctx, tx, a)
	if err != nil {
		return nil, err
	}
	out := make([]Row, 0, len(order))
	for _, k := range order {
		row, err := groups[k].row(k, a)
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, nil
}

// sides runs the metric query and gathers what belongs to each row, in the
// order of the answer.
func (s *Store) sides(ctx context.Context, tx *sql.Tx, a question) ([]rowKey, map[rowKey]*group, error) {
	groups := map[rowKey]*group{}
	var order []rowKey
	err := s.queries["metric"].run(ctx, tx, a.arguments(), func(rows *sql.Rows) error {
		x, err := scanSide(rows)
		if err != nil {
			return err
		}
		g, ok := groups[x.rowKey]
		if !ok {
			g = &group{position: x.position, sides: map[string]*side{}}
			groups[x.rowKey] = g
			order = append(order, x.rowKey)
		}
		switch x.side {
		case "check":
			g.checks = append(g.checks, x)
		case "unit", "missing", "unconcerned":
			g.parts = append(g.parts, x)
		default:
			g.sides[x.side] = x
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	at := func(list []string, code string) int { return slices.Index(list, code) }
	codes := make([]string, len(a.periods))
	for i, p := range a.periods {
		codes[i] = p.Code()
	}
	slices.SortStableFunc(order, func(x, y rowKey) int {
		if c := groups[x].position - groups[y].position; c != 0 {
			return int(c)
		}
		if c := strings.Compare(x.org, y.org); c != 0 {
			return c
		}
		if c := at(a.indicators, x.indicator) - at(a.indicators, y.indicator); c != 0 {
			return c
		}
		return at(codes, x.period) - at(codes, y.period)
	})
	return order, groups, nil
}

// arguments are the named parameters of metric.sql.
func (a question) arguments() map[string]any {
	var codes, sides []string
	for _, p := range a.periods {
		codes = append(codes, p.Code())
	}
	for _, c := range a.compare {
		sides = append(sides, string(c))
	}
	if a.lens == LikeForLike && len(a.compare) == 0 {
		sides = append(sides, string(Yoy))
	}
	return map[string]any{
		"known_before": a.knownBefore,
		"today":        a.today,
		"orgs":         strings.Join(a.orgs, ","),
		"members":      a.members,
		"indicators":   strings.Join(a.indicators, ","),
		"periods":      strings.Join(codes, ","),
		"sides":        strings.Join(sides, ","),
		"lens":         string(a.lens),
		"parts":        a.parts,
	}
}

// definition is what turns base units into the value shown.
type definition struct {
	kind   catalog.Kind
	unit   catalog.Unit
	places int32 // decimals shown
}

func define(c *catalog.Catalogue, code string) (definition, bool) {
	ind, ok := c.Indicator(code)
	if !ok {
		return definition{}, false
	}
	unit, ok := c.Unit(ind.Unit)
	return definition{ind.Kind, unit, int32(ind.Precision)}, ok
}

// value is num (over den) in the indicator's unit: exact for sums, rounded
// half to even at the tenth decimal for quotients. It is nil without a
// figure, and for a quotient of nothing.
func (d definition) value(num, den *decimal.Decimal) *decimal.Decimal {
	if num == nil {
		return nil
	}
	over := d.unit.Mul
	if den != nil {
		if den.IsZero() {
			return nil
		}
		over = over.Mul(*den)
	}
	v := quotient(num.Mul(decimal.NewFromInt(d.unit.Div)), over, den == nil)
	return &v
}
