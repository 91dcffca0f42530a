package warehouse

import (
	"strings"
	"time"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// A running total is the sum of a flow over the months from January until a
// month ends. Where that is a quarter, a half, nine months or the year it is the
// figure of that period, under the figure's own name. The others are figures of
// no period; they have names of their own, so that they too can be walked back.

// totalSlot is the number, among those of a year's periods, in the short codes
// of running totals; which month one ends with is in the digest.
const totalSlot = 30

// TotalID is what a running total is called, "cum-7:revenue:2024-01..2024-04".
// The month until ends it. Lens and day are those of [FigureID].
func TotalID(org, indicator string, until catalog.Period, lens Lens, asOf time.Time) string {
	return org + ":" + indicator + ":" + totalCode(until) + ending(lens, asOf)
}

func totalCode(until catalog.Period) string {
	january, err := catalog.NewPeriod(catalog.Month, until.Year(), 1)
	if err != nil {
		return "" // no month is of a year that has no January
	}
	return january.Code() + ".." + until.Code()
}

// ParseTotal reads the months of a running total as [TotalID] writes them.
func ParseTotal(text string) (until catalog.Period, ok bool) {
	_, last, cut := strings.Cut(strings.ToUpper(text), "..")
	until, err := catalog.ParsePeriod(last)
	if !cut || err != nil || until.Grain() != catalog.Month || totalCode(until) != strings.ToUpper(text) {
		return catalog.Period{}, false
	}
	return until, true
}

// TotalCode is the [ShortCode] of a running total; it ends as its name does.
func TotalCode(org, indicator string, until catalog.Period, lens Lens, asOf time.Time) string {
	return shortCode(TotalID(org, indicator, until, "", time.Time{}), totalNumber(until.Year())) + ending(lens, asOf)
}

func totalNumber(year int) uint64 {
	return uint64((year-catalog.FirstYear)*periodSlots + totalSlot) //nolint:gosec // no year is before
}

// OfTotalCode finds the running total of a short code, as [OfShortCode] finds
// the figures of periods.
func OfTotalCode(code string, v ingest.Vocabulary) (org, indicator string, until catalog.Period, ok bool) {
	if code, ok = readShortCode(code); !ok {
		return "", "", until, false
	}
	number := numberIn(code)
	if number%periodSlots != totalSlot {
		return "", "", until, false
	}
	found := 0
	for month := 1; month <= 12; month++ {
		last, err := catalog.NewPeriod(catalog.Month, catalog.FirstYear+int(number/periodSlots), month) //nolint:gosec // a few bits
		if err != nil {
			return "", "", until, false
		}
		o, i, one := figureCoded(v, func(org, indicator string) bool { return TotalCode(org, indicator, last, "", time.Time{}) == code })
		if one {
			org, indicator, until = o, i, last
			found++
		}
	}
	return org, indicator, until, found == 1
}
