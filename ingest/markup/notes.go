package markup

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"giaoban/ingest/sheet"
)

// noteMark begins what we write into a note, in every language; what follows
// it in a note that comes back is ours and is written anew.
const noteMark = "giaoban · "

// noteAuthor is who our notes are by.
const noteAuthor = "giaoban"

// comment is a note of the sender's on a cell.
type comment struct {
	at   element
	text element
}

// addNotes writes the findings of each cell into its note, below what the
// sender has written there. Notes of an earlier check go.
func (s *worksheet) addNotes(cells []markedCell, head string) error {
	rel, has := s.rels.of("comments")
	has = has && s.book.has(rel.target)
	if !has && len(cells) == 0 {
		return nil
	}
	data := []byte(xmlHead + `<comments xmlns="` + s.book.dialect.main + `"><authors></authors><commentList></commentList></comments>`)
	part := rel.target
	if has {
		var err error
		if data, err = s.book.read(part); err != nil {
			return err
		}
	} else {
		part = s.book.unused(folderOf(s.book.part) + "comments%d.xml")
		s.rels.add("comments", part)
		s.book.types.override(part, "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml")
	}
	c, err := newCommentPart(data)
	if err != nil {
		return err
	}
	shapes, err := s.noteShapes()
	if err != nil {
		return err
	}
	wanted := map[string]markedCell{}
	for _, cell := range cells {
		wanted[cell.ref] = cell
	}
	for _, old := range c.list {
		ref := value(data, old.at.tag, "ref")
		kept, gone := c.stripped(old)
		cell, marked := wanted[ref]
		ours := gone != ""
		switch {
		case kept == "" && (ours || marked):
			c.edits = append(c.edits, edit{from: old.at.from, to: old.at.end})
			shapes.remove(ref)
		case marked:
			delete(wanted, ref)
			c.edits = append(c.edits, edit{old.text.to, old.text.inside, kept + c.runs("\n\n", cell, head)})
			shapes.fit(cell, runText(kept), gone, head)
		case ours:
			c.edits = append(c.edits, edit{old.text.to, old.text.inside, kept})
		}
		if col, row, ok := sheet.ParseRef(ref); ok && kept != "" && !shapes.drawn {
			cell.ref, cell.col, cell.row = ref, col, row
			cell.texts = append([]string{runText(kept)}, cell.texts...)
			shapes.add(cell, head)
		}
	}
	for _, cell := range cells {
		if _, open := wanted[cell.ref]; open {
			c.added.WriteString(graft(data, c.root, fmt.Sprintf(`<comment ref="%s" authorId="%d"><text>%s</text></comment>`, cell.ref, c.author, c.runs("", cell, head))))
			shapes.add(cell, head)
			delete(wanted, cell.ref)
		}
	}
	if len(c.edits) == 0 && c.added.Len() == 0 {
		return shapes.store()
	}
	content, err := c.content()
	if err != nil {
		return err
	}
	s.book.set(part, content)
	return shapes.store()
}

// commentPart is the part with the notes' texts.
type commentPart struct {
	data    []byte
	root    tag
	prefix  string
	authors element
	holder  element // the list of notes
	author  int     // our number among the authors
	isNew   bool    // we are not among them yet
	list    []comment
	edits   []edit
	added   strings.Builder
}

func newCommentPart(data []byte) (*commentPart, error) {
	c := &commentPart{data: data, author: -1}
	root, list, _, err := children(data)
	if err != nil {
		return nil, err
	}
	c.root, c.prefix = root, prefix(data[root.from:root.to])
	var okAuthors, okList bool
	c.authors, okAuthors = find(list, "authors")
	c.holder, okList = find(list, "commentList")
	if !okAuthors || !okList {
		return nil, errMalformed
	}
	n := 0
	err = within(data, c.authors, func(e element) {
		if unquoteXML(data[e.to:e.inside]) == noteAuthor {
			c.author = n
		}
		n++
	})
	if err != nil {
		return nil, err
	}
	if c.author < 0 {
		c.author, c.isNew = n, true
	}
	var inner error
	err = within(data, c.holder, func(e element) {
		x := comment{at: e}
		if e := within(data, e, func(child element) {
			if child.name == "text" {
				x.text = child
			}
		}); e != nil {
			inner = e
		}
		c.list = append(c.list, x)
	})
	if err == nil {
		err = inner
	}
	return c, err
}

