package ingest

import (
	"regexp"
	"slices"
	"time"

	"giaoban/ingest/catalog"
)

// fitting proposes what a table may report on whose title names no period in
// full: the parts of a year that its title or a name speaks of, in the years
// that stand about it; the periods of its headings; those that end about the
// days it names; those that were over when the paper was signed; else those it
// looks forward to, or the years.
func (r *reportReader) fitting(x *foundTable) []statement {
	var list []statement
	add := func(in Standing, periods ...catalog.Period) {
		for _, p := range periods {
			if !p.IsZero() && !slices.ContainsFunc(list, func(s statement) bool { return s.period == p }) {
				list = append(list, statement{p, in})
			}
		}
	}
	years := r.yearsAbout(x)
	for _, named := range []struct {
		in       Standing
		mentions []catalog.Mention
	}{
		{InTitle, x.text.partial},
		{InSheetName, catalog.FindPeriods(worded(r.sheetName(x)))},
		{InFileName, catalog.FindPeriods(worded(r.fileName))},
	} {
		for _, m := range named.mentions {
			if m.Outlook || m.Complete() {
				continue
			}
			if !x.text.signed.IsZero() {
				add(named.in, latestBegun(m, x.text.signed))
			}
			for _, year := range years {
				p, _ := m.WithYear(year)
				add(named.in, p)
			}
		}
	}
	for _, name := range []struct {
		in   Standing
		text string
	}{{InSheetName, r.sheetName(x)}, {InFileName, r.fileName}} {
		for _, m := range catalog.FindPeriods(figuredMonth.ReplaceAllString(worded(name.text), "$1$2/$3")) {
			switch {
			case !m.Date.IsZero():
				add(name.in, endingAbout(m.Date)...)
			case m.Outlook || m.Period.IsZero():
			case namesOccasion(name.text):
				add(name.in, beforeOccasion(m.Period)...)
			default:
				add(name.in, m.Period)
			}
		}
	}
	for _, s := range x.headedCandidates() {
		add(s.in, s.period)
	}
	for _, year := range years {
		add(InTitle, x.partsLeftOpen(year)...)
	}
	if x.text.rest > 0 {
		add(InTitle, endingAbout(time.Date(x.text.rest, time.December, 31, 0, 0, 0, 0, time.UTC))...)
	}
	for _, year := range years {
		add(InTitle, x.text.open.periods(year)...)
	}
	if day := x.text.signed; len(list) == 0 && !day.IsZero() {
		add(InTitle, endingAbout(day.AddDate(0, 0, -day.Day()))...)
	}
	if len(list) == 0 {
		add(InTitle, x.text.outlooks...)
	}
	if len(list) == 0 {
		for _, year := range years {
			p, _ := catalog.NewPeriod(catalog.Year, year, 0)
			add(InTitle, p)
		}
	}
	return list
}

// yearsAbout returns the years that a table's title, its headings and the
// names of its sheet and file name, each once.
func (r *reportReader) yearsAbout(x *foundTable) []int {
	var years []int
	add := func(year int) {
		if year > 0 && !slices.Contains(years, year) {
			years = append(years, year)
		}
	}
	add(x.text.rest)
	for _, line := range x.text.lines {
		for _, digits := range fourDigits.FindAllString(line.text, -1) {
			add(yearIn(digits))
		}
	}
	for _, c := range x.heads {
		if p, _, dated, ok := periodOf(c.head.period, 0); ok && dated {
			add(p.Year())
		}
	}
	for _, name := range []string{r.sheetName(x), r.fileName} {
		for _, p := range periodsIn(catalog.FindPeriods(worded(name)), 0) {
			add(p.Year())
		}
		for _, digits := range fourDigits.FindAllString(worded(name), -1) {
			add(yearIn(digits))
		}
	}
	return years
}

// figuredMonth is a month and its year in figures, which a name may also have
// for when it was sent: "09.2026", "9-2026".
var figuredMonth = regexp.MustCompile(`(^|[^\d.-])(\d{1,2})[.-]((?:19|20)\d\d)\b`)

// fourDigits may be a year.
var fourDigits = regexp.MustCompile(`\b(?:19|20)\d\d\b`)

// yearIn returns the year of four digits, 0 if reports on it are out of range.
func yearIn(digits string) int {
	p, err := catalog.ParsePeriod(digits)
	if err != nil {
		return 0
	}
	return p.Year()
}

// leftOpen are the words for a part of a year in titles that leave open which.
var leftOpen = []struct {
	word  *regexp.Regexp
	grain catalog.Grain
}{
	{regexp.MustCompile(`(?:^| )quy(?: |$)`), catalog.Quarter},
	{regexp.MustCompile(`(?:^| )(?:nua|ban nien)(?: |$)`), catalog.Half},
	{regexp.MustCompile(`(?:^| )thang(?: |$)`), catalog.Month},
}

// partsLeftOpen returns the parts of a year of which the title leaves open
// which it means: "quý … năm 2024".
func (x *foundTable) partsLeftOpen(year int) []catalog.Period {
	if !x.text.unread {
		return nil
	}
	var list []catalog.Period
	for _, line := range x.text.lines {
		_, rest := catalog.RestOfYear(line.text)
		for _, part := range leftOpen {
			if rest || !catalog.NamesUnreadPart(line.text) || !part.word.MatchString(unaccented(line.text)) {
				continue
			}
			for index := 1; ; index++ {
				p, err := catalog.NewPeriod(part.grain, year, index)
				if err != nil {
					break
				}
				list = append(list, p)
			}
		}
	}
	return list
}
