package sheet

import (
	"iter"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"giaoban/ingest/oldfont"
)

// Recoded tells of texts of one sheet and font that were typed for a
// Vietnamese font from before Unicode; see [oldfont].
type Recoded struct {
	Sheet    string
	Font     string // whose name says so; "" where only the words do
	Encoding string // "TCVN3" or "VNI"
	Texts    int    // cells, or parts of cells that have several fonts
	Col, Row int    // the cell of the first

	// Doubtful texts make sense as they are stored and as read in the
	// encoding, or too few of them speak for it. Text is what the first of
	// them was taken for, Other what else it can be.
	Doubtful    bool
	Text, Other string
}

// enoughWords is how many words must make sense in an encoding, and not
// without it, before the words alone decide what the rest of a sheet's texts is.
const enoughWords = 3

// fewWords is how many raise a doubt. A single one is as likely a sign of
// measure or a name.
const fewWords = 2

// weighable is how many bytes of a book's texts are weighed word by word. No
// report has as many; the rest of a larger book is judged by them.
const weighable = 4 << 20

// recode turns the texts of a book that were typed for older fonts into
// Unicode and tells of it in Recoded. Texts are judged together with those of
// the same sheet and font, because a single one often makes sense both ways.
func recode(b *Book, rich richTexts) {
	fonts := make([]oldfont.Font, len(b.Fonts)+1) // at least that of cells without one
	for i, name := range b.Fonts {
		fonts[i] = oldfont.Named(name)
	}
	budget := weighable
	for i := range b.Sheets {
		r := recoder{sheet: &b.Sheets[i], index: i, rich: rich, groups: make([]fontTexts, len(fonts))}
		for f := range r.groups {
			r.groups[f].font, r.groups[f].budget = fonts[f], &budget
			if f < len(b.Fonts) && fonts[f].Encoding != oldfont.Unicode {
				r.groups[f].name = b.Fonts[f]
			}
		}
		if !r.look() {
			continue
		}
		r.rewrite()
		for _, g := range r.groups {
			for _, told := range []Recoded{g.converted, g.doubtful} {
				if told.Texts > 0 {
					told.Sheet, told.Font, told.Encoding = r.sheet.Name, g.name, g.font.Encoding.String()
					b.Recoded = append(b.Recoded, told)
				}
			}
		}
	}
}

// recoder recodes one sheet.
type recoder struct {
	sheet  *Sheet
	index  int
	rich   richTexts
	groups []fontTexts // by font
}

// texts are the cells with a text, each with the number of its row.
func (r *recoder) texts() iter.Seq2[int, *Cell] {
	return func(yield func(int, *Cell) bool) {
		for i := range r.sheet.Rows {
			row := &r.sheet.Rows[i]
			for j := range row.Cells {
				if c := &row.Cells[j]; c.Kind == Text && !yield(row.Number, c) {
					return
				}
			}
		}
	}
}

// runs returns the runs of a cell with several fonts, nil for others.
func (r *recoder) runs(row int, c *Cell) []run {
	if len(r.rich) == 0 {
		return nil
	}
	return r.rich[cellAt{r.index, row, c.Col}]
}

// look judges every text. It returns false if none needs a change or a word.
func (r *recoder) look() bool {
	for row, c := range r.texts() {
		runs := r.runs(row, c)
		if runs == nil {
			r.groups[c.Font].look(c.Text)
		}
		for _, part := range runs {
			r.groups[part.font].look(part.text)
		}
	}
	found := false
	for i := range r.groups {
		found = r.groups[i].settle() || found
	}
	return found
}

// rewrite replaces the texts that are typed in an older encoding.
func (r *recoder) rewrite() {
	for row, c := range r.texts() {
		runs := r.runs(row, c)
		if runs == nil {
			c.Text = r.groups[c.Font].rewrite(c.Text, c.Col, row)
			continue
		}
		var b strings.Builder
		for _, part := range runs {
			b.WriteString(r.groups[part.font].rewrite(part.text, c.Col, row))
		}
		c.Text = norm.NFC.String(b.String())
	}
}

// fontTexts are the texts of a sheet in one font.
type fontTexts struct {
	name string       // of a font of an older encoding
	font oldfont.Font // by its name; by the words, once they decide

	budget  *int // bytes that may still be weighed
	unicode int  // texts that can only be Unicode
	older   int  // texts that make sense in the font's encoding only
	words   [oldfont.VNI + 1]int
	judged  map[string]judgement

	converted, doubtful Recoded
}

// judgement is what a text speaks for.
type judgement struct {
	reading reading
	decoded string
}

type reading uint8

const (
	either   reading = iota // makes sense both ways, or neither
	asStored                // is Unicode
	asOlder                 // is of the older encoding
)

