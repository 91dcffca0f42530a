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
	year := r.commonYear(fileMentions)
	answer, answered := r.told(MapPeriod)
	tell := func(x *foundTable) { // what somebody has said of this file
		x.title.period, _ = catalog.ParsePeriod(answer.Target)
		r.findings.noteMapping(answer, r.Vocabulary, x.text.at)
	}
	var missing []*foundTable
	ok, told := true, false
	for i := range r.tables {
		x := &r.tables[i]
		title := titlePeriods(x, year)
		sheetMentions := catalog.FindPeriods(spaced(r.sheetName(x)))
		named, sheetKnown := onePeriod(periodsIn(sheetMentions, year), joinedIn(sheetMentions))
		sheetKnown = sheetKnown && !x.text.isTooLong(named)
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
		if sheetKnown && len(list) > 0 {
			list = append(list, statement{named, InSheetName})
		}
		first, other, contradicted := contradiction(list)
		switch {
		case answered && (ambiguous || contradicted):
			tell(x)
			told = true
		case ambiguous:
			r.askPeriod(codePeriodAmbiguous, x, Args{"first": title[0], "second": title[1]}, inTitle(title)...)
			ok = false
		case contradicted:
			r.askPeriod(codePeriodContradiction, x, Args{"first": first.in.where(), "period": first.period, "second": other.in.where(), "other": other.period}, first, other)
			ok = false
		case len(list) > 0:
			x.title.period = list[0].period
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
		switch {
		case uniform && !x.text.isTooLong(common):
			x.title.period = common
			r.findings.add(Note, codePeriodFromTables, x.text.at, Args{"period": common})
		case fileKnown && !x.text.isTooLong(filePeriod):
			x.title.period = filePeriod
			r.findings.add(Note, codePeriodFromFile, x.text.at, Args{"period": filePeriod, "name": r.fileName})
		case answered:
			tell(x)
			told = true
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

// agreeOnPeriod compares the workbook's period with the one its file is called
// after. One that reports on several is about none a name could contradict:
// of those one must be meant. It reports false when the file has to wait.
func (r *reportReader) agreeOnPeriod() bool {
	x := &r.tables[0]
	p, uniform := r.commonPeriod()
	if !uniform {
		for _, x := range r.tables {
			if _, _, differs := otherPeriod(r.fileName, x.title.period); !differs {
				return true
			}
		}
		p = x.title.period
	}
	other, sure, differs := otherPeriod(r.fileName, p)
	if !differs {
		return true
	}
	in := r.standingOf(x)
	args := Args{"first": in.where(), "period": p, "other": other}
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
		r.askPeriod(codePeriodFileDisagrees, x, args, append(list, statement{other, InFileName})...)
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

// standingOf is where the period of a table is named.
func (r *reportReader) standingOf(x *foundTable) Standing {
	switch {
	case !r.id.Period.IsZero():
		return InIdentification
	case len(x.text.periods)+len(x.text.partial) > 0:
		return InTitle
	case len(catalog.FindPeriods(spaced(r.sheetName(x)))) > 0:
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

// nearest returns the first of the periods that holds p, else the first.
func nearest(periods []catalog.Period, p catalog.Period) catalog.Period {
	if i := slices.IndexFunc(periods, func(q catalog.Period) bool { return q.Contains(p) }); i >= 0 {
		return periods[i]
	}
	return periods[0]
}

// inTitle says that periods stand in a title.
func inTitle(periods []catalog.Period) []statement {
	list := make([]statement, len(periods))
	for i, p := range periods {
		list[i] = statement{p, InTitle}
	}
	return list
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
