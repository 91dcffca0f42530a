package warehouse

import (
	"time"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
)

// Lens chooses whose figures stand for an organisation in past periods.
type Lens string

// Lenses.
const (
	AsReported  Lens = "as_reported"   // the structure of each period's last day
	Current     Lens = "current"       // today's members and their own past
	LikeForLike Lens = "like_for_like" // only units with both sides of a comparison; see [Query]
)

// Comparison names a base to compare with.
type Comparison string

// Comparisons.
const (
	Yoy      Comparison = "yoy"      // cùng kỳ
	Previous Comparison = "previous" // kỳ trước
	ToPlan   Comparison = "plan"     // kế hoạch
)

// Query asks for metrics.
//
// Under the lens LikeForLike every comparison is of its own pairs: its base,
// change and percentage are those of the UnitsBoth units that have both its
// sides. The value of the row is that of the units which the first comparison
// in Compare pairs (Yoy when none is asked for), so that only the first one's
// base and change add up to it.
type Query struct {
	Indicators []string // codes; at least one
	Org        string
	Others     []string         // more organisations to answer for in the same way, after Org
	Periods    []catalog.Period // at least one
	ByOrg      bool             // one row per member of an organisation instead of the organisation itself
	Compare    []Comparison
	Lens       Lens      // "" is AsReported
	AsOf       time.Time // what was known at the end of that day; zero is now
}

// Result is the answer: rows ordered by organisation (as asked; members in
// register order), indicator (as asked), period.
type Result struct {
	DataVersion int64 `json:"data_version"`
	Rows        []Row `json:"rows"`
}

// Row is one figure with everything needed to trust it. Value is nil when
// missing or not applicable: three different things from zero.
type Row struct {
	Org           string           `json:"org"`
	Indicator     string           `json:"indicator"`
	Period        catalog.Period   `json:"period"`
	Value         *decimal.Decimal `json:"value"`         // in the indicator's unit
	Num           *decimal.Decimal `json:"num,omitempty"` // ratios: as counted
	Den           *decimal.Decimal `json:"den,omitempty"`
	Unit          string           `json:"unit"`            // Vietnamese name of the unit
	Status        catalog.Status   `json:"status,omitzero"` // the lowest among its parts
	Basis         catalog.Basis    `json:"basis,omitempty"` // only when cumulative where discrete was asked
	Source        Source           `json:"source,omitempty"`
	Route         Route            `json:"route,omitempty"`
	NotApplicable bool             `json:"not_applicable,omitempty"`
	Disagreement  *Disagreement    `json:"disagreement,omitempty"`
	Coverage      Coverage         `json:"coverage"`
	Yoy           *Delta           `json:"yoy,omitempty"`
	Previous      *Delta           `json:"previous,omitempty"`
	Plan          *Attainment      `json:"plan,omitempty"`
}

// Coverage counts the units that reported against those that owe the
// indicator for the period, on its last day. A level or a ratio, which is one
// figure whatever report brings it, is owed by whoever owes it of any period
// that ends on that day.
type Coverage struct {
	Reported int `json:"reported"`
	Expected int `json:"expected"`
}

// Complete reports whether everyone who owes the figure gave it.
func (c Coverage) Complete() bool { return c.Reported >= c.Expected }

// Source tells whose figures add up to the value.
type Source string

// Sources.
const (
	FromUnits Source = "units" // Σ of reporting descendants
	FromOwn   Source = "own"   // the organisation's own figure
)

// Route tells how the period's value was obtained, the weakest among units.
type Route string

// Routes, best first.
const (
	Direct     Route = "direct"
	SubPeriods Route = "sub_periods"
	Difference Route = "difference"
)

// Disagreement reports that a second way to the same figure gives another.
type Disagreement struct {
	With  string          `json:"with"` // "sub_periods", "difference", "own", "same_period", "other_period" (of the same last day), "sender" (another one reported it differently)
	Org   string          `json:"org"`
	Value decimal.Decimal `json:"value"` // the other way's value, in the indicator's unit
}

// Reason codes of a comparison that must not be read as one.
type Reason string

// Reasons.
const (
	MissingBase     Reason = "missing_base"
	MissingValue    Reason = "missing_value"   // the period has none, though nobody who owes it is late
	DifferentUnits  Reason = "different_units" // everybody reported, but no unit is on both sides
	OtherUnits      Reason = "other_units"     // everybody reported, but the two sides, sums of several periods, are not of the same units
	ZeroBase        Reason = "zero_base"
	NegativeBase    Reason = "negative_base" // a loss: the change is given, no percentage of it
	PartialCoverage Reason = "partial_coverage"
	DifferentSpan   Reason = "different_span"
	MixedBasis      Reason = "mixed_basis"
)

// Delta is the change from a base period. ChangePct is absent when the two
// sides are not comparable; LikeForLike and LikeForLikePct compare only the
// units with both, in the indicator's unit (points for ratios) and in per cent.
type Delta struct {
	BasePeriod     catalog.Period   `json:"base_period"`
	BaseValue      *decimal.Decimal `json:"base_value,omitempty"`
	BaseStatus     catalog.Status   `json:"base_status,omitzero"`
	BaseBasis      catalog.Basis    `json:"base_basis,omitempty"` // only when cumulative where discrete was asked
	BaseCoverage   Coverage         `json:"base_coverage"`
	Change         *decimal.Decimal `json:"change,omitempty"` // in the indicator's unit; points for ratios
	ChangePct      *decimal.Decimal `json:"change_pct,omitempty"`
	Comparable     bool             `json:"comparable"`
	Reason         Reason           `json:"reason,omitempty"`
	LikeForLike    *decimal.Decimal `json:"like_for_like_change,omitempty"`
	LikeForLikePct *decimal.Decimal `json:"like_for_like_pct,omitempty"`
	UnitsBoth      int              `json:"units_both"`
}

// Attainment is the value as a share of a plan, usually the year's. The plan
// is that of the units the value is made of, or, when none of them has one,
// the organisation's own, which is for all of them: Source says which. A value
// or plan that lacks units is not comparable, and LikeForLikePct compares only
// the units with both: LikeForLikeValue as a share of LikeForLikePlan, in the
// indicator's unit, which are theirs alone.
type Attainment struct {
	Period         catalog.Period   `json:"period"` // of the plan
	Value          decimal.Decimal  `json:"value"`
	Source         Source           `json:"source"` // whose plan it is
	AttainedPct    *decimal.Decimal `json:"attained_pct,omitempty"`
	Coverage       Coverage         `json:"coverage"`
	Comparable     bool             `json:"comparable"`
	Reason         Reason           `json:"reason,omitempty"`
	LikeForLikePct *decimal.Decimal `json:"like_for_like_pct,omitempty"`
	UnitsBoth      int              `json:"units_both"`

	LikeForLikeValue *decimal.Decimal `json:"like_for_like_value,omitempty"`
	LikeForLikePlan  *decimal.Decimal `json:"like_for_like_plan,omitempty"`
}
