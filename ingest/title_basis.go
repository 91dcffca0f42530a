package ingest

import (
	"regexp"
	"strings"

	"giaoban/ingest/catalog"
)

// sum is since when figures have added up, as words of a title or a name say.
type sum int

const (
	sumUnsaid sum = iota
	sumOwn        // of the period alone: "số liệu trong quý"
	sumYear       // since 1 January: "lũy kế từ đầu năm", "cộng dồn"
	sumBoth       // either, column by column: "tháng 10 và lũy kế 10 tháng"
	sumOther      // since some other day: "lũy kế từ đầu nhiệm kỳ"
)

// basisSaid is what a text says of it.
type basisSaid struct {
	sum   sum
	plain bool   // it says so in as many words: a bare "lũy kế" leaves the first day to the reader
	words string // as written
	in    Standing
}

// and takes in what another line says: a title of both leaves it to the headings.
func (b basisSaid) and(other basisSaid) basisSaid {
	switch {
	case b.sum == sumUnsaid || b.sum == other.sum && !b.plain:
		return other
	case other.sum == sumUnsaid || b.sum == other.sum:
		return b
	case b.sum == sumOther || other.sum == sumOther:
		b.sum = sumOther
		return b
	}
	b.sum = sumBoth
	return b
}

// Patterns over text without accents: file names have none, and no other word
// becomes one of these without them.
var (
	// addedUp are the words for figures that have added up.
	addedUp = regexp.MustCompile(`\b(?:luy ke|cong don|(?:tinh |ke )?tu dau (?:nam|nhiem ky)|dau (?:nam|nhiem ky) (?:den|toi) nay` +
		`|lk(?: (?:q ?\d|quy|\d{1,2} ?t(?:hang)?|thang|tu|den)\b|$))`)
	// upToNow is a text that says no more than that.
	upToNow = regexp.MustCompile(`^(?:(?:so|so lieu|ket qua|thuc hien|tinh|co|cap nhat) )*(?:den|toi) (?:nay|hien nay|hien tai|thoi diem bao cao)$`)
	// sinceJanuary are those that name the first day, or how many months.
	sinceJanuary = regexp.MustCompile(`\bdau nam\b|\b\d{1,2} ?t(?:hang)?\b|\b0?1/0?1\b`)
	// sinceElse is another first day.
	sinceElse = regexp.MustCompile(`\bdau (?:nhiem ky|khoa|giai doan)\b|\btu (?:khi|ngay) (?:thanh lap|dai hoi|co phan hoa)\b|\b(?:tu|ke tu) (?:nhiem ky|dai hoi)\b` +
		`|\b(?:cac|nhieu|qua) nam\b|\btu nam (?:19|20)\d\d\b` +
		`|\bluy ke (?:(?:so lieu|ket qua|thuc hien|ca|trong) )*(?:nhiem ky|giai doan|(?:0?[2-9]|10) nam)\b`)
	// alone are the words for figures of the period and no more.
	alone = regexp.MustCompile(`\b(?:trong|rieng|phat sinh)(?: (?:rieng|trong|cua))? (?:quy|thang|ky)\b`)

	notAddedUp  = regexp.MustCompile(`\b(?:khong|chua)(?: (?:phai|la|so|lieu|bao|gom|tinh|ke|cong|co|ghi|lay|duoc))* $`)
	comparedUp  = regexp.MustCompile(`\b(?:so voi|so|cung ky)(?: (?:so|so lieu|muc))? $`)
	plannedFrom = regexp.MustCompile(`\b(?:giao|ke hoach|de ra|dang ky|chi tieu|nghi quyet|ngay) $`)

	// aside separates what a title adds from what it is a title of.
	aside = regexp.MustCompile(`[()\[\];:|]|\s[-–—]\s`)
	// joins separates two things a title names.
	joins = regexp.MustCompile(`[,&+]|\bva\b`)
	// partOfYear is a part of a year, or what stands for it.
	partOfYear = regexp.MustCompile(`\b(?:quy|thang|ky)\b|\b[qt] ?\d`)
	toCome     = regexp.MustCompile(`\b(?:nhiem vu|phuong huong|ke hoach|du kien|uoc|muc tieu|giai phap)\b`)
)

// maxTitleWords is how long a line may be to be a title or a remark. Longer
// ones tell a story, in which "từ đầu năm" speaks of no table.
const maxTitleWords = 30

