package sheet

import (
	"bytes"
	"unicode/utf16"
)

// format is what a file is, told by its first bytes.
type format int

const (
	isUnknown format = iota
	isEmpty
	isZip
	isTruncatedZip
	isEncrypted
	isXLS
	isOldXLS
	isDOC
	isPDF
	isPicture
	isHTML
	isArchive
	isXML
	isText
)

// refusal gives the code for a format that has no reader.
func (f format) refusal() Code {
	switch f {
	case isEmpty:
		return EmptyFile
	case isTruncatedZip:
		return Truncated
	case isEncrypted:
		return Password
	case isOldXLS:
		return OldExcel
	case isDOC:
		return WordDocument
	case isPDF:
		return PDF
	case isPicture:
		return Picture
	case isHTML:
		return WebPage
	case isArchive:
		return Archive
	case isXML:
		return XMLFile
	}
	return UnknownFormat
}

// signatures are the first bytes of the formats people send by mistake.
var signatures = []struct {
	magic  string
	format format
}{
	{"PK\x03\x04", isZip},
	{"PK\x05\x06", isZip}, // an archive of nothing
	{"%PDF-", isPDF},
	{"\x89PNG\r\n\x1a\n", isPicture},
	{"\xff\xd8\xff", isPicture}, // JPEG
	{"GIF87a", isPicture},
	{"GIF89a", isPicture},
	{"BM", isPicture},
	{"II*\x00", isPicture}, // TIFF
	{"MM\x00*", isPicture},
	{"{\\rtf", isDOC},
	{"Rar!", isArchive},
	{"7z\xbc\xaf\x27\x1c", isArchive},
	{"\x1f\x8b", isArchive}, // gzip
	// Records without a compound file around them: Excel 2, 3, 4 and 5, and
	// scripts that write like them.
	{"\x09\x00\x04\x00", isOldXLS},
	{"\x09\x02\x06\x00", isOldXLS},
	{"\x09\x04\x06\x00", isOldXLS},
	{"\x09\x08\x08\x00", isOldXLS},
	{"\x09\x08\x10\x00", isOldXLS},
}

const compoundFile = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

func sniff(data []byte) format {
	if len(bytes.TrimSpace(data)) == 0 {
		return isEmpty
	}
	if bytes.HasPrefix(data, []byte(compoundFile)) {
		return isXLS // or another document in such a file: openXLS looks into it
	}
	for _, s := range signatures {
		if bytes.HasPrefix(data, []byte(s.magic)) && (s.magic != "BM" || !isPlainText(data)) {
			return s.format
		}
	}
	if len(data) > 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP" {
		return isPicture
	}
	if isPlainText(data) {
		return sniffText(data)
	}
	return isUnknown
}

// sniffCompound tells what a damaged compound file held, if it was something
// else than a workbook, by the names in its directory, which are UTF-16 and
// never split over sectors.
func sniffCompound(data []byte) format {
	has := func(name string) bool {
		var b []byte
		for _, u := range utf16.Encode([]rune(name)) {
			b = append(b, byte(u), byte(u>>8))
		}
		return bytes.Contains(data, append(b, 0, 0))
	}
	switch {
	case has("EncryptedPackage"):
		return isEncrypted
	case has(workbookStream), has(bookStream):
		return isUnknown
	case has("WordDocument"), has("PowerPoint Document"):
		return isDOC
	}
	return isUnknown
}

// sniffLength is how much of a text is looked at.
const sniffLength = 4096

// isPlainText reports whether the file begins as text in UTF-8, UTF-16 or an
// 8-bit code page.
func isPlainText(data []byte) bool {
	head := data[:min(len(data), sniffLength)]
	if bytes.HasPrefix(head, []byte(markUTF16LE)) || bytes.HasPrefix(head, []byte(markUTF16BE)) ||
		isUTF16(head, 0) || isUTF16(head, 1) {
		return true
	}
	for _, c := range head {
		if isForeign(rune(c)) && c != 0x1a || c == 0x7f {
			return false
		}
	}
	return true
}

// sniffText tells web pages and XML, which programs save under .xls, from
// other text.
func sniffText(data []byte) format {
	head := bytes.ToLower(data[:min(len(data), sniffLength)])
	head = bytes.ReplaceAll(head, []byte{0}, nil) // of UTF-16
	if bytes.Contains(head[:min(len(head), 16)], []byte("<?xml")) && !bytes.Contains(head, []byte("<html")) {
		return isXML
	}
	for _, tag := range []string{"<html", "<!doctype html", "<table", "<body", "<meta", "mime-version:"} {
		if bytes.Contains(head, []byte(tag)) {
			return isHTML
		}
	}
	return isText
}
