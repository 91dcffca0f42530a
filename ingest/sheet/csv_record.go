package sheet

import (
	"slices"
	"strings"
)

// separators are what may stand between two fields, the least likely to be
// part of a field first.
const separators = "\t;|,"

// textRecords takes a text apart into records of fields (RFC 4180, and what
// programs make of it: any separator, any line end, text behind a closing
// quote).
type textRecords struct {
	rest     string
	sep      byte
	fields   []string
	number   int // of the current record, 1-based
	line     int // of the text, on which the current record ends
	unclosed bool
}

func newRecords(text string, sep byte) *textRecords {
	return &textRecords{rest: text, sep: sep}
}

// next moves to the next record. A quote that is never closed swallows the
// rest of the text; line is then that of the quote.
func (r *textRecords) next() bool {
	if r.rest == "" || r.unclosed {
		return false
	}
	r.number++
	r.line++
	r.fields = r.fields[:0]
	for {
		r.fields = append(r.fields, r.field())
		if r.rest == "" || r.unclosed {
			return true
		}
		end := r.rest[0]
		r.rest = r.rest[1:]
		if end == r.sep {
			if r.rest == "" {
				r.fields = append(r.fields, "")
				return true
			}
			continue
		}
		if end == '\r' {
			r.rest = strings.TrimPrefix(r.rest, "\n")
		}
		return true
	}
}

// field takes one field off, up to the separator or the end of the line.
func (r *textRecords) field() string {
	quoted := ""
	if r.rest[0] == '"' {
		var ok bool
		if quoted, ok = r.quoted(); !ok {
			r.unclosed = true
			return ""
		}
	}
	end := strings.IndexAny(r.rest, "\r\n")
	if end < 0 {
		end = len(r.rest)
	}
	if at := strings.IndexByte(r.rest[:end], r.sep); at >= 0 {
		end = at
	}
	plain := r.rest[:end]
	r.rest = r.rest[end:]
	if quoted == "" {
		return plain
	}
	return quoted + plain
}

// quoted takes a quoted text off. Within it "" is a quote and lines may end.
func (r *textRecords) quoted() (string, bool) {
	var b strings.Builder
	rest, lines := r.rest[1:], 0
	for {
		end := strings.IndexByte(rest, '"')
		if end < 0 {
			return "", false
		}
		part := rest[:end]
		rest = rest[end+1:]
		if strings.ContainsAny(part, "\r\n") {
			part = strings.ReplaceAll(strings.ReplaceAll(part, "\r\n", "\n"), "\r", "\n")
			lines += strings.Count(part, "\n")
		}
		b.WriteString(part)
		if !strings.HasPrefix(rest, `"`) {
			break
		}
		b.WriteByte('"')
		rest = rest[1:]
	}
	r.rest = rest
	r.line += lines
	return b.String(), true
}

// statedSeparator reads the first line "sep=;", by which a file tells Excel
// its separator, and takes it off.
func statedSeparator(text string) (rest string, sep byte) {
	line, rest, _ := strings.Cut(text, "\n")
	line = strings.Trim(strings.TrimRight(line, "\r"), `"`)
	if len(line) == len("sep=")+1 && strings.EqualFold(line[:len("sep=")], "sep=") && line[len(line)-1] < 0x80 {
		return rest, line[len(line)-1]
	}
	return text, 0
}

// What of a text is looked at to guess its separator.
const (
	guessBytes   = 256 << 10
	guessRecords = 1000
)

// guessSeparator returns the separator that divides the most lines into the
// same number of fields, 0 when none divides two. Lines it does not divide,
// such as a title, say nothing; those it divides otherwise count against it.
// Programs leave out the separators behind the last field of a line that is
// filled, so a line may have one field less than the others.
func guessSeparator(text string) (best byte) {
	text = text[:min(len(text), guessBytes)]
	most := 0
	for i := range len(separators) {
		if score := separates(text, separators[i]); score > most {
			most, best = score, separators[i]
		}
	}
	return best
}

// separates scores a separator, see [guessSeparator].
func separates(text string, sep byte) int {
	widths := map[int]int{}
	divided, prose := 0, 0
	for r := newRecords(text, sep); r.number < guessRecords && r.next(); {
		switch {
		case len(r.fields) < 2:
		case sep == ',' && isProse(r.fields):
			prose++
		default:
			divided++
			widths[len(r.fields)]++
		}
	}
	same := 0
	for width, n := range widths {
		if n > 1 {
			same = max(same, n+widths[width+1], n+widths[width-1])
		}
	}
	if prose > divided {
		return 0
	}
	return same - (divided - same)
}

// isProse reports whether the commas of a line have blanks behind them, as in
// sentences.
func isProse(fields []string) bool {
	return !slices.ContainsFunc(fields[1:], func(f string) bool { return !strings.HasPrefix(f, " ") })
}