// basisIn returns what a line or a name says of since when figures add up. A
// remark, "(lũy kế từ đầu năm)", is of all of them; "quý III và lũy kế 9
// tháng" names two things.
func basisIn(text string) basisSaid {
	bare := bareText(text)
	if len(strings.Fields(bare)) > maxTitleWords {
		return basisSaid{}
	}
	var said basisSaid
	for _, part := range aside.Split(bare, -1) {
		one := basisOfRemark(strings.TrimSpace(part))
		one.words = text
		said = said.and(one)
	}
	return said
}

// Patterns for lines about a table, which may be sentences about other things:
// "Từ đầu năm đến nay, Chi bộ đã kết nạp 05 đảng viên".
var (
	// remarkOnly is a part of a line that says nothing but since when all the
	// figures add up.
	remarkOnly = regexp.MustCompile(`^(?:(?:ghi chu|luu y|chu y|chu thich|day|cac|toan bo|tat ca|so lieu|so|ket qua|chi tieu|tren|nay|trong|bieu|bang|bao cao|duoc|deu|la|tinh|lay` +
		`|thuc hien|uoc|so bo|chinh thuc|luy ke|cong don|lk|cong|ke|tu|dau|nam|den|toi|het|cuoi|hien|hien tai|thoi diem|ngay|thang|quy|ky|va|rieng|phat sinh|cua|don vi` +
		`|ca|qua|nhieu|khi|thanh lap|dai hoi|co phan hoa|nhiem ky|giai doan|khoa|khong|chua|phai|cap nhat|co|[ivx]+|[qt]?[\d/.-]+)(?:[ ,&+/.]+|$))*$`)
	// lineBegins begins a title, as does a part of a year.
	lineBegins = regexp.MustCompile(`^(?:bao cao|bc|bieu|bang|tong hop|thong ke|ket qua|tinh hinh|(?:(?:cac|mot so) )?chi tieu (?:chu yeu|kinh te|tong hop|co ban|chinh))\b`)
	// numberedPart is a part of a year by its number.
	numberedPart = regexp.MustCompile(`\b(?:quy|thang|[qt]) ?(?:\d|[ivx]+\b)|\b\d{1,2} ?t(?:hang)?\b`)
	// tellsStory are words of sentences.
	tellsStory = newContext(`(?:^| )(?:đã|gặp|không|chưa|vẫn|đạt|(?:tăng|giảm) (?:thêm|\d+|so|mạnh)|ổn định|biến động|khó khăn|thuận lợi)(?: |$)`)
)

// basisOfLine is basisIn for a line above or below a table. One that is more
// than a title or a remark on all the figures says nothing.
func basisOfLine(text string) basisSaid {
	said := basisIn(text)
	if said.sum == sumUnsaid || said.sum == sumOwn && deniesSum(text) {
		return said
	}
	bare := bareText(text)
	title := lineBegins.MatchString(bare) || numberedPart.MatchString(bare) || strings.ToUpper(text) == text
	remark := true // from the first part that speaks of it on
	spoken := false
	for _, part := range aside.Split(bare, -1) {
		part = strings.TrimSpace(part)
		spoken = spoken || basisOfRemark(part).sum != sumUnsaid
		remark = remark && (!spoken || isRemarkOnly(part))
	}
	folded := catalog.Fold(text)
	plainText := strings.Join(strings.FieldsFunc(folded, func(r rune) bool { return strings.ContainsRune(" ,.;:()", r) }), " ")
	story := tellsStory.in(plainText, withoutAccents(folded) == folded)
	if remark && (isRemarkOnly(strings.Join(aside.Split(bare, -1), " ")) || !story) || title && !story {
		return said
	}
	return basisSaid{}
}

// isRemarkOnly reports whether a part says nothing of anything else.
func isRemarkOnly(part string) bool {
	part = strings.TrimSpace(part)
	at := addedUp.FindStringIndex(part)
	return remarkOnly.MatchString(part) && (at == nil || !tellsStory.in(strings.TrimSpace(part[at[1]:]), true))
}

// deniesSum reports whether a line denies in so many words that its figures
// have added up.
func deniesSum(text string) bool {
	bare := bareText(text)
	at := addedUp.FindStringIndex(bare)
	return at != nil && notAddedUp.MatchString(bare[:at[0]])
}

