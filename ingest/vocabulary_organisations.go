package ingest

import (
	"io"
	"slices"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/ingest/sheet"
)

func versionFields() []field[catalog.OrgVersion] {
	type version = catalog.OrgVersion
	return []field[version]{
		textField("org", 18, true, func(v *version) *string { return &v.Org }),
		textField("name_vi", 44, true, func(v *version) *string { return &v.NameVI }),
		textField("name_en", 36, false, func(v *version) *string { return &v.NameEN }),
		textField("short_name", 18, false, func(v *version) *string { return &v.ShortName }),
		wordField("type", 22, true, []catalog.OrgType{
			catalog.Bloc, catalog.Committee, catalog.Cell, catalog.SubCell, catalog.Cluster, catalog.Territory,
		}, func(v *version) *catalog.OrgType { return &v.Type }),
		textField("sector", 22, false, func(v *version) *string { return &v.Sector }),
		textField("ownership", 18, false, func(v *version) *string { return &v.Ownership }),
		flagField("invented", func(v *version) *bool { return &v.Invented }),
		dayField("from", false, func(v *version) *time.Time { return &v.From }),
		dayField("to", false, func(v *version) *time.Time { return &v.To }),
	}
}

func edgeFields() []field[catalog.Edge] {
	type edge = catalog.Edge
	return []field[edge]{
		textField("child", 18, true, func(e *edge) *string { return &e.Child }),
		textField("parent", 18, true, func(e *edge) *string { return &e.Parent }),
		wordField("edge_kind", 20, true, []catalog.EdgeKind{catalog.PartyLine, catalog.ClusterEdge, catalog.TerritoryEdge},
			func(e *edge) *catalog.EdgeKind { return &e.Kind }),
		dayField("from", false, func(e *edge) *time.Time { return &e.From }),
		dayField("to", false, func(e *edge) *time.Time { return &e.To }),
		textField("decision", 26, false, func(e *edge) *string { return &e.Decision }),
	}
}

func eventFields() []field[catalog.Event] {
	type event = catalog.Event
	return []field[event]{
		textField("event", 22, true, func(e *event) *string { return &e.Code }),
		wordField("event_kind", 18, true, []catalog.EventKind{
			catalog.Found, catalog.Merge, catalog.Split, catalog.Transfer,
			catalog.Rename, catalog.TypeChange, catalog.Dissolve, catalog.Reshuffle,
		}, func(e *event) *catalog.EventKind { return &e.Kind }),
		dayField("date", true, func(e *event) *time.Time { return &e.Date }),
		listField("from_orgs", 30, false, func(e *event) *[]string { return &e.From }),
		listField("to_orgs", 30, false, func(e *event) *[]string { return &e.To }),
		textField("decision", 26, false, func(e *event) *string { return &e.Decision }),
		textField("note_vi", 50, false, func(e *event) *string { return &e.NoteVI }),
		textField("note_en", 50, false, func(e *event) *string { return &e.NoteEN }),
	}
}

// grains are how often an organisation may have to report, as words.
var grains = map[string]catalog.Grain{
	"month": catalog.Month, "quarter": catalog.Quarter, "half": catalog.Half, "year": catalog.Year,
}

var grainWords = []string{"month", "quarter", "half", "year"}

// Whom an obligation binds.
const (
	bindsSelf    = "self"
	bindsMembers = "members"
)

func obligationFields() []field[catalog.Obligation] {
	type obligation = catalog.Obligation
	binding := []string{bindsSelf, bindsMembers}
	return []field[obligation]{
		textField("org", 18, true, func(o *obligation) *string { return &o.Org }),
		{key: "binds", width: 24, required: true, words: binding,
			show: func(o *obligation) any {
				if o.Members {
					return bindsMembers
				}
				return bindsSelf
			},
			read: func(o *obligation, c sheet.Cell) code {
				found, ok := codeOf(c.Text, binding)
				if !ok {
					return codeVocabularyWord
				}
				o.Members = found == bindsMembers
				return ""
			}},
		listField("indicators", 60, true, func(o *obligation) *[]string { return &o.Indicators }),
		{key: "every", width: 12, required: true, words: grainWords,
			show: func(o *obligation) any {
				for _, w := range grainWords {
					if grains[w] == o.Every {
						return w
					}
				}
				return ""
			},
			read: func(o *obligation, c sheet.Cell) code {
				found, ok := codeOf(c.Text, grainWords)
				if !ok {
					return codeVocabularyWord
				}
				o.Every = grains[found]
				return ""
			}},
		wordField("closing", 24, false, []catalog.Closing{catalog.CalendarClosing, catalog.AdministrativeClosing},
			func(o *obligation) *catalog.Closing { return &o.Deadline.Closing }),
		{key: "days", width: 16,
			show: func(o *obligation) any {
				if o.Deadline.Closing == "" {
					return nil
				}
				return decimal.NewFromInt(int64(o.Deadline.Days))
			},
			read: func(o *obligation, c sheet.Cell) code {
				if c.Kind != sheet.Number || !c.Number.IsInteger() || c.Number.Abs().GreaterThan(decimal.NewFromInt(catalog.MaxDeadlineDays)) {
					return codeVocabularyNumber
				}
				o.Deadline.Days = int(c.Number.IntPart())
				return ""
			}},
		dayField("from", false, func(o *obligation) *time.Time { return &o.From }),
		dayField("to", false, func(o *obligation) *time.Time { return &o.To }),
	}
}

