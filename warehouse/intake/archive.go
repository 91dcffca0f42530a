package intake

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"giaoban/ingest"
)

// Limits of an archive. A committee's quarter is some hundred workbooks of
// some tens of kilobytes.
const (
	maxArchiveFile   = 128 << 20 // bytes of the archive, and of those within it
	maxArchiveBytes  = 1 << 30   // bytes that what it holds may unpack to
	maxArchiveNames  = 20_000    // entries of its directory
	maxArchiveRatio  = 400       // unpacked / packed of an entry larger than ratioFrom
	archiveRatioFrom = 4 << 20
)

// archiveBudget is what an archive and those within it may still use.
type archiveBudget struct{ unpacked, held uint64 }

// archive adds the workbooks inside an archive and, one level deep, inside
// the archives in it. What it holds is read when its turn comes, so that a
// damaged entry stops no other.
func (c *collector) archive(name string, data []byte) {
	budget := archiveBudget{unpacked: maxArchiveBytes, held: maxArchiveFile}
	c.unpack(name, data, false, &budget)
}

func (c *collector) unpack(name string, data []byte, nested bool, budget *archiveBudget) {
	z, err := readArchive(data)
	switch {
	case errors.Is(err, errCrowded):
		c.fail(name, ingest.UnsafeArchive(name, err))
		return
	case err != nil || slices.ContainsFunc(z.File, isWorkbookPart):
		// A truncated archive is one bad file among the others, not the end of
		// the batch; and a workbook renamed to .zip is still a workbook.
		c.add(name, int64(len(data)), func() ([]byte, error) { return data, nil })
		return
	}
	passed := len(c.Passed)
	entries := c.entries(name, z.File)
	if len(entries) == 0 && len(c.Passed) == passed {
		c.pass(name) // an empty archive is not nothing: somebody sent it
	}
	var total uint64
	for _, e := range entries {
		total += min(e.file.UncompressedSize64, maxArchiveBytes+1)
	}
	if total > budget.unpacked {
		c.fail(name, ingest.TooLarge(name, maxArchiveBytes>>20, ErrTooLarge))
		return
	}
	budget.unpacked -= total
	for _, e := range entries {
		if nested || !archiveName(e.name) || e.locked() {
			c.add(e.name, int64(min(e.file.UncompressedSize64, MaxFileBytes)), e.read)
			continue
		}
		inner, err := e.read()
		switch {
		case err != nil:
			c.fail(e.name, err)
		case uint64(len(inner)) > budget.held:
			c.fail(e.name, ingest.TooLarge(e.name, maxArchiveFile>>20, ErrTooLarge))
		default:
			budget.held -= uint64(len(inner))
			c.unpack(e.name, inner, true, budget)
		}
	}
}

// errCrowded is returned for an archive with too many entries.
var errCrowded = errors.New("too many entries")

// directoryHeader begins each entry of an archive's directory.
const directoryHeader = "PK\x01\x02"

// readArchive reads the directory of an archive. Entries are counted before
// they are read, which takes ten times the memory they do: the count may
// include those of archives inside.
func readArchive(data []byte) (*zip.Reader, error) {
	if n := bytes.Count(data, []byte(directoryHeader)); n > maxArchiveNames {
		return nil, fmt.Errorf("%w: %d", errCrowded, n)
	}
	return zip.NewReader(bytes.NewReader(data), int64(len(data)))
}

// isWorkbookPart reports whether an entry shows that the archive is itself a
// workbook.
func isWorkbookPart(f *zip.File) bool {
	return f.Name == "[Content_Types].xml" || f.Name == "mimetype"
}

// entry is a file in an archive that may be a workbook.
type entry struct {
	name string // as shown to people
	file *zip.File
}

// entries returns those of an archive in the order of their names, each with
// a name of its own, and passes over what is no workbook.
func (c *collector) entries(archive string, files []*zip.File) []entry {
	var all []entry
	for _, f := range files {
		if !f.FileInfo().IsDir() {
			all = append(all, entry{archive + "/" + entryName(f), f})
		}
	}
	slices.SortStableFunc(all, func(a, b entry) int { return cmp.Compare(a.name, b.name) })
	wanted, taken := all[:0], map[string]bool{}
	for _, e := range all {
		switch {
		case clutter(strings.TrimPrefix(e.name, archive+"/")):
			continue
		case !workbookName(e.name) && !archiveName(e.name):
			c.pass(e.name)
			continue
		}
		e.name = unused(e.name, taken)
		taken[e.name] = true
		wanted = append(wanted, e)
	}
	return wanted
}

// unused returns the name, or one with a number if it is taken.
func unused(name string, taken map[string]bool) string {
	free := name
	for n := 2; taken[free]; n++ {
		ext := path.Ext(name)
		free = strings.TrimSuffix(name, ext) + " (" + strconv.Itoa(n) + ")" + ext
	}
	return free
}

// locked reports whether the entry is encrypted.
func (e entry) locked() bool { return e.file.Flags&1 != 0 }

// read unpacks the entry.
func (e entry) read() ([]byte, error) {
	size := e.file.UncompressedSize64 // the reader holds the entry to it
	switch {
	case e.locked():
		return nil, ingest.Locked(e.name)
	case size > archiveRatioFrom && size/max(e.file.CompressedSize64, 1) > maxArchiveRatio:
		return nil, ingest.UnsafeArchive(e.name, errors.New("unpacks to far more than its size"))
	}
	r, err := e.file.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return readLimited(r, MaxFileBytes)
}

// entryName returns an entry's name for people: in Unicode, without the ways
// out of the folder ("../", "C:\") that only matter to who unpacks.
func entryName(f *zip.File) string {
	name := unicodeName(f)
	if name == "" {
		if name = f.Name; !utf8.ValidString(name) {
			name, _ = charmap.CodePage437.NewDecoder().String(name) // never fails: each byte is a letter
		}
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case r == '\\':
			return '/'
		case r == ':', unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, norm.NFC.String(name))
	return strings.TrimPrefix(path.Clean("/"+name), "/")
}

// unicodeName returns the name in Unicode that some programs write beside one
// in the sender's code page (Info-ZIP extra field 0x7075), "" if there is none
// or it belongs to another name.
func unicodeName(f *zip.File) string {
	const id, head = 0x7075, 5 // a version and the checksum of the other name
	for extra := f.Extra; len(extra) >= 4; {
		tag, size := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		if extra = extra[4:]; size > len(extra) {
			return ""
		}
		field := extra[:size]
		extra = extra[size:]
		if tag == id && size > head && field[0] == 1 && utf8.Valid(field[head:]) &&
			binary.LittleEndian.Uint32(field[1:]) == crc32.ChecksumIEEE([]byte(f.Name)) {
			return string(field[head:])
		}
	}
	return ""
}
