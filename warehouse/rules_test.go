package warehouse

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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
	files, err := filepath.Glob("testdata/rules/*.story")
	if err != nil || len(files) == 0 {
		t.Fatalf("no testdata: %v", err)
	}
	told := map[string]bool{}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".story"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			w := newWorld(t)
			blocks := strings.Split(strings.TrimSpace(string(text)), "\n\n")
			for i, block := range blocks {
				blocks[i] = tellBlock(t, w, block, told)
			}
			got := strings.Join(blocks, "\n\n") + "\n"
			if *update && got != string(text) {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if diff := cmp.Diff(string(text), got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
	for _, r := range newWorld(t).rules {
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
		line := fmt.Sprintf("%s %s %s | %s", f.Severity, f.Code, f.Cell, m.Text(locale.VI, "finding."+f.Code, f.Args))
		if f.Fix != "" {
			line += " | " + f.Fix
		}
		said = append(said, line)
		if text := line + m.Text(locale.EN, "finding."+f.Code, f.Args); strings.ContainsAny(text, "{}⟦") {
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
	w := newWorld(t)
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
