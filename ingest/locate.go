package ingest

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"giaoban/ingest/catalog"
	"giaoban/ingest/number"
	"giaoban/ingest/sheet"
)

// block is where a report's table lies on its sheet.
type block struct {
	orientation orientation
	keyCol      int // column of the indicators' or organisations' names
	headFrom    int // first and last row of the headings
	headTo      int
	dataFrom    int // first row after headings and index row
	dataTo      int // last row before the footer, the next table or the end
	footer      int // first row of the signatures and notes below, 0 for none
	titleFrom   int // first row above the headings that belongs to this table

	// repeats are title and headings printed again within the table, at the
	// top of each page: first and last row.
	repeats [][2]int
}

// isRepeat reports whether a row belongs to a title or headings printed again.
func (t block) isRepeat(row int) bool {
	return slices.ContainsFunc(t.repeats, func(r [2]int) bool { return r[0] <= row && row <= r[1] })
}

// orientation is what a table's rows are.
type orientation int

const (
	rowsAreIndicators orientation = iota
	rowsAreUnits
)

// maxTables bounds the tables of one sheet, maxHeadRows the rows of headings.
const (
	maxTables   = 40
	maxHeadRows = 8 // four are usual, and an empty one may stand between them
)

// locateTables finds the tables of a sheet from top to bottom. A table begins
// with a heading that names indicators or organisations beside other headings.
func locateTables(g *grid) []block {
	var tables []block
	titleFrom := 1
	for i := 0; i < len(g.Rows) && len(tables) < maxTables; i++ {
		row := g.Rows[i]
		if row.Number < titleFrom {
			continue
		}
		t, ok := headAt(g, row)
		if !ok {
			continue
		}
		t.titleFrom = titleFrom
		t.dataTo, t.footer = dataEnd(g, t)
		titleFrom = t.dataTo + 1
		if n := len(tables); n > 0 && continues(g, tables[n-1], t) {
			above := &tables[n-1]
			above.repeats = append(above.repeats, [2]int{t.titleFrom, t.dataFrom - 1})
			above.dataTo, above.footer = t.dataTo, t.footer
			continue
		}
		tables = append(tables, t)
	}
	return tables
}

// continues reports whether a table is the one above it going on: the same
// headings again, and nothing between them but the same title or the number of
// the page.
func continues(g *grid, above, t block) bool {
	if above.orientation != t.orientation || above.keyCol != t.keyCol || above.footer != 0 {
		return false
	}
	for col := 1; col <= g.lastCol; col++ {
		if !slices.Equal(levelsOf(g, above, col), levelsOf(g, t, col)) {
			return false
		}
	}
	title := titleKeys(g, above.titleFrom, above.headFrom-1)
	remarks := wordSet{}
	if t.orientation == rowsAreUnits {
		remarks = remarkKeys(g, t.titleFrom, t.headFrom-1)
	}
	for key := range titleKeys(g, t.titleFrom, t.headFrom-1) {
		if !title[key] && !title[strings.TrimSuffix(key, " tiếp theo")] && !pageMark.MatchString(key) && !remarks[key] {
			return false
		}
	}
	return true
}

// titleKeys returns the plain keys of the texts in rows first to last.
func titleKeys(g *grid, first, last int) wordSet {
	keys := wordSet{}
	for _, row := range g.Rows {
		if row.Number < first || row.Number > last {
			continue
		}
		for _, c := range row.Cells {
			if c.Kind != sheet.Blank {
				keys[plain(cut(c.Text))] = true
			}
		}
	}
	return keys
}

// remarkKeys returns those of the texts that stand in brackets and say neither
// period, unit nor how sure figures are: a remark on a unit above is no title of
// what follows.
func remarkKeys(g *grid, first, last int) wordSet {
	keys := wordSet{}
	for _, row := range g.Rows {
		if row.Number < first || row.Number > last {
			continue
		}
		for _, c := range row.Cells {
			text := strings.TrimSpace(cut(c.Text))
			if c.Kind == sheet.Text && strings.HasPrefix(text, "(") && strings.HasSuffix(text, ")") &&
				!looksLikeUnit(text) && !unitRemark.MatchString(plain(text)) && len(statusesIn(text)) == 0 &&
				!slices.ContainsFunc(catalog.FindPeriods(text), func(m catalog.Mention) bool { return m.Date.IsZero() }) {
				keys[plain(text)] = true
			}
		}
	}
	return keys
}

