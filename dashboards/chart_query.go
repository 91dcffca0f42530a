package dashboards

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"log/slog"

	"github.com/labstack/echo/v4"
	"github.com/shopspring/decimal"

	"giaoban/dashboards/chart"
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// more are the charts of a page that rest on queries of their own, and those
// of the data folder. One that fails says so in its own place: the page around
// it is none the worse.
func (s *server) more(c echo.Context, v *visit, page string, at place) []panel {
	var out []panel
	for _, spec := range s.charts.Of(page) {
		if !spec.Own && spec.Query == chart.Metric {
			continue // the page arranges it itself
		}
		asked := v.words.asked(at)
		d, err := s.draw(c.Request().Context(), v, spec, asked)
		switch {
		case err != nil:
			out = append(out, s.failed(c.Request().Context(), v, spec, err))
		case d.panel != nil:
			d.panel.Asked = asked
			out = append(out, *d.panel)
		}
	}
	return out
}

// failed is what stands in place of a chart that could not be made: what is
// wrong with its declaration, or a reference to the cause in the log.
func (s *server) failed(ctx context.Context, v *visit, spec chart.Spec, cause error) panel {
	p := panel{Name: spec.Name, Title: v.words.chartName(spec)}
	var unreadable *chart.UnreadableError
	if errors.As(spec.Broken, &unreadable) {
		p.Failed = v.words.say("chart.unreadable", "file", spec.Name+".json", "line", unreadable.Line, "reason", unreadable.Cause)
		return p
	}
	if spec.Broken != nil {
		p.Failed = v.words.say("chart.broken", "reason", v.words.mistake(spec.Broken))
		return p
	}
	code := reference()
	s.log.LogAttrs(ctx, slog.LevelError, "chart failed",
		slog.String("reference", code), slog.String("chart", spec.Name), slog.Any("error", cause))
	p.Failed = v.words.say("chart.failed", "reference", code)
	return p
}

// mistake says what is wrong with a declaration.
func (w words) mistake(broken error) string {
	var m *chart.MistakeError
	if !errors.As(broken, &m) {
		return broken.Error()
	}
	return w.messages.Text(w.lang, "chart.mistake."+m.Code, m.Args)
}

// drawQuery draws a chart whose rows come from a query of its own.
func (s *server) drawQuery(ctx context.Context, v *visit, spec chart.Spec, at place) (*panel, error) {
	periods := lastPeriods(at.period, window(at.period.Grain()))
	key := "chart/" + spec.Name + "?" + words{}.asked(at).Encode()
	rows, err := once(v.dir, key, func() ([]map[string]any, error) {
		return s.store.ChartRows(ctx, spec.Query, at.org, periods)
	})
	if err != nil {
		return nil, err
	}
	name := v.words.chartName(spec)
	i := catalog.Indicator{Code: spec.Name, NameVI: name, NameEN: name, Kind: catalog.Flow, Unit: spec.Unit, Precision: spec.Places, Direction: spec.Direction()}
	if spec.Unit == "percent" {
		i.Kind = catalog.Ratio
	}
	if spec.Kind == chart.Bars {
		return v.words.barPanel(spec, i, rows)
	}
	line := series{indicator: i}
	for _, row := range rows {
		r, err := chartRow(spec, row)
		if err != nil {
			return nil, fmt.Errorf("chart %s: %w", spec.Name, err)
		}
		line.rows = append(line.rows, r)
	}
	line.steady = len(line.rows)
	if len(line.rows) == 0 {
		return nil, nil
	}
	return v.words.columnPanel(spec, line)
}

