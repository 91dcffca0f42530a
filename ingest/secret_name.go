package ingest

import (
	"path"
	"regexp"
	"strings"

	"giaoban/ingest/catalog"
)

// isNamedSecret reports whether a file is marked secret by its name or that of
// a folder or archive around it.
func isNamedSecret(file string) bool {
	for part := range strings.SplitSeq(strings.ReplaceAll(file, `\`, "/"), "/") {
		if secretName(part) {
			return true
		}
	}
	return false
}

// secretName reports whether the name of a file, folder or sheet carries a
// mark. Names often lose their accents and blanks, so "TOI MAT" and "tuyetmat"
// count. "mật" counts unless the word beside it makes another of it, as in
// "bảo mật"; so does "MAT". Small, "mat" is mostly "mặt" or "mất", so
// it must stand apart: first or last in the name or between brackets, or be
// what a report is called. Of a doubtful name it says yes: a file can be renamed.
func secretName(name string) bool {
	for _, part := range apart.Split(strings.TrimSuffix(name, path.Ext(name)), -1) {
		words := lettersOf(part)
		for i, word := range words {
			if markInName(words, i, word) {
				return true
			}
		}
	}
	return false
}

// apart is what sets words of a name apart. A single underscore, hyphen or point
// stands for a blank.
var apart = regexp.MustCompile(`[()\[\]{}<>,;:!+–—"'“”]|\s[-_.]+|[-_.]+\s|[-_.]{2,}`)

// markInName is [secretName] for one word of those that stand together.
func markInName(words []string, i int, word string) bool {
	before, after := catalog.Fold(wordAt(words, i-1)), catalog.Fold(wordAt(words, i+1))
	switch catalog.Fold(word) {
	case "toimat", "tuyetmat", "tốimật", "tuyệtmật":
		return true
	case "mật":
		return !beforeMat[before] && !afterMat[after]
	case "mat":
		switch before = unaccented(before); {
		case before == "toi" || before == "tuyet":
			return true
		case beforePlainMat[before] || afterPlainMat[unaccented(after)]:
			return false
		}
		return word == "MAT" || i == 0 || i == len(words)-1 || reportWords[before]
	}
	return false
}

// Words that make "mat" without accents another than "mật": "bao mat", "co mat"
// and "tien mat" (mặt), "mat hang", "mat viec" (mất), "lam mat" (mát).
var (
	beforePlainMat = words("bi", "bao", "co", "duong", "tru", "than", "ri", "do", "dau", "khong", "nuoc",
		"tien", "be", "ve", "gap", "ra", "vang", "thay", "bo", "truoc", "mo", "nhieu", "mot", "hai", "cac", "mang", "rua", "khuon",
		"hao", "that", "tranh", "lam", "giai")
	afterPlainMat = words("do", "khau", "thiet", "ong", "mia", "ri", "ma", "thu", "duong", "vu", "nghi",
		"bang", "hang", "tran", "khac", "dat", "nuoc", "cat", "na", "phang", "tien",
		"viec", "mua", "an", "can", "tich", "suc", "kha", "mat", "dien", "gia", "kinh")

	// The last words of "báo cáo", "tài liệu" and their abbreviations.
	reportWords = words("cao", "bc", "lieu", "vb")
)
