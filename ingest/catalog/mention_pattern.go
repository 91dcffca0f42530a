package catalog

import "regexp"

// yearTail is what follows a period's name when its year is written: "/2024",
// " năm 2024", ", 2024", " - 2024", " of 2024", "/24", ".2024" without a blank,
// which would end a sentence. Its group is the year.
const yearTail = `((?:\.|\s*[/,-]?\s*\(?)(?:của\s+|of\s+|in\s+)?(?:n[ăa]m\s*)?(\d{4}|\d{2}))?`

// A part of a year that is not understood, or left blank, and the year behind.
const (
	partNumber    = `(?:thứ\s*|số\s*)?(?:\d{1,2}|[ivx]{1,5}|[.…_]+)`
	yearAfterPart = `\s*(?:của\s+)?[/,-]?\s*(?:năm\s*)?\d{4}`
)

// A fraction of a year: which of its halves or quarters it is, nobody says.
const fractionOfYear = `(?:([1-3])\s*/\s*([2-4])|[½¼¾⅓⅔])\s*(?:chặng đường\s*|thời gian\s*)?(?:của\s+)?năm`

// Expressions for numbers of months and the names of English months.
const (
	monthCount = `(\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mười một|mười hai)`
	monthWord  = `(mười hai|mười một|mười|một|giêng|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín)`
	monthName  = `(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`
)

