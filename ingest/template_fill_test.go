package ingest

import (
	"strconv"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
)

// TestTemplateFilledByHand fills the empty form as people do: numbers as
// numbers or typed with Vietnamese marks, a proportion in one cell or two, "x"
// in either case. What they filled in comes back.
func TestTemplateFilledByHand(t *testing.T) {
	v := templateWorld()
	var codes []string
	for i, ind := range v.Catalogue.Indicators {
		if ind.Code == "workers" || ind.Code == "average_income" || ind.Kind == catalog.Ratio || i%5 == 0 {
			codes = append(codes, ind.Code)
		}
	}
	spec := templateSpec(v, codes...)
	rows := hiddenRows(t, writtenForm(t, spec))
	rapid.Check(t, func(rt *rapid.T) {
		filled := map[string]Known{}
		data := edited(t, spec, func(f *excelize.File) error {
			for _, code := range codes {
				ind, _ := v.Catalogue.Indicator(code)
				k, ok := anyKnown(rt, ind)
				if !ok {
					continue
				}
				filled[code] = k
				for col, value := range typedIn(rt, k) {
					if err := f.SetCellValue("Báo cáo", col+strconv.Itoa(rows[code]), value); err != nil {
						return err
					}
				}
			}
			return nil
		})
		sub, err := Read(data, "bieu.xlsx", v)
		if err != nil {
			rt.Fatal(err)
		}
		for _, f := range sub.Findings {
			if f.Severity == Error && f.Code != string(codeTemplateEmpty) {
				rt.Fatalf("finding %+v", f)
			}
		}
		if len(sub.Facts) != len(filled) {
			rt.Fatalf("%d facts of %d rows", len(sub.Facts), len(filled))
		}
		for _, f := range sub.Facts {
			compare(rt, v.Catalogue, f, filled)
		}
	})
}

// typedIn is what somebody puts into the columns of a figure.
func typedIn(t *rapid.T, k Known) map[string]any {
	number := func(d decimal.Decimal) any {
		if rapid.Bool().Draw(t, "as text") {
			return locale.Exact(locale.VI, d)
		}
		return d.InexactFloat64()
	}
	switch {
	case k.NotApplicable:
		return map[string]any{"E": rapid.SampledFrom([]string{"x", "X"}).Draw(t, "mark")}
	case k.Den.Valid && rapid.Bool().Draw(t, "in one cell"):
		return map[string]any{"E": k.Num.Decimal.String() + "/" + k.Den.Decimal.String()}
	case k.Den.Valid:
		return map[string]any{"E": number(k.Num.Decimal), "F": number(k.Den.Decimal)}
	}
	return map[string]any{"E": number(k.Value)}
}

// hiddenRows returns where the form has each indicator's row.
func hiddenRows(t *testing.T, f *excelize.File) map[string]int {
	t.Helper()
	cells, err := f.GetRows("Báo cáo")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]int{}
	for i, row := range cells {
		if len(row) > 0 && row[0] != "" && i >= templateHeaderRow {
			rows[row[0]] = i + 1
		}
	}
	return rows
}
