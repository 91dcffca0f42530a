package sheet

import (
	"slices"
	"strconv"
	"strings"
)

// odsStyleBook holds what the styles of a document say that matters to us.
type odsStyleBook struct {
	cells   map[string]odsCellStyle
	formats map[string]odsFormat
	tables  map[string]odsTableStyle
	masters map[string]string // header and footer texts of the page layouts
	above   map[string]bool   // styles of parts of a text that set it above the line
	known   map[string]style  // of cells, resolved
	fonts   fonts
	look    *odsLook // nil where only figures are read
}

// odsCellStyle is a cell style; what it leaves open its parent says.
type odsCellStyle struct {
	parent, format string
	weight, font   string // "bold"; the font's name
}

type odsTableStyle struct {
	master string
	hidden bool
}

// odsFormat is a number format as a spreadsheet writes it. positive names the
// format of numbers from zero up, when the code itself is that of others.
type odsFormat struct{ code, positive string }

// maxStyleParents bounds the chain of parents of a style.
const maxStyleParents = 16

// cell resolves a cell style.
func (b *odsStyleBook) cell(name string) style {
	if st, ok := b.known[name]; ok {
		return st
	}
	var format, weight, font string
	for next, i := name, 0; next != "" && i < maxStyleParents; i++ {
		s := b.cells[next]
		if format == "" {
			format = s.format
		}
		if weight == "" {
			weight = s.weight
		}
		if font == "" {
			font = s.font
		}
		next = s.parent
	}
	st := general
	f := b.formats[format]
	if positive, ok := b.formats[f.positive]; ok {
		f = positive
	}
	if f.code != "" {
		st.format = f.code
	}
	if font == "" {
		font = b.cells["Default"].font
	}
	st.font = b.fonts.number(font)
	st.bold = weight == "bold" || len(weight) == 3 && weight >= "600"
	if b.known == nil {
		b.known = map[string]style{}
	}
	b.known[name] = st
	return st
}

