package warehouse

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
)

// ruleMessages are the store's texts together with those of its rules.
func ruleMessages(t testing.TB, s *Store) *locale.Messages {
	t.Helper()
	m, err := locale.Load(Messages)
	if err == nil {
		m, err = m.With(s.RuleTexts())
	}
	if err != nil {
		t.Fatal(err)
	}
	return m
}

var ruleOf = regexp.MustCompile(`^[A-Z]`)

// TestRules runs testdata/rules/*.story. A file is a story of one rule in the
// blocks of [TestQueries]; below the figures of a workbook stands what the
// rules say of it, in Vietnamese:
//
//	load u1 2024-Q1 estimate 2024-05-01
//	u1 party_members 2024-Q1 100
//	----
//	error V01 C7 | u1, quý I/2024: … | 98
//
// Findings of anything but rules are left out. A workbook with an error must
// have been refused, any other accepted.
func TestRules(t *testing.T) {
	told := map[string]bool{}
	runStories(t, "testdata/rules/*.story", func(t *testing.T) func(string) string {
		w := newWorldIn(t, Config{})
		return func(block string) string { return tellBlock(t, w, block, told) }
	})
	for _, r := range newWorldIn(t, Config{}).rules {
		if !told[r.code] && !t.Failed() {
			t.Errorf("no story has a finding of %s", r.code)
		}
	}
}

func tellBlock(t *testing.T, w *world, block string, told map[string]bool) string {
	t.Helper()
	before, _, _ := strings.Cut(block, "\n----")
	lines := slices.DeleteFunc(strings.Split(before, "\n"), func(l string) bool { return strings.HasPrefix(l, "#") })
	if len(lines) == 0 {
		return block
	}
	head := strings.Fields(lines[0])
	if head[0] != "load" {
		return runBlock(t, w, block, map[string]bool{})
	}
	w.day = date(head[4])
	r := w.commit(parseLoad(t, lines))
	m := ruleMessages(t, w.Store)
	var said []string
	for _, f := range r.Findings {
		if !ruleOf.MatchString(f.Code) {
			continue
		}
		told[f.Code] = true
		line := fmt.Sprintf("%s %s %s | %s", f.Severity, f.Code, f.Cell, f.Text(m, locale.VI))
		if f.Fix != "" {
			line += " | " + f.Fix
		}
		said = append(said, line)
		if text := line + f.Text(m, locale.EN); strings.ContainsAny(text, "{}⟦") {
			t.Errorf("a text with holes: %s", text)
		}
	}
	if (r.State == Refused) != refused(r.Findings) {
		t.Errorf("%s: %s", lines[0], r.State)
	}
	checkWhole(t, w.Store)
	if said == nil {
		return before
	}
	return before + "\n----\n" + strings.Join(said, "\n")
}

// In a batch the error of one workbook refuses it and no other, and what it
// brought is not held against the others.
func TestRulesRefuseOneOfABatch(t *testing.T) {
	w := newWorldIn(t, Config{})
	w.register(bloc(2))
	members := func(value string) ingest.Submission {
		sub := report("u1", "2024-Q1")
		sub.Name = "u1 " + value + ".xlsx"
		for i, line := range []string{"party_members " + value, "members_official 85", "members_probationary 15"} {
			f := parseFact(t, strings.Fields("u1 "+strings.Replace(line, " ", " 2024-Q1 ", 1)), catalog.Estimate)
			f.Cell = fmt.Sprintf("C%d", 7+i)
			sub.Facts = append(sub.Facts, f)
		}
		return sub
	}
	other := report("u2", "2024-Q1", revenue("u2", "2024-Q1", "5"))
	list := []Incoming{{Submission: members("101"), Original: []byte("wrong")}, {Submission: other, Original: []byte("other")}}
	for round, want := range [][]State{{Refused, Accepted}, {Refused, Unchanged}} {
		got, err := w.CommitAll(t.Context(), list)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range got {
			if r.State != want[i] {
				t.Errorf("round %d, workbook %d: %+v", round, i, r)
			}
		}
		if f := got[0].Findings; len(f) != 1 || f[0].Code != "V01" || f[0].Cell != "C7" || got[0].Facts != 0 {
			t.Errorf("round %d: %+v", round, got[0])
		}
		kept, err := w.Findings(t.Context(), got[0].ID)
		if err != nil || len(kept) != 1 || kept[0].Fix != "100" {
			t.Errorf("round %d: kept %+v, %v", round, kept, err)
		}
		checkWhole(t, w.Store)
	}
	w.wantValue(ask("u2", "revenue", "2024-Q1"), "5")
	w.wantValue(ask("u1", "party_members", "2024-Q1"), "-")
	subs, err := w.Submissions(t.Context())
	if err != nil || len(subs) != 3 {
		t.Errorf("%d submissions, %v", len(subs), err)
	}
	if r := w.commit(members("100")); r.State != Accepted {
		t.Errorf("mended: %+v", r)
	}
}