// look takes a text into account.
func (g *fontTexts) look(text string) {
	switch letters := lettersOf(text); {
	case letters == asciiLetters:
	case letters == otherLetters:
		g.unicode++
	case g.font.Encoding != oldfont.Unicode:
		switch g.judge(text).reading {
		case asStored:
			g.unicode++
		case asOlder:
			g.older++
		}
	default:
		g.weigh(text)
	}
}

// weigh counts the words of a text that make sense in an older encoding only,
// if all do that must.
func (g *fontTexts) weigh(text string) {
	if _, known := g.judged[text]; known || !g.afford(text) {
		return
	}
	if _, impossible := oldfont.Weigh(text); impossible > 0 {
		for e := oldfont.TCVN3; e <= oldfont.VNI; e++ {
			decoded, ok := oldfont.Font{Encoding: e}.Decode(text)
			if possible, left := oldfont.Weigh(decoded); ok && left == 0 {
				g.words[e] += min(possible, impossible)
			}
		}
	}
	g.remember(text, judgement{})
}

// settle decides, after every text was seen, on an encoding where the font
// has none. It returns false if there is nothing to change or to tell.
func (g *fontTexts) settle() bool {
	if g.font.Encoding != oldfont.Unicode {
		return true
	}
	likely := oldfont.TCVN3
	if g.words[oldfont.VNI] > g.words[likely] {
		likely = oldfont.VNI
	}
	if g.words[likely] < fewWords {
		return false
	}
	g.font.Encoding = likely
	if g.words[likely] >= enoughWords {
		g.older = g.words[likely]
	}
	g.judged = nil // they were not judged by this encoding
	return true
}

// judge compares what sense a text makes in both readings.
func (g *fontTexts) judge(text string) judgement {
	if j, known := g.judged[text]; known {
		return j
	}
	decoded, ok := g.font.Decode(text)
	if !ok {
		return judgement{reading: asStored}
	}
	j := judgement{either, decoded}
	if !g.afford(text) {
		return j
	}
	_, stored := oldfont.Weigh(text)
	_, older := oldfont.Weigh(decoded)
	switch {
	case older < stored:
		j.reading = asOlder
	case older > stored:
		j.reading = asStored
	}
	g.remember(text, j)
	return j
}

// afford reports whether a text may be weighed, and counts it.
func (g *fontTexts) afford(text string) bool {
	if *g.budget < len(text) {
		return false
	}
	*g.budget -= len(text)
	return true
}

func (g *fontTexts) remember(text string, j judgement) {
	if g.judged == nil {
		g.judged = map[string]judgement{}
	}
	g.judged[text] = j
}

// rewrite returns a text of the cell as it is to be read.
func (g *fontTexts) rewrite(text string, col, row int) string {
	letters := lettersOf(text)
	if g.font.Encoding == oldfont.Unicode || letters == otherLetters {
		return text
	}
	if letters == asciiLetters {
		if upper := strings.ToUpper(text); g.font.Capitals && upper != text && (g.older > 0 || g.unicode == 0) {
			g.converted.add(col, row)
			return upper
		}
		return text
	}
	j := g.judge(text)
	if j.reading == asStored || j.decoded == text {
		return text
	}
	byName := g.name != ""
	convert, sure := true, true
	switch {
	case !byName && g.older == 0: // too few words: left as they are
		if j.reading != asOlder {
			return text
		}
		convert, sure = false, false
	case j.reading == asOlder:
	case g.older > 0 && g.unicode > 0: // the font holds both
		convert, sure = byName, false
	case g.older > 0:
	case g.unicode > 0: // all others are Unicode
		convert = false
	default: // nothing but the font's name
		sure = false
	}
	taken, other := text, j.decoded
	if convert {
		taken, other = other, taken
		g.converted.add(col, row)
	}
	if !sure {
		if g.doubtful.Texts == 0 {
			g.doubtful.Doubtful, g.doubtful.Text, g.doubtful.Other = true, taken, other
		}
		g.doubtful.add(col, row)
	}
	return taken
}

// add counts a text of a cell.
func (r *Recoded) add(col, row int) {
	if r.Texts == 0 {
		r.Col, r.Row = col, row
	}
	r.Texts++
}

// letterSet is which letters a text has, beyond those of ASCII.
type letterSet uint8

const (
	asciiLetters letterSet = iota
	latinLetters           // or other Latin-1 characters, which are letters in older fonts
	otherLetters           // so it is Unicode
)

func lettersOf(text string) letterSet {
	ascii := true
	for i := range len(text) {
		if text[i] >= 0x80 {
			ascii = false
			break
		}
	}
	if ascii {
		return asciiLetters
	}
	set := asciiLetters
	for _, c := range text {
		switch {
		case c >= 0x100 && (unicode.IsLetter(c) || unicode.IsMark(c)):
			return otherLetters
		case c > 0xa0 && c < 0x100:
			set = latinLetters
		}
	}
	return set
}