// patterns, the most specific first: a form that contains another comes before
// it. File names are often without accents ("quy 1 nam 2024"); such forms need
// a year, and "nam 2024" alone is not read, because it ends "Việt Nam 2024".
var patterns = []pattern{
	// Weeks of a month, whose number with it is no day.
	{form(`(?:tuần|tuan)\s*` + partNumber + `\s*[/,(-]?\s*(?:của\s+)?(?:tháng|thang|t)\s*\d{1,2}` + yearAfterPart), unreadPart},

	// Fractions of years, which look like days.
	{form(fractionOfYear + `\s*(?:của\s+)?\d{4}`), readFraction},

	// Days.
	{form(`(?:ngày\s*)?(\d{4})-(\d{2})-(\d{2})`), readDate(3, 2, 1)},
	{form(`(?:ngày\s*)?(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?([/.-]|năm)\s?(\d{4}|\d{2})`), readNumericDate},
	{form(`(?:ngày\s*)?(\d{1,2})\s*tháng\s*(\d{1,2})(?:\s*(?:năm|/|,)?\s*(\d{4}))?`), readDate(1, 2, 3)},
	{form(`(\d{1,2})(?:st|nd|rd|th)?\s+` + monthName + `\.?,?\s+(\d{4})`), readDate(1, 2, 3)},
	{form(monthName + `\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})`), readDate(2, 1, 3)},

	// Blanks to fill in, and openings that name a moment, not a period.
	{form(`tháng[\s.…_]*năm\s*\d{4}`), readBlankMonth},
	{form(`từ đầu năm(?:\s*\d{4})?`), barrier},
	{form(`(?:(?:đầu|giữa|cuối)|còn\s+lại(?:\s+của|\s+trong)?)\s+năm\s*\d{4}`), readMomentOfYear},

	{form(`(?:đầu|giữa|cuối|nửa|\d\s*/\s*\d|[½¼¾⅓⅔])\s+nhiệm kỳ\s*\d{4}\s*-\s*\d{4}`), barrier},

	// Spans of years, then codes.
	{form(`((?:nhiệm kỳ|giai đoạn|term)\s*)?(\d{4})\s*(-|\.\.|đến|to)\s*(\d{4})(\s+term)?`), readTerm},
	{form(`(\d{4})[\s/-]?q([1-4])`), readCode(Quarter)},
	{form(`(\d{4})[\s/-]?h([12])`), readCode(Half)},
	{form(`(\d{4})[\s/-]?(9)m`), readCode(NineMonths)},
	{form(`(\d{4})-(0[1-9]|1[0-2])`), readCode(Month)},

	// Accumulated months, before single months.
	{form(`từ\s+tháng\s*(\d{1,2})\s*(?:đến|-)\s*(?:hết\s*)?(?:tháng\s*)?(\d{1,2})` + yearTail), readMonthRange},
	{form(`tháng\s*(\d{1,2}(?:\s*(?:,|\+|&|-|và)\s*(?:tháng\s*)?\d{1,2})+)` + yearTail), readMonthList},
	{form(monthCount + `\s*(tháng|t)((?:\s*(đầu|cuối))(?:\s*năm)?)?` + yearTail), readMonthCount},
	{form(`(?:(?:the\s+)?(first|last)\s+)?(three|six|nine|ten|eleven|\d{1,2})\s+months` + yearTail), readEnglishMonthCount},
	{form(monthCount + `\s*(thang)((?:\s*(dau|cuoi))(?:\s*nam)?)?` + yearTail), withYear(readMonthCount)},
	{form(`(?:nửa)\s*(đầu|cuối)\s*năm` + yearTail), readNamed(Half, map[string]int{"đầu": 1, "cuối": 2})},

	{form(`([2-4]|hai|ba|bốn)\s*(quý)((?:\s*(đầu|cuối))(?:\s*năm)?)?` + yearTail), readQuarterCount},

	// Quarters, halves, nine months. Several quarters together are none of them.
	{form(`quý\s*(?:iii|iv|ii|i)(?:\s*(?:,|\+|&|-|và)\s*(?:iii|iv|ii|i))+` + yearAfterPart), unreadPart},
	{form(`(?:quý|quarter|q)\s*(iii|iv|ii|i|0?[1-4])` + yearTail), readNamed(Quarter, ordinals)},
	{form(`q\.\s*(iii|iv|ii|i|[1-4])` + yearTail), withYear(readNamed(Quarter, ordinals))}, // Q.1 alone is a district
	{form(`quy\s*(iii|iv|ii|i|0?[1-4])` + yearTail), withYear(readNamed(Quarter, ordinals))},
	{form(`quý\s*(?:thứ\s*)?(một|nhất|hai|ba|tư|bốn)` + yearTail), readInWords(Quarter)},
	{form(`(first|second|third|fourth|1st|2nd|3rd|4th)\s+quarter` + yearTail), readNamed(Quarter, ordinals)},
	{form(`(first|second|1st|2nd)\s+half` + yearTail), readNamed(Half, ordinals)},
	{form(`h([12])` + yearTail), withYear(readNamed(Half, ordinals))},
	{form(`(9)m` + yearTail), withYear(readNamed(NineMonths, map[string]int{"9": 0}))},

	// Weeks and meetings of a year, before the month their number may look like.
	{form(`(?:tuần|tuan|đợt|lần|phiên)\s*` + partNumber + yearAfterPart), unreadPart},
	{form(`(?:quý|quy)\s*` + partNumber + yearAfterPart), unreadPart}, // "quý 5/2024"

	// Months.
	{form(`tháng\s*(\d{1,2})` + yearTail), readMonth},
	{form(`tháng\s*(?:thứ\s*)?` + monthWord + yearTail), readInWords(Month)},
	{form(`tháng\s*(xii|xi|ix|x|viii|vii|vi|iv|v|iii|ii|i)` + yearTail), withYear(readNamed(Month, romanMonths))},
	{form(`thang\s*(\d{1,2})` + yearTail), withYear(readMonth)},
	{form(`t\.?(\d{1,2})` + yearTail), withYear(readMonth)},
	{form(monthName + `\.?` + yearTail), withYear(readMonth)},
	{form(`(\d{1,2})\s*/\s*(\d{4})`), readBareMonth},

	// Parts of years that none of the above has read.
	{form(`(?:quý|tháng)\s*(?:thứ\s*|số\s*)?[\pL\d.…_]{0,6}` + yearAfterPart), unreadPart},
	{form(`kỳ\s*` + partNumber + yearAfterPart), unreadPart},
	{form(`(?:tuần|đợt)` + yearAfterPart), unreadPart},
	{form(`\d{1,2}\s*th\.?\s*(?:đầu\s*)?` + yearAfterPart), unreadPart},
	{form(`(?:nửa|bán niên)` + yearAfterPart), unreadPart},

	// Years.
	{form(`(cả\s*năm|full[\s-]year)`), readWholeYear},
	{form(`(?:(?:cả\s*)?năm|fy|(?:full[\s-])?year)\s*(\d{4})`), readYear},
	{form(`\d{4}`), readLoneYear},
}

// openEnds are parts of years that are not understood and whose year, if it is
// written, stands elsewhere: on the next line.
var openEnds = []pattern{
	{form(`(?:quý|tuần|đợt|kỳ)\s*` + partNumber + `\s*$`), unreadPart},
	{form(`tháng\s*[.…_]+\s*$`), unreadPart},
	{form(fractionOfYear + `\s*$`), readFraction},
}

func form(expr string) expression { return expression{regexp.MustCompile(expr), needsOf(expr)} }
