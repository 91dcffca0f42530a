package rows

import (
	"bytes"
	"encoding/csv"
	"os"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/ingest/locale/localetest"
	"giaoban/warehouse"
)

func TestWriteCSV(t *testing.T) {
	value, base := decimal.RequireFromString("9605.38"), decimal.RequireFromString("8123.4")
	quarter, _ := catalog.ParsePeriod("2024-Q1")
	var b bytes.Buffer
	err := WriteCSV(&b, warehouse.Result{Rows: []warehouse.Row{
		{Org: "=cmd()", Indicator: "revenue", Period: quarter, Value: &value, Unit: `tỷ "đồng", gộp`, Status: catalog.Estimate,
			Disagreement: &warehouse.Disagreement{With: "own", Org: "+x", Value: base},
			Yoy:          &warehouse.Delta{BasePeriod: quarter.AddYears(-1), BaseValue: &base, BaseStatus: catalog.Final, BaseCoverage: warehouse.Coverage{Reported: 15, Expected: 17}, Change: &value, Reason: warehouse.PartialCoverage},
			Plan:         &warehouse.Attainment{Period: quarter, Value: base, Coverage: warehouse.Coverage{Reported: 12, Expected: 16}}},
		{Org: "b", Indicator: "revenue", Period: quarter},
	}})
	if err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := func(record int, column string) string {
		for i, name := range records[0] {
			if name == column {
				return records[record][i]
			}
		}
		t.Fatalf("no column %s", column)
		return ""
	}
	for column, want := range map[string]string{
		"org": "'=cmd()", "value": "9605.38", "unit": `tỷ "đồng", gộp`, "status": "estimate", "period": "2024-Q1",
		"yoy_base_value": "8123.4", "yoy_change_pct": "", "yoy_reason": "partial_coverage", "yoy_comparable": "false",
		"disagreement_with": "own", "disagreement_org": "'+x", "disagreement_value": "8123.4",
		"yoy_base_status": "final", "yoy_base_reported": "15", "yoy_base_expected": "17", "yoy_change": "9605.38",
		"previous_base_status": "", "previous_change": "", "plan_reported": "12", "plan_expected": "16",
	} {
		if got := at(1, column); got != want {
			t.Errorf("%s: %q, want %q", column, got, want)
		}
	}
	if got := at(2, "value"); got != "" {
		t.Errorf("a missing value became %q", got)
	}
}

// TestWriteXLSX opens the workbook again: figures are numbers, a missing one
// is an empty cell, and a text that looks like a formula stays text.
func TestWriteXLSX(t *testing.T) {
	messages, err := locale.Load(Messages)
	if err != nil {
		t.Fatal(err)
	}
	value, change := decimal.RequireFromString("9605.38"), decimal.RequireFromString("18.2433463820")
	quarter, _ := catalog.ParsePeriod("2024-Q1")
	result := warehouse.Result{Rows: []warehouse.Row{
		{Org: "=cmd()", Indicator: "revenue", Period: quarter, Value: &value, Unit: "tỷ đồng", Status: catalog.Estimate,
			Coverage: warehouse.Coverage{Reported: 17, Expected: 17},
			Yoy:      &warehouse.Delta{BasePeriod: quarter.AddYears(-1), ChangePct: &change, Comparable: true}},
		{Org: "b", Indicator: "revenue", Period: quarter},
	}}
	var b bytes.Buffer
	if err := WriteXLSX(&b, result, ingest.Vocabulary{Catalogue: catalog.Builtin()}, messages, locale.VI); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, want := range map[string]string{
		"A2": "=cmd()", "B2": "Doanh thu", "C2": "quý I/2024", "D2": "9605.38", "F2": "ước", "G2": "17", "J2": "18.243346382", "D3": "",
	} {
		got, err := f.GetCellValue("Số liệu", cell, excelize.Options{RawCellValue: true})
		if err != nil || got != want {
			t.Errorf("%s: %q (%v), want %q", cell, got, err, want)
		}
	}
	if formula, err := f.GetCellFormula("Số liệu", "A2"); formula != "" || err != nil {
		t.Errorf("A2 became the formula %q (%v)", formula, err)
	}
}

func TestMessages(t *testing.T) {
	localetest.Check(t, Messages)
	localetest.Used(t, Messages, os.DirFS("."), "rows.*")
}

// A formula does not run; a number with its sign stays one.
func TestSafe(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "Công ty": "Công ty", "=1+1": "'=1+1", "@SUM(A1)": "'@SUM(A1)", "-cmd": "'-cmd", "+1+1": "'+1+1", "-1-2": "'-1-2", "--1": "'--1",
		"-": "'-", "-A1%": "'-A1%", "\t=1": "'\t=1", "-3.4": "-3.4", "-12": "-12", "+1.234,5": "+1.234,5", "-3,4\u00a0%": "-3,4\u00a0%", "+18%": "+18%",
		"+3,2\u00a0điểm": "+3,2\u00a0điểm", "+5 người": "+5 người", "+66,7\u00a0% cùng 3 đơn vị": "+66,7\u00a0% cùng 3 đơn vị",
		"+18,4\u00a0%, cùng tập 11 đơn vị: +17,6\u00a0%": "+18,4\u00a0%, cùng tập 11 đơn vị: +17,6\u00a0%",
		"-1 cmd|' /C calc'!A0": "'-1 cmd|' /C calc'!A0", "+1 HYPERLINK(A1)": "'+1 HYPERLINK(A1)", "+5*A1": "'+5*A1", "-1 Sheet2!A1": "'-1 Sheet2!A1",
	} {
		if got := Safe(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