// stripped returns the content of a note's text without what an earlier check
// wrote, as runs, and the text that this was.
func (c *commentPart) stripped(x comment) (kept, gone string) {
	if x.text.name == "" || x.text.inside == x.text.end {
		return "", ""
	}
	var b strings.Builder
	_ = within(c.data, x.text, func(e element) { // scanned before
		if e.name != "r" && e.name != "t" {
			return
		}
		t := e
		if e.name == "r" {
			_ = within(c.data, e, func(child element) {
				if child.name == "t" {
					t = child
				}
			})
		}
		text := unquoteXML(c.data[t.to:t.inside])
		if gone != "" {
			gone += text
			return
		}
		before, after, found := strings.Cut(text, noteMark)
		content := string(c.data[t.to:t.inside])
		if found {
			gone = noteMark + after
			content = quoteXML(strings.TrimRight(before, "\n\r "))
		}
		if content == "" {
			return
		}
		run := string(c.data[e.from:t.to]) + content + string(c.data[t.inside:e.end])
		if e.name == "t" { // a plain text and runs do not go together
			run = "<" + c.prefix + "r>" + run + "</" + c.prefix + "r>"
		}
		b.WriteString(run)
	})
	return b.String(), gone
}

var xmlTags = regexp.MustCompile(`<[^>]*>`)

// runText is the text of runs as they are written.
func runText(runs string) string { return unquoteXML([]byte(xmlTags.ReplaceAllString(runs, ""))) }

// runs writes what is found in a cell as the runs of a note.
func (c *commentPart) runs(before string, cell markedCell, head string) string {
	run := func(bold, text string) string {
		s := `<r><rPr>` + bold + `<sz val="9"/><color indexed="81"/><rFont val="Tahoma"/><family val="2"/></rPr><t xml:space="preserve">` +
			quoteXML(sheet.EscapeText(text)) + `</t></r>`
		if c.prefix != "" { // inside an element of the sender's
			s = strings.Replace(s, "<r>", `<r xmlns="`+quoteXML(namespace(c.data, c.root))+`">`, 1)
		}
		return s
	}
	return run("<b/>", before+noteMark+head) + run("", "\n"+cell.note())
}

func (c *commentPart) content() ([]byte, error) {
	put := func(e element, name, items string) {
		if items == "" {
			return
		}
		if e.inside == e.end {
			c.edits = append(c.edits, edit{e.from, e.end, graft(c.data, c.root, "<"+name+">"+items+"</"+name+">")})
		} else {
			c.edits = append(c.edits, edit{e.inside, e.inside, items})
		}
	}
	if c.isNew && c.added.Len() > 0 {
		put(c.authors, "authors", graft(c.data, c.root, "<author>"+noteAuthor+"</author>"))
	}
	put(c.holder, "commentList", c.added.String())
	return applied(c.data, c.edits)
}

// noteShapes is the drawing with the notes' boxes. It is VML, which need not
// be well-formed XML, so it is changed as text.
type noteShapes struct {
	sheet   *worksheet
	part    string   // "" when there is none yet
	drawn   bool     // the sender's notes have boxes
	pieces  []string // its text: each box a piece, and what is between them
	byRef   map[string]int
	width   func(col int) int
	next    int  // number of the last box
	typed   bool // the shape type of notes is there
	changed bool
	added   strings.Builder // new boxes
}

var shapeNumber = regexp.MustCompile(`_x0000_s(\d{1,8})`)

// noDrawing is a drawing without a box.
const noDrawing = `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">` +
	`<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>`

