package sheet

// Code names what is wrong with a file.
type Code string

// Codes, each with what the file's owner can do.
const (
	EmptyFile     Code = "empty_file"         // send the file again
	TooLarge      Code = "too_large"          // remove what is not the report
	TooManyCells  Code = "too_many_cells"     // remove filled cells around the table
	Damaged       Code = "damaged"            // open it, save it anew, send it again
	Truncated     Code = "truncated"          // the transfer broke off: send it again
	Unsafe        Code = "unsafe"             // holds what no spreadsheet program writes
	Password      Code = "password_protected" // remove the password
	OldExcel      Code = "old_excel"          // .xls of Excel 95 and older: save as .xlsx
	BinaryExcel   Code = "binary_excel"       // .xlsb: save as .xlsx
	PlainText     Code = "plain_text"         // a text that is no table
	UnclosedQuote Code = "unclosed_quote"     // a quotation mark in a text file is never closed
	TornNumber    Code = "torn_number"        // a decimal comma divides cells in a text file
	XMLFile       Code = "xml_file"           // a spreadsheet saved as one XML text
	WebPage       Code = "web_page"           // HTML saved under .xls
	Picture       Code = "picture"            // a scan or photo
	PDF           Code = "pdf"                // likewise
	WordDocument  Code = "word_document"      // Word or PowerPoint
	Archive       Code = "archive"            // a .zip, .rar, .7z of files: unpack it
	UnknownFormat Code = "unknown_format"     // none of these
	NoSheets      Code = "no_sheets"          // a workbook of charts only
)

// maxDetailBytes bounds what an error says of a file's contents.
const maxDetailBytes = 200

// Problem is why a file cannot be read as a workbook.
type Problem struct {
	Code  Code
	Part  string // the part of the file it was found in: "xl/worksheets/sheet1.xml"
	Limit int    // what was exceeded, for TooLarge (MB) and TooManyCells; the line, for UnclosedQuote and TornNumber
	Err   error  // the cause, for the log; may be nil
}

// Error returns the code, the part and the cause: for logs, not for people.
func (p *Problem) Error() string {
	s := "workbook " + string(p.Code)
	if p.Part != "" {
		s += " in " + clip(p.Part)
	}
	if p.Err != nil {
		s += ": " + clip(p.Err.Error())
	}
	return s
}

// Unwrap returns the cause.
func (p *Problem) Unwrap() error { return p.Err }

// clip keeps text that comes out of a file from flooding a log.
func clip(s string) string {
	if len(s) > maxDetailBytes {
		return s[:maxDetailBytes] + "…"
	}
	return s
}
