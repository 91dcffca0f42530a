package main

import (
	"fmt"

	"giaoban/ingest/catalog"
)

// enterprise is an invented reporting unit. It has a number for a name, so
// that no real company can stand beside an invented figure, and no two
// organisations share a number, so that a form needs no more than the name.
type enterprise struct {
	code   string
	name   string // "Đơn vị 03"
	kind   catalog.OrgType
	sector string
	size   float64 // relative to its neighbours
	member int64   // party members at the reference date
	export bool
}

// codes returns the organisation codes, in order.
func codes(units []enterprise) []string {
	out := make([]string, len(units))
	for i, u := range units {
		out[i] = u.code
	}
	return out
}

// weights returns one weight per unit.
func weights(units []enterprise, weigh func(enterprise) float64) []float64 {
	out := make([]float64, len(units))
	for i, u := range units {
		out[i] = weigh(u)
	}
	return out
}

// numbered names unit n, below the organisation: "cum-7-03", "Đơn vị 03".
func numbered(parent string, n int) (code, name string) {
	return fmt.Sprintf("%s-%02d", parent, n), fmt.Sprintf("Đơn vị %02d", n)
}
