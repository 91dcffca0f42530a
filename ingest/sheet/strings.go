package sheet

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// sharedStrings reads the table that text cells point into.
func (r *reader) sharedStrings(part string) error {
	return r.parts.scan(part, "sst", func(s *scanner, e *element) error {
		if e.name != "si" {
			return nil
		}
		if len(r.strings) == r.lim.strings {
			return s.problem(Unsafe, fmt.Errorf("more than %d strings", r.lim.strings))
		}
		var runs []run
		var err error
		if r.value, runs, err = r.richText(s, r.value[:0]); err != nil {
			return err
		}
		if runs != nil {
			r.runs[len(r.strings)] = runs
		}
		r.strings = append(r.strings, cleanText(string(r.value)))
		return nil
	})
}

// richText adds a string item to b: a plain <t>, or runs <r><t> whose texts
// join. Phonetic readings <rPh> are not part of the text. The runs come back
// only where their fonts decide how they are read.
func (r *reader) richText(s *scanner, b []byte) ([]byte, []run, error) {
	from := len(b)
	var runs []run
	var font uint16
	var above bool // the run is set above the line
	for depth := s.depth; ; {
		if err := s.next(); err != nil {
			return b, nil, s.ended(err)
		}
		if s.depth < depth {
			break
		}
		if s.token != startTag {
			continue
		}
		var err error
		switch s.elem.name {
		case "r": // its properties and text come next
			font, above = 0, false
		case "rPr":
			font, above, err = r.runFont(s)
		case "t":
			before := len(b)
			b, err = s.appendText(b)
			if above {
				b = append(b[:before], raised(string(b[before:]))...)
			}
			if inRun := s.depth > depth; inRun {
				if runs == nil && before > from {
					runs = append(runs, run{text: string(b[from:before])})
				}
				runs = addRun(runs, string(b[before:]), font)
			} else if runs != nil {
				runs = addRun(runs, string(b[before:]), 0)
			}
		default:
			err = s.skip()
		}
		if err == nil && len(b)-from > s.lim.text {
			err = s.problem(Unsafe, errors.New("text too long"))
		}
		if err != nil {
			return b, nil, err
		}
	}
	if plain := len(runs) == 0 || len(runs) == 1 && runs[0].font == 0; plain || !r.fonts.older {
		return b, nil, nil
	}
	for i := range runs {
		runs[i].text = cleanText(runs[i].text)
	}
	return b, runs, nil
}

// addRun adds a text in a font, to the last run if that has the same.
func addRun(runs []run, text string, font uint16) []run {
	if n := len(runs); n > 0 && runs[n-1].font == font {
		runs[n-1].text += text
		return runs
	}
	return append(runs, run{text, font})
}

// runFont reads the font out of the properties of a run, and whether it is set
// above the line.
func (r *reader) runFont(s *scanner) (font uint16, above bool, err error) {
	err = s.children(func(e *element) error {
		switch e.name {
		case "rFont":
			font = r.fonts.number(attr(e, "val"))
		case "vertAlign":
			above = attr(e, "val") == "superscript"
		}
		return nil
	})
	return font, above, err
}

// cleanText resolves the format's _xHHHH_ escapes and composes to NFC.
func cleanText(s string) string {
	if strings.Contains(s, "_x") {
		s = unescape(s)
	}
	return norm.NFC.String(s)
}

// escapeLength is the length of "_x000D_".
const escapeLength = 7

// unescape replaces each _xHHHH_ by the UTF-16 unit it stands for (ECMA-376
// part 1, 22.9.2.19). Control characters other than tab and line feed, and
// halves of surrogate pairs, are dropped.
func unescape(s string) string {
	var b strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 || len(s) < i+escapeLength {
			b.WriteString(s)
			return b.String()
		}
		code, err := strconv.ParseUint(s[i+2:i+6], 16, 16)
		if err != nil || s[i+6] != '_' {
			b.WriteString(s[:i+2])
			s = s[i+2:]
			continue
		}
		b.WriteString(s[:i])
		if c := rune(code); c == '\t' || c == '\n' || c >= 0x20 && (c < 0xd800 || c > 0xdfff) {
			b.WriteRune(c)
		}
		s = s[i+escapeLength:]
	}
}
