package sheet

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

// sectorSize is that of the compound files which tests write.
const sectorSize = 4096

// inCompound returns a compound file with one stream of that name in its root.
func inCompound(name string, stream []byte) []byte {
	sectors := func(n int) int { return (n + sectorSize - 1) / sectorSize }
	const perFAT = sectorSize / 4
	stream = append(slices.Clone(stream), make([]byte, max(0, sectorSize-len(stream)))...) // no small ones
	data := sectors(len(stream))
	fats := 1
	for fats*perFAT < fats+1+data {
		fats++
	}
	le := binary.LittleEndian
	out := make([]byte, sectorSize*(1+fats+1+data))
	copy(out, compoundFile)
	le.PutUint16(out[24:], 0x3e)
	le.PutUint16(out[26:], 4)
	le.PutUint16(out[28:], 0xfffe)
	le.PutUint16(out[30:], 12)
	le.PutUint16(out[32:], 6)
	le.PutUint32(out[40:], 1)
	le.PutUint32(out[44:], uint32(fats))
	le.PutUint32(out[48:], uint32(fats)) // the directory follows the FAT
	le.PutUint32(out[56:], 4096)
	le.PutUint32(out[60:], 0xfffffffe)
	le.PutUint32(out[68:], 0xfffffffe)
	for i := range 109 {
		sector := uint32(0xffffffff)
		if i < fats {
			sector = uint32(i)
		}
		le.PutUint32(out[76+4*i:], sector)
	}
	fat := out[sectorSize:]
	for i := range fats * perFAT {
		next := uint32(0xffffffff)
		switch first := fats + 1; {
		case i < fats:
			next = 0xfffffffd
		case i == fats, i == first+data-1:
			next = 0xfffffffe
		case i < first+data:
			next = uint32(i + 1)
		}
		le.PutUint32(fat[4*i:], next)
	}
	entry := func(i int, name string, kind byte, child, sector uint32, size int) {
		e := out[sectorSize*(1+fats)+128*i:]
		for j, u := range utf16.Encode([]rune(name)) {
			le.PutUint16(e[2*j:], u)
		}
		le.PutUint16(e[64:], uint16(2*len(name)+2))
		e[66], e[67] = kind, 1
		le.PutUint32(e[68:], 0xffffffff)
		le.PutUint32(e[72:], 0xffffffff)
		le.PutUint32(e[76:], child)
		le.PutUint32(e[116:], sector)
		le.PutUint64(e[120:], uint64(size))
	}
	entry(0, "Root Entry", 5, 1, 0xfffffffe, 0)
	entry(1, name, 2, 0xffffffff, uint32(fats+1), len(stream))
	copy(out[sectorSize*(1+fats+1):], stream)
	return out
}

// rec returns a record of those fields: numbers by their Go size, texts as
// they are.
func rec(kind uint16, values ...any) string {
	var data []byte
	for _, v := range values {
		switch v := v.(type) {
		case string:
			data = append(data, v...)
		case byte:
			data = append(data, v)
		case int: // most fields have two bytes
			data = binary.LittleEndian.AppendUint16(data, uint16(v))
		case uint32:
			data = binary.LittleEndian.AppendUint32(data, v)
		case float64:
			data = binary.LittleEndian.AppendUint64(data, math.Float64bits(v))
		default:
			panic(v)
		}
	}
	head := binary.LittleEndian.AppendUint16(nil, kind)
	return string(binary.LittleEndian.AppendUint16(head, uint16(len(data)))) + string(data)
}

const recEnd = "\x0a\x00\x00\x00"

// xlsOf returns a workbook with one sheet "S" of those records, and these
// others among the globals.
func xlsOf(globals, cells string) []byte {
	begin := func(kind int) string { return rec(recBOF, biff8, kind, 0, 0, uint32(0), uint32(0)) }
	sheet := func(offset int) string {
		return begin(groupGlobals) + globals + rec(recBoundSheet, uint32(offset), 0, byte(1), byte(0), "S") + recEnd
	}
	stream := sheet(len(sheet(0))) + begin(groupWorksheet) + cells + recEnd
	return inCompound(workbookStream, []byte(stream))
}

// cellsOf lists cells as "ref kind value".
func cellsOf(b *Book) []string {
	var out []string
	for _, r := range b.Sheets[0].Rows {
		for _, c := range r.Cells {
			value := c.Text
			if c.Kind == Number {
				value = c.Number.String()
			}
			out = append(out, strings.TrimSpace(fmt.Sprintf("%s %d %s", Ref(c.Col, r.Number), c.Kind, value)))
		}
	}
	return out
}

