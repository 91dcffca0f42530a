package main

import (
	"testing"

	"pgregory.net/rapid"
)

// Whatever the weights, the parts sum to the total and none is more than one
// away from its due.
func TestShareSumsExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.Int64Range(0, 1e13).Draw(t, "total")
		weights := rapid.SliceOfN(rapid.Float64Range(0.001, 1e4), 1, 120).Draw(t, "weights")
		var whole float64
		for _, w := range weights {
			whole += w
		}
		var sum int64
		for i, part := range share(total, weights) {
			sum += part
			due := float64(total) * weights[i] / whole
			// The weights are cut to millionths, which moves a due by as much
			// as that share of it.
			slack := 1 + due*1e-3
			if diff := float64(part) - due; diff > slack || diff < -slack {
				t.Fatalf("part %d is %d, its due %.3f", i, part, due)
			}
		}
		if sum != total {
			t.Fatalf("parts sum to %d, want %d", sum, total)
		}
	})
}

func TestShareIn(t *testing.T) {
	got := shareIn(10, 100, []float64{1, 1, 1, 0})
	want := []int64{40, 30, 30, 0}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("shareIn = %v, want %v", got, want)
		}
	}
}

// A figure keeps its value when others come and go, and differs from its neighbours.
func TestChanceDependsOnNameOnly(t *testing.T) {
	a := chance("revenue", "cum-7-03", "2024-Q1")
	if b := chance("revenue", "cum-7-03", "2024-Q1"); a != b {
		t.Errorf("chance gave %v and then %v for one name", a, b)
	}
	if b := chance("revenue", "cum-7-031", "2024-Q1"); a == b {
		t.Errorf("two names have the same chance %v", a)
	}
	var mean float64
	for n := range 2000 {
		mean += chance("mean", string(rune(n))) / 2000
	}
	if mean < 0.47 || mean > 0.53 {
		t.Errorf("the mean of 2000 chances is %.3f", mean)
	}
}
