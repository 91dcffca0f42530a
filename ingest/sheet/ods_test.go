package sheet

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const odsNamespaces = ` xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:number="n" xmlns:fo="f" xmlns:calcext="c" xmlns:draw="d" xmlns:meta="m" xmlns:manifest="a"`

// odsPacked returns an OpenDocument spreadsheet with this inside
// <office:spreadsheet>, and parts replaced, added, or removed when "-".
func odsPacked(t testing.TB, spreadsheet string, replace map[string]string) []byte {
	t.Helper()
	return zipped(t, map[string]string{
		odsMimetype: "application/vnd.oasis.opendocument.spreadsheet",
		odsManifest: `<manifest:manifest` + odsNamespaces + `><manifest:file-entry manifest:full-path="/"/></manifest:manifest>`,
		odsContent: `<office:document-content` + odsNamespaces + `><office:automatic-styles>` + odsTestStyles +
			`</office:automatic-styles><office:body><office:spreadsheet>` + spreadsheet + `</office:spreadsheet></office:body></office:document-content>`,
	}, replace)
}

const odsTestStyles = `
	<style:style style:name="ta2" style:family="table" style:master-page-name="Mật"><style:table-properties table:display="false"/></style:style>
	<number:percentage-style style:name="N11"><number:number number:decimal-places="2" number:min-decimal-places="2"/><number:text>%</number:text></number:percentage-style>
	<number:number-style style:name="N2P0"><number:number number:decimal-places="1" number:grouping="true"/><number:text> tỷ</number:text></number:number-style>
	<number:number-style style:name="N2"><number:text>-</number:text><number:number/><style:map style:condition="value()&gt;=0" style:apply-style-name="N2P0"/></number:number-style>
	<number:date-style style:name="N37"><number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>
	<style:style style:name="đậm" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>
	<style:style style:name="ce1" style:family="table-cell" style:parent-style-name="đậm" style:data-style-name="N11"/>
	<style:style style:name="ce2" style:family="table-cell" style:data-style-name="N2"/>
	<style:style style:name="ce3" style:family="table-cell" style:data-style-name="N37"/>
	<number:number-style style:name="N38"><number:number number:decimal-places="1" number:min-decimal-places="1" number:grouping="true" number:display-factor="1000"/></number:number-style>
	<number:number-style style:name="N39"><number:number number:decimal-places="0" number:display-factor="1000000"/></number:number-style>
	<style:style style:name="ce4" style:family="table-cell" style:data-style-name="N38"/>
	<style:style style:name="ce5" style:family="table-cell" style:data-style-name="N39"/>`

func odsTable1(rows string) string {
	return `<table:table table:name="S">` + rows + `</table:table>`
}

// shown lists the cells of a sheet as "A1 kind number|text|format bold formula".
func shown(s *Sheet) []string {
	var out []string
	for _, r := range s.Rows {
		for _, c := range r.Cells {
			line := fmt.Sprintf("%s %d %s|%s|%s", Ref(c.Col, r.Number), c.Kind, c.Number, c.Text, c.Format)
			for _, mark := range []struct {
				on   bool
				text string
			}{{c.Bold, " bold"}, {c.Formula, " formula"}, {r.Hidden, " hidden"}} {
				if mark.on {
					line += mark.text
				}
			}
			out = append(out, line)
		}
	}
	return out
}

