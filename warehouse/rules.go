package warehouse

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"giaoban/ingest"
	"giaoban/ingest/locale"
	"giaoban/ingest/sheet"
)

// Where each rule for figures lives. Those of one cell or one row are the
// reader's, which has the cell before it; those that follow a figure through
// time and senders are followed in Go, because a query per workbook would cost
// more (see [Store.contradictions]); all others are files of sql/checks, which
// anybody may add to in the folder checks of the data folder.
//
//	V01–V08       sql/checks/v01_… to v08_…
//	V09, bounds   ingest: out_of_bounds, unusual_value, not_integer
//	V10–V13       sql/checks/v10_… to v13_…
//	V14           store_cumulative_falls
//	V15           store_routes_disagree
//	V16           ingest: percent_mismatch
//	V17           ingest: percent_without_target
//	V18           sql/checks/v18_…
//	V19           store_senders_disagree; ingest: duplicate_figure
//	V20           sql/checks/v20_…
//	V21           ingest: secret papers are refused, signatures never read
//	C01–C05       sql/checks/c01_… to c05_…: bounds of one indicator by another
//	C06           sql/checks/c06_…: a time not begun

// runRules runs every rule over the figures of the submissions from first to
// last, which are in the transaction already, beside what is known. It returns
// their findings by submission, in workbook order; an error among them refuses
// the workbook. What is said depends on no state of these submissions.
func (s *Store) runRules(ctx context.Context, w *writer, v *vocabulary, first, last int64) (map[int64][]ingest.Finding, error) {
	if len(s.rules) == 0 {
		return nil, nil
	}
	for _, q := range s.staging {
		if err := relate(ctx, w.tx, q, map[string]any{"first": first, "last": last, "named": s.named}); err != nil {
			return nil, w.note(fmt.Errorf("stage %s: %w", q.name, err))
		}
	}
	found := map[int64][]ingest.Finding{}
	for _, r := range s.rules {
		if _, left := w.failed[r.code]; left {
			continue
		}
		err := r.run(ctx, w.tx, v, func(submission int64, f ingest.Finding) {
			found[submission] = append(found[submission], f)
		})
		if err != nil {
			return nil, w.note(ruleFailure{r, err})
		}
	}
	for _, list := range found {
		slices.SortStableFunc(list, func(a, b ingest.Finding) int {
			ac, ar, _ := sheet.ParseRef(a.Cell)
			bc, br, _ := sheet.ParseRef(b.Cell)
			return cmp.Or(cmp.Compare(a.Sheet, b.Sheet), cmp.Compare(ar, br), cmp.Compare(ac, bc), cmp.Compare(a.Code, b.Code))
		})
	}
	return found, w.note(unrelate(ctx, w.tx))
}

// ruleFailure is the error of a rule that cannot be evaluated over the figures
// at hand. It has aborted the transaction.
type ruleFailure struct {
	rule rule
	err  error
}

func (f ruleFailure) Error() string {
	return fmt.Sprintf("check %s (%s): %v", f.rule.code, f.rule.file, f.err)
}

func (f ruleFailure) Unwrap() error { return f.err }

// judging is [Store.transaction] for an f that runs the rules: it runs f again
// without each rule that fails in it, and the workbooks are told which. Rules
// can fail over some figures only (a number that does not fit, a text that is
// no date), so that the next transaction tries them anew.
func (s *Store) judging(ctx context.Context, f func(w *writer) error) error {
	failed := map[string]ingest.Finding{}
	for {
		err := s.transaction(ctx, func(w *writer) error {
			w.failed = failed
			return f(w)
		})
		var failure ruleFailure
		if !errors.As(err, &failure) || ctx.Err() != nil {
			return err
		}
		s.log.Error("a check failed and is left out", "check", failure.rule.code, "file", failure.rule.file, "error", failure.err)
		failed[failure.rule.code] = brokenRule(failure.rule.file, []byte(failure.rule.text), failure.err)
	}
}

// unheld are the notes about the rules that were not applied.
func (s *Store) unheld(w *writer) []ingest.Finding {
	out := slices.Clone(s.broken)
	for _, code := range slices.Sorted(maps.Keys(w.failed)) {
		out = append(out, w.failed[code])
	}
	return out
}

// RuleTexts are the words of the findings that the rules raise, for
// [locale.Messages.With].
func (s *Store) RuleTexts() map[locale.Lang]map[string]string {
	texts := map[locale.Lang]map[string]string{}
	for _, lang := range locale.Langs {
		texts[lang] = map[string]string{}
		for _, r := range s.rules {
			texts[lang]["finding."+r.code] = r.texts[lang]
		}
	}
	return texts
}

// ruleGone is the code of a finding whose rule is no more: a check file that
// has left the data folder. What it said is said still.
const ruleGone = "store_rule_gone"

// recall gives findings of rules that are no more their words back.
func (s *Store) recall(list []ingest.Finding) []ingest.Finding {
	for i, f := range list {
		if ruleCode.MatchString(f.Code) && !slices.ContainsFunc(s.rules, func(r rule) bool { return r.code == f.Code }) {
			list[i].Args = ingest.Args{"check": f.Code, "words": f.Args["words"]}
			list[i].Code = ruleGone
		}
	}
	return list
}