// unitRemark is a text about the unit of figures.
var unitRemark = regexp.MustCompile(`(?:^| )(?:đvt|đơn vị tính|đv tính)(?: |$)`)

// pageMark is what stands between the pages of one table.
var pageMark = regexp.MustCompile(`^(?:trang )?\d{1,3}(?: \d{1,3})?$|^tiếp(?: theo)?(?: trang \d{1,3})?$`)

// headAt tells whether a table's headings begin in this row.
func headAt(g *grid, row sheet.Row) (block, bool) {
	t := block{headFrom: row.Number}
	others := 0
	unitWord := 0     // column headed "Đơn vị", which means either
	clusters := false // unitWord is headed "Cụm", and the units may come next
	for _, c := range row.Cells {
		if c.Kind != sheet.Blank && isFigure(c) && (!mayHead(c) || !isHeadRow(row)) {
			return block{}, false // a row that names an indicator called like a heading
		}
		if c.Kind == sheet.Number { // a year
			others++
		}
		if c.Kind != sheet.Text || c.Col > maxColumns {
			continue
		}
		switch key := keyHeading(c); {
		case t.keyCol == 0 && indicatorHeadings[key] && (unitWord == 0 || g.merged(c.Col, row.Number).LastCol == c.Col): // else it spans the figures
			t.keyCol, t.orientation = c.Col, rowsAreIndicators
		case t.keyCol == 0 && unitWord == 0 && mixedHeadings[key] && isBesideMeasures(row, c.Col):
			t.keyCol, t.orientation = c.Col, rowsAreIndicators
		case orgHeadings[key] && (unitWord == 0 || clusters):
			unitWord, clusters = c.Col, key == "cụm" || key == "tên cụm"
		case key != "" && (t.keyCol > 0 || !isGroupNumber(c.Text)): // else it numbers a group: "I | CÁC CHỈ TIÊU CHỦ YẾU"
			others++
		}
	}
	if t.keyCol == 0 || unitWord > 0 && unitWord < t.keyCol && measuresIn(g, t.keyCol, row.Number) {
		t.keyCol, t.orientation = unitWord, rowsAreUnits // "Tên đơn vị | Nội dung (KH, TH)"
	}
	if t.keyCol == 0 || others == 0 || strings.HasSuffix(strings.TrimSpace(row.At(t.keyCol).Text), ":") {
		return block{}, false
	}
	if next := g.Row(t.headFrom + 1); others == 1 && !hasFigure(next, t.keyCol+1) && !isIndexRow(next, t.keyCol) {
		return block{}, false // a label with the sender's name beside it
	}
	t.headTo = g.merged(t.keyCol, t.headFrom).LastRow
	t.headTo = min(t.headTo, t.headFrom+maxHeadRows-1)
	for t.headTo < t.headFrom+maxHeadRows-1 {
		below := t.headTo + 1
		if len(g.Row(below).Cells) == 0 {
			below++ // a gap
		}
		if !isSubheading(g, t, g.Row(below)) {
			break
		}
		t.headTo = below
	}
	t.headFrom = headTop(g, t)
	t.dataFrom = t.headTo + 1
	if isIndexRow(g.Row(t.dataFrom), t.keyCol) {
		t.dataFrom++
	}
	return t, true
}

// keyHeading returns the plain words by which a heading over names is known,
// without what it says in brackets: "Chỉ tiêu (triệu đồng)".
func keyHeading(c sheet.Cell) string {
	text := cut(c.Text)
	if key := plain(bracketed.ReplaceAllString(text, " ")); indicatorHeadings[key] || orgHeadings[key] {
		return key
	}
	return plain(text)
}

