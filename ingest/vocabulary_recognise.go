package ingest

import (
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/ingest/sheet"
)

// recognise tells the kind of a workbook without hidden identification, such
// as one an analyst made by hand: by the titles of its sheets together with
// their headers, because a report may well have a sheet called "Chỉ tiêu". It
// returns "" for anything that is no vocabulary workbook.
func recognise(book *sheet.Book) WorkbookKind {
	switch {
	case looksLike(book, "indicators", indicatorFields()), looksLike(book, "units", unitFields()):
		return KindCatalogue
	case looksLike(book, "organisations", versionFields()), looksLike(book, "edges", edgeFields()),
		looksLike(book, "events", eventFields()), looksLike(book, "obligations", obligationFields()):
		return KindOrganisations
	case looksLikePlans(book):
		return KindPlans
	}
	return ""
}

// namedLikeVocabulary reports whether any sheet has the title of a vocabulary
// sheet.
func namedLikeVocabulary(book *sheet.Book) bool {
	for _, name := range []string{"indicators", "units", "organisations", "edges", "events", "obligations", "plans"} {
		if titledSheet(book, name) != nil {
			return true
		}
	}
	return false
}

// tellingHeaders is how many headers of required columns make a sheet with
// the right title a vocabulary sheet. The column that is missing is then a
// finding, where a report that lacks everything would only be "no table".
const tellingHeaders = 3

func looksLike[T any](book *sheet.Book, name string, fields []field[T]) bool {
	s := titledSheet(book, name)
	if s == nil {
		return false
	}
	_, columns := findHeader(s, fields)
	found := 0
	for _, f := range fields {
		if _, ok := columns[f.key]; ok && f.required {
			found++
		}
	}
	return found >= tellingHeaders
}

// looksLikePlans wants the labels of both lines above the table, where
// [WritePlans] puts them. A sheet of plans in any other form is read as a
// report, whose headings may name plans too.
func looksLikePlans(book *sheet.Book) bool {
	s := titledSheet(book, "plans")
	return s != nil && isHeader(s.At(1, planOrgRow), "plan_org") && isHeader(s.At(1, planYearRow), "plan_year")
}

func isHeader(c sheet.Cell, key string) bool {
	for _, lang := range locale.Langs {
		if catalog.Fold(c.Text) == catalog.Fold(messages().Text(lang, "vocabulary.field."+key, nil)) {
			return true
		}
	}
	return false
}
