package ingest

import (
	"strings"
	"unicode"

	"giaoban/ingest/catalog"
	"giaoban/ingest/oldfont"
	"giaoban/ingest/sheet"
)

// The degrees of secrecy a document is stamped with are "mật", "tối mật" and
// "tuyệt mật" (Luật Bảo vệ bí mật nhà nước). The upper two mean nothing else
// and count wherever they stand; "mật" is also half of common words.

// isSecret reports whether the workbook is marked secret: in the header or
// footer of a sheet, in a text box, a comment, a property or a cell.
func isSecret(book *sheet.Book) bool {
	for _, text := range book.Shapes {
		if secretText(text) {
			return true
		}
	}
	for _, text := range book.Comments {
		if secretText(text) {
			return true
		}
	}
	for _, text := range book.Properties {
		if secretText(text) {
			return true
		}
	}
	for i := range book.Sheets {
		s := &book.Sheets[i]
		if secretText(s.HeaderFooter) {
			return true
		}
		for _, row := range s.Rows {
			for _, c := range row.Cells {
				if c.Kind == sheet.Text && secretText(c.Text) {
					return true
				}
			}
		}
	}
	return false
}

// secretSheet returns the name of a sheet that is marked secret by it, "" for
// none.
func secretSheet(book *sheet.Book) string {
	for i := range book.Sheets {
		if text := book.Sheets[i].Name; secretText(text) || secretName(text) {
			return text
		}
	}
	return ""
}

// maxMarkWords is the most words of a line that "mật" may mark: "Tài liệu
// mật", "Mật - Bản số". In a longer one it is a word among others.
const maxMarkWords = 4

// secretText reports whether a text is or holds a mark of secrecy: "(Mật)",
// "TỐI MẬT - Bản số 1", "T Ố I  M Ậ T", "thuộc tài liệu tuyệt mật". A mark
// that was typed for an older font counts, whatever the font says: "TuyÖt mËt".
func secretText(text string) bool {
	if !strings.ContainsAny(text, "ậẬËäÄ") && !strings.Contains(text, "MAT") {
		return false // spares folding nearly every cell
	}
	if hasMark(text) {
		return true
	}
	for _, encoding := range []oldfont.Encoding{oldfont.TCVN3, oldfont.VNI} {
		if decoded, ok := (oldfont.Font{Encoding: encoding}).Decode(text); ok && hasMark(decoded) {
			return true
		}
	}
	return false
}

// hasMark is [secretText] for Unicode.
func hasMark(text string) bool {
	for line := range strings.SplitSeq(text, "\n") {
		words := lettersOf(catalog.Fold(line))
		switch strings.Join(words, "") {
		case "mật", "tốimật", "tuyệtmật":
			return true
		}
		for i, w := range words {
			if w == "mật" && i > 0 && (words[i-1] == "tối" || words[i-1] == "tuyệt") {
				return true
			}
		}
		if n := len(words); n > 0 && n <= maxMarkWords {
			if words[0] == "mật" && !afterMat[wordAt(words, 1)] || words[n-1] == "mật" && !beforeMat[wordAt(words, n-2)] {
				return true
			}
		}
		if markedApart(line) {
			return true
		}
	}
	return strings.Contains(text, "\n") && hasMark(strings.ReplaceAll(text, "\n", " "))
}

// markedApart reports whether a mark stands between punctuation marks, be the
// line as long as it may: "Độ mật: MẬT. Số 12-BC/ĐU". Among the goods of
// "đường, mật, rỉ" it is written small. Without accents only capitals tell
// "TOI MAT" from other words.
func markedApart(line string) bool {
	parts := strings.FieldsFunc(line, func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) })
	for _, part := range parts {
		part = strings.Join(lettersOf(part), " ")
		switch catalog.Fold(part) {
		case "tài liệu mật", "văn bản mật":
			return true
		case "dấu mật", "đóng dấu mật": // with more on the line it asks for the degree
			if len(parts) == 1 {
				return true
			}
		case "mật":
			if strings.HasPrefix(part, "M") {
				return true
			}
		case "toi mat", "tuyet mat":
			if part == strings.ToUpper(part) {
				return true
			}
		}
	}
	return false
}

// Words that make another word of "mật", or leave a degree open: "mật độ",
// "bảo mật", "Độ mật: …".
var (
	afterMat  = words("độ", "khẩu", "thiết", "ong", "mía", "rỉ", "mã", "thư", "đường", "vụ", "nghị")
	beforeMat = words("bí", "bảo", "cơ", "đường", "trù", "thân", "rỉ", "độ", "dấu", "không", "nước", "cô")
)

// lettersOf splits a text at whatever is no letter.
func lettersOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
}

// wordAt returns the word at i, "" outside.
func wordAt(words []string, i int) string {
	if i < 0 || i >= len(words) {
		return ""
	}
	return words[i]
}
