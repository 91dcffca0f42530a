package warehouse

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"giaoban/ingest/catalog"
)

// touched bounds a set of figures: their organisations and indicators, each
// with the months from the first to the last that any of them covers. The zero
// value is no figure.
type touched map[figureOf]months

type figureOf struct{ org, indicator string }

type months struct{ first, last int }

func (t touched) add(of figureOf, m months) {
	if before, ok := t[of]; ok {
		m = months{min(m.first, before.first), max(m.last, before.last)}
	}
	t[of] = m
}

// meets reports whether a figure could be within the bounds.
func (t touched) meets(k rowKey, r *keptRow) bool {
	m, ok := t[figureOf{k.org, k.indicator}]
	return ok && m.first <= r.last && r.first <= m.last
}

// reach is whatever has figures that those of t go into: of their organisations
// and of whoever has ever been above them.
func (t touched) reach(r *catalog.Register) touched {
	above := map[string][]string{}
	for _, e := range r.Edges {
		above[e.Child] = append(above[e.Child], e.Parent)
	}
	all := map[string][]string{} // everybody above an organisation, and itself
	climb := func(org string) []string {
		if list, ok := all[org]; ok {
			return list
		}
		list := []string{org}
		for i := 0; i < len(list); i++ {
			for _, parent := range above[list[i]] {
				if !slices.Contains(list, parent) {
					list = append(list, parent)
				}
			}
		}
		all[org] = list
		return list
	}
	out := make(touched, len(t))
	for of, m := range t {
		for _, org := range climb(of.org) {
			out.add(figureOf{org, of.indicator}, m)
		}
	}
	return out
}

// touch bounds the figures that the batch has brought or driven out.
func (w *writer) touch(ctx context.Context, list []candidate) error {
	t := touched{}
	var replaced []string
	for i := range list {
		c := &list[i]
		if c.r.State != Accepted {
			continue
		}
		if c.sub.Catalogue != nil || c.sub.Register != nil {
			return nil // it may be anything
		}
		for n := range c.sub.Facts {
			f := &c.sub.Facts[n]
			first, last := spanOf(f)
			t.add(figureOf{f.Org, f.Indicator}, months{first, last})
		}
		for _, o := range c.replaced {
			replaced = append(replaced, fmt.Sprint(o.id))
		}
	}
	if len(replaced) > 0 {
		if err := w.touchReplaced(ctx, t, replaced); err != nil {
			return w.note(err)
		}
	}
	w.touched = t
	return nil
}

func (w *writer) touchReplaced(ctx context.Context, t touched, ids []string) error {
	rows, err := w.tx.QueryContext(ctx, `SELECT org, indicator, min(first_month), max(last_month) FROM fact
		WHERE submission IN (`+strings.Join(ids, ", ")+`) GROUP BY org, indicator`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var of figureOf
		var m months
		if err := rows.Scan(&of.org, &of.indicator, &m.first, &m.last); err != nil {
			return err
		}
		t.add(of, m)
	}
	return rows.Err()
}
