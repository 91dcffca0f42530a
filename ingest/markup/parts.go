package markup

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// Limits of what is unpacked. The reader has let the workbook pass under the
// same; they are held here again because a file may be marked without it.
const (
	maxParts    = 4096
	maxUnpacked = 256 << 20
)

// archive is a workbook's zip archive with what is to change in it. Parts
// that nobody touches are copied as they are packed.
type archive struct {
	files    map[string]*zip.File // by folded name
	order    []*zip.File
	unpacked int64
	dialect  dialect

	changed map[string]func(io.Writer) error // by folded name
	dropped map[string]bool
	added   []addition
}

// dialect is the pair of namespaces a workbook is written in: those of the
// transitional format or, from a program set to "strict", those of ISO/IEC 29500.
type dialect struct{ main, relations string }

var (
	transitional = dialect{mainNamespace, "http://schemas.openxmlformats.org/officeDocument/2006/relationships"}
	strict       = dialect{"http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships"}
)

type addition struct {
	name    string
	content []byte
}

func openArchive(data []byte) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	if len(z.File) > maxParts {
		return nil, fmt.Errorf("%d parts", len(z.File))
	}
	a := &archive{
		files: make(map[string]*zip.File, len(z.File)), order: z.File, dialect: transitional,
		changed: map[string]func(io.Writer) error{}, dropped: map[string]bool{},
	}
	for _, f := range z.File {
		a.files[folded(f.Name)] = f
	}
	return a, nil
}

