package dashboards

import (
	"bytes"
	"cmp"
	_ "embed" // for openapi.json
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"giaoban/dashboards/params"
	"giaoban/dashboards/rows"
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

//go:embed openapi.json
var openAPI []byte

// apiDescription answers GET /api/v1/openapi.json.
func (s *server) apiDescription(c echo.Context) error {
	return c.JSONBlob(http.StatusOK, openAPI)
}

// writeJSON sends v with the given media type.
func writeJSON(c echo.Context, status int, mediaType string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("json: %w", err)
	}
	return c.Blob(status, mediaType, append(b, '\n'))
}

// apiMetrics answers GET /api/v1/metrics: the rows that the command line's
// query prints, as JSON or CSV.
func (s *server) apiMetrics(c echo.Context) error {
	ctx := c.Request().Context()
	v, err := s.store.Vocabulary(ctx)
	if err != nil {
		return err
	}
	q, err := params.ParseQuery(c.QueryParams(), v)
	if err != nil {
		return err
	}
	result, err := s.store.Metrics(ctx, q)
	if err != nil {
		return err
	}
	if s.fresh(c, result.DataVersion) {
		return c.NoContent(http.StatusNotModified)
	}
	if format, _ := params.Format(c.QueryParams()); format == "csv" {
		var b bytes.Buffer
		if err := rows.WriteCSV(&b, result); err != nil {
			return err
		}
		c.Response().Header().Set("Content-Disposition", `attachment; filename="giaoban-metrics.csv"`)
		return c.Blob(http.StatusOK, "text/csv; charset=utf-8", b.Bytes())
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, result)
}

// list is the body of a vocabulary answer.
type list struct {
	DataVersion int64 `json:"data_version"`
	Items       any   `json:"items"`
}

// vocabulary sends a list built from the directory of the current data.
func (s *server) vocabulary(c echo.Context, items func(*directory) (any, error)) error {
	ctx := c.Request().Context()
	version, err := s.store.DataVersion(ctx)
	if err != nil {
		return err
	}
	if s.fresh(c, version) {
		return c.NoContent(http.StatusNotModified)
	}
	dir, err := s.look(ctx, version)
	if err != nil {
		return err
	}
	v, err := items(dir)
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, list{version, v})
}

type indicatorItem struct {
	Code      string        `json:"code"`
	NameVI    string        `json:"name_vi"`
	NameEN    string        `json:"name_en"`
	Group     catalog.Group `json:"group"`
	Kind      catalog.Kind  `json:"kind"`
	Unit      string        `json:"unit"`
	Direction int           `json:"direction"`
	Precision int           `json:"precision"`
	Part      string        `json:"part_of,omitempty"`
	Note      string        `json:"note,omitempty"`
}

// apiIndicators answers GET /api/v1/indicators.
func (s *server) apiIndicators(c echo.Context) error {
	return s.vocabulary(c, func(d *directory) (any, error) {
		out := []indicatorItem{}
		for _, i := range d.catalogue.Indicators {
			unit, _ := d.catalogue.Unit(i.Unit)
			out = append(out, indicatorItem{i.Code, i.NameVI, i.NameEN, i.Group, i.Kind, unit.NameVI, int(i.Direction), i.Precision, i.Part, i.Note})
		}
		return out, nil
	})
}

type orgItem struct {
	Code     string        `json:"code"`
	Versions []versionItem `json:"versions"`
	Parents  []parentItem  `json:"parents"`
}

type versionItem struct {
	From      string          `json:"from,omitempty"` // first day
	To        string          `json:"to,omitempty"`   // first day no longer included
	NameVI    string          `json:"name_vi"`
	NameEN    string          `json:"name_en,omitempty"`
	ShortName string          `json:"short_name,omitempty"`
	Type      catalog.OrgType `json:"type"`
	Sector    string          `json:"sector,omitempty"`
	Ownership string          `json:"ownership,omitempty"`
	Invented  bool            `json:"invented,omitempty"`
}

