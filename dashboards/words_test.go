package dashboards

import (
	"testing"

	"giaoban/ingest/locale"
)

// English says one unit without the plural, and thousands and millions in full:
// a bare m is a metre.
func TestEnglishUnits(t *testing.T) {
	w := speak(t, locale.EN)
	for _, tt := range []struct{ indicator, value, want string }{
		{"party_organisations", "1", "1 organisation"},
		{"party_organisations", "-1", "−1 organisation"},
		{"party_organisations", "17", "17 organisations"},
		{"party_organisations", "0", "0 organisations"},
		{"workers", "1", "1 person"},
		{"party_members", "1", "1 member"},
		{"average_income", "12.15", "12.15 million"},
		{"revenue", "1", "1.00 bn"},
	} {
		i, ok := w.catalog.Indicator(tt.indicator)
		if !ok {
			t.Fatal(tt.indicator)
		}
		if got := plainly(w.amount(*dec(tt.value), i, i.Precision)); got != tt.want {
			t.Errorf("%s of %s: %q, want %q", tt.value, tt.indicator, got, tt.want)
		}
	}
}
