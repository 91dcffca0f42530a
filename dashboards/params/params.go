// Package params reads the parameters of a metrics query, the same for the
// API's address and the command line's flags: indicator, org, period or from
// and to, by, compare, lens, as_of.
//
// Nothing is guessed: a parameter that is unknown, given twice or out of range
// is an [Error] that names it, its value and what would be accepted.
package params

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// MaxPeriods bounds a range from–to: ten years of months.
const MaxPeriods = 120

// Error is one parameter that cannot be used. Its text for people is the
// message Key with [Error.Args].
type Error struct {
	Key       string   // message key: "query.missing"
	Parameter string   // "period"
	Value     string   // as given
	Allowed   []string // everything that would be accepted; nil when it cannot be listed
	Examples  []string // some of what would be accepted, where it cannot
}

// Message keys of an [Error].
const (
	Missing     = "query.missing"
	Twice       = "query.twice"
	NotAllowed  = "query.not_allowed"
	BadPeriod   = "query.bad_period"
	NotAYear    = "query.not_a_year"
	BadRange    = "query.bad_range"
	BadDate     = "query.bad_date"
	Both        = "query.period_and_range"
	UnknownKey  = "query.unknown_parameter"
	NoIndicator = "query.unknown_indicator"
	NoOrg       = "query.unknown_org"
)

// Error returns the key, parameter and value: for logs, not for people.
func (e *Error) Error() string { return e.Key + ": " + e.Parameter + "=" + e.Value }

// Unknown reports whether the parameter names something that does not exist,
// as against being malformed.
func (e *Error) Unknown() bool { return e.Key == NoIndicator || e.Key == NoOrg }

// Args are the message's arguments.
func (e *Error) Args() map[string]any {
	return map[string]any{
		"parameter": e.Parameter,
		"value":     e.Value,
		"allowed":   strings.Join(e.Allowed, ", "),
		"examples":  strings.Join(e.Examples, ", "),
		"limit":     MaxPeriods,
	}
}

// formats are the forms an answer of the API may take, the default first.
var formats = []string{"json", "csv"}

var known = []string{"indicator", "org", "period", "from", "to", "by", "compare", "lens", "as_of", "format", "lang"}

// ParseQuery reads a metrics query. Lists are separated by commas or given by
// repeating the parameter. The error is an [*Error].
func ParseQuery(values url.Values, v ingest.Vocabulary) (warehouse.Query, error) {
	var q warehouse.Query
	err := Only(values, known...)
	if err != nil {
		return q, err
	}
	if q.Indicators, err = Indicators(values, v.Catalogue); err != nil {
		return q, err
	}
	if q.Org, err = Org(values, v.Register); err != nil {
		return q, err
	}
	if q.Periods, err = periods(values); err != nil {
		return q, err
	}
	by, err := OneOf(values, "by", "period", "org")
	if err != nil {
		return q, err
	}
	q.ByOrg = by == "org"
	for _, name := range list(values, "compare") {
		allowed := []string{string(warehouse.Yoy), string(warehouse.Previous), string(warehouse.ToPlan)}
		if !slices.Contains(allowed, name) {
			return q, &Error{Key: NotAllowed, Parameter: "compare", Value: name, Allowed: allowed}
		}
		q.Compare = append(q.Compare, warehouse.Comparison(name))
	}
	lens, err := OneOf(values, "lens", string(warehouse.AsReported), string(warehouse.Current), string(warehouse.LikeForLike))
	if err != nil {
		return q, err
	}
	q.Lens = warehouse.Lens(lens)
	if _, err := Format(values); err != nil {
		return q, err
	}
	q.AsOf, err = date(values, "as_of")
	return q, err
}

// Format returns the wanted form of the answer, json unless given.
func Format(values url.Values) (string, error) {
	format, err := OneOf(values, "format", formats...)
	if format == "" {
		format = formats[0]
	}
	return format, err
}

// Org returns the code of a known organisation.
func Org(values url.Values, r *catalog.Register) (string, error) {
	org, err := single(values, "org")
	if err != nil {
		return "", err
	}
	if org == "" {
		return "", &Error{Key: Missing, Parameter: "org"}
	}
	if r == nil || !slices.ContainsFunc(r.Versions, func(v catalog.OrgVersion) bool { return v.Org == org }) {
		return "", &Error{Key: NoOrg, Parameter: "org", Value: org}
	}
	return org, nil
}

