package ingest

import "giaoban/ingest/catalog"

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