func TestODSCells(t *testing.T) {
	book := mustOpen(t, odsPacked(t, odsTable1(`
		<table:table-column table:default-cell-style-name="đậm"/><table:table-column table:number-columns-repeated="16383" table:default-cell-style-name="ce2"/>
		<table:table-row>
			<table:table-cell office:value-type="string" calcext:value-type="string"><text:p>Nộp  ngân
				sách<text:s text:c="2"/><text:span>Nhà</text:span> nước</text:p><text:p>(triệu đồng)</text:p></table:table-cell>
			<table:table-cell office:value-type="float" office:value="9605.3799999999992"><text:p>9.605,4</text:p></table:table-cell>
			<table:table-cell table:style-name="ce1" office:value-type="percentage" office:value="0.982"><text:p>98,20%</text:p></table:table-cell>
			<table:table-cell table:style-name="none" office:value-type="percentage" office:value="0.5"/>
			<table:table-cell table:style-name="none" office:value-type="currency" office:currency="VND" office:value="-5"/>
			<table:table-cell table:style-name="ce3" office:value-type="date" office:date-value="2024-03-30T12:00:00"/>
			<table:table-cell table:style-name="none" office:value-type="time" office:time-value="PT08H30M00S"/>
			<table:table-cell table:style-name="none" office:value-type="boolean" office:boolean-value="true"/>
		</table:table-row>
		<table:table-row table:number-rows-repeated="2" table:default-cell-style-name="none"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
		<table:table-row table:visibility="collapse" table:default-cell-style-name="none">
			<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>
			<table:table-cell table:formula="of:=NA()" office:value-type="string"><text:p>#N/A</text:p></table:table-cell>
			<table:table-cell table:formula="of:=A1"/>
			<table:table-cell table:formula="of:=IF(1;&quot;&quot;)" office:value-type="string" office:string-value=""/>
			<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>
			<table:table-cell office:value-type="string" office:string-value="00123"/>
			<table:table-cell table:style-name="ce4" office:value-type="float" office:value="12500"/>
			<table:table-cell table:style-name="ce5" office:value-type="float" office:value="12500000"/>
		</table:table-row>`), nil))
	want := []string{
		"A1 2 0|Nộp  ngân sách  Nhà nước\n(triệu đồng)|General bold",
		`B1 1 9605.38|9605.3799999999992|#,##0.0" tỷ"`,
		"C1 1 0.982|0.982|0.00% bold",
		"D1 1 0.5|0.5|0%",
		"E1 1 -5|-5|General",
		"F1 5 45381.5|2024-03-30T12:00:00|dd/mm/yyyy",
		"G1 5 0.3541666667|PT08H30M00S|General",
		"H1 3 0|TRUE|General",
		"A4 4 0|#DIV/0!|General formula hidden",
		"B4 4 0|#N/A|General formula hidden",
		"C4 0 0||General formula hidden",
		"E4 1 2|2|General formula hidden",
		"F4 2 0|00123|General hidden",
		"G4 1 12500|12500|#,##0.0, hidden",
		"H4 1 12500000|12500000|0,, hidden",
	}
	if diff := cmp.Diff(want, shown(&book.Sheets[0])); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
	if at, ok := book.Sheets[0].At(6, 1).Time(); !ok || at.Format(time.DateTime) != "2024-03-30 12:00:00" {
		t.Errorf("F1 is %v, %v", at, ok)
	}
}

func TestODSStructure(t *testing.T) {
	book := mustOpen(t, odsPacked(t, `<table:table table:name="A">
			<table:shapes><draw:frame><draw:text-box><text:p>TỐI MẬT</text:p></draw:text-box></draw:frame></table:shapes>
			<table:table-header-columns><table:table-column/></table:table-header-columns>
			<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>
			<table:table-row-group table:display="false"><table:table-header-rows><table:table-row>
				<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2" office:value-type="string"><office:annotation><dc:creator>ai</dc:creator><text:p>Xem lại</text:p><text:p>số này</text:p></office:annotation><text:p>Một</text:p></table:table-cell>
				<table:covered-table-cell/><table:table-cell table:number-columns-repeated="3" office:value-type="float" office:value="7"/>
			</table:table-row></table:table-header-rows></table:table-row-group>
			<table:table-row table:number-rows-repeated="2"><table:table-cell/><table:table-cell office:value-type="float" office:value="1"/></table:table-row>
			<table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
		</table:table>
		<table:table table:name="_giaoban" table:style-name="ta2"/>
		<table:table table:name="'file:///x.ods'#$A"><table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>
		<table:named-expressions><table:named-range table:name="ky" table:cell-range-address="$A.$A$1"/><table:named-range table:name="v" table:cell-range-address="$'B.C'.$A$1:.$B$2"/></table:named-expressions>`,
		map[string]string{
			odsMeta: `<office:document-meta` + odsNamespaces + `><office:meta><meta:user-defined meta:name="giaoban.org">cum-7</meta:user-defined></office:meta></office:document-meta>`,
			odsStyles: `<office:document-styles` + odsNamespaces + `><office:master-styles><style:master-page style:name="Mật"><style:header><text:p>MẬT</text:p></style:header>
				<style:footer><style:region-left><text:p>Trang <text:page-number>1</text:page-number></text:p></style:region-left></style:footer></style:master-page>
				<style:master-page style:name="Default"><style:header/></style:master-page></office:master-styles></office:document-styles>`,
		}))
	want := []string{
		"A1 2 0|Một|General hidden", "C1 1 7|7|General hidden", "D1 1 7|7|General hidden", "E1 1 7|7|General hidden",
		"B2 1 1|1|General", "B3 1 1|1|General",
	}
	s := book.Sheet("A")
	if diff := cmp.Diff(want, shown(s)); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]Range{{1, 1, 2, 2}}, s.Merges); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Span{{2, 3}}, s.HiddenCols); diff != "" {
		t.Error(diff)
	}
	hidden := book.Sheet("_giaoban")
	if hidden == nil || !hidden.Hidden || hidden.HeaderFooter != "MẬT\nTrang" || s.Hidden || s.HeaderFooter != "" || len(book.Sheets) != 2 {
		t.Errorf("sheets: %+v", book.Sheets)
	}
	if diff := cmp.Diff(map[string]string{"ky": "A!$A$1", "v": "'B.C'!$A$1:$B$2"}, book.Names); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Xem lại\nsố này"}, book.Comments); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"TỐI MẬT"}, book.Shapes); diff != "" {
		t.Error(diff)
	}
	if book.Properties["giaoban.org"] != "cum-7" {
		t.Errorf("properties %v", book.Properties)
	}
}

