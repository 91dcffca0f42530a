package ingest

import (
	"regexp"
	"strings"

	"giaoban/ingest/catalog"
)

// formNumber is what a form or an appendix is called before what it is about:
// "BIỂU SỐ 3: ", "Phụ lục I - ", "Phụ lục ". Behind its number there may be
// letters: "Mẫu số 01-BC/ĐUK: ".
var formNumber = []*regexp.Regexp{
	regexp.MustCompile(`(?i)^(?:phụ lục|phụ biểu|biểu mẫu|mẫu biểu)(?:\s*[:.–—-]\s*|\s+)`),
	regexp.MustCompile(`(?i)^(?:phụ lục|phụ biểu|biểu mẫu|mẫu biểu|biểu|mẫu)(?:\s*số)?\s*[:.]?\s*(?:\d+[a-zđ]?(?:\.\d+)*|[ivx]+)(?:\s*[:.,)\-–—]\s*|\s+)`),
	regexp.MustCompile(`(?i)^(?:phụ lục|phụ biểu|biểu mẫu|mẫu biểu|biểu|mẫu)(?:\s*số)?\s*[:.]?\s*\d+[a-zđ]?\s*[-/]\s*\p{Lu}[\p{Lu}\d./-]*(?:\s*[:)–—]\s*|\s+[-–—]\s+)`),
}

// ofForm are words of a line that tells what a form is, not what its table holds.
var ofForm = regexp.MustCompile(`(?:^| )(?:ban hành|kèm theo|theo (?:quyết định|công văn|thông báo|thông tư|hướng dẫn|nghị định)|thông tư|nghị định|quyết định|hướng dẫn|áp dụng)(?: |$)`)

// behindFormNumber returns what a line says of its table behind the name of the
// form. It reports false for any other line, and where that is not told.
func behindFormNumber(text string) (about string, ok bool) {
	for _, form := range formNumber {
		m := form.FindStringIndex(text)
		if m == nil {
			continue
		}
		rest := strings.TrimSpace(text[m[1]:])
		key := plain(rest)
		if ofForm.MatchString(key) || isIgnored(key) || documentNumber.MatchString(key) {
			return "", false
		}
		if titleBegins.MatchString(key) && !documentBehind.MatchString(key) {
			return rest, true
		}
		// A year by itself may be the form's.
		if list := catalog.FindPeriods(rest); len(list) > 0 && list[0].Start == 0 && list[0].Date.IsZero() && list[0].Grain != catalog.Year {
			return rest, true
		}
	}
	return "", false
}

// documentBehind is a paper that is called by its number: "Báo cáo số 12-BC/ĐUK".
var documentBehind = regexp.MustCompile(`^(?:báo cáo|thông báo|kế hoạch|nghị quyết|chương trình|tờ trình) (?:số (?:\d|$)|\d+ (?:bc|tb|kh|nq|ctr|tr)(?: |$))`)

// attachedTo is the line under a table's title that names the report it goes
// with, and behind that who issued it. A letter or a decision is mostly that of
// whoever asks for the table.
var attachedTo = regexp.MustCompile(`(?i)^\(?\s*(?:ban hành )?kèm theo báo cáo(?:\s.*)?\scủa\s+([^()]+?)\s*\)?\.?$`)
