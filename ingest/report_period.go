package ingest

import (
	"slices"

	"giaoban/ingest/catalog"
)

// settlePeriods gives each table its period: from the hidden identification,
// else its title, else the table above it, the sheet's name, the other sheets,
// the file's name. It reports false when a table has none, or two.
func (r *reportReader) settlePeriods() bool {
	fileMentions := catalog.FindPeriods(spaced(r.fileName))
	filePeriod, fileKnown := onePeriod(periodsIn(fileMentions, 0), joinedIn(fileMentions))
	fileKnown = fileKnown && !namesOccasion(r.fileName)
	answer, answered := r.told(MapPeriod)
	tell := func(x *foundTable) { // what somebody has said of this file
		x.title.period, _ = catalog.ParsePeriod(answer.Target)
		r.findings.noteMapping(answer, r.Vocabulary, x.text.at)
	}
	var missing []*foundTable
	ok, told := true, false
	parts := r.partsOfYear()
	for i := range r.tables {
		x := &r.tables[i]
		year, dated := r.yearFor(x)
		title := titlePeriods(x, year)
		sheetMentions := catalog.FindPeriods(worded(r.sheetName(x)))
		named, sheetKnown := onePeriod(periodsIn(sheetMentions, year), joinedIn(sheetMentions))
		sheetKnown = sheetKnown && !x.text.isTooLong(named) && !namesOccasion(r.sheetName(x))
		p, known := onePeriod(title, x.text.equals)
		ambiguous := !known && len(title) > 0 && r.id.Period.IsZero()
		if ambiguous {
			title = reportedOn(title, x.text.equals)
			one, same := r.sameUnder(x, title, filePeriod, named)
			if !same {
				one, same = r.eachHeaded(x, title)
			}
			if same {
				p, known, ambiguous = one, true, false
				r.findings.add(Note, codePeriodOfSeveral, x.text.at, Args{"first": title[0], "second": title[1], "period": p})
			}
		}
		if part, divided := parts[r.sheetName(x)]; known && divided && labels(p, part) && !x.text.whole {
			r.findings.add(Note, codePeriodPart, x.text.at, Args{"year": p, "period": part})
			p = part
		}
		var list []statement
		if !r.id.Period.IsZero() {
			list = append(list, statement{r.id.Period, InIdentification})
			if known = known || len(title) > 0; known {
				p = nearest(title, r.id.Period)
			}
		}
		if known {
			list = append(list, statement{p, InTitle})
		}
		others := r.contradicting(x, list)
		unsure := known && len(list) == 1 && x.text.occasion && !r.confirmsOccasion(x, p)
		if unsure && !x.text.attended && x.text.signed.IsZero() {
			unsure = false
			if !answered {
				r.findings.add(Warning, codePeriodMeeting, x.text.at, Args{"period": p, "other": p.Previous()})
			}
		}
		switch {
		case answered && unsure:
			tell(x)
			told = true
		case answered && (ambiguous || len(others) > 0):
			tell(x)
			told = true
		case ambiguous:
			r.askPeriod(codePeriodAmbiguous, x, Args{"first": title[0], "second": title[1]}, statementsOf(title, InTitle)...)
			ok = false
		case len(others) > 0:
			r.askContradiction(x, list[0], others)
			ok = false
		case unsure:
			r.askPeriod(codePeriodOccasion, x, Args{"period": p}, statementsOf(beforeOccasion(p), InTitle)...)
			ok = false
		case len(list) > 0:
			x.title.period = list[0].period
			if list[0].in == InTitle {
				r.tellYear(x, dated)
			}
		case i > 0 && r.tables[i-1].grid == x.grid && !r.tables[i-1].title.period.IsZero() && !x.text.isTooLong(r.tables[i-1].title.period):
			x.title.period = r.tables[i-1].title.period
			if x.text.basis().sum == sumUnsaid {
				x.text.said = r.tables[i-1].text.basis()
			}
		case sheetKnown:
			x.title.period = named
			r.findings.add(Note, codePeriodFromSheet, x.text.at, Args{"period": named})
		default:
			missing = append(missing, x)
		}
	}
	common, uniform := r.commonPeriod()
	for _, x := range missing {
		p, from, found := filePeriod, InFileName, codePeriodFromFile
		if uniform && !x.text.isTooLong(common) {
			p, from, found = common, InTitle, codePeriodFromTables
		}
		usable := found == codePeriodFromTables || fileKnown && !x.text.isTooLong(p)
		var others []statement
		if usable {
			others = r.contradicting(x, []statement{{p, from}})
		}
		compared, alone := r.comparedPeriod(x)
		closed, dated := r.closedPeriod(x)
		switch {
		case usable && len(others) == 0:
			x.title.period = p
			r.findings.add(Note, found, x.text.at, Args{"period": p, "name": r.fileName})
		case answered:
			tell(x)
			told = true
		case ok && usable:
			r.askContradiction(x, statement{p, from}, others)
			ok = false
		case alone:
			x.title.period = compared
			r.findings.add(Note, codePeriodFromHeadings, x.text.at, Args{"period": compared, "other": compared.AddYears(-1)})
		case dated:
			x.title.period = closed
			r.findings.add(Note, codePeriodFromDay, x.text.at, Args{"period": closed, "day": x.text.cutOff.Format("2/1/2006")})
		case ok:
			r.askPeriod(codePeriodMissing, x, nil, r.fitting(x)...)
			ok = false
		}
	}
	if ok && !told && r.overrulePeriod() {
		return true
	}
	for i := range r.tables {
		switch x := &r.tables[i]; {
		case !ok || !x.headedOtherwise(x.title.period):
		case answered && !told:
			tell(x)
			told = true
		case !answered:
			r.askPeriod(codePeriodHeadings, x, Args{"period": x.title.period},
				append([]statement{{x.title.period, r.standingOf(x)}}, x.headedCandidates()...)...)
			ok = false
		}
	}
	return ok && (told || r.agreeOnPeriod())
}

