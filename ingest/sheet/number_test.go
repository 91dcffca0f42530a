package sheet

import "testing"

// A number beyond reason is one wrong cell, not a damaged file.
func TestStoredNumbersBeyondReason(t *testing.T) {
	const bound = "1000000000000000000000000000000"
	for text, want := range map[string]string{
		"1e300": bound, "-1E+300": "-" + bound, "1E+400": bound, "1e-300": "0", "9605.3799999999992": "9605.38", "NaN": "", "inf": "", "x": "",
	} {
		got := ""
		if d, ok := ParseStored(text); ok {
			got = d.String()
		}
		if got != want {
			t.Errorf("%s is read as %q, want %q", text, got, want)
		}
	}
}
