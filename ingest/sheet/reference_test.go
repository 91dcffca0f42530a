package sheet

import "testing"

func TestNameIn(t *testing.T) {
	for reference, want := range map[string]string{
		"Sheet1!$A$1": "Sheet1", "'Quý I'!$A$1:$B$2": "Quý I", "'It''s! ok'!A1": "It's! ok", "A1": "", "": "", "'": "", "!": "",
	} {
		if got := NameIn(reference); got != want {
			t.Errorf("NameIn(%q) = %q, want %q", reference, got, want)
		}
	}
	for _, name := range []string{"Quý I", "It's", "'", "a!b"} {
		if got := NameIn(QuoteName(name) + "!$A$1"); got != name {
			t.Errorf("%q comes back as %q", name, got)
		}
	}
}