// Period returns the one period asked for.
func Period(values url.Values) (catalog.Period, error) {
	code, err := single(values, "period")
	if err != nil {
		return catalog.Period{}, err
	}
	if code == "" {
		return catalog.Period{}, &Error{Key: Missing, Parameter: "period"}
	}
	return period("period", code)
}

func period(name, code string) (catalog.Period, error) {
	p, err := catalog.ParsePeriod(code)
	if err != nil {
		return p, &Error{Key: BadPeriod, Parameter: name, Value: code,
			Examples: []string{"2024", "2024-H1", "2024-9M", "2024-Q1", "2024-03", "2020..2025"}}
	}
	return p, nil
}

// Indicators returns the codes asked for, each known to the catalogue.
func Indicators(values url.Values, c *catalog.Catalogue) ([]string, error) {
	codes := list(values, "indicator")
	if len(codes) == 0 {
		return nil, &Error{Key: Missing, Parameter: "indicator"}
	}
	for _, code := range codes {
		if _, ok := c.Indicator(code); !ok {
			return nil, &Error{Key: NoIndicator, Parameter: "indicator", Value: code}
		}
	}
	return codes, nil
}

func periods(values url.Values) ([]catalog.Period, error) {
	codes := list(values, "period")
	from, err := single(values, "from")
	if err != nil {
		return nil, err
	}
	to, err := single(values, "to")
	if err != nil {
		return nil, err
	}
	switch {
	case len(codes) > 0 && (from != "" || to != ""):
		return nil, &Error{Key: Both, Parameter: "period", Value: strings.Join(codes, ",")}
	case len(codes) == 0 && from == "" && to == "":
		return nil, &Error{Key: Missing, Parameter: "period"}
	case len(codes) > MaxPeriods:
		return nil, &Error{Key: BadRange, Parameter: "period", Value: strings.Join(codes, ",")}
	case len(codes) > 0:
		var out []catalog.Period
		for _, code := range codes {
			p, err := period("period", code)
			if err != nil {
				return nil, err
			}
			out = append(out, p)
		}
		return out, nil
	case from == "":
		return nil, &Error{Key: Missing, Parameter: "from"}
	case to == "":
		return nil, &Error{Key: Missing, Parameter: "to"}
	}
	first, err := period("from", from)
	if err != nil {
		return nil, err
	}
	last, err := period("to", to)
	if err != nil {
		return nil, err
	}
	out, err := catalog.Range(first, last, MaxPeriods)
	if err != nil {
		return nil, &Error{Key: BadRange, Parameter: "to", Value: from + " – " + to}
	}
	return out, nil
}

func date(values url.Values, name string) (time.Time, error) {
	text, err := single(values, name)
	if err != nil || text == "" {
		return time.Time{}, err
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}, &Error{Key: BadDate, Parameter: name, Value: text, Examples: []string{"2024-03-30"}}
	}
	return day, nil
}

// list returns the values of a parameter, split at commas, each once.
func list(values url.Values, name string) []string {
	var out []string
	for _, text := range values[name] {
		for one := range strings.SplitSeq(text, ",") {
			if one = strings.TrimSpace(one); one != "" && !slices.Contains(out, one) {
				out = append(out, one)
			}
		}
	}
	return out
}

// single returns the only value of a parameter, "" when absent.
func single(values url.Values, name string) (string, error) {
	if all := values[name]; len(all) > 1 {
		return "", &Error{Key: Twice, Parameter: name, Value: strings.Join(all, ", ")}
	}
	return strings.TrimSpace(values.Get(name)), nil
}

// Only refuses parameters other than the named ones.
func Only(values url.Values, names ...string) error {
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if !slices.Contains(names, name) {
			return &Error{Key: UnknownKey, Parameter: name, Value: values.Get(name), Allowed: names}
		}
	}
	return nil
}

// OneOf returns the one value of a parameter, "" when it is not given; others
// than the allowed ones are an error.
func OneOf(values url.Values, name string, allowed ...string) (string, error) {
	value, err := single(values, name)
	if err != nil {
		return "", err
	}
	if value != "" && !slices.Contains(allowed, value) {
		return "", &Error{Key: NotAllowed, Parameter: name, Value: value, Allowed: allowed}
	}
	return value, nil
}
