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

// runRules runs every rule over the figures of the submissions from first to
// last, which are in the transaction already, beside what is known. It returns
// their findings by submission, in workbook order; an error among them refuses
// the workbook. What is said of a submission depends on the states of those
// before it, and not on the others.
func (s *Store) runRules(ctx context.Context, w *writer, byID map[int64]*candidate, v *vocabulary, first, last int64) (map[int64][]ingest.Finding, error) {
	brought := map[int64]map[string]bool{}
	came := map[string]bool{}
	for id, c := range byID {
		brought[id] = c.indicators()
		maps.Copy(came, brought[id])
	}
	if len(s.rules) == 0 || len(came) == 0 {
		return nil, nil
	}
	values := map[string]any{"first": first, "last": last, "named": s.named}
	done := map[string]bool{}
	ready := func(names []string) error {
		for _, q := range s.staging {
			if done[q.name] || !slices.Contains(names, q.name) {
				continue
			}
			done[q.name] = true
			if err := relate(ctx, w.tx, q, values); err != nil {
				return w.note(fmt.Errorf("stage %s: %w", q.name, err))
			}
		}
		return nil
	}
	if err := ready([]string{"indicators", "staged"}); err != nil {
		return nil, err
	}
	found := map[int64][]ingest.Finding{}
	for _, r := range s.rules {
		if _, left := w.failed[r.code]; left || !r.concerns(came) {
			continue
		}
		if err := ready(r.relations); err != nil {
			return nil, err
		}
		err := r.run(ctx, w.tx, v, func(submission int64, f ingest.Finding) {
			if r.concerns(brought[submission]) {
				found[submission] = append(found[submission], f)
			}
		})
		if err != nil {
			return nil, w.note(ruleFailure{r, err})
		}
	}
	for _, list := range found {
		slices.SortStableFunc(list, func(a, b ingest.Finding) int {
			ac, ar, _ := sheet.ParseRef(a.Cell)
			bc, br, _ := sheet.ParseRef(b.Cell)
			if c := cmp.Or(cmp.Compare(a.Sheet, b.Sheet), cmp.Compare(ar, br), cmp.Compare(ac, bc), cmp.Compare(a.Code, b.Code)); c != 0 {
				return c
			}
			return cmp.Compare(fmt.Sprint(a.Args), fmt.Sprint(b.Args))
		})
	}
	return found, w.note(unrelate(ctx, w.tx))
}

// indicators are those of the figures that a candidate reports.
func (c *candidate) indicators() map[string]bool {
	out := map[string]bool{}
	for i := range c.sub.Facts {
		if f := &c.sub.Facts[i]; f.Role == ingest.Reported && !f.NotApplicable {
			out[f.Indicator] = true
		}
	}
	return out
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

// failedRules are rules to leave out, by code, and what to say of each.
type failedRules map[string]ingest.Finding

// judging is [Store.transaction] for an f that runs the rules: it runs f again
// without each rule that fails in it, and the workbooks are told which.
func (s *Store) judging(ctx context.Context, f func(w *writer) error) error {
	return s.leavingOut(ctx, func(failed failedRules) error {
		return s.transaction(ctx, func(w *writer) error {
			w.failed = failed
			return f(w)
		})
	})
}

// leavingOut runs f until no rule fails in it, each time without those that
// have. Rules can fail over some figures only (a number that does not fit, a
// text that is no date), so that the next call tries them anew.
func (s *Store) leavingOut(ctx context.Context, f func(failedRules) error) error {
	failed := failedRules{}
	for {
		err := f(failed)
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
