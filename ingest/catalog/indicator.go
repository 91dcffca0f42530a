// Package catalog is the vocabulary: indicators, units of measure, periods and
// organisations. It imports nothing of ours, holds no data but the built-in
// catalogue, and decides nothing about workbooks or databases.
package catalog

import (
	"fmt"

	"github.com/shopspring/decimal"
)

// Kind fixes how an indicator's values aggregate over organisations and time.
type Kind string

// The kinds and their rules:
//
//	flow     Σ over organisations, Σ of discrete sub-periods over time
//	stock    Σ over organisations, value at the end of the period over time
//	average  Σ(value×weight) / Σ weight, over both; the weight is worker-months
//	ratio    Σ numerator / Σ denominator over organisations, latest over time
const (
	Flow    Kind = "flow"
	Stock   Kind = "stock"
	Average Kind = "average"
	Ratio   Kind = "ratio"
)

// Group is the section of the report an indicator belongs to.
type Group string

// Groups, in the order reports print them.
const (
	Economy Group = "economy"
	Labour  Group = "labour"
	Party   Group = "party"
)

// Direction tells whether a rise is good.
type Direction int

// Directions.
const (
	NoDirection  Direction = 0
	MoreIsBetter Direction = 1
	LessIsBetter Direction = -1
)

// Sensitivity tells who may see an indicator at unit level.
type Sensitivity string

// Sensitivities: restricted indicators identify people in small cells.
const (
	Public     Sensitivity = "public"
	Internal   Sensitivity = "internal"
	Restricted Sensitivity = "restricted"
)

// Indicator (chỉ tiêu) is one thing that is measured.
type Indicator struct {
	Code   string // English snake_case, stable: "revenue"
	NameVI string // "Doanh thu"
	NameEN string // "Revenue"
	Group  Group
	Kind   Kind
	Unit   string // code of the unit of measure it is shown in: "billion_vnd"
	Weight string // code of the weight indicator of an average: "workers"

	Direction   Direction
	Sensitivity Sensitivity
	Precision   int  // decimals shown
	Integer     bool // counts: a fraction is an error

	Min, Max         decimal.NullDecimal // hard bounds, in Unit: outside is an error
	WarnMin, WarnMax decimal.NullDecimal // soft bounds, in Unit: outside is a warning

	Part     string   // code of the total this is a "trong đó" of
	Synonyms []string // header and row texts people write for it
	Note     string   // definition or source, for the catalogue page
}

// Basis tells what span a figure covers.
type Basis string

// Bases. A stock is a level at the period's end and has basis discrete.
const (
	Discrete   Basis = "discrete"
	Cumulative Basis = "cumulative" // lũy kế từ đầu năm
)

// Status is the vintage of a figure. Higher values replace lower ones. The
// first three are those of Luật Thống kê 2015, Articles 3 and 48: an estimate
// is made before the period is over, a preliminary figure after it but
// unconfirmed. A correction of a final figure is the fourth.
type Status int

// Statuses in rank order.
const (
	NoStatus    Status = iota
	Estimate           // ước
	Preliminary        // sơ bộ
	Final              // chính thức
	Corrected          // điều chỉnh
)

var (
	statusNames           = [...]string{"", "estimate", "preliminary", "final", "corrected"}
	vietnameseStatusNames = [...]string{"", "ước", "sơ bộ", "chính thức", "điều chỉnh"}
)

// String returns the status's name as the API writes it.
func (s Status) String() string {
	if s < 0 || int(s) >= len(statusNames) {
		return ""
	}
	return statusNames[s]
}

// Vietnamese returns the status's name as reports write it.
func (s Status) Vietnamese() string {
	if s < 0 || int(s) >= len(vietnameseStatusNames) {
		return ""
	}
	return vietnameseStatusNames[s]
}

// English returns [Status.String].
func (s Status) English() string { return s.String() }

// MarshalText writes [Status.String].
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what [Status.MarshalText] writes.
func (s *Status) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*s = NoStatus
		return nil
	}
	parsed, ok := ParseStatus(string(b))
	if !ok {
		return fmt.Errorf("status %q: want estimate, preliminary, final or corrected", b)
	}
	*s = parsed
	return nil
}

// ParseStatus reads what [Status.String] writes; ok is false for anything else.
func ParseStatus(name string) (s Status, ok bool) {
	for i, n := range statusNames {
		if n == name && i > 0 {
			return Status(i), true
		}
	}
	return NoStatus, false
}
