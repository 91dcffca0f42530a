package dashboards

import (
	"net/url"

	"giaoban/dashboards/chart"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
)

// heroChart is the chart beside a page's main figure.
const heroChart = "hero"

// loadCharts reads the declarations and checks them, the program's against the
// catalogue it comes with.
func (s *server) loadCharts() (*chart.Registry, error) {
	return chart.Load(s.store.OwnCharts(), chart.Checker{
		Columns:   s.store.ChartColumns,
		Catalogue: catalog.Builtin(),
		Named: func(one chart.Spec) bool {
			return one.Titles[locale.VI] != "" && one.Titles[locale.EN] != "" || s.messages.Has("chart.name."+one.Name)
		},
	})
}

// declared is one of the program's charts; their names are constants here.
func (w words) declared(name string) chart.Spec {
	spec, _ := w.charts.Find(name)
	return spec
}

// asked are the parameters of a chart about an organisation and a period.
func (w words) asked(at place) url.Values {
	return url.Values{"org": {at.org}, "period": {at.period.Code()}, "lang": {string(w.lang)}}
}
