package ingest

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// caption is what stands above a table and holds for all of it.
type caption struct {
	org        string
	period     catalog.Period
	status     catalog.Status
	assumed    bool             // nothing says what status is
	estimated  []catalog.Period // others of which the title says so: "… và ước cả năm"
	cumulative bool             // figures accumulate from 1 January unless a heading says otherwise
	basis      basisSaid
	onBasis    []remarkOnBasis // of how that was settled, for the first figure it bears on
	told       toldOf          // goes before all of these
	cutOff     time.Time
	units      sheetUnits
}

// titleText is a title before it is settled which of its words count: see
// [reportReader.settle].
type titleText struct {
	at         place // first line, where something missing should be written
	lines      []titleLine
	periods    []catalog.Period  // named in full
	issuers    []string          // of the report that the table is attached to
	partial    []catalog.Mention // "quý I", the year being elsewhere
	equals     []catalog.Period  // of periods: named on a level with another, "quý IV và năm 2024"
	outlooks   []catalog.Period  // "nhiệm vụ quý II/2024": not what is reported on
	rest       int               // the year whose last months it looks forward to, 0 for none
	occasions  []catalog.Mention // what a meeting is called after: "giao ban tháng 10"
	occasion   bool              // the period is one of those, no other being named
	attended   bool              // and the lines say that they are for the meeting
	open       openDays          // days whose year a line leaves out
	upTo       []catalog.Mention // ends up to which figures run: "đến hết tháng 8"
	fromStart  catalog.Period    // of the days from 1 January to one that a line names
	whole      bool              // a year is named as all of it: "cả năm 2024"
	signed     time.Time         // the day of the paper or the meeting
	dated      time.Time         // the same, if it is what tells the year of the period
	unread     bool              // a part of a year is spoken of, unknown which: "quý … năm 2024"
	said       basisSaid         // since when figures add up, in words
	cumulative bool              // the days named begin on 1 January
	running    bool              // a period is named as running from January: "lũy kế 10 tháng"
	runs       string            // the line that names it
	toDate     string            // the line that says up to when figures run, and not since when
	discrete   bool              // a month or quarter is named by itself
	statuses   []statusSaid
	cutOff     time.Time
	units      sheetUnits
}

// titleLine is a line that may name the sender. A label ("Đơn vị báo cáo:")
// before it settles the matter.
type titleLine struct {
	text     string
	labelled bool
	at       place
}

// blank reports whether nothing is filled in: "Đơn vị: ……".
func (l titleLine) blank() bool { return plain(l.text) == "" }

// ignoredLines begin the lines above a table that speak of something else:
// the form, who is to receive it, what it is based on.
var ignoredLines = []string{
	"ban hành", "kèm theo", "theo công văn", "theo quyết định", "theo thông báo", "căn cứ", "đơn vị nhận", "nơi nhận", "ngày nhận",
	"kính gửi", "biểu số", "mẫu số", "mẫu biểu", "biểu mẫu", "phụ lục", "độc lập", "đảng cộng sản việt nam",
	"cộng hòa xã hội", "áp dụng",
}

// isIgnored reports whether a line speaks of something else than the table.
// "Biểu số liệu" is no "Biểu số 3".
func isIgnored(key string) bool {
	return !strings.HasPrefix(key+" ", "biểu số liệu ") &&
		slices.ContainsFunc(ignoredLines, func(p string) bool { return strings.HasPrefix(key+" ", p) })
}

// documentNumber is the line "Số 12-BC/ĐUK", its number possibly left out.
var documentNumber = regexp.MustCompile(`^số( |$)(\d|bc|tb|$)`)

