package likeness

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

func score(a, b string) float64 { return Score(Of(a), Of(b)) }

func TestScore(t *testing.T) {
	for _, tt := range []struct {
		a, b        string
		least, most float64
	}{
		{"Doanh thu", "doanh  thu", 1, 1},
		{"Doanh thú", "Doanh thu", Very, 0.999},
		{"Doanh thu", "Donah thu", 0.85, 0.999},
		{"Nop ngan sach nha nuoc", "Nộp ngân sách nhà nước", Quite, 0.999},
		{"Ngân sách nhà nước đã nộp", "Nộp ngân sách nhà nước", Quite, 0.999},
		{"Công ty TNHH An Phúc", "Công ty TNHH An Phú", Very, 0.999},
		{"Tổng số lao động", "Lao động", Some, Very},
		{"Nợ thuế", "Nộp thuế", 0, Quite},
		{"Số lao động nữ", "Số lao động", Some, Quite},
		{"BHXH phải nộp", "BHXH đã nộp", 0, Quite},
		{"Số lao động nũ", "Số lao động nữ", Quite, 0.999},
		{"Đơn vị 03", "Đơn vị 08", 0, 0},
		{"Đơn vị 3", "Đơn vị 03", Quite, 1},
		{"Cụm IV", "Cụm VI", 0, 0},
		{"Lao động nam", "Lao động nữ", 0, 0},
		{"Số dư đầu kỳ", "Số dư cuối kỳ", 0, 0},
		{"Doanh thu", "Đảng viên", 0, Some},
		{"", "Doanh thu", 0, 0},
	} {
		if got := score(tt.a, tt.b); got < tt.least || got > tt.most {
			t.Errorf("%q and %q score %.3f, want %.2f to %.2f", tt.a, tt.b, got, tt.least, tt.most)
		}
	}
}

func name() *rapid.Generator[string] {
	return rapid.StringMatching(`([a-zđăâêôơưáàảãạếềệứừựốồộ]{1,7} ?){0,6}[0-9]{0,2}`)
}

// The score is within its bounds, the same either way round, and whole for a
// name beside itself.
func TestScoreHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := name().Draw(t, "a"), name().Draw(t, "b")
		one, other := score(a, b), score(b, a)
		if one < 0 || one > 1 || one-other > 1e-9 || other-one > 1e-9 {
			t.Fatalf("%q and %q score %v and %v", a, b, one, other)
		}
		if own := score(a, a); len(Of(a).letters) > 0 && own != 1 {
			t.Fatalf("%q beside itself scores %v", a, own)
		}
	})
}

// Names with different numbers are never alike, however alike the rest is.
func TestNumbersDecide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := name().Draw(t, "a")
		m := rapid.IntRange(100, 900).Draw(t, "m")
		n := rapid.IntRange(100, 900).Filter(func(n int) bool { return n != m }).Draw(t, "n")
		if got := score(a+" "+strconv.Itoa(m), a+" "+strconv.Itoa(n)); got != 0 {
			t.Fatalf("score %v", got)
		}
	})
}
