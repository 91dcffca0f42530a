package main

import (
	"hash/fnv"
	"math"
)

// chance returns a number in [0, 1) that depends on nothing but the names.
//
// Every invented figure asks for its own chance under its own name ("revenue",
// "cum-7-03", "2024-Q1"), so adding an organisation or an indicator leaves all
// other figures as they were, and no order of evaluation can matter.
func chance(names ...string) float64 {
	h := fnv.New64a()
	for _, n := range names {
		h.Write([]byte(n))
		h.Write([]byte{0})
	}
	// FNV alone leaves similar names with similar high bits; this is the
	// finaliser of SplitMix64.
	x := h.Sum64()
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	x ^= x >> 31
	return float64(x>>11) / (1 << 53)
}

// between returns a number evenly spread over [low, high).
func between(low, high float64, names ...string) float64 {
	return low + (high-low)*chance(names...)
}

// normal returns a number from the standard normal distribution.
func normal(names ...string) float64 {
	u := chance(append(names, "u")...)
	v := chance(append(names, "v")...)
	return math.Sqrt(-2*math.Log(1-u)) * math.Cos(2*math.Pi*v)
}

// size returns a lognormal number with median 1: enterprises come in many
// small ones and a few very large ones.
func size(spread float64, names ...string) float64 {
	return math.Exp(spread * normal(names...))
}

// few returns a small count with the given mean: Poisson by inversion.
func few(mean float64, names ...string) int64 {
	u, p := chance(names...), math.Exp(-mean)
	sum := p
	n := int64(0)
	for u >= sum && n < 1000 {
		n++
		p *= mean / float64(n)
		sum += p
	}
	return n
}