func TestXLSRecords(t *testing.T) {
	rk := func(n int32, bits uint32) uint32 { return uint32(n)<<2 | bits }
	wide := func(s string) string {
		var b []byte
		for _, u := range utf16.Encode([]rune(s)) {
			b = binary.LittleEndian.AppendUint16(b, u)
		}
		return string(b)
	}
	text := func(row, col int) []any { return []any{row, col, 0, 0.0, 0, uint32(0), 0} }
	text0 := func(row, col int) string {
		v := text(row, col)
		v[3] = "\x00\x00\x00\x00\x00\x00\xff\xff"
		return rec(recFormula, v...)
	}
	for name, tt := range map[string]struct {
		globals, cells string
		want           []string
	}{
		"RK": {cells: rec(recRK, 0, 0, 0, rk(-5, 2)) + rec(recRK, 0, 1, 0, rk(1234, 3)) +
			rec(recRK, 0, 2, 0, uint32(math.Float64bits(0.5)>>32)) + rec(recRK, 0, 3, 0, uint32(math.Float64bits(150)>>32|1)),
			want: []string{"A1 1 -5", "B1 1 12.34", "C1 1 0.5", "D1 1 1.5"}},
		"MULRK":    {cells: rec(recMulRK, 2, 1, 0, rk(1, 2), 0, rk(2, 2), 2), want: []string{"B3 1 1", "C3 1 2"}},
		"MULBLANK": {cells: rec(recMulBlank, 2, 1, 0, 0, 0, 3) + rec(recBlank, 3, 0, 0)},
		"LABEL": {cells: rec(recLabel, 0, 0, 0, 2, "\x00\xe0b") + rec(recLabel, 0, 1, 0, 2, "\x01"+wide("ếư")),
			want: []string{"A1 2 àb", "B1 2 ếư"}},
		"RSTRING": {cells: rec(recRString, 0, 0, 0, 2, "\x00ab", 1, 1, 0), want: []string{"A1 2 ab"}},
		"BOOLERR": {cells: rec(recBoolErr, 0, 0, 0, byte(1), byte(0)) + rec(recBoolErr, 0, 1, 0, byte(0x17), byte(1)) + rec(recBoolErr, 0, 2, 0, byte(9), byte(1)),
			want: []string{"A1 3 TRUE", "B1 4 #REF!", "C1 4 #ERR!"}},
		"formula with a text": {cells: text0(0, 0) + rec(0x04bc, 0, 0) + rec(recString, 2, "\x00a") + rec(recContinue, "\x01"+wide("ế")),
			want: []string{"A1 2 aế"}},
		"formula with an empty text":    {cells: text0(0, 0) + rec(recString, 0, "\x00")},
		"formula whose text never came": {cells: text0(0, 0) + rec(recRK, 0, 1, 0, rk(1, 2)) + rec(recString, 1, "\x00x"), want: []string{"A1 0", "B1 1 1"}},
		"rows and cells in any order":   {cells: rec(recRK, 4, 1, 0, rk(1, 2)) + rec(recRK, 2, 0, 0, rk(2, 2)) + rec(recRK, 4, 0, 0, rk(3, 2)), want: []string{"A3 1 2", "A5 1 3", "B5 1 1"}},
		"a chart between the cells":     {cells: rec(recBOF, biff8, 0x20) + rec(recRK, 0, 0, 0, rk(1, 2)) + recEnd + rec(recRK, 0, 1, 0, rk(2, 2)), want: []string{"B1 1 2"}},
		"characters split, width changed": {
			globals: rec(recSST, uint32(2), uint32(2), 4, "\x00ab") + rec(recContinue, "\x01"+wide("ếđ")) + rec(recContinue, 1, "\x00z"),
			cells:   rec(recLabelSST, 0, 0, 0, uint32(0)) + rec(recLabelSST, 0, 1, 0, uint32(1)),
			want:    []string{"A1 2 abếđ", "B1 2 z"}},
		"runs and readings": {
			globals: rec(recSST, uint32(2), uint32(2), 2, "\x0c", 1, uint32(3), "ab", 0, 0, "x") + rec(recContinue, "yz", 1, "\x00c"),
			cells:   rec(recLabelSST, 0, 0, 0, uint32(0)) + rec(recLabelSST, 0, 1, 0, uint32(1)),
			want:    []string{"A1 2 ab", "B1 2 c"}},
		"composed, controls dropped": {cells: rec(recLabel, 0, 0, 0, 7, "\x01"+wide("a\u0302\u0301\r\n\x01.")), want: []string{"A1 2 ấ\n."}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, cellsOf(mustOpen(t, xlsOf(tt.globals, tt.cells)))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestXLSProblems(t *testing.T) {
	good := rec(recRK, 0, 0, 0, uint32(6))
	stream := func(s string) []byte { return inCompound(workbookStream, []byte(s)) }
	for name, tt := range map[string]struct {
		data []byte
		want Code
	}{
		"password":         {xlsOf(rec(recFilePass, 1), good), Password},
		"encrypted":        {inCompound("EncryptedPackage", nil), Password},
		"Excel 95":         {inCompound("Book", nil), OldExcel},
		"Excel 95 records": {stream(rec(recBOF, 0x500, groupGlobals)), OldExcel},
		"bare records":     {[]byte(rec(recBOF, 0x600, groupWorksheet, 0, 0, uint32(0), uint32(0)) + good), OldExcel},
		"Word":             {inCompound("WordDocument", nil), WordDocument},
		"PowerPoint":       {inCompound("PowerPoint Document", nil), WordDocument},
		"another":          {inCompound("Contents", nil), UnknownFormat},
		"no beginning":     {stream(good), Damaged},
		"no globals":       {stream(rec(recBOF, biff8, groupWorksheet)), Damaged},
		"no end":           {stream(rec(recBOF, biff8, groupGlobals) + strings.Repeat(rec(1), 1100)), Truncated},
		"no sheets":        {stream(rec(recBOF, biff8, groupGlobals) + recEnd), NoSheets},
		"sheet beyond":     {xlsOf(rec(recBoundSheet, uint32(1<<20), 0, byte(1), byte(0), "T"), good), Truncated},
		"sheet in globals": {xlsOf(rec(recBoundSheet, uint32(4), 0, byte(1), byte(0), "T"), good), Damaged},
		"short record":     {xlsOf("", rec(recRK, 0, 0)), Damaged},
		"short MULRK":      {xlsOf("", rec(recMulRK, 0)), Damaged},
		"unknown text":     {xlsOf("", rec(recLabelSST, 0, 0, 0, uint32(0))), Damaged},
		"twice one cell":   {xlsOf("", good+good), Damaged},
		"not a number":     {xlsOf("", rec(recNumber, 0, 0, 0, math.NaN())), Damaged},
		"infinite":         {xlsOf("", rec(recFormula, 0, 0, 0, math.Inf(1), 0, uint32(0))), Damaged},
		"too many columns": {xlsOf("", rec(recBlank, 0, MaxCols, 0)), Damaged},
		"merged backwards": {xlsOf("", rec(recMergedCells, 1, 2, 1, 0, 0)), Damaged},
		"strings cut off":  {xlsOf(rec(recSST, uint32(2), uint32(2), 4, "\x00ab"), good), Damaged},
		"half a character": {xlsOf(rec(recSST, uint32(1), uint32(1), 2, "\x01a")+rec(recContinue, "\x01bcd"), good), Damaged},
		"strings claimed":  {xlsOf(rec(recSST, uint32(1), uint32(1<<30)), good), Unsafe},
	} {
		t.Run(name, func(t *testing.T) {
			book, err := Open(tt.data, "x.xls")
			var p *Problem
			if !errors.As(err, &p) || p.Code != tt.want {
				t.Errorf("Open = %v, %v, want code %s", book, err, tt.want)
			}
		})
	}
}

// Sheets that claim the same records would cost their number times the file.
func TestXLSSheetsOverlap(t *testing.T) {
	var globals string
	start := len(rec(recBOF, biff8, groupGlobals, 0, 0, uint32(0), uint32(0)))
	for range 3 {
		globals += rec(recBoundSheet, uint32(0), 0, byte(1), byte(0), "T")
	}
	start += len(globals) + len(rec(recBoundSheet, uint32(0), 0, byte(1), byte(0), "S")) + len(recEnd)
	globals = strings.ReplaceAll(globals, rec(recBoundSheet, uint32(0), 0, byte(1), byte(0), "T"), rec(recBoundSheet, uint32(start), 0, byte(1), byte(0), "T"))
	_, err := Open(xlsOf(globals, strings.Repeat(rec(recRow), 2000)), "")
	var p *Problem
	if !errors.As(err, &p) || p.Code != Damaged && p.Code != Unsafe {
		t.Errorf("Open = %v", err)
	}
}

func TestXLSLimits(t *testing.T) {
	cells := xlsOf("", rec(recMulBlank, 0, 0, 0, 0, 0, 2))
	for name, tt := range map[string]struct {
		data []byte
		set  func(*limits)
		want Code
	}{
		"cells":   {cells, func(l *limits) { l.cells = 2 }, TooManyCells},
		"strings": {xlsOf(rec(recSST, uint32(0), uint32(2), 0, byte(0), 0, byte(0)), ""), func(l *limits) { l.strings = 1 }, Unsafe},
		"merges":  {xlsOf("", rec(recMergedCells, 2, 0, 0, 0, 1, 1, 1, 0, 1)), func(l *limits) { l.merges = 1 }, Unsafe},
		"sheets":  {xlsOf(rec(recBoundSheet, uint32(0), 0, byte(0), byte(0)), ""), func(l *limits) { l.sheets = 1 }, Unsafe},
		"file":    {cells, func(l *limits) { l.file = 100 }, TooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			lim := defaultLimits
			if _, err := open(tt.data, "", lim); err != nil {
				var p *Problem
				if !errors.As(err, &p) || p.Code != Damaged { // the empty second sheet
					t.Fatal(err)
				}
			}
			tt.set(&lim)
			_, err := open(tt.data, "", lim)
			var p *Problem
			if !errors.As(err, &p) || p.Code != tt.want {
				t.Errorf("open = %v, want code %s", err, tt.want)
			}
		})
	}
}

// A file cut off anywhere gives a problem, or the very same book where only
// what no reader needs is gone.
func TestXLSEveryCutIsNoticed(t *testing.T) {
	for _, name := range []string{"kinds", "strings", "base1904"} {
		data := file(t, filepath.Join("testdata", name+".xls"))
		whole := comparable(mustOpen(t, data))
		for cut := 0; cut < len(data); cut += 512 {
			book, err := Open(data[:cut], name)
			var p *Problem
			switch {
			case err == nil:
				if diff := cmp.Diff(whole, comparable(book)); diff != "" {
					t.Fatalf("%s: the first %d of %d bytes passed for another book:\n%s", name, cut, len(data), diff)
				}
				t.Logf("%s: the first %d of %d bytes are all that is needed", name, cut, len(data))
			case !errors.As(err, &p) || cut > 0 && p.Code != Truncated:
				t.Errorf("%s cut at %d: %v", name, cut, err)
			}
		}
	}
}

func TestXLSOutline(t *testing.T) {
	book, err := Outline(file(t, filepath.Join("testdata", "kinds.xls")))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range book.Sheets {
		names = append(names, fmt.Sprintf("%s %v %d", s.Name, s.Hidden, len(s.Rows)))
	}
	if diff := cmp.Diff([]string{"Số liệu false 0", "Ẩn true 0", "Trống false 0"}, names); diff != "" {
		t.Error(diff)
	}
	if book.Properties["giaoban.note"] != "Đảng ủy" {
		t.Errorf("properties %v", book.Properties)
	}
}

// TestXLSView reads the records that say how a sheet is shown, printed and
// protected, as Excel writes them.
func TestXLSView(t *testing.T) {
	standard := func(kind uint16, data string) record { return record{kind, []byte(data)} }
	page := []record{
		standard(recWSBool, "\xc1\x05"), standard(recHeader, "\x05\x00\x00&CTin"), standard(recMargins+2, "\x00\x00\x00\x00\x00\x00\xe0\x3f"),
		standard(recSetup, "\x08\x00\x64\x00\x01\x00\x01\x00\x02\x00\x00\x00"+strings.Repeat("\x00", 22)),
	}
	for name, tt := range map[string]struct {
		records []record
		want    Layout
	}{
		"frozen": {[]record{standard(recWindow2, "\xbc\x06"), standard(recPane, "\x01\x00\x03\x00\x03\x00\x01\x00\x00\x00")},
			Layout{Frozen: Place{Row: 3, Col: 1}, NoGrid: true}},
		"divided, not frozen": {[]record{standard(recWindow2, "\xb6\x06"), standard(recPane, "\x01\x00\x03\x00\x03\x00\x01\x00\x00\x00")}, Layout{}},
		"protected":           {[]record{standard(recProtect, "\x01\x00"), standard(recPassword, "\xba\xce")}, Layout{Protected: true, Password: 0xceba}},
		"page":                {page, Layout{Page: &Page{Landscape: true, Paper: 8, Fits: true, Wide: 1, Tall: 2, Margins: [4]float64{2: 0.5}, Header: "&CTin"}}},
		"page, not fitted": {[]record{standard(recSetup, "\x09\x00\x50\x00\x01\x00\x01\x00\x01\x00\x02\x00")},
			Layout{Page: &Page{Paper: 9, Scale: 80, Wide: 1, Tall: 1}}},
		"page, nothing said": {[]record{standard(recSetup, "\x09\x00\x50\x00\x01\x00\x01\x00\x01\x00\x04\x00")}, Layout{Page: &Page{Wide: 1, Tall: 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			l := &xlsLook{Look: &Look{}}
			l.beginSheet()
			for _, rec := range tt.records {
				l.record(rec)
			}
			l.endSheet("S")
			if diff := cmp.Diff(tt.want, l.Sheets[0]); diff != "" {
				t.Error(diff)
			}
		})
	}
}
