package ingest

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

// templateFont is the typeface of office papers (Nghị định 30/2020/NĐ-CP,
// Phụ lục I); every office machine has it or a metric twin.
const templateFont = "Times New Roman"

// Colours of the form: ink, hairlines, and one tint that says "write here".
const (
	templateInk   = "1A1D21"
	templateGrey  = "686D74"
	templateLine  = "C9C5BA"
	templateTint  = "FBF7E9"
	templateShade = "EFEDE7"
	templatePale  = "F6F5F1"
)

type templateStyles struct {
	plain, strong, frame, date, title, sign  int
	right, header, group                     int
	number, label, part, remark, locked      int
	choice, day, footer, helpTitle, helpText int
	inputs, pasts                            map[int]int // by decimals
}

func hairlines() []excelize.Border {
	var out []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		out = append(out, excelize.Border{Type: side, Color: templateLine, Style: 1})
	}
	return out
}

func (t *templateWriter) makeStyles() error {
	s := &t.styles
	s.inputs, s.pasts = map[int]int{}, map[int]int{}
	font := func(size float64, bold bool, color string) *excelize.Font {
		return &excelize.Font{Family: templateFont, Size: size, Bold: bold, Color: color}
	}
	tint := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{templateTint}}
	pale := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{templatePale}}
	shade := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{templateShade}}
	unlocked := &excelize.Protection{Locked: false}
	day := "dd/mm/yyyy"
	align := func(horizontal string, wrap bool, indent int) *excelize.Alignment {
		return &excelize.Alignment{Horizontal: horizontal, Vertical: "center", WrapText: wrap, Indent: indent}
	}
	for _, d := range []struct {
		id    *int
		style excelize.Style
	}{
		{&s.plain, excelize.Style{Font: font(12, false, templateInk), Alignment: align("center", false, 0)}},
		{&s.strong, excelize.Style{Font: font(12, true, templateInk), Alignment: align("center", false, 0)}},
		{&s.frame, excelize.Style{Font: &excelize.Font{Family: templateFont, Size: 12, Bold: true, Underline: "single", Color: templateInk}, Alignment: align("center", false, 0)}},
		{&s.date, excelize.Style{Font: &excelize.Font{Family: templateFont, Size: 12, Italic: true, Color: templateInk}, Alignment: align("center", false, 0)}},
		{&s.sign, excelize.Style{Font: font(12, true, templateInk), Alignment: align("center", false, 0)}},
		{&s.title, excelize.Style{Font: font(16, true, templateInk), Alignment: align("center", false, 0)}},
		{&s.right, excelize.Style{Font: font(12, false, templateInk), Alignment: align("right", false, 1)}},
		{&s.header, excelize.Style{Font: font(11, true, templateInk), Fill: shade, Border: hairlines(), Alignment: align("center", true, 0)}},
		{&s.group, excelize.Style{Font: font(12, true, templateInk), Fill: pale, Border: hairlines(), Alignment: align("left", false, 1)}},
		{&s.number, excelize.Style{Font: font(12, false, templateGrey), Border: hairlines(), Alignment: align("center", false, 0)}},
		{&s.label, excelize.Style{Font: font(12, false, templateInk), Border: hairlines(), Alignment: align("left", true, 1)}},
		{&s.part, excelize.Style{Font: font(12, false, templateInk), Border: hairlines(), Alignment: align("left", true, 3)}},
		{&s.remark, excelize.Style{Font: font(11, false, templateInk), Border: hairlines(), Alignment: align("left", true, 0), Protection: unlocked}},
		{&s.locked, excelize.Style{Font: font(11, false, templateGrey), Border: hairlines(), Fill: pale}},
		{&s.choice, excelize.Style{Font: font(12, true, templateInk), Border: hairlines(), Fill: tint, Alignment: align("center", false, 0), Protection: unlocked}},
		{&s.day, excelize.Style{Font: font(12, true, templateInk), Border: hairlines(), Fill: tint, Alignment: align("center", false, 0), Protection: unlocked, CustomNumFmt: &day}},
		{&s.footer, excelize.Style{Font: font(11, false, templateGrey), Alignment: align("left", false, 0)}},
		{&s.helpTitle, excelize.Style{Font: font(16, true, templateInk)}},
		{&s.helpText, excelize.Style{Font: font(12, false, templateInk), Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}},
	} {
		id, err := t.f.NewStyle(&d.style)
		if err != nil {
			return err
		}
		*d.id = id
	}
	return nil
}

// inputStyle is an unlocked, tinted cell for a figure. The format shows at
// least the indicator's decimals and whatever more is typed.
func (s *templateStyles) inputStyle(f *excelize.File, places int) (int, error) {
	return cached(s.inputs, places, func() (int, error) {
		format := "#,##0"
		if places > 0 {
			format += "." + strings.Repeat("0", places) + strings.Repeat("#", 6)
		}
		return f.NewStyle(&excelize.Style{
			Font:         &excelize.Font{Family: templateFont, Size: 12, Bold: true, Color: templateInk},
			Fill:         excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{templateTint}},
			Border:       hairlines(),
			Alignment:    &excelize.Alignment{Horizontal: "right", Vertical: "center", Indent: 1},
			Protection:   &excelize.Protection{Locked: false},
			CustomNumFmt: &format,
		})
	})
}

// pastStyle is a locked grey cell for a figure of another period.
func (s *templateStyles) pastStyle(f *excelize.File, places int) (int, error) {
	return cached(s.pasts, places, func() (int, error) {
		format := "#,##0"
		if places > 0 {
			format += "." + strings.Repeat("0", places)
		}
		return f.NewStyle(&excelize.Style{
			Font:         &excelize.Font{Family: templateFont, Size: 11, Color: templateGrey},
			Border:       hairlines(),
			Alignment:    &excelize.Alignment{Horizontal: "right", Vertical: "center", Indent: 1},
			CustomNumFmt: &format,
		})
	})
}

func cached(styles map[int]int, places int, make func() (int, error)) (int, error) {
	if id, ok := styles[places]; ok {
		return id, nil
	}
	id, err := make()
	if err == nil {
		styles[places] = id
	}
	return id, err
}
