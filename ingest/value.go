package ingest

import (
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/ingest/number"
	"giaoban/ingest/sheet"
)

// quantity is the content of a figure's cell, understood but not yet placed:
// one number, or a numerator and denominator.
type quantity struct {
	value         decimal.Decimal     // in unit; a percentage as 98.2
	den           decimal.NullDecimal // of a ratio; value is then its numerator
	places        int                 // decimals written
	notApplicable bool
	unit          catalog.Unit
	qualifier     string
	raw           string
}

// surest returns the status of the quantity among figures of a status: "ước đạt
// 36,5" is an estimate wherever it stands.
func (q quantity) surest(status catalog.Status) catalog.Status {
	switch key := " " + plain(q.qualifier) + " "; {
	case q.qualifier == "":
	case strings.Contains(key, " ước ") || strings.Contains(key, " ưth ") || strings.Contains(key, " tạm tính "):
		return min(status, catalog.Estimate)
	case strings.Contains(key, " sơ bộ "):
		return min(status, catalog.Preliminary)
	}
	return status
}

// shown returns the quantity as the indicator shows it: in its unit, a ratio
// as a percentage.
func (q quantity) shown(ind catalog.Indicator, cat *catalog.Catalogue) decimal.Decimal {
	if q.den.Valid {
		return hundred.Mul(q.value).DivRound(q.den.Decimal, 16)
	}
	own, _ := cat.Unit(ind.Unit)
	if v, err := catalog.Convert(q.value, q.unit, own); err == nil {
		return v
	}
	return q.value
}

var hundred = decimal.NewFromInt(100)

// figureReader reads the cells of one workbook.
type figureReader struct {
	cat      *catalog.Catalogue
	findings *findings
	mark     byte            // that divides in numbers written as text, where the file proves it
	marks    map[int]proof   // by column, where one of its numbers proves it
	ticks    bool            // "x" may be one: the form is not ours, which says what it means
	assumed  map[string]bool // indicators whose unit nobody wrote, already reported; "" if another sheet's was used
}

// read understands the cell of a figure. ok is false when the cell holds none:
// blank, wrong (an error finding says so), or known to be missing.
func (r figureReader) read(c sheet.Cell, ind catalog.Indicator, u units, plan bool, at place) (q quantity, ok bool) {
	switch c.Kind {
	case sheet.Blank:
		if c.Formula {
			r.findings.add(Error, codeFormulaEmpty, at, Args{"indicator": named(ind)})
		}
		return q, false
	case sheet.Error:
		r.findings.add(Error, codeFormulaError, at, Args{"indicator": named(ind), "text": c.Text})
		return q, false
	case sheet.Date:
		if ind.Kind == catalog.Ratio {
			r.findings.add(Error, codeDateInFigure, at, Args{"indicator": named(ind)})
		} else {
			shown := c.Text
			if day, ok := c.Time(); ok {
				shown = day.Format("2/1/2006")
			}
			r.findings.add(Error, codeFigureAsDate, at, Args{"indicator": named(ind), "day": shown})
		}
		return q, false
	case sheet.Bool:
		r.findings.add(Error, codeNotNumber, at, Args{"indicator": named(ind), "text": c.Text})
		return q, false
	case sheet.Number:
		return r.stored(c, ind, u, at)
	default:
		return r.typed(c, ind, u, plan, at)
	}
}

// stored reads a number cell. A percent format shows 0.982 as 98.2 %. One that
// shows 12,500 as 12.5 leaves open which of the two is in the unit, unless it shows
// a unit too.
func (r figureReader) stored(c sheet.Cell, ind catalog.Indicator, u units, at place) (quantity, bool) {
	q := quantity{value: c.Number, places: max(placesOf(c.Number), formatPlaces(c.Format)), raw: c.Text}
	percent := isPercentFormat(c.Format)
	if percent {
		q.value, q.places = c.Number.Shift(2), max(0, q.places-2)
	}
	if !percent && !r.isPercentage(q, ind, u, at) {
		return q, false
	}
	unit := r.unitShownIn(c, ind)
	if times := formatThousands(c.Format); times > 0 && !q.value.IsZero() {
		shown := q.value.Shift(int32(-3 * times))
		if unit == "" {
			r.findings.addFix(Error, codeNumberScaled, at, Args{"indicator": named(ind), "value": q.value, "shown": shown}, shown.String())
			return q, false
		}
		q.value = shown
	}
	return r.finish(q, ind, u, unit, percent, at)
}

