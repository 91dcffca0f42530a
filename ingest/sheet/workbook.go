package sheet

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// openZip reads the workbook in a zip archive, or says what else it holds. The
// look of an .xlsx file is not read.
func openZip(data []byte, how wanted) (*Book, error) {
	p, err := openParts(data, how.lim)
	if err != nil {
		return nil, err
	}
	if ods, err := p.isODS(); err != nil {
		return nil, err
	} else if ods {
		return openODS(p, how)
	}
	main, err := p.mainPart()
	if err != nil {
		return nil, err
	}
	r := &reader{parts: p, lim: how.lim, book: &Book{}, runs: map[int][]run{}, rich: richTexts{}}
	if how.outline {
		err = r.outline(main)
	} else {
		err = r.read(main)
		if err == nil {
			err = p.checkRest()
		}
	}
	if err != nil {
		return nil, err
	}
	return r.book, nil
}

// outline reads the names of sheets and cells and the custom properties.
func (r *reader) outline(main string) error {
	tabs, err := r.workbook(main)
	if err != nil {
		return err
	}
	for _, t := range tabs {
		r.book.Sheets = append(r.book.Sheets, Sheet{Name: t.name, Hidden: t.hidden})
	}
	return r.properties()
}

// mainPart finds the workbook part, or tells what the archive is instead.
func (p *parts) mainPart() (string, error) {
	switch {
	case p.has("xl/workbook.bin"):
		return "", &Problem{Code: BinaryExcel}
	case p.hasFolder("word/"), p.hasFolder("ppt/"):
		return "", &Problem{Code: WordDocument}
	case !p.has("[Content_Types].xml"):
		return "", &Problem{Code: Archive}
	}
	relations, err := p.relations("")
	if err != nil {
		return "", err
	}
	for _, r := range relations {
		if r.kind == "officeDocument" {
			return r.target, nil
		}
	}
	return "", &Problem{Code: UnknownFormat}
}

// reader collects a Book from an .xlsx or .xlsm archive (ECMA-376).
type reader struct {
	parts    *parts
	lim      limits
	book     *Book
	base1904 bool
	strings  []string
	fonts    fonts
	runs     map[int][]run // of shared strings
	rich     richTexts
	styles   []style
	cells    int // read so far, over all sheets

	known         map[string]string // texts stored in place, by what is stored
	row           []Cell            // of the current row
	value, inline []byte            // of the current cell
}

// tab is a sheet as the workbook part lists it.
type tab struct {
	name, id string
	hidden   bool
}

func (r *reader) read(main string) error {
	relations, err := r.parts.relations(main)
	if err != nil {
		return err
	}
	tabs, err := r.workbook(main)
	if err != nil {
		return err
	}
	// The styles come first: their fonts say how strings may be read.
	for _, part := range []struct {
		kind string
		read func(part string) error
	}{{"styles", r.readStyles}, {"sharedStrings", r.sharedStrings}} {
		for _, rel := range relations {
			if rel.kind != part.kind {
				continue
			}
			if err := part.read(rel.target); err != nil {
				return err
			}
		}
	}
	for _, t := range tabs {
		i := slices.IndexFunc(relations, func(rel relation) bool { return rel.id == t.id })
		if i < 0 {
			return &Problem{Code: Damaged, Part: main, Err: fmt.Errorf("sheet %q has no part", t.name)}
		}
		if relations[i].kind != "worksheet" {
			continue // a chart or dialog sheet
		}
		s := Sheet{Name: t.name, Hidden: t.hidden}
		if err := r.worksheet(relations[i].target, &s); err != nil {
			return err
		}
		r.book.Sheets = append(r.book.Sheets, s)
		if err := r.shapes(relations[i].target); err != nil {
			return err
		}
		if err := r.comments(relations[i].target); err != nil {
			return err
		}
	}
	if len(r.book.Sheets) == 0 {
		return &Problem{Code: NoSheets, Part: main}
	}
	r.book.Fonts = r.fonts.names
	recode(r.book, r.rich)
	return r.properties()
}

// workbook reads the list of sheets, the date base and the defined names.
func (r *reader) workbook(main string) ([]tab, error) {
	var tabs []tab
	r.book.Names = map[string]string{}
	err := r.parts.scan(main, "workbook", func(s *scanner, e *element) error {
		switch e.name {
		case "workbookPr":
			r.base1904 = isTrue(attr(e, "date1904"))
		case "sheets":
			return s.children(func(e *element) error {
				if len(tabs) == r.lim.sheets {
					return s.problem(Unsafe, fmt.Errorf("more than %d sheets", r.lim.sheets))
				}
				state := attr(e, "state")
				tabs = append(tabs, tab{
					name:   norm.NFC.String(attr(e, "name")),
					id:     attr(e, "id"),
					hidden: state == "hidden" || state == "veryHidden",
				})
				return nil
			})
		case "definedNames":
			return s.children(func(e *element) error {
				refers, err := s.text()
				if attr(e, "localSheetId") == "" && err == nil {
					r.book.Names[norm.NFC.String(attr(e, "name"))] = norm.NFC.String(refers)
				}
				return err
			})
		}
		return nil
	})
	return tabs, err
}

// properties reads the custom document properties, if there are any.
func (r *reader) properties() error {
	r.book.Properties = map[string]string{}
	relations, err := r.parts.relations("")
	if err != nil {
		return err
	}
	for _, rel := range relations {
		if rel.kind != "custom-properties" && rel.kind != "customProperties" {
			continue
		}
		err := r.parts.scan(rel.target, "Properties", func(s *scanner, e *element) error {
			value, err := s.text()
			r.book.Properties[norm.NFC.String(attr(e, "name"))] = cleanText(value)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// shapes collects the paragraphs of the text boxes drawn on a sheet.
func (r *reader) shapes(worksheet string) error {
	relations, err := r.parts.relations(worksheet)
	if err != nil {
		return err
	}
	for _, rel := range relations {
		if rel.kind != "drawing" || !r.parts.has(rel.target) {
			continue
		}
		err := r.parts.scan(rel.target, "wsDr", func(s *scanner, _ *element) error {
			return r.paragraphs(s)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// comments collects the comments on a sheet's cells, of the old kind and of
// the threaded one.
func (r *reader) comments(worksheet string) error {
	relations, err := r.parts.relations(worksheet)
	if err != nil {
		return err
	}
	for _, rel := range relations {
		root := map[string]string{"comments": "comments", "threadedComment": "ThreadedComments"}[rel.kind]
		if root == "" || !r.parts.has(rel.target) {
			continue
		}
		if err := r.parts.scan(rel.target, root, func(s *scanner, e *element) error {
			return r.comment(s, e)
		}); err != nil {
			return err
		}
	}
	return nil
}

// comment adds the text of every <text> from the current element down.
func (r *reader) comment(s *scanner, e *element) error {
	if e.name != "text" {
		return s.children(func(e *element) error { return r.comment(s, e) })
	}
	text, err := s.text()
	if text = strings.TrimSpace(cleanText(text)); text != "" && len(r.book.Comments) < r.lim.cells {
		r.book.Comments = append(r.book.Comments, text)
	}
	return err
}

// paragraphs adds the text of every <a:p> below the current element.
func (r *reader) paragraphs(s *scanner) error {
	return s.children(func(e *element) error {
		if e.name != "p" {
			return r.paragraphs(s)
		}
		text, err := s.text()
		if text = strings.TrimSpace(cleanText(text)); text != "" && len(r.book.Shapes) < r.lim.sheets {
			r.book.Shapes = append(r.book.Shapes, text)
		}
		return err
	})
}