// headerFooter returns the texts of a page layout; of all layouts when the
// document does not have the one asked for.
func (b *odsStyleBook) headerFooter(master string) string {
	if text, ok := b.masters[master]; ok {
		return text
	}
	if text, ok := b.masters["Default"]; ok && master == "" {
		return text
	}
	var all []string
	for _, text := range b.masters {
		if text != "" {
			all = append(all, text)
		}
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// commonStyles reads the part of the styles that sheets share.
func (r *odsReader) commonStyles() error {
	b := &r.styles
	common := odsStyleBook{look: b.look}
	err := r.parts.scan(odsStyles, "document-styles", func(s *scanner, e *element) error {
		switch e.name {
		case "font-face-decls":
			return b.look.fontFaces(s)
		case "styles":
			return common.read(s)
		case "automatic-styles":
			return s.children(func(e *element) error {
				if e.name == "page-layout" && b.look != nil {
					return b.look.pageLayout(attr(e, "name"), s)
				}
				return nil
			})
		case "master-styles":
			return s.children(func(e *element) error {
				if e.name != "master-page" {
					return nil
				}
				if b.look != nil {
					b.look.masters[attr(e, "name")] = attr(e, "page-layout-name")
				}
				var text odfText
				err := text.within(s)
				if b.masters == nil {
					b.masters = map[string]string{}
				}
				b.masters[attr(e, "name")] = text.String()
				return err
			})
		}
		return nil
	})
	b.cells, b.formats, b.tables = common.cells, common.formats, common.tables
	return err
}

// read adds the styles below the current element.
func (b *odsStyleBook) read(s *scanner) error {
	if b.cells == nil {
		b.cells, b.formats, b.tables = map[string]odsCellStyle{}, map[string]odsFormat{}, map[string]odsTableStyle{}
	}
	return s.children(func(e *element) error {
		name := attr(e, "name")
		switch local := e.name; {
		case local == "style" && attr(e, "family") == "table-cell":
			st := odsCellStyle{parent: attr(e, "parent-style-name"), format: attr(e, "data-style-name")}
			err := s.children(func(e *element) error {
				if e.name == "text-properties" {
					st.weight, st.font = attr(e, "font-weight"), attr(e, "font-name")
				}
				b.look.property(name, st.parent, e)
				return nil
			})
			b.cells[name] = st
			return err
		case local == "style" && attr(e, "family") == "text":
			return s.children(func(e *element) error {
				if e.name == "text-properties" && isAbove(attr(e, "text-position")) {
					if b.above == nil {
						b.above = map[string]bool{}
					}
					b.above[name] = true
				}
				return nil
			})
		case local == "style" && attr(e, "family") == "table":
			st := odsTableStyle{master: attr(e, "master-page-name")}
			err := s.children(func(e *element) error {
				st.hidden = st.hidden || e.name == "table-properties" && attr(e, "display") == "false"
				return nil
			})
			b.tables[name] = st
			return err
		case b.look != nil && (local == "style" || local == "default-style"):
			family := attr(e, "family")
			return s.children(func(e *element) error {
				b.look.size(family, name, e)
				return nil
			})
		case e.prefix == "number":
			f, err := readFormat(s)
			b.formats[name] = f
			return err
		}
		return nil
	})
}

// isAbove reports whether a text position, "super 58%" or "33% 58%", is above
// the line.
func isAbove(position string) bool {
	shift, _, _ := strings.Cut(position, " ")
	if percent, ok := strings.CutSuffix(shift, "%"); ok {
		up, err := strconv.ParseFloat(percent, 64)
		return err == nil && up > 0
	}
	return shift == "super"
}

// readFormat writes the number format whose start is current as a spreadsheet
// would: digits, literal text, placeholders of dates. Only the section of
// positive numbers matters to readers, and of it how many decimals it shows
// and whether it is a percentage or a date.
func readFormat(s *scanner) (odsFormat, error) {
	var f odsFormat
	var code strings.Builder
	err := s.children(func(e *element) error {
		local := e.name
		switch local {
		case "number", "scientific-number":
			code.WriteString(digits(e))
			if local == "scientific-number" {
				code.WriteString("E+00")
			}
		case "fraction":
			code.WriteString("# ?/?")
		case "text", "currency-symbol":
			text, err := s.text()
			if strings.Trim(text, "%/:-., ") != "" { // all else stands for itself
				text = `"` + strings.ReplaceAll(text, `"`, "") + `"`
			}
			code.WriteString(text)
			return err
		case "text-content":
			code.WriteByte('@')
		case "map":
			if c := strings.ReplaceAll(attr(e, "condition"), " ", ""); c == "value()>=0" || c == "value()>0" {
				f.positive = attr(e, "apply-style-name")
			}
		default:
			code.WriteString(datePlaceholder(e))
		}
		return nil
	})
	f.code = code.String()
	return f, err
}

// maxPlaces is the most decimals a spreadsheet shows.
const maxPlaces = 30

// maxThousands is how many times a number format divides by a thousand at most.
const maxThousands = 6

// digits writes the digit placeholders of a number: "#,##0.00", "0.0," of one
// that is shown divided by a thousand.
func digits(e *element) string {
	code, scale := "0", ""
	if attr(e, "grouping") == "true" {
		code = "#,##0"
	}
	for factor, _ := strconv.Atoi(attr(e, "display-factor")); factor >= 1000 && len(scale) < maxThousands; factor /= 1000 {
		scale += ","
	}
	places, err := strconv.Atoi(attr(e, "decimal-places"))
	if err != nil || places <= 0 {
		return code + scale
	}
	places = min(places, maxPlaces)
	shown := places
	if least, err := strconv.Atoi(attr(e, "min-decimal-places")); err == nil {
		shown = min(max(least, 0), places)
	}
	return code + "." + strings.Repeat("0", shown) + strings.Repeat("#", places-shown) + scale
}

// datePlaceholder writes a component of a date or time, "" for what is none.
func datePlaceholder(e *element) string {
	short, long := "", ""
	switch e.name {
	case "day":
		short, long = "d", "dd"
	case "day-of-week":
		short, long = "ddd", "dddd"
	case "month":
		short, long = "m", "mm"
		if attr(e, "textual") == "true" {
			short, long = "mmm", "mmmm"
		}
	case "year":
		short, long = "yy", "yyyy"
	case "hours":
		short, long = "h", "hh"
	case "minutes":
		short, long = "m", "mm"
	case "seconds":
		short, long = "s", "ss"
	case "am-pm":
		return "AM/PM"
	}
	if attr(e, "style") == "long" {
		return long
	}
	return short
}
