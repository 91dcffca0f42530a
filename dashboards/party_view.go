package dashboards

import (
	"slices"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
)

// partyPage shows the life of the Party organisations in one period.
type partyPage struct {
	shell
	Pickers  *pickers
	Headline string
	Subtitle []string
	Org      string
	Hero     *figure // the members
	Keys     []figure
	Movement *movementPanel
	Stages   *panel
	Absent   []figure // steps of the admission that nobody told of
	Culture  *culture
	Lists    []partyList
	Columns  [][]partyPanel // what stands below the drawings
	Units    *unitBalances
	Notes    []string
	Footer   imprint
}

// partyList is a panel of figures that belong together.
type partyList struct {
	Key     string
	Title   string
	Empty   string // what to say when there are none
	Figures []figure
}

// partyKeys are what stands beside the number of members, each place with its
// alternatives: the first that has a value.
var partyKeys = [][]string{
	{"subordinate_cells", "party_organisations"},
	{"admission_proposals", "admissions"},
	{"inspections_supervision", "inspections", "supervisions"},
	{"badges", "badges_30", "badges_40", "badges_50", "thematic_meetings"},
	{"cultural_standard", "meeting_attendance", "resolution_study_members"},
}

// partyLists are the panels of the page. Of the ones that are always there a
// reader must learn also that there is nothing to show.
var partyLists = []struct {
	key        string
	always     bool
	indicators []string
}{
	{"ratios", true, []string{"resolution_study_cells", "resolution_study_members", "meeting_attendance", "cultural_standard"}},
	{"organisations", true, []string{
		"party_organisations", "party_committees", "grassroots_cells", "subordinate_cells", "new_organisations",
		"dissolved_organisations", "organisations_received", "organisations_handed_over", "organisations_converted",
	}},
	{"members", true, []string{"party_members", "members_official", "members_probationary", "new_member_theory"}},
	{"inspections", true, []string{"inspections_supervision", "inspections", "supervisions", "thematic_meetings", "documents_issued"}},
	{"badges", true, []string{
		"badges", "badges_30", "badges_40", "badges_45", "badges_50", "badges_55", "badges_60", "badges_65", "badges_70",
		"badges_75", "badges_80", "badges_85", "badges_90",
	}},
	{"ranking", false, []string{
		"ranked_organisations_excellent", "ranked_organisations_good", "ranked_organisations_completed",
		"ranked_members_excellent", "ranked_members_good", "ranked_members_completed",
	}},
	{"commendations", false, []string{
		"commendations_collective", "commendations_collective_upper", "commendations_collective_committee", "commendations_collective_cell",
		"commendations_individual", "commendations_individual_upper", "commendations_individual_committee", "commendations_individual_cell",
		"mass_mobilisation_models", "trainees",
	}},
}

func (w words) party(dir *directory, f partyWork) (partyPage, error) {
	names := dir.names(f.period)
	page := partyPage{Org: w.orgName(names[f.org])}
	figures := map[string]figure{}
	values := 0
	for _, i := range w.catalog.Indicators {
		r, ok := f.now[i.Code]
		if !ok || i.Sensitivity == catalog.Restricted {
			continue
		}
		figures[i.Code] = w.figure(r, i)
		if r.Value != nil {
			values++
		}
	}
	page.Subtitle = w.partySubtitle(f, page.Org)
	if names[f.org].Invented {
		page.Notes = append(page.Notes, w.say("page.note.invented"))
	}
	if values == 0 {
		page.Headline = w.say("party.none", "org", page.Org, "period", w.inSentence(f.period))
		return page, nil
	}
	page.Headline = w.partyHeadline(f, figures)
	page.Hero = w.membersFigure(f, figures)
	for _, alternatives := range partyKeys {
		for _, code := range alternatives {
			if fig := figures[code]; fig.Value != "" && len(page.Keys) < 4 {
				page.Keys = append(page.Keys, fig)
				break
			}
		}
	}
	admission := w.declared("admissions")
	var steps []figure
	for _, code := range admission.Indicators {
		switch fig, ok := figures[code]; {
		case !ok:
		case fig.Value == "" || fig.Basis != "":
			page.Absent = append(page.Absent, fig)
		default:
			steps = append(steps, fig)
		}
	}
	var err error
	if page.Stages, err = w.stagePanel(admission, steps); err != nil {
		return page, err
	}
	if page.Stages == nil {
		page.Absent = nil // the list of members says it
	} else {
		page.Stages.Asked = w.asked(f.place)
	}
	if page.Movement, err = w.movementPanel(f, names); err != nil {
		return page, err
	}
	if page.Movement != nil && page.Movement.Option != "" {
		page.Movement.Asked = w.asked(f.place)
	}
	page.Units = w.unitBalances(f, names)
	if page.Culture, err = w.culture(w.declared("culture"), f.place, figures); err != nil {
		return page, err
	}
	for _, one := range partyLists {
		list := partyList{Key: one.key, Title: w.say("party.list." + one.key)}
		empty := ""
		for _, code := range one.indicators {
			fig, ok := figures[code]
			switch {
			case !ok:
			case fig.NotDue && one.key != "ratios":
				if empty == "" || w.rhythm(fig.row) != never {
					empty = capital(fig.Absent) + "."
				}
			default:
				list.Figures = append(list.Figures, fig)
			}
		}
		switch {
		case len(list.Figures) > 0:
		case one.always:
			if list.Empty = empty; empty == "" {
				list.Empty = w.say("party.list.empty", "period", w.inSentence(f.period))
			}
		default:
			continue
		}
		page.Lists = append(page.Lists, list)
	}
	page.Columns = page.columns()
	return page, nil
}

