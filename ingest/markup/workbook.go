package markup

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"giaoban/ingest"
	"giaoban/ingest/sheet"
)

// workbook is the workbook part of an archive with its sheets.
type workbook struct {
	*archive
	part     string
	data     []byte
	root     tag
	list     []element
	end      int // where the root closes
	rels     *relations
	types    *contentTypes
	sheets   []tab // as the file lists them
	names    []definedName
	sheetIDs int      // highest in use
	untold   []string // cells of a converted workbook whose formula became a value
	lost     sheet.Lost
}

// tab is a sheet as the workbook lists it.
type tab struct {
	name   string // as written
	hidden bool
	rel    relation
	at     element
	gone   bool // the results of an earlier check, or a sheet of macros
}

// definedName is a name of the workbook.
type definedName struct {
	name, refers string
	local        int // index of its sheet, −1 for the whole workbook
	macro        bool
	at           element
}

// openWorkbook finds the workbook in an archive; errNotWorkbook says that the
// archive holds none in this format.
func openWorkbook(a *archive) (*workbook, error) {
	top, err := a.relations("")
	if err != nil {
		return nil, err
	}
	main, ok := top.of("officeDocument")
	if !ok || !a.has(main.target) {
		return nil, errNotWorkbook
	}
	w := &workbook{archive: a, part: main.target}
	if w.data, err = a.read(w.part); err != nil {
		return nil, err
	}
	if w.root, w.list, w.end, err = children(w.data); err != nil {
		return nil, err
	}
	if w.root.name != "workbook" {
		return nil, errNotWorkbook
	}
	if namespace(w.data, w.root) == strict.main {
		a.dialect = strict
	}
	if w.rels, err = a.relations(w.part); err != nil {
		return nil, err
	}
	if w.types, err = a.contentTypes(); err != nil {
		return nil, err
	}
	if err := w.dropSignatures(top); err != nil {
		return nil, err
	}
	if err := w.readSheets(); err != nil {
		return nil, err
	}
	return w, w.readNames()
}

// errNotWorkbook is for files in another format: the copy is made from their cells.
var errNotWorkbook = errors.New("not an Office Open XML workbook")

// dropSignatures takes a digital signature out: it would be broken.
func (w *workbook) dropSignatures(top *relations) error {
	if r, ok := top.of("origin"); ok && strings.HasPrefix(folded(r.target), "_xmlsignatures/") {
		top.remove(r)
		for name := range w.files {
			if strings.HasPrefix(name, "_xmlsignatures/") {
				w.dropped[name] = true
				w.types.remove(name)
			}
		}
	}
	return top.store(w.archive)
}

func (w *workbook) readSheets() error {
	sheets, ok := find(w.list, "sheets")
	if !ok {
		return errMalformed
	}
	return within(w.data, sheets, func(e element) {
		t := tab{name: value(w.data, e.tag, "name"), at: e}
		state := value(w.data, e.tag, "state")
		t.hidden = state == "hidden" || state == "veryHidden"
		t.rel, _ = w.rels.byID(value(w.data, e.tag, "id"))
		t.gone = t.rel.kind == "xlMacrosheet" || t.rel.kind == "xlIntlMacrosheet"
		if id, err := strconv.Atoi(value(w.data, e.tag, "sheetId")); err == nil {
			w.sheetIDs = max(w.sheetIDs, id)
		}
		w.sheets = append(w.sheets, t)
	})
}

// readNames reads the defined names and finds the sheet of an earlier check.
func (w *workbook) readNames() error {
	names, ok := find(w.list, "definedNames")
	if !ok {
		return nil
	}
	return within(w.data, names, func(e element) {
		d := definedName{name: value(w.data, e.tag, "name"), local: -1, at: e}
		d.refers = unquoteXML(w.data[e.to:e.inside])
		if local, err := strconv.Atoi(value(w.data, e.tag, "localSheetId")); err == nil {
			d.local = local
		}
		for _, flag := range []string{"xlm", "function", "vbProcedure"} {
			v := value(w.data, e.tag, flag)
			d.macro = d.macro || v == "1" || v == "true"
		}
		w.names = append(w.names, d)
		if d.name == ingest.ResultName && d.local < 0 {
			i := slices.IndexFunc(w.sheets, func(t tab) bool { return t.name == sheet.NameIn(d.refers) })
			if i >= 0 && w.sheets[i].rel.kind == "worksheet" {
				w.sheets[i].gone = true
			}
		}
	})
}

// find returns the index of the sheet that a finding names, −1 for none. The
// reader composes names, the file may not.
func (w *workbook) find(name string) int {
	return slices.IndexFunc(w.sheets, func(t tab) bool { return !t.gone && norm.NFC.String(t.name) == name })
}

