package ingest

import (
	"regexp"
	"strings"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// rowRemark is what the cell for notes says of the figures of its row.
type rowRemark struct {
	text     string
	at       place
	statuses []statusSaid // said of all its figures
	doubted  []statusSaid // perhaps said of them
	basis    sum
	time     *remarkTime // nil if nothing is said of it
}

// remarkOf reads the notes of a row, of which a merged cell may stand for
// several. It is nil where they say nothing of how sure figures are, of since
// when they add up or of what time they are.
func (r *tableReader) remarkOf(row sheet.Row) *rowRemark {
	col := r.columnOf(noteColumn)
	if col == 0 {
		return nil
	}
	m := r.grid.mergedBelow(col, row.Number)
	c := row.At(col)
	if m.FirstRow != row.Number {
		c = r.grid.At(m.FirstCol, m.FirstRow)
	}
	if c.Kind != sheet.Text || strings.TrimSpace(c.Text) == "" {
		return nil
	}
	text := name(c)
	said, known := r.remarks[text]
	if !known {
		said = readRemark(text)
		if r.remarks == nil {
			r.remarks = map[string]*rowRemark{}
		}
		r.remarks[text] = said
	}
	if said == nil {
		return nil
	}
	x := *said
	x.at = r.grid.place(m.FirstCol, m.FirstRow)
	return &x
}

// readRemark reads a note. "Lũy kế 9 tháng: 320" tells of another figure than
// the one beside it.
func readRemark(text string) *rowRemark {
	x := rowRemark{text: text, statuses: statusesOfLine(text, true), time: timeOfRemark(text)}
	if x.statuses == nil {
		x.doubted = statusesIn(text)
	}
	if said := basisIn(text); said.sum != sumUnsaid && isRemarkOnly(strings.Join(aside.Split(bareText(text), -1), " ")) && !anotherFigure.MatchString(withoutPeriods(accented(text))) {
		x.basis = said.sum
	}
	if len(x.statuses)+len(x.doubted) == 0 && x.basis == sumUnsaid && x.time == nil {
		return nil
	}
	return &x
}

// anotherFigure is one that is left of a note without its periods.
var anotherFigure = regexp.MustCompile(`\d`)

// governed returns the slot of a figure as the note in its row makes it, and
// says so. It reports false if the note leaves nothing that could be taken.
func (r *tableReader) governed(x *rowRemark, row sheet.Row, col column, ind catalog.Indicator, s slot) (slot, bool) {
	if x == nil || row.At(col.col).Kind == sheet.Blank || s.scenario != Actual || s.role != Reported || !s.period.Last().Equal(r.title.period.Last()) {
		return s, true
	}
	r.remarked.ask(x, col)
	if x.time != nil && x.basis != sumOther && x.time.isOther(s, ind.Kind, x.basis) && !r.isOfTable(x.time) {
		r.tellRemark(codeRemarkTime, Warning, x, col, say("remark.period", Args{"period": s.period}), wording{})
		return s, true
	}
	status, _, _ := statusFor(x.statuses, s.period)
	doubted, _, _ := statusFor(x.doubted, s.period)
	switch headed := col.head.has(saysEstimate | saysPreliminary | saysFinal | saysCorrected); {
	case r.title.told.status != catalog.NoStatus: // which goes before
	case status != catalog.NoStatus && status != s.status && !headed:
		s.status = status
		r.tellRemark(codeRemarkGoverns, Note, x, col, say("remark.status", Args{"status": status}), wording{})
	case status != catalog.NoStatus && status != s.status:
		r.tellRemark(codeRemarkUnclear, Warning, x, col, say("remark.status", Args{"status": s.status}), say("remark.mend_heading", nil))
	case doubted != catalog.NoStatus && doubted != s.status:
		r.tellRemark(codeRemarkUnclear, Warning, x, col, say("remark.status", Args{"status": s.status}), say("remark.mend_status", nil))
	}
	if x.basis == sumUnsaid || r.title.told.basis != "" || ind.Kind == catalog.Stock || ind.Kind == catalog.Ratio || s.period.Cumulative() {
		return s, true
	}
	basis := s.basis
	switch x.basis {
	case sumYear:
		basis = catalog.Cumulative
	case sumOwn:
		basis = catalog.Discrete
	case sumOther:
		r.findings.add(Warning, codeRemarkOther, x.at, Args{"text": x.text, "indicator": named(ind), "period": s.period})
		return s, false
	}
	open := !col.head.has(saysCumulative|ownEffects) && col.head.period == "" && col.head.day == (moment{}) && !col.divided
	switch {
	case x.basis != sumBoth && basis == s.basis:
	case x.basis != sumBoth && open:
		s.basis = basis
		r.tellRemark(codeRemarkGoverns, Note, x, col, basisShown(basis), wording{})
	case x.basis == sumBoth && r.hasBothBases(col):
	default:
		severity, mend := Warning, say("remark.mend_heading", nil)
		if r.hasBothBases(col) { // it may be said of the other column
			severity = Note
		}
		if open {
			mend = say("remark.mend_basis", nil)
		}
		r.tellRemark(codeRemarkUnclear, severity, x, col, basisShown(s.basis), mend)
	}
	return s, true
}

// hasBothBases reports whether the headings say of a column and one beside it
// what is its own and what has added up: "Trong quý | Lũy kế".
func (r *tableReader) hasBothBases(col column) bool {
	if col.divided {
		return true
	}
	if !col.head.has(saysCumulative | ownEffects) {
		return false
	}
	for _, c := range r.columns {
		if c.kind == figureColumn && c.slot.basis != col.slot.basis && c.slot.scenario == Actual && c.slot.role == Reported && c.slot.period == col.slot.period {
			return true
		}
	}
	return false
}

func basisShown(b catalog.Basis) wording {
	if b == catalog.Cumulative {
		return sumYear.shown()
	}
	return sumOwn.shown()
}
