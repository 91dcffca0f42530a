package ingest

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"giaoban/ingest/catalog"
)

// settleStatus gives each table its status: what the hidden identification or
// its title says, else the notes below it, the title above on its sheet, else the sheet's name,
// else the file's; estimate if the figures were cut off before the period
// ended; else preliminary, because nobody called them official. A name is
// believed less than what stands on the sheet, and where they disagree that is
// said.
func (r *reportReader) settleStatus() {
	for i := range r.tables {
		x := &r.tables[i]
		x.title.cutOff = x.text.cutOff
		x.title.units = x.text.units
		first := i == 0 || r.tables[i-1].grid != x.grid
		r.readStatusOfTitle(x)
		r.readStatusOfNotes(x)
		if !first { // what the title of the sheet says holds below
			above := r.tables[i-1].title
			if x.title.status == catalog.NoStatus && !above.assumed {
				x.title.status = above.status
			}
			if x.title.units.empty() {
				x.title.units = above.units
			}
			if x.title.cutOff.IsZero() {
				x.title.cutOff = above.cutOff
			}
		}
		if i > 0 && x.title.units.empty() { // forms of several sheets write it on the first
			x.title.units = r.tables[i-1].title.units
			if x.title.units.from == "" {
				x.title.units.from = r.tables[i-1].grid.Name
			}
		}
		if first {
			r.readStatusOfNames(x)
		}
		early, told := isCutOffEarly(x.title.cutOff, x.title.period)
		x.title.assumed = x.title.status == catalog.NoStatus
		args := Args{"day": x.title.cutOff.Format("2/1/2006"), "period": x.title.period, "last": x.title.period.Last().Format("2/1/2006")}
		switch {
		case !x.title.assumed:
		case early:
			x.title.status = catalog.Estimate
			switch {
			case isCutOffShort(x.title.cutOff, x.title.period):
				r.findings.add(Warning, codeCutOffShort, x.text.at, args)
			case told:
				r.findings.add(Note, codeCutOffEarly, x.text.at, args)
			}
		default:
			x.title.status = catalog.Preliminary
		}
	}
}

// isCutOffEarly reports whether figures were cut off before their period was
// over, which makes estimates of them (Luật Thống kê 2015, Art. 3), and whether
// somebody should hear of it, because the day is not before the 14th, with which
// an administrative period ends. Offices close their books on the last working
// day: a weekend before the end is none.
func isCutOffEarly(day time.Time, p catalog.Period) (early, told bool) {
	const weekend = 2 // days
	_, administrative := p.Administrative()
	switch {
	case day.IsZero() || day.Equal(administrative):
		return false, false
	case day.Before(administrative):
		return true, false
	}
	late := day.Before(p.Last().AddDate(0, 0, -weekend))
	return late, late
}

// isCutOffShort reports whether figures were cut off before the last month of
// their period began: "năm 2026, số liệu tính đến 31/10" may be what ten months
// brought, and no estimate of the year.
func isCutOffShort(day time.Time, p catalog.Period) bool {
	return day.Before(p.Last().AddDate(0, 0, 1-p.Last().Day()))
}

// readStatusOfTitle takes the status of a table from the hidden identification
// and what stands above it, or says that its lines speak of two.
func (r *reportReader) readStatusOfTitle(x *foundTable) {
	status, one, other := statusFor(x.text.statuses, x.title.period)
	x.title.status = max(status, r.id.Status)
	x.title.estimated = estimatedIn(x.text.statuses, x.title.period)
	switch args := (Args{"text": one, "other": other, "status": status}); {
	case one == "" || r.id.Status != catalog.NoStatus:
	case x.text.isRevised(x.title.period):
		r.findings.add(Note, codeStatusRevised, x.text.at, args)
	case one == other:
		r.findings.add(Warning, codeStatusTwice, x.text.at, args)
	default:
		r.findings.add(Warning, codeStatusUnclear, x.text.at, args)
	}
}

// isRevised reports whether all that a title says besides of how sure its
// figures of a period are is that they have been corrected: an estimate that is
// sent again remains one.
func (t titleText) isRevised(p catalog.Period) bool {
	said := map[catalog.Status]bool{}
	for _, s := range t.statuses {
		if s.governs(p) {
			said[s.status] = true
		}
	}
	return len(said) == 2 && said[catalog.Corrected] && !said[catalog.Final]
}

// readStatusOfNames takes the status of the first table of a sheet from the
// names of the sheet and the file, or says that they speak of another.
func (r *reportReader) readStatusOfNames(x *foundTable) {
	for _, n := range []struct {
		name string
		in   Standing
		told code
	}{{r.sheetName(x), InSheetName, codeStatusFromSheet}, {r.fileName, InFileName, codeStatusFromFile}} {
		status, sure := statusInName(n.name, x.title.period)
		switch {
		case status == catalog.NoStatus:
			r.tellOfOther(n.name, n.in, x)
		case status == x.title.status:
		case x.title.status == catalog.NoStatus && sure:
			x.title.status = status
			r.findings.add(Note, n.told, x.text.at, Args{"status": status, "name": n.name})
		default:
			taken := max(x.title.status, catalog.Preliminary)
			if x.title.status == catalog.Estimate {
				taken = catalog.Estimate
			}
			if taken != status {
				r.findings.add(Warning, codeStatusName, x.text.at, Args{"where": n.in.where(), "name": n.name, "other": status, "status": taken})
			}
		}
	}
}