type parentItem struct {
	Org      string           `json:"org"`
	Kind     catalog.EdgeKind `json:"kind"`
	From     string           `json:"from,omitempty"`
	To       string           `json:"to,omitempty"`
	Decision string           `json:"decision,omitempty"`
}

// apiOrgs answers GET /api/v1/orgs: every organisation with its dated versions
// and parents, in the order of the tree.
func (s *server) apiOrgs(c echo.Context) error {
	return s.vocabulary(c, func(d *directory) (any, error) {
		out := make([]orgItem, len(d.entries))
		for i, e := range d.entries {
			out[i] = orgItem{Code: e.org.Org, Versions: []versionItem{}, Parents: []parentItem{}}
		}
		for _, v := range d.register.Versions {
			one := &out[d.byCode[v.Org]]
			one.Versions = append(one.Versions, versionItem{day(v.From), day(v.To), v.NameVI, v.NameEN, v.ShortName, v.Type, v.Sector, v.Ownership, v.Invented})
		}
		for _, e := range d.register.Edges {
			if i, ok := d.byCode[e.Child]; ok {
				out[i].Parents = append(out[i].Parents, parentItem{e.Parent, e.Kind, day(e.From), day(e.To), e.Decision})
			}
		}
		return out, nil
	})
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// apiPeriods answers GET /api/v1/periods?org=: the periods an organisation or
// its members have figures for, newest first, with how many and how firm.
// Without org it lists the codes of all periods.
func (s *server) apiPeriods(c echo.Context) error {
	return s.vocabulary(c, func(d *directory) (any, error) {
		if c.QueryParam("org") != "" {
			org, err := params.Org(c.QueryParams(), d.register)
			if err != nil {
				return nil, err
			}
			return s.store.Periods(c.Request().Context(), org)
		}
		out := []catalog.Period{}
		for _, e := range d.entries {
			if e.depth > 0 {
				continue // counted with the organisation above
			}
			periods, err := s.periods(c.Request().Context(), d, e.org.Org)
			if err != nil {
				return nil, err
			}
			for _, p := range periods {
				if !slices.Contains(out, p) {
					out = append(out, p)
				}
			}
		}
		slices.SortFunc(out, func(a, b catalog.Period) int { return b.Compare(a) })
		return out, nil
	})
}

// apiCompleteness answers GET /api/v1/completeness?org=&period=: who has
// reported and who has not.
func (s *server) apiCompleteness(c echo.Context) error {
	ctx := c.Request().Context()
	v, err := s.store.Vocabulary(ctx)
	if err != nil {
		return err
	}
	org, err := params.Org(c.QueryParams(), v.Register)
	if err != nil {
		return err
	}
	period, err := params.Period(c.QueryParams())
	if err != nil {
		return err
	}
	answer, err := s.store.Completeness(ctx, org, period)
	if err != nil {
		return err
	}
	if s.fresh(c, answer.DataVersion) {
		return c.NoContent(http.StatusNotModified)
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, answer)
}

// healthz answers GET /healthz: the process lives.
func (s *server) healthz(c echo.Context) error {
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, map[string]string{"status": "ok", "version": cmp.Or(s.version, "unknown")})
}

// readyz answers GET /readyz: the store answers queries and can take workbooks in.
func (s *server) readyz(c echo.Context) error {
	if err := s.store.Ready(c.Request().Context()); err != nil {
		s.log.Warn("not ready", "error", err)
		key := "page.error.not_ready"
		switch {
		case errors.Is(err, warehouse.ErrDiskFull):
			key = "page.error.disk_full"
		case errors.Is(err, warehouse.ErrNotWritable):
			key = "page.error.not_writable"
		}
		return fail(http.StatusServiceUnavailable, key, nil)
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, map[string]string{"status": "ready"})
}