// isBesideMeasures reports whether the headings that follow a column begin with
// one like "Kế hoạch" or "Quý I", so that indicators can only be in its rows:
// "Chỉ tiêu/Đơn vị" alone does not tell.
func isBesideMeasures(row sheet.Row, col int) bool {
	for _, c := range row.Cells {
		if c.Col > col && c.Kind == sheet.Text && !unitHeadings[keyHeading(c)] {
			return isMeasureOnly(c.Text)
		}
	}
	return false
}

// measuresIn reports whether the rows below a heading only say "Kế hoạch" and
// "Thực hiện" in its column.
func measuresIn(g *grid, col, head int) bool {
	const enough = 12
	measures, others := 0, 0
	for _, row := range g.Rows {
		if row.Number <= head || row.Number > head+enough || row.At(col).Kind == sheet.Blank {
			continue
		}
		if isMeasureOnly(name(row.At(col))) {
			measures++
		} else {
			others++
		}
	}
	return measures > others
}

// isFigure reports whether a cell holds a figure and not a heading. Years head
// columns too.
func isFigure(c sheet.Cell) bool {
	switch c.Kind {
	case sheet.Text:
		n := number.Parse(c.Text)
		return (n.Kind == number.Value || n.Kind == number.Ratio) && n.Unit == "" && !isMeasureOnly(c.Text) // "Ước 2025"
	case sheet.Number:
		return !isYear(c.Text)
	}
	return true
}

// mayHead reports whether a figure may be a heading all the same: a day, "31/3",
// or the columns that are divided, "4/3".
func mayHead(c sheet.Cell) bool {
	return c.Kind == sheet.Date || c.Kind == sheet.Text && number.Parse(c.Text).Kind == number.Ratio
}

// isHeadRow reports whether what stands in a row besides such cells are headings:
// one of a column of numbers and others in words.
func isHeadRow(row sheet.Row) bool {
	numbered, worded := false, 0
	for _, c := range row.Cells {
		switch {
		case c.Kind != sheet.Text || isFigure(c):
		case numberHeadings[plain(c.Text)]:
			numbered = true
		case strings.ContainsFunc(c.Text, unicode.IsLetter):
			worded++
		}
	}
	const few = 2 // the names and one more
	return numbered && worded >= few
}

// isSubheading reports whether the row under the headings continues them: it
// leaves number and name empty and holds only texts, or badge classes under a
// merged heading.
func isSubheading(g *grid, t block, row sheet.Row) bool {
	if len(row.Cells) == 0 || isIndexRow(row, t.keyCol) {
		return false
	}
	texts := 0
	for _, c := range row.Cells {
		switch {
		case c.Kind == sheet.Blank:
		case c.Col <= t.keyCol && c.Kind == sheet.Text && bracketed.MatchString(c.Text): // "(tỷ đồng)" below "Chỉ tiêu"
		case c.Col <= t.keyCol:
			return false
		case c.Kind == sheet.Text && !startsDigit(c.Text):
			texts++
		default: // "30 | 40 | 45" under one merged heading
			above := g.merged(c.Col, t.headTo)
			if above.FirstCol == above.LastCol && !isYearBelow(g, t, c, texts) {
				return false
			}
			texts++
		}
	}
	return texts > 0
}

// isYearBelow reports whether a cell is a year under words for figures that name
// none, "Quý I", or under nothing beside another heading.
func isYearBelow(g *grid, t block, c sheet.Cell, before int) bool {
	if !isYear(strings.TrimSpace(cut(c.Text))) {
		return false
	}
	above := g.heading(c.Col, t.headTo)
	return above == "" && before > 0 ||
		isMeasureOnly(above) && !slices.ContainsFunc(headingWords(above), isYear)
}

func startsDigit(s string) bool {
	s = strings.TrimSpace(s)
	return s != "" && s[0] >= '0' && s[0] <= '9'
}

// headTop moves up over rows of spanning headings that stand above the row
// with the name column when that column was not merged upwards.
func headTop(g *grid, t block) int {
	top := t.headFrom
	for top > 1 && top > t.headTo-maxHeadRows+1 {
		row := g.Row(top - 1)
		spanning := false
		for _, c := range row.Cells {
			if c.Kind == sheet.Blank {
				continue
			}
			if c.Col <= t.keyCol {
				return top
			}
			m := g.merged(c.Col, row.Number)
			if m.LastCol > m.FirstCol && isMeasureOnly(cut(c.Text)) {
				spanning = true
			}
		}
		if !spanning {
			return top
		}
		top--
	}
	return top
}