// partsOfYear returns, by the sheets' names, the parts of a year that a workbook
// has a sheet for each of, so that the year in their titles says only in which
// these lie: "Quý I", "Quý II" below "Năm 2024". One sheet alone so named is none.
func (r *reportReader) partsOfYear() map[string]catalog.Period {
	parts := map[string]catalog.Period{}
	seen := map[catalog.Period]bool{}
	for i := range r.tables {
		x := &r.tables[i]
		year, _ := r.yearFor(x)
		mentions := catalog.FindPeriods(worded(r.sheetName(x)))
		if p, ok := onePeriod(periodsIn(mentions, year), joinedIn(mentions)); ok && p.Grain() < catalog.Year && !namesOccasion(r.sheetName(x)) {
			parts[r.sheetName(x)], seen[p] = p, true
		}
	}
	if len(seen) < 2 {
		return nil
	}
	return parts
}

// contradicting returns what the title and the name of a table's sheet say
// against the first of the statements, which is believed before them. Of a
// name that may mean something else it is only told.
func (r *reportReader) contradicting(x *foundTable, list []statement) (others []statement) {
	if len(list) == 0 {
		return nil
	}
	p := list[0].period
	for _, s := range list[1:] {
		if s.period != p && (!labels(s.period, p) || x.text.whole) {
			others = append(others, s)
		}
	}
	named, sure := otherPeriods(r.sheetName(x), InSheetName, p)
	_, answered := r.told(MapPeriod)
	switch {
	case len(named) == 0 || r.headedAlike(x, p, named):
	case sure || list[0].in == InFileName: // of two names neither is believed
		others = append(others, statementsOf(named, InSheetName)...)
	case len(others) == 0 && !answered:
		r.findings.add(Warning, codePeriodSheetName, x.text.at, Args{"first": list[0].in.where(), "period": p, "other": shownPeriods(named)})
	}
	return others
}

// headedAlike reports whether a table's headings mean the same under each of
// the periods, so that its figures do not hang on which is the report's.
func (r *reportReader) headedAlike(x *foundTable, p catalog.Period, others []catalog.Period) bool {
	_, same := r.sameUnder(x, append([]catalog.Period{p}, others...))
	return same
}

// askContradiction asks which of the periods that a workbook names in several
// places it is of; the name of the file may say another still.
func (r *reportReader) askContradiction(x *foundTable, first statement, others []statement) {
	list := append([]statement{first}, others...)
	if named, sure := otherPeriods(r.fileName, InFileName, first.period); sure && first.in != InFileName {
		list = append(list, statementsOf(named, InFileName)...)
	}
	r.askPeriod(codePeriodContradiction, x, Args{"first": first.in.where(), "period": first.period,
		"second": others[0].in.where(), "other": shownPeriods(periodsOf(others[:1]))}, list...)
}

// tellYear says where the year of a title without one comes from.
func (r *reportReader) tellYear(x *foundTable, dated Standing) {
	var where wording
	switch {
	case !x.text.dated.IsZero():
		where = say("standing.signature", Args{"day": x.text.dated.Format("2/1/2006")})
	case len(x.text.periods) > 0 || dated == InTitle || dated == "":
		return
	default:
		where = dated.where()
	}
	r.findings.add(Note, codePeriodYear, x.text.at, Args{"where": where, "period": x.title.period})
}

