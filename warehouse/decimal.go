package warehouse

import (
	"fmt"
	"math/big"

	"github.com/duckdb/duckdb-go/v2"
	"github.com/shopspring/decimal"
)

// Stored figures are DECIMAL(20,4): whole parts up to 16 digits, of which
// DuckDB's sums (DECIMAL(38,4)) hold 10^18.
const (
	factWidth = 20
	factScale = 4
)

// quotientPlaces is how many decimals a quotient keeps; it is rounded once,
// half to even.
const quotientPlaces = 10

// column turns d into the value an Appender may write to a DECIMAL(20,4)
// column. The Appender corrupts every other type silently (an int 5 becomes
// 0.0005), so this is the only door. Digits beyond the fourth decimal, a
// ten-thousandth of a đồng, are rounded half to even.
func column(d decimal.Decimal) (duckdb.Decimal, error) {
	value := d.RoundBank(factScale).Shift(factScale).BigInt()
	if new(big.Int).Abs(value).Cmp(limit) >= 0 {
		return duckdb.Decimal{}, fmt.Errorf("%w: %s", errTooLarge, d)
	}
	return duckdb.Decimal{Width: factWidth, Scale: factScale, Value: value}, nil
}

// errTooLarge is returned for a figure with too many digits.
var errTooLarge = fmt.Errorf("more than %d digits before the decimal point", factWidth-factScale)

var limit = new(big.Int).Exp(big.NewInt(10), big.NewInt(factWidth), nil)

// number reads a DECIMAL column; nil is NULL.
func number(v any) (*decimal.Decimal, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case duckdb.Decimal:
		d := decimal.NewFromBigInt(v.Value, -int32(v.Scale))
		return &d, nil
	default:
		return nil, fmt.Errorf("want a decimal, got %T", v)
	}
}

// quotient returns a/b rounded half to even to [quotientPlaces] decimals. A
// quotient with more decimals that ends is kept whole when exact is set. b
// must not be zero.
func quotient(a, b decimal.Decimal, exact bool) decimal.Decimal {
	if exact {
		if q := a.DivRound(b, 2*factScale+20); q.Mul(b).Equal(a) {
			return q
		}
	}
	q, r := a.QuoRem(b, quotientPlaces)
	// Twice the remainder against one step of the last place decides.
	step := decimal.New(1, -quotientPlaces)
	c := r.Abs().Mul(decimal.NewFromInt(2)).Cmp(b.Abs().Mul(step))
	odd := q.Shift(quotientPlaces).BigInt().Bit(0) == 1
	if c > 0 || c == 0 && odd {
		if a.Sign()*b.Sign() < 0 {
			step = step.Neg()
		}
		q = q.Add(step)
	}
	return q
}
