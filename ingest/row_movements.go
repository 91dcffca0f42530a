package ingest

import (
	"regexp"

	"giaoban/ingest/catalog"
)

// Forms of the Party's membership lead from the number there was to the number
// there is: "Đảng viên đầu kỳ", "Tăng trong kỳ" with the ways in, "Giảm trong
// kỳ" with the ways out. The ways are indicators; what they add up to is not
// stored, for it follows from them.

// Units of what comes and goes.
const (
	memberUnit = "party_member"
	bodyUnit   = "organisation"
)

// moving are the words for what comes and goes, by its unit.
var moving = map[string]string{memberUnit: `đảng viên|đv`, bodyUnit: `tccsđ|tổ chức cơ sở đảng|tổ chức đảng|tổ chức|tccs đảng`}

// movements head the ways in which these come and go: "Đảng viên tăng trong
// kỳ", "Tăng, giảm tổ chức đảng".
var movements = map[string]*regexp.Regexp{memberUnit: movementsOf(moving[memberUnit]), bodyUnit: movementsOf(moving[bodyUnit])}

func movementsOf(what string) *regexp.Regexp {
	return regexp.MustCompile(`(?:^| )(?:` + what + `)(?: \S+){0,3} (?:tăng|giảm)(?: |$)|(?:^| )(?:tăng|giảm)(?: \S+){0,3} (?:` + what + `)(?: |$)`)
}

// bareMovement is such a heading that leaves out what moves, below a row that
// says it.
var bareMovement = regexp.MustCompile(`^(?:tổng )?(?:số )?(?:tăng|giảm)(?: (?:trong|cùng))?(?: (?:kỳ|năm|quý|tháng))?(?: (?:này|báo cáo))?$`)

// moves reports whether a row heads the movements that an indicator is one of.
func (p parent) moves(ind catalog.Indicator) bool {
	heads := movements[ind.Unit]
	return heads != nil && ind.Kind == catalog.Flow && heads.MatchString(plain(p.name))
}

// movesOf returns what comes and goes by a row that only says "Tăng trong kỳ":
// what stands in the row above, or in the last of these, be it the ways of an
// increase that stand between. It returns "" for any other row.
func (o outline) movesOf(key string) string {
	if !bareMovement.MatchString(key) {
		return ""
	}
	above := o.itemParent
	for _, unit := range []string{memberUnit, bodyUnit} {
		if o.moving == unit || above.known && above.indicator.Unit == unit && above.indicator.Kind == catalog.Stock || movements[unit].MatchString(plain(above.name)) {
			return map[string]string{memberUnit: "đảng viên", bodyUnit: "tổ chức đảng"}[unit]
		}
	}
	return ""
}

// move remembers what comes and goes by the rows below one that heads
// movements: until another indicator or a section, they are its ways.
func (o *outline) move(h heading, self parent, filled bool) {
	if h.has(saysGrowth) && !h.has(saysPercent|saysCompared) {
		for _, unit := range []string{memberUnit, bodyUnit} {
			if movements[unit].MatchString(plain(self.name)) {
				o.moving = unit
				return
			}
		}
	}
	if self.known && (self.indicator.Kind != catalog.Flow || self.indicator.Unit != o.moving) || !self.known && !filled {
		o.moving = ""
	}
}

// sumsMovements reports whether a row that says h is the sum of those that
// follow: of what came, of what went, or of both.
func (o outline) sumsMovements(h heading, row int) bool {
	if !h.has(saysGrowth) || h.has(saysPercent|saysCompared) || o.itemRow != row {
		return false
	}
	key := plain(o.itemParent.name)
	return movements[memberUnit].MatchString(key) || movements[bodyUnit].MatchString(key)
}
