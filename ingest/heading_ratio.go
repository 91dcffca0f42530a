package ingest

import (
	"slices"
	"strings"

	"giaoban/ingest/catalog"
	"giaoban/ingest/number"
	"giaoban/ingest/sheet"
)

// forgetParts takes what stands below the heading of a ratio for none of the
// indicators it may be called after: "Tổng số ĐV" below "Học tập nghị quyết" are
// those that the share is of, who need not be all the Party members there are.
func forgetParts(heads []columnHeading, cat *catalog.Catalogue) {
	for i := range heads {
		for _, h := range []*heading{&heads[i].head, heads[i].spread} {
			if h == nil || !h.known || h.indicator.Kind == catalog.Ratio {
				continue
			}
			for above := len(h.names) - 1; above > 0; above-- {
				if ind, ok := matchNames(h.names[:above], cat); ok && ind.Kind == catalog.Ratio {
					h.known, h.indicator = false, catalog.Indicator{}
					break
				}
			}
		}
	}
}

// isAmountOf reports whether the name of a percentage stands for the amount it
// is a part of: "Nợ xấu" in tỷ đồng, or beside "Tỷ lệ nợ xấu" without a unit.
func (h heading) isAmountOf(besidePercentage bool) bool {
	if !h.known || h.indicator.Kind != catalog.Ratio || h.mapped.Text != "" || speaksOfPercentage(h.text) || speaksOfPercentage(strings.Join(h.names, " ")) {
		return false
	}
	if h.hasUnit {
		return isMoney(h.unit)
	}
	return besidePercentage
}

// isMoney reports whether a unit is one of a currency.
func isMoney(u catalog.Unit) bool {
	return u.Dimension == catalog.DimensionVND || u.Dimension == "usd"
}

// forgetAmounts makes the headings of amounts unknown that bear the name of a
// percentage of them: see [heading.isAmountOf].
func forgetAmounts(heads []columnHeading) {
	for i := range heads {
		for _, h := range []*heading{&heads[i].head, heads[i].spread} {
			if h != nil && h.isAmountOf(slices.ContainsFunc(heads, func(other columnHeading) bool { return other.head.isPercentageOf(h.indicator) })) {
				h.known, h.indicator = false, catalog.Indicator{}
			}
		}
	}
}

// isPercentageOf reports whether a heading says that it is of the percentage.
func (h heading) isPercentageOf(ind catalog.Indicator) bool {
	return h.known && h.indicator.Code == ind.Code && (speaksOfPercentage(h.text) || h.hasUnit && h.unit.Dimension == catalog.DimensionRatio)
}

// isAmountOf is heading.isAmountOf for a row, which has the unit of its table
// if it has none, and may stand beside the row of the percentage.
// A percentage or fraction in its cells is what it is called all the same.
func (r *tableReader) isAmountOf(h heading, row sheet.Row) bool {
	if !h.known || h.indicator.Kind != catalog.Ratio {
		return false
	}
	for _, c := range row.Cells {
		if n := number.Parse(c.Text); c.Kind == sheet.Number && isPercentFormat(c.Format) || c.Kind == sheet.Text && (n.Kind == number.Ratio || n.Percent) {
			return false
		}
	}
	money := slices.ContainsFunc(r.title.units.list, isMoney)
	return h.isAmountOf(money && slices.ContainsFunc(r.dataRows(), func(row sheet.Row) bool {
		text, _ := withoutNumbering(name(row.At(r.table.keyCol)))
		ind, ok := r.cat.Match(text)
		return ok && ind.Code == h.indicator.Code && speaksOfPercentage(text)
	}))
}

// tellAmount says of a row why nothing of it was read.
func (r *tableReader) tellAmount(h heading, n rowName, at place) {
	unit := h.unit
	if !h.hasUnit {
		unit = r.title.units.list[slices.IndexFunc(r.title.units.list, isMoney)]
	}
	r.findings.add(Warning, codeRowOfAmount, at, Args{"name": n.name, "unit": unitShown(unit), "indicator": named(h.indicator)})
}
