package ingest

import (
	"slices"
	"strings"

	"giaoban/ingest/catalog"
)

// statusSaid is what a text says of how sure figures are, and of what time.
type statusSaid struct {
	status catalog.Status
	of     []catalog.Mention // empty for whatever the table reports on
	words  string            // the line
}

// governs reports whether it is said of the figures of a period: of that
// itself or of the part with which it ends.
func (s statusSaid) governs(p catalog.Period) bool {
	return len(s.of) == 0 || slices.ContainsFunc(s.of, func(m catalog.Mention) bool {
		q, ok := m.WithYear(p.Year())
		return ok && p.Contains(q) && q.Last().Equal(p.Last())
	})
}

// statusWords are the words above a table that tell the vintage of its figures.
var statusWords = map[string]catalog.Status{
	"số liệu điều chỉnh": catalog.Corrected, "số điều chỉnh": catalog.Corrected, "báo cáo điều chỉnh": catalog.Corrected, // see also [statusScan.correctionAt]
	"số liệu chính thức": catalog.Final, "số chính thức": catalog.Final, "báo cáo chính thức": catalog.Final, "bản chính thức": catalog.Final,
	"sơ bộ": catalog.Preliminary, "ước": catalog.Estimate, "ước tính": catalog.Estimate,
}

// statusRemarks are the words that tell it only where they are all of a line
// or of a remark in brackets: "chính thức" is also what a Party member becomes.
var statusRemarks = map[string]catalog.Status{
	"chính thức": catalog.Final, "số liệu là chính thức": catalog.Final, "ước th": catalog.Estimate,
	"dự kiến": catalog.Estimate, "số dự kiến": catalog.Estimate, "số liệu dự kiến": catalog.Estimate,
	"tạm tính": catalog.Estimate, "số tạm tính": catalog.Estimate, "số liệu tạm tính": catalog.Estimate,
}

// longestStatus is the number of words in the longest of them.
const longestStatus = 5

var (
	// deniedBefore are words by which figures are not that, or not yet.
	deniedBefore = newContext(`(?:^| )(?:chưa|không|chẳng|chờ|đợi|sẽ|trước khi|khi có|đến khi|nếu có|thiếu)(?: \S+){0,5} $`)
	// awaitedBehind says that such figures are to follow.
	awaitedBehind = newContext(`^ (?:\S+ ){0,4}(?:sẽ |sau |gửi sau|báo cáo sau|bổ sung sau|(?:gửi|nộp) (?:về|trước) )`)
	// otherBefore are words by which the figures are held against such ones, or
	// take their place.
	otherBefore = newContext(`(?:^| )(?:thay thế|thay cho|thay|so với|chênh lệch với|khác|khác với|lệch với|cao hơn|thấp hơn|hủy|hủy bỏ|thu hồi|chuyển từ|điều chỉnh từ)(?: (?:cho|với|báo cáo|số liệu|số|các|những|bản|mức|kết quả))* $`)
	// earlierBehind says that such figures were sent before.
	earlierBehind = newContext(`^ (?:\S+ ){0,4}?(?:đã (?:báo cáo|gửi|nộp|cung cấp)|trước đây|lần trước|kỳ trước|gửi trước)(?: |$)`)
	// agreed are words that "ước" goes with to mean an agreement, or a wish.
	agreed = newContext(`(?:^| )(?:thỏa|quy|hiệp|công|giao|điều|khế|mệnh|mơ|minh|hương) $`)
	// notOf are words before a period by which it is not what is reported on.
	notOf = newContext(`(?:^| )(?:kế hoạch|kh|chỉ tiêu|nghị quyết|nq|dự toán|mục tiêu|so với|so|cùng kỳ|nhiệm vụ)(?: của| cả)? $`)
	// later are the words for a time to come that names no period.
	later = newContext(` (?:năm|cuối năm|tới|tiếp theo|sau) `)
	// newSubject are the words with which a title goes on to figures of another kind.
	newSubject = newContext(`^(?:kết quả|thực hiện|tình hình|đánh giá|tổng kết|kế hoạch|nhiệm vụ|phương hướng|dự kiến|mục tiêu|giải pháp|th) `)
)

// speaksOfStatus are the words without which a line needs no reading.
var speaksOfStatus = newContext(`ước|sơ bộ|tạm tính|dự kiến|chính|chỉnh|sửa|thay`)

// statusesIn returns what a line above or below a table says of how sure
// figures are. In "Kết quả 9 tháng và ước thực hiện cả năm" it is the year that
// is estimated; "chưa phải số liệu chính thức" calls nothing final.
func statusesIn(text string) []statusSaid {
	if !speaksOfStatus.in(withoutAccents(catalog.Fold(text)), true) {
		return nil
	}
	return newStatusScan(text).statuses(text)
}

