package ingest

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"giaoban/ingest/sheet"
)

// Rows head those below them. One may say what these are about, which gives
// their names a meaning: "II. ĐẢNG VIÊN"; of what time their figures are, or that
// they are planned, which is read as if its words stood over their columns: "II.
// KẾ HOẠCH QUÝ II", "B. CÙNG KỲ NĂM TRƯỚC"; or of whom: "CHI NHÁNH A". What it
// says holds until the next row that is marked like it or ranks above it.

// rowGroup is a row that heads others.
type rowGroup struct {
	row  int
	mark string // what rows of its rank are marked by: see rankMark
	text string // as it is written
	name string // what its rows are about, "" for nothing said

	certain bool       // it heads others by how it is marked and what it says, not only by having no figures
	number  int        // of one marked by a number
	within  int        // of the last row below one that begin at 1 anew, 0 for none
	time    *groupTime // of the rows below it, nil for nothing said
	body    *groupBody // whose figures they are, nil for the sender's
}

// rowGroups are the groups a row is in, from the outermost: first those that are
// certain.
type rowGroups struct{ list []rowGroup }

// last returns the innermost of the groups, nil for none.
func (s rowGroups) last() *rowGroup {
	if len(s.list) == 0 {
		return nil
	}
	return &s.list[len(s.list)-1]
}

// time returns what the groups a row is in say of its figures, nil for nothing.
func (s rowGroups) time() *groupTime {
	if g := s.last(); g != nil {
		return g.time
	}
	return nil
}

// body returns the body of the groups a row is in, nil for the one that reports.
func (s rowGroups) body() *groupBody {
	if g := s.last(); g != nil {
		return g.body
	}
	return nil
}

// subject returns what the rows below a group are about that begins in a row, by
// the groups around it.
func (s rowGroups) subject(row int) string {
	for _, g := range slices.Backward(s.list) {
		if g.name != "" && g.row != row {
			return g.name
		}
	}
	return ""
}

// open begins a group that is certain, ends those that it does not stand in, and
// returns the one around it and one just like it that it ended.
func (s *rowGroups) open(g rowGroup) (around, ended *rowGroup) {
	s.list = slices.DeleteFunc(s.list, func(x rowGroup) bool { return !x.certain })
	if i := slices.IndexFunc(s.list, func(x rowGroup) bool { return x.isWithin(g.mark) }); i >= 0 {
		if x := s.list[i]; x.mark == g.mark {
			ended = &x
		}
		s.list = s.list[:i]
	}
	if n := len(s.list); n > 0 {
		x := s.list[n-1]
		around, g.time, g.body = &x, x.time, x.body
	}
	g.certain = true
	s.list = append(s.list, g)
	return around, ended
}

// enter takes in that a row without figures is about something, which those
// below it stand under. It ends the rows before it that rank alike.
func (s *rowGroups) enter(n rowName, name string) {
	if g := s.last(); g != nil && g.row == n.row {
		g.name = name
		return
	}
	mark, number := rankMark(n)
	s.leave(func(g rowGroup) bool { return g.isWithin(mark) })
	s.list = append(s.list, rowGroup{row: n.row, mark: mark, number: number, text: n.name, name: name, time: s.time(), body: s.body()})
}

// leave ends the first of the groups for which that is so, and those in it. Those
// that are certain end as [rowGroups.open] and [rowGroups.pass] tell.
func (s *rowGroups) leave(ends func(rowGroup) bool) {
	if i := slices.IndexFunc(s.list, func(g rowGroup) bool { return !g.certain && g.within == 0 && ends(g) }); i >= 0 {
		s.list = s.list[:i]
	}
}

// isWithin reports whether a group ends at the next row that heads others and is
// marked so.
func (g rowGroup) isWithin(mark string) bool {
	return g.mark == mark || mark == upperMark && g.mark == plainMark || mark == "1" && strings.HasPrefix(g.mark, "1.")
}

// pass ends the groups that a row of figures stands behind by its number.
func (s *rowGroups) pass(mark string, number int) {
	if !isNumberMark(mark) {
		return
	}
	for i := range s.list {
		g := &s.list[i]
		if !g.isWithin(mark) && (mark != "1" || g.mark != "a") {
			continue
		}
		if g.within = g.below(number); g.within == 0 && g.certain {
			s.list = s.list[:i]
			return
		}
	}
}

// below returns the number of a row where it stands below one marked by a number,
// as those that begin at 1 anew do until one goes on behind that itself; else 0.
func (g rowGroup) below(number int) int {
	if number == 1 || g.within > 0 && (number == g.within+1 || number != g.number+1) {
		return number
	}
	return 0
}

// has reports whether a row stands in a group of a mark that is certain.
func (s rowGroups) has(mark string) bool {
	return slices.ContainsFunc(s.list, func(g rowGroup) bool { return g.certain && g.mark == mark })
}

// Marks of groups without a number: by how their names are written.
const (
	upperMark = "upper"
	plainMark = "plain"
)

// isNumberMark reports whether a mark is that of rows with a number.
func isNumberMark(mark string) bool { return mark != "" && mark != upperMark && mark != plainMark }