// WriteOrganisations writes the register as a workbook that an analyst edits
// and loads back: names, relations, reorganisations and obligations, dated.
// A whole register comes back whole: rows deleted from the workbook go.
func WriteOrganisations(w io.Writer, r *catalog.Register, lang locale.Lang) error {
	f := excelize.NewFile()
	defer f.Close()
	if err := writeTable(f, lang, "organisations", versionFields(), r.Versions); err != nil {
		return err
	}
	if err := writeTable(f, lang, "edges", edgeFields(), r.Edges); err != nil {
		return err
	}
	if err := writeTable(f, lang, "events", eventFields(), r.Events); err != nil {
		return err
	}
	if err := writeTable(f, lang, "obligations", obligationFields(), r.Obligations); err != nil {
		return err
	}
	marks := map[string]string{}
	if r.Whole {
		marks[keyWhole] = "yes"
	}
	if err := closeVocabulary(f, KindOrganisations, marks); err != nil {
		return err
	}
	return finish(f, w)
}

// readOrganisations reads what [WriteOrganisations] writes, and the like made
// by hand; sheets but the first may be missing. The result holds what the
// workbook names, and is whole if the workbook says so and none of its sheets
// is missing. It is checked merged into what is known, because a relation
// may name an organisation that was loaded earlier.
func readOrganisations(book *sheet.Book, v Vocabulary, notes *findings) *catalog.Register {
	versions, ok := readTable(book, "organisations", versionFields(), notes)
	edges, okEdges := readTable(book, "edges", edgeFields(), notes)
	events, okEvents := readTable(book, "events", eventFields(), notes)
	obligations, okObligations := readTable(book, "obligations", obligationFields(), notes)
	if !ok && !okEdges && !okEvents && !okObligations {
		notes.add(Error, codeVocabularySheet, place{}, Args{"title": messages().Text(locale.VI, "vocabulary.sheet.organisations", nil)})
		return nil
	}
	changed := &catalog.Register{
		Versions: versions.values(), Edges: edges.values(), Events: events.values(), Obligations: obligations.values(),
		Whole: identify(book).Whole && ok && okEdges && okEvents && okObligations,
	}
	if len(notes.list) > 0 {
		return changed // cells that could not be read would only raise false alarms
	}
	merged := v.Register.Merge(changed)
	for _, p := range merged.Validate(v.Catalogue) {
		at, column := place{}, registerColumn(p)
		switch p.Table {
		case catalog.VersionTable:
			at = versions.at(written(merged.Versions, p.Index, changed.Versions, equal), column)
		case catalog.EdgeTable:
			at = edges.at(written(merged.Edges, p.Index, changed.Edges, equal), column)
		case catalog.EventTable:
			at = events.at(written(merged.Events, p.Index, changed.Events, func(a, b catalog.Event) bool { return a.Code == b.Code }), column)
		case catalog.ObligationTable:
			at = obligations.at(written(merged.Obligations, p.Index, changed.Obligations, func(a, b catalog.Obligation) bool {
				return a.Org == b.Org && a.Members == b.Members && a.From.Equal(b.From) && slices.Equal(a.Indicators, b.Indicators)
			}), column)
		}
		notes.add(Error, ruleCode(p.Rule, p.Field), at, registerArgs(p))
	}
	for _, pair := range merged.Twins() {
		one, other := merged.Versions[pair[0]], merged.Versions[pair[1]]
		i := written(merged.Versions, pair[1], changed.Versions, equal)
		if i < 0 {
			i, one, other = written(merged.Versions, pair[0], changed.Versions, equal), other, one
		}
		if i >= 0 {
			notes.add(Warning, codeVocabularyTwins, versions.at(i, "name_vi"), Args{"name": other.NameVI, "code": other.Org, "other": one.Org})
		}
	}
	return changed
}

// registerColumn is the key of the column a problem of a register is in: the
// sheets share some of their fields' names.
func registerColumn(p catalog.RegisterProblem) string {
	switch {
	case p.Table == catalog.EdgeTable && p.Field == "kind":
		return "edge_kind"
	case p.Table == catalog.EventTable:
		return map[string]string{"code": "event", "kind": "event_kind", "from": "from_orgs", "to": "to_orgs", "date": "date"}[p.Field]
	}
	return p.Field
}

func registerArgs(p catalog.RegisterProblem) Args {
	args := Args{"code": p.Org, "column": title(registerColumn(p)), "value": p.Value, "other": p.Other}
	if p.Rule == catalog.RuleMismatch {
		args["value"] = say("vocabulary.word."+p.Value, nil) // a kind of relation
	}
	return args
}

// ExplainRegister says what is wrong with a row of a register that is in no
// workbook at hand: where it would stand in one, and what to do.
func ExplainRegister(p catalog.RegisterProblem) locale.Speaker {
	sheets := map[catalog.RegisterTable]string{catalog.VersionTable: "organisations", catalog.EdgeTable: "edges",
		catalog.EventTable: "events", catalog.ObligationTable: "obligations"}
	args := registerArgs(p)
	args["cell"] = say("vocabulary.place", Args{"code": p.Org, "column": args["column"], "sheet": say("vocabulary.sheet."+sheets[p.Table], nil)})
	return say("finding."+string(ruleCode(p.Rule, p.Field)), args)
}

// written returns which of the rows written a merged row is, -1 for one that
// was known before. Rows that are the same keep their order in a merger, so
// the second of two twins is found as the second.
func written[T any](merged []T, index int, rows []T, same func(a, b T) bool) int {
	before := 0
	for _, row := range merged[:index] {
		if same(row, merged[index]) {
			before++
		}
	}
	for i, row := range rows {
		if same(row, merged[index]) {
			if before == 0 {
				return i
			}
			before--
		}
	}
	return -1
}

func equal[T comparable](a, b T) bool { return a == b }
