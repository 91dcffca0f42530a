package ingest

import (
	"regexp"
	"strings"

	"giaoban/ingest/catalog"
	"giaoban/ingest/memo"
)

// The words by which free layouts are understood. They are compared as plain
// keys: see [plain].

// plain returns the key words are compared by: folded, every mark but % read
// as a space, % a word of its own.
var plain = memo.Func(func(text string) string {
	words := catalog.Words(text, func(r rune) bool { return r == '%' })
	if !strings.Contains(words, "%") {
		return words
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(words, "%", " % ")), " ")
})

// wordSet is a set of plain keys.
type wordSet map[string]bool

func words(list ...string) wordSet {
	set := make(wordSet, len(list))
	for _, w := range list {
		set[plain(w)] = true
	}
	return set
}

// Headings of the columns that are not figures.
var (
	indicatorHeadings = words("chỉ tiêu", "tên chỉ tiêu", "các chỉ tiêu", "nội dung", "nội dung chỉ tiêu",
		"chỉ tiêu chủ yếu", "các chỉ tiêu chủ yếu", "chỉ tiêu báo cáo", "chỉ tiêu, nội dung", "nội dung báo cáo",
		"danh mục", "tiêu chí", "tên tiêu chí", "hạng mục", "indicator")
	orgHeadings = words("tên đơn vị", "đơn vị", "các đơn vị", "tên các đơn vị", "đơn vị báo cáo", "TCCSĐ", "tên TCCSĐ",
		"tổ chức cơ sở đảng", "tên tổ chức cơ sở đảng", "tổ chức đảng", "tên tổ chức đảng", "tên tổ chức",
		"doanh nghiệp", "tên doanh nghiệp", "tên công ty", "công ty", "đảng bộ, chi bộ", "chi bộ, đảng bộ",
		"chi, đảng bộ", "tên đảng bộ, chi bộ", "tên chi, đảng bộ", "đảng bộ, chi bộ cơ sở", "chi, đảng bộ cơ sở",
		"đơn vị, doanh nghiệp", "tên đơn vị, doanh nghiệp", "cụm", "tên cụm", "cụm, đơn vị", "organisation")
	// rows that name indicators and others that name organisations, or either beside a heading over the other
	mixedHeadings   = words("chỉ tiêu/đơn vị", "đơn vị/chỉ tiêu", "chỉ tiêu/tên đơn vị", "tên đơn vị/chỉ tiêu", "nội dung/đơn vị", "đơn vị/nội dung", "chỉ tiêu và đơn vị", "đơn vị và chỉ tiêu")
	numberHeadings  = words("TT", "STT", "số TT", "số thứ tự", "No", "mã số", "mã", "#")
	unitHeadings    = words("ĐVT", "đơn vị tính", "đơn vị", "đv tính", "đơn vị đo", "unit")
	noteHeadings    = words("ghi chú", "giải trình", "thuyết minh", "nguyên nhân", "note")
	timeHeadings    = words("năm", "kỳ", "thời gian", "giai đoạn", "năm báo cáo", "kỳ báo cáo", "kỳ số liệu")
	orgTypeHeadings = words("loại hình", "loại hình (ĐB/CB)", "loại hình ĐB, CB", "loại hình tổ chức", "loại hình TCCSĐ", "ĐB/CB", "loại TCCSĐ")
)

// totalWords name the row that sums the others; a longer text that begins
// with one of totalPrefixes ("Cộng cụm 1", "Tổng cộng (I+II)") does too.
var (
	totalWords = words("tổng cộng", "tổng số", "cộng", "tổng", "toàn cụm", "toàn khối", "tổng toàn khối",
		"tổng toàn cụm", "toàn đảng bộ", "cộng toàn khối", "cộng toàn cụm", "tổng cộng toàn khối", "total")
	totalPrefixes = []string{"tổng cộng ", "tổng số ", "cộng ", "toàn cụm ", "toàn khối ", "tổng toàn "}
)

