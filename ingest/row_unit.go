package ingest

import "giaoban/ingest/catalog"

// groupUnits is the unit that the heading of a group of rows gives to those
// below it: "I. Chỉ tiêu tài chính (triệu đồng)".
type groupUnits struct {
	unit  catalog.Unit
	known bool
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
		if u, ok := r.cat.UnitOf(n.unit); ok {
			o.units = groupUnits{u, true, mark}
		} else if h.hasUnit {
			o.units = groupUnits{h.unit, true, mark}
		}
		return
	}
	if !o.units.known || h.hasUnit || n.unit != "" || !h.known || h.indicator.Kind == catalog.Ratio {
		return
	}
	own, _ := r.cat.Unit(h.indicator.Unit)
	if _, fits := r.fit(o.units.unit, own); fits {
		h.setUnit(o.units.unit)
	}
}