// statuses is statusesIn for the words of a text.
func (s statusScan) statuses(text string) []statusSaid {
	var list []statusSaid
	open, free := false, false // the last of the list goes on; a period stands before it
	from := 0                  // where the clause begins
	for i := 0; i < len(s.words); {
		w := s.words[i]
		if n, status := s.statusAt(i); n > 0 {
			if open = s.isMeant(from, i, i+n); open {
				said := statusSaid{status: status, of: s.subjects(from, i), words: text}
				if whole, subject := s.correctionAt(i); whole == n {
					said.of = append(said.of, s.subjectsOf(i, i+subject)...)
				}
				list = append(list, said)
				if tail := s.clauseBehind(i + n); free && !strings.Contains(tail, periodWord) && from > 0 && later.in(" "+tail+" ", s.bare) {
					list = list[:len(list)-1] // "… và ước những tháng cuối năm"
					open = false
				}
			}
			i += n
			continue
		}
		i++
		switch m, ok := s.mentionAt(w); {
		case ok && !m.Outlook && !notOf.in(s.joined(from, i-1), s.bare):
			if free = free || !open; open {
				last := &list[len(list)-1]
				last.of = append(last.of, m)
			}
		case s.parts(w):
			from = i
			if isHard(w) || newSubject.in(s.joined(i, len(s.words)), s.bare) {
				open = false
			}
		}
	}
	return list
}

// Patterns for lines about a table, most of which speak of some figures only
// or tell how to report: "Báo cáo chính thức gửi về Văn phòng Đảng ủy".
var (
	// beforeWhole is what stands before a status that is said of all figures.
	beforeWhole = newContext(`^(?:(?:[-–+(:,]|ghi chú|lưu ý|chú ý|chú thích|đây|các|toàn bộ|tất cả|những|số liệu|số|kết quả|chỉ tiêu|báo cáo|biểu|bảng|tổng hợp|nhanh|nêu|trên|này` +
		`|trong|của|kỳ|kỳ này|quý|tháng|năm|thực hiện|do đơn vị|do các đơn vị|zzp\d+|zzd|tính|đến|hết|ngày|đều|mới|vẫn|hiện|là|được|lấy|mức|không phải|ước|sơ bộ|mà) )*$`)
	// behindWhole is what may follow one.
	behindWhole = newContext(`^(?:(?:thực hiện|tính|của|kỳ|quý|tháng|năm|này|báo cáo|đơn vị|zzp\d+|zzd|số liệu|có|đến|hết|ngày|cả) )*` +
		`(?:$|[-–,;.()\]] |(?:do|vì|chưa|không|sẽ|để|đã|theo|chờ|mà|sau khi|trên cơ sở|thay) )`)
	// behindTitle may follow one in a title that goes on below.
	behindTitle = newContext(`^(?:thực hiện|kết quả|tình hình|các chỉ tiêu|chỉ tiêu|một số|sản xuất|sxkd|hoạt động|số liệu) `)
	// ofSome are words for some of the figures.
	ofSome = newContext(`(?:^| )(?:cột|dòng|hàng|in nghiêng|in đậm|ngoặc|màu|dấu|đánh dấu|gạch|riêng|trừ|ngoại trừ|cùng kỳ|nghị quyết) `)
	// toldTo is a line that tells what to report.
	toldTo = newContext(`(?:^|[-(:] )(?:báo cáo|lấy) $`)
	// estimatedTitle begins a title of estimates.
	estimatedTitle = newContext(`^(?:báo cáo|biểu|bảng|tổng hợp|kết quả|tình hình) `)
)

// statusesOfLine is statusesIn for a line above or below a table. A title, with
// the period of the report in it, may say what it likes; a remark counts only
// if all of it speaks of all the figures.
func statusesOfLine(text string, below bool) []statusSaid {
	list := statusesIn(text)
	if len(list) == 0 {
		return nil
	}
	s := newStatusScan(text)
	remark := below || remarkBelow.MatchString(plain(text)+" ")
	if remark && strings.Contains(text, "*") {
		return nil // of the figures marked
	}
	for i := 0; i < len(s.words); i++ {
		n, status := s.statusAt(i)
		if n == 0 {
			continue
		}
		from, to := s.bracket(i)
		title := !below && (!remark || !isSentence(s.joined(0, i)))
		switch {
		case !s.isMeant(s.clauseBefore(i), i, i+n):
		case title && (s.namesReported(text, from, to) || strings.ToUpper(text) == text):
		case !s.isWhole(from, i, i+n, to, status, remark):
			return nil
		}
		i += n - 1
	}
	return list
}

