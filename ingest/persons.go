package ingest

import (
	"regexp"
	"slices"
	"strings"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// stripPersons takes out of the book what it says of single persons, and
// refuses it for that: reports are counts (rule V21). Whose membership,
// admission or discipline it is must not come into findings, questions or the
// store, so nothing may read the cells before, and no finding quotes them.
//
// Persons who sign, write or receive the report stand above or below the
// tables, where nothing is read, and do no harm.
func stripPersons(book *sheet.Book, v Vocabulary, f *findings) {
	for i := range book.Sheets {
		s := &book.Sheets[i]
		if s.Name == identitySheet {
			continue
		}
		p := personStripper{sheet: s, vocabulary: v, findings: f}
		if p.find(); p.interesting {
			p.strip()
		}
		p.forget(book)
	}
}

// personStripper looks through one sheet.
type personStripper struct {
	sheet       *sheet.Sheet
	vocabulary  Vocabulary
	findings    *findings
	named       map[[2]int][]personName // by row and column
	interesting bool
	stripped    map[[2]int]bool
}

// find collects the names on the sheet.
func (p *personStripper) find() {
	for _, row := range p.sheet.Rows {
		for _, c := range row.Cells {
			if c.Kind != sheet.Text {
				continue
			}
			persons := personsIn(c.Text)
			if len(persons) == 0 {
				if strings.Contains(c.Text, ".") && initials.MatchString(c.Text) {
					p.interesting = true
				}
				continue
			}
			if p.named == nil {
				p.named = map[[2]int][]personName{}
			}
			p.named[[2]int{row.Number, c.Col}] = persons
			p.interesting = true
		}
	}
}

// strip takes out lists of persons first: their rows are no table's.
func (p *personStripper) strip() {
	p.stripped = map[[2]int]bool{}
	for i := range p.sheet.Rows {
		p.stripList(i)
	}
	_, found := besideOneAnother(p.sheet)
	tables := slices.Concat(found...)
	for i := range p.sheet.Rows {
		row := p.sheet.Rows[i]
		for _, c := range slices.Clone(row.Cells) {
			if c.Kind != sheet.Text || p.stripped[[2]int{row.Number, c.Col}] {
				continue
			}
			persons := p.named[[2]int{row.Number, c.Col}]
			at := place{sheet: p.sheet.Name, col: c.Col, row: row.Number}
			table := slices.IndexFunc(tables, func(t block) bool { return t.dataFrom <= row.Number && row.Number <= t.dataTo })
			isKey := table >= 0 && tables[table].keyCol == c.Col
			switch {
			case tellsOfDiscipline(c.Text, persons):
				p.findings.add(Error, codePersonDisciplined, at, nil)
			case table >= 0 && p.namesPerson(c, row, tables[table], persons):
				p.findings.add(Error, codePersonNamed, at, nil)
			default:
				continue
			}
			p.blank(i, func(b sheet.Cell) bool { return b.Col == c.Col || isKey })
		}
	}
}

// countedPersons is a figure with whom it counts in brackets behind it.
var countedPersons = regexp.MustCompile(`^\s*\d+\s*[^\d(]{0,12}\(`)

// namesPerson reports whether a cell of a table's rows names a person.
func (p *personStripper) namesPerson(c sheet.Cell, row sheet.Row, t block, persons []personName) bool {
	for _, n := range persons {
		switch {
		case n.titled:
			return true
		case !n.certain:
		case addressed.MatchString(beforeName(c.Text)), countedPersons.MatchString(c.Text):
			return true
		case n.whole && !p.known(c.Text) && (t.orientation == rowsAreIndicators || t.keyCol == c.Col && isBulleted(c, row)):
			return true
		}
	}
	return false
}

// beforeName returns what stands before the first name of a text, folded.
func beforeName(text string) string {
	text = cut(text)
	start, _, _ := nameAt(text, 0)
	return catalog.Fold(text[:start])
}

// isBulleted reports whether a mark of a list stands before a name, in its cell
// or in the one before it.
func isBulleted(c sheet.Cell, row sheet.Row) bool {
	mark := strings.TrimSpace(leadingNumber(strings.TrimSpace(c.Text)))
	if mark == "" && c.Col > 1 {
		mark = strings.TrimSpace(row.At(c.Col - 1).Text)
	}
	return bullet.MatchString(mark)
}

var bullet = regexp.MustCompile(`^[-–—+*•·▪●○■►]+$`)

// known reports whether a name is one of the register's, of any time.
func (p *personStripper) known(text string) bool {
	if p.vocabulary.Register == nil {
		return false
	}
	rest, _ := withoutNumbering(text)
	key := plain(rest)
	return slices.ContainsFunc(p.vocabulary.Register.Versions, func(v catalog.OrgVersion) bool {
		return plain(v.NameVI) == key || plain(v.ShortName) == key
	})
}

// Headings of lists of persons. A name that stands under "Họ và tên" beside
// "Ngày sinh" is a person's; so are several under it.
var (
	personHeading  = regexp.MustCompile(`^(?:họ (?:và )?(?:chữ đệm (?:và )?)?tên|tên (?:đảng viên|quần chúng|người))(?: |$)`)
	officerHeading = regexp.MustCompile(`giám đốc|bí thư|người (?:lập|báo cáo|liên hệ|ký|đại diện|phụ trách)|chủ doanh nghiệp|liên lạc|ký`)
	personFields   = regexp.MustCompile(`^(?:ngày tháng năm sinh|ngày sinh|năm sinh|sinh ngày|sinh năm|ngày tháng năm|quê quán|dân tộc|tôn giáo|ngày (?:vào đảng|kết nạp)|` +
		`ngày tháng (?:năm )?(?:vào đảng|kết nạp)|số thẻ(?: đảng viên)?|hình thức kỷ luật|lý do(?: kỷ luật)?|giới tính|nam|nữ|số cccd|cccd|cmnd)(?: |$)`)
	personTitle = regexp.MustCompile(`^(?:trích ngang |bảng )?danh sách .*(?:đảng viên|quần chúng|người|cán bộ|đồng chí|kết nạp|kỷ luật)`)
)

// stripList takes out a list of persons that a row heads.
func (p *personStripper) stripList(i int) {
	row := p.sheet.Rows[i]
	for _, c := range row.Cells {
		if c.Kind != sheet.Text {
			continue
		}
		key := plain(cut(c.Text))
		titled := personTitle.MatchString(key)
		if !titled && (!personHeading.MatchString(key) || officerHeading.MatchString(key)) {
			continue
		}
		fields := slices.ContainsFunc(row.Cells, func(o sheet.Cell) bool { return o.Kind == sheet.Text && personFields.MatchString(plain(cut(o.Text))) })
		last, count := p.namesBelow(i, c.Col, titled)
		if count == 0 || count == 1 && !fields {
			continue
		}
		p.findings.add(Error, codePersonsListed, place{sheet: p.sheet.Name, col: c.Col, row: row.Number}, Args{"count": count})
		for n := i + 1; n <= last; n++ {
			p.blank(n, func(sheet.Cell) bool { return true })
		}
		return
	}
}

// maxListGap is how many rows without a name may stand between two of a list.
const maxListGap = 3

// namesBelow counts the rows below one that name persons in its column, or in
// any where that does not say which, and returns the index of the last.
func (p *personStripper) namesBelow(i, col int, anywhere bool) (last, count int) {
	last = i
	gap := 2 * maxListGap // headings stand between a title and its names
	for n := i + 1; n < len(p.sheet.Rows) && n-last <= gap; n++ {
		row := p.sheet.Rows[n]
		if slices.ContainsFunc(row.Cells, func(c sheet.Cell) bool { return c.Kind == sheet.Text && isFooter(cut(c.Text)) }) {
			break
		}
		named := slices.ContainsFunc(row.Cells, func(c sheet.Cell) bool {
			persons := p.named[[2]int{row.Number, c.Col}]
			return len(persons) > 0 && persons[0].whole && (c.Col == col || anywhere && persons[0].certain) && !p.known(c.Text)
		})
		if named {
			last, count, gap = n, count+1, maxListGap
		}
	}
	return last, count
}

// blank takes the cells of a row that are picked out of the book.
func (p *personStripper) blank(i int, picked func(sheet.Cell) bool) {
	row := &p.sheet.Rows[i]
	for n, c := range row.Cells {
		if picked(c) {
			p.stripped[[2]int{row.Number, c.Col}] = true
			row.Cells[n] = sheet.Cell{Col: c.Col}
		}
	}
}

// forget drops what is remembered of the cells besides their content.
func (p *personStripper) forget(book *sheet.Book) {
	if len(p.stripped) == 0 {
		return
	}
	book.Recoded = slices.DeleteFunc(book.Recoded, func(r sheet.Recoded) bool {
		return r.Sheet == p.sheet.Name && p.stripped[[2]int{r.Row, r.Col}]
	})
}
