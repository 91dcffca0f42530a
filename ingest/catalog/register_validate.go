package catalog

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

// RegisterTable names a table of the register.
type RegisterTable string

// Tables.
const (
	VersionTable    RegisterTable = "versions"
	EdgeTable       RegisterTable = "edges"
	EventTable      RegisterTable = "events"
	ObligationTable RegisterTable = "obligations"
)

// RegisterProblem is one thing wrong with one row of a register.
type RegisterProblem struct {
	Table RegisterTable
	Index int    // of the row in its slice
	Org   string // the row's organisation (an edge's child), or an event's code
	Field string // column name: "org", "from", "parent", "indicators" …
	Rule  Rule
	Value string // what the field holds, or the part of it that is wrong
	Other string // the other organisation concerned
}

// Error describes the row, the field and the rule, for logs.
func (p RegisterProblem) Error() string {
	text := fmt.Sprintf("%s, row %d (%s): %s: %s", p.Table, p.Index+1, p.Org, p.Field, p.Rule)
	if p.Value != "" {
		text += fmt.Sprintf(" %q", p.Value)
	}
	if p.Other != "" {
		text += fmt.Sprintf(" (see %q)", p.Other)
	}
	return text
}

// Validate returns everything wrong with the register, table by table, or
// nothing. The catalogue tells which indicators may be owed. Of two rows that
// contradict each other the later one is reported.
//
// An edge may outlast the organisations at its ends, because a dissolution
// should not require closing every relation by hand; but they must exist
// together for a day.
func (r *Register) Validate(c *Catalogue) []RegisterProblem {
	v := &registerCheck{r: r, c: c, lives: map[string][]span{}, up: map[string][]Edge{}}
	for i := range r.Versions {
		v.version(i)
	}
	for org := range v.lives {
		v.lives[org] = union(v.lives[org])
	}
	for i := range r.Edges {
		v.edge(i)
	}
	codes := map[string]bool{}
	for i := range r.Events {
		v.event(i, codes)
	}
	for i := range r.Obligations {
		v.obligation(i)
	}
	return v.problems
}

type registerCheck struct {
	r        *Register
	c        *Catalogue
	lives    map[string][]span
	up       map[string][]Edge // sound edges so far, by child
	problems []RegisterProblem
}

// fail returns the function that reports problems of one row.
func (v *registerCheck) fail(t RegisterTable, i int, org string) func(field string, rule Rule, value, other string) {
	return func(field string, rule Rule, value, other string) {
		v.problems = append(v.problems, RegisterProblem{t, i, org, field, rule, value, other})
	}
}

// orgCode is the form of organisation codes, which stand in addresses.
var orgCode = regexp.MustCompile(`^[a-z0-9]+([._-][a-z0-9]+)*$`)

func (v *registerCheck) version(i int) {
	row := v.r.Versions[i]
	fail := v.fail(VersionTable, i, row.Org)
	if row.Org == "" {
		fail("org", RuleMissing, "", "")
	} else if !orgCode.MatchString(row.Org) {
		fail("org", RuleForm, row.Org, "")
	}
	if row.NameVI == "" {
		fail("name_vi", RuleMissing, "", "")
	}
	oneOf(fail, "type", row.Type, Bloc, Committee, Cell, SubCell, Cluster, Territory)
	if row.span().empty() {
		fail("to", RuleEmpty, "", "")
	}
	for _, other := range v.lives[row.Org] {
		if other.overlaps(row.span()) {
			fail("from", RuleOverlap, "", row.Org)
			break
		}
	}
	v.lives[row.Org] = append(v.lives[row.Org], row.span())
}

func (v *registerCheck) edge(i int) {
	row := v.r.Edges[i]
	fail := v.fail(EdgeTable, i, row.Child)
	known := v.org(fail, "child", row.Child)
	known = v.org(fail, "parent", row.Parent) && known
	oneOf(fail, "kind", row.Kind, PartyLine, ClusterEdge, TerritoryEdge)
	if row.span().empty() {
		fail("to", RuleEmpty, "", "")
		return
	}
	if !known {
		return
	}
	days := v.days(row)
	if len(days) == 0 {
		fail("from", RuleNever, "", row.Parent)
		return
	}
	for _, other := range v.r.Edges[:i] {
		if other.Child == row.Child && other.Kind == row.Kind && other.span().overlaps(row.span()) {
			fail("from", RuleOverlap, string(row.Kind), other.Parent)
			return
		}
	}
	v.edgeTypes(row, fail)
	if v.leads(row.Parent, row.Child, days, map[string][]span{}) {
		fail("parent", RuleCycle, row.Parent, row.Child)
		return
	}
	v.up[row.Child] = append(v.up[row.Child], row)
}