const shortage = `-- check:    TOO_FEW
-- severity: warning
-- vi:       {org}: chỉ có {value} {unit} ở ô {cell}, ít hơn {least}.
-- en:       {org}: only {value} {unit} in cell {cell}, fewer than {least}.
SELECT submission, sheet, cell, org, indicator, num AS value, 50 AS least
FROM staged
WHERE indicator = 'workers' AND num < 50
`

// openWith opens a data folder with check files of its own.
func openWith(t *testing.T, dir string, files map[string]string) *world {
	t.Helper()
	checks := filepath.Join(dir, "checks")
	if err := os.RemoveAll(checks); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(checks, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(checks, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return newWorldIn(t, Config{Dir: dir})
}

func said(t *testing.T, w *world, list []ingest.Finding) []string {
	t.Helper()
	m := ruleMessages(t, w.Store)
	var out []string
	for _, f := range list {
		out = append(out, fmt.Sprintf("%s %s: %s", f.Severity, f.Code, f.Text(m, locale.VI)))
	}
	return out
}

// A check file that is put into the data folder is a rule from the next start;
// what it said is still said when it has gone.
func TestChecksOfTheDataFolder(t *testing.T) {
	dir := t.TempDir()
	w := openWith(t, dir, map[string]string{"it_nguoi.sql": shortage})
	w.register(bloc(1))
	workers := func(value string) ingest.Submission {
		return report("u1", "2024-Q1", parseFact(t, []string{"u1", "workers", "2024-Q1", value}, catalog.Estimate))
	}
	if r := w.commit(workers("50")); len(r.Findings) != 0 {
		t.Errorf("enough: %+v", r.Findings)
	}
	r := w.commit(workers("49"))
	words := "u1: chỉ có 49 người ở ô C7, ít hơn 50."
	if got := said(t, w, r.Findings); !slices.Contains(got, "warning TOO_FEW: "+words) {
		t.Errorf("%q", got)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	w = openWith(t, dir, nil)
	kept, err := w.Findings(t.Context(), r.ID)
	if got := said(t, w, kept); err != nil || !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, words) && strings.Contains(s, "TOO_FEW") }) {
		t.Errorf("%q, %v", got, err)
	}
}

// A broken check file stops nobody, and everybody hears of it, with the line.
func TestBrokenChecks(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"syntax", strings.Replace(shortage, "FROM staged", "FORM staged", 1), `near "FORM"`},
		{"column", strings.Replace(shortage, "num <", "amount <", 1), "checks/x.sql:7"},
		{"header", strings.Replace(shortage, "-- severity: warning\n", "", 1), `lacks "severity:"`},
		{"severity", strings.Replace(shortage, "warning", "grave", 1), "checks/x.sql:2"},
		{"argument", strings.Replace(shortage, "{least}", "{smallest}", 1), "checks/x.sql:3"},
		{"languages", strings.Replace(shortage, ", fewer than {least}", "", 1), "checks/x.sql:3"},
		{"code taken", strings.Replace(shortage, "TOO_FEW", "V01", 1), "another file has the code V01"},
		{"no place", strings.Replace(shortage, "sheet, cell", "cell", 1), "sheet VARCHAR"},
		{"not a query", shortage[:strings.Index(shortage, "SELECT")] + "DROP TABLE fact", "not a SELECT"},
		{"parameter", strings.Replace(shortage, "< 50", "< $few::INTEGER", 1), "takes none"},
		{"over the figures", strings.Replace(shortage, "num < 50", "raw::DATE IS NULL", 1), "checks/x.sql:7"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := openWith(t, t.TempDir(), map[string]string{"x.sql": tt.text})
			w.register(bloc(1))
			r := w.commit(report("u1", "2024-Q1", parseFact(t, []string{"u1", "workers", "2024-Q1", "49"}, catalog.Estimate)))
			got := said(t, w, r.Findings)
			if r.State != Accepted || len(got) != 1 || !strings.HasPrefix(got[0], "note store_rule_broken") || !strings.Contains(got[0], tt.want) {
				t.Errorf("%s %q, want %q", r.State, got, tt.want)
			}
		})
	}
}
