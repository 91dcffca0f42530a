package sheet

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// sharedStrings reads the table that text cells point into.
func (r *reader) sharedStrings(part string) error {
	return r.parts.scan(part, "sst", func(s *scanner, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		if len(r.strings) == r.lim.strings {
			return s.problem(Unsafe, fmt.Errorf("more than %d strings", r.lim.strings))
		}
		text, runs, err := r.richText(s)
		if runs != nil {
			r.runs[len(r.strings)] = runs
		}
		r.strings = append(r.strings, text)
		return err
	})
}

// richText reads a string item: a plain <t>, or runs <r><t> whose texts join.
// Phonetic readings <rPh> are not part of the text. The runs come back only
// where their fonts decide how they are read.
func (r *reader) richText(s *scanner) (string, []run, error) {
	var out string
	var runs []run
	add := func(font uint16, parts bool) error {
		text, err := s.text()
		if len(out)+len(text) > s.lim.text {
			return s.problem(Unsafe, fmt.Errorf("text too long"))
		}
		if parts && runs == nil && out != "" {
			runs = append(runs, run{text: out})
		}
		out += text
		switch n := len(runs); {
		case n > 0 && runs[n-1].font == font:
			runs[n-1].text += text
		case n > 0 || parts:
			runs = append(runs, run{text, font})
		}
		return err
	}
	err := s.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "t":
			return add(0, false)
		case "r":
			var font uint16
			return s.children(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "rPr":
					return s.children(func(e xml.StartElement) error {
						if e.Name.Local == "rFont" {
							font = r.fonts.number(attr(e, "val"))
						}
						return nil
					})
				case "t":
					return add(font, true)
				}
				return nil
			})
		}
		return nil
	})
	if plain := len(runs) == 0 || len(runs) == 1 && runs[0].font == 0; plain || !r.fonts.older {
		return cleanText(out), nil, err
	}
	for i := range runs {
		runs[i].text = cleanText(runs[i].text)
	}
	return cleanText(out), runs, err
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
