package ingest

import (
	"slices"
	"strings"

	"giaoban/ingest/sheet"
)

// remarked collects what the notes in the rows of a table make of its figures,
// to be said once: notes of one wording mostly stand in many rows.
type remarked struct {
	asked map[string][]int      // by wording, the columns it could be of
	at    map[remarkOutcome]int // in list
	list  []remarkTold
}

// remarkOutcome is what notes of one wording have done to figures.
type remarkOutcome struct {
	code  code
	text  string
	taken wording
	mend  wording // what to do about it
}

// remarkTold is where they first did, and in which columns.
type remarkTold struct {
	remarkOutcome
	severity Severity
	at       place
	columns  []int
}

// ask notes that a column has a figure beside a note.
func (m *remarked) ask(x *rowRemark, col column) {
	if columns := m.asked[x.text]; !slices.Contains(columns, col.col) {
		if m.asked == nil {
			m.asked = map[string][]int{}
		}
		m.asked[x.text] = append(columns, col.col)
	}
}

// tellRemark keeps what a note makes of a figure in its row.
func (r *tableReader) tellRemark(c code, severity Severity, x *rowRemark, col column, taken, mend wording) {
	m := &r.remarked
	key := remarkOutcome{c, x.text, taken, mend}
	i, known := m.at[key]
	if !known {
		if m.at == nil {
			m.at = map[remarkOutcome]int{}
		}
		i = len(m.list)
		m.at[key] = i
		m.list = append(m.list, remarkTold{remarkOutcome: key, severity: severity, at: x.at})
	}
	if told := &m.list[i]; !slices.Contains(told.columns, col.col) {
		told.columns = append(told.columns, col.col)
	}
}

// tellRemarks says it all. Where a note did something to some columns only they
// are named.
func (r *tableReader) tellRemarks() {
	for _, told := range r.remarked.list {
		figures := say("remark.row", nil)
		if len(told.columns) < len(r.remarked.asked[told.text]) {
			figures = say("remark.columns", Args{"columns": r.columnsNamed(told.columns)})
		}
		r.findings.add(told.severity, told.code, told.at, Args{"text": told.text, "figures": figures, "taken": told.taken, "mend": told.mend})
	}
}

// maxHeadings is how many columns a text names by their headings too.
const maxHeadings = 2

// columnsNamed writes columns for people: "D “Lũy kế 10 tháng”", many by their
// letters only.
func (r *tableReader) columnsNamed(list []int) string {
	var names []string
	for _, n := range list {
		text := sheet.ColName(n)
		if heading := r.columns[n-1].head.text; heading != "" && len(list) <= maxHeadings {
			text += " “" + heading + "”"
		}
		names = append(names, text)
	}
	return strings.Join(names, ", ")
}
