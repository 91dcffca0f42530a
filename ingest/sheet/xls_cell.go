package sheet

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/shopspring/decimal"
)

// cellRecord reads a record that holds cells; others are passed over.
func (x *xlsSheet) cellRecord(rec record, f *fields) error {
	switch rec.kind {
	case recMulRK:
		return x.several(rec, f, 6, func(f *fields, c *Cell, st style) error { return x.setRK(c, f.u32(), st) })
	case recMulBlank:
		return x.several(rec, f, 2, func(*fields, *Cell, style) error { return nil })
	case recString:
		f = x.recs.fields(rec)
		x.formulaText(f)
		if f.short {
			return x.damaged(Damaged, errRecord)
		}
		return nil
	case recBlank, recRK, recNumber, recLabelSST, recLabel, recRString, recBoolErr, recFormula:
	default:
		return nil
	}
	row := f.u16() + 1
	c := Cell{Col: f.u16() + 1}
	st := x.style(f.u16())
	c.Bold, c.Format, c.Font = st.bold, st.format, st.font
	var err error
	text := false
	switch rec.kind {
	case recRK:
		err = x.setRK(&c, f.u32(), st)
	case recNumber:
		err = x.setFloat(&c, f.float(), st)
	case recLabelSST:
		i := f.u32()
		if int64(i) >= int64(len(x.strings)) {
			return x.damaged(Damaged, fmt.Errorf("cell %s has text %d of %d", Ref(c.Col, row), i, len(x.strings)))
		}
		c.setText(x.strings[i])
		if runs := x.runs[int(i)]; runs != nil {
			x.rich.set(cellAt{len(x.book.Sheets), row, c.Col}, c.Font, runs)
		}
	case recLabel, recRString: // the runs of the latter come after the text
		f = x.recs.fields(record{rec.kind, f.cur})
		c.setText(f.text())
	case recBoolErr:
		x.setBoolErr(&c, byte(f.u8()), f.u8() != 0)
	case recFormula:
		text, err = x.setResult(&c, f.bytes(8), st)
	}
	switch {
	case f.short:
		return x.damaged(Damaged, errRecord)
	case err != nil:
		return x.damaged(Damaged, fmt.Errorf("cell %s: %w", Ref(c.Col, row), err))
	}
	if err := x.put(row, c); err != nil {
		return err
	}
	if text {
		x.pending = len(x.cells)
	}
	return nil
}

// several reads the neighbours in a row that one record holds, each of size
// bytes: a style and what set takes.
func (x *xlsSheet) several(rec record, f *fields, size int, set func(*fields, *Cell, style) error) error {
	row, first := f.u16()+1, f.u16()+1
	n := (len(rec.data) - 6) / size // the last column follows the cells
	for i := range n {
		st := x.style(f.u16())
		c := Cell{Col: first + i, Bold: st.bold, Format: st.format, Font: st.font}
		if err := set(f, &c, st); err != nil {
			return x.damaged(Damaged, fmt.Errorf("cell %s: %w", Ref(c.Col, row), err))
		}
		if err := x.put(row, c); err != nil {
			return err
		}
	}
	if f.u16(); f.short {
		return x.damaged(Damaged, errRecord)
	}
	return nil
}

func (x *xlsSheet) style(i int) style {
	if i < len(x.styles) {
		return x.styles[i]
	}
	return general
}

// setRK reads a number packed into 32 bits: an integer of 30 bits or the
// upper 30 bits of a double, either one perhaps in hundredths.
func (x *xlsSheet) setRK(c *Cell, rk uint32, st style) error {
	const hundredths, integer = 1, 2
	if rk&integer == 0 {
		v := math.Float64frombits(uint64(rk&^3) << 32)
		if rk&hundredths != 0 {
			v /= 100
		}
		return x.setFloat(c, v, st)
	}
	n := int64(int32(rk) >> 2)
	if rk&hundredths != 0 {
		return x.setFloat(c, float64(n)/100, st)
	}
	c.setNumber(decimal.New(n, 0), strconv.FormatInt(n, 10), st.date, x.base1904)
	return nil
}

func (x *xlsSheet) setFloat(c *Cell, v float64, st style) error {
	layout := byte('f')
	if a := math.Abs(v); a >= 1e18 || a < 1e-9 {
		layout = 'g'
	}
	text := strconv.FormatFloat(v, layout, -1, 64)
	d, ok := ParseStored(text)
	if !ok {
		return errors.New("is no number: " + text)
	}
	c.setNumber(d, text, st.date, x.base1904)
	return nil
}

// xlsErrors are the error values by their codes ([MS-XLS] 2.5.10).
var xlsErrors = map[byte]string{
	0x00: "#NULL!", 0x07: "#DIV/0!", 0x0f: "#VALUE!", 0x17: "#REF!",
	0x1d: "#NAME?", 0x24: "#NUM!", 0x2a: "#N/A", 0x2b: "#GETTING_DATA",
}

func (x *xlsSheet) setBoolErr(c *Cell, value byte, isError bool) {
	switch {
	case isError:
		c.Kind, c.Text = Error, xlsErrors[value]
		if c.Text == "" {
			c.Text = "#ERR!"
		}
	case value != 0:
		c.Kind, c.Text = Bool, "TRUE"
	default:
		c.Kind, c.Text = Bool, "FALSE"
	}
}

// setResult gives a formula's cell its cached value. text is true when that
// is a text, which a STRING record brings; until it comes the formula counts
// as not computed.
func (x *xlsSheet) setResult(c *Cell, value []byte, st style) (text bool, err error) {
	if len(value) < 8 {
		return false, errRecord
	}
	c.Formula = true
	if value[6] != 0xff || value[7] != 0xff {
		return false, x.setFloat(c, math.Float64frombits(binary.LittleEndian.Uint64(value)), st)
	}
	switch value[0] {
	case 0:
		return true, nil
	case 1:
		x.setBoolErr(c, value[2], false)
	case 2:
		x.setBoolErr(c, value[2], true)
	default: // 3: ="" is a computed nothing
		c.Formula = false
	}
	return false, nil
}

// formulaText gives the formula before it its text.
func (x *xlsSheet) formulaText(f *fields) {
	text := f.text()
	if x.pending == 0 {
		return
	}
	c := &x.cells[x.pending-1]
	x.pending = 0
	if c.setText(text); text == "" {
		c.Formula = false
		x.cells = x.cells[:len(x.cells)-1]
	}
}