// basisOfRemark reads one remark.
func basisOfRemark(part string) basisSaid {
	at := addedUp.FindStringIndex(part)
	own := alone.MatchString(part)
	switch {
	case at == nil && upToNow.MatchString(part):
		return basisSaid{sum: sumYear}
	case at == nil && own:
		return basisSaid{sum: sumOwn, plain: true}
	case at == nil:
		return basisSaid{}
	}
	before, after := part[:at[0]], part[at[1]:]
	switch {
	case notAddedUp.MatchString(before):
		return basisSaid{sum: sumOwn, plain: true}
	case comparedUp.MatchString(before), plannedFrom.MatchString(before):
		return basisSaid{}
	case own || namesPartBefore(before) || namesPartBehind(after):
		return basisSaid{sum: sumBoth}
	case sinceElse.MatchString(part) && !strings.Contains(part, "dau nam"):
		return basisSaid{sum: sumOther}
	}
	return basisSaid{sum: sumYear, plain: sinceJanuary.MatchString(part)}
}

// namesPartBefore reports whether a part of a year is named besides what has
// added up: "tháng 10, lũy kế …", or in the line above "và lũy kế …".
func namesPartBefore(before string) bool {
	joint := joins.FindAllStringIndex(before, -1)
	if len(joint) == 0 {
		return false
	}
	last := joint[len(joint)-1]
	first := strings.TrimSpace(before[:last[0]])
	return first == "" || partOfYear.MatchString(first)
}

// namesPartBehind is namesPartBefore for "lũy kế 9 tháng và quý III".
func namesPartBehind(after string) bool {
	joint := joins.FindStringIndex(after)
	return joint != nil && partOfYear.MatchString(after[joint[1]:]) && !toCome.MatchString(after[joint[1]:])
}

// basis returns what a title says: in words, else by the periods it names.
func (t titleText) basis() basisSaid {
	switch {
	case t.said.sum != sumUnsaid:
		return t.said
	case t.cumulative, t.running && !t.discrete:
		return basisSaid{sum: sumYear, plain: true, in: InTitle}
	case t.running:
		return basisSaid{sum: sumBoth, words: t.runs, in: InTitle}
	case t.toDate != "":
		return basisSaid{sum: sumYear, words: t.toDate, in: InTitle}
	}
	return basisSaid{}
}

// settleBasis tells of each table since when its figures add up where a
// heading does not say: its title, else the name of its sheet, else the file's
// if nothing else in the workbook does.
func (r *reportReader) settleBasis() {
	told := make([]basisSaid, len(r.tables))
	anywhere := false
	for i := range r.tables {
		x := &r.tables[i]
		told[i] = x.text.basis()
		sheet := basisInName(r.sheetName(x), x.text.discrete)
		sheet.in = InSheetName
		told[i] = r.agreeOnBasis(i, told[i], sheet)
		anywhere = anywhere || told[i].sum != sumUnsaid
	}
	for i := range r.tables {
		x := &r.tables[i]
		file := basisInName(r.fileName, x.text.discrete)
		file.in = InFileName
		if told[i].sum == sumUnsaid && !anywhere || told[i].in == InTitle && len(r.tables) == 1 {
			told[i] = r.agreeOnBasis(i, told[i], file)
		}
		x.title.basis = told[i]
		x.title.cumulative = told[i].sum == sumYear
		if told[i].sum == sumYear && !told[i].plain && told[i].in == InTitle && !x.title.period.Cumulative() {
			x.tellOnBasis(Note, codeBasisFromTitle, Args{"text": told[i].words, "period": x.title.period})
		}
	}
}

// basisInName returns what the name of a file or sheet says of it, by its words
// or by the months it counts: "BC 10 thang 2026". Above a table of one month or
// quarter that leaves it open.
func basisInName(name string, discrete bool) basisSaid {
	text := worded(name)
	said := basisIn(text)
	said.words = name
	if said.sum != sumUnsaid {
		return said
	}
	for _, m := range catalog.FindPeriods(text) {
		if m.Basis == catalog.Cumulative && !m.Outlook {
			said.sum, said.plain = sumYear, true
			if discrete {
				said.sum = sumBoth
			}
		}
	}
	return said
}

// agreeOnBasis takes what a name says where nothing more trustworthy says
// anything, and tells; of two that disagree it says so. In a period that begins
// with the year both are the same.
func (r *reportReader) agreeOnBasis(i int, told, named basisSaid) basisSaid {
	x := &r.tables[i]
	first := i == 0 || r.tables[i-1].grid != x.grid
	sure := named.sum == sumYear || named.sum == sumOwn
	switch {
	case named.sum == sumUnsaid || x.title.period.Cumulative() || !r.id.Period.IsZero():
	case told.sum == sumUnsaid:
		if named.sum == sumYear && first {
			x.tellOnBasis(Note, codeBasisFromName, Args{"where": named.in.where(), "name": named.words, "period": x.title.period})
		}
		return named
	case first && sure && (told.sum == sumYear || told.sum == sumOwn) && told.sum != named.sum:
		x.tellOnBasis(Warning, codeBasisName, Args{"where": named.in.where(), "name": named.words, "basis": told.sum.shown(), "other": named.sum.shown()})
	}
	return told
}