// indexMark is a cell of the row "A | B | 1 | 2 | 3=2/1" under the headings.
// Typed as "(1)" into a cell that is no text, a number becomes −1.
var indexMark = regexp.MustCompile(`^(?:\(?[A-Za-zĐđ]\)?|[-−]\d{1,2}|\(?\d{1,2}\)?(?:\s*=[\d\s+*/:x×().%-]+)?)$`)

// isIndexRow reports whether the row only numbers the columns: that of the
// names too, or the others in a way figures are not written, as "(3)=(2)/(1)".
func isIndexRow(row sheet.Row, keyCol int) bool {
	marks, sure := 0, row.At(keyCol).Kind != sheet.Blank
	for _, c := range row.Cells {
		if c.Kind == sheet.Blank {
			continue
		}
		text := strings.TrimSpace(cut(c.Text))
		if !indexMark.MatchString(text) {
			return false
		}
		sure = sure || c.Kind == sheet.Text && strings.ContainsAny(text, "(=")
		marks++
	}
	return marks >= 2 && sure
}

// dataEnd returns the last row of the table's figures: before the footer, the
// headings of another table, or the end of the sheet. It also returns the
// first row of the footer, 0 for none.
func dataEnd(g *grid, t block) (last, footer int) {
	last = t.dataFrom - 1
	notes := map[int]bool{}
	for col := 1; col <= g.lastCol; col++ {
		if levels := levelsOf(g, t, col); len(levels) > 0 && fixedKind(plain(levels[len(levels)-1]), t) == noteColumn {
			notes[col] = true
		}
	}
	for _, row := range g.Rows {
		if row.Number < t.dataFrom {
			continue
		}
		if next, another := headAt(g, row); another {
			return lastFigures(g, t, next.headFrom-1), 0
		}
		if !hasFigure(row, t.keyCol+1) && !isNumbered(row, t.keyCol) && footerRow(row, notes) {
			return last, row.Number
		}
		last = row.Number
	}
	return last, 0
}

// lastFigures returns the last row of a table, of those up to the one given,
// that is not a line of the next table's title: one with a number before its
// name or anything that may be a figure behind it.
func lastFigures(g *grid, t block, to int) int {
	for _, row := range slices.Backward(g.Rows) {
		if row.Number > to || row.Number < t.dataFrom {
			continue
		}
		if isNumbered(row, t.keyCol) || slices.ContainsFunc(row.Cells, func(c sheet.Cell) bool {
			return c.Col > t.keyCol && mayBeFigure(c)
		}) {
			return row.Number
		}
	}
	return t.dataFrom - 1
}

// mayBeFigure reports whether a cell of a table's row is filled in, if only
// with "5 tỷ" or "x". A period that begins with a digit is a title's.
func mayBeFigure(c sheet.Cell) bool {
	if c.Kind != sheet.Text {
		return c.Kind != sheet.Blank && isFigure(c)
	}
	const mark = 3 // letters of "x", "-", "KPS"
	text := strings.TrimSpace(cut(c.Text))
	return isFigure(c) || startsDigit(text) && len(catalog.FindPeriods(text)) == 0 || utf8.RuneCountInString(text) <= mark
}

// isNumbered reports whether a row has a name and the number of a table's row
// before it. Nobody numbers signatures.
func isNumbered(row sheet.Row, keyCol int) bool {
	if row.At(keyCol).Kind == sheet.Blank {
		return false
	}
	for _, c := range row.Cells {
		if c.Col < keyCol && (c.Kind == sheet.Number || c.Kind == sheet.Text && rowNumber.MatchString(strings.TrimSpace(cut(c.Text)))) {
			return true
		}
	}
	return false
}

// footerRow reports whether any text of the row, notes aside, belongs below a table.
func footerRow(row sheet.Row, notes map[int]bool) bool {
	for _, c := range row.Cells {
		if c.Kind == sheet.Text && !notes[c.Col] && isFooter(cut(c.Text)) {
			return true
		}
	}
	return false
}