func isTotal(key string) bool {
	if totalWords[key] {
		return true
	}
	for _, p := range totalPrefixes {
		if strings.HasPrefix(key, p) {
			return true
		}
	}
	return totalOfAll.MatchString(key) || isPageTotal(key)
}

// isPageTotal reports whether a total is carried from page to page: "Cộng
// trang 1", "Mang sang".
func isPageTotal(key string) bool { return pageTotal.MatchString(key) }

var pageTotal = regexp.MustCompile(`^(?:cộng |tổng )?(?:trang(?: trước| sau| này)?(?: \d{1,3})?|(?:số )?(?:mang|chuyển) sang(?: trang.*)?|chuyển trang.*|trang trước chuyển sang)$`)

// totalOfAll is a total that says of what and of whom: "Tổng doanh thu toàn Cụm".
var totalOfAll = regexp.MustCompile(`^(?:tổng|cộng|cả|chung|số liệu)(?: .*)? (?:toàn|cả) (?:cụm|khối|đảng bộ|tỉnh|ngành|thành phố|huyện|thị xã)(?: |$)|^(?:toàn|cả|chung) (?:cụm|khối|đảng bộ|tỉnh)(?: |$)`)

// footerPrefixes begin the texts below a table: whoever signed it, and notes.
// Nothing below them is read, so that no person's name comes in.
var footerPrefixes = []string{
	"người lập", "người tổng hợp", "lập biểu", "kế toán trưởng", "thủ trưởng", "giám đốc", "tổng giám đốc",
	"phó giám đốc", "chủ tịch", "bí thư", "phó bí thư", "t m ", "tm ", "k t ", "kt giám đốc", "kt thủ trưởng", "kt bí thư",
	"tl ", "nơi nhận", "xác nhận", "ghi chú", "chánh văn phòng", "ký tên", "ký ghi rõ", "đại diện", "phụ trách",
	"trưởng phòng", "trưởng ban", "người ký", "ngày tháng năm",
}

// placeDate is the line "Thanh Hóa, ngày 30 tháng 3 năm 2024", blanks and
// dots included where the day is left to be filled in.
var placeDate = regexp.MustCompile(`(^|[,.\s])ngày[\s.…_]*\d{0,2}[\s.…_]*tháng[\s.…_]*\d{0,2}[\s.…_]*năm`)

// upToDay is a day that figures run up to or from, which stands in titles.
var upToDay = regexp.MustCompile(`(?:^| )(?:từ|đến|tới|hết)(?: hết)? $`)

// isPlaceDate reports whether a text is where and when a paper was signed.
func isPlaceDate(text string) bool {
	folded := catalog.Fold(text)
	at := placeDate.FindStringSubmatchIndex(folded)
	return at != nil && !upToDay.MatchString(folded[:at[3]])
}

// isFooter reports whether a text belongs below a table.
func isFooter(text string) bool {
	key := plain(text)
	if key == "tm" || key == "t m" {
		return true
	}
	for _, p := range footerPrefixes {
		if strings.HasPrefix(key+" ", p) {
			return true
		}
	}
	return placeDate.MatchString(catalog.Fold(text))
}

// effects is what the words of a heading say about its column.
type effects uint32

