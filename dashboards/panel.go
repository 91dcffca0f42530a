package dashboards

import (
	"html/template"
	"net/url"
	"slices"

	"github.com/shopspring/decimal"
)

// panel is a chart on a page: what the browser draws, and the same for those
// who do not see it or have no script.
type panel struct {
	Name     string // of its declaration
	ID       string // in the page, where it is not the name
	Title    string // a sentence with the finding
	Subtitle string // what, unit
	Sentence string // the chart in words
	Key      []keyEntry
	Table    table
	Option   template.JS // JSON for ECharts; json.Marshal has escaped < > &
	Height   string      // class: "tall", "medium"
	Asked    url.Values  // the parameters of its address; nil where it has none
	Failed   string      // what to say in place of a chart that could not be made
}

// Anchor is the panel's id in its page.
func (p panel) Anchor() string {
	if p.ID != "" {
		return p.ID
	}
	return p.Name
}

// File is the address of the chart's figures in a form: "csv".
func (p panel) File(form string) string {
	if p.Asked == nil {
		return ""
	}
	return "/charts/" + p.Name + "." + form + "?" + p.Asked.Encode()
}

// Present is the address of a presentation that begins with the chart.
func (p panel) Present() string {
	return "/present/choose?" + url.Values{"panel": {panelRef(p.Name, p.Asked)}, "org": p.Asked["org"], "period": p.Asked["period"], "lang": p.Asked["lang"]}.Encode()
}

// keyEntry is one word of the key at the top right of a panel.
type keyEntry struct {
	Swatch string `json:"swatch"` // class: actual, estimate, previous
	Text   string `json:"text"`
}

// table is the chart as figures.
type table struct {
	Head []string
	Unit string // of the exact values, "" where they have several
	Rows [][]tableCell
}

// Unlinked is the table for where nothing can be opened.
func (t table) Unlinked() table {
	out := table{Head: t.Head, Unit: t.Unit}
	for _, row := range t.Rows {
		row = slices.Clone(row)
		for n := range row {
			row[n].Href = ""
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// add appends a column of words, one per row; none where all are empty.
func (t *table) add(head string, words []string) {
	if !slices.ContainsFunc(words, func(text string) bool { return text != "" }) {
		return
	}
	t.Head = append(t.Head, head)
	for n, text := range words {
		t.Rows[n] = append(t.Rows[n], said(text))
	}
}

// tableCell is what a cell says, and exactly the figure it says it of.
type tableCell struct {
	Text  string
	Exact *decimal.Decimal // nil for words
	Unit  string           // of Exact, where it is not the table's nor told by a sign in Text
	Cut   bool             // Exact is a quotient that has more decimals than [exactPlaces]
	Href  string           // of the figure's passport; "" where it has none
}

// String is what the page shows.
func (c tableCell) String() string { return c.Text }

// said is a cell of words.
func said(text string) tableCell { return tableCell{Text: text} }

// exactly is a cell of a figure.
func exactly(text string, d *decimal.Decimal) tableCell { return tableCell{Text: text, Exact: d} }

// divided is a cell of a figure that comes of a division, to [exactPlaces].
func divided(text string, quotient decimal.Decimal) tableCell {
	kept := quotient.Round(exactPlaces)
	return tableCell{Text: text, Exact: &kept, Cut: !kept.Equal(quotient)}
}

// from is the cell with the way to the passport of its figure.
func (c tableCell) from(href string) tableCell {
	if c.Exact != nil {
		c.Href = href
	}
	return c
}

// in is the cell with the unit of its figure, which is another than its table's.
func (c tableCell) in(unit string) tableCell {
	c.Unit = unit
	return c
}

// exactPlaces are the decimals of a figure that comes of a division: as many
// as the store keeps of what was reported.
const exactPlaces = 4
