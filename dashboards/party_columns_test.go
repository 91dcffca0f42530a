package dashboards

import (
	"testing"

	"pgregory.net/rapid"
)

// The stacks hold everything once and in order, no stack is empty where there
// is enough for each, and no other cut makes the highest lower.
func TestEvenly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		heights := rapid.SliceOfN(rapid.IntRange(1, 400), 1, 8).Draw(t, "heights")
		got := evenly(heights, 3)
		sum := 0
		for _, n := range got {
			sum += n
		}
		if sum != len(heights) || len(got) > 3 {
			t.Fatalf("%v of %d", got, len(heights))
		}
		for a := 0; a <= len(heights); a++ {
			for b := a; b <= len(heights); b++ {
				if other := []int{a, b - a, len(heights) - b}; highest(heights, other) < highest(heights, got) {
					t.Fatalf("%v: %v is higher than %v", heights, got, other)
				}
			}
		}
	})
}