// tellOnBasis keeps what is to be said of since when a table's figures add up
// until one is read that does: a table of levels need not hear of it.
func (x *foundTable) tellOnBasis(severity Severity, c code, args Args) {
	x.title.onBasis = append(x.title.onBasis, remarkOnBasis{severity, c, x.text.at, args})
}

// remarkOnBasis is a finding not yet told.
type remarkOnBasis struct {
	severity Severity
	code     code
	at       place
	args     Args
}

// shown returns the words for one of the two bases of figures.
func (s sum) shown() wording {
	if s == sumYear {
		return say("basis.cumulative", nil)
	}
	return say("basis.discrete", nil)
}

// runs reports whether a heading over what came about says itself that the
// figures have added up since January: "Lũy kế", "9 tháng".
func (h heading) runs(reported catalog.Period) bool {
	if !h.cameAbout() {
		return false
	}
	p, cumulative, _, named := periodOf(h.period, reported.Year())
	return h.has(saysCumulative) || named && (cumulative || p.Cumulative() && p.Grain() > catalog.Quarter && p.Last().Equal(reported.Last()))
}

// cameAbout reports whether the figures of a heading are what came about in
// the time of the report.
func (h heading) cameAbout() bool {
	return !h.has(saysPlan | saysSamePeriod | saysYearBefore | saysForecast | saysPercent | saysCompared | saysGrowth | beforeEffects)
}

// runningFor are the indicators of which a column of a table says itself that
// it has added up, so that what the title says is not of one that says
// nothing: "Thực hiện | Lũy kế".
type runningFor map[string]bool

// runningColumns finds them where the title would be of all columns. Where
// indicators are in rows a column is of the one without a name.
func runningColumns(heads []columnHeading, o orientation, title caption) runningFor {
	if title.basis.sum != sumYear && title.basis.sum != sumBoth {
		return nil
	}
	running := runningFor{}
	for _, over := range heads {
		if over.kind == noColumn && (o == rowsAreIndicators || over.head.known) && over.head.runs(title.period) {
			running[over.head.indicator.Code] = true
		}
	}
	return running
}

// without reports whether a heading is of figures that have not added up,
// because another is of those that have.
func (r runningFor) without(h heading, reported catalog.Period) bool {
	return r[h.indicator.Code] && h.cameAbout() && !h.runs(reported)
}

// tellBasis says of the first figure of a table that adds up over time what
// its title leaves open, and reports whether the figure may be read.
func (r *tableReader) tellBasis(col column, ind catalog.Indicator, at place) bool {
	said := r.title.basis
	if ind.Kind == catalog.Stock || ind.Kind == catalog.Ratio || col.slot.scenario != Actual || col.slot.role != Reported {
		return true
	}
	h := col.head
	if len(r.title.onBasis) > 0 && !h.has(saysCumulative|ownEffects) && !h.runs(r.title.period) && !col.divided {
		for _, f := range r.title.onBasis {
			if !r.told[f.code] {
				r.told[f.code] = true
				r.findings.add(f.severity, f.code, f.at, f.args)
			}
		}
	}
	open := !h.has(saysCumulative|ownEffects) && h.period == "" && h.day == (moment{})
	switch {
	case said.sum == sumOther && open:
		r.tellOnce(codeBasisOther, Error, at, said.words)
		return false
	case said.sum == sumBoth && open && !col.slot.period.Cumulative() && !col.divided:
		r.tellOnce(codeBasisUnclear, Warning, at, said.words)
	case h.has(saysToDate) && !h.addsUp && !col.slot.period.Cumulative():
		r.tellOnce(codeBasisToDate, Note, at, h.text)
	}
	return true
}

// tellOnce records a finding about the basis of the table's figures, unless it
// has been said of this table.
func (r *tableReader) tellOnce(c code, severity Severity, at place, text string) {
	if r.told[c] {
		return
	}
	r.told[c] = true
	r.findings.add(severity, c, at, Args{"text": text, "period": r.title.period})
}