// partySubtitle places the headline: who, when, how many organisations.
func (w words) partySubtitle(f partyWork, org string) []string {
	out := []string{org, w.period(f.period)}
	out = append(out, w.size(f.now, f.now[memberBalance])...)
	if status := w.status(f.now[memberBalance].Status); status != "" {
		out = append(out, w.say("page.subtitle.status", "status", w.inside(status)))
	}
	return append(out, w.say("party.counts_only"))
}

// partyHeadline says how many members there are, how that changed, and how
// many more are asked for.
func (w words) partyHeadline(f partyWork, figures map[string]figure) string {
	members := figures[memberBalance]
	if members.Value == "" {
		return w.say("party.headline.no_members", "period", w.inSentence(f.period))
	}
	text := w.say("party.headline.members", "n", members.Value)
	if m := f.movement; m != nil {
		change, units := m.change()
		key := "party.headline.same"
		switch change.Sign() {
		case 1:
			key = "party.headline.up"
		case -1:
			key = "party.headline.down"
		}
		text += w.say(key, "n", w.number(change.Abs(), 0)) + w.over(units)
	}
	if proposed := figures["admission_proposals"]; proposed.Value != "" && proposed.Basis == "" && !proposed.row.Value.IsZero() {
		text += w.say("party.headline.proposed", "n", proposed.Value)
	} else if admitted := figures["admissions"]; admitted.Value != "" && admitted.Basis == "" && !admitted.row.Value.IsZero() {
		text += w.say("party.headline.admitted", "n", admitted.Value)
	}
	return text
}

// membersFigure is the number of members with its change since the beginning
// of the period, where that is known, instead of the one over a year.
func (w words) membersFigure(f partyWork, figures map[string]figure) *figure {
	fig, ok := figures[memberBalance]
	if !ok {
		return nil
	}
	if m := f.movement; m != nil {
		change, units := m.change()
		fig.Change = w.tinted(change, w.count(change), fig.indicator)
		fig.Change.Tone = plain // members may also come and go with their units
		fig.Change.Note = w.say("party.since", "opening", w.number(m.opening, 0))
		if units > 0 {
			fig.Change.Units, fig.Change.Note = units, w.say("page.change.like", "units", units)
		}
	}
	return &fig
}

// count writes a change in people with its sign.
func (w words) count(d decimal.Decimal) string {
	if d.Sign() > 0 {
		return "+" + w.number(d, 0)
	}
	return w.number(d, 0)
}

// unitBalances is the movement unit by unit, those that do not add up first.
type unitBalances struct {
	Title, Subtitle string
	Steps           []string
	Rows            []unitBalanceRow
}

type unitBalanceRow struct {
	Name, Href       string
	Opening, Closing cell
	Steps            []cell
	Rest             string
	Note             string // why there is a rest, or that there is none to tell
	Bad              bool
}

// cell is a figure in a table: a link to its passport, or what stands for one
// that is missing.
type cell struct {
	Text, Href string
	Absent     bool
}

func (w words) unitBalances(f partyWork, names map[string]catalog.OrgVersion) *unitBalances {
	m := f.movement
	if m == nil || len(m.units) == 0 {
		return nil
	}
	out := &unitBalances{Title: w.say("party.units.title", "n", len(m.units)), Subtitle: w.say("party.units.what")}
	for _, s := range m.steps {
		out.Steps = append(out.Steps, w.say("party.step."+s.step))
	}
	figureCell := func(org, code string, p catalog.Period, v *decimal.Decimal) cell {
		if v == nil {
			return cell{Text: w.briefly(unreported), Absent: true}
		}
		return cell{Text: w.number(*v, 0), Href: w.figureHref(org, code, p)}
	}
	for _, u := range m.units {
		row := unitBalanceRow{Name: w.unitName(names[u.org]), Href: w.unitHref(u.org, f.period)}
		if u.belonged {
			row.Opening = figureCell(u.org, memberBalance, f.before, u.opening)
		}
		if u.belongs {
			row.Closing = figureCell(u.org, memberBalance, f.period, u.closing)
		}
		for _, s := range m.steps {
			v, ok := u.flows[s.step]
			switch {
			case !u.belongs:
				row.Steps = append(row.Steps, cell{})
			case !ok:
				row.Steps = append(row.Steps, cell{Text: w.briefly(unreported), Absent: true})
			case s.code == "":
				row.Steps = append(row.Steps, cell{Text: w.count(v)})
			default:
				row.Steps = append(row.Steps, cell{Text: w.count(v), Href: w.figureHref(u.org, s.code, f.period)})
			}
		}
		rest := u.rest()
		if !rest.IsZero() {
			row.Rest = w.count(rest)
		}
		switch {
		case u.belongs && !u.belonged:
			row.Note = w.say("party.units.came")
		case u.belonged && !u.belongs:
			row.Note = w.say("party.units.left")
		case u.opening == nil || u.closing == nil:
			row.Note = w.say("party.units.silent")
		case !rest.IsZero():
			row.Note, row.Bad = w.say("party.units.gap"), true
		}
		out.Rows = append(out.Rows, row)
	}
	slices.SortStableFunc(out.Rows, func(a, b unitBalanceRow) int { return rank(a) - rank(b) })
	return out
}

// rank puts what must be looked at before what is only particular.
func rank(r unitBalanceRow) int {
	switch {
	case r.Bad:
		return 0
	case r.Note != "":
		return 1
	}
	return 2
}