// chartRow is a row of a chart's own query as a figure of the period its x names.
// It is of no organisation: the store has no passport of what the query works out.
func chartRow(spec chart.Spec, row map[string]any) (warehouse.Row, error) {
	code, _ := row[spec.X].(string)
	p, err := catalog.ParsePeriod(code)
	if err != nil {
		return warehouse.Row{}, fmt.Errorf("column %s: %w", spec.X, err)
	}
	r := warehouse.Row{Indicator: spec.Name, Period: p, Value: numberIn(row, spec.Y)}
	if name, _ := row[spec.Status].(string); name != "" {
		var ok bool
		if r.Status, ok = catalog.ParseStatus(name); !ok {
			return r, fmt.Errorf("column %s: no status %q", spec.Status, name)
		}
	}
	if before := numberIn(row, spec.Base); before != nil {
		d := &warehouse.Delta{BasePeriod: p.AddYears(-1), BaseValue: before, Reason: warehouse.ZeroBase}
		if r.Value != nil && before.Sign() > 0 {
			change := r.Value.Sub(*before)
			pct := change.Mul(hundred).Div(*before)
			d.Change, d.ChangePct, d.Comparable, d.Reason = &change, &pct, true, ""
		}
		r.Yoy = d
	}
	return r, nil
}

// numberIn is the figure of a column, nil where there is none.
func numberIn(row map[string]any, column string) *decimal.Decimal {
	if d, ok := row[column].(decimal.Decimal); ok {
		return &d
	}
	return nil
}

// bar is one horizontal bar: a name, a figure, and the figure of the same
// period of the year before where it may stand beside it.
type bar struct {
	name   string
	value  decimal.Decimal
	before mark   // draws nothing where there is none
	note   string // behind the figure
	late   bool   // the note is a warning
	status catalog.Status
	tip    []string
	href   string // of the figure's passport
}

// barPanel draws the rows of a query as horizontal bars, in its order.
func (w words) barPanel(spec chart.Spec, i catalog.Indicator, rows []map[string]any) (*panel, error) {
	var bars []bar
	before := false
	t := table{Unit: w.unitOf(i), Head: []string{w.name(i), w.say("page.table.value"), w.say("page.table.previous")}}
	for _, row := range rows {
		v := numberIn(row, spec.Y)
		name, _ := row[spec.X].(string)
		if v == nil || name == "" {
			continue
		}
		status, _ := row[spec.Status].(string)
		one := bar{name: name, value: *v, tip: []string{name, w.amount(*v, i, i.Precision)}}
		one.status, _ = catalog.ParseStatus(status)
		cells := []tableCell{said(name), exactly(w.value(*v, i), v), said("–")}
		if b := numberIn(row, spec.Base); b != nil {
			before, cells[2] = true, exactly(w.value(*b, i), b)
			one.before = mark{Value: float(*b), Style: previousStyle, Own: []string{name, w.say("page.table.previous"), w.amount(*b, i, i.Precision)}}
		}
		bars, t.Rows = append(bars, one), append(t.Rows, cells)
	}
	if len(bars) == 0 {
		return nil, nil
	}
	if !before {
		t.Head = t.Head[:2]
		for n := range t.Rows {
			t.Rows[n] = t.Rows[n][:2]
		}
	}
	all := len(bars)
	bars = bars[:min(all, mostRows)] // the others are in the table
	option, err := w.barOption(bars, i)
	if err != nil {
		return nil, fmt.Errorf("chart %s: %w", spec.Name, err)
	}
	first := bars[0]
	p := &panel{Name: spec.Name, Height: rowsOf(barNames(bars)), Table: t, Option: template.JS(option), //nolint:gosec // JSON from json.Marshal, which escapes < > &
		Title:    w.name(i),
		Subtitle: w.say("chart.bars.what", "n", all, "unit", w.unitOf(i)),
		Sentence: w.say("chart.bars.sentence", "name", w.name(i), "n", all, "first", first.name, "value", w.amount(first.value, i, i.Precision))}
	if all > len(bars) {
		p.Subtitle += w.say("chart.bars.first", "n", len(bars))
	}
	p.Key = []keyEntry{{"actual", w.say("page.key.actual")}}
	if before {
		p.Key = append(p.Key, keyEntry{"previous", w.say("page.key.previous")})
	}
	return p, nil
}