func TestODSProblems(t *testing.T) {
	cell := `<table:table-cell office:value-type="float" office:value="1"`
	for name, tt := range map[string]struct {
		data []byte
		want Code
	}{
		"locked": {odsPacked(t, "", map[string]string{odsManifest: `<manifest:manifest` + odsNamespaces +
			`><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>`}), Password},
		"text":           {odsPacked(t, "", map[string]string{odsMimetype: "application/vnd.oasis.opendocument.text"}), WordDocument},
		"drawing":        {odsPacked(t, "", map[string]string{odsMimetype: "application/vnd.oasis.opendocument.graphics"}), UnknownFormat},
		"text inside":    {odsPacked(t, "", map[string]string{odsContent: `<office:document-content><office:body><office:text/></office:body></office:document-content>`}), WordDocument},
		"no sheets":      {odsPacked(t, "", nil), NoSheets},
		"no content":     {odsPacked(t, "", map[string]string{odsContent: "-"}), Damaged},
		"doctype":        {odsPacked(t, "", map[string]string{odsContent: `<!DOCTYPE a [<!ENTITY b "c">]><office:document-content/>`}), Unsafe},
		"cut":            {odsPacked(t, "", map[string]string{odsContent: `<office:document-content><office:body>`}), Truncated},
		"wide run":       {odsPacked(t, odsTable1(`<table:table-row>`+cell+` table:number-columns-repeated="16385"/></table:table-row>`), nil), Damaged},
		"tall run":       {odsPacked(t, odsTable1(`<table:table-row table:number-rows-repeated="1048577">`+cell+`/></table:table-row>`), nil), Damaged},
		"run of runs":    {odsPacked(t, odsTable1(`<table:table-row table:number-rows-repeated="1048576">`+cell+` table:number-columns-repeated="16384"/></table:table-row>`), nil), TooManyCells},
		"after the last": {odsPacked(t, odsTable1(`<table:table-row table:number-rows-repeated="99999999999999999999"/><table:table-row>`+cell+`/></table:table-row>`), nil), Damaged},
		"run of nothing": {odsPacked(t, odsTable1(`<table:table-row><table:table-cell table:number-columns-repeated="0"/></table:table-row>`), nil), Damaged},
		"no number":      {odsPacked(t, odsTable1(`<table:table-row><table:table-cell office:value-type="float" office:value="1,5"/></table:table-row>`), nil), Damaged},
		"no date":        {odsPacked(t, odsTable1(`<table:table-row><table:table-cell office:value-type="date" office:date-value="30/3"/></table:table-row>`), nil), Damaged},
		"no time":        {odsPacked(t, odsTable1(`<table:table-row><table:table-cell office:value-type="time" office:time-value="P1M"/></table:table-row>`), nil), Damaged},
		"other type":     {odsPacked(t, odsTable1(`<table:table-row><table:table-cell office:value-type="q"/></table:table-row>`), nil), Damaged},
		"merge outside":  {odsPacked(t, odsTable1(`<table:table-row><table:table-cell table:number-columns-spanned="16385"/></table:table-row>`), nil), Damaged},
		"table inside":   {odsPacked(t, odsTable1(`<table:table-row><table:table-cell><table:table/></table:table-cell></table:table-row>`), nil), Unsafe},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Open(tt.data, "x.ods")
			var p *Problem
			if !errors.As(err, &p) || p.Code != tt.want {
				t.Errorf("Open = %v, want code %s", err, tt.want)
			}
		})
	}
}

