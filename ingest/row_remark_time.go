package ingest

import (
	"regexp"
	"strings"
	"time"

	"giaoban/ingest/catalog"
)

// remarkTime is the time of which a note in a row says its figures are: "số quý
// II", "bao gồm cả quý II". Where the year is not written it is the report's.
type remarkTime struct {
	mentions []catalog.Mention
	day      time.Time // up to which they run, zero if it is not written
	certain  bool      // it speaks of figures; "tháng 7" may only tell when something happened
	without  bool      // they lack that time: "chưa gồm tháng 9"
	also     bool      // they have that time too: "bao gồm cả quý II"
	until    bool      // they run up to the end of it
	before   bool      // "số quý trước"
}

// Patterns over a note whose periods and days are [periodWord] and [dayWord].
// What it goes on with behind a comma, or as a reason, is its own affair;
// anything else makes a sentence of it: "đã nộp hết quý II", "từ tháng 7 thêm
// chi nhánh", "tăng so với quý II".
var (
	timeInRemark = newContext(`^(?:(?:ghi chú|lưu ý|đây|là|lấy|lấy theo|theo|số liệu|số|báo cáo|kết quả|thực hiện|th|uth|ước|ước tính|tạm tính|sơ bộ|chính thức|mới|chỉ|mới chỉ|chỉ có|mới có|có` +
		`|đã|bao gồm|gồm|gộp|cộng|tính|tính gộp|kể|chưa|không|thiếu|trừ|cả|của|trong|từ|từ đầu năm|đến|tới|đến hết|tới hết|hết|chốt|ngày|lũy kế|cộng dồn|và|[-–+(:]) )*` +
		`(?:zzp\d+|zzd|(?:kỳ|quý|tháng|năm) (?:trước|ngoái))(?: (?:và|với|đến|[-–+&,;]|zzp\d+|zzd))*` +
		`(?:$| (?:[-–,;.()]|do|vì|chưa|không|sẽ|để|đã|theo|chờ|mà|sau khi|trên cơ sở) | [.)]$)`)
	// speaksOfTime are the words without which a note needs no reading, without
	// accents.
	speaksOfTime = regexp.MustCompile(`\d|quy|thang|nam|ky|\bq[iv]`)
	ofFigures    = newContext(`(?:^| )(?:số|số liệu|gồm|gộp|cộng|tính|kể|chốt|lũy kế|thiếu) `)
	lacking      = newContext(`(?:^| )(?:(?:chưa|không)(?: có| tính| kể| cộng| bao)?(?: gồm)?|thiếu|trừ) (?:\S+ ){0,4}$`)
	aTime        = regexp.MustCompile(`zzp\d+|zzd|(?:kỳ|quý|tháng|năm) (?:trước|ngoái)|(?:ky|quy|thang|nam) (?:truoc|ngoai)`)
	// severalMonths are months in one list: "tháng 7, 8", "tháng 7 và tháng 8".
	severalMonths = regexp.MustCompile(`(?i)tháng \d{1,2}(?:(?:\s*[,+&-]\s*|\s+(?:và|đến|tới)\s+)(?:tháng )?\d{1,2}\b)+`)
	nextMonth     = regexp.MustCompile(`\d{1,2}`)
	// shortMonths are months in one word: "6T", "T7".
	shortMonths = regexp.MustCompile(`(?i)(^|\s)(?:(\d{1,2})t|t(\d{1,2}))($|[\s,;.)])`)
	// numberOf is "số" before a number of months, which is no document's.
	numberOf = regexp.MustCompile(`(?i)^(\W*)số (\d{1,2} tháng)`)
	// upTo leads up to the end of the figures' time.
	upTo = newContext(`(?:^| )(?:đến|tới)(?: hết)? $`)
	// counted says that a time is counted in besides the report's own.
	counted = newContext(`(?:^| )(?:gồm|tính|kể|gộp|cộng) (?:gộp )?cả (?:\S+ ){0,3}$`)
)