const (
	saysPlan          effects = 1 << iota // "kế hoạch"
	saysThisQuarter                       // "quý này", "quý" without a number
	saysThisMonth                         // "tháng này", "tháng" without a number
	saysThisTime                          // "kỳ này"
	saysSamePeriod                        // "cùng kỳ"
	saysYearBefore                        // "năm trước"
	saysCumulative                        // "lũy kế"
	saysEstimate                          // "ước"
	saysPreliminary                       // "sơ bộ"
	saysFinal                             // "số chính thức"
	saysCorrected                         // "số điều chỉnh"
	saysForecast                          // "dự kiến": of a time to come
	saysPercent                           // "%", "tỷ lệ": a proportion of something
	saysCompared                          // "so với": a proportion, or a difference
	saysGrowth                            // "tăng, giảm": a change
	saysThisYear                          // "năm nay"
	saysQuarterBefore                     // "quý trước"
	saysMonthBefore                       // "tháng trước"
	saysTimeBefore                        // "kỳ trước": of the period before, or of a year before
	saysOpening                           // "đầu kỳ": a level when the period began
	saysYearOpening                       // "đầu năm": a level when the year began
	saysTarget                            // "chỉ tiêu": a plan, where it speaks of one: see readLevels
	saysAlone                             // "trong quý": of the period alone, whatever stands above the table
	saysToDate                            // "đến nay": what flows has added up, from a day that is left unsaid
	saysAdjusted                          // "điều chỉnh": a plan that was changed since, and of nothing else
	saysAtFirst                           // "ban đầu": such a plan before
	saysAdded                             // "bổ sung": what a plan got besides, and of nothing else

	saysNothing effects = 0 // "thực hiện", "tổng số"

	// statusEffects tell how sure figures are, not what they are of.
	statusEffects = saysEstimate | saysPreliminary | saysFinal | saysCorrected

	// ownEffects name the time of the report, or a part of it.
	ownEffects = saysThisQuarter | saysThisMonth | saysThisTime | saysAlone

	// beforeEffects name the time before the report's.
	beforeEffects = saysQuarterBefore | saysMonthBefore | saysTimeBefore | saysOpening | saysYearOpening
)

