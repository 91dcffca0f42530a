package ingest

import (
	"regexp"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// remarkBelow begins a line below a table that speaks of all its figures. One
// behind an asterisk is of those marked with it.
var remarkBelow = regexp.MustCompile(`^[-+(\s]*(?:ghi chú|lưu ý|chú ý|chú thích|(?:các |toàn bộ )?số liệu) `)

// notesBelow is how many rows about the end of a table may hold such lines.
const notesBelow = 12

// readNotes takes in what the lines below a table, up to a row, say of since
// when its figures add up and how sure they are.
func (x *foundTable) readNotes(until int) {
	t := x.table
	for _, row := range x.grid.Rows {
		if row.Number < max(t.dataFrom, t.dataTo-notesBelow) || row.Number >= until || row.Number > t.dataTo+notesBelow || hasFigure(row, t.keyCol+1) {
			continue
		}
		for _, c := range row.Cells {
			if c.Kind != sheet.Text {
				continue
			}
			text := oneLine(cut(c.Text))
			if x.text.signed.IsZero() && isPlaceDate(text) {
				x.text.signed = dayIn(text)
			}
			if !remarkBelow.MatchString(plain(text) + " ") {
				continue
			}
			x.below = append(x.below, statusesOfLine(text, true)...)
			if said := basisOfLine(text); x.text.basis().sum == sumUnsaid {
				said.in = InTitle
				x.text.said = said
			}
		}
	}
}

// readStatusOfNotes takes the status of a table from the lines below it, or
// says that those above speak of another.
func (r *reportReader) readStatusOfNotes(x *foundTable) {
	status, _, _ := statusFor(x.below, x.title.period)
	args := Args{"status": status}
	for _, s := range x.below {
		if s.status == status {
			args["text"] = s.words
		}
	}
	switch {
	case status == catalog.NoStatus || status == x.title.status:
	case x.title.status == catalog.NoStatus:
		x.title.status = status
		r.findings.add(Note, codeStatusFromNote, x.text.at, args)
	default:
		args["status"], args["other"] = x.title.status, status
		r.findings.add(Warning, codeStatusNote, x.text.at, args)
	}
}