// statusOfNames are the words of a name, without accents, that tell the
// vintage of the figures; a group is what makes something else of them: the
// member who has become one, an agreement. See also [isCorrectedInName].
var statusOfNames = []struct {
	words  *regexp.Regexp
	status catalog.Status
}{
	{regexp.MustCompile(` (?:so lieu|so|bao cao|bc) chinh thuc |^ chinh thuc |( (?:dang vien|dv|chuyen|dang|lao dong|nhan vien|cong nhan))? chinh thuc $`), catalog.Final},
	{regexp.MustCompile(`( (?:thoa|quy|hiep|cong|giao|dieu|khe|menh|mo))? (?:uoc|uth) `), catalog.Estimate},
}

// bareYear is a year in a name without accents behind words for figures:
// elsewhere "nam 2026" may end "Viet Nam 2026".
var bareYear = regexp.MustCompile(`(?i)\b((?:ca|uoc|uth|th|thuc hien|ket qua|so lieu|bc|bao cao|chinh thuc|dieu chinh|so bo)[ _])nam([ _](?:19|20)\d\d)`)

// datedWords returns the words of a name as worded does, with its years.
func datedWords(name string) string { return worded(bareYear.ReplaceAllString(name, "${1}năm$2")) }

// statusesOfName is statusesIn for the name of a file or sheet, whose words
// mostly have no accents.
func statusesOfName(name string) []statusSaid {
	if !nameSpeaksOfStatus(name) {
		return nil
	}
	s := newStatusScan(datedWords(name))
	for i, w := range s.words {
		s.words[i] = withoutAccents(w)
	}
	s.bare = true
	return s.statuses(name)
}

// nameSpeaksOfStatus reports whether a name has a word for how sure figures are:
// most have none, and need not be looked at closely.
func nameSpeaksOfStatus(name string) bool {
	text := withoutAccents(catalog.Fold(worded(name)))
	return speaksOfStatus.in(text, true) || strings.Contains(text, "uth")
}

// saidOfOther returns the time of which alone a name says a status, if that
// neither is p nor ends with it: "BC 9 tháng và ước năm 2026".
func saidOfOther(name string, status catalog.Status, p catalog.Period) (other catalog.Period, ok bool) {
	for _, s := range statusesOfName(name) {
		if s.status != status {
			continue
		}
		periods := periodsIn(s.of, p.Year())
		if len(periods) == 0 || slices.ContainsFunc(periods, func(q catalog.Period) bool { return q.Last().Equal(p.Last()) }) {
			return catalog.Period{}, false
		}
		other, ok = periods[0], true
	}
	return other, ok
}

// tellOfOther says that a name says a status of another time than that of the
// table, and names that of the table nowhere.
func (r *reportReader) tellOfOther(name string, in Standing, x *foundTable) {
	p, said := x.title.period, statusesOfName(name)
	if len(said) == 0 {
		return
	}
	for _, q := range periodsIn(catalog.FindPeriods(datedWords(name)), p.Year()) {
		if q.Last().Equal(p.Last()) {
			return
		}
	}
	for _, s := range said {
		if other, ok := saidOfOther(name, s.status, p); ok {
			r.findings.add(Note, codeStatusOther, x.text.at, Args{"where": in.where(), "name": name, "status": s.status, "period": other, "reported": p})
			return
		}
	}
}

// statusInName returns what the name of a file or sheet says of its figures,
// NoStatus if nothing. It is sure if the name speaks of no other time than p.
func statusInName(name string, p catalog.Period) (status catalog.Status, sure bool) {
	if !nameSpeaksOfStatus(name) {
		return catalog.NoStatus, false
	}
	text := " " + unaccented(withoutTimes(name)) + " "
	if _, other := saidOfOther(name, catalog.Corrected, p); isCorrectedInName(text) && !other {
		status = catalog.Corrected
	}
	for _, s := range statusOfNames {
		at := s.words.FindStringSubmatchIndex(text)
		if status != catalog.NoStatus || at == nil || len(at) > 2 && at[2] < at[3] {
			continue
		}
		before, behind := text[:at[0]+1], text[at[1]-1:]
		if _, other := saidOfOther(name, s.status, p); isMeantBetween(before, behind, true) && !other {
			status = s.status
			break
		}
	}
	mentions := catalog.FindPeriods(datedWords(name))
	periods := slices.DeleteFunc(periodsIn(mentions, p.Year()), func(q catalog.Period) bool {
		return q == p || q.Grain() == catalog.Year && q.Contains(p) && !slices.Contains(joinedIn(mentions), q) && len(mentions) > 1
	})
	return status, len(periods) == 0
}
