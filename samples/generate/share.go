package main

import (
	"cmp"
	"math"
	"math/big"
	"slices"
)

// share divides total into whole parts in proportion to the weights so that
// the parts sum to total exactly, by the largest-remainder method: everyone
// gets the floor of its due, and what is left goes, one each, to the largest
// fractions (earlier first among equals). A weight of zero or less gets
// nothing. All weights zero gives all parts zero only for a total of zero.
func share(total int64, weights []float64) []int64 {
	parts := make([]int64, len(weights))
	whole := make([]int64, len(weights)) // weights in millionths: from here on integers only
	var sum int64
	for i, w := range weights {
		whole[i] = int64(math.Round(max(w, 0) * 1e6))
		sum += whole[i]
	}
	if sum == 0 {
		if total != 0 {
			panic("share: nobody to give to")
		}
		return parts
	}
	type rest struct {
		i    int
		rest int64
	}
	var rests []rest
	left := total
	for i, w := range whole {
		if w == 0 {
			continue
		}
		due := new(big.Int).Mul(big.NewInt(total), big.NewInt(w))
		quotient, remainder := new(big.Int).DivMod(due, big.NewInt(sum), new(big.Int))
		parts[i] = quotient.Int64()
		left -= parts[i]
		rests = append(rests, rest{i, remainder.Int64()})
	}
	slices.SortStableFunc(rests, func(a, b rest) int { return cmp.Compare(b.rest, a.rest) })
	for _, r := range rests[:left] {
		parts[r.i]++
	}
	return parts
}

// shareIn is [share] in multiples of step, which must divide total.
func shareIn(step, total int64, weights []float64) []int64 {
	if total%step != 0 {
		panic("shareIn: the step does not divide the total")
	}
	parts := share(total/step, weights)
	for i := range parts {
		parts[i] *= step
	}
	return parts
}
