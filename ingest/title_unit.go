package ingest

import (
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
)

// sheetUnits are the units that a line above a table gives to its figures:
// "Đơn vị tính: triệu đồng, nghìn người; lao động: người".
type sheetUnits struct {
	list []catalog.Unit          // one for a dimension
	of   map[string]catalog.Unit // by indicator, where the line names it
	at   place                   // of the line that names one, the last of several
	from string                  // the sheet they were taken over from, "" for its own
}

func (u sheetUnits) empty() bool { return len(u.list) == 0 && len(u.of) == 0 }

// fitting returns the unit an indicator of the given unit is written in, as it
// stands there and as it fits. For a count it must count the same: "nghìn
// người" is no unit of Party members.
func (u sheetUnits) fitting(own catalog.Unit, fit func(unit, wanted catalog.Unit) (catalog.Unit, bool)) (written, fits catalog.Unit, ok bool) {
	for _, x := range u.list {
		if isCount(own) && (x.Dimension != own.Dimension || !strings.HasSuffix(plain(x.NameVI), plain(own.NameVI))) {
			continue
		}
		if unit, ok := fit(x, own); ok {
			return x, unit, true
		}
	}
	return catalog.Unit{}, catalog.Unit{}, false
}

// unitLine finds "ĐVT: …" anywhere in a line, as in "QUÝ I NĂM 2024 - ĐVT:
// triệu đồng"; at its beginning the colon may be missing. "Đơn vị:" may lead
// to an organisation as well.
var (
	unitLine  = regexp.MustCompile(`(?i)^(.*?)[\s\-–—,;.(\[]+(?:([đð]ơn vị tính|[đð]vt|[đð]v tính)|[đð]ơn vị|[đð]v)\s*:\s*(.+)$`)
	unitStart = regexp.MustCompile(`(?i)^[\s(\[]*(?:[đð]ơn vị tính|[đð]vt|[đð]v tính)\s*:?\s+(.+)$`)
)

// cutUnits splits a line into what stands before the units and the units, ""
// if it has no label of units. sure is false for a label that may be another's.
func cutUnits(text string) (before, units string, sure bool) {
	if m := unitStart.FindStringSubmatch(text); m != nil {
		units, sure = m[1], true
	} else if !strings.Contains(text, ":") {
		return text, "", false
	} else if m := unitLine.FindStringSubmatch(text); m != nil {
		before, units, sure = strings.TrimSpace(m[1]), m[3], m[2] != ""
	}
	if units == "" || strings.HasPrefix(plain(units), "đến ") { // "số liệu các đơn vị tính đến 31/3"
		return text, "", false
	}
	return before, units, sure
}

// read takes in "triệu đồng", "triệu đồng, người" or "triệu đồng; lao động:
// người". It reports false when it does not understand every part, or two
// contradict each other.
func (u *sheetUnits) read(text string, cat *catalog.Catalogue) bool {
	if unit, ok := cat.UnitOf(text); ok {
		return u.add(unit)
	}
	read := false
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ';' }) {
		if part = strings.Trim(part, " ()[]."); part == "" {
			continue
		}
		of, tail, named := strings.Cut(part, ":")
		if !named {
			tail = part
		}
		unit, ok := cat.UnitOf(tail)
		if !ok {
			return false
		}
		read = true
		ind, known := cat.Match(of)
		switch {
		case !named:
			ok = u.add(unit)
		case known:
			if u.of == nil {
				u.of = map[string]catalog.Unit{}
			}
			u.of[ind.Code] = unit
		default:
			ok = isCount(unit) && unit.Mul.Equal(decimal.NewFromInt(1)) // one person is one whatever is counted
		}
		if !ok {
			return false
		}
	}
	return read
}

// readUnits takes in the units of a line.
func (t *titleText) readUnits(text string, at place, cat *catalog.Catalogue) bool {
	if !t.units.read(text, cat) {
		return false
	}
	t.units.at = at
	return true
}

// add keeps one unit for each dimension; counts may name many things.
func (u *sheetUnits) add(unit catalog.Unit) bool {
	if u.contradicted(unit) != nil {
		return false
	}
	u.list = append(u.list, unit)
	return true
}

// contradicted returns the unit that figures cannot be in beside another, nil if
// there is none.
func (u *sheetUnits) contradicted(unit catalog.Unit) *catalog.Unit {
	if i := slices.IndexFunc(u.list, func(x catalog.Unit) bool { return contradict(x, unit) }); i >= 0 {
		return &u.list[i]
	}
	return nil
}

// contradict reports whether two units are of the same figures and differ.
func contradict(a, b catalog.Unit) bool {
	return a.Dimension == b.Dimension && a.Code != b.Code && !isCount(a)
}

// readKeyHeading takes in the unit that the heading over the names gives to
// all figures: "Chỉ tiêu (triệu đồng)".
func (t *titleText) readKeyHeading(g *grid, b block, cat *catalog.Catalogue, f *findings) {
	text := strings.Join(levelsOf(g, b, b.keyCol), " ")
	m := bracketed.FindStringSubmatch(text)
	if m == nil {
		return
	}
	at := g.place(b.keyCol, b.headTo)
	if t.units.empty() {
		t.readUnits(m[1], at, cat)
		return
	}
	var own sheetUnits
	own.read(m[1], cat)
	for _, unit := range own.list {
		if other := t.units.contradicted(unit); other != nil {
			f.add(Error, codeUnitTwice, at, Args{"indicator": text, "unit": unit.NameVI, "other": other.NameVI, "unit_cell": at.cell(), "other_cell": t.units.at.cell()})
		}
	}
}

// bracketed matches a remark: "Quý I/2024 (chính thức)".
var bracketed = regexp.MustCompile(`\(([^()]*)\)`)
