package catalog

import "github.com/shopspring/decimal"

// Unit is a unit of measure. Values are stored in the base unit of their
// dimension (đồng, US dollar, person, piece …) so that every written unit
// converts exactly; Mul/Div tell how many base units one unit is.
//
// A percentage has dimension "ratio": its facts are numerator and
// denominator, and 100 only appears when it is shown.
type Unit struct {
	Code      string // "billion_vnd"
	NameVI    string // "tỷ đồng", also what the API writes
	NameEN    string // "billion VND"
	ShortVI   string // "tỷ", on axes and beside figures
	ShortEN   string // "bn"
	Dimension string // "vnd", "usd", "vnd_per_person_month", "person", "ratio", …
	Mul       decimal.Decimal
	Div       int64    // 1 but for "per year" (12) and "per quarter" (3)
	Synonyms  []string // "tỉ đồng", "tỷ đ", …
}

// Catalogue is one version of the indicators and units.
type Catalogue struct {
	Indicators []Indicator // in report order
	Units      []Unit

	byCode map[string]int
	units  map[string]int
}
