package ingest

import (
	"errors"
	"io"
	"strconv"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/ingest/sheet"
)

// Directions as the sheet writes them.
var directionWords = []string{"more_is_better", "less_is_better", "no_direction"}

var directions = map[string]catalog.Direction{
	"more_is_better": catalog.MoreIsBetter,
	"less_is_better": catalog.LessIsBetter,
	"no_direction":   catalog.NoDirection,
}

func indicatorFields() []field[catalog.Indicator] {
	type ind = catalog.Indicator
	return []field[ind]{
		textField("code", 34, true, func(i *ind) *string { return &i.Code }),
		textField("name_vi", 42, true, func(i *ind) *string { return &i.NameVI }),
		textField("name_en", 44, true, func(i *ind) *string { return &i.NameEN }),
		wordField("group", 20, true, []catalog.Group{catalog.Economy, catalog.Labour, catalog.Party},
			func(i *ind) *catalog.Group { return &i.Group }),
		wordField("kind", 14, true, []catalog.Kind{catalog.Flow, catalog.Stock, catalog.Average, catalog.Ratio},
			func(i *ind) *catalog.Kind { return &i.Kind }),
		textField("unit", 32, true, func(i *ind) *string { return &i.Unit }),
		textField("weight", 12, false, func(i *ind) *string { return &i.Weight }),
		directionField(),
		wordField("sensitivity", 14, true, []catalog.Sensitivity{catalog.Public, catalog.Internal, catalog.Restricted},
			func(i *ind) *catalog.Sensitivity { return &i.Sensitivity }),
		wholeField("precision", func(i *ind) *int { return &i.Precision }),
		flagField("integer", func(i *ind) *bool { return &i.Integer }),
		numberField("min", 10, func(i *ind) *decimal.NullDecimal { return &i.Min }),
		numberField("max", 10, func(i *ind) *decimal.NullDecimal { return &i.Max }),
		numberField("warn_min", 12, func(i *ind) *decimal.NullDecimal { return &i.WarnMin }),
		numberField("warn_max", 12, func(i *ind) *decimal.NullDecimal { return &i.WarnMax }),
		textField("part", 26, false, func(i *ind) *string { return &i.Part }),
		listField("synonyms", 60, false, func(i *ind) *[]string { return &i.Synonyms }),
		textField("note", 50, false, func(i *ind) *string { return &i.Note }),
	}
}

func directionField() field[catalog.Indicator] {
	return field[catalog.Indicator]{key: "direction", width: 14, words: directionWords,
		show: func(i *catalog.Indicator) any {
			for _, w := range directionWords {
				if directions[w] == i.Direction {
					return w
				}
			}
			return ""
		},
		read: func(i *catalog.Indicator, c sheet.Cell) code {
			found, ok := codeOf(c.Text, directionWords)
			if !ok {
				return codeVocabularyWord
			}
			i.Direction = directions[found]
			return ""
		}}
}

func wholeField[T any](key string, ptr func(*T) *int) field[T] {
	return field[T]{key: key, width: 10,
		show: func(t *T) any { return *ptr(t) },
		read: func(t *T, c sheet.Cell) code {
			if c.Kind != sheet.Number || !c.Number.IsInteger() {
				return codeVocabularyNumber
			}
			n, err := strconv.Atoi(c.Number.String())
			if err != nil {
				return codeVocabularyNumber
			}
			*ptr(t) = n
			return ""
		}}
}

func unitFields() []field[catalog.Unit] {
	type unit = catalog.Unit
	return []field[unit]{
		textField("code", 34, true, func(u *unit) *string { return &u.Code }),
		textField("name_vi", 30, true, func(u *unit) *string { return &u.NameVI }),
		textField("name_en", 34, true, func(u *unit) *string { return &u.NameEN }),
		textField("short_vi", 14, false, func(u *unit) *string { return &u.ShortVI }),
		textField("short_en", 14, false, func(u *unit) *string { return &u.ShortEN }),
		textField("dimension", 24, true, func(u *unit) *string { return &u.Dimension }),
		decimalField("mul", func(u *unit) *decimal.Decimal { return &u.Mul }),
		{key: "div", width: 10,
			show: func(u *unit) any { return int(u.Div) },
			read: func(u *unit, c sheet.Cell) code {
				if c.Kind != sheet.Number || !c.Number.IsInteger() {
					return codeVocabularyNumber
				}
				u.Div = c.Number.IntPart()
				return ""
			}},
		listField("synonyms", 60, false, func(u *unit) *[]string { return &u.Synonyms }),
	}
}

func decimalField[T any](key string, ptr func(*T) *decimal.Decimal) field[T] {
	return field[T]{key: key, width: 26, required: true,
		show: func(t *T) any { return *ptr(t) },
		read: func(t *T, c sheet.Cell) code {
			if c.Kind != sheet.Number {
				return codeVocabularyNumber
			}
			*ptr(t) = c.Number
			return ""
		}}
}

// WriteCatalogue writes the catalogue as a workbook that an analyst edits and
// loads back: a sheet of indicators, a sheet of units of measure.
func WriteCatalogue(w io.Writer, c *catalog.Catalogue, lang locale.Lang) error {
	f := excelize.NewFile()
	defer f.Close()
	if err := writeTable(f, lang, "indicators", indicatorFields(), c.Indicators); err != nil {
		return err
	}
	if err := writeTable(f, lang, "units", unitFields(), c.Units); err != nil {
		return err
	}
	if err := closeVocabulary(f, KindCatalogue, nil); err != nil {
		return err
	}
	return finish(f, w)
}

// readCatalogue reads what [WriteCatalogue] writes, and the like made by
// hand. The workbook is the whole catalogue: what it leaves out is gone.
func readCatalogue(book *sheet.Book, notes *findings) *catalog.Catalogue {
	indicators, ok1 := readTable(book, "indicators", indicatorFields(), notes)
	units, ok2 := readTable(book, "units", unitFields(), notes)
	if !ok1 || !ok2 {
		for name, ok := range map[string]bool{"indicators": ok1, "units": ok2} {
			if !ok {
				notes.add(Error, codeVocabularySheet, place{}, Args{"title": messages().Text(locale.VI, "vocabulary.sheet."+name, nil)})
			}
		}
		return nil
	}
	for i := range units.records {
		if u := &units.records[i].value; u.Div == 0 {
			u.Div = 1
		}
	}
	c, errs := catalog.New(indicators.values(), units.values())
	for _, err := range errs {
		var e *catalog.EntryError
		if !errors.As(err, &e) {
			continue
		}
		at := indicators.at(e.Index, e.Field)
		if e.Unit {
			at = units.at(e.Index, e.Field)
		}
		notes.add(Error, ruleCode(e.Rule, e.Field), at, Args{"code": e.Code, "column": title(e.Field), "value": e.Value, "other": e.Other})
	}
	return c
}

// ruleCode is the finding of a broken rule of the catalogue or the register.
// What does not go together, and what to do, depends on the field.
func ruleCode(r catalog.Rule, field string) code {
	if r == catalog.RuleMismatch {
		return code("vocabulary_rule_mismatch_" + field)
	}
	return code("vocabulary_rule_" + string(r))
}
