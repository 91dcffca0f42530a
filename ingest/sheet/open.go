package sheet

// limits bound the work a file may cause. A report has some thousand cells;
// these leave room for a hundred times more and keep one upload from filling
// the memory of a small server.
type limits struct {
	file     int   // bytes of the file
	unpacked int64 // bytes of all parts
	ratio    int64 // unpacked / packed of a part larger than ratioFrom
	parts    int   // entries of the zip directory
	sheets   int
	cells    int // of all sheets, blank but formatted ones included
	strings  int // shared strings
	text     int // bytes of one cell's text; the format allows 32,767 characters
	merges   int // per sheet
	depth    int // of XML elements
}

var defaultLimits = limits{
	file:     32 << 20,
	unpacked: 256 << 20,
	ratio:    400,
	parts:    4096,
	sheets:   256,
	cells:    1_000_000,
	strings:  500_000,
	text:     4 * 32767,
	merges:   50_000,
	depth:    64,
}

// wanted says how much of a file is read.
type wanted struct {
	lim     limits
	outline bool  // no cells; see [Outline]
	look    *Look // is filled where it is not nil; see [OpenLook]
}

// ratioFrom is the size below which a part's compression ratio does not
// matter: a small part of blanks packs well and does no harm.
const ratioFrom = 4 << 20

// Open reads a workbook. name is the file's name, after which the sheet of a
// text file is called. The error is always a [*Problem].
func Open(data []byte, name string) (*Book, error) {
	return open(data, name, defaultLimits)
}

// Outline reads what a workbook says of itself without its cells: sheets have
// names only, chart sheets are among them, and there are no shapes. It costs a
// small part of what [Open] does. The error is always a [*Problem].
func Outline(data []byte) (*Book, error) {
	lim := defaultLimits
	switch data, format, err := admit(data, lim); {
	case err != nil:
		return nil, err
	case format == isZip:
		return openZip(data, wanted{lim: lim, outline: true})
	case format == isXLS:
		return openXLS(data, wanted{lim: lim, outline: true})
	case format == isText:
		return openText(data, "", lim)
	default:
		return nil, &Problem{Code: format.refusal()}
	}
}

func open(data []byte, name string, lim limits) (*Book, error) {
	switch data, format, err := admit(data, lim); {
	case err != nil:
		return nil, err
	case format == isZip:
		return openZip(data, wanted{lim: lim})
	case format == isXLS:
		return openXLS(data, wanted{lim: lim})
	case format == isText:
		return openText(data, name, lim)
	default:
		return nil, &Problem{Code: format.refusal()}
	}
}

// admit tells what a file is by its content and refuses one that is too large.
// Of one that is encrypted and yet opens for everybody it returns what is inside.
func admit(data []byte, lim limits) ([]byte, format, error) {
	if len(data) > lim.file {
		return nil, isUnknown, &Problem{Code: TooLarge, Limit: lim.file >> 20}
	}
	data = Unlocked(data)
	return data, sniff(data), nil
}
