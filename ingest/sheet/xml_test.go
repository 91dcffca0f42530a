package sheet

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"
)

// events lists what the scanner makes of a part, texts in one piece.
func events(r io.Reader) ([]string, error) {
	var list []string
	text := ""
	add := func(format string, args ...any) {
		if text != "" {
			list = append(list, "text "+text)
		}
		text = ""
		if format != "" {
			list = append(list, fmt.Sprintf(format, args...))
		}
	}
	s := newScanner("part", r, defaultLimits)
	for {
		err := s.next()
		if errors.Is(err, io.EOF) {
			add("")
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		switch s.token {
		case charData:
			text += string(s.data)
		case endTag:
			add("end")
		case startTag:
			attrs := ""
			for _, a := range s.elem.attrs {
				attrs += fmt.Sprintf(" %s:%s=%q", a.prefix, a.name, a.value)
			}
			add("start %s:%s%s", s.elem.prefix, s.elem.name, attrs)
		}
	}
}

// reference events are those of the standard library's decoder, with the
// rules the scanner adds: balanced tags, one root, no document type.
func referenceEvents(data []byte) ([]string, error) {
	var list, open []string
	text, root := "", false
	add := func(format string, args ...any) {
		if text != "" {
			list = append(list, "text "+text)
		}
		text = ""
		if format != "" {
			list = append(list, fmt.Sprintf(format, args...))
		}
	}
	dec := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte(markUTF8))))
	for {
		tok, err := dec.RawToken()
		if errors.Is(err, io.EOF) && root && len(open) == 0 {
			add("")
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if len(open) == 0 && root || len(open) == defaultLimits.depth || len(t.Attr) > maxAttributes {
				return nil, errors.New("structure")
			}
			root = true
			attrs := ""
			for _, a := range t.Attr {
				attrs += fmt.Sprintf(" %s:%s=%q", a.Name.Space, a.Name.Local, a.Value)
			}
			open = append(open, t.Name.Space+":"+t.Name.Local)
			add("start %s:%s%s", t.Name.Space, t.Name.Local, attrs)
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1] != t.Name.Space+":"+t.Name.Local {
				return nil, errors.New("tags cross")
			}
			open = open[:len(open)-1]
			add("end")
		case xml.CharData:
			if len(open) > 0 {
				text += string(t)
			} else if len(bytes.TrimSpace(t)) > 0 {
				return nil, errors.New("text outside")
			}
		case xml.Directive:
			return nil, errors.New("document type")
		}
	}
}

var xmlSeeds = []string{
	`<a/>`, `<a></a>`, `<a b="1" c='2'>x</a>`, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a:b c:d='&lt;&#65;&#x1F600;&quot;'> x &amp; y\r\nz\r</a:b>\n",
	`<a><!-- - --><![CDATA[<b>&amp;]]]]><![CDATA[>]]></a>`, `<a>]]></a>`, `<a>]]<!-- -->></a>`, `<a><!-- -- --></a>`, `<!DOCTYPE a><a/>`,
	`<a>&b;</a>`, `<a b=1/>`, `<a b="<"/>`, `<a b/>`, `<a b = "1"c="2"/>`, `<a b="&#13;` + "\r\n" + `"/>`, `<a></b>`, `<a:b></b>`, `<a/><b/>`, `<a/>x`, `x<a/>`,
	`<a`, `<a b="`, `<a>`, `<a>&am`, `<a><![CDATA[`, `<a><!--`, `<?xml version="1.1"?><a/>`, `<?xml encoding="utf-16"?><a/>`, `< a/>`, `<a:/>`, `<a></a >`, `</a>`,
	"\ufeff<a/>", "<a>\x00</a>", "<a>\xff</a>", "<a>\uffff</a>", `<a>&#0;</a>`, `<a>&#xD800;</a>`, `<a>&#1114112;</a>`, `<a b="]]>"/>`, `<a/ >`, `<a>Đơn vị</a>`, `<đ/>`, `<a đ="1"/>`, `<a>&#`, `<a>&;</a>`, `<a:b:c/>`, `<1/>`, `<?1?><a/>`, `<??><a/>`, `<?a!?><a/>`, `<?xml!version="1.1"?><a/>`, "<a>\r</a>", "<a>&#xd;\n</a>",
}

