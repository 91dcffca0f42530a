package main

import "testing"

func TestVietnamese(t *testing.T) {
	for _, tt := range []struct {
		n, per int64
		want   string
	}{
		{1_410_230, 1000, "1.410,23"},
		{240, 1000, "0,24"},
		{27_900, 1000, "27,9"},
		{12_000, 1000, "12,0"},
		{1_234_567_891, 1000, "1.234.567,891"},
		{8_050, 1000, "8,05"},
	} {
		if got := vietnamese(tt.n, tt.per); got != tt.want {
			t.Errorf("vietnamese(%d, %d) = %q, want %q", tt.n, tt.per, got, tt.want)
		}
	}
}