// edgeTypes: clusters and territories are no Party level, so the Party line
// neither begins nor ends at one; a unit would count twice. A cluster edge has
// a cluster at one end (a cluster may belong to a bloc), a territory edge
// leads to a territory.
func (v *registerCheck) edgeTypes(e Edge, fail func(string, Rule, string, string)) {
	child, parent := v.types(e.Child, e.span()), v.types(e.Parent, e.span())
	has := func(types []OrgType, any ...OrgType) bool {
		return slices.ContainsFunc(types, func(t OrgType) bool { return slices.Contains(any, t) })
	}
	switch {
	case e.Kind == PartyLine && has(parent, Cluster, Territory):
		fail("kind", RuleMismatch, string(e.Kind), e.Parent)
	case e.Kind == PartyLine && has(child, Cluster, Territory):
		fail("kind", RuleMismatch, string(e.Kind), e.Child)
	case e.Kind == ClusterEdge && !has(parent, Cluster) && !has(child, Cluster),
		e.Kind == TerritoryEdge && !has(parent, Territory):
		fail("kind", RuleMismatch, string(e.Kind), e.Parent)
	}
}

// types returns what the organisation was during the span.
func (v *registerCheck) types(org string, s span) []OrgType {
	var out []OrgType
	for _, row := range v.r.Versions {
		if row.Org == org && row.span().overlaps(s) {
			out = append(out, row.Type)
		}
	}
	return out
}

// days returns when the edge holds.
func (v *registerCheck) days(e Edge) []span {
	return intersect([]span{e.span()}, intersect(v.lives[e.Child], v.lives[e.Parent]))
}

// leads reports whether on any of the days the parents of org, whatever the
// kind, lead up to target. Seen holds the days already followed from each.
func (v *registerCheck) leads(org, target string, days []span, seen map[string][]span) bool {
	days = subtract(days, seen[org])
	if len(days) == 0 {
		return false
	}
	if org == target {
		return true
	}
	seen[org] = union(append(seen[org], days...))
	return slices.ContainsFunc(v.up[org], func(e Edge) bool {
		return v.leads(e.Parent, target, intersect(days, v.days(e)), seen)
	})
}

// org reports whether the organisation exists at any time.
func (v *registerCheck) org(fail func(string, Rule, string, string), field, org string) bool {
	switch {
	case org == "":
		fail(field, RuleMissing, "", "")
	case v.lives[org] == nil:
		fail(field, RuleUnknown, org, "")
	default:
		return true
	}
	return false
}

func (v *registerCheck) event(i int, codes map[string]bool) {
	row := v.r.Events[i]
	fail := v.fail(EventTable, i, row.Code)
	switch {
	case row.Code == "":
		fail("code", RuleMissing, "", "")
	case codes[row.Code]:
		fail("code", RuleDuplicate, row.Code, row.Code)
	}
	codes[row.Code] = true
	oneOf(fail, "kind", row.Kind, Found, Merge, Split, Transfer, Rename, TypeChange, Dissolve, Reshuffle)
	if row.Date.IsZero() {
		fail("date", RuleMissing, "", "")
	}
	if len(row.From) == 0 && row.Kind != Found {
		fail("from", RuleMissing, "", "")
	}
	if len(row.To) == 0 && row.Kind != Dissolve {
		fail("to", RuleMissing, "", "")
	}
	for _, org := range row.From {
		v.org(fail, "from", org)
	}
	for _, org := range row.To {
		v.org(fail, "to", org)
	}
}

// periodicities are the grains at which reports may be owed.
var periodicities = []Grain{Month, Quarter, Half, Year}

func (v *registerCheck) obligation(i int) {
	row := v.r.Obligations[i]
	fail := v.fail(ObligationTable, i, row.Org)
	v.org(fail, "org", row.Org)
	if len(row.Indicators) == 0 {
		fail("indicators", RuleMissing, "", "")
	}
	groups := map[string]bool{string(Economy): true, string(Labour): true, string(Party): true}
	for _, code := range row.Indicators {
		if _, known := v.c.Indicator(code); !known && !groups[code] {
			fail("indicators", RuleUnknown, code, "")
		}
	}
	if !slices.Contains(periodicities, row.Every) {
		fail("every", RuleForm, fmt.Sprint(int(row.Every)), "")
	}
	switch d := row.Deadline; {
	case d.Closing == "" && d.Days != 0:
		fail("closing", RuleMissing, "", "")
	case d.Closing != "" && d.Closing != CalendarClosing && d.Closing != AdministrativeClosing:
		fail("closing", RuleForm, string(d.Closing), "")
	case d.Days < -MaxDeadlineDays || d.Days > MaxDeadlineDays:
		fail("days", RuleForm, strconv.Itoa(d.Days), "")
	}
	if row.span().empty() {
		fail("to", RuleEmpty, "", "")
	}
}

func (o Obligation) span() span { return span{o.From, o.To} }
