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

// thousandsComma is a comma within the number of a unit: "1,000 USD".
var thousandsComma = regexp.MustCompile(`\b(10{0,2}),(000)`)

// exceptFor begins the name of what a line gives a unit of its own: "riêng xuất
// khẩu: 1.000 USD".
var exceptFor = regexp.MustCompile(`(?i)^\s*(?:riêng|trong đó|còn|trừ|và|chỉ tiêu|các chỉ tiêu|đối với|về)\s+`)

// read takes in "triệu đồng", "triệu đồng, người" or "triệu đồng; riêng xuất
// khẩu, nhập khẩu: 1.000 USD; lao động: người". It reports false when it does not
// understand every part, or two contradict each other.
func (u *sheetUnits) read(text string, cat *catalog.Catalogue) bool {
	if unit, ok := cat.UnitOf(text); ok {
		return u.add(unit)
	}
	text = thousandsComma.ReplaceAllString(text, "$1$2")
	read := false
	var waiting []string // indicators whose unit comes behind the next one's name
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ';' }) {
		if part = strings.Trim(part, " ()[]."); part == "" {
			continue
		}
		of, tail, named := strings.Cut(part, ":")
		if !named {
			of, tail, named = cutException(part, cat)
		}
		unit, ok := cat.UnitOf(tail)
		codes, known := indicatorsIn(of, cat)
		if !ok && !named && known {
			waiting = append(waiting, codes...)
			continue
		}
		if !ok || !named && len(waiting) > 0 {
			return false
		}
		read = true
		if known {
			codes, waiting = append(codes, waiting...), nil
		}
		switch {
		case !named:
			ok = u.add(unit)
		case known:
			if u.of == nil {
				u.of = map[string]catalog.Unit{}
			}
			for _, code := range codes {
				ok = ok && u.gives(code, unit)
			}
		default:
			ok = isCount(unit) && unit.Mul.Equal(decimal.NewFromInt(1)) // one person is one whatever is counted
		}
		if !ok {
			return false
		}
	}
	return read && len(waiting) == 0
}

// gives keeps the unit of an indicator that a line names. It reports false if the
// line gives it another one.
func (u *sheetUnits) gives(code string, unit catalog.Unit) bool {
	first, twice := u.of[code]
	u.of[code] = unit
	return !twice || first.Code == unit.Code
}

// cutException splits "riêng xuất khẩu 1.000 USD", which has no colon, into the
// name and the unit. Without a name the whole of it is the unit, and the name of
// what may be one.
func cutException(part string, cat *catalog.Catalogue) (of, unit string, named bool) {
	if _, whole := cat.UnitOf(part); whole || !exceptFor.MatchString(part) {
		return part, part, false
	}
	words := strings.Fields(part)
	for i := 1; i < len(words); i++ {
		if _, ok := cat.UnitOf(strings.Join(words[i:], " ")); ok {
			if _, known := indicatorsIn(strings.Join(words[:i], " "), cat); known {
				return strings.Join(words[:i], " "), strings.Join(words[i:], " "), true
			}
		}
	}
	return part, part, false
}

// indicatorsIn returns the indicators that the name of an exception means: "riêng
// xuất khẩu và nhập khẩu". It reports false if one of them is not known.
func indicatorsIn(of string, cat *catalog.Catalogue) (codes []string, known bool) {
	for exceptFor.MatchString(of) {
		of = exceptFor.ReplaceAllString(of, "")
	}
	if ind, ok := cat.Match(of); ok {
		return []string{ind.Code}, true
	}
	for name := range strings.SplitSeq(of, " và ") {
		ind, ok := cat.Match(name)
		if !ok {
			return nil, false
		}
		codes = append(codes, ind.Code)
	}
	return codes, true
}

// readUnits takes in the units of a line.
func (t *titleText) readUnits(text string, at place, cat *catalog.Catalogue) bool {
	if !t.units.read(text, cat) {
		return false
	}
	t.units.at = at
	return true
}

// refuseUnits says what is wrong with the units of a line: another line gives
// other ones, or they are not known.
func (t *titleText) refuseUnits(line, units string, at place, cat *catalog.Catalogue, f *findings) {
	var own sheetUnits
	own.read(units, cat)
	for _, unit := range own.list {
		if other := t.units.contradicted(unit); other != nil {
			f.add(Error, codeUnitLines, at, Args{"unit": unit.NameVI, "other": other.NameVI, "other_cell": t.units.at.cell()})
			return
		}
	}
	f.add(Error, codeUnitUnknown, at, Args{"heading": line, "unit": units, "examples": exampleUnits(catalog.Unit{})})
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
