package ingest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/ingest/sheet"
)

// Constructors of the usual fields; ptr finds the value inside the record.

func textField[T any](key string, width float64, required bool, ptr func(*T) *string) field[T] {
	return field[T]{key: key, width: width, required: required, format: "@",
		show: func(t *T) any { return *ptr(t) },
		read: func(t *T, c sheet.Cell) code {
			if c.Kind == sheet.Error {
				return codeVocabularyText
			}
			*ptr(t) = strings.TrimSpace(c.Text)
			return ""
		}}
}

func wordField[T any, W ~string](key string, width float64, required bool, words []W, ptr func(*T) *W) field[T] {
	codes := make([]string, len(words))
	for i, w := range words {
		codes[i] = string(w)
	}
	return field[T]{key: key, width: width, required: required, words: codes,
		show: func(t *T) any { return string(*ptr(t)) },
		read: func(t *T, c sheet.Cell) code {
			found, ok := codeOf(c.Text, codes)
			if !ok {
				return codeVocabularyWord
			}
			*ptr(t) = W(found)
			return ""
		}}
}

// codeOf returns the code a cell means: the code itself or its word in
// either language.
func codeOf(text string, codes []string) (string, bool) {
	folded := catalog.Fold(strings.TrimSpace(text))
	i := slices.IndexFunc(codes, func(c string) bool {
		return folded == catalog.Fold(c) || folded == catalog.Fold(word(locale.VI, c)) || folded == catalog.Fold(word(locale.EN, c))
	})
	if i < 0 {
		return "", false
	}
	return codes[i], true
}

func numberField[T any](key string, width float64, ptr func(*T) *decimal.NullDecimal) field[T] {
	return field[T]{key: key, width: width,
		show: func(t *T) any {
			if v := *ptr(t); v.Valid {
				return v.Decimal
			}
			return nil
		},
		read: func(t *T, c sheet.Cell) code {
			if c.Kind != sheet.Number {
				return codeVocabularyNumber
			}
			*ptr(t) = decimal.NewNullDecimal(c.Number)
			return ""
		}}
}

func dayField[T any](key string, required bool, ptr func(*T) *time.Time) field[T] {
	return field[T]{key: key, width: 13, required: required,
		show: func(t *T) any { return *ptr(t) },
		read: func(t *T, c sheet.Cell) code {
			day, ok := readDay(c)
			if !ok {
				return codeVocabularyDay
			}
			*ptr(t) = day
			return ""
		}}
}

// readDay reads a date cell, or a text dd/mm/yyyy: never mm/dd.
func readDay(c sheet.Cell) (time.Time, bool) {
	if day, ok := c.Time(); ok {
		return day.Truncate(24 * time.Hour), true
	}
	if c.Kind != sheet.Text {
		return time.Time{}, false
	}
	for _, layout := range []string{"2/1/2006", "2-1-2006", "2.1.2006", "2006-01-02"} {
		if day, err := time.ParseInLocation(layout, strings.TrimSpace(c.Text), time.UTC); err == nil {
			return day, true
		}
	}
	return time.Time{}, false
}

// endsEntry tells what stands between the entries of a list in one cell.
func endsEntry(r rune) bool { return r == ';' || r == '\n' }

func listField[T any](key string, width float64, required bool, ptr func(*T) *[]string) field[T] {
	return field[T]{key: key, width: width, required: required, format: "@",
		show: func(t *T) any {
			for _, entry := range *ptr(t) {
				if strings.ContainsFunc(entry, endsEntry) {
					return fmt.Errorf("%s: %q would be read as several entries", key, entry)
				}
			}
			return strings.Join(*ptr(t), "; ")
		},
		read: func(t *T, c sheet.Cell) code {
			var list []string
			for part := range strings.FieldsFuncSeq(c.Text, endsEntry) {
				if part = strings.TrimSpace(part); part != "" {
					list = append(list, part)
				}
			}
			*ptr(t) = list
			return ""
		}}
}

const (
	yes = "yes"
	no  = "no"
)

func flagField[T any](key string, ptr func(*T) *bool) field[T] {
	return field[T]{key: key, width: 10, words: []string{yes, no},
		show: func(t *T) any {
			if *ptr(t) {
				return yes
			}
			return ""
		},
		read: func(t *T, c sheet.Cell) code {
			found, ok := codeOf(c.Text, []string{yes, no})
			if !ok {
				return codeVocabularyWord
			}
			*ptr(t) = found == yes
			return ""
		}}
}
