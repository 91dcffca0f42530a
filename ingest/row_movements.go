package ingest

import (
	"regexp"

	"giaoban/ingest/catalog"
	"giaoban/ingest/memo"
)

// Forms of the Party's membership lead from the number there was to the number
// there is: "Đảng viên đầu kỳ", "Tăng trong kỳ" with the ways in, "Giảm trong
// kỳ" with the ways out. The ways are indicators; what they add up to is not
// stored, for it follows from them.

// Units of what comes and goes.
const (
	memberUnit = "party_member"
	bodyUnit   = "organisation"

	meetingUnit = "meeting" // of inspections too
)

// moving are the words for what comes and goes, by its unit.
var moving = map[string]string{memberUnit: `đảng viên|đv`, bodyUnit: `tccsđ|tổ chức cơ sở đảng|tổ chức đảng|tổ chức|tccs đảng`}

// movements head the ways in which these come and go: "Đảng viên tăng trong
// kỳ", "Tăng, giảm tổ chức đảng".
var movements = map[string]*regexp.Regexp{memberUnit: movementsOf(moving[memberUnit]), bodyUnit: movementsOf(moving[bodyUnit])}

func movementsOf(what string) *regexp.Regexp {
	return regexp.MustCompile(`(?:^| )(?:` + what + `)(?: \S+){0,3} (?:tăng|giảm)(?: |$)|(?:^| )(?:tăng|giảm)(?: \S+){0,3} (?:` + what + `)(?: |$)`)
}

// level is the indicator of which these are the movements, by its unit.
var level = map[string]string{memberUnit: "party_members", bodyUnit: "party_organisations"}

// ofLevel is a section that is about one of them: "A. Tình hình đảng viên".
var ofLevel = map[string]*regexp.Regexp{memberUnit: sectionOf(moving[memberUnit]), bodyUnit: sectionOf(moving[bodyUnit])}

func sectionOf(what string) *regexp.Regexp {
	return regexp.MustCompile(`^(?:(?:tình hình|công tác|biến động|tăng|giảm|tổng|số|số lượng|về|quản lý|đội ngũ) )*(?:` + what + `)$`)
}

// headsMovements reports whether a row's name says itself what increases or
// decreases, and compares nothing.
var headsMovements = memo.Func(func(key string) bool {
	return (movements[memberUnit].MatchString(key) || movements[bodyUnit].MatchString(key)) && !notMovements.MatchString(key)
})

var notMovements = regexp.MustCompile(`(?:^| )(?:so|tỷ lệ|tốc độ|%|tăng trưởng|chênh lệch|mức)(?: |$)`)

// bareMovement is such a heading that leaves out what moves, below a row that
// says it.
var bareMovement = regexp.MustCompile(`^(?:(?:tổng|cộng|phát sinh) )*(?:số )?(?:phát sinh )?(?:tăng|giảm)(?: (?:trong|cùng))?(?: (?:kỳ|năm|quý|tháng))?(?: (?:này|báo cáo))?$`)

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
		if o.moving == unit || above.name == "" && ofLevel[unit].MatchString(plain(o.section)) || above.known && above.indicator.Unit == unit && above.indicator.Kind == catalog.Stock || movements[unit].MatchString(plain(above.name)) {
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
				if o.moving != unit {
					o.movingRow = 0
					if o.itemParent.known && o.itemParent.indicator.Code == level[unit] {
						o.movingRow = o.itemRow
					}
				}
				o.moving = unit
				return
			}
		}
	}
	if self.known && (self.indicator.Kind != catalog.Flow || self.indicator.Unit != o.moving) || !self.known && !filled {
		o.moving = ""
	}
}

// levelWords are of the level at the end of the time.
var levelWords = levelsAtEnd()

func levelsAtEnd() wordSet {
	set := words("hiện có", "có mặt", "hiện nay", "đến nay")
	for key, e := range momentWords() {
		set[key] = e == saysNothing
	}
	return set
}

// levelAt returns the indicator whose level a row like "Cuối kỳ" is that names
// nothing else: of what comes and goes by the rows above it, or what its section
// is about. It returns "" where the row above may be meant.
func (o outline) levelAt(said *heading) string {
	rest, _ := withoutNumbering(said.text)
	if said.day == (moment{}) && !levelWords[plain(rest)] {
		return ""
	}
	for _, unit := range []string{memberUnit, bodyUnit} {
		if o.moving == unit || o.itemParent.name == "" && ofLevel[unit].MatchString(plain(o.section)) {
			return level[unit]
		}
	}
	return ""
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
