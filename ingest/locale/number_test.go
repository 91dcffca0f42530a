package locale_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"giaoban/ingest/locale"
)

func TestNumbers(t *testing.T) {
	d := decimal.RequireFromString
	for _, tt := range []struct{ got, want string }{
		{locale.Number(locale.VI, d("9605.38"), 2), "9.605,38"},
		{locale.Number(locale.EN, d("9605.38"), 2), "9,605.38"},
		{locale.Number(locale.VI, d("1234567"), 0), "1.234.567"},
		{locale.Number(locale.VI, d("999"), 0), "999"},
		{locale.Number(locale.VI, d("-1234.5"), 1), "−1.234,5"},
		{locale.Number(locale.VI, d("0.005"), 2), "0,01"},
		{locale.Number(locale.VI, d("-0.004"), 2), "0,00"},
		{locale.Number(locale.VI, d("999.995"), 2), "1.000,00"},
		{locale.Exact(locale.VI, d("24730.00")), "24.730"},
		{locale.Exact(locale.EN, d("1e6")), "1,000,000"},
		{locale.Exact(locale.VI, d("0.0001")), "0,0001"},
		{locale.Percent(locale.VI, d("47.0588"), 2), "47,06\u00a0%"},
		{locale.Percent(locale.EN, d("47.0588"), 2), "47.06%"},
		{locale.Signed(locale.VI, d("18.2"), 1), "+18,2"},
		{locale.Signed(locale.VI, d("-3.4"), 1), "−3,4"},
		{locale.Signed(locale.VI, d("0.04"), 1), "0,0"},
		{locale.Signed(locale.VI, d("0"), 1), "0,0"},
		{locale.Date(locale.VI, time.Date(2024, 3, 8, 0, 0, 0, 0, time.UTC)), "8/3/2024"},
		{locale.Date(locale.EN, time.Date(2024, 3, 8, 0, 0, 0, 0, time.UTC)), "8 Mar 2024"},
		{locale.Format(locale.VI, 1234), "1.234"},
		{locale.Format(locale.EN, int64(-1234)), "−1,234"},
		{locale.Format(locale.VI, "2024"), "2024"},
		{locale.Format(locale.VI, []string{"a", "b"}), "a, b"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

// unformat is the reverse of Number.
func unformat(lang locale.Lang, s string) decimal.Decimal {
	thousands, point := ".", ","
	if lang == locale.EN {
		thousands, point = point, thousands
	}
	s = strings.ReplaceAll(s, thousands, "")
	return decimal.RequireFromString(strings.NewReplacer(point, ".", locale.Minus, "-").Replace(s))
}

var grouped = map[locale.Lang]*regexp.Regexp{
	locale.VI: regexp.MustCompile(`^−?\d{1,3}(\.\d{3})*(,\d+)?$`),
	locale.EN: regexp.MustCompile(`^−?\d{1,3}(,\d{3})*(\.\d+)?$`),
}

func TestWrittenNumbersReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := decimal.New(rapid.Int64().Draw(t, "digits"), rapid.Int32Range(-12, 3).Draw(t, "exponent"))
		places := rapid.IntRange(0, 6).Draw(t, "places")
		for _, lang := range locale.Langs {
			text := locale.Number(lang, d, places)
			if !grouped[lang].MatchString(text) {
				t.Fatalf("%s is badly grouped: %q", d, text)
			}
			if got := unformat(lang, text); !got.Equal(d.Round(int32(places))) {
				t.Fatalf("%s with %d places is written %q", d, places, text)
			}
			exact := locale.Exact(lang, d)
			if !unformat(lang, exact).Equal(d) {
				t.Fatalf("%s is written %q", d, exact)
			}
			signed := locale.Signed(lang, d, places)
			if plus := strings.HasPrefix(signed, "+"); plus != (d.Round(int32(places)).Sign() > 0) {
				t.Fatalf("%s with %d places is written %q", d, places, signed)
			}
			if strings.TrimPrefix(signed, "+") != text {
				t.Fatalf("%q differs from %q by more than the plus", signed, text)
			}
		}
	})
}