// isPercentage reports whether a bare number can only be a percentage of a
// ratio: 98.2 can, 0.982 may be 98.2 % or less than one, and 1 may be all, a
// quotient like 0.982, unless others of its column are like 98.2. Where nothing speaks
// of a percentage, 69 may as well count what the ratio is of. Both are errors,
// because no percentage is better than a wrong one; among amounts, where it is
// most likely one of these, it is a warning that it was not taken.
func (r figureReader) isPercentage(q quantity, ind catalog.Indicator, u units, at place) bool {
	one := decimal.NewFromInt(1)
	if ind.Kind != catalog.Ratio || q.value.IsZero() {
		return true
	}
	if u.isNear && u.near.Dimension != catalog.DimensionRatio || !u.percentage && !u.isNear {
		severity := Error
		if !u.isNear && ind.Group == catalog.Economy && slices.ContainsFunc(u.far.list, isMoney) {
			severity = Warning // "Nợ xấu" in a table of tỷ đồng, an amount as likely
		}
		r.findings.add(severity, codePercentUnclear, at, Args{"indicator": named(ind), "value": q.value})
		return false
	}
	if !q.value.IsPositive() || q.value.GreaterThan(one) || q.value.Equal(one) && (u.hundredths && !u.fractions || isUnusual(hundred, ind)) {
		return true
	}
	r.findings.add(Error, codePercentAmbiguous, at, Args{"indicator": named(ind), "value": q.value, "other": q.value.Shift(2)})
	return false
}

// isUnusual reports whether a value in an indicator's unit is beyond what is
// usual of it.
func isUnusual(value decimal.Decimal, ind catalog.Indicator) bool {
	return ind.WarnMin.Valid && value.LessThan(ind.WarnMin.Decimal) || ind.WarnMax.Valid && value.GreaterThan(ind.WarnMax.Decimal)
}

// percentages are the ways in which those of a column are written without a sign.
type percentages struct {
	fractions  bool // as 0.98
	hundredths bool // as 98
}

// with returns the ways with that of one more cell. 1 is written in both.
func (p percentages) with(c sheet.Cell) percentages {
	one := decimal.NewFromInt(1)
	switch value := barePercentage(c); {
	case value.GreaterThan(one):
		p.hundredths = true
	case value.IsPositive() && value.LessThan(one):
		p.fractions = true
	}
	return p
}

// barePercentage returns the number of a cell of a ratio that has no sign of a
// percentage, 0 where it has one or is none.
func barePercentage(c sheet.Cell) decimal.Decimal {
	switch c.Kind {
	case sheet.Number:
		if !isPercentFormat(c.Format) {
			return c.Number
		}
	case sheet.Text:
		if n := number.Parse(c.Text); n.Kind == number.Value && !n.Percent {
			return n.First
		}
	}
	return decimal.Zero
}

