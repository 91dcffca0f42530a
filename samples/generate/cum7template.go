package main

import (
	"bytes"
	"fmt"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
)

// filledTemplates writes the forms of the units that fill in what the program
// hands out.
func (c cluster7) filledTemplates() ([]file, error) {
	cat := catalog.Builtin()
	var out []file
	for _, u := range c.units[:templates] {
		data, err := c.filledTemplate(cat, u)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", u.code, err)
		}
		out = append(out, file{formPath(u), data})
	}
	return out, nil
}

// filledTemplate is the form of one unit, with everything it reported.
func (c cluster7) filledTemplate(cat *catalog.Catalogue, u enterprise) ([]byte, error) {
	q := period("2024-Q1")
	spec := ingest.TemplateSpec{
		Org: u.code, Name: u.name, Superior: "Cụm số 7", Period: q, Catalogue: cat, Lang: locale.VI,
		Last:       c.known(cat, u, q.Previous()),
		SamePeriod: c.known(cat, u, q.AddYears(-1)),
		Filled:     c.known(cat, u, q),
		Status:     catalog.Estimate,
		CutOff:     date(2024, 3, 30),
	}
	for _, ind := range cat.Indicators { // in report order; a blank cell is still asked for
		if _, reported := spec.Filled[ind.Code]; reported || ind.Code == "welfare_spending" {
			spec.Indicators = append(spec.Indicators, ind.Code)
		}
	}
	var form bytes.Buffer
	if err := ingest.WriteTemplate(&form, spec); err != nil {
		return nil, err
	}
	noted, err := withRemarks(form.Bytes(), "Số liệu minh họa:", "số từng đơn vị là giả định")
	if err != nil {
		return nil, err
	}
	return pack(noted)
}

// known are the unit's figures of a period, in the units of the catalogue.
func (c cluster7) known(cat *catalog.Catalogue, u enterprise, p catalog.Period) map[string]ingest.Known {
	out := map[string]ingest.Known{}
	for _, ind := range cat.Indicators {
		f, ok := c.ledger[key{u.code, ind.Code, p}]
		switch {
		case !ok:
		case f.notApplicable:
			out[ind.Code] = ingest.Known{NotApplicable: true}
		case ind.Kind == catalog.Ratio:
			out[ind.Code] = ingest.Known{
				Num: decimal.NewNullDecimal(decimal.NewFromInt(f.num)),
				Den: decimal.NewNullDecimal(decimal.NewFromInt(f.den)),
			}
		default:
			out[ind.Code] = ingest.Known{Value: shown(cat, ind.Code, f)}
		}
	}
	return out
}

// withRemarks writes lines under "Ghi chú" in the first rows of a form, the
// only place the form leaves for words.
func withRemarks(form []byte, lines ...string) ([]byte, error) {
	f, err := excelize.OpenReader(bytes.NewReader(form))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	page := f.GetSheetName(f.GetActiveSheetIndex())
	found, err := f.SearchSheet(page, "Ghi chú")
	if err != nil {
		return nil, err
	}
	if len(found) != 1 {
		return nil, fmt.Errorf("%d cells say \"Ghi chú\" on the form, want one", len(found))
	}
	col, row, err := excelize.CellNameToCoordinates(found[0])
	if err != nil {
		return nil, err
	}
	for i, line := range lines { // below the heading and the name of the first group
		if err := f.SetCellStr(page, cell(col, row+2+i), line); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	err = f.Write(&out)
	return out.Bytes(), err
}
