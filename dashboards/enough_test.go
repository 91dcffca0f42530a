package dashboards

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"giaoban/ingest/catalog"
)

// What is said to be required of each of the parts that are left reaches the
// plan if it is kept to as it is written, and is the least such number of its
// decimals; where less is better it does not pass the plan.
func TestEachIsEnough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		i := catalog.Indicator{Precision: rapid.IntRange(0, 2).Draw(t, "precision"), Integer: true, Direction: rapid.SampledFrom([]catalog.Direction{catalog.MoreIsBetter, catalog.LessIsBetter, catalog.NoDirection}).Draw(t, "direction")}
		left := decimal.New(rapid.Int64Range(1, 1_000_000).Draw(t, "left"), -int32(i.Precision))
		parts := decimal.NewFromInt(rapid.Int64Range(1, 11).Draw(t, "parts"))
		each := left.Div(parts)
		places := chartPlaces(each, i)
		got := enough(each, i, places)
		least := decimal.New(1, -int32(legible(each, places)))
		if i.Direction == catalog.LessIsBetter {
			if sum := got.Mul(parts); sum.GreaterThan(left) || sum.Add(least.Mul(parts)).LessThan(left) {
				t.Fatalf("%s in %s parts: %s each", left, parts, got)
			}
			return
		}
		if sum := got.Mul(parts); sum.LessThan(left) || sum.Sub(least.Mul(parts)).GreaterThanOrEqual(left) {
			t.Fatalf("%s in %s parts: %s each", left, parts, got)
		}
	})
}

// A little for each of many, and a whole number for each, is not rounded down or
// up by the rest of a division.
func TestEnoughOfLittle(t *testing.T) {
	i := catalog.Indicator{Precision: 2, Direction: catalog.MoreIsBetter}
	for _, tt := range []struct {
		left, parts, want string
	}{{"0.01", "11", "0.001"}, {"0.09", "7", "0.02"}, {"30", "3", "10"}} {
		each := decimal.RequireFromString(tt.left).Div(decimal.RequireFromString(tt.parts))
		if got := enough(each, i, chartPlaces(each, i)); got.String() != tt.want {
			t.Errorf("%s in %s parts: %s each, want %s", tt.left, tt.parts, got, tt.want)
		}
	}
}

// What is written of a plan subtracts: attainment, pace and the gap between.
func TestGapSubtractsAsItReads(t *testing.T) {
	for _, tt := range []struct{ attained, pace, gap, pacedVI string }{
		{"14.77", "16.666666", "-1.9", "16,7 %"}, {"18.75", "25", "-6.2", "25 %"}, {"95.55", "91.666666", "3.9", "91,7 %"}, {"28", "25", "3", "25 %"},
	} {
		b := bullet{attained: decimal.RequireFromString(tt.attained), pace: decimal.RequireFromString(tt.pace)}
		if got := b.gap(); !got.Equal(decimal.RequireFromString(tt.gap)) {
			t.Errorf("%s against %s: %s", tt.attained, tt.pace, got)
		}
		if got := strings.ReplaceAll((words{lang: "vi"}).paced(b.pace), "\u00a0", " "); got != tt.pacedVI {
			t.Errorf("pace %s: %q", tt.pace, got)
		}
	}
}