// Programs call the namespaces of a drawing by other prefixes than usual.
var (
	shapeElement = regexp.MustCompile(`(?s)<(?:\w+:)?shape\s.*?</(?:\w+:)?shape>\s*`)
	shapeRow     = regexp.MustCompile(`<(?:\w+:)?Row>\s*(\d{1,7})\s*</`)
	shapeColumn  = regexp.MustCompile(`<(?:\w+:)?Column>\s*(\d{1,5})\s*</`)
	shapeAnchor  = regexp.MustCompile(`<(?:\w+:)?Anchor>(?:\s*\d+\s*,){2}\s*(\d+)\s*,(?:\s*\d+\s*,){3}\s*(\d+)`) // rows of its ends
	shapeData    = regexp.MustCompile(`<(\w+:)?ClientData\s[^>]*[^>/]>`)
	drawingRoot  = regexp.MustCompile(`<(?:\w+:)?xml\s[^>]*`)
)

// drawingPrefixes are the prefixes that our boxes have in a drawing.
var drawingPrefixes = []struct{ name, namespace string }{
	{"v", "urn:schemas-microsoft-com:vml"}, {"o", "urn:schemas-microsoft-com:office:office"}, {"x", "urn:schemas-microsoft-com:office:excel"},
}

// withPrefixes declares in a drawing's root the prefixes of our boxes that it
// does not know. Those who read it refuse a prefix that is not declared.
func withPrefixes(drawing string) string {
	at := drawingRoot.FindStringIndex(drawing)
	if at == nil {
		return drawing
	}
	root, missing := drawing[at[0]:at[1]], ""
	for _, p := range drawingPrefixes {
		if !regexp.MustCompile(`\sxmlns:` + p.name + `\s*=`).MatchString(root) {
			missing += fmt.Sprintf(` xmlns:%s="%s"`, p.name, p.namespace)
		}
	}
	return drawing[:at[1]] + missing + drawing[at[1]:]
}

func (s *worksheet) noteShapes() (*noteShapes, error) {
	n := &noteShapes{sheet: s, width: s.columnWidths(), byRef: map[string]int{}, next: 1024}
	text := noDrawing
	if e, ok := find(s.list, "legacyDrawing"); ok {
		if rel, ok := s.rels.byID(value(s.data, e.tag, "id")); ok && s.book.has(rel.target) {
			data, err := s.book.read(rel.target)
			if err != nil {
				return nil, err
			}
			if bytes.Contains(data, []byte("</xml>")) {
				n.part, n.drawn, text = rel.target, true, string(data)
			}
		}
	}
	for _, m := range shapeNumber.FindAllStringSubmatch(text, -1) {
		if number, err := strconv.Atoi(m[1]); err == nil {
			n.next = max(n.next, number)
		}
	}
	n.typed = strings.Contains(text, `id="`+noteShapeID+`"`)
	pos := 0
	for _, at := range shapeElement.FindAllStringIndex(text, -1) {
		shape := text[at[0]:at[1]]
		n.pieces = append(n.pieces, text[pos:at[0]], shape)
		pos = at[1]
		row, column := shapeRow.FindStringSubmatch(shape), shapeColumn.FindStringSubmatch(shape)
		if row != nil && column != nil && strings.Contains(shape, `ObjectType="Note"`) {
			r, _ := strconv.Atoi(row[1])
			c, _ := strconv.Atoi(column[1])
			n.byRef[sheet.Ref(c+1, r+1)] = len(n.pieces) - 1
		}
	}
	n.pieces = append(n.pieces, text[pos:])
	return n, nil
}

// noteShape is the shape type of notes, in the form every program writes.
const (
	noteShapeID   = "_x0000_t202"
	noteShapeType = `<v:shapetype id="` + noteShapeID + `" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">` +
		`<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`
)

// add adds the box of a note, to the right of its cell and large enough for
// its text.
func (n *noteShapes) add(cell markedCell, head string) {
	n.next++
	shape := fmt.Sprintf(`<v:shape id="_x0000_s%d" type="#%s" style="position:absolute;margin-left:60pt;margin-top:2pt;width:%dpt;height:%dpt;z-index:%d;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">`+
		`<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>`+
		`<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%s</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>`,
		n.next, noteShapeID, noteWidth*3/4, cell.lines(head)*noteLine*3/4+9, n.next-1023, n.anchor(cell, head), cell.row-1, cell.col-1)
	n.added.WriteString(shape)
}

