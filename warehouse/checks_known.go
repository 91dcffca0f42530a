package warehouse

import (
	"database/sql"
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// series names the figures of one organisation and indicator that were known
// when a submission's turn came.
type series struct {
	submission     int64
	org, indicator string
	scenario       ingest.Scenario
}

// known is one row of known_figures.sql.
type known struct {
	series
	period      catalog.Period
	first, last int
	role        ingest.Role
	status      catalog.Status
	num, den    *decimal.Decimal
	step        *decimal.Decimal
	bare        bool
	sender      string
	sheet, cell string
	places      []string // of the figure, or of the figures it is made of
	mine        bool
}

// place is where a figure stands, for a sentence.
func place(file, sheet, cell string) string {
	if cell == "" {
		return file
	}
	return file + ", " + strings.TrimPrefix(sheet+"!"+cell, "!")
}

// placesNamed bounds the places that one sentence names.
const placesNamed = 4

func (k known) where() string {
	if len(k.places) > placesNamed {
		return strings.Join(k.places[:placesNamed], "; ") + " …"
	}
	return strings.Join(k.places, "; ")
}

func scanKnown(rows *sql.Rows) (k known, err error) {
	var code, file string
	var figures [3]any
	err = rows.Scan(&k.submission, &k.org, &k.indicator, &k.scenario, &code, &k.first, &k.last, &k.role, &k.status,
		&figures[0], &figures[1], &k.bare, &figures[2], &k.sender, &file, &k.sheet, &k.cell, &k.mine)
	if err != nil {
		return k, err
	}
	k.places = []string{place(file, k.sheet, k.cell)}
	for i, into := range []**decimal.Decimal{&k.num, &k.den, &k.step} {
		if *into, err = number(figures[i]); err != nil {
			return k, err
		}
	}
	k.period, err = catalog.ParsePeriod(code)
	return k, err
}

func equal(a, b *decimal.Decimal) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Equal(*b)
}

// find returns the best figure for a span that meets the condition.
func find(figures []known, first, last int, condition func(known) bool) *known {
	for i, k := range figures {
		if k.first == first && k.last == last && (condition == nil || condition(k)) {
			return &figures[i]
		}
	}
	return nil
}
