package sheet

import (
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestEscapeText(t *testing.T) {
	for text, want := range map[string]string{
		"":                "",
		"Quý I_x":         "Quý I_x",
		"_x0041_":         "_x005F_x0041_",
		"_x0041_x0042_":   "_x005F_x0041_x005F_x0042_",
		"_x005f_x0041_":   "_x005F_x005f_x005F_x0041_",
		"_xghij_ _X0041_": "_xghij_ _X0041_",
		"a\x01b\r\tc\n":   "a_x0001_b_x000D_\tc\n",
		"\uffff \xff":     "_xFFFF_ \ufffd",
	} {
		if got := EscapeText(text); got != want {
			t.Errorf("EscapeText(%q) = %q, want %q", text, got, want)
		}
	}
}

// What is escaped is read back as it was, but for what no cell can hold.
func TestEscapeTextReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("_xX0123dDfFaAộ &<\n\t="))).Draw(t, "text")
		if got := cleanText(EscapeText(text)); got != norm.NFC.String(text) {
			t.Errorf("%q is read back as %q", text, got)
		}
	})
}

func TestLooksLikeFormula(t *testing.T) {
	for text, want := range map[string]bool{"": false, "1": false, " =1": false, "=1+1": true, "+84": true, "-": true, "@a": true, "\t=1": true, "\r": true} {
		if got := LooksLikeFormula(text); got != want {
			t.Errorf("LooksLikeFormula(%q) = %v", text, got)
		}
	}
}