// isSentence reports whether words before a status lead up to it: "số … là".
func isSentence(before string) bool {
	return strings.Contains(" "+before, " là ") || strings.Contains(" "+before, " la ")
}

// namesReported reports whether the words from one to another name a period
// that others are not compared to.
func (s statusScan) namesReported(text string, from, to int) bool {
	return slices.ContainsFunc(s.words[from:to], func(w string) bool {
		m, ok := s.mentionAt(w)
		return ok && !m.Outlook && !comparedBefore(catalog.Fold(text[:m.Start]))
	})
}

// isWhole reports whether a status is said of all figures by the words from one
// to another; i and end are about those that tell it.
func (s statusScan) isWhole(from, i, end, to int, status catalog.Status, remark bool) bool {
	before, behind := s.joined(from, i), s.joined(end, to)
	if ofSome.in(" "+before, s.bare) || ofSome.in(" "+behind, s.bare) || remark && toldTo.in(before, s.bare) {
		return false
	}
	whole := beforeWhole.in(before, s.bare)
	ends := behindWhole.in(behind, s.bare)
	switch {
	case whole && ends:
		return true
	case remark:
		return false
	case whole:
		return behindTitle.in(behind, s.bare)
	}
	return status < catalog.Final && ends && estimatedTitle.in(before, s.bare) && !isSentence(before)
}

// subjects returns the periods of which the words from one to another are
// said: "số liệu quý III là số ước".
func (s statusScan) subjects(from, to int) []catalog.Mention {
	var list []catalog.Mention
	said := false
	for _, w := range s.words[from:to] {
		if m, ok := s.mentionAt(w); ok {
			list = append(list, m)
		}
		said = said || w == "là" || s.bare && w == "la"
	}
	if !said {
		return nil
	}
	return list
}

// statusAt returns how many of the words from i tell a status, and which.
func (s statusScan) statusAt(i int) (n int, status catalog.Status) {
	if n, _ := s.correctionAt(i); n > 0 {
		return n, catalog.Corrected
	}
	for n = min(longestStatus, len(s.words)-i); n > 0; n-- {
		phrase := strings.Join(s.words[i:i+n], " ")
		if status, ok := s.look(statusWords, phrase); ok && (status != catalog.Corrected || !adjustsOther.in(s.joined(i+n, len(s.words)), s.bare)) {
			return n, status
		}
		if status, ok := s.look(statusRemarks, phrase); ok && (i == 0 || isHard(s.words[i-1])) && (i+n == len(s.words) || isHard(s.words[i+n])) {
			return n, status
		}
	}
	return 0, catalog.NoStatus
}

// look finds a phrase among words that have accents.
func (s statusScan) look(list map[string]catalog.Status, phrase string) (catalog.Status, bool) {
	if !s.bare {
		status, ok := list[phrase]
		return status, ok
	}
	for words, status := range list {
		if withoutAccents(words) == phrase {
			return status, true
		}
	}
	return catalog.NoStatus, false
}

// isMeant reports whether the words from i to end, in a clause that begins at
// from, say how sure the figures are, and nothing of others.
func (s statusScan) isMeant(from, i, end int) bool {
	before := s.joined(from, i)
	return !agreed.in(before, s.bare) && isMeantBetween(before, " "+s.clauseBehind(end)+" ", s.bare)
}

// isMeantBetween reports whether what stands around the words for a status
// leaves them their meaning.
func isMeantBetween(before, behind string, bare bool) bool {
	return !deniedBefore.in(before, bare) && !otherBefore.in(before, bare) && !awaitedBehind.in(behind, bare) && !earlierBehind.in(behind, bare)
}

// statusFor returns the status of the figures of a period by what is said
// above their table, NoStatus if nothing is. Where two lines disagree the less
// sure one counts, and the lines are returned.
func statusFor(said []statusSaid, p catalog.Period) (status catalog.Status, one, other string) {
	surest := statusSaid{}
	least := statusSaid{}
	for _, s := range said {
		if !s.governs(p) {
			continue
		}
		if s.status > surest.status {
			surest = s
		}
		if least.status == catalog.NoStatus || s.status < least.status {
			least = s
		}
	}
	switch {
	case least.status == catalog.Final: // a correction of official figures is one
		return surest.status, "", ""
	case least.status != surest.status && surest.status > catalog.Preliminary:
		return least.status, least.words, surest.words
	}
	return least.status, "", ""
}

// estimatedIn returns the periods besides the report's that are called
// estimated above a table.
func estimatedIn(said []statusSaid, reported catalog.Period) []catalog.Period {
	var list []catalog.Period
	for _, s := range said {
		if s.status == catalog.Estimate && !s.governs(reported) {
			list = append(list, periodsIn(s.of, reported.Year())...)
		}
	}
	return list
}
