package ingest

import (
	"cmp"
	"regexp"
	"slices"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// What a Party organisation was ranked as for a year often stands as a word,
// "HTXSNV", where the catalogue counts the organisations of each rank. As with
// its type, an organisation is one of its rank and none of the others.

// rankIndicators count the organisations of each rank.
var rankIndicators = []string{rankings + "excellent", rankings + "good", rankings + "completed", rankings + "failed"}

// rankHeading is what heads such words, with whoever is ranked if it says so.
var rankHeading = regexp.MustCompile(`^(?:kết quả )?(?:đánh giá )?(?:xếp|phân) loại(?: chất lượng)?( (?:` + partyBodies + `))?(?: (?:hằng|hàng) năm)?$`)

// partyBodies are the words for organisations of the Party at the grass roots.
const partyBodies = `tccsđ|tổ chức cơ sở đảng|tổ chức đảng|tổ chức cơ sở|(?:chi )?đảng bộ(?: cơ sở)?|(?:đảng bộ )?chi bộ(?: cơ sở)?`

var namesPartyBodies = regexp.MustCompile(`(?:^| )(?:` + partyBodies + `)(?: |$)`)

// unranked says that an organisation has no rank.
var unranked = regexp.MustCompile(`^(?:(?:chưa|không)(?: được)?(?: đánh giá)? xếp loại|chưa đánh giá)?$`)

// rankOf returns the indicator that counts the organisations of a rank.
func rankOf(text string, cat *catalog.Catalogue) (catalog.Indicator, bool) {
	said, ok := ranksIn(text)
	if !ok || said.whose == rankedMembers {
		return catalog.Indicator{}, false
	}
	return cat.Indicator(rankings + said.rank)
}

// rankBeside reads a cell below a heading of ranks, with the words of the time
// that may stand behind a rank: "HTXSNV năm 2025".
func rankBeside(text string, cat *catalog.Catalogue) (rank catalog.Indicator, period string, ok bool) {
	h := heading{names: []string{"xếp loại"}}
	if h.readLevel(text, true, cat); len(h.names) != 2 || h.effects != saysNothing {
		return rank, "", false
	}
	rank, ok = rankOf(h.names[1], cat)
	return rank, h.period, ok
}

// isRank reports whether a cell says what an organisation was ranked as.
func (r *tableReader) isRank(c sheet.Cell) bool {
	if c.Kind != sheet.Text {
		return false
	}
	_, _, ok := rankBeside(name(c), r.cat)
	return ok
}

// headsRanks reports whether a heading may stand over ranks, and whether it
// says that it is organisations of the Party that are ranked.
func headsRanks(h heading) (ok, party bool) {
	if h.known || len(h.names) == 0 {
		return false, false
	}
	said := rankHeading.FindStringSubmatch(plain(h.names[len(h.names)-1]))
	return said != nil, said != nil && said[1] != ""
}

// settleRanks finds the columns of ranks in a table of organisations. Of those
// that are not taken a finding says why.
func (r *tableReader) settleRanks() {
	if r.table.orientation != rowsAreUnits {
		return
	}
	for i := range r.columns {
		c := &r.columns[i]
		ok, party := headsRanks(c.head)
		if !ok || c.kind != unknownColumn {
			continue
		}
		levels := levelsOf(r.grid, r.table, r.table.keyCol)
		party = party || len(levels) > 0 && namesPartyBodies.MatchString(plain(levels[len(levels)-1]))
		for _, row := range r.dataRows() {
			if !r.isRank(row.At(c.col)) {
				continue
			}
			s, dated := timed(c.head, r.title)
			if c.kind = noteColumn; r.takesRanks(c.head, s, dated, party, r.grid.place(c.col, row.Number)) {
				c.kind, c.slot = rankColumn, s
			}
			break
		}
	}
}

// takesRanks reports whether ranks are understood: they are of organisations
// of the Party, and of a year.
func (r *tableReader) takesRanks(h heading, s slot, dated, party bool, at place) bool {
	why, severity := codeRankOfWhom, Warning
	switch {
	case party && dated && s.period.Grain() == catalog.Year:
		return true
	case party:
		why, severity = codeRankOfYear, Note
	}
	r.findings.add(severity, why, at, Args{"heading": h.text, "period": r.title.period, "year": yearOf(r.title.period).AddYears(-1)})
	return false
}

// readRank counts an organisation by the rank that a cell says.
func (r *tableReader) readRank(org string, s slot, at place) {
	text := name(r.grid.At(at.col, at.row))
	rank, time, ok := rankBeside(text, r.cat)
	if p, _, _, named := periodOf(time, s.period.Year()); named && p != s.period {
		ok = false // of another year than its column
	}
	if !ok {
		if !unranked.MatchString(plain(text)) {
			r.findings.add(Warning, codeRankUnknown, at, Args{"text": text, "name": r.names.called(org)})
		}
		return
	}
	for _, code := range rankIndicators {
		ind, ok := r.cat.Indicator(code)
		if !ok {
			continue // a catalogue without it does not ask for it
		}
		q := quantity{raw: text}
		q.unit, _ = r.cat.Unit(ind.Unit)
		if code == rank.Code {
			q.value = decimal.NewFromInt(1)
		}
		r.readings.add(reading{org: org, indicator: ind, slot: s, quantity: q, at: at, derived: true})
	}
}

// readRanks reads a row of ranks in a table of indicators. It reports false
// if the row is none.
func (r *tableReader) readRanks(h heading, row sheet.Row) bool {
	ok, party := headsRanks(h)
	if !ok || !r.sameTime(h) {
		return false
	}
	found := false
	for _, c := range r.columns {
		over := r.orgColumns[c.col]
		if c.kind != figureColumn || over.total || !r.isRank(row.At(c.col)) {
			continue
		}
		org := cmp.Or(over.org, r.title.org)
		at := r.grid.place(c.col, row.Number)
		found = true
		if of, _ := r.names.today.Org(org); !r.takesRanks(h, c.slot, true, party && isPartyBody(of.Type), at) {
			break
		}
		r.readRank(org, c.slot, at)
	}
	return found
}

// isTickedRank reports whether a column that is not understood is headed by a
// rank, "Xếp loại – HTXSNV": an "x" in it ticks the rank of its row.
func (r *tableReader) isTickedRank(c column) bool {
	if c.kind != unknownColumn || len(c.head.names) == 0 {
		return false
	}
	_, ok := rankOf(c.head.names[len(c.head.names)-1], r.cat)
	return ok
}

// firstTick returns the first row of the table with an "x" in the column.
func (r *tableReader) firstTick(col int) (row int, found bool) {
	for _, row := range r.dataRows() {
		if c := row.At(col); c.Kind == sheet.Text && plain(c.Text) == "x" {
			return row.Number, true
		}
	}
	return 0, false
}

// ofOneEach puts the indicators that count organisations first where a column
// of a table of organisations has nothing but ticks and ones: of its members
// each would have more.
func (r *tableReader) ofOneEach(col int, list []Candidate) []Candidate {
	if r.table.orientation != rowsAreUnits {
		return list
	}
	for _, row := range r.dataRows() {
		switch text := plain(row.At(col).Text); text {
		case "", "x", "1", "0":
		default:
			if !isTotal(plain(name(row.At(r.table.keyCol)))) {
				return list
			}
		}
	}
	others := func(c Candidate) int {
		ind, _ := r.cat.Indicator(c.Target)
		if u, _ := r.cat.Unit(ind.Unit); u.Dimension == catalog.DimensionOrganisation {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(list, func(a, b Candidate) int { return cmp.Compare(others(a), others(b)) })
	return list
}

// isPartyBody reports whether an organisation is one that is ranked itself,
// and does not rank others.
func isPartyBody(t catalog.OrgType) bool {
	return t == catalog.Committee || t == catalog.Cell || t == catalog.SubCell
}
