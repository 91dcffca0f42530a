package sheet

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// pageLayout reads a page layout.
func (l *odsLook) pageLayout(name string, s *scanner) error {
	return s.children(func(e *element) error {
		if e.name != "page-layout-properties" {
			return nil
		}
		p := Page{Landscape: attr(e, "print-orientation") == "landscape", Paper: odsPaper(attr(e, "page-width"), attr(e, "page-height"))}
		if scale, ok := strings.CutSuffix(attr(e, "scale-to"), "%"); ok {
			p.Scale, _ = strconv.Atoi(scale)
		}
		for _, fit := range []struct {
			name string
			n    *int
		}{{"scale-to-X", &p.Wide}, {"scale-to-Y", &p.Tall}} {
			if n, err := strconv.Atoi(attr(e, fit.name)); err == nil && n >= 0 {
				*fit.n, p.Fits = n, true
			}
		}
		if n, err := strconv.Atoi(attr(e, "scale-to-pages")); err == nil && n > 0 {
			p.Wide, p.Tall, p.Fits = 1, 0, true // in all so many: no other format says so
		}
		for i, side := range []string{"margin-left", "margin-right", "margin-top", "margin-bottom"} {
			if points, ok := length(attr(e, side)); ok && points/pointsPerInch < maxMargin {
				p.Margins[i] = points / pointsPerInch
			}
		}
		l.pages[name] = p
		return nil
	})
}

// odsPaper returns the number of A3, A4 or A5 paper in .xlsx files, 0 for another.
func odsPaper(width, height string) int {
	w, ok := length(width)
	h, ok2 := length(height)
	if !ok || !ok2 {
		return 0
	}
	w, h = min(w, h)/pointsPerInch*2.54, max(w, h)/pointsPerInch*2.54
	for number, size := range map[int][2]float64{8: {29.7, 42}, 9: {21, 29.7}, 11: {14.8, 21}} {
		if math.Abs(w-size[0]) < 0.2 && math.Abs(h-size[1]) < 0.2 {
			return number
		}
	}
	return 0
}

// table notes what a table says of itself, and the master page it prints with.
func (l *odsLook) table(e *element, master string) {
	if l == nil {
		return
	}
	l.sheet.Protected = attr(e, "protected") == "true"
	if master == "" {
		master = "Default"
	}
	if p, ok := l.pages[l.masters[master]]; ok {
		l.sheet.Page = &p
	}
	if attr(e, "print") != "false" {
		l.prints = append(l.prints, odsPrint{sheet: len(l.Sheets) - 1, ranges: attr(e, "print-ranges")})
	}
}

// header notes the rows or columns that repeat on each page.
func (l *odsLook) header(rows bool, first, last int) {
	if l == nil || first > last || len(l.prints) == 0 {
		return
	}
	p := &l.prints[len(l.prints)-1]
	if rows {
		p.rows = fmt.Sprintf("$%d:$%d", first, last)
	} else {
		p.cols = fmt.Sprintf("$%s:$%s", ColName(first), ColName(last))
	}
}

// odsPrint is what a table says of printing beside its page.
type odsPrint struct {
	sheet      int
	ranges     string
	rows, cols string // that repeat
}

// printNames makes the names of it that .xlsx files have.
func (l *odsLook) printNames(names []string) {
	for _, p := range l.prints {
		if p.sheet >= len(names) {
			continue
		}
		name := names[p.sheet]
		var areas, titles []string
		for _, area := range odsAreas(p.ranges) {
			if r, of, ok := odsArea(area); ok && of == name {
				areas = append(areas, r.fixed(name))
			}
		}
		for _, x := range []string{p.cols, p.rows} {
			if x != "" {
				titles = append(titles, QuoteName(name)+"!"+x)
			}
		}
		for label, list := range map[string][]string{printArea: areas, printTitles: titles} {
			if len(list) > 0 {
				l.addName(Name{Name: label, Sheet: p.sheet, Formula: Formula{Text: strings.Join(list, ","), Sheets: []string{name}}})
			}
		}
	}
}

// odsAreas divides a list at the blanks outside of quotes.
func odsAreas(list string) []string {
	quoted := false
	return strings.FieldsFunc(list, func(r rune) bool {
		if r == '\'' {
			quoted = !quoted
		}
		return r == ' ' && !quoted
	})
}

// odsArea reads an area and the sheet that it is in.
func odsArea(s string) (Range, string, bool) {
	name, first, rest, ok := odsCellAddress(norm.NFC.String(s))
	last := first
	if rest != "" {
		var other string
		other, last, rest, ok = odsCellAddress(strings.TrimPrefix(rest, ":"))
		ok = ok && rest == "" && (other == "" || other == name)
	}
	c1, r1, ok1 := ParseRef(first)
	c2, r2, ok2 := ParseRef(last)
	return Range{c1, r1, c2, r2}, name, ok && ok1 && ok2 && c1 <= c2 && r1 <= r2
}

// filter notes the area that a database with buttons lies in.
func (l *odsLook) filter(e *element) {
	if l == nil || attr(e, "display-filter-buttons") != "true" {
		return
	}
	if area, name, ok := odsArea(attr(e, "target-range-address")); ok {
		l.filters = append(l.filters, odsFilter{area, name})
	}
}

// odsFilter is an area that is filtered, and its sheet.
type odsFilter struct {
	Range
	sheet string
}
