package ingest

import (
	"maps"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"giaoban/ingest/sheet"
)

// Programs that know no Vietnamese write it without accents: "Chi tieu", "Nop
// ngan sach". Such a file is read as if it had them, as far as the words are
// some that we know and only one of them looks like that without its accents.
// Others stay as they are, and are asked about.

// restoreAccents writes the accents of a workbook that has none, and tells. A
// workbook with any accent is left alone, and so is one without a heading of
// indicators or organisations.
func restoreAccents(book *sheet.Book, v Vocabulary, f *findings) {
	if !lacksAccents(book) {
		return
	}
	words := v.accented()
	var first place
	text, read, count := "", "", 0
	for i := range book.Sheets {
		s := &book.Sheets[i]
		for _, row := range s.Rows {
			for j := range row.Cells {
				c := &row.Cells[j]
				if c.Kind != sheet.Text {
					continue
				}
				with := words.restore(c.Text)
				if with == c.Text {
					continue
				}
				if count++; count == 1 {
					first = place{sheet: s.Name, col: c.Col, row: row.Number}
					text, read = oneLine(cut(c.Text)), oneLine(cut(with))
				}
				c.Text = with
			}
		}
	}
	if count > 0 {
		f.add(Note, codeAccentsRestored, first, Args{"text": text, "read": read, "texts": count})
	}
}

// lacksAccents reports whether no text of a workbook has a Vietnamese letter
// beyond the English ones, though one heads a table of ours.
func lacksAccents(book *sheet.Book) bool {
	heads := map[string]bool{}
	for _, set := range []wordSet{indicatorHeadings, orgHeadings} {
		for key := range set {
			if bare := withoutAccents(key); bare != key {
				heads[bare] = true
			}
		}
	}
	found := false
	for i := range book.Sheets {
		for _, row := range book.Sheets[i].Rows {
			for _, c := range row.Cells {
				if c.Kind != sheet.Text {
					continue
				}
				for _, r := range c.Text {
					if r >= utf8.RuneSelf && unicode.IsLetter(r) {
						return false
					}
				}
				found = found || row.Number <= maxTitleRows && heads[plain(c.Text)]
			}
		}
	}
	return found
}

// accents are phrases by how they look without accents. One that is several
// phrases is "".
type accents map[string]string

// longestPhrase is the number of words of a phrase that is looked for.
const longestPhrase = 14

// titlesOfForms are words of titles and of what else stands around tables.
var titlesOfForms = words("đơn vị báo cáo", "đơn vị tính", "báo cáo", "biểu", "bảng", "tổng hợp", "kết quả", "tình hình", "sản xuất kinh doanh", "hoạt động", "công tác",
	"xây dựng đảng", "số liệu", "kinh tế", "xã hội", "quý", "tháng", "năm", "đầu năm", "cuối năm", "tính đến", "đến ngày", "ngày", "đơn vị", "người lập", "giám đốc", "bí thư",
	"thủ trưởng", "kế toán trưởng", "ghi chú", "công ty", "cổ phần", "tổng công ty", "chi bộ", "đảng bộ", "đảng ủy", "khối", "cụm", "doanh nghiệp", "tỉnh", "thành phố", "ngân hàng", "trong đó",
	"thực hiện", "chỉ tiêu", "chủ yếu", "đảng bộ cơ sở", "chi bộ cơ sở")

// accented returns the phrases of a vocabulary and those by which layouts are
// understood.
func (v Vocabulary) accented() accents {
	all := accents{}
	for _, set := range []wordSet{indicatorHeadings, orgHeadings, numberHeadings, unitHeadings, noteHeadings, timeHeadings, orgTypeHeadings, totalWords, titlesOfForms} {
		for key := range maps.Keys(set) {
			all.add(key)
		}
	}
	for key := range measureWords {
		all.add(key)
	}
	for _, ind := range v.Catalogue.Indicators {
		all.add(ind.NameVI)
		for _, s := range ind.Synonyms {
			all.add(s)
		}
	}
	for _, u := range v.Catalogue.Units {
		all.add(u.NameVI)
		for _, s := range u.Synonyms {
			all.add(s)
		}
	}
	for _, o := range v.Register.Versions {
		all.add(o.NameVI)
		all.add(o.ShortName)
		all.add(partyBody.ReplaceAllString(plain(o.NameVI), ""))
	}
	return all
}

// add takes in one phrase.
func (a accents) add(phrase string) {
	key := plain(phrase)
	bare := withoutAccents(key)
	if other, twice := a[bare]; twice && other != key {
		key = ""
	}
	a[bare] = key
}

// wordOfText is a word of a text as [plain] reads them.
var wordOfText = regexp.MustCompile(`[\pL\pN]+`)

// restore writes the accents of the longest phrases of a text, from its
// beginning.
func (a accents) restore(text string) string {
	at := wordOfText.FindAllStringIndex(text, -1)
	var out strings.Builder
	done := 0
	for i := 0; i < len(at); {
		n := min(longestPhrase, len(at)-i)
		var with []string
		for ; n > 0 && with == nil; n-- {
			var key []string
			for _, w := range at[i : i+n] {
				key = append(key, strings.ToLower(text[w[0]:w[1]]))
			}
			if phrase := a[strings.Join(key, " ")]; phrase != "" && len(strings.Fields(phrase)) == n {
				with = strings.Fields(phrase)
			}
		}
		for j, w := range with {
			word := at[i+j]
			out.WriteString(text[done:word[0]])
			out.WriteString(inCaseOf(text[word[0]:word[1]], w))
			done = word[1]
		}
		i += max(1, len(with))
	}
	return out.String() + text[done:]
}

// inCaseOf writes a word in the case of another of as many letters.
func inCaseOf(written, word string) string {
	letters := []rune(written)
	out := []rune(word)
	if len(letters) != len(out) {
		return word
	}
	for i := range out {
		if unicode.IsUpper(letters[i]) {
			out[i] = unicode.ToUpper(out[i])
		}
	}
	return string(out)
}
