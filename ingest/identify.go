package ingest

import (
	"strings"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// A workbook that giaoban wrote says so out of sight: on a very hidden sheet
// of keys (column A) and values (column B), and again as custom document
// properties "giaoban.<key>", because some programs lose one or the other.
const (
	identitySheet  = "_giaoban"
	identityPrefix = "giaoban."
)

// Keys of the hidden identification.
const (
	keyKind      = "kind"      // a WorkbookKind
	keyVersion   = "version"   // of the layout, "1"
	keyOrg       = "org"       // code of the sender
	keyPeriod    = "period"    // period code
	keyStatus    = "status"    // status name
	keyCatalogue = "catalogue" // version of the catalogue it was written from
	keyWhole     = "whole"     // "yes": what the workbook leaves out is to go
)

// identity is the hidden identification of a workbook. Values are as written;
// absent ones are empty or zero.
type identity struct {
	Kind      WorkbookKind // "" for a report giaoban did not write
	Version   string
	Org       string
	Period    catalog.Period
	Status    catalog.Status
	Catalogue string
	Whole     bool
}

// maxIdentityRows bounds the rows of the hidden sheet that are looked at.
const maxIdentityRows = 50

// identify reads the hidden identification; the sheet goes before the
// properties. A vocabulary workbook without one is recognised by its sheets.
func identify(book *sheet.Book) identity {
	values := map[string]string{}
	for name, value := range book.Properties {
		if key, ok := strings.CutPrefix(name, identityPrefix); ok {
			values[key] = strings.TrimSpace(value)
		}
	}
	if hidden := book.Sheet(identitySheet); hidden != nil {
		for _, row := range hidden.Rows[:min(len(hidden.Rows), maxIdentityRows)] {
			if key := strings.TrimSpace(row.At(1).Text); key != "" {
				values[key] = strings.TrimSpace(row.At(2).Text)
			}
		}
	}
	id := identity{Version: values[keyVersion], Org: values[keyOrg], Catalogue: values[keyCatalogue], Whole: values[keyWhole] == "yes"}
	switch kind := WorkbookKind(values[keyKind]); kind {
	case KindCatalogue, KindOrganisations, KindPlans, KindReport:
		id.Kind = kind
	default:
		id.Kind = recognise(book)
	}
	// A damaged period or status is left empty; the reader then asks for it.
	id.Period, _ = catalog.ParsePeriod(values[keyPeriod])
	id.Status, _ = catalog.ParseStatus(values[keyStatus])
	return id
}
