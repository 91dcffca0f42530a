package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// manner is how the question's figures are asked for and kept: with every
// comparison there is, so that other questions find them, but under the lens
// like_for_like, where the comparisons decide which units count.
func (a question) manner() manner {
	m := manner{lens: a.lens, compare: joined(everyComparison)}
	switch a.lens {
	case LikeForLike:
		m.compare = joined(a.compare)
	case Current:
		m.today = a.day()
	}
	return m
}

// day is the question's today.
func (a question) day() string { return a.today.Format(time.DateOnly) }

var everyComparison = []Comparison{Yoy, Previous, ToPlan}

func joined(list []Comparison) string {
	names := make([]string, len(list))
	for i, c := range list {
		names[i] = string(c)
	}
	return strings.Join(names, ",")
}

func (m manner) comparisons() (list []Comparison) {
	for name := range strings.SplitSeq(m.compare, ",") {
		if name != "" {
			list = append(list, Comparison(name))
		}
	}
	return list
}

func (a question) membersAsked() string {
	return fmt.Sprintf("%q %q %s", a.orgs, a.periodCodes(), a.manner().today)
}

// looked is a question of today and which of its figures are kept.
type looked struct {
	question
	v       *vocabulary
	order   []rowKey
	rows    map[rowKey]Row
	missing []rowKey
}

// look tells what is kept of an answer. It fails with errAskAlone for a question
// that is to be asked in a transaction of its own: of another day, or one that
// cannot be asked.
func (s *Store) look(ctx context.Context, q Query, version int64) (l looked, err error) {
	if l.v = s.answers.knows(version); l.v == nil || !q.AsOf.IsZero() {
		return l, errAskAlone
	}
	if l.question, err = s.question(q, l.v, l.v.Catalogue); err != nil {
		return l, errAskAlone
	}
	var members []membership
	if l.members {
		if members, err = s.membersAt(ctx, l.question, version); err != nil {
			return l, err
		}
	}
	l.order = l.question.order(members)
	l.rows, l.missing = s.answers.get(l.manner(), l.order, version, s.now())
	return l, nil
}

// membersAt are the members a question is about at a data version. It fails
// with errAskAlone when the figures have changed since.
func (s *Store) membersAt(ctx context.Context, a question, version int64) ([]membership, error) {
	asked := a.membersAsked()
	if members, ok := s.answers.keptMembers(asked, version); ok {
		return members, nil
	}
	var members []membership
	err := s.read(AtVersion(ctx, version), func(tx *sql.Tx) (err error) {
		if members, err = s.members(ctx, tx, a); err == nil {
			s.answers.keepMembers(asked, members, version)
		}
		return err
	})
	if errors.Is(err, ErrMoved) {
		err = errAskAlone
	}
	return members, err
}

// complete asks for what is not kept, together with others. It fails with
// errAskAlone where that cannot be.
func (s *Store) complete(ctx context.Context, l looked, version int64) (map[rowKey]Row, error) {
	if len(l.missing) == 0 {
		return l.rows, nil
	}
	more, err := s.askTogether(ctx, l.manner(), l.missing, l.v, version)
	maps.Copy(l.rows, more)
	return l.rows, err
}

// answerAndKeep answers a question of today and asks only for what is not kept.
func (s *Store) answerAndKeep(ctx context.Context, tx *sql.Tx, q Query, v *vocabulary, version int64) ([]Row, error) {
	a, err := s.question(q, v, v.Catalogue)
	if err != nil {
		return nil, err
	}
	s.answers.learn(v, version)
	var members []membership
	if a.members {
		asked := a.membersAsked()
		var ok bool
		if members, ok = s.answers.keptMembers(asked, version); !ok {
			if members, err = s.members(ctx, tx, a); err != nil {
				return nil, err
			}
			s.answers.keepMembers(asked, members, version)
		}
	}
	order := a.order(members)
	rows, missing := s.answers.get(a.manner(), order, version, s.now())
	if len(missing) > 0 {
		all := a
		all.compare = a.manner().comparisons()
		more, err := s.rows(ctx, tx, all, missing)
		if err != nil {
			return nil, err
		}
		s.answers.put(a.manner(), more, version, s.now())
		maps.Copy(rows, more)
	}
	return a.arrange(order, rows), nil
}

// arrange puts rows in order, each with the comparisons that were asked for.
func (a question) arrange(order []rowKey, rows map[rowKey]Row) []Row {
	out := make([]Row, len(order))
	for i, k := range order {
		out[i] = rows[k]
		if !slices.Contains(a.compare, Yoy) {
			out[i].Yoy = nil
		}
		if !slices.Contains(a.compare, Previous) {
			out[i].Previous = nil
		}
		if !slices.Contains(a.compare, ToPlan) {
			out[i].Plan = nil
		}
	}
	return out
}

// askAnew asks for figures that were kept until a commit touched them.
func (s *Store) askAnew(ctx context.Context, stale []keptKey, version int64) error {
	byManner := map[manner][]rowKey{}
	for _, k := range stale {
		byManner[k.manner] = append(byManner[k.manner], k.rowKey)
	}
	return s.read(ctx, func(tx *sql.Tx) error {
		v, err := s.currentVocabulary(ctx, tx)
		if err != nil {
			return err
		}
		for m, figures := range byManner {
			rows, err := s.rows(ctx, tx, s.questionOf(m, v, figures), figures)
			if err != nil {
				return err
			}
			s.answers.put(m, rows, version, s.now())
		}
		return nil
	})
}

// questionOf asks in a manner for figures of the vocabulary, as they are now.
func (s *Store) questionOf(m manner, v *vocabulary, figures []rowKey) question {
	a := question{lens: m.lens, compare: m.comparisons(), definitions: map[string]definition{}}
	a.knownBefore, a.today = s.horizon(time.Time{})
	for _, k := range figures {
		a.definitions[k.indicator], _ = define(v.Catalogue, k.indicator)
	}
	return a
}