// A package that lost the part naming its type is known by its content, and
// an outline tells what identifies a workbook.
func TestODSOutline(t *testing.T) {
	book, err := Outline(odsPacked(t, odsTable1(`<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>`), map[string]string{
		odsMimetype: "-",
		odsMeta:     `<office:document-meta><office:meta><meta:user-defined meta:name="k">v</meta:user-defined></office:meta></office:document-meta>`,
	}))
	if err != nil || len(book.Sheets) != 1 || book.Sheets[0].Name != "S" || book.Sheets[0].Rows != nil || book.Properties["k"] != "v" {
		t.Errorf("%+v, %v", book, err)
	}
}

func TestDurations(t *testing.T) {
	for s, want := range map[string]string{
		"PT12H": "0.5", "PT08H30M00S": "0.3541666667", "P1DT6H": "1.25", "-PT6H": "-0.25", "PT100H0M0.000000S": "4.1666666667",
		"": "", "P": "", "PT1": "", "P1Y": "", "P1M": "", "PTH": "", "12:00": "", "PT1.2.3S": "", "P1H": "",
	} {
		got, ok := parseDuration(s)
		if ok != (want != "") || ok && got.String() != want {
			t.Errorf("parseDuration(%q) = %s, %v", s, got, ok)
		}
	}
}

// FuzzODS feeds contents of spreadsheets: whatever they hold, Open returns a
// Problem or a book that obeys what its types promise.
func FuzzODS(f *testing.F) {
	for _, seed := range []string{
		`<table:table-row><table:table-cell office:value-type="float" office:value="1e3" table:number-columns-repeated="3"/></table:table-row>`,
		`<table:table-row table:number-rows-repeated="4"><table:table-cell table:number-columns-spanned="2" office:value-type="string"><text:p> a<text:s text:c="3"/>b<text:line-break/></text:p></table:table-cell></table:table-row>`,
		`<table:table-column table:number-columns-repeated="9" table:visibility="filter"/><table:table-row><table:covered-table-cell office:value-type="time" office:time-value="PT1H2M3.5S"/></table:table-row>`,
		`<table:table-row><table:table-cell office:value-type="date" office:date-value="2024-02-29"><office:annotation><text:p>x</text:p></office:annotation></table:table-cell></table:table-row>`,
	} {
		f.Add(seed, odsTestStyles)
	}
	f.Fuzz(func(t *testing.T, rows, styles string) {
		lim := defaultLimits
		lim.cells = 100_000 // what a run may cost here
		book, err := open(odsPacked(t, odsTable1(rows), map[string]string{
			odsStyles: `<office:document-styles><office:styles>` + styles + `</office:styles></office:document-styles>`,
		}), "", lim)
		checkBook(t, book, err)
	})
}

// A text of many runs of blanks is refused before it fills the memory.
func TestODSBlanksAreBounded(t *testing.T) {
	blanks := `<table:table-row><table:table-cell><text:p>` + strings.Repeat(`<text:s text:c="999999999"/>`, 3) + `</text:p></table:table-cell></table:table-row>`
	_, err := Open(odsPacked(t, odsTable1(blanks), nil), "")
	var p *Problem
	if !errors.As(err, &p) || p.Code != Unsafe {
		t.Errorf("Open = %v", err)
	}
}
