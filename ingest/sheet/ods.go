package sheet

import (
	"errors"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Parts of an OpenDocument package (ODF 1.3 part 2).
const (
	odsMimetype = "mimetype"
	odsManifest = "META-INF/manifest.xml"
	odsContent  = "content.xml"
	odsStyles   = "styles.xml"
	odsMeta     = "meta.xml"
	odsSettings = "settings.xml"
)

// odfTypes is how the type of every OpenDocument package begins; the rest
// tells spreadsheets from texts and presentations.
const odfTypes = "application/vnd.oasis.opendocument."

// odsReader collects a Book from an OpenDocument spreadsheet.
type odsReader struct {
	parts  *parts
	lim    limits
	book   Book
	styles odsStyleBook
	cells  int // read so far, over all sheets
}

// isODS reports whether the archive is an OpenDocument spreadsheet. Another
// OpenDocument is a problem. Programs that pack anew may lose the part that
// tells; the content then does.
func (p *parts) isODS() (bool, error) {
	file, ok := p.files[odsMimetype]
	if !ok {
		return p.has(odsContent) && p.has(odsManifest), nil
	}
	r, err := file.Open()
	if err != nil {
		return false, &Problem{Code: Damaged, Part: odsMimetype, Err: err}
	}
	defer r.Close()
	head, err := io.ReadAll(io.LimitReader(r, 100))
	if err != nil {
		return false, &Problem{Code: Damaged, Part: odsMimetype, Err: err}
	}
	kind, ok := strings.CutPrefix(string(head), odfTypes)
	switch {
	case !ok:
		return false, nil
	case strings.HasPrefix(kind, "spreadsheet"):
		return true, nil
	case strings.HasPrefix(kind, "text"), strings.HasPrefix(kind, "presentation"):
		return false, &Problem{Code: WordDocument}
	}
	return false, &Problem{Code: UnknownFormat}
}

// openODS reads a package that says it is a spreadsheet.
func openODS(p *parts, how wanted) (*Book, error) {
	r := &odsReader{parts: p, lim: how.lim}
	if how.look != nil {
		r.styles.look = newODSLook(how.look)
	}
	r.book.Names, r.book.Properties = map[string]string{}, map[string]string{}
	if err := r.manifest(); err != nil {
		return nil, err
	}
	if !how.outline && p.has(odsStyles) {
		if err := r.commonStyles(); err != nil {
			return nil, err
		}
	}
	if err := r.content(how.outline); err != nil {
		return nil, err
	}
	if len(r.book.Sheets) == 0 {
		return nil, &Problem{Code: NoSheets, Part: odsContent}
	}
	r.styles.look.end(r.book.Sheets)
	if how.look != nil {
		r.settings()
	}
	if err := r.meta(); err != nil {
		return nil, err
	}
	if !how.outline {
		if err := p.checkRest(); err != nil {
			return nil, err
		}
	}
	r.book.Fonts = r.styles.fonts.names
	recode(&r.book, nil)
	return &r.book, nil
}

// manifest refuses a package that lists encrypted parts. Newer programs
// encrypt the whole as one part, older ones each part by itself.
func (r *odsReader) manifest() error {
	if !r.parts.has(odsManifest) {
		return nil
	}
	return r.parts.scan(odsManifest, "manifest", func(s *scanner, e *element) error {
		if e.name != "file-entry" {
			return nil
		}
		return s.children(func(e *element) error {
			if e.name == "encryption-data" {
				return &Problem{Code: Password}
			}
			return nil
		})
	})
}

// content reads the styles of the cells, then the sheets.
func (r *odsReader) content(outline bool) error {
	return r.parts.scan(odsContent, "document-content", func(s *scanner, e *element) error {
		switch e.name {
		case "font-face-decls":
			return r.styles.look.fontFaces(s)
		case "automatic-styles":
			if outline {
				return nil
			}
			return r.styles.read(s)
		case "body":
			return s.children(func(e *element) error {
				if e.name != "spreadsheet" {
					return &Problem{Code: WordDocument, Part: odsContent}
				}
				return s.children(func(e *element) error { return r.inBody(s, e, outline) })
			})
		}
		return nil
	})
}

// inBody reads one child of the spreadsheet.
func (r *odsReader) inBody(s *scanner, e *element, outline bool) error {
	switch e.name {
	case "table":
		name := norm.NFC.String(attr(e, "name"))
		if strings.HasPrefix(name, "'") && strings.Contains(name, "'#$") {
			return nil // what another file held when this one was saved
		}
		if len(r.book.Sheets) == r.lim.sheets {
			return s.problem(Unsafe, errors.New("too many sheets"))
		}
		r.book.Sheets = append(r.book.Sheets, Sheet{Name: name})
		if outline {
			return nil
		}
		r.styles.look.beginSheet()
		return r.table(s, e, &r.book.Sheets[len(r.book.Sheets)-1])
	case "content-validations":
		if l := r.styles.look; l != nil {
			l.Lost.Choices = true
		}
	case "database-ranges":
		return s.children(func(e *element) error {
			r.styles.look.filter(e)
			return nil
		})
	case "named-expressions":
		return s.children(func(e *element) error {
			r.styles.look.named(e, -1)
			if e.name == "named-range" {
				r.book.Names[norm.NFC.String(attr(e, "name"))] = odsRange(norm.NFC.String(attr(e, "cell-range-address")))
			}
			return nil
		})
	}
	return nil
}

// odsRange writes "$Sheet.$A$1:.$B$2" as other spreadsheets do: "Sheet!$A$1:$B$2".
func odsRange(address string) string {
	first, last, found := strings.Cut(strings.TrimPrefix(address, "$"), ":.")
	if i := strings.LastIndexByte(first, '.'); i >= 0 {
		first = first[:i] + "!" + first[i+1:]
	}
	if found {
		first += ":" + last
	}
	return first
}

// settings reads how the sheets are shown. Damaged ones are no reason against a
// copy of a document that was read without them.
func (r *odsReader) settings() {
	if !r.parts.has(odsSettings) {
		return
	}
	var item func(s *scanner, sheet int, split map[string]bool) error
	item = func(s *scanner, sheet int, split map[string]bool) error {
		return s.children(func(e *element) error {
			name := norm.NFC.String(attr(e, "name"))
			if e.name != "config-item" {
				inside, of := sheet, split
				if i := slices.IndexFunc(r.book.Sheets, func(s Sheet) bool { return s.Name == name }); e.name == "config-item-map-entry" && i >= 0 {
					inside, of = i, map[string]bool{}
				}
				err := item(s, inside, of)
				if inside != sheet {
					l := &r.styles.look.Sheets[inside]
					if !of["HorizontalSplitMode"] {
						l.Frozen.Col = 0
					}
					if !of["VerticalSplitMode"] {
						l.Frozen.Row = 0
					}
				}
				return err
			}
			value, err := s.text()
			if sheet >= 0 {
				r.styles.look.setting(sheet, name, value, split)
			}
			return err
		})
	}
	_ = r.parts.scan(odsSettings, "document-settings", func(s *scanner, _ *element) error { return item(s, -1, nil) })
}

// meta reads the user-defined properties of the document.
func (r *odsReader) meta() error {
	if !r.parts.has(odsMeta) {
		return nil
	}
	return r.parts.scan(odsMeta, "document-meta", func(s *scanner, _ *element) error {
		return s.children(func(e *element) error {
			if e.name != "user-defined" {
				return nil
			}
			value, err := s.text()
			r.book.Properties[norm.NFC.String(attr(e, "name"))] = norm.NFC.String(value)
			return err
		})
	})
}
