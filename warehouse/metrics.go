package warehouse

import (
	"context"
	"database/sql"
	"errors"
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
	version, err := s.DataVersion(ctx)
	if err != nil {
		return Result{}, err
	}
	l, err := s.look(ctx, q, version)
	if err == nil {
		l.rows, err = s.complete(ctx, l, version)
	}
	if err == nil {
		return Result{version, l.arrange(l.order, l.rows)}, nil
	}
	if !errors.Is(err, errAskAlone) {
		return Result{}, fmt.Errorf("metrics: %w", err)
	}
	var result Result
	err = s.read(ctx, func(tx *sql.Tx) (err error) {
		v, err := s.currentVocabulary(ctx, tx)
		if err != nil {
			return err
		}
		if result.DataVersion, err = dataVersion(ctx, tx); err != nil {
			return err
		}
		if q.AsOf.IsZero() {
			result.Rows, err = s.answerAndKeep(ctx, tx, q, v, result.DataVersion)
			return err
		}
		before, _ := s.horizon(q.AsOf)
		then, err := catalogueBefore(ctx, tx, before)
		if err != nil {
			return err
		}
		a, err := s.question(q, v, then)
		if err == nil {
			result.Rows, err = s.answer(ctx, tx, a)
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

// answer asks for every figure of the question.
func (s *Store) answer(ctx context.Context, tx *sql.Tx, a question) ([]Row, error) {
	var members []membership
	if a.members {
		var err error
		if members, err = s.members(ctx, tx, a); err != nil {
			return nil, err
		}
	}
	order := a.order(members)
	rows, err := s.rows(ctx, tx, a, order)
	if err != nil {
		return nil, err
	}
	out := make([]Row, len(order))
	for i, k := range order {
		out[i] = rows[k]
	}
	return out, nil
}

// membership is that an organisation is a direct member in a period.
type membership struct{ period, member string }

// members asks for the direct members of the question's organisations, in
// register order.
func (s *Store) members(ctx context.Context, tx *sql.Tx, a question) ([]membership, error) {
	var out []membership
	args := map[string]any{"known_before": a.knownBefore, "today": a.today, "lens": string(a.lens),
		"orgs": strings.Join(a.orgs, ","), "periods": strings.Join(a.periodCodes(), ",")}
	err := s.queries["members"].run(ctx, tx, args, func(rows *sql.Rows) error {
		var m membership
		err := rows.Scan(&m.period, &m.member)
		out = append(out, m)
		return err
	})
	return out, err
}

// order names the figures of the answer, in its order; members are asked for
// instead of the organisations in a question by member.
func (a question) order(members []membership) []rowKey {
	orgs, periods := a.orgs, map[string][]string{}
	if a.members {
		orgs = nil
		for _, m := range members {
			if len(orgs) == 0 || orgs[len(orgs)-1] != m.member {
				orgs = append(orgs, m.member)
			}
			periods[m.member] = append(periods[m.member], m.period)
		}
	}
	codes := a.periodCodes()
	var out []rowKey
	for _, org := range orgs {
		for _, indicator := range a.indicators {
			for _, code := range codes {
				if !a.members || slices.Contains(periods[org], code) {
					out = append(out, rowKey{org, indicator, code})
				}
			}
		}
	}
	return out
}

func (a question) periodCodes() []string {
	codes := make([]string, len(a.periods))
	for i, p := range a.periods {
		codes[i] = p.Code()
	}
	return codes
}

// rows asks for figures and puts each together.
func (s *Store) rows(ctx context.Context, tx *sql.Tx, a question, figures []rowKey) (map[rowKey]Row, error) {
	groups, err := s.sides(ctx, tx, a, figures)
	if err != nil {
		return nil, err
	}
	out := make(map[rowKey]Row, len(figures))
	for _, k := range figures {
		if out[k], err = groups[k].row(k, a); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// sides runs the metric query and gathers what belongs to each figure.
func (s *Store) sides(ctx context.Context, tx *sql.Tx, a question, figures []rowKey) (map[rowKey]*group, error) {
	groups := make(map[rowKey]*group, len(figures))
	for _, k := range figures {
		groups[k] = &group{sides: map[string]*side{}}
	}
	err := s.queries["metric"].run(ctx, tx, a.arguments(figures), func(rows *sql.Rows) error {
		x, err := scanSide(rows)
		if err != nil {
			return err
		}
		g := groups[x.rowKey]
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
	return groups, err
}

// arguments are the named parameters of metric.sql.
func (a question) arguments(figures []rowKey) map[string]any {
	var orgs, indicators, periods []string
	for _, k := range figures {
		orgs, indicators, periods = append(orgs, k.org), append(indicators, k.indicator), append(periods, k.period)
	}
	compare := a.compare
	if a.lens == LikeForLike && len(compare) == 0 {
		compare = []Comparison{Yoy}
	}
	return map[string]any{
		"known_before": a.knownBefore,
		"today":        a.today,
		"orgs":         strings.Join(orgs, ","),
		"indicators":   strings.Join(indicators, ","),
		"periods":      strings.Join(periods, ","),
		"sides":        joined(compare),
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
