package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

// unread are parts that a workbook has and nothing here reads.
var unread = map[string]string{
	"xl/theme/theme1.xml":   `<theme><clrScheme name="Office"/></theme>`,
	"xl/charts/chart1.xml":  `<chartSpace><chart/></chartSpace>`,
	"xl/media/image1.png":   strings.Repeat("\x89PNG ảnh ", 5000),
	"Thumbnails/bìa.png":    "\x89PNG",
	"xl/embeddings/empty.x": "",
}

// repacked packs the archive anew, each part's entry as edit leaves it.
func repacked(t *testing.T, data []byte, edit func(*zip.FileHeader)) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		r, err := f.OpenRaw()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		h := f.FileHeader
		edit(&h)
		w, err := out.CreateRaw(&h)
		if err == nil {
			_, err = w.Write(raw)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A byte that changed on the way is noticed in every part, also in those that
// nothing reads, and the part is named.
func TestDamagedParts(t *testing.T) {
	for name, data := range map[string][]byte{
		"xlsx": packed(t, unread),
		"ods":  odsPacked(t, odsTable1(""), unread),
	} {
		mustOpen(t, data)
		archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.File {
			if f.UncompressedSize64 == 0 {
				continue
			}
			offset, err := f.DataOffset()
			if err != nil {
				t.Fatal(err)
			}
			flipped := bytes.Clone(data)
			flipped[offset+int64(f.CompressedSize64)/2] ^= 0x10
			_, err = Open(flipped, "")
			var p *Problem
			if !errors.As(err, &p) {
				t.Errorf("%s: a flipped byte in %s: %v", name, f.Name, err)
			} else if _, ours := unread[f.Name]; ours && (p.Code != Damaged || p.Part != f.Name) {
				t.Errorf("%s: a flipped byte in %s: %s of %s", name, f.Name, p.Code, p.Part)
			}
		}
	}
}

// What was packed in an unknown way can not be checked; where it is not read,
// that is no fault of the workbook.
func TestUnknownPacking(t *testing.T) {
	const deflate64 = 9
	method := func(of ...string) []byte {
		return repacked(t, packed(t, unread), func(h *zip.FileHeader) {
			if slices.Contains(of, h.Name) {
				h.Method = deflate64
			}
		})
	}
	mustOpen(t, method("xl/media/image1.png"))
	var p *Problem
	if _, err := Open(method("xl/styles.xml"), ""); !errors.As(err, &p) || p.Code != Damaged || p.Part != "xl/styles.xml" {
		t.Errorf("Open = %v, want xl/styles.xml damaged", err)
	}
}
