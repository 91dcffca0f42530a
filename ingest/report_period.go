package ingest

import (
	"regexp"
	"slices"
	"time"

	"giaoban/ingest/catalog"
)

// settlePeriods gives each table its period: from the hidden identification,
// else its title, else the table
// above it, the sheet's name, the other sheets, the file's name. It reports
// false when a table has none.
func (r *reportReader) settlePeriods() bool {
	if !r.id.Period.IsZero() {
		for i := range r.tables {
			r.tables[i].title.period = r.id.Period
		}
		return true
	}
	fileMentions := catalog.FindPeriods(spaced(r.fileName))
	filePeriod, fileKnown := onePeriod(periodsIn(fileMentions, 0), joinedIn(fileMentions))
	year := r.commonYear(fileMentions)
	answer, answered := r.Vocabulary.confirmed(time.Time{}, r.sha).find(MapPeriod, "")
	told := func(x *foundTable) { // what somebody has said of this file
		x.title.period, _ = catalog.ParsePeriod(answer.Target)
		r.findings.noteMapping(answer, r.Vocabulary, x.text.at)
	}
	var missing []*foundTable
	ok := true
	for i := range r.tables {
		x := &r.tables[i]
		periods := slices.Clone(x.text.periods)
		for _, m := range x.text.partial {
			if p, known := m.WithYear(year); known {
				periods = append(periods, p)
			}
		}
		periods = distinct(periods)
		sheetMentions := catalog.FindPeriods(spaced(x.grid.Name))
		named, sheetKnown := onePeriod(periodsIn(sheetMentions, year), joinedIn(sheetMentions))
		p, known := onePeriod(periods, x.text.equals)
		ambiguous, contradicted := !known && len(periods) > 0, known && sheetKnown && !named.Contains(p)
		switch {
		case answered && (ambiguous || contradicted):
			told(x)
		case ambiguous:
			r.askPeriod(codePeriodAmbiguous, x, Args{"first": periods[0], "second": periods[1]}, periods...)
			ok = false
		case contradicted:
			r.askPeriod(codePeriodContradiction, x, Args{"period": p, "other": named}, p, named)
			ok = false
		case known:
			x.title.period = p
		case i > 0 && r.tables[i-1].grid == x.grid && !r.tables[i-1].title.period.IsZero():
			x.title.period, x.text.cumulative = r.tables[i-1].title.period, r.tables[i-1].text.accumulates()
		case sheetKnown:
			x.title.period = named
			r.findings.add(Note, codePeriodFromSheet, x.text.at, Args{"period": named})
		default:
			missing = append(missing, x)
		}
		if known && fileKnown && !filePeriod.Contains(p) {
			r.findings.add(Warning, codePeriodFileName, x.text.at, Args{"period": p, "other": filePeriod})
		}
	}
	common, uniform := r.commonPeriod()
	for _, x := range missing {
		switch {
		case uniform:
			x.title.period = common
		case fileKnown:
			x.title.period = filePeriod
			r.findings.add(Note, codePeriodFromFile, x.text.at, Args{"period": filePeriod, "name": r.fileName})
		case answered:
			told(x)
		case ok:
			r.askPeriod(codePeriodMissing, x, nil)
			ok = false
		}
	}
	return ok
}

// commonPeriod returns the period of the tables that have one, if it is one.
func (r *reportReader) commonPeriod() (catalog.Period, bool) {
	var periods []catalog.Period
	for _, x := range r.tables {
		if !x.title.period.IsZero() {
			periods = append(periods, x.title.period)
		}
	}
	periods = distinct(periods)
	if len(periods) != 1 {
		return catalog.Period{}, false
	}
	return periods[0], true
}

// commonYear returns the year that the titles and the file name agree on, 0
// if they name none or several: the year of "quý I" on a line of its own.
func (r *reportReader) commonYear(file []catalog.Mention) int {
	years := map[int]bool{}
	for _, x := range r.tables {
		for _, p := range x.text.periods {
			years[p.Year()] = true
		}
	}
	if len(years) == 0 {
		for _, p := range periodsIn(file, 0) {
			years[p.Year()] = true
		}
	}
	if len(years) != 1 {
		return 0
	}
	for year := range years {
		return year
	}
	return 0
}

// periodsIn returns the periods mentioned, those without a year in the given one.
func periodsIn(mentions []catalog.Mention, year int) []catalog.Period {
	var periods []catalog.Period
	for _, m := range mentions {
		if m.Outlook || !m.Date.IsZero() {
			continue
		}
		if p, ok := m.WithYear(year); ok {
			periods = append(periods, p)
		}
	}
	return distinct(periods)
}

// joinedIn returns the periods among them that are named on a level with another.
func joinedIn(mentions []catalog.Mention) []catalog.Period {
	var periods []catalog.Period
	for _, m := range mentions {
		if m.Joined && !m.Period.IsZero() {
			periods = append(periods, m.Period)
		}
	}
	return periods
}

// joint is a mark that stands for a blank in names of files and sheets. A dot
// after a digit may belong to a date, a hyphen after one to a period's code.
var joint = regexp.MustCompile(`_|(\D)\.|(\pL)-`)

// dottedYear is a quarter or month whose year follows a dot: "quy 1.2024".
var dottedYear = regexp.MustCompile(`(?i)((?:quý|quy|tháng|thang) ?\d{1,2})\.((?:19|20)\d\d)`)

// spaced makes words of a name: "BC_Quý I.2024", "bao-cao-quy-2-2024".
func spaced(name string) string {
	return dottedYear.ReplaceAllString(joint.ReplaceAllString(name, "$1$2 "), "$1/$2")
}
