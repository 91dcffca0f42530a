package ingest

import (
	"path"
	"strings"
	"unicode"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// secretMarks are the degrees of secrecy a document is stamped with (Luật Bảo
// vệ bí mật nhà nước), folded. The mark stands alone: "Mật độ" is no mark.
var secretMarks = map[string]bool{"mật": true, "tối mật": true, "tuyệt mật": true}

// isSecret reports whether the workbook is marked secret: in its file name, in
// a header or footer, in a text box, or in a cell that holds nothing else.
func isSecret(book *sheet.Book, name string) bool {
	if secretName(name) {
		return true
	}
	for _, text := range book.Shapes {
		if secretMark(text) {
			return true
		}
	}
	for i := range book.Sheets {
		s := &book.Sheets[i]
		if secretMark(s.Name) {
			return true
		}
		for line := range strings.SplitSeq(s.HeaderFooter, "\n") {
			if secretMark(line) {
				return true
			}
		}
		for _, row := range s.Rows {
			for _, c := range row.Cells {
				if c.Kind == sheet.Text && secretMark(c.Text) {
					return true
				}
			}
		}
	}
	return false
}

// maxMarkLength is the longest text that can be a mark, in bytes.
const maxMarkLength = 60

// secretMark reports whether the text is a mark of secrecy: "MẬT", "(Tối mật)",
// "Độ mật: Tuyệt mật", "M Ậ T".
func secretMark(text string) bool {
	if len(text) > maxMarkLength {
		return false
	}
	key := strings.TrimFunc(catalog.Fold(text), func(r rune) bool { return !unicode.IsLetter(r) })
	if _, degree, ok := strings.Cut(key, ":"); ok && strings.HasPrefix(key, "độ mật") {
		key = strings.TrimSpace(degree)
	}
	return secretMarks[key] || secretMarks[unspaced(key)]
}

// unspaced undoes letter spacing: "t ố i m ậ t" becomes "tối mật".
func unspaced(key string) string {
	switch strings.ReplaceAll(key, " ", "") {
	case "mật":
		return "mật"
	case "tốimật":
		return "tối mật"
	case "tuyệtmật":
		return "tuyệt mật"
	}
	return key
}

// secretName reports whether a file name carries a mark. File names often
// lose their accents, so "TOI MAT" and "TUYET MAT" count; "mat" alone could
// be any word and does not. "MẬT" must stand in capitals and not be part of a
// common word.
func secretName(name string) bool {
	name = strings.TrimSuffix(name, path.Ext(name))
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	for i, word := range words {
		before, after := "", ""
		if i > 0 {
			before = catalog.Fold(words[i-1])
		}
		if i+1 < len(words) {
			after = catalog.Fold(words[i+1])
		}
		switch folded := catalog.Fold(word); {
		case folded == "mật" && (before == "tối" || before == "tuyệt"):
			return true
		case folded == "mat" && (before == "toi" || before == "tuyet"):
			return true
		case folded == "mật" && word == strings.ToUpper(word):
			if before != "bảo" && before != "bí" && before != "cơ" && after != "độ" && after != "khẩu" && after != "thiết" {
				return true
			}
		}
	}
	return false
}
