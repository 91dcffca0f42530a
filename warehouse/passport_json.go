package warehouse

import (
	"encoding/json"
	"time"

	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// MarshalJSON writes the passport as the API shows it. Lists are never null.
func (p Passport) MarshalJSON() ([]byte, error) {
	asOf := ""
	if !p.AsOf.IsZero() {
		asOf = p.AsOf.Format(time.DateOnly)
	}
	return json.Marshal(struct {
		DataVersion   int64          `json:"data_version"`
		ID            string         `json:"id"`
		Code          string         `json:"code"`
		Lens          Lens           `json:"lens"`
		AsOf          string         `json:"as_of,omitempty"`
		Kind          catalog.Kind   `json:"kind"`
		Figure        Row            `json:"figure"`
		YearToDate    *Row           `json:"year_to_date,omitempty"`
		Units         []Contribution `json:"units"`
		Missing       []string       `json:"missing"`
		NotApplicable []string       `json:"not_applicable"`
		Earlier       []Version      `json:"earlier"`
	}{p.DataVersion, p.ID(), p.Code(), p.Lens, asOf, p.Kind, p.Figure, p.YearToDate, present(p.Units), present(p.Missing), present(p.NotApplicable), present(p.Earlier)})
}

func present[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// MarshalJSON writes a unit's part as the API shows it.
func (c Contribution) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Org    string         `json:"org"`
		Value  exactly        `json:"value"`
		Weight exactly        `json:"weight,omitzero"`
		Status catalog.Status `json:"status"`
		Route  Route          `json:"route"`
		Basis  catalog.Basis  `json:"basis,omitempty"`
		Facts  []Term         `json:"facts"`
	}{c.Org, exactly{c.Value}, exactly{c.Weight}, c.Status, c.Route, c.Basis, present(c.Terms)})
}

// MarshalJSON writes a stored figure as the API shows it: num and den in base
// units, and the cell as it was written.
func (t Term) MarshalJSON() ([]byte, error) {
	var den *decimal.Decimal
	if t.Den.Valid {
		den = &t.Den.Decimal
	}
	return json.Marshal(struct {
		ID         int64          `json:"id"`
		Sign       int            `json:"sign"`
		Period     catalog.Period `json:"period"`
		Basis      catalog.Basis  `json:"basis"`
		Status     catalog.Status `json:"status"`
		Role       ingest.Role    `json:"role"`
		Num        exactly        `json:"num"`
		Den        exactly        `json:"den,omitzero"`
		Written    string         `json:"written"`
		Qualifier  string         `json:"qualifier,omitempty"`
		Unit       string         `json:"unit"`
		Submission int64          `json:"submission"`
		File       string         `json:"file"`
		SHA256     string         `json:"sha256"`
		Sheet      string         `json:"sheet"`
		Cell       string         `json:"cell"`
		Sender     string         `json:"sender"`
		Accepted   time.Time      `json:"accepted"`
		AcceptedBy string         `json:"accepted_by,omitempty"`
	}{t.ID, t.Sign, t.Period, t.Basis, t.Status, t.Role, exactly{&t.Num}, exactly{den}, t.Raw, t.Qualifier, t.Unit,
		t.Submission, t.File, t.SHA256, t.Sheet, t.Cell, t.Sender, t.Accepted.UTC(), t.AcceptedBy})
}

// MarshalJSON writes an earlier version as the API shows it.
func (v Version) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Day      string         `json:"day"`
		Value    exactly        `json:"value"`
		Status   catalog.Status `json:"status,omitzero"`
		Coverage Coverage       `json:"coverage"`
	}{v.Day.Format(time.DateOnly), exactly{v.Value}, v.Status, v.Coverage})
}
