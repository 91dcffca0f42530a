package warehouse

import (
	"encoding/json"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
)

// Decimals are JSON numbers with every digit. The decimal library writes
// strings unless a global of its is changed, so the types that the API shows
// write themselves. Reading accepts numbers as it is.

// exactly is a decimal that JSON shows as a number.
type exactly struct{ d *decimal.Decimal }

// MarshalJSON writes the digits, or null.
func (e exactly) MarshalJSON() ([]byte, error) {
	if e.d == nil {
		return []byte("null"), nil
	}
	return []byte(e.d.String()), nil
}

// IsZero lets the option omitzero leave out absent figures; 0 is not absent.
func (e exactly) IsZero() bool { return e.d == nil }

// MarshalJSON writes the row as the API shows it.
func (r Row) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Org           string         `json:"org"`
		Indicator     string         `json:"indicator"`
		Period        catalog.Period `json:"period"`
		Value         exactly        `json:"value"`
		Num           exactly        `json:"num,omitzero"`
		Den           exactly        `json:"den,omitzero"`
		Unit          string         `json:"unit"`
		Status        catalog.Status `json:"status,omitzero"`
		Basis         catalog.Basis  `json:"basis,omitempty"`
		Source        Source         `json:"source,omitempty"`
		Route         Route          `json:"route,omitempty"`
		NotApplicable bool           `json:"not_applicable,omitempty"`
		Disagreement  *Disagreement  `json:"disagreement,omitempty"`
		Coverage      Coverage       `json:"coverage"`
		Yoy           *Delta         `json:"yoy,omitempty"`
		Previous      *Delta         `json:"previous,omitempty"`
		Plan          *Attainment    `json:"plan,omitempty"`
	}{r.Org, r.Indicator, r.Period, exactly{r.Value}, exactly{r.Num}, exactly{r.Den}, r.Unit, r.Status, r.Basis,
		r.Source, r.Route, r.NotApplicable, r.Disagreement, r.Coverage, r.Yoy, r.Previous, r.Plan})
}

// MarshalJSON writes the disagreement as the API shows it.
func (d Disagreement) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		With  string  `json:"with"`
		Org   string  `json:"org"`
		Value exactly `json:"value"`
	}{d.With, d.Org, exactly{&d.Value}})
}

// MarshalJSON writes the comparison as the API shows it.
func (d Delta) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		BasePeriod     catalog.Period `json:"base_period"`
		BaseValue      exactly        `json:"base_value,omitzero"`
		BaseStatus     catalog.Status `json:"base_status,omitzero"`
		BaseBasis      catalog.Basis  `json:"base_basis,omitempty"`
		BaseCoverage   Coverage       `json:"base_coverage"`
		Change         exactly        `json:"change,omitzero"`
		ChangePct      exactly        `json:"change_pct,omitzero"`
		Comparable     bool           `json:"comparable"`
		Reason         Reason         `json:"reason,omitempty"`
		LikeForLike    exactly        `json:"like_for_like_change,omitzero"`
		LikeForLikePct exactly        `json:"like_for_like_pct,omitzero"`
		UnitsBoth      int            `json:"units_both"`
	}{d.BasePeriod, exactly{d.BaseValue}, d.BaseStatus, d.BaseBasis, d.BaseCoverage, exactly{d.Change}, exactly{d.ChangePct},
		d.Comparable, d.Reason, exactly{d.LikeForLike}, exactly{d.LikeForLikePct}, d.UnitsBoth})
}

// MarshalJSON writes the attainment as the API shows it.
func (a Attainment) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Period           catalog.Period `json:"period"`
		Value            exactly        `json:"value"`
		Source           Source         `json:"source"`
		AttainedPct      exactly        `json:"attained_pct,omitzero"`
		Coverage         Coverage       `json:"coverage"`
		Comparable       bool           `json:"comparable"`
		Reason           Reason         `json:"reason,omitempty"`
		LikeForLikePct   exactly        `json:"like_for_like_pct,omitzero"`
		LikeForLikeValue exactly        `json:"like_for_like_value,omitzero"`
		LikeForLikePlan  exactly        `json:"like_for_like_plan,omitzero"`
		UnitsBoth        int            `json:"units_both"`
	}{a.Period, exactly{&a.Value}, a.Source, exactly{a.AttainedPct}, a.Coverage, a.Comparable, a.Reason,
		exactly{a.LikeForLikePct}, exactly{a.LikeForLikeValue}, exactly{a.LikeForLikePlan}, a.UnitsBoth})
}
