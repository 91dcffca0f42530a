package ingest

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"giaoban/ingest/catalog"
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

// onSheet returns the organisations that a sheet is called after: by their
// names, or by what names of files have of them, unless that is a place's or a
// receiver's.
func (n *orgNames) onSheet(name string) []string {
	found := n.in(spaced(name))
	if name == "" {
		return found
	}
	keys, text := n.inFile(), " "+unaccented(withoutTimes(name))+" "
	for _, org := range n.inFileName(name) {
		if keys.standsAlone(text, org) {
			found = append(found, org)
		}
	}
	return found
}

// otherInFileName returns the organisations a file is called after if its
// sender cannot be among them. It is not sure if the name may be a place, whom
// the file was sent to, or a word beside the sender's own name.
func (n *orgNames) otherInFileName(file, sender string) (named []string, sure bool) {
	all := n.inFileName(file)
	if named = n.lowest(all, []string{sender}); n.agree(named, sender) {
		return nil, false
	}
	if v, whole := n.names.Find(file); whole {
		return named, v.Org != sender
	}
	keys, text := n.inFile(), " "+unaccented(withoutTimes(file))+" "
	return named, !slices.Contains(all, sender) && slices.ContainsFunc(named, func(org string) bool { return keys.standsAlone(text, org) })
}

// standsAlone reports whether a text, plain words between two spaces, has a
// name of the organisation that nothing before it makes a place's or a
// receiver's.
func (c *containedNames) standsAlone(text, org string) bool {
	return slices.ContainsFunc(c.list, func(name containedName) bool {
		if name.org != org {
			return false
		}
		before, _, found := strings.Cut(text, name.key)
		return found && !elsewhere.MatchString(before)
	})
}

// callsStranger reports whether the name of a file or sheet is that of an
// enterprise nobody knows, which sends its form under its group's letterhead:
// "Cty Thien Long quy 3.xlsx".
func (n *orgNames) callsStranger(name, group string) bool {
	text := " " + unaccented(withoutTimes(name)) + " "
	v, _ := n.today.Org(group)
	for _, at := range legalFormIn.FindAllStringIndex(text, -1) {
		before, after := text[:at[0]], strings.TrimSpace(text[at[1]:])
		word, _, _ := strings.Cut(after, " ")
		if !strings.HasSuffix(before, " cac") && !elsewhere.MatchString(before) && utf8.RuneCountInString(word) > 1 && !behindLegalForm.MatchString(word) &&
			!strings.Contains(" "+unaccented(v.NameVI)+" ", " "+word+" ") {
			return true
		}
	}
	return false
}

// legalFormIn finds what an enterprise is in the plain words of a name without
// accents; behindLegalForm begins what then is no name of one.
var (
	legalFormIn     = regexp.MustCompile(` (?:(?:tong cong ty|cong ty|cty|tct|ctcp|cp|co phan|tnhh|mtv|trach nhiem huu han|mot thanh vien|1 thanh vien|ngan hang|nha may|xi nghiep|hop tac xa|htx|tap doan|dntn|doanh nghiep tu nhan) )+`)
	behindLegalForm = regexp.MustCompile(`^(?:\d.*|thanh|truc|thuoc|trong|con|bao|bc|gui|nop|va|cum|khoi|dang|dau|theo|nhom|mau|bieu|lan|ban|final|copy|so|tren|cua|toan)$`)
)

// elsewhere is what stands before the name of a place or of a receiver.
var elsewhere = regexp.MustCompile(` (?:tinh|thanh pho|tp|huyen|quan|thi xa|thi tran|xa|phuong|duong|kcn|kkt|khu cong nghiep|gui|gui cho|kinh gui|nop|nop cho|den|ve)$`)

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
func unaccented(text string) string { return withoutAccents(plain(text)) }

// bareText returns a text folded and without accents, its marks left in.
func bareText(text string) string { return withoutAccents(catalog.Fold(text)) }

func withoutAccents(folded string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r == 'đ':
			return 'd'
		}
		return r
	}, norm.NFD.String(folded))
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
