package warehouse

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"
	"time"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// A short code is 50 bits: the number of the period in the first 12, the first
// 38 of the digest of the figure's ID in the others, written as ten signs in
// two groups. It depends on nothing but the figure, and so means the same in
// every store at any time; a sign heard wrong leads to no figure, not to
// another one.
const (
	codeSigns   = "0123456789ABCDEFGHJKMNPQRSTVWXYZ" // without I, L, O and U, which are heard or read for others
	signBits    = 5
	groupSigns  = 5
	digestBits  = 38
	periodSlots = 32 // numbers for the periods that begin in a year
)

// heardFor are signs that people read or write for those of the code.
var heardFor = strings.NewReplacer("O", "0", "I", "1", "L", "1")

// ShortCode is a figure's code to be read out or typed, like "C15JM-JM9QK".
func ShortCode(org, indicator string, p catalog.Period) string {
	return shortCode(FigureID(org, indicator, p, "", time.Time{}), periodNumber(p))
}

func shortCode(id string, number uint64) string {
	digest := sha256.Sum256([]byte(id))
	bits := number<<digestBits | binary.BigEndian.Uint64(digest[:])>>(64-digestBits)
	var code strings.Builder
	for left := 2 * groupSigns; left > 0; left-- {
		if left == groupSigns {
			code.WriteByte('-')
		}
		code.WriteByte(codeSigns[bits>>(signBits*(left-1))%uint64(len(codeSigns))])
	}
	return code.String()
}

// IsShortCode reports whether a text has the form of one.
func IsShortCode(text string) bool {
	_, ok := readShortCode(text)
	return ok
}

// OfShortCode finds the figure of a short code among what there are figures of.
// A code that two figures share, which is one in millions, is of neither.
func OfShortCode(code string, v ingest.Vocabulary) (org, indicator string, p catalog.Period, ok bool) {
	code, ok = readShortCode(code)
	if !ok {
		return "", "", p, false
	}
	if p, ok = periodOfNumber(numberIn(code)); !ok {
		return "", "", p, false
	}
	org, indicator, ok = figureCoded(v, func(org, indicator string) bool { return ShortCode(org, indicator, p) == code })
	return org, indicator, p, ok
}

// numberIn is the number of the period in a code.
func numberIn(code string) uint64 {
	var bits uint64
	for _, sign := range strings.ReplaceAll(code, "-", "") {
		bits = bits<<signBits | uint64(strings.IndexRune(codeSigns, sign)) //nolint:gosec // it is one of them
	}
	return bits >> digestBits
}

// figureCoded is the one organisation and indicator that has the code asked for;
// false where none has it, or two have.
func figureCoded(v ingest.Vocabulary, has func(org, indicator string) bool) (org, indicator string, ok bool) {
	found := 0
	for _, o := range v.Register.Orgs() {
		for _, ind := range v.Catalogue.Indicators {
			if has(o, ind.Code) {
				org, indicator = o, ind.Code
				found++
			}
		}
	}
	return org, indicator, found == 1
}

// readShortCode is a short code as [ShortCode] writes it.
func readShortCode(text string) (code string, ok bool) {
	code = heardFor.Replace(strings.ToUpper(text))
	first, second, cut := strings.Cut(code, "-")
	if !cut || len(first) != groupSigns || len(second) != groupSigns || strings.Trim(first+second, codeSigns) != "" {
		return "", false
	}
	return code, true
}

// The first numbers of the periods of a grain within their year. They stand in
// codes that were written down and must never change.
var firstSlot = map[catalog.Grain]int{
	catalog.Year: 0, catalog.NineMonths: 1, catalog.Half: 2, catalog.Quarter: 4, catalog.Month: 8, catalog.Term: 20,
}

func periodNumber(p catalog.Period) uint64 {
	slot := firstSlot[p.Grain()] + max(0, p.Index()-1)
	if p.Grain() == catalog.Term {
		slot += p.Last().Year() - p.Year() - 1
	}
	return uint64((p.Year()-catalog.FirstYear)*periodSlots + slot) //nolint:gosec // no period begins before
}

func periodOfNumber(n uint64) (catalog.Period, bool) {
	year, slot := catalog.FirstYear+int(n/periodSlots), int(n%periodSlots) //nolint:gosec // a few bits
	for _, grain := range []catalog.Grain{catalog.Term, catalog.Month, catalog.Quarter, catalog.Half, catalog.NineMonths, catalog.Year} {
		past := slot - firstSlot[grain]
		if past < 0 {
			continue
		}
		p, err := catalog.NewPeriod(grain, year, past+1)
		if grain == catalog.Term {
			p, err = catalog.NewTerm(year, year+1+past)
		}
		return p, err == nil
	}
	return catalog.Period{}, false
}