// measureWords are the words around an indicator or a period in a heading, by
// plain key.
var measureWords = keyed(map[effects][]string{
	saysNothing: {"thực hiện", "TH", "thực tế", "kết quả", "kết quả thực hiện", "đạt", "đạt được", "đã thực hiện",
		"số lượng", "số liệu", "giá trị", "báo cáo", "phát sinh", "tổng", "tổng số", "TS",
		"tổng cộng", "cộng", "số", "trong đó", "trong năm", "năm", "và", "của", "với",
		"hiện có", "hiện nay", "cả", "kỳ", "tính",
		"T/h", "KQ", "KQTH", "KQ TH", "có mặt", "thời điểm báo cáo", "tại thời điểm báo cáo",
		"của đơn vị", "của doanh nghiệp", "của DN", "của công ty"},
	saysPlan:        {"kế hoạch", "KH", "dự toán", "mục tiêu", "giao", "được giao", "chỉ tiêu giao", "chỉ tiêu được giao", "chỉ tiêu kế hoạch"},
	saysTarget:      {"chỉ tiêu", "nghị quyết", "NQ"},
	saysThisQuarter: {"quý", "quý này", "quý báo cáo"},
	saysThisMonth:   {"tháng", "tháng này", "tháng báo cáo"},
	saysThisTime:    {"kỳ này", "kỳ báo cáo"},

	saysThisQuarter | saysAlone: {"trong quý", "riêng quý", "riêng trong quý", "phát sinh trong quý", "trong quý báo cáo", "trong quý này", "riêng quý này"},
	saysThisMonth | saysAlone:   {"trong tháng", "riêng tháng", "riêng trong tháng", "phát sinh trong tháng", "trong tháng báo cáo", "trong tháng này", "riêng tháng này"},
	saysThisTime | saysAlone:    {"trong kỳ", "riêng kỳ này", "riêng trong kỳ", "phát sinh trong kỳ", "trong kỳ báo cáo", "trong kỳ này"},
	saysAlone:                   {"riêng"},
	saysCumulative | saysToDate: {"đến nay", "tới nay", "tính đến nay", "có đến nay", "đến hiện tại", "đến thời điểm báo cáo", "đến kỳ báo cáo", "đến thời điểm hiện tại"},

	saysSamePeriod:    {"cùng kỳ", "CK", "cùng kỳ năm trước", "cùng kỳ năm ngoái", "CKNT"},
	saysYearBefore:    {"năm trước", "năm ngoái"},
	saysThisYear:      {"năm nay"},
	saysQuarterBefore: {"quý trước", "quý liền trước", "quý trước liền kề", "quý liền kề trước", "quý trước đó"},
	saysMonthBefore:   {"tháng trước", "tháng liền trước", "tháng trước liền kề", "tháng liền kề trước", "tháng trước đó"},
	saysTimeBefore:    {"kỳ trước", "kỳ liền trước", "kỳ trước liền kề", "kỳ liền kề trước", "kỳ báo cáo trước"},
	saysCumulative: {"lũy kế", "LK", "LKTĐN", "cộng dồn", "từ đầu năm", "từ đầu năm đến nay", "đầu năm đến nay",
		"từ đầu năm đến cuối kỳ báo cáo", "đến cuối kỳ báo cáo", "từ đầu năm đến cuối kỳ này"},
	saysEstimate:    {"ước", "ước tính", "ước đạt", "ước TH", "ước thực hiện"},
	saysPreliminary: {"sơ bộ", "số sơ bộ", "số liệu sơ bộ"},
	saysFinal:       {"số chính thức", "số liệu chính thức"},
	saysCorrected:   {"số điều chỉnh", "số liệu điều chỉnh", "đã điều chỉnh"},
	saysAdjusted: {"điều chỉnh", "sau điều chỉnh", "điều chỉnh lần 1", "điều chỉnh lần 2", "điều chỉnh lần 3", "ĐC", "đã ĐC", "sau ĐC", "năm sau điều chỉnh", "năm sau ĐC", "sau bổ sung", "năm sau bổ sung",
		"điều chỉnh, bổ sung", "bổ sung, điều chỉnh"},
	saysAtFirst:            {"ban đầu", "trước điều chỉnh", "chưa điều chỉnh", "trước ĐC", "trước bổ sung", "chưa bổ sung"},
	saysAdded:              {"bổ sung", "giao bổ sung", "bổ sung thêm", "giao thêm", "được giao thêm"},
	saysPlan | saysAtFirst: {"KH đầu năm", "kế hoạch đầu năm", "giao đầu năm", "được giao đầu năm", "giao từ đầu năm", "giao ban đầu"},
	saysForecast: {"dự kiến", "dự tính", "dự báo", "tháng tiếp theo", "quý tiếp theo", "kỳ tiếp theo", "kỳ tới", "tháng tới",
		"quý tới", "năm tới", "năm sau", "phương hướng", "nhiệm vụ"},
	saysPercent:  {"%", "tỷ lệ", "phần trăm", "hoàn thành", "mức độ hoàn thành", "tương đối", "số tương đối"},
	saysCompared: {"so với", "so", "so sánh"},
	saysGrowth:   {"tăng", "giảm", "tăng trưởng", "tốc độ", "chênh lệch", "mức tăng", "mức giảm", "biến động", "tuyệt đối", "số tuyệt đối"},
})

// momentWords are the words by which a level is of the day a time begins or
// ends on: "đầu kỳ", "có đến cuối quý báo cáo". Without more the end is the
// report's.
func momentWords() map[string]effects {
	keys := map[string]effects{}
	for _, before := range []string{"", "số ", "có ", "tồn ", "có mặt ", "hiện có ", "đến ", "có đến ", "có mặt đến ", "hiện có đến ", "tính đến ", "có tính đến ", "thời điểm ", "tại thời điểm ", "tại "} {
		for _, time := range []string{"kỳ", "tháng", "quý", "năm"} {
			opening := saysOpening
			if time == "năm" {
				opening = saysYearOpening
			}
			for _, behind := range []string{"", " này", " báo cáo"} {
				keys[plain(before+"đầu "+time+behind)] = opening
				keys[plain(before+"cuối "+time+behind)] = saysNothing
			}
		}
	}
	return keys
}

func keyed(lists map[effects][]string) map[string]effects {
	keys := momentWords()
	for e, list := range lists {
		for _, w := range list {
			keys[plain(w)] = e
		}
	}
	return keys
}

// maxPhrase is the number of words in the longest entry of measureWords.
const maxPhrase = 8
