package ingest

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"giaoban/ingest/oldfont"
	"giaoban/ingest/sheet"
	"giaoban/ingest/sheet/officetest"
)

// typist types Unicode text for an older font.
type typist struct {
	font     string
	capitals string            // font for texts of capitals, if the other has none
	typed    map[string]string // by letter
}

func newTypist(font, capitals string) typist {
	t := typist{font, capitals, map[string]string{}}
	learn := func(typed string) {
		if letter, ok := oldfont.Named(font).Decode(typed); ok && len([]rune(letter)) == 1 {
			if _, known := t.typed[letter]; !known || len(typed) < len(t.typed[letter]) {
				t.typed[letter] = typed
			}
		}
	}
	var latin []string
	for c := rune(0xa1); c < 0x100; c++ {
		latin = append(latin, string(c))
	}
	for _, c := range latin {
		learn(c)
		for _, vowel := range "aeouyAEOUYôöÔÖ" {
			learn(string(vowel) + c)
		}
	}
	return t
}

// write returns the font and what is typed in it. Every letter must have its
// place.
func (y typist) write(t testing.TB, text string) (font, typed string) {
	t.Helper()
	text, font = norm.NFC.String(strings.ReplaceAll(text, "Ð", "Đ")), y.font
	if y.capitals != "" && text == strings.ToUpper(text) && text != strings.ToLower(text) {
		text, font = strings.ToLower(text), y.capitals
	}
	var b strings.Builder
	for _, c := range text {
		typed, ok := y.typed[string(c)]
		switch {
		case ok:
			b.WriteString(typed)
		case unicode.IsLetter(c) && c > 0x7f:
			t.Fatalf("%q cannot be typed in %s", c, font)
		default:
			b.WriteRune(c)
		}
	}
	return font, b.String()
}

// retyped returns the page as it looks when all of it was typed in older fonts.
func (y typist) retyped(t testing.TB, p page) page {
	rows, setup := p.rows, p.setup
	fonts := map[string]string{}
	p.rows = nil
	for r, row := range rows {
		typed := make([]any, len(row))
		for c, value := range row {
			typed[c] = value
			if text, ok := value.(string); ok {
				fonts[sheet.Ref(c+1, r+1)], typed[c] = y.write(t, text)
			}
		}
		p.rows = append(p.rows, typed)
	}
	p.setup = func(f *excelize.File, name string) error {
		for _, ref := range slices.Sorted(maps.Keys(fonts)) {
			style, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Family: fonts[ref]}})
			if err != nil {
				return err
			}
			if err := f.SetCellStyle(name, ref, ref, style); err != nil {
				return err
			}
		}
		if setup != nil {
			return setup(f, name)
		}
		return nil
	}
	return p
}

// A report typed in .VnTime or VNI-Times brings the figures of its Unicode
// twin, as .xlsx and as .xls.
func TestOlderFonts(t *testing.T) {
	reports := map[string]func() page{"unit_form": unitForm, "bloc_summary": blocSummary, "party_form": partyForm}
	for font, y := range map[string]typist{
		"vntime": newTypist(".VnTime", ".VnTimeH"),
		"vni":    newTypist("VNI-Times", ""),
	} {
		facts := func(sub Submission) string {
			sub.Findings = nil
			return described(t, sub)
		}
		for name, report := range reports {
			t.Run(font+"/"+name, func(t *testing.T) {
				want := read(t, workbook(t, report()), "bao-cao.xlsx")
				if len(want.Facts) == 0 {
					t.Fatal("the twin has no facts")
				}
				typed := workbook(t, y.retyped(t, report()))
				path := filepath.Join("testdata", font+"_"+name+".xls")
				if *update {
					toXLS(t, typed, path)
				}
				old, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				for format, data := range map[string][]byte{"xlsx": typed, "xls": old} {
					got := read(t, data, "bao-cao.xlsx")
					if diff := cmp.Diff(facts(want), facts(got)); diff != "" {
						t.Errorf("%s: facts (-Unicode +%s):\n%s", format, y.font, diff)
					}
					if diff := cmp.Diff(besidesEncoding(want), besidesEncoding(got)); diff != "" {
						t.Errorf("%s: findings (-Unicode +%s):\n%s", format, y.font, diff)
					}
					if codes := strings.Join(codesAt(got), "\n"); !strings.Contains(codes, "note encoding_converted") || strings.Contains(codes, "encoding_doubtful") {
						t.Errorf("%s: findings\n%s", format, codes)
					}
				}
			})
		}
	}
}

// besidesEncoding lists the findings that do not tell of encodings, nor of
// formulas: LibreOffice computes them.
func besidesEncoding(sub Submission) []string {
	var out []string
	for _, line := range codesAt(sub) {
		if !strings.Contains(line, " encoding_") && !strings.Contains(line, " formula_") {
			out = append(out, line)
		}
	}
	return out
}

// toXLS lets LibreOffice write the workbook in the older format.
func toXLS(t *testing.T, data []byte, path string) {
	t.Helper()
	name := strings.TrimSuffix(filepath.Base(path), ".xls")
	written, err := os.ReadFile(filepath.Join(officetest.Convert(t, "xls", map[string][]byte{name + ".xlsx": data}), name+".xls"))
	if err == nil {
		err = os.WriteFile(path, written, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}