// compareScanners fails when the scanner and the library differ on a part
// that both take, or when one takes what the other refuses. Names outside
// ASCII are refused here only: no spreadsheet has them. UTF-16 is read here
// only: the library leaves it to its callers.
func compareScanners(t *testing.T, data []byte) {
	t.Helper()
	if bytes.HasPrefix(data, []byte(markUTF16LE)) || bytes.HasPrefix(data, []byte(markUTF16BE)) {
		return
	}
	got, err := events(bytes.NewReader(data))
	want, wantErr := referenceEvents(data)
	switch {
	case err == nil && wantErr == nil:
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-library +scanner):\n%s", clip(string(data)), diff)
		}
	case err == nil:
		t.Errorf("%q was taken, the library says %v", clip(string(data)), wantErr)
	case wantErr == nil && isASCII(data) && len(data) < inputBuffer:
		t.Errorf("%q was refused: %v", clip(string(data)), err)
	}
	var p *Problem
	if err != nil && !errors.As(err, &p) {
		t.Errorf("%v is no problem", err)
	}
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

func TestScannerAgreesWithTheLibrary(t *testing.T) {
	for _, seed := range xmlSeeds {
		compareScanners(t, []byte(seed))
	}
	for _, taken := range []string{`<a>Đơn vị</a>`, "\ufeff<a/>", `<a b="Số"/>`} {
		if _, err := events(strings.NewReader(taken)); err != nil {
			t.Errorf("%q: %v", taken, err)
		}
	}
}

// A part in UTF-16 has what its twin in UTF-8 has, and only with its mark.
func TestScannerReadsUTF16(t *testing.T) {
	const part = `<?xml version="1.0" encoding="UTF-16"?><a b="Số">Đơn vị 😀</a>`
	want, err := events(strings.NewReader(strings.Replace(part, "16", "8", 1)))
	if err != nil {
		t.Fatal(err)
	}
	for name, bom := range map[string]unicode.Endianness{"little": unicode.LittleEndian, "big": unicode.BigEndian} {
		data, err := unicode.UTF16(bom, unicode.UseBOM).NewEncoder().String(part)
		if err != nil {
			t.Fatal(err)
		}
		for reads, r := range map[string]io.Reader{"whole": strings.NewReader(data), "by byte": iotest.OneByteReader(strings.NewReader(data))} {
			if got, err := events(r); err != nil || !cmp.Equal(want, got) {
				t.Errorf("%s, %s: %q, %v", name, reads, got, err)
			}
		}
		if _, err := events(strings.NewReader(data[2:])); err == nil {
			t.Errorf("%s: taken without the mark", name)
		}
		if _, err := events(strings.NewReader(data[:len(data)-3])); err == nil {
			t.Errorf("%s: half a part was taken", name)
		}
	}
}

// However the input is cut into reads, the result is the same.
func TestScannerDoesNotMindTheReads(t *testing.T) {
	for _, seed := range xmlSeeds {
		want, wantErr := events(strings.NewReader(seed))
		for name, r := range map[string]io.Reader{
			"bytes": iotest.OneByteReader(strings.NewReader(seed)),
			"halfs": iotest.HalfReader(strings.NewReader(seed)),
			"error": iotest.DataErrReader(strings.NewReader(seed)),
		} {
			if got, err := events(r); fmt.Sprint(err) != fmt.Sprint(wantErr) || !cmp.Equal(got, want) {
				t.Errorf("%q in %s: %q, %v, want %q, %v", seed, name, got, err, want, wantErr)
			}
		}
	}
}

// Texts longer than the buffer come in pieces that no character, reference or
// line end is lost between.
func TestScannerPiecesLongTexts(t *testing.T) {
	for _, unit := range []string{"Đ", "&amp;", "\r\n", "\r", "]", "x", "\U0001F600", "&#x41;", "]>"} {
		for shift := range 8 {
			text := strings.Repeat("x", shift) + strings.Repeat(unit, 3*inputBuffer/len(unit))
			compareScanners(t, []byte("<a>"+text+"</a>"))
			section := "<a><![CDATA[" + text + "]]></a>"
			compareScanners(t, []byte(section))
			if _, err := events(strings.NewReader(section)); err != nil {
				t.Errorf("section of %q: %v", unit, err)
			}
			compareScanners(t, []byte("<a><!--"+text+"--></a>"))
		}
	}
	for shift := range 8 { // a stray end of a section, wherever the pieces part
		compareScanners(t, []byte("<a>"+strings.Repeat("x", inputBuffer-shift)+"]]>"+strings.Repeat("x", inputBuffer)+"</a>"))
	}
}

func TestScannerBoundsTags(t *testing.T) {
	for name, part := range map[string]string{
		"value":      `<a b="` + strings.Repeat("x", 2*maxToken) + `"/>`,
		"attributes": `<a` + strings.Repeat(` b="x"`, maxAttributes+1) + `/>`,
	} {
		_, err := events(strings.NewReader(part))
		var p *Problem
		if !errors.As(err, &p) || p.Code != Unsafe {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzScanner compares the scanner with the standard library's decoder.
func FuzzScanner(f *testing.F) {
	for _, seed := range xmlSeeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) { compareScanners(t, data) })
}