// Labels before a colon.
var (
	orgLabels = words("đơn vị", "đơn vị báo cáo", "tên đơn vị", "đơn vị gửi", "đơn vị gửi báo cáo", "tên đơn vị báo cáo", "doanh nghiệp",
		"tên doanh nghiệp", "mã đơn vị", "mã đơn vị báo cáo", "cơ quan báo cáo", "tổ chức báo cáo", "tên tổ chức", "tổ chức đảng", "tên tổ chức đảng", "TCCSĐ", "cụm", "đv")
	unitLabels   = words("đơn vị tính", "ĐVT", "đơn vị", "đv tính", "đv", "đơn vị tiền", "đơn vị tiền tệ")
	timeLabels   = words("quý", "tháng", "năm") // of a cell or line that holds only the number
	periodLabels = words("kỳ báo cáo", "kỳ", "thời gian", "quý báo cáo", "tháng báo cáo", "thời kỳ", "kỳ số liệu", "số liệu")
)

// maxTitleRows is how many rows above a table may belong to its title.
const maxTitleRows = 60

// readTitle reads the lines of rows first to last.
func readTitle(g *grid, first, last int, cat *catalog.Catalogue, f *findings) titleText {
	first = max(first, last-maxTitleRows+1)
	t := titleText{at: g.place(1, max(1, first))}
	var labelledPeriod []catalog.Period
	var labelledPart []catalog.Mention
	for _, row := range g.Rows {
		if row.Number < first || row.Number > last {
			continue
		}
		for _, line := range linesOf(row) {
			at := g.place(line.col, row.Number)
			if len(t.lines) == 0 {
				t.at = at
			}
			before, parts := len(t.periods), len(t.partial)
			label := t.readLine(line.label, line.text, at, cat, f)
			if periodLabels[label] {
				labelledPeriod = append(labelledPeriod, t.periods[before:]...)
				labelledPart = append(labelledPart, t.partial[parts:]...)
			}
		}
	}
	if len(labelledPeriod) > 0 {
		t.periods, t.partial, t.unread = labelledPeriod, labelledPart, false
	}
	t.settleOpenDays()
	t.settleOccasions()
	t.settleUpTo()
	if len(t.partial) == 0 {
		t.periods = slices.DeleteFunc(t.periods, t.isTooLong)
	}
	if len(t.periods) == 0 {
		t.completePartial()
	}
	if len(t.periods)+len(t.partial) == 0 && !t.fromStart.IsZero() {
		t.periods = append(t.periods, t.fromStart)
	}
	t.periods = distinct(t.periods)
	return t
}

// line is a text above a table with the label before it, if any.
type line struct {
	label, text string
	col         int
}

// linesOf splits a row into lines: those of its cells, a label in one cell
// going with the value in the next, and the number of a quarter, month or year
// with that word, as in "QUÝ | I | NĂM | 2024". The label of a name nobody has
// filled in is a line without text.
func linesOf(row sheet.Row) []line {
	var lines []line
	label, labelAt := "", 0
	for _, c := range row.Cells {
		switch n := len(lines); {
		case c.Kind == sheet.Number && (timeLabels[label] || periodLabels[label]):
			lines = append(lines, line{label, name(c), c.Col})
			label = ""
			continue
		case label == "" && n > 0 && awaitsNumber.MatchString(plain(lines[n-1].text)) && numbersTime.MatchString(plain(name(c))):
			lines[n-1].text += " " + name(c)
			continue
		}
		if c.Kind != sheet.Text && c.Kind != sheet.Date {
			continue
		}
		for text := range strings.SplitSeq(cut(c.Text), "\n") {
			if text = oneLine(text); text == "" {
				continue
			}
			if c.Kind == sheet.Date {
				text = dateShown(c)
			}
			before, after, colon := strings.Cut(text, ":")
			if timeLabels[label] && colon && isLabel(before) {
				lines = append(lines, line{label, leftOut, labelAt})
				label = ""
			}
			switch {
			case label != "":
				lines = append(lines, line{label, text, c.Col})
				label = ""
			case colon && plain(after) == "" && isLabel(before): // "Đơn vị báo cáo: ……" too
				label, labelAt = plain(before), c.Col
			case colon && isLabel(before):
				lines = append(lines, line{plain(before), strings.TrimSpace(after), c.Col})
			default:
				lines = append(lines, line{"", text, c.Col})
			}
		}
	}
	switch {
	case orgLabels[label]:
		lines = append(lines, line{label: label, col: labelAt})
	case timeLabels[label] && label != "năm":
		lines = append(lines, line{label, leftOut, labelAt})
	}
	return lines
}

