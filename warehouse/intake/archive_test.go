package intake

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"giaoban/ingest"
)

// archived returns an archive whose entries hold their own names, with
// headers as they are.
func archived(t testing.TB, headers ...*zip.FileHeader) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, h := range headers {
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(h.Name, "/") {
			continue
		}
		if _, err := w.Write([]byte(h.Name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// collected lists what is found in one archive, without its name, and the
// refusal of what cannot be read: "a.xlsx", "b.xlsx: unreadable".
func collected(data []byte) (sources, passed []string) {
	found := CollectFiles([]File{{Name: "x.zip", Data: data}})
	for _, s := range found.Sources {
		line := strings.TrimPrefix(s.Path, "x.zip/")
		if _, err := s.Read(); err != nil {
			line += ": " + Unreadable(s, err).Refusal.Code
		}
		sources = append(sources, line)
	}
	for _, p := range found.Passed {
		passed = append(passed, strings.TrimPrefix(p, "x.zip/"))
	}
	return sources, passed
}

// An archive with nothing in it is passed over by name, not in silence; one
// whose files are named is not named beside them.
func TestEmptyArchive(t *testing.T) {
	found := CollectFiles([]File{{"trong.zip", archived(t)}, {"ghi-chu.zip", archived(t, &zip.FileHeader{Name: "note.txt"})}})
	if want := []string{"trong.zip", "ghi-chu.zip/note.txt"}; len(found.Sources) > 0 || !slices.Equal(found.Passed, want) {
		t.Errorf("sources %v, passed over %q", found.Sources, found.Passed)
	}
}

func TestNamesInArchives(t *testing.T) {
	dos, err := charmap.CodePage437.NewEncoder().String("Société.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	unicodePath := func(name, other string) []byte {
		b := binary.LittleEndian.AppendUint16(nil, 0x7075)
		b = binary.LittleEndian.AppendUint16(b, uint16(5+len(name)))
		b = binary.LittleEndian.AppendUint32(append(b, 1), crc32.ChecksumIEEE([]byte(other)))
		return append(b, name...)
	}
	for name, tt := range map[string]struct {
		header zip.FileHeader
		want   string
	}{
		"with the flag":        {zip.FileHeader{Name: "Cụm 7/Đơn vị.xlsx"}, "Cụm 7/Đơn vị.xlsx"},
		"without the flag":     {zip.FileHeader{Name: "Cụm 7/Đơn vị.xlsx", NonUTF8: true}, "Cụm 7/Đơn vị.xlsx"},
		"decomposed":           {zip.FileHeader{Name: norm.NFD.String("Quý I.xlsx"), NonUTF8: true}, "Quý I.xlsx"},
		"code page 437":        {zip.FileHeader{Name: dos, NonUTF8: true}, "Société.xlsx"},
		"Unicode beside it":    {zip.FileHeader{Name: "Qu_ I.xlsx", NonUTF8: true, Extra: unicodePath("Quý I.xlsx", "Qu_ I.xlsx")}, "Quý I.xlsx"},
		"Unicode of another":   {zip.FileHeader{Name: "a.xlsx", NonUTF8: true, Extra: unicodePath("b.xlsx", "c.xlsx")}, "a.xlsx"},
		"out of the folder":    {zip.FileHeader{Name: "../../etc/a.xlsx"}, "etc/a.xlsx"},
		"out of the root":      {zip.FileHeader{Name: "/etc/a.xlsx"}, "etc/a.xlsx"},
		"Windows":              {zip.FileHeader{Name: `C:\bieu\..\a.xlsx`}, "C/a.xlsx"},
		"control characters":   {zip.FileHeader{Name: "a\x1b[2J\u202exslx.xlsx"}, "a[2Jxslx.xlsx"},
		"capital letters":      {zip.FileHeader{Name: "A.XLSX"}, "A.XLSX"},
		"an archive unpacked?": {zip.FileHeader{Name: "a.rar"}, "a.rar"},
	} {
		t.Run(name, func(t *testing.T) {
			sources, _ := collected(archived(t, &tt.header))
			if !slices.Equal(sources, []string{tt.want}) {
				t.Errorf("found %q, want %q", sources, tt.want)
			}
		})
	}
}

func TestClutterInArchives(t *testing.T) {
	var headers []*zip.FileHeader
	for _, name := range []string{
		"a.xlsx", "__MACOSX/._a.xlsx", "sub/__MACOSX/a.xlsx", "._a.xlsx", "sub/~$a.xlsx", ".~lock.a.ods#", ".git/a.xlsx",
		"Thumbs.db", "sub/desktop.ini", ".DS_Store", "note.docx", "sub/", "a.xlsx", "../a.xlsx", "a (2).xlsx",
	} {
		headers = append(headers, &zip.FileHeader{Name: name})
	}
	sources, passed := collected(archived(t, headers[:len(headers)-3]...))
	if !slices.Equal(sources, []string{"a.xlsx"}) || !slices.Equal(passed, []string{"note.docx"}) {
		t.Errorf("found %q, passed over %q", sources, passed)
	}
	// Files of one name are all there, whatever made them so.
	sources, _ = collected(archived(t, headers[len(headers)-3:]...))
	if !slices.Equal(sources, []string{"a (2).xlsx", "a.xlsx", "a (3).xlsx"}) {
		t.Errorf("found %q", sources)
	}
}

// What is wrong with one entry is said of that entry.
func TestBadEntriesStopNoOther(t *testing.T) {
	data := archived(t,
		&zip.FileHeader{Name: "1.xlsx"},
		&zip.FileHeader{Name: "2.xlsx", Flags: 1},
		&zip.FileHeader{Name: "3.xlsx", Method: zip.Store},
		&zip.FileHeader{Name: "4.zip", Flags: 1},
		&zip.FileHeader{Name: "5.zip"},
		&zip.FileHeader{Name: "6.xlsx"},
	)
	at := bytes.Index(data, []byte("3.xlsx3.xlsx"))
	if at < 0 {
		t.Fatal("the stored entry is not there")
	}
	data[at+len("3.xlsx")] ^= 1 // its checksum is wrong now
	sources, _ := collected(data)
	want := []string{"1.xlsx", "2.xlsx: password_protected", "3.xlsx: unreadable", "4.zip: password_protected", "5.zip", "6.xlsx"}
	if !slices.Equal(sources, want) {
		t.Errorf("found %q, want %q", sources, want)
	}
}

func TestArchiveBombs(t *testing.T) {
	zeros := func(name string, size int) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(make([]byte, size)); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	// A directory may promise what it likes: only the reading would show.
	promising := zeros("a.xlsx", 100)
	at := bytes.Index(promising, []byte(directoryHeader))
	binary.LittleEndian.PutUint32(promising[at+24:], 1<<31)
	var crowd bytes.Buffer
	z := zip.NewWriter(&crowd)
	for i := range maxArchiveNames + 1 {
		if _, err := z.Create(fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		data []byte
		want string
	}{
		"ratio":    {zeros("a.xlsx", 20<<20), "a.xlsx: unsafe_archive"},
		"promises": {promising, "x.zip: too_large"},
		"crowd":    {crowd.Bytes(), "x.zip: unsafe_archive"},
		"nested":   {zeros("b.zip", 20<<20), "b.zip: unsafe_archive"},
	} {
		t.Run(name, func(t *testing.T) {
			if sources, _ := collected(tt.data); !slices.Equal(sources, []string{tt.want}) {
				t.Errorf("found %q, want %s", sources, tt.want)
			}
		})
	}
}

func TestArchiveOnDiskIsBounded(t *testing.T) {
	name := filepath.Join(t.TempDir(), "x.zip")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Truncate(maxArchiveFile+1), f.Close()); err != nil { // a hole: no disk is used
		t.Fatal(err)
	}
	found := Collect([]string{name})
	_, err = found.Sources[0].Read()
	var refusal *ingest.Refusal
	if !errors.As(err, &refusal) || refusal.Code != "too_large" || refusal.Args["limit"] != maxArchiveFile>>20 {
		t.Errorf("%v", err)
	}
}

// FuzzArchive: whatever an upload holds, collecting ends, each source has a
// name of its own below the archive's, and reading one stays within bounds.
func FuzzArchive(f *testing.F) {
	inner := archived(f, &zip.FileHeader{Name: "trong.xlsx"})
	f.Add(archived(f, &zip.FileHeader{Name: "a.xlsx"}, &zip.FileHeader{Name: "Quý.csv", NonUTF8: true}, &zip.FileHeader{Name: "../b.ods", Flags: 1}))
	f.Add(inner)
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, data []byte) {
		seen := map[string]bool{}
		for _, s := range CollectFiles([]File{{Name: "x.zip", Data: data}}).Sources {
			if seen[s.Path] || s.Path != "x.zip" && !strings.HasPrefix(s.Path, "x.zip/") || strings.Contains(s.Path, "/../") {
				t.Fatalf("source %q", s.Path)
			}
			seen[s.Path] = true
			if content, err := s.Read(); err == nil && len(content) > MaxFileBytes {
				t.Fatalf("%s has %d bytes", s.Path, len(content))
			}
		}
	})
}