// typed reads a text cell.
func (r figureReader) typed(c sheet.Cell, ind catalog.Indicator, u units, plan bool, at place) (quantity, bool) {
	n := number.Parse(c.Text)
	if proof := r.marks[at.col]; n.Ambiguous && r.mark == 0 && !onlyWhole(n, ind) {
		switch {
		case proof.mark != 0 && proof.told != nil:
			n = n.Under(proof.mark)
			r.tellProof(proof, n, c, at)
		case proof.mark != 0:
			n = n.Preferring(proof.mark)
		default:
			n = n.Preferring(r.marks[anyColumn].mark)
		}
	}
	n = n.Under(r.mark)
	args := Args{"indicator": named(ind), "text": name(c)}
	if n.Loss && !canBeLoss(ind) {
		r.findings.add(Error, codeNotNumber, at, args)
		return quantity{}, false
	}
	q := quantity{value: n.First, places: n.Places, qualifier: n.Qualifier, raw: cut(c.Text)}
	if n.Ambiguous && n.Kind == number.Value && !n.Percent && !n.First.IsInteger() && n.OtherFirst.IsInteger() && n.OtherFirst.IsPositive() && ind.Integer && r.isOneEach(n, ind, u) {
		// "1,500" people are not one and a half.
		r.findings.addFix(Warning, codeNumberAmbiguous, at,
			Args{"indicator": named(ind), "value": n.OtherFirst, "other": n.First, "unit": unitShown(r.own(ind))}, n.OtherFirst.String())
		q.value, q.places, n.Ambiguous = n.OtherFirst, 0, false
	}
	switch n.Kind {
	case number.Blank:
		return q, false
	case number.NotCollected:
		r.findings.add(Note, codeNotCollected, at, args)
		return q, false
	case number.NotApplicable:
		if r.ticks && strings.HasPrefix(ind.Code, rankings) {
			r.findings.add(Warning, codeTick, at, args)
			return q, false
		}
		q.notApplicable = true
		q.unit, _ = r.cat.Unit(ind.Unit)
		return q, true
	case number.Nil:
		if ind.Kind == catalog.Average || ind.Kind == catalog.Ratio {
			r.findings.add(Note, codeDashMissing, at, args)
			return q, false
		}
		if ind.Kind == catalog.Stock {
			r.findings.add(Note, codeDashZero, at, args)
		}
		q.value = decimal.Zero
		return r.finish(q, ind, u, "", false, at)
	case number.Error:
		r.findings.add(Error, reasonCodes[n.Reason], at, args)
		return q, false
	case number.Range:
		severity := Error
		if plan {
			severity = Warning // "kết nạp 4-6 đảng viên" is a plan, but no figure
		}
		r.findings.add(severity, codeRange, at, args)
		return q, false
	case number.Ratio:
		if ind.Kind != catalog.Ratio {
			r.findings.add(Error, codeRatioUnexpected, at, args)
			return q, false
		}
		q.den = decimal.NewNullDecimal(n.Second)
		r.checkStated(n, ind, at)
	case number.Value:
		if !n.Percent && !r.isPercentage(q, ind, u, at) {
			return q, false
		}
	}
	if n.Mark != "" {
		r.findings.add(Note, codeFootnote, at, Args{"indicator": named(ind), "text": args["text"], "value": n.First, "mark": n.Mark})
	}
	q, ok := r.finish(q, ind, u, n.Unit, n.Percent, at)
	if n.Shortened && ok {
		r.findings.add(Warning, codeNumberShortened, at, Args{"indicator": named(ind), "text": args["text"], "value": n.First})
	}
	if n.Ambiguous && (ok || q.unit.Code == "" || r.otherFits(n, q, ind, at)) {
		r.ambiguous(n, ind, q.unit, at)
	}
	return q, ok
}

// canBeLoss reports whether an indicator is of profits, which may be losses.
func canBeLoss(ind catalog.Indicator) bool {
	return ind.Kind == catalog.Flow && !ind.Integer && !ind.Min.Valid && profits.MatchString(plain(ind.NameVI))
}

var profits = regexp.MustCompile(`^(?:tổng )?(?:lợi nhuận|lãi)(?: |$)`)

// otherFits reports whether the other reading of an ambiguous number is possible,
// where the one taken is not: of one that no reading makes possible that alone
// is said.
func (r figureReader) otherFits(n number.Result, q quantity, ind catalog.Indicator, at place) bool {
	q.value = n.OtherFirst
	if q.den.Valid {
		q.den.Decimal = n.OtherSecond
	}
	r.findings = &findings{}
	return r.checkBounds(q, ind, at)
}

// proof is a number of a column that leaves no doubt of its decimal mark.
type proof struct {
	mark byte
	text string
	at   place
	told *bool // whether it was said; nil where another column is written otherwise
}

// anyColumn stands for the columns that prove nothing of their own.
const anyColumn = 0

// proofs looks for such numbers among the texts of each column of figures. A
// column that is written in both ways proves nothing. What one column proves is
// the likelier for the others; where columns differ, so may the rows of one.
func (r *tableReader) proofs() map[int]proof {
	list := map[int]proof{}
	proven := map[byte]bool{}
	rows := r.dataRows()
	for _, col := range r.columns {
		if col.kind != figureColumn {
			continue
		}
		var found proof
		both := false
		for _, row := range rows {
			c := row.At(col.col)
			if c.Kind != sheet.Text {
				continue
			}
			n := number.Parse(c.Text)
			if n.Proves != 0 {
				proven[n.Proves] = true
			}
			both = both || found.mark != 0 && n.Proves != 0 && n.Proves != found.mark
			if found.mark == 0 && n.Proves != 0 {
				found = proof{n.Proves, name(c), r.grid.place(col.col, row.Number), new(bool)}
			}
		}
		if found.mark != 0 && !both {
			list[col.col] = found
		}
	}
	if len(proven) == 1 {
		for mark := range proven {
			list[anyColumn] = proof{mark: mark}
		}
		return list
	}
	for col, found := range list {
		found.told = nil
		list[col] = found
	}
	return list
}

