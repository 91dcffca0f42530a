package sheet

import (
	"strconv"
	"strings"
)

// style is what a cell's style index says that matters to us.
type style struct {
	format string
	date   bool
	bold   bool
	above  bool   // of a font: set above the line
	font   uint16 // index into Book.Fonts
}

// general is the style of cells without one.
var general = style{format: "General"}

// builtinFormats are the number formats that files name by number only
// (ECMA-376 part 1, 18.8.30). The codes 27–36 and 50–58 are dates whose
// pattern depends on the reader's language.
var builtinFormats = map[int]string{
	0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
	11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "dd/mm/yyyy", 15: "d-mmm-yy",
	16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
	21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)",
	39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss",
	47: "mmss.0", 48: "##0.0E+0", 49: "@",
}

func builtinFormat(id int) string {
	if id >= 27 && id <= 36 || id >= 50 && id <= 58 {
		return "dd/mm/yyyy"
	}
	if code, ok := builtinFormats[id]; ok {
		return code
	}
	return "General"
}

// readStyles reads number formats, bold type and fonts of the cell styles.
func (r *reader) readStyles(part string) error {
	formats := map[int]string{}
	var fonts []style // their bold type and name
	return r.parts.scan(part, "styleSheet", func(s *scanner, e *element) error {
		switch e.name {
		case "numFmts":
			return s.children(func(e *element) error {
				if id, err := strconv.Atoi(attr(e, "numFmtId")); err == nil {
					formats[id] = attr(e, "formatCode")
				}
				return nil
			})
		case "fonts":
			return s.children(func(*element) error {
				var font style
				err := s.children(func(e *element) error {
					switch val := attr(e, "val"); e.name {
					case "b":
						font.bold = val == "" || isTrue(val)
					case "name":
						font.font = r.fonts.number(val)
					}
					return nil
				})
				fonts = append(fonts, font)
				return err
			})
		case "cellXfs":
			return s.children(func(e *element) error {
				st := general
				if id, err := strconv.Atoi(attr(e, "numFmtId")); err == nil {
					if code, ok := formats[id]; ok {
						st.format = code
					} else {
						st.format = builtinFormat(id)
					}
					st.date = isDateFormat(st.format)
				}
				if font, err := strconv.Atoi(attr(e, "fontId")); err == nil && font >= 0 && font < len(fonts) {
					st.bold, st.font = fonts[font].bold, fonts[font].font
				}
				r.styles = append(r.styles, st)
				return nil
			})
		}
		return nil
	})
}

// isDateFormat reports whether a number format shows dates or times: its
// first section holds a year, month, day, hour or second placeholder outside
// quotes, escapes and brackets, and no digit placeholder # or ?.
func isDateFormat(code string) bool {
	date := false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case ';':
			return date
		case '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				return date
			}
			i += end + 1
		case '\\', '_', '*':
			i++
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return date
			}
			switch strings.ToLower(code[i+1 : i+end]) {
			case "h", "hh", "m", "mm", "s", "ss": // elapsed time
				date = true
			}
			i += end
		case 'y', 'Y', 'm', 'M', 'd', 'D', 'h', 'H', 's', 'S':
			date = true
		case '#', '?':
			return false
		case 'G', 'g':
			if len(code)-i >= len("General") && strings.EqualFold(code[i:i+len("General")], "General") {
				return false
			}
		}
	}
	return date
}
