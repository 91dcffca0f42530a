package ingest

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// inFileName returns the organisations a file name names. File names are
// often written without accents, with a code, or with what an enterprise is
// called for short: "BC_Hoa Binh_Q1.2024", "hoa-binh-2024-Q1".
func (n *orgNames) inFileName(file string) []string {
	if v, ok := n.names.Find(file); ok {
		return []string{v.Org}
	}
	names := n.inFile()
	return names.pick(unaccented(spaced(file)))
}

// compareFileName warns if a file is called after somebody else than its sender.
func (n *orgNames) compareFileName(file, sender string, at place, f *findings) {
	if named := n.lowest(n.inFileName(file), []string{sender}); !n.agree(named, sender) {
		f.add(Warning, codeSenderFileName, at, Args{"sender": n.called(sender), "other": n.called(named...)})
	}
}

// fileKeys returns the names as they may stand in file names.
func (n *orgNames) fileKeys() containedNames {
	var keys containedNames
	for _, org := range n.today.Orgs() {
		v, _ := n.today.Org(org)
		for _, key := range []string{unaccented(v.Org), unaccented(v.NameVI), unaccented(v.ShortName), properName(v.NameVI)} {
			if strings.Contains(key, " ") || utf8.RuneCountInString(key) >= minFileWord {
				keys.add(key, org)
			}
		}
	}
	return keys
}

// minFileWord is the shortest single word, in letters, that is taken for an
// organisation in a file name.
const minFileWord = 6

// unaccented returns the plain words of a text without accents.
func unaccented(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r == 'đ':
			return 'd'
		}
		return r
	}, norm.NFD.String(plain(text)))
}

// legalForm is what stands before an enterprise's proper name.
var legalForm = regexp.MustCompile(`^(?:(?:dang bo|dang uy|chi bo|co so|tong cong ty|cong ty|cty|co phan|cp|tnhh|trach nhiem huu han|mtv|mot thanh vien|1 thanh vien|tap doan|doanh nghiep|tu nhan|hop tac xa|don vi) )+`)

// properName returns an enterprise's name without its legal form, "" for one
// of a single word, which may mean anything: "Đơn vị 1".
func properName(name string) string {
	key := unaccented(name)
	rest := legalForm.ReplaceAllString(key, "")
	if rest == key || !strings.Contains(rest, " ") {
		return ""
	}
	return rest
}
