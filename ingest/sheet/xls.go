package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/richardlehane/mscfb"
)

// compound is an OLE compound file: a small file system of named streams, in
// which Excel 5 to 2003 and older Word wrote their documents, and in which
// every Office wraps an encrypted one.
type compound struct {
	streams map[string]*mscfb.File // of the root folder, by lower-case name
	size    int64                  // of the whole file
}

// openCompound reads the directory of a compound file.
func openCompound(data []byte) (*compound, error) {
	var file *mscfb.Reader
	err := unbroken(func() (err error) {
		file, err = mscfb.New(bytes.NewReader(data))
		return err
	})
	if err != nil {
		return nil, &Problem{Code: Truncated, Err: err}
	}
	c := &compound{streams: map[string]*mscfb.File{}, size: int64(len(data))}
	for _, f := range file.File {
		// Objects embedded in a document have folders of their own.
		if len(f.Path) == 0 && !f.FileInfo().IsDir() {
			c.streams[strings.ToLower(f.Name)] = f
		}
	}
	return c, nil
}

// unbroken lets the library read and makes an error of its panics: it reckons
// with the sizes that the file's header claims before it looks whether they can
// be.
func unbroken(read func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("damaged compound file: %v", p)
		}
	}()
	return read()
}

func (c *compound) has(name string) bool {
	_, ok := c.streams[strings.ToLower(name)]
	return ok
}

// read returns the bytes of a stream.
func (c *compound) read(name string) ([]byte, error) {
	f := c.streams[strings.ToLower(name)]
	if f.Size > c.size {
		return nil, &Problem{Code: Truncated, Part: name, Err: fmt.Errorf("%d bytes of a file of %d", f.Size, c.size)}
	}
	out := make([]byte, f.Size)
	err := unbroken(func() error {
		_, err := io.ReadFull(f, out)
		return err
	})
	if err != nil {
		return nil, &Problem{Code: Truncated, Part: name, Err: err}
	}
	return out, nil
}

// Names of the streams that tell what a compound file is.
const (
	workbookStream = "Workbook" // Excel 97 and later
	bookStream     = "Book"     // Excel 5 and 95
	summaryStream  = "DocumentSummaryInformation"
)

// openXLS reads the workbook in a compound file, or says what else it holds.
func openXLS(data []byte, how wanted) (*Book, error) {
	r, err := newXLSReader(data, how)
	if err != nil {
		return nil, err
	}
	if how.outline {
		err = r.outline()
	} else {
		err = r.read()
	}
	if err != nil {
		return nil, err
	}
	return r.book, nil
}

// xlsReader collects a Book from the BIFF8 records of Excel 97–2003
// ([MS-XLS]). Defined names are left out: their references are compiled.
type xlsReader struct {
	file     *compound
	stream   []byte
	scanned  int // bytes of the stream's sheets read so far
	lim      limits
	book     *Book
	base1904 bool
	tabs     []xlsTab
	strings  []string
	styles   []style
	fonts    fonts
	runs     map[int][]run // of shared strings
	rich     richTexts
	cells    int      // read so far, over all sheets
	look     *xlsLook // nil where only figures are read
}

// newXLSReader finds the workbook in a compound file and reads its globals.
func newXLSReader(data []byte, how wanted) (*xlsReader, error) {
	file, err := openCompound(data)
	if err != nil {
		if format := sniffCompound(data); format != isUnknown {
			return nil, &Problem{Code: format.refusal(), Err: err}
		}
		return nil, err
	}
	switch {
	case file.has("EncryptedPackage"):
		return nil, &Problem{Code: Password}
	case file.has(workbookStream):
	case file.has(bookStream):
		return nil, &Problem{Code: OldExcel}
	case file.has("WordDocument"), file.has("PowerPoint Document"):
		return nil, &Problem{Code: WordDocument}
	default:
		return nil, &Problem{Code: UnknownFormat}
	}
	stream, err := file.read(workbookStream)
	if err != nil {
		return nil, err
	}
	r := &xlsReader{file: file, stream: stream, lim: how.lim, book: &Book{Names: map[string]string{}},
		runs: map[int][]run{}, rich: richTexts{}}
	if how.look != nil {
		r.look = &xlsLook{Look: how.look}
	}
	return r, r.workbook()
}

// xlsTab is a sheet as the workbook's globals list it.
type xlsTab struct {
	name      string
	hidden    bool
	worksheet bool // not a chart or a macro sheet
	chart     bool
	offset    int // of its first record in the stream
}

// read reads the sheets and the properties.
func (r *xlsReader) read() error {
	for _, t := range r.tabs {
		if !t.worksheet {
			if r.look != nil && t.chart {
				r.look.Lost.Drawings = true
			}
			continue
		}
		s := Sheet{Name: t.name, Hidden: t.hidden}
		isWorksheet, err := r.worksheet(t.offset, &s)
		if err != nil {
			return err
		}
		if isWorksheet {
			r.book.Sheets = append(r.book.Sheets, s)
			if r.look != nil {
				r.look.endSheet(t.name)
			}
		}
	}
	if len(r.book.Sheets) == 0 {
		return &Problem{Code: NoSheets}
	}
	if r.look != nil {
		r.look.end()
	}
	r.book.Fonts = r.fonts.names
	recode(r.book, r.rich)
	return r.properties()
}

// outline reads the names of sheets and the custom properties.
func (r *xlsReader) outline() error {
	for _, t := range r.tabs {
		r.book.Sheets = append(r.book.Sheets, Sheet{Name: t.name, Hidden: t.hidden})
	}
	return r.properties()
}

// problem is a fault in the records of a sheet, or of the workbook itself.
func (r *xlsReader) problem(code Code, sheet string, err error) *Problem {
	part := workbookStream
	if sheet != "" {
		part += "/" + sheet
	}
	return &Problem{Code: code, Part: part, Err: err}
}

var errRecord = errors.New("a record is shorter than its contents")