// tellProof says once of a column how its decimal mark is known.
func (r figureReader) tellProof(p proof, n number.Result, c sheet.Cell, at place) {
	if *p.told {
		return
	}
	*p.told = true
	r.findings.add(Note, codeDecimalColumn, at, Args{"text": name(c), "value": n.First, "other": p.at.cell(), "proof": p.text})
}

// isOneEach reports whether a typed number counts one by one, not thousands: the
// unit is the indicator's own wherever it is written.
func (r figureReader) isOneEach(n number.Result, ind catalog.Indicator, u units) bool {
	own := r.own(ind)
	single := func(unit catalog.Unit) bool { return unit.ToBase(decimal.NewFromInt(1)).Equal(decimal.NewFromInt(1)) }
	if n.Unit != "" {
		written, known := r.cat.UnitOf(n.Unit)
		return known && single(written)
	}
	if _, far, ok := u.far.fitting(own, r.fit); ok && !u.isNear {
		return single(far)
	}
	return single(own) && (!u.isNear || single(u.near))
}

// own is the unit of an indicator.
func (r figureReader) own(ind catalog.Indicator) catalog.Unit {
	u, _ := r.cat.Unit(ind.Unit)
	return u
}

// rankings begin the codes of what one organisation is ranked as. There "x"
// ticks the column that holds, everywhere else it says that none can.
const rankings = "ranked_organisations_"

// reasonCodes gives the finding for each reason a text is not a number.
var reasonCodes = map[number.Reason]code{
	number.NotNumber:    codeNotNumber,
	number.BadGrouping:  codeBadGrouping,
	number.ZeroDivisor:  codeZeroDivisor,
	number.RangeReverse: codeRange,
}

// ambiguous warns of "24.730", unless the indicator counts things, which
// have no fractions, so that only one reading is possible.
func (r figureReader) ambiguous(n number.Result, ind catalog.Indicator, in catalog.Unit, at place) {
	if onlyWhole(n, ind) {
		return
	}
	fix := ""
	if n.Kind == number.Value && n.First.IsInteger() {
		fix = n.First.String() // without marks there is nothing to mistake
	}
	r.findings.addFix(Warning, codeNumberAmbiguous, at,
		Args{"indicator": named(ind), "value": n.First, "other": n.OtherFirst, "unit": unitShown(in)}, fix)
}

// onlyWhole reports whether an ambiguous text is a whole number and can be no
// other.
func onlyWhole(n number.Result, ind catalog.Indicator) bool {
	whole := n.First.IsInteger() && n.Second.IsInteger()
	return whole && (ind.Integer || n.Kind == number.Ratio)
}

// unitShown names a unit in a sentence, nothing where none is known.
func unitShown(u catalog.Unit) wording {
	if u.Code == "" {
		return wording{locale.None, locale.None}
	}
	return wording{u.NameVI, u.NameEN}
}

// checkStated compares the percentage printed behind a ratio with the ratio.
func (r figureReader) checkStated(n number.Result, ind catalog.Indicator, at place) {
	if !n.Stated.Valid {
		return
	}
	actual := hundred.Mul(n.First).DivRound(n.Second, 16)
	if !within(actual, n.Stated.Decimal, halfUnit(n.StatedTo)) {
		r.findings.add(Warning, codePercentMismatch, at,
			Args{"indicator": named(ind), "printed": n.Stated.Decimal, "computed": actual.Round(int32(n.StatedTo))})
	}
}

// finish gives the quantity its unit and checks it against the catalogue.
func (r figureReader) finish(q quantity, ind catalog.Indicator, u units, written string, percent bool, at place) (quantity, bool) {
	var ok bool
	if q.unit, ok = r.unitFor(q, ind, u, written, percent, at); !ok {
		return q, false
	}
	if base, _ := r.cat.Unit(q.unit.Code); written == "" && isCount(base) && !q.unit.Mul.Equal(base.Mul) {
		q.raw += " × " + q.unit.Mul.Div(base.Mul).String() // of "chục dự án", for which the catalogue has no unit
	}
	return q, r.checkBounds(q, ind, at)
}

// placesOf returns the decimals of a number.
func placesOf(d decimal.Decimal) int { return max(0, -int(d.Exponent())) }

// halfUnit is half a unit of the last of so many decimals.
func halfUnit(places int) decimal.Decimal { return decimal.New(5, int32(-places-1)) }

// within reports |a−b| ≤ tolerance.
func within(a, b, tolerance decimal.Decimal) bool {
	return a.Sub(b).Abs().LessThanOrEqual(tolerance)
}
