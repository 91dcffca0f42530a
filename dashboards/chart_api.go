package dashboards

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
	"github.com/shopspring/decimal"

	"giaoban/dashboards/chart"
	"giaoban/dashboards/tables"
	"giaoban/ingest/locale"
)

// The forms a chart's address may end in, and those it does not have yet.
var (
	chartForms = []string{"json", "csv", "xlsx"}
	otherForms = []string{"svg", "png", "pptx"}
)

// chartFile answers GET /charts/NAME.(json|csv|xlsx) with the parameters of
// the chart's page: what the browser draws, or the figures as a table.
func (s *server) chartFile(c echo.Context) error {
	name, form, _ := strings.Cut(c.Param("file"), ".")
	spec, ok := s.charts.Find(name)
	if !ok {
		return s.unknownChart(name)
	}
	if !slices.Contains(chartForms, form) {
		status := http.StatusNotFound
		if slices.Contains(otherForms, form) {
			status = http.StatusNotAcceptable
		}
		return &failure{status: status, key: "chart.no_form", args: map[string]any{"form": form, "forms": strings.Join(chartForms, ", ")}}
	}
	v, err := s.visit(c)
	if err != nil || v == nil {
		return err
	}
	d, err := s.draw(c.Request().Context(), v, spec, c.QueryParams())
	if err != nil {
		return err
	}
	if d.panel == nil {
		return &failure{status: http.StatusNotFound, key: "chart.nothing", args: map[string]any{"name": v.words.chartName(spec), "org": d.at.org, "period": d.at.period.Code()}}
	}
	if form == "json" {
		return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, chartBody(v, spec, d))
	}
	file := fmt.Sprintf("giaoban-%s-%s-%s", name, d.at.org, d.at.period)
	return sendTables(c, file, form, v.words.chartTable(spec, d.panel.Table))
}

// unknownChart tells which charts there are.
func (s *server) unknownChart(name string) error {
	var names []string
	for _, one := range s.charts.All() {
		names = append(names, one.Name)
	}
	return &failure{status: http.StatusNotFound, key: "chart.unknown", args: map[string]any{"name": name, "names": strings.Join(names, ", ")}}
}

// chartName is what a chart is called.
func (w words) chartName(spec chart.Spec) string {
	if name := spec.Titles[w.lang]; name != "" {
		return name
	}
	if spec.Own { // one that cannot be read has no name, or not one in every language
		return cmp.Or(spec.Titles[locale.VI], spec.Titles[locale.EN], spec.Name)
	}
	return w.say("chart.name." + spec.Name)
}

// drawnChart is the body of a chart's JSON form.
type drawnChart struct {
	DataVersion int64           `json:"data_version"`
	Chart       string          `json:"chart"`
	Kind        chart.Kind      `json:"kind"`
	Org         string          `json:"org"`
	Period      string          `json:"period"`
	Name        string          `json:"name"`
	Title       string          `json:"title"`
	Subtitle    string          `json:"subtitle"`
	Sentence    string          `json:"sentence"`
	Key         []keyEntry      `json:"key,omitempty"`
	Columns     []string        `json:"columns"`
	Unit        string          `json:"unit,omitempty"` // of the values of the rows
	Rows        [][]chartValue  `json:"rows"`
	Option      json.RawMessage `json:"option,omitempty"` // of ECharts; "@role" stands for a colour of the theme
}

// chartValue is a cell: its text as the page shows it, and the exact figure.
type chartValue struct {
	Text  string      `json:"text"`
	Value json.Number `json:"value,omitempty"`
}

func chartBody(v *visit, spec chart.Spec, d drawing) drawnChart {
	p := d.panel
	body := drawnChart{DataVersion: v.version, Chart: spec.Name, Kind: spec.Kind, Org: d.at.org, Period: d.at.period.Code(),
		Name: v.words.chartName(spec), Title: p.Title, Subtitle: p.Subtitle, Sentence: p.Sentence, Key: p.Key,
		Columns: p.Table.Head, Unit: p.Table.Unit, Rows: [][]chartValue{}, Option: json.RawMessage(p.Option)}
	for _, row := range p.Table.Rows {
		cells := make([]chartValue, len(row))
		for n, one := range row {
			cells[n].Text = one.Text
			if one.Exact != nil {
				cells[n].Value = json.Number(one.Exact.String())
			}
		}
		body.Rows = append(body.Rows, cells)
	}
	return body
}

// chartTable is a chart's table as a file: beside each column of figures as
// the page shows them one of the exact values, or of those rounded to
// [exactPlaces] where a division leaves a rest.
func (w words) chartTable(spec chart.Spec, t table) tables.Table {
	out := tables.Table{Name: sheetName(w.chartName(spec)), Widths: []float64{22}}
	var exact []bool
	for n, head := range t.Head {
		figures, cut := slices.ContainsFunc(t.Rows, func(row []tableCell) bool { return n < len(row) && row[n].Exact != nil }),
			slices.ContainsFunc(t.Rows, func(row []tableCell) bool { return n < len(row) && row[n].Cut })
		exact = append(exact, figures)
		out.Head = append(out.Head, head)
		if figures {
			key, in := "chart.exact", "chart.exact_in"
			if cut {
				key, in = "chart.rounded", "chart.rounded_in"
			}
			unit := t.unitOf(n)
			if unit != "" {
				key = in
			}
			out.Head = append(out.Head, w.say(key, "column", head, "unit", unit, "places", exactPlaces))
		}
	}
	for _, row := range t.Rows {
		var cells []any
		for n, one := range row {
			cells = append(cells, one.Text)
			if exact[n] {
				cells = append(cells, exactCell(one.Exact))
			}
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

// unitOf is the unit of a column's figures: that of the table, but for the
// shares in it and those that name their own.
func (t table) unitOf(column int) string {
	for _, row := range t.Rows {
		if column < len(row) && row[column].Exact != nil {
			if unit := row[column].Unit; unit != "" {
				return unit
			}
			if strings.HasSuffix(row[column].Text, "%") {
				return "%"
			}
			break
		}
	}
	return t.Unit
}

// exactCell is nil, an empty cell, where there is no figure.
func exactCell(d *decimal.Decimal) any {
	if d == nil {
		return nil
	}
	return *d
}

// sheetName keeps to what a spreadsheet takes as a sheet's name: 31 characters,
// some signs not among them.
func sheetName(name string) string {
	runes := []rune(strings.NewReplacer(":", " ", "\\", " ", "/", " ", "?", " ", "*", " ", "[", "(", "]", ")").Replace(name))
	return strings.Trim(string(runes[:min(len(runes), 31)]), "' ")
}
