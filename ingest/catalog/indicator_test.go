package catalog

import "testing"

func TestStatusNames(t *testing.T) {
	names := map[Status][2]string{
		Estimate: {"estimate", "ước"}, Preliminary: {"preliminary", "sơ bộ"}, Final: {"final", "chính thức"}, Corrected: {"corrected", "điều chỉnh"},
	}
	for s := Status(-1); s < 7; s++ {
		if got := [2]string{s.English(), s.Vietnamese()}; got != names[s] {
			t.Errorf("status %d is called %q, want %q", s, got, names[s])
		}
		back, ok := ParseStatus(s.String())
		if _, known := names[s]; ok != known || ok && back != s {
			t.Errorf("status %d reads back as %d, %t", s, back, ok)
		}
	}
}
