package ingest

import (
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestLegible(t *testing.T) {
	hundred := decimal.NewNullDecimal(decimal.NewFromInt(100))
	for written, want := range map[string]string{
		"100.1375515818431912": "100.1376",
		"9.6587108014":         "9.6587",
		"100.000021":           "100.00002", // 100 would be within
		"0.0000123456":         "0.00001235",
		"12345":                "12345",
		"8.12":                 "8.12",
	} {
		if got := legible(decimal.RequireFromString(written), hundred).String(); got != want {
			t.Errorf("%s is shown as %s, want %s", written, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) decimal.Decimal {
			return decimal.New(rapid.Int64Range(-1e12, 1e12).Draw(t, name), -rapid.Int32Range(0, 16).Draw(t, name+" places"))
		}
		d, bound := draw("figure"), draw("bound")
		got := legible(d, decimal.NewNullDecimal(bound))
		if got.Cmp(bound) != d.Cmp(bound) || got.Sign() != d.Sign() || got.Sub(d).Abs().GreaterThan(decimal.New(5, -5)) {
			t.Fatalf("%s beside %s is shown as %s", d, bound, got)
		}
	})
}
