package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// parts is the zip archive of a workbook: named parts and the relations
// between them (Open Packaging Conventions). Names compare without case.
type parts struct {
	files    map[string]*zip.File // by lower-case name without leading slash
	order    []*zip.File          // as the directory lists them
	whole    map[string]bool      // the parts read to their end, by name in the directory
	lim      limits
	unpacked int64 // bytes read so far, over all parts
}

// openParts reads the archive's directory.
func openParts(data []byte, lim limits) (*parts, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, &Problem{Code: Truncated, Err: err}
	}
	if len(archive.File) > lim.parts {
		return nil, &Problem{Code: Unsafe, Err: fmt.Errorf("%d parts", len(archive.File))}
	}
	p := &parts{files: make(map[string]*zip.File, len(archive.File)), order: archive.File, whole: map[string]bool{}, lim: lim}
	for _, f := range archive.File {
		name := partName(f.Name)
		if _, twice := p.files[name]; twice {
			return nil, &Problem{Code: Unsafe, Part: f.Name, Err: errors.New("two parts of that name")}
		}
		p.files[name] = f
	}
	return p, nil
}

func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

func (p *parts) has(name string) bool {
	_, ok := p.files[partName(name)]
	return ok
}

// hasFolder reports whether any part lies under the folder.
func (p *parts) hasFolder(folder string) bool {
	for name := range p.files {
		if strings.HasPrefix(name, folder) {
			return true
		}
	}
	return false
}

// scan reads the XML part from its root element on.
func (p *parts) scan(name, root string, f func(*scanner, *element) error) error {
	file, ok := p.files[partName(name)]
	if !ok {
		return &Problem{Code: Damaged, Part: name, Err: errors.New("part is missing")}
	}
	r, err := file.Open()
	if err != nil {
		return &Problem{Code: Damaged, Part: name, Err: err}
	}
	defer r.Close()
	s := newScanner(name, &meter{r: r, parts: p, part: name, file: file}, p.lim)
	defer s.in.release()
	return s.document(root, func(start *element) error { return f(s, start) })
}

// checkRest reads the parts that nothing has read to its end, to nowhere: a
// picture or a chart that came through damaged is in the file sent back too,
// and programs then open neither. What is packed in a way that nothing here
// unpacks can not be told to be damaged, and passes.
func (p *parts) checkRest() error {
	for _, file := range p.order {
		if p.whole[file.Name] {
			continue
		}
		if err := p.check(file); err != nil {
			return err
		}
	}
	return nil
}

func (p *parts) check(file *zip.File) error {
	r, err := file.Open()
	if errors.Is(err, zip.ErrAlgorithm) {
		return nil
	}
	if err != nil {
		return &Problem{Code: Damaged, Part: file.Name, Err: err}
	}
	defer r.Close()
	_, err = io.Copy(io.Discard, &meter{r: r, parts: p, part: file.Name, file: file})
	return err
}

// meter stops a part that unpacks to more than the limits allow. It counts
// what really comes out: the sizes in the directory are the sender's word.
type meter struct {
	r     io.Reader
	parts *parts
	part  string // as it was asked for
	file  *zip.File
	read  int64
}

func (m *meter) Read(b []byte) (int, error) {
	n, err := m.r.Read(b)
	m.read += int64(n)
	m.parts.unpacked += int64(n)
	switch {
	case m.parts.unpacked > m.parts.lim.unpacked:
		return 0, &Problem{Code: TooLarge, Part: m.part, Limit: int(m.parts.lim.unpacked >> 20)}
	case m.read > ratioFrom && m.read/max(int64(m.file.CompressedSize64), 1) > m.parts.lim.ratio:
		return 0, &Problem{Code: Unsafe, Part: m.part, Err: errors.New("unpacks to far more than its size")}
	case errors.Is(err, zip.ErrChecksum), err != nil && err != io.EOF:
		return n, &Problem{Code: Damaged, Part: m.part, Err: err}
	case err == io.EOF: // where its checksum was found right
		m.parts.whole[m.file.Name] = true
	}
	return n, err
}

// relation is one entry of a part's relations: its kind is the last segment
// of the relation type, which the transitional and strict formats share.
type relation struct{ id, kind, target string }

// relations reads the relations of a part ("" for the archive itself), nil
// when it has none. Targets become part names; external ones are left out.
func (p *parts) relations(of string) ([]relation, error) {
	dir, base := path.Split(of)
	name := dir + "_rels/" + base + ".rels"
	if !p.has(name) {
		return nil, nil
	}
	var out []relation
	err := p.scan(name, "Relationships", func(_ *scanner, e *element) error {
		if attr(e, "TargetMode") == "External" {
			return nil
		}
		target := attr(e, "Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(dir, target)
		}
		out = append(out, relation{attr(e, "Id"), path.Base(attr(e, "Type")), strings.TrimPrefix(target, "/")})
		return nil
	})
	return out, err
}
