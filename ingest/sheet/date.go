package sheet

import (
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// isoLayouts are the forms in which files store dates as text.
var isoLayouts = []string{"2006-01-02", "2006-01-02T15:04:05", "2006-01-02T15:04", time.RFC3339}

// setISODate makes a Date cell of an ISO 8601 text.
func (c *Cell) setISODate(value string, damaged func() error) error {
	value = strings.TrimSpace(value)
	if value == "" {
		return nil
	}
	for _, layout := range isoLayouts {
		t, err := time.Parse(layout, value)
		if err != nil {
			continue
		}
		seconds := t.Unix() - serialEpoch.Unix()
		c.Kind, c.Text = Date, value
		c.Number = decimal.NewFromInt(seconds).DivRound(decimal.NewFromInt(24*60*60), 10)
		return nil
	}
	return damaged()
}
