package sheet

import (
	"math"
	"strconv"
	"strings"
)

// lookAttributes are the attributes of cell styles that say how cells look.
var lookAttributes = []string{
	"font-name", "font-size", "font-weight", "font-style", "color", "text-underline-style", "text-line-through-style",
	"background-color", "border", "border-left", "border-right", "border-top", "border-bottom",
	"wrap-option", "vertical-align", "text-align", "text-align-source", "margin-left",
	"rotation-angle", "direction", "shrink-to-fit", "cell-protect",
}

// property notes one of the elements that a cell style consists of.
func (l *odsLook) property(style, parent string, e *element) {
	if l == nil || !strings.HasSuffix(e.name, "-properties") {
		return
	}
	says := l.styles[style]
	if says == nil {
		says = map[string]string{parentKey: parent}
		l.styles[style] = says
	}
	for _, name := range lookAttributes {
		if v := attr(e, name); v != "" {
			says[name] = v
		}
	}
}

// size notes an element of a style of columns or rows, or of the styles that
// all cells have in the end.
func (l *odsLook) size(family, name string, e *element) {
	switch {
	case family == "table-column" && e.name == "table-column-properties":
		if points, ok := length(attr(e, "column-width")); ok {
			l.widths[name] = points / pointsPerInch * pixelsPerInch / pixelsPerDigit
		}
	case family == "table-row" && e.name == "table-row-properties":
		if points, ok := length(attr(e, "row-height")); ok {
			l.heights[name] = Height{Points: points, Fixed: attr(e, "use-optimal-row-height") == "false"}
		}
	case family == "table-cell" && name == "":
		l.property(defaultsStyle, "", e)
	}
}

// Measures of length. A digit of the standard font is 7 pixels wide.
const (
	pointsPerInch  = 72
	pixelsPerInch  = 96
	pixelsPerDigit = 7
)

// length reads a length, "2.5cm", in points.
func length(s string) (float64, bool) {
	for unit, points := range map[string]float64{"pt": 1, "in": pointsPerInch, "cm": pointsPerInch / 2.54, "mm": pointsPerInch / 25.4, "pc": 12} {
		if number, ok := strings.CutSuffix(s, unit); ok {
			v, err := strconv.ParseFloat(number, 64)
			v *= points
			return v, err == nil && v >= 0 && v < 1e5
		}
	}
	return 0, false
}

// style resolves a cell style and returns its number.
func (l *odsLook) style(name string) int {
	if n, ok := l.numbers[name]; ok {
		return n
	}
	says := map[string]string{}
	for next, i := name, 0; i < maxStyleParents; i++ {
		own := l.styles[next]
		whole := own["border"] != "" && says["border"] == ""
		for attribute, v := range own {
			// A border around all sides is nearer than one side of the parent's.
			if _, known := says[attribute]; !known {
				says[attribute] = v
			}
		}
		if whole {
			for _, side := range odsSides {
				if _, known := says[side]; !known {
					says[side] = own["border"]
				}
			}
		}
		if next == defaultsStyle {
			break
		}
		if next = own[parentKey]; next == "" {
			next = defaultsStyle
		}
		delete(says, parentKey)
	}
	n := len(l.Styles)
	l.Styles = append(l.Styles, l.resolved(says))
	l.numbers[name] = n
	return n
}

// odsSides are the attributes of a cell's sides in the order of Style.Borders.
var odsSides = [4]string{leftSide: "border-left", rightSide: "border-right", topSide: "border-top", bottomSide: "border-bottom"}

// resolved turns the attributes of a style and its parents into a look.
func (l *odsLook) resolved(says map[string]string) Style {
	on := func(attribute string) bool { return says[attribute] != "" && says[attribute] != "none" }
	weight := says["font-weight"]
	s := Style{
		Font: Font{
			Name: says["font-name"], Colour: odsColour(says["color"]),
			Bold: weight == "bold" || len(weight) == 3 && weight >= "600", Italic: says["font-style"] == "italic",
			Underline: on("text-underline-style"), Strike: on("text-line-through-style"),
		},
		Fill: odsColour(says["background-color"]), Wrap: says["wrap-option"] == "wrap",
	}
	if face := l.faces[s.Font.Name]; face != "" {
		s.Font.Name = face
	}
	s.Font.Points, _ = length(says["font-size"])
	for i, side := range odsSides {
		s.Borders[i] = odsBorder(says[side])
	}
	if says["text-align-source"] != "value-type" {
		s.Horizontal = map[string]string{"start": "left", "left": "left", "center": "center", "end": "right", "right": "right", "justify": "justify"}[says["text-align"]]
	}
	s.Vertical = map[string]string{"top": "top", "middle": "center"}[says["vertical-align"]]
	s.Shrink, s.Rotation = says["shrink-to-fit"] == "true", odsRotation(says["rotation-angle"])
	if says["direction"] == "ttb" {
		s.Rotation = stacked
	}
	protect := says["cell-protect"]
	s.Open = protect == "none" || protect == "formula-hidden"
	s.Secret = strings.Contains(protect, "hidden")
	if margin, ok := length(says["margin-left"]); ok && s.Horizontal == "left" {
		s.Indent = int(math.Round(min(margin/odsIndent, 15)))
	}
	return s
}

// odsRotation reads an angle counted against the clock.
func odsRotation(s string) int {
	angle, err := strconv.ParseFloat(strings.TrimSuffix(s, "deg"), 64)
	switch {
	case err != nil:
	case angle >= 0 && angle <= 90:
		return int(math.Round(angle))
	case angle >= 270 && angle < 360:
		return 90 + int(math.Round(360-angle))
	}
	return 0
}

// odsIndent is how far one step indents a text, in points.
const odsIndent = 10

// odsColour reads "#0000ff"; other words stand for the automatic colour.
func odsColour(s string) string {
	hex, ok := strings.CutPrefix(s, "#")
	if _, err := strconv.ParseUint(hex, 16, 32); !ok || err != nil || len(hex) != 6 {
		return ""
	}
	return strings.ToUpper(hex)
}

// Widths of lines in points up to which they count as thin and as medium.
const (
	hairLine   = 0.3
	thinLine   = 1.2
	mediumLine = 2.1
)

// odsBorder reads "0.74pt solid #000000".
func odsBorder(s string) Border {
	parts := strings.Fields(s)
	if len(parts) != 3 || parts[1] == "none" {
		return Border{}
	}
	width, ok := length(parts[0])
	if !ok {
		return Border{}
	}
	b := Border{Colour: odsColour(parts[2])}
	switch thin := width <= thinLine; {
	case strings.HasPrefix(parts[1], "double"):
		b.Line = "double"
	case parts[1] == "dotted":
		b.Line = "dotted"
	case strings.Contains(parts[1], "dash") && thin:
		b.Line = "dashed"
	case strings.Contains(parts[1], "dash"):
		b.Line = "mediumDashed"
	case width <= hairLine:
		b.Line = "hair"
	case thin:
		b.Line = "thin"
	case width <= mediumLine:
		b.Line = "medium"
	default:
		b.Line = "thick"
	}
	return b
}
