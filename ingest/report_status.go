package ingest

import (
	"regexp"
	"slices"

	"giaoban/ingest/catalog"
)

// settleStatus gives each table its status: what the hidden identification or
// its title says, else the title above on its sheet, else the sheet's name,
// else the file's; estimate if the figures were cut off before the period
// ended; else preliminary, because nobody called them official. A name is
// believed less than what stands on the sheet, and where they disagree that is
// said.
func (r *reportReader) settleStatus() {
	for i := range r.tables {
		x := &r.tables[i]
		x.title.cutOff = x.text.cutOff
		x.title.units = x.text.units
		x.title.status = max(x.text.status, r.id.Status)
		first := i == 0 || r.tables[i-1].grid != x.grid
		if !first { // what the title of the sheet says holds below
			above := r.tables[i-1].title
			x.title.status = max(x.title.status, above.status)
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
		_, end := x.title.period.Administrative()
		switch {
		case x.title.status != catalog.NoStatus:
		case !x.title.cutOff.IsZero() && x.title.cutOff.Before(end):
			x.title.status = catalog.Estimate
		default:
			x.title.status = catalog.Preliminary
		}
	}
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
		case status == catalog.NoStatus || status == x.title.status:
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
// plan that was adjusted, the member who has become one, an agreement.
var statusOfNames = []struct {
	words  *regexp.Regexp
	status catalog.Status
}{
	{regexp.MustCompile(` (?:so lieu|so|bao cao|bc|da) dieu chinh | dieu chinh so lieu |^ dieu chinh |( (?:ke hoach|kh|du toan|chi tieu|quy hoach|von|gia|luong|muc)(?: nam)?)? dieu chinh(?: lan \d+)? $`), catalog.Corrected},
	{regexp.MustCompile(` (?:so lieu|so|bao cao|bc) chinh thuc |^ chinh thuc |( (?:dang vien|dv|chuyen|dang|lao dong|nhan vien|cong nhan))? chinh thuc $`), catalog.Final},
	{regexp.MustCompile(`( (?:thoa|quy|hiep|cong|giao|dieu|khe|menh|mo))? (?:uoc|uth) `), catalog.Estimate},
}

// statusInName returns what the name of a file or sheet says of its figures,
// NoStatus if nothing. It is sure if the name speaks of no other time than p.
func statusInName(name string, p catalog.Period) (status catalog.Status, sure bool) {
	text := " " + unaccented(withoutTimes(name)) + " "
	for _, s := range statusOfNames {
		if m := s.words.FindStringSubmatch(text); m != nil && (len(m) == 1 || m[1] == "") {
			status = s.status
			break
		}
	}
	mentions := catalog.FindPeriods(worded(name))
	periods := slices.DeleteFunc(periodsIn(mentions, p.Year()), func(q catalog.Period) bool {
		return q == p || q.Grain() == catalog.Year && q.Contains(p) && !slices.Contains(joinedIn(mentions), q) && len(mentions) > 1
	})
	return status, len(periods) == 0
}