// agreeOnPeriod compares the workbook's period with the one its file is called
// after. One that reports on several is about none a name could contradict:
// of those one must be meant. It reports false when the file has to wait.
func (r *reportReader) agreeOnPeriod() bool {
	x := &r.tables[0]
	p, uniform := r.commonPeriod()
	if !uniform {
		for _, x := range r.tables {
			if other, _ := otherPeriods(r.fileName, InFileName, x.title.period); len(other) == 0 {
				return true
			}
		}
		p = x.title.period
	}
	other, sure := otherPeriods(r.fileName, InFileName, p)
	if len(other) == 0 || !uniform && slices.ContainsFunc(other, r.holdsAll) {
		return true
	}
	in := r.standingOf(x)
	args := Args{"first": in.where(), "period": p, "other": shownPeriods(other)}
	if !slices.ContainsFunc(r.tables, func(x foundTable) bool { return !r.headedAlike(&x, p, other) }) {
		args["file"] = r.fileName
		r.findings.add(Note, codePeriodNameHeaded, x.text.at, args)
		return true
	}
	if !sure {
		r.findings.add(Warning, codePeriodFileName, x.text.at, args)
		return true
	}
	answer, answered := r.told(MapPeriod)
	if !answered {
		list := []statement{{p, in}}
		for i := range r.tables {
			if s := (statement{r.tables[i].title.period, r.standingOf(&r.tables[i])}); !slices.Contains(list, s) {
				list = append(list, s)
			}
		}
		r.askPeriod(codePeriodFileDisagrees, x, args, append(list, statementsOf(other, InFileName)...)...)
		return false
	}
	told, _ := catalog.ParsePeriod(answer.Target)
	if !slices.ContainsFunc(r.tables, func(x foundTable) bool { return x.title.period == told }) || uniform {
		for i := range r.tables {
			r.tables[i].title.period = told
		}
	}
	r.findings.noteMapping(answer, r.Vocabulary, x.text.at)
	return true
}

// holdsAll reports whether a period holds those of all tables, as the quarter
// holds the months that its workbook has a sheet for each of.
func (r *reportReader) holdsAll(p catalog.Period) bool {
	return !slices.ContainsFunc(r.tables, func(x foundTable) bool { return !p.Contains(x.title.period) })
}

// standingOf is where the period of a table is named.
func (r *reportReader) standingOf(x *foundTable) Standing {
	switch {
	case !r.id.Period.IsZero():
		return InIdentification
	case len(x.text.periods)+len(x.text.partial) > 0:
		return InTitle
	case len(catalog.FindPeriods(worded(r.sheetName(x)))) > 0:
		return InSheetName
	}
	return InFileName
}

// titlePeriods returns the periods a table's title names, those without a year
// in the one year it names, or else the given one.
func titlePeriods(x *foundTable, year int) []catalog.Period {
	periods := slices.Clone(x.text.periods)
	if len(periods) > 0 && !slices.ContainsFunc(periods, func(p catalog.Period) bool { return p.Year() != periods[0].Year() }) {
		year = periods[0].Year()
	}
	for _, m := range x.text.partial {
		if p, known := m.WithYear(year); known {
			periods = append(periods, p)
		}
	}
	return distinct(periods)
}

// nearest returns the one of the periods that is p, else the first that holds
// it, else the first.
func nearest(periods []catalog.Period, p catalog.Period) catalog.Period {
	if slices.Contains(periods, p) {
		return p
	}
	if i := slices.IndexFunc(periods, func(q catalog.Period) bool { return q.Contains(p) }); i >= 0 {
		return periods[i]
	}
	return periods[0]
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

// yearFor returns the year of "quý I" above a table that names none, and where
// it stands: in the hidden identification, else the titles, the sheet's name,
// the file's name. It is 0 where that names none or several.
func (r *reportReader) yearFor(x *foundTable) (year int, in Standing) {
	if !r.id.Period.IsZero() {
		return r.id.Period.Year(), InIdentification
	}
	var titles []catalog.Period
	for _, x := range r.tables {
		titles = append(titles, x.text.periods...)
	}
	for _, s := range []struct {
		periods []catalog.Period
		in      Standing
	}{
		{titles, InTitle},
		{periodsIn(catalog.FindPeriods(datedWords(r.sheetName(x))), 0), InSheetName},
		{periodsIn(catalog.FindPeriods(datedWords(r.fileName)), 0), InFileName},
	} {
		if len(s.periods) == 0 {
			continue
		}
		year = s.periods[0].Year()
		if slices.ContainsFunc(s.periods, func(p catalog.Period) bool { return p.Year() != year }) {
			return 0, ""
		}
		return year, s.in
	}
	return 0, ""
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