// folded makes names of parts compare, which they do without case.
func folded(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

func (a *archive) has(name string) bool {
	_, ok := a.files[folded(name)]
	return ok && !a.dropped[folded(name)]
}

// read unpacks a part.
func (a *archive) read(name string) ([]byte, error) {
	f, ok := a.files[folded(name)]
	if !ok {
		return nil, fmt.Errorf("no part %s", name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var b bytes.Buffer
	if f.UncompressedSize64 < maxUnpacked {
		b.Grow(int(f.UncompressedSize64) + bytes.MinRead)
	}
	if _, err := io.Copy(&b, io.LimitReader(r, maxUnpacked+1)); err != nil {
		return nil, fmt.Errorf("part %s: %w", name, err)
	}
	if a.unpacked += int64(b.Len()); b.Len() > maxUnpacked || a.unpacked > 4*maxUnpacked {
		return nil, errors.New("unpacks to too much")
	}
	return b.Bytes(), nil
}

// set gives a part new content, whether or not it was there.
func (a *archive) set(name string, content []byte) {
	if _, ok := a.files[folded(name)]; !ok {
		for i := range a.added {
			if folded(a.added[i].name) == folded(name) {
				a.added[i].content = content
				return
			}
		}
		a.added = append(a.added, addition{name, content})
		return
	}
	a.changed[folded(name)] = func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	}
}

// edit changes a part in place when the workbook is written: until then only
// the edits are kept, not the part.
func (a *archive) edit(name string, edits []edit) {
	if len(edits) == 0 {
		return
	}
	a.changed[folded(name)] = func(w io.Writer) error {
		data, err := a.read(name)
		if err != nil {
			return err
		}
		return apply(w, data, edits)
	}
}

// drop leaves a part and its relations out, and what only it refers to.
func (a *archive) drop(name string) error {
	if a.dropped[folded(name)] || !a.has(name) {
		return nil
	}
	a.dropped[folded(name)] = true
	rels, err := a.relations(name)
	if err != nil {
		return err
	}
	a.dropped[folded(relationsOf(name))] = true
	for _, r := range rels.list {
		if r.kind == "vbaProjectSignature" || r.kind == "vbaProjectSignatureAgile" || r.kind == "vbaProjectSignatureV3" || r.kind == "wordVbaData" || r.kind == "signature" {
			if err := a.drop(r.target); err != nil {
				return err
			}
		}
	}
	return nil
}

// unused returns the first name of the pattern, which holds one %d, that no
// part has.
func (a *archive) unused(pattern string) string {
	for n := 1; ; n++ {
		name := fmt.Sprintf(pattern, n)
		taken := a.files[folded(name)] != nil
		for _, x := range a.added {
			taken = taken || folded(x.name) == folded(name)
		}
		if !taken {
			return name
		}
	}
}

// write writes the archive: old parts in their order, then the new ones.
func (a *archive) write(w io.Writer) error {
	out := zip.NewWriter(w)
	for _, f := range a.order {
		name := folded(f.Name)
		content, changed := a.changed[name]
		var err error
		switch {
		case a.dropped[name]:
		case changed:
			var part io.Writer
			if part, err = out.Create(f.Name); err == nil {
				err = content(part)
			}
		default:
			err = out.Copy(f)
		}
		if err != nil {
			return fmt.Errorf("part %s: %w", f.Name, err)
		}
	}
	for _, x := range a.added {
		part, err := out.Create(x.name)
		if err == nil {
			_, err = part.Write(x.content)
		}
		if err != nil {
			return fmt.Errorf("part %s: %w", x.name, err)
		}
	}
	return out.Close()
}

// relations are the relations of a part, with what is to change in them.
type relations struct {
	part  string // whose they are, "" for the archive's own
	types string // how the types of new ones begin
	list  []relation
	data  []byte // nil when the part has none
	edits []edit
	added []string
	ids   map[string]bool
}

// relation is one relation: its kind is the last segment of its type.
type relation struct {
	id, kind, target string
	external         bool
	at               element
}

func relationsOf(part string) string {
	dir, base := path.Split(part)
	return dir + "_rels/" + base + ".rels"
}

func (a *archive) relations(part string) (*relations, error) {
	r := &relations{part: part, types: a.dialect.relations, ids: map[string]bool{}}
	if _, ok := a.files[folded(relationsOf(part))]; !ok {
		return r, nil
	}
	var err error
	if r.data, err = a.read(relationsOf(part)); err != nil {
		return nil, err
	}
	_, list, _, err := children(r.data)
	if errors.Is(err, errMalformed) && len(list) == 0 { // <Relationships/>
		r.data = nil
		return r, nil
	}
	if err != nil {
		return nil, fmt.Errorf("part %s: %w", relationsOf(part), err)
	}
	for _, e := range list {
		rel := relation{
			id: value(r.data, e.tag, "Id"), kind: path.Base(value(r.data, e.tag, "Type")),
			target: value(r.data, e.tag, "Target"), external: value(r.data, e.tag, "TargetMode") == "External", at: e,
		}
		if !rel.external {
			if !strings.HasPrefix(rel.target, "/") {
				rel.target = path.Join(path.Dir(part), rel.target)
			}
			rel.target = strings.TrimPrefix(rel.target, "/")
		}
		r.ids[rel.id] = true
		r.list = append(r.list, rel)
	}
	return r, nil
}

// of returns the first internal relation of a kind.
func (r *relations) of(kind string) (relation, bool) {
	for _, x := range r.list {
		if x.kind == kind && !x.external {
			return x, true
		}
	}
	return relation{}, false
}

// byID returns the relation of that id.
func (r *relations) byID(id string) (relation, bool) {
	for _, x := range r.list {
		if x.id == id {
			return x, true
		}
	}
	return relation{}, false
}

// add adds a relation to a part of the archive and returns its id.
func (r *relations) add(kind, target string) string {
	id := ""
	for n := 1; id == "" || r.ids[id]; n++ {
		id = fmt.Sprintf("rIdGiaoban%d", n)
	}
	r.ids[id] = true
	r.added = append(r.added, fmt.Sprintf(`<Relationship Id="%s" Type="%s/%s" Target="/%s"/>`, id, r.types, kind, quoteXML(target)))
	return id
}

func (r *relations) remove(x relation) {
	r.edits = append(r.edits, edit{from: x.at.from, to: x.at.end})
}

// store puts the changed relations into the archive.
func (r *relations) store(a *archive) error {
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
		`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	name := relationsOf(r.part)
	switch {
	case len(r.edits) == 0 && len(r.added) == 0:
		return nil
	case r.data == nil:
		a.set(name, []byte(head+strings.Join(r.added, "")+"</Relationships>"))
		return nil
	}
	root, _, end, err := children(r.data)
	if err != nil {
		return err
	}
	edits := r.edits
	for _, x := range r.added {
		edits = append(edits, edit{from: end, to: end, text: graft(r.data, root, x)})
	}
	content, err := applied(r.data, edits)
	a.set(name, content)
	return err
}