// Sizes of a note in pixels.
const (
	noteWidth = 320
	noteLine  = 16 // height of a line
	noteChars = 48 // in a line
)

// anchor returns where the box of a note begins and ends: column, pixels into
// it, row, pixels into it, for its left top and its right bottom.
func (n *noteShapes) anchor(cell markedCell, head string) string {
	left := min(cell.col, sheet.MaxCols-1) // from 0: the column to the right
	right, rest := left, 12+noteWidth
	for ; right < sheet.MaxCols-1 && rest > n.width(right+1); right++ {
		rest -= n.width(right + 1)
	}
	top := max(cell.row-2, 0)
	height := cell.lines(head)*noteLine + 12
	return fmt.Sprintf("%d, 12, %d, 4, %d, %d, %d, 4", left, top, right, min(rest, n.width(right+1)), min(top+height/rowPixels+1, sheet.MaxRows-1))
}

func (n *noteShapes) remove(ref string) {
	if i, ok := n.byRef[ref]; ok {
		n.pieces[i], n.changed = "", true
		delete(n.byRef, ref)
	}
}

// fit makes room below the sender's text in the box of a note, where an earlier
// check may have made some. A box that says nothing of its cells gets the size
// of a new one.
func (n *noteShapes) fit(cell markedCell, kept, gone, head string) {
	i, ok := n.byRef[cell.ref]
	if !ok {
		return
	}
	shape := n.pieces[i]
	n.changed = true
	if m := shapeAnchor.FindStringSubmatchIndex(shape); m != nil {
		top, err := strconv.Atoi(shape[m[2]:m[3]])
		bottom, err2 := strconv.Atoi(shape[m[4]:m[5]])
		if err == nil && err2 == nil {
			bottom += noteRows(cell.lines(head))
			if gone != "" {
				bottom -= noteRows(textLines(gone, noteChars))
			}
			n.pieces[i] = shape[:m[4]] + strconv.Itoa(min(max(bottom, top+2), sheet.MaxRows-1)) + shape[m[5]:]
		}
		return
	}
	cell.texts = append([]string{kept}, cell.texts...)
	if m := shapeData.FindStringSubmatchIndex(shape); m != nil {
		prefix := ""
		if m[2] >= 0 {
			prefix = shape[m[2]:m[3]]
		}
		n.pieces[i] = fmt.Sprintf("%s<%sAnchor>%s</%[2]sAnchor>%[4]s", shape[:m[1]], prefix, n.anchor(cell, head), shape[m[1]:])
	}
}

// noteRows is how many rows of the standard height so many lines take.
func noteRows(lines int) int { return lines*noteLine/rowPixels + 1 }

// store puts the drawing into the archive and a reference to it into the sheet.
func (n *noteShapes) store() error {
	if !n.changed && n.added.Len() == 0 {
		return nil
	}
	text := strings.Join(n.pieces, "")
	kind := ""
	if !n.typed && n.added.Len() > 0 {
		kind = noteShapeType
	}
	end := strings.LastIndex(text, "</xml>")
	text = text[:end] + kind + n.added.String() + text[end:]
	if n.added.Len() > 0 {
		text = withPrefixes(text)
	}
	s := n.sheet
	if n.part != "" {
		s.book.set(n.part, []byte(text))
		return nil
	}
	if e, ok := find(s.list, "legacyDrawing"); ok { // to a drawing that is not there
		s.edits = append(s.edits, edit{from: e.from, to: e.end})
	}
	part := s.book.unused(folderOf(s.book.part) + "drawings/giaobanNotes%d.vml")
	s.book.types.extension("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
	s.book.set(part, []byte(text))
	at := insertInOrder(s.list, s.end, afterNotes...)
	s.edits = append(s.edits, edit{at, at, graft(s.data, s.root,
		fmt.Sprintf(`<legacyDrawing xmlns:r="%s" r:id="%s"/>`, s.book.dialect.relations, s.rels.add("vmlDrawing", part)))})
	return nil
}
