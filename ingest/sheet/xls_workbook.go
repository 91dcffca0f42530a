package sheet

import (
	"errors"
	"fmt"
)

// biff8 is the version of the records that Excel 97 to 2003 write.
const biff8 = 0x0600

// Kinds of record groups, as their BOF names them.
const (
	groupGlobals   = 0x0005
	groupWorksheet = 0x0010
)

// xlsFormat is the two indexes of an XF record.
type xlsFormat struct{ font, number int }

// bold is the least weight that counts as bold type; normal type has 400.
const boldWeight = 600

// superscript is the escapement of fonts set above the line.
const superscript = 1

// missingFont is an index that FONT records do not have: after the font with
// index 3 comes the one with index 5.
const missingFont = 4

// workbook reads the globals: the list of sheets, styles and shared strings.
func (r *xlsReader) workbook() error {
	recs := records{r.stream}
	if err := r.begin(&recs, groupGlobals); err != nil {
		return err
	}
	var fonts []style // their bold type and name
	var formats []xlsFormat
	codes := map[int]string{}
	for {
		rec, err := recs.next()
		if err != nil {
			return r.problem(Truncated, "", err)
		}
		f := &fields{cur: rec.data}
		if r.look != nil {
			r.look.global(rec)
		}
		switch rec.kind {
		case recEOF:
			r.setStyles(fonts, formats, codes)
			if r.look != nil {
				r.look.endGlobals(r.tabs)
			}
			return nil
		case recFilePass:
			return &Problem{Code: Password}
		case recDateMode:
			r.base1904 = f.u16() == 1
		case recBoundSheet:
			if err := r.boundSheet(f); err != nil {
				return err
			}
		case recFont:
			f.bytes(6) // height, style, colour
			bold := f.u16() >= boldWeight
			above := f.u16() == superscript
			f.bytes(4) // underline, family, character set
			fonts = append(fonts, style{bold: bold, above: above, font: r.fonts.number(f.shortText())})
		case recFormat:
			id := f.u16()
			codes[id] = f.text()
		case recXF:
			formats = append(formats, xlsFormat{f.u16(), f.u16()})
		case recSST:
			f = recs.fields(rec)
			if err := r.sharedStrings(f, fonts); err != nil {
				return err
			}
		}
		if f.short {
			return r.problem(Damaged, "", errRecord)
		}
	}
}

// begin reads the BOF record and checks that a group of that kind follows.
func (r *xlsReader) begin(recs *records, kind int) error {
	rec, err := recs.next()
	if err != nil {
		return r.problem(Truncated, "", err)
	}
	f := &fields{cur: rec.data}
	version, got := f.u16(), f.u16()
	switch {
	case rec.kind != recBOF || f.short:
		return r.problem(Damaged, "", errors.New("no beginning"))
	case version < biff8:
		return &Problem{Code: OldExcel}
	case got != kind:
		return errOtherGroup
	}
	return nil
}

// errOtherGroup says that a group of records is of another kind than asked for.
var errOtherGroup = &Problem{Code: Damaged, Part: workbookStream, Err: errors.New("unexpected kind of contents")}

func (r *xlsReader) boundSheet(f *fields) error {
	if len(r.tabs) == r.lim.sheets {
		return r.problem(Unsafe, "", fmt.Errorf("more than %d sheets", r.lim.sheets))
	}
	offset, state, kind := f.u32(), f.u8(), f.u8()
	r.tabs = append(r.tabs, xlsTab{
		name:      f.shortText(),
		hidden:    state&3 != 0,
		worksheet: kind == 0,
		chart:     kind == 2,
		offset:    int(offset),
	})
	return nil
}

// setStyles resolves the indexes of the cell formats.
func (r *xlsReader) setStyles(fonts []style, formats []xlsFormat, codes map[int]string) {
	for _, x := range formats {
		st := style{format: builtinFormat(x.number)}
		if code, ok := codes[x.number]; ok {
			st.format = code
		}
		st.date = isDateFormat(st.format)
		font := fontAt(fonts, x.font)
		st.bold, st.font = font.bold, font.font
		r.styles = append(r.styles, st)
	}
}

// fontAt returns the font of an index.
func fontAt(fonts []style, i int) style {
	if i > missingFont {
		i--
	}
	if i < len(fonts) {
		return fonts[i]
	}
	return style{}
}

// sharedStrings reads the table that text cells point into.
func (r *xlsReader) sharedStrings(f *fields, fonts []style) error {
	f.u32() // uses
	n := int(f.u32())
	if n > r.lim.strings {
		return r.problem(Unsafe, "", fmt.Errorf("%d strings", n))
	}
	for range n {
		if len(f.cur) == 0 && len(f.more) > 0 {
			f.turn()
		}
		chars, changes := f.richText()
		raiseRuns(chars, changes, fonts)
		if len(changes) > 0 && r.fonts.older {
			r.runs[len(r.strings)] = xlsRuns(chars, changes, fonts)
		}
		r.strings = append(r.strings, xlsText(chars))
		if f.short {
			return r.problem(Damaged, "", errRecord)
		}
	}
	return nil
}

// raiseRuns writes digits that are set above the line as [raised] does.
func raiseRuns(chars []uint16, changes []fontChange, fonts []style) {
	for i, c := range changes {
		to := len(chars)
		if i+1 < len(changes) {
			to = min(to, changes[i+1].at)
		}
		if !fontAt(fonts, c.font).above {
			continue
		}
		for at := c.at; at < to; at++ {
			if d := chars[at]; d >= '0' && d <= '9' {
				chars[at] = uint16(raisedDigits[d-'0'])
			}
		}
	}
}

// xlsRuns divides a text where its font changes. What comes before the first
// change has the cell's font.
func xlsRuns(chars []uint16, changes []fontChange, fonts []style) []run {
	var runs []run
	from, font := 0, uint16(0)
	for _, c := range append(changes, fontChange{at: len(chars)}) {
		to := min(max(c.at, from), len(chars))
		switch text := xlsText(chars[from:to]); {
		case text == "":
		case len(runs) > 0 && runs[len(runs)-1].font == font:
			runs[len(runs)-1].text += text
		default:
			runs = append(runs, run{text, font})
		}
		from, font = to, fontAt(fonts, c.font).font
	}
	return runs
}
