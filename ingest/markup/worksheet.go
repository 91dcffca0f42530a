package markup

import (
	"fmt"
	"strconv"
	"strings"

	"giaoban/ingest"
	"giaoban/ingest/sheet"
)

// Marks are conditional formatting whose condition always holds. The cells,
// their styles and values stay as they are, byte for byte, and the marks can
// be told from the sender's own and taken off again when a marked copy comes
// back. This is the condition; every program keeps it as it is written.
const markFormula = sheet.MarkCondition

// afterMarks are the children of a worksheet that the schema (CT_Worksheet)
// puts behind conditional formatting, in order.
var afterMarks = []string{
	"dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks",
	"customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF",
	"picture", "oleObjects", "controls", "webPublishItems", "tableParts", "AlternateContent", "extLst",
}

// afterNotes are those behind the reference to the notes' shapes.
var afterNotes = afterMarks[14:]

// maxAreas bounds the areas one rule names: programs differ in how long a
// list they read.
const maxAreas = 200

// worksheet is one sheet part with what is to change in it.
type worksheet struct {
	book  *workbook
	part  string
	data  []byte
	root  tag
	list  []element
	end   int
	rels  *relations
	edits []edit
}

// markSheet colours the cells of the findings on one sheet, puts notes on
// them, takes off the marks of an earlier check, and deselects the sheet,
// because the list of findings is the one that is open.
func (w *workbook) markSheet(t tab, cells []markedCell, ids styleIDs, head string) error {
	s := &worksheet{book: w, part: t.rel.target}
	var err error
	if s.data, err = w.read(s.part); err != nil {
		return err
	}
	if s.root, s.list, s.end, err = children(s.data); err != nil {
		return fmt.Errorf("part %s: %w", s.part, err)
	}
	if s.rels, err = w.relations(s.part); err != nil {
		return err
	}
	steps := []func() error{s.deselect}
	if t.rel.kind == "worksheet" {
		steps = append(steps, s.removeMarks,
			func() error { return s.addMarks(cells, ids.marks) },
			func() error { return s.addNotes(cells, head) })
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return fmt.Errorf("part %s: %w", s.part, err)
		}
	}
	w.edit(s.part, s.edits)
	return s.rels.store(w.archive)
}

// deselect keeps the sheet from being edited together with the open one.
func (s *worksheet) deselect() error {
	views, ok := find(s.list, "sheetViews")
	if !ok {
		return nil
	}
	return within(s.data, views, func(e element) {
		if a, ok := attr(s.data, e.tag, "tabSelected"); ok {
			s.edits = append(s.edits, edit{from: a.start, to: a.to + 1})
		}
	})
}

// removeMarks takes off what an earlier check coloured.
func (s *worksheet) removeMarks() error {
	for _, e := range s.list {
		if e.name != "conditionalFormatting" {
			continue
		}
		var ours []element
		rules := 0
		err := within(s.data, e, func(rule element) {
			rules++
			if strings.Contains(unquoteXML(s.data[rule.from:rule.end]), markFormula) {
				ours = append(ours, rule)
			}
		})
		if err != nil {
			return err
		}
		if len(ours) == rules && rules > 0 {
			ours = []element{e}
		}
		for _, x := range ours {
			s.edits = append(s.edits, edit{from: x.from, to: x.end})
		}
	}
	return nil
}

// removed reports whether a place of the part goes away.
func (s *worksheet) removed(at int) bool {
	for _, e := range s.edits {
		if e.text == "" && e.from <= at && at < e.to {
			return true
		}
	}
	return false
}

// addMarks adds rules for each severity before the sender's own and lets
// those follow: a wrong cell must look wrong whatever else it is.
func (s *worksheet) addMarks(cells []markedCell, marks map[ingest.Severity]int) error {
	if len(cells) == 0 {
		return nil
	}
	merged, err := s.mergedAreas()
	if err != nil {
		return err
	}
	areas := map[ingest.Severity][]string{}
	for _, c := range cells {
		area := c.ref
		if whole, ok := merged[area]; ok {
			area = whole
		}
		areas[c.severity] = append(areas[c.severity], area)
	}
	var text strings.Builder
	rules := 0
	for _, severity := range ingest.Severities {
		for list := areas[severity]; len(list) > 0; {
			n := min(maxAreas, len(list))
			rules++
			text.WriteString(graft(s.data, s.root, fmt.Sprintf(
				`<conditionalFormatting sqref="%s"><cfRule type="expression" dxfId="%d" priority="%d"><formula>%s</formula></cfRule></conditionalFormatting>`,
				strings.Join(list[:n], " "), marks[severity], rules, quoteXML(markFormula))))
			list = list[n:]
		}
	}
	at := insertInOrder(s.list, s.end, append([]string{"conditionalFormatting"}, afterMarks...)...)
	s.edits = append(s.edits, edit{at, at, text.String()})
	return s.lowerRules(rules)
}

// lowerRules makes room for so many rules of higher priority.
func (s *worksheet) lowerRules(by int) error {
	for _, e := range s.list {
		if e.name != "conditionalFormatting" && e.name != "extLst" {
			continue
		}
		err := below(s.data, e, func(t tag) {
			if t.name != "cfRule" || s.removed(t.from) {
				return
			}
			a, ok := attr(s.data, t, "priority")
			if n, err := strconv.Atoi(a.value); ok && err == nil {
				s.edits = append(s.edits, edit{a.from, a.to, strconv.Itoa(n + by)})
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// mergedAreas returns the merged areas by their first cell.
func (s *worksheet) mergedAreas() (map[string]string, error) {
	areas := map[string]string{}
	e, ok := find(s.list, "mergeCells")
	if !ok {
		return areas, nil
	}
	return areas, within(s.data, e, func(m element) {
		ref := value(s.data, m.tag, "ref")
		first, last, ok := strings.Cut(ref, ":")
		_, _, okFirst := sheet.ParseRef(first)
		_, _, okLast := sheet.ParseRef(last)
		if ok && okFirst && okLast {
			areas[first] = ref
		}
	})
}

// Standard sizes of cells in pixels.
const (
	columnPixels = 64
	rowPixels    = 20
	digitPixels  = 7
)

// columnWidths returns the widths of columns that are not the standard one,
// in pixels; hidden ones have none.
func (s *worksheet) columnWidths() func(col int) int {
	type span struct{ first, last, width int }
	var spans []span
	if e, ok := find(s.list, "cols"); ok {
		_ = within(s.data, e, func(c element) { // scanned before
			first, _ := strconv.Atoi(value(s.data, c.tag, "min"))
			last, _ := strconv.Atoi(value(s.data, c.tag, "max"))
			width, err := strconv.ParseFloat(value(s.data, c.tag, "width"), 64)
			hidden := value(s.data, c.tag, "hidden")
			switch {
			case hidden == "1" || hidden == "true":
				width = 0
			case err != nil || width < 0 || width > 255:
				return
			}
			spans = append(spans, span{first, last, int(width * digitPixels)})
		})
	}
	return func(col int) int {
		for _, x := range spans {
			if x.first <= col && col <= x.last {
				return x.width
			}
		}
		return columnPixels
	}
}
