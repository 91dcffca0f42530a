package ingest

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"giaoban/ingest/sheet"
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
)

type templateStyles struct {
	plain, strong, title, right, header, group int
	number, label, part, remark, locked        int
	choice, day, footer, helpTitle, helpText   int
	inputs, pasts                              map[int]int // by decimals
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
		{&s.plain, excelize.Style{Font: font(12, false, templateInk)}},
		{&s.strong, excelize.Style{Font: font(12, true, templateInk)}},
		{&s.title, excelize.Style{Font: font(16, true, templateInk), Alignment: align("center", false, 0)}},
		{&s.right, excelize.Style{Font: font(12, false, templateInk), Alignment: align("right", false, 0)}},
		{&s.header, excelize.Style{Font: font(11, true, templateInk), Fill: shade, Border: hairlines(), Alignment: align("center", true, 0)}},
		{&s.group, excelize.Style{Font: font(12, true, templateInk), Border: hairlines(), Alignment: align("left", true, 0)}},
		{&s.number, excelize.Style{Font: font(12, false, templateGrey), Border: hairlines(), Alignment: align("center", false, 0)}},
		{&s.label, excelize.Style{Font: font(12, false, templateInk), Border: hairlines(), Alignment: align("left", true, 0)}},
		{&s.part, excelize.Style{Font: font(12, false, templateInk), Border: hairlines(), Alignment: align("left", true, 2)}},
		{&s.remark, excelize.Style{Font: font(11, false, templateInk), Border: hairlines(), Alignment: align("left", true, 0), Protection: unlocked}},
		{&s.locked, excelize.Style{Font: font(11, false, templateGrey), Border: hairlines(), Fill: shade}},
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
			Alignment:    &excelize.Alignment{Horizontal: "right", Vertical: "center"},
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
			Alignment:    &excelize.Alignment{Horizontal: "right", Vertical: "center"},
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

func (t *templateWriter) footer() error {
	t.row++
	return t.put(templateNumber, t.row, t.text("footer", nil), t.styles.footer)
}

// pageSetup makes the form print on A4 across, one page wide, with its header
// repeated, and locks all but the cells to fill in. There is no password: the
// lock is against slips.
func (t *templateWriter) pageSetup() error {
	a4, landscape, wide, tall := 9, "landscape", 1, 0
	if err := t.f.SetPageLayout(t.page, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &tall}); err != nil {
		return err
	}
	side, edge := 0.4, 0.5 // inches
	if err := t.f.SetPageMargins(t.page, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &edge, Bottom: &edge}); err != nil {
		return err
	}
	fit := true
	if err := t.f.SetSheetProps(t.page, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := t.f.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", Scope: t.page,
		RefersTo: fmt.Sprintf("'%s'!$%d:$%d", t.page, templateHeaderRow, templateHeaderRow),
	}); err != nil {
		return err
	}
	grid := false
	if err := t.f.SetSheetView(t.page, 0, &excelize.ViewOptions{ShowGridLines: &grid}); err != nil {
		return err
	}
	if err := t.f.SetPanes(t.page, &excelize.Panes{
		Freeze: true, XSplit: templateLabel, YSplit: templateHeaderRow,
		TopLeftCell: sheet.Ref(templateUnit, templateHeaderRow+1), ActivePane: "bottomRight",
	}); err != nil {
		return err
	}
	return t.f.ProtectSheet(t.page, &excelize.SheetProtectionOptions{
		SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true,
	})
}

// help adds the sheet of instructions.
func (t *templateWriter) help() error {
	name := t.text("help.sheet", nil)
	if _, err := t.f.NewSheet(name); err != nil {
		return err
	}
	if err := t.f.SetColWidth(name, "A", "A", 4); err != nil {
		return err
	}
	if err := t.f.SetColWidth(name, "B", "B", 100); err != nil {
		return err
	}
	page := t.page
	t.page = name
	defer func() { t.page = page }()
	if err := t.put(2, 1, t.text("help.title", nil), t.styles.helpTitle); err != nil {
		return err
	}
	for i, key := range []string{"fill", "unit", "missing", "zero", "not_applicable", "ratio", "income", "number", "status", "send"} {
		if err := t.put(1, i+3, i+1, t.styles.helpText); err != nil {
			return err
		}
		if err := t.put(2, i+3, t.text("help."+key, nil), t.styles.helpText); err != nil {
			return err
		}
	}
	grid := false
	return t.f.SetSheetView(name, 0, &excelize.ViewOptions{ShowGridLines: &grid})
}

func (t *templateWriter) identify() error {
	return mark(t.f, map[string]string{
		keyKind: string(KindReport), keyOrg: t.spec.Org, keyPeriod: t.spec.Period.Code(),
	})
}