// freeName returns the title for a new sheet: with a number if the sender has
// a sheet of that name. Names compare without case and have at most 31 characters.
func (w *workbook) freeName(title string) string {
	name := title
	for n := 2; slices.ContainsFunc(w.sheets, func(t tab) bool { return !t.gone && strings.EqualFold(t.name, name) }); n++ {
		name = fmt.Sprintf("%s (%d)", title, n)
	}
	return name
}

// insertFirst puts a new worksheet before all others and makes it the one that
// is open, and takes out the sheets that are gone.
// names are further defined names of the new sheet and what they refer to.
func (w *workbook) insertFirst(title string, content []byte, local map[string]string) error {
	part := w.unused(strings.TrimSuffix(w.part, "workbook.xml") + "worksheets/sheet%d.xml")
	w.set(part, content)
	w.types.override(part, "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml")
	id := w.rels.add("worksheet", part)

	var edits []edit
	sheets, _ := find(w.list, "sheets")
	edits = append(edits, edit{sheets.to, sheets.to, graft(w.data, w.root, fmt.Sprintf(`<sheet name="%s" sheetId="%d" xmlns:r="%s" r:id="%s"/>`,
		quoteXML(title), w.sheetIDs+1, w.dialect.relations, id))})
	for _, t := range w.sheets {
		if t.gone {
			edits = append(edits, edit{t.at.from, t.at.end, ""})
			w.rels.remove(t.rel)
			w.types.remove(t.rel.target)
			if err := w.drop(t.rel.target); err != nil {
				return err
			}
		}
	}
	edits = append(edits, w.editViews()...)
	edits = append(edits, w.editNames(title, local)...)
	data, err := applied(w.data, edits)
	if err != nil {
		return err
	}
	w.set(w.part, data)
	return nil
}

// editViews opens the workbook at its first sheet.
func (w *workbook) editViews() []edit {
	var edits []edit
	views, ok := find(w.list, "bookViews")
	if !ok {
		return nil
	}
	_ = within(w.data, views, func(e element) { // scanned before
		for _, name := range []string{"activeTab", "firstSheet"} {
			if a, ok := attr(w.data, e.tag, name); ok {
				edits = append(edits, edit{a.from, a.to, "0"})
			}
		}
	})
	return edits
}

// editNames moves what belongs to a sheet along with it, and adds the names of
// the new one.
func (w *workbook) editNames(title string, local map[string]string) []edit {
	moved := make([]int, len(w.sheets)) // new index of each sheet, −1 for none
	next := 1
	for i, t := range w.sheets {
		moved[i] = -1
		if !t.gone {
			moved[i] = next
			next++
		}
	}
	var edits []edit
	for _, d := range w.names {
		of := slices.IndexFunc(w.sheets, func(t tab) bool { return t.name == sheet.NameIn(d.refers) })
		switch {
		case d.name == ingest.ResultName, d.macro,
			d.local >= 0 && d.local < len(moved) && moved[d.local] < 0,
			of >= 0 && moved[of] < 0:
			edits = append(edits, edit{d.at.from, d.at.end, ""})
		case d.local >= 0 && d.local < len(moved):
			a, _ := attr(w.data, d.at.tag, "localSheetId")
			edits = append(edits, edit{a.from, a.to, strconv.Itoa(moved[d.local])})
		}
	}
	var added strings.Builder
	entry := func(attributes, refers string) {
		added.WriteString(graft(w.data, w.root, `<definedName`+attributes+`>`+quoteXML(refers)+`</definedName>`))
	}
	entry(` name="`+ingest.ResultName+`"`, sheet.QuoteName(title)+"!$A$1")
	for _, name := range sortedKeys(local) {
		entry(` name="`+quoteXML(name)+`" localSheetId="0"`, sheet.QuoteName(title)+"!"+local[name])
	}
	names, ok := find(w.list, "definedNames")
	switch {
	case !ok:
		at := insertInOrder(w.list, w.end, "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes",
			"webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst")
		return append(edits, edit{at, at, graft(w.data, w.root, "<definedNames>"+added.String()+"</definedNames>")})
	case names.inside == names.end: // <definedNames/>
		return append(edits, edit{names.from, names.end, graft(w.data, w.root, "<definedNames>"+added.String()+"</definedNames>")})
	}
	return append(edits, edit{names.inside, names.inside, added.String()})
}

// removeMacros takes the macros out and makes the file a workbook without
// them, so that it may be called .xlsx.
func (w *workbook) removeMacros() error {
	w.types.override(w.part, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")
	for _, r := range w.rels.list {
		if r.kind != "vbaProject" && r.kind != "attachedToolbars" {
			continue
		}
		w.rels.remove(r)
		w.types.remove(r.target)
		if err := w.drop(r.target); err != nil {
			return err
		}
	}
	return nil
}

// store puts what has changed into the archive.
func (w *workbook) store() error {
	if err := w.rels.store(w.archive); err != nil {
		return err
	}
	return w.types.store(w.archive)
}