// rankMark returns what tells the rank of a row: "I", "A", "1", "1.1", "a", and
// of one without a number how it is written; and its number, 0 for no such one.
// It is empty for a dash and other marks of a part.
func rankMark(n rowName) (mark string, number int) {
	text := strings.Trim(strings.TrimSpace(n.mark), "(). /:-–")
	if text == "" {
		text = strings.Trim(strings.TrimSpace(leadingNumber(n.name)), "(). /:-–")
	}
	rest, child := withoutNumbering(n.name)
	switch {
	case isGroupNumber(text):
		return markingOf(text, text), 0
	case text != "" && strings.Trim(text, "0123456789.") == "":
		number, _ = strconv.Atoi(text)
		return "1" + strings.Repeat(".1", strings.Count(text, ".")), number
	case text != "" && len([]rune(text)) == 1 && unicode.IsLower([]rune(text)[0]):
		return "a", 0
	case text != "" || n.mark != "" || rest == "" || child && leadingNumber(n.name) != "":
		return "", 0
	case rest == strings.ToUpper(rest):
		return upperMark, 0
	}
	return plainMark, 0
}

// opensGroup reports whether a row of a table of indicators that has no figures
// heads others: it has the number of a group, or stands out and says nothing but
// of what time others are, or that they are planned, or ends such a group.
func (r *tableReader) opensGroup(s rowGroups, n rowName, row, next sheet.Row) bool {
	mark, _ := rankMark(n)
	if n.name == "" || n.filled || mark == "" {
		return false
	}
	if mark == "I" || mark == "A" {
		return true
	}
	rest, _ := withoutNumbering(n.name)
	h, _, empty := r.timeOfGroup(n.name)
	if _, known := r.cat.Match(rest); known || n.unit != "" || (!empty || h.isOutcome()) && !s.has(mark) && !r.headsOther(n.name) {
		return false
	}
	after := strings.Trim(cmp.Or(name(next.At(r.columnOf(numberColumn))), itemNumber(name(next.At(r.table.keyCol)))), "(). ")
	switch mark {
	case upperMark, "1":
		return true
	case plainMark:
		return row.At(r.table.keyCol).Bold || after == "1" || r.grid.mergedBelow(r.table.keyCol, row.Number).LastCol > r.table.keyCol
	}
	return after == "1" || after == "-" || strings.HasPrefix(name(next.At(r.table.keyCol)), "-")
}

// opensGroupOfUnits does so in a table of organisations, where a group may have
// the sums of those below it, and begins the group. Groups of organisations that
// say nothing of time stand in those that do, or end them by their number.
func (r *tableReader) opensGroupOfUnits(s *rowGroups, row, next sheet.Row, text, number string) bool {
	n := rowName{name: text, mark: number, row: row.Number, filled: r.isFilled(row)}
	mark, count := rankMark(n)
	rest, _ := withoutNumbering(text)
	if text == "" || mark == "" || isTotal(plain(rest)) || isTotal(plain(text)) {
		return false
	}
	marked := mark == "I" || mark == "A"
	if n.filled && !marked {
		s.pass(mark, count)
		return false
	}
	h, _, empty := r.timeOfGroup(text)
	_, _, known := r.findOrg(text, rest)
	if known || ofOrganisations.MatchString(plain(rest)) || !empty || len(h.names) > 0 || (h.isOutcome() && !isTimed(h)) || !marked && h.isOutcome() && !s.has(mark) {
		if marked && !known {
			s.open(rowGroup{row: n.row, mark: mark, text: text})
		}
		return false
	}
	after := strings.Trim(cmp.Or(name(next.At(r.columnOf(numberColumn))), itemNumber(name(next.At(r.table.keyCol)))), "(). ")
	if !marked && mark != upperMark && after != "1" && !row.At(r.table.keyCol).Bold && r.grid.mergedBelow(r.table.keyCol, row.Number).LastCol <= r.table.keyCol {
		return false
	}
	r.openGroup(s, n, r.grid.place(r.table.keyCol, row.Number))
	return true
}

// ofOrganisations begins the names of groups of organisations that have
// something in common: "Đơn vị hoàn thành kế hoạch".
var ofOrganisations = regexp.MustCompile(`^(?:(?:các|những|nhóm|khối) )?(?:đơn vị|doanh nghiệp|dn|công ty|đảng bộ|chi bộ)(?: |$)`)

// openGroup begins the group that a row heads and settles of what time it is.
// It reports whether the row names nothing besides.
func (r *tableReader) openGroup(s *rowGroups, n rowName, at place) (only bool) {
	mark, number := rankMark(n)
	h, target, empty := r.timeOfGroup(n.name)
	_, ended := s.open(rowGroup{row: n.row, mark: mark, number: number, text: n.name})
	g := s.last()
	after := false
	if ended != nil {
		rest, _ := withoutNumbering(ended.text)
		after = resultsOfGroup.MatchString(plain(rest))
	}
	g.time = r.settleGroup(g.time, h, target, after, at)
	r.settleBody(g, ended, n.name, h, at)
	if ended != nil && ended.time != nil && g.time == nil && !isNumberMark(mark) && !isTimed(h) {
		r.leaveGroup(g, h, ended.time, at)
	}
	return empty && len(h.names) == 0
}

// beginGroup begins the outline anew below a row that names nothing, where rows
// stand under what the groups around it name.
func (r *tableReader) beginGroup(n rowName, o *outline) {
	section := o.groups.subject(n.row)
	r.takeGroupUnit(&heading{}, n, o)
	*o = outline{section: section, groups: o.groups, item: section, name: n.name, row: n.row, itemRow: n.row, units: o.units}
}