// leftOut is the number of a quarter or month that nobody has filled in.
const leftOut = "…"

// awaitsNumber ends with the word of a quarter, month or year; numbersTime is
// the number of one, or the next word where the number is left out.
var (
	awaitsNumber = regexp.MustCompile(`(?:^| )(?:quý|tháng|năm)$`)
	numbersTime  = regexp.MustCompile(`^(?:\d{1,2}|(?:19|20)\d\d|i{1,3}|iv|năm(?: .*)?)$`)
)

func isLabel(text string) bool {
	key := plain(text)
	return orgLabels[key] || unitLabels[key] || periodLabels[key] || timeLabels[key] || isCutOffLabel(key)
}

// closing are the words for the day on which figures are cut off.
var closing = regexp.MustCompile(`(?:^| )(?:chốt|khóa sổ|lấy số liệu)(?: |$)`)

// isCutOffLabel reports "Tính đến:", "Số liệu đến ngày:", "Ngày chốt số liệu:".
func isCutOffLabel(key string) bool {
	return closing.MatchString(key) || strings.HasSuffix(key, "tính đến") || strings.HasSuffix(key, "đến ngày") || strings.HasSuffix(key, "có đến")
}

// readLine takes one line in and returns its label if that settled it.
func (t *titleText) readLine(label, text string, at place, cat *catalog.Catalogue, f *findings) string {
	key := plain(text)
	if isPlaceDate(text) {
		t.signed = dayIn(text)
		return ""
	}
	if about, ok := behindFormNumber(text); ok && label == "" && isIgnored(key) {
		text, key = about, plain(about)
	}
	if m := attachedTo.FindStringSubmatch(text); m != nil && label == "" {
		t.issuers = append(t.issuers, m[1])
	}
	if label == "" && isIgnored(key) || documentNumber.MatchString(key) {
		return ""
	}
	if unitLabels[label] {
		if t.readUnits(text, at, cat) {
			return label
		}
		if !orgLabels[label] {
			t.refuseUnits(text, text, at, cat, f)
			return label
		}
	} else if before, units, sure := cutUnits(text); units != "" && label == "" {
		known := t.readUnits(units, at, cat)
		if !known && sure {
			t.refuseUnits(text, units, at, cat, f)
		}
		if known || sure {
			text, key = before, plain(before)
		}
		if key == "" {
			return ""
		}
	}
	if label == "" && looksLikeUnit(text) {
		if _, alone := cat.UnitOf(text); alone && t.readUnits(text, at, cat) { // "(Triệu đồng)"
			return ""
		}
	}
	if timeLabels[label] {
		text = label + " " + text // "Quý: III"
	}
	if isCutOffLabel(label) {
		text = label + " đến " + text
	}
	t.lines = append(t.lines, titleLine{text: text, labelled: orgLabels[label], at: at})
	if orgLabels[label] {
		return label
	}
	t.statuses = append(t.statuses, statusesOfLine(text, false)...)
	t.readPeriods(text)
	said := basisOfLine(text)
	said.in = InTitle
	t.said = t.said.and(said)
	return label
}

// accumulates reports whether the figures run from 1 January unless a heading
// says otherwise. A title that says "tháng 10 và lũy kế 10 tháng" leaves it to
// the headings.
func (t titleText) accumulates() bool { return t.basis().sum == sumYear }

// readBasis takes in whether the figures of a period a line names accumulate.
func (t *titleText) readBasis(m catalog.Mention, line string) {
	if m.Basis == catalog.Cumulative {
		t.running, t.runs = true, line
	} else if m.Grain == catalog.Month || m.Grain == catalog.Quarter && m.Index > 1 {
		t.discrete = true
	}
}
