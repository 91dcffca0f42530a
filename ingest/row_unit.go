package ingest

import (
	"slices"
	"strings"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// groupUnits is the unit that the heading of a group of rows gives to those
// below it: "I. Chỉ tiêu tài chính (triệu đồng)".
type groupUnits struct {
	unit  catalog.Unit
	known bool
	cell  string // where it stands
	mark  string // how the heading is numbered, as by markKind; "I" for a group
}

// takeGroupUnit keeps the unit of a heading without figures, until the next row
// numbered like it or as a group, and gives it to a row below that has none and
// can be written in it.
func (r *tableReader) takeGroupUnit(h *heading, n rowName, o *outline) {
	mark := markKind(n)
	if isGroupNumber(n.mark) || numberedGroup(n.name) {
		mark = "I"
	}
	if mark == "I" || mark == o.units.mark {
		o.units = groupUnits{}
	}
	if !n.filled {
		if u, ok := r.cat.UnitOf(n.unit); ok && h.hasUnit && contradict(u, h.unit) {
			r.findings.add(Error, codeUnitTwice, r.grid.place(r.table.keyCol, n.row), Args{"indicator": n.name, "unit": h.unit.NameVI, "other": u.NameVI,
				"unit_cell": h.unitCell, "other_cell": r.grid.place(r.columnOf(unitColumn), n.row).cell()})
		} else if ok {
			o.units = groupUnits{u, true, r.grid.place(r.columnOf(unitColumn), n.row).cell(), mark}
		} else if h.hasUnit {
			o.units = groupUnits{h.unit, true, h.unitCell, mark}
		}
		return
	}
	if !o.units.known || h.hasUnit || n.unit != "" || !h.known || h.indicator.Kind == catalog.Ratio {
		return
	}
	own, _ := r.cat.Unit(h.indicator.Unit)
	if _, fits := r.fit(o.units.unit, own); fits {
		h.setUnit(o.units.unit)
		h.unitCell = o.units.cell
	}
}

// unitOfOrg returns the unit that the row of an organisation names in a column of
// units for a figure in the column given, as the heading of a row, empty where it
// names none that is for it: "triệu đồng" says nothing of workers, nor of an
// income whose column says in what it is. One that is not understood is an error.
func (r *tableReader) unitOfOrg(x orgRow, col column) heading {
	over := r.unitColumnFor(col)
	if over == 0 {
		return heading{}
	}
	row := x.row.Number
	text := r.ownUnitText(over, row)
	if text == "" && x.item > 0 {
		row = x.item
		text = r.ownUnitText(over, row)
	}
	unit, known := r.cat.UnitOf(text)
	own := r.own(col.head.indicator)
	if !known && looksLikeUnit(text) && isMoney(own) {
		if at := r.grid.place(over, row); !r.assumed["unit at "+at.cell()] {
			r.assumed["unit at "+at.cell()] = true
			r.findings.add(Error, codeUnitUnknown, at, Args{"heading": x.name, "unit": text, "examples": exampleUnits(own)})
		}
		return heading{oddUnit: text}
	}
	_, fits := r.fit(unit, own)
	if !known || !fits || col.head.indicator.Kind == catalog.Ratio || col.head.hasUnit && col.head.unit.Dimension == own.Dimension && unit.Dimension != own.Dimension {
		return heading{}
	}
	return heading{unit: unit, hasUnit: true, unitCell: r.grid.place(over, row).cell()}
}

// ownUnitText is unitText for a row of an organisation: a ditto mark means the
// nearest unit above.
func (r *tableReader) ownUnitText(col, row int) string {
	text := r.unitText(col, row, "")
	for above := row - 1; isDitto(text) && above >= r.table.dataFrom; above-- {
		if next := r.unitText(col, above, ""); next != "" {
			text = next
		}
	}
	return text
}

// unitColumnFor returns the column of units that a column of figures belongs to
// in a table of organisations, 0 for none: the only one or, of several, that
// beside it on the side on which the first one has figures. One below a heading of
// a group is for that group.
func (r *tableReader) unitColumnFor(col column) int {
	var list []int
	first := 0
	for _, c := range r.columns {
		switch {
		case c.kind == unitColumn && r.isUnitColumnOf(c, col):
			list = append(list, c.col)
		case c.kind == figureColumn && first == 0:
			first = c.col
		}
	}
	switch {
	case len(list) == 0:
		return 0
	case len(list) == 1:
		return list[0]
	case list[0] < first:
		list = slices.DeleteFunc(list, func(u int) bool { return u > col.col })
		return list[len(list)-1]
	}
	if i := slices.IndexFunc(list, func(u int) bool { return u > col.col }); i >= 0 {
		return list[i]
	}
	return 0
}

// isUnitColumnOf reports whether a column of units stands under the same heading
// as a column of figures, or under none.
func (r *tableReader) isUnitColumnOf(units, figures column) bool {
	above := levelsOf(r.grid, r.table, units.col)
	if len(above) < 2 {
		return true
	}
	over := levelsOf(r.grid, r.table, figures.col)
	return len(over) > 0 && over[0] == above[0]
}

// noteOtherUnits notes a column of units in a table of organisations of which
// none is that of a figure.
func (r *tableReader) noteOtherUnits(rows []orgRow) {
	for _, over := range r.columns {
		if over.kind != unitColumn {
			continue
		}
		used := slices.ContainsFunc(rows, func(x orgRow) bool {
			return slices.ContainsFunc(r.columns, func(c column) bool {
				return c.kind == figureColumn && x.row.At(c.col).Kind != sheet.Blank && r.unitColumnFor(c) == over.col && r.unitOfOrg(x, c).hasUnit
			})
		})
		if !used {
			over.head.text = r.grid.heading(over.col, r.table.headTo)
			r.noteWords(over)
		}
	}
}

// oneEach are words that a column of units may have for things of a dimension
// that are counted one by one, beside the units of the catalogue.
var oneEach = map[string]wordSet{
	"person": words("CNVCLĐ", "CNVC LĐ", "CNVC", "CNLĐ", "CBCNVLĐ", "CBCNLĐ", "LĐ", "CNV", "CBNV", "cán bộ", "nhân viên", "thành viên", "giấy khen", "bằng khen", "lượt đảng viên", "lượt ĐV", "trường hợp", "suất"),
	"piece": words("lần", "vụ", "vụ việc", "hội nghị", "cuộc họp", "buổi họp", "chương trình", "công trình", "sáng kiến", "đề tài", "giải pháp", "căn", "ngôi nhà", "suất", "quyết định", "nghị quyết",
		"công văn", "báo cáo", "kế hoạch", "trường hợp", "hoạt động", "phong trào"),
	catalog.DimensionOrganisation: words("giấy khen", "bằng khen", "TCĐ", "TC đảng", "CBTT", "CBCS", "chi, đảng bộ", "chi bộ, đảng bộ", "đảng bộ, chi bộ", "đơn vị, doanh nghiệp", "ban"),
}

// countsSame reports whether a unit of a count that the catalogue does not know
// is of the same as its indicator: it says so in other words, as the row's name
// does, or names several units that are: "chi bộ/đảng bộ".
func (r *tableReader) countsSame(text string, own catalog.Unit, h heading) bool {
	key := plain(text)
	if key == "" || oneEach[own.Dimension][key] || strings.Contains(" "+plain(h.text)+" ", " "+key+" ") {
		return true
	}
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("/,;()-", r) })
	return !slices.ContainsFunc(parts, func(part string) bool {
		u, ok := r.cat.UnitOf(part)
		_, fits := r.fit(u, own)
		return (!ok || !fits || !u.Mul.Equal(own.Mul)) && !oneEach[own.Dimension][plain(part)]
	})
}