// timeOfRemark reads the time of which a note says the figures are. It is nil
// if the note says nothing of that.
func timeOfRemark(text string) *remarkTime {
	bare := bareText(text)
	if !speaksOfTime.MatchString(bare) {
		return nil
	}
	if bare == catalog.Fold(text) {
		text = accented(text)
	}
	text = spellMonths(text)
	s := newStatusScan(text)
	line := strings.TrimSuffix(s.joined(0, len(s.words)), " ")
	at := aTime.FindStringIndex(line)
	if at == nil || !timeInRemark.in(line, s.bare) {
		return nil
	}
	before := line[:at[0]]
	x := remarkTime{certain: ofFigures.in(before, s.bare), without: lacking.in(before, s.bare), also: counted.in(before, s.bare), until: upTo.in(before, s.bare)}
	x.certain = x.certain || x.without
	x.before = !strings.HasPrefix(line[at[0]:], "zz")
	for _, m := range s.mentions {
		if m.Date.IsZero() {
			x.mentions = append(x.mentions, m)
		} else {
			x.day = m.Date
		}
	}
	if !x.certain && (len(x.mentions) == 0 || !onlyTimes(line[at[0]:])) {
		return nil
	}
	return &x
}

// spellMonths writes months one by one: "T7, 8" as "tháng 7, tháng 8".
func spellMonths(text string) string {
	text = shortMonths.ReplaceAllStringFunc(text, func(word string) string {
		m := shortMonths.FindStringSubmatch(word)
		if m[2] != "" {
			return m[1] + m[2] + " tháng" + m[4]
		}
		return m[1] + "tháng " + m[3] + m[4]
	})
	text = severalMonths.ReplaceAllStringFunc(text, func(list string) string {
		return "tháng " + strings.Join(nextMonth.FindAllString(list, -1), " ; tháng ")
	})
	return numberOf.ReplaceAllString(text, "${1}số liệu $2")
}

// onlyTimes reports whether nothing but times is left of a note.
func onlyTimes(rest string) bool {
	return strings.Trim(aTime.ReplaceAllString(rest, ""), " ,;.()&+-–") == ""
}

// isOther reports whether the figures of a slot are not of the time a note
// says they are of. A note that only names a time may tell when something
// happened, or will.
func (x *remarkTime) isOther(s slot, kind catalog.Kind, basis sum) bool {
	p := s.period
	switch early, _ := isCutOffEarly(x.day, p); {
	case x.before, early:
		return true
	case len(x.mentions) == 0:
		return false
	}
	first, last, ok := x.extent(p)
	if !ok {
		return false
	}
	inside := !first.Before(p.First()) && !last.After(p.Last())
	switch {
	case x.without:
		return !last.Before(p.First()) && !first.After(p.Last())
	case inside && (x.also || !x.certain):
		return false
	case !x.certain && (first.After(p.Last()) || x.mentions[0].Grain == catalog.Year && x.mentions[0].Complete()):
		return false
	case !last.Equal(p.Last()):
		return true
	}
	sinceJanuary := first.Equal(newYear(p)) && (basis == sumYear || s.basis == catalog.Cumulative)
	return !first.Equal(p.First()) && !x.until && kind != catalog.Stock && !sinceJanuary
}

func newYear(p catalog.Period) time.Time {
	return time.Date(p.Year(), time.January, 1, 0, 0, 0, 0, time.UTC)
}

// extent returns the first and the last day of the times a note names in a
// report on p.
func (x *remarkTime) extent(p catalog.Period) (first, last time.Time, ok bool) {
	for _, m := range x.mentions {
		q, named := m.WithYear(p.Year())
		if !named {
			return first, last, false
		}
		from := q.First()
		if m.Basis == catalog.Cumulative {
			from = newYear(q)
		}
		if first.IsZero() || from.Before(first) {
			first = from
		}
		if last.Before(q.Last()) {
			last = q.Last()
		}
	}
	return first, last, len(x.mentions) > 0
}

// isOfTable reports whether the table itself tells of the time a note names: it
// has a column of it, which is then what the note is about, or its title says up
// to which day all figures run.
func (r *tableReader) isOfTable(x *remarkTime) bool {
	if x.without {
		return false
	}
	if !x.day.IsZero() && x.day.Equal(r.title.cutOff) {
		return true
	}
	first, last, ok := x.extent(r.title.period)
	for _, c := range r.columns {
		p := c.slot.period
		if p.IsZero() {
			p, _, _, _ = periodOf(c.head.period, r.title.period.Year())
		}
		switch {
		case p.IsZero():
		case x.before && p.Last().Before(r.title.period.First()):
			return true
		case ok && p.Last().Equal(last) && (p.First().Equal(first) || c.slot.basis == catalog.Cumulative && first.Equal(newYear(p))):
			return true
		}
	}
	return false
}
