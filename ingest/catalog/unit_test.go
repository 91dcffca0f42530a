package catalog

import (
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestConvert(t *testing.T) {
	c := Builtin()
	for _, tt := range []struct{ value, from, to, want string }{
		{"9605.38", "billion_vnd", "vnd", "9605380000000"},
		{"17.5", "trillion_vnd", "billion_vnd", "17500"},
		{"2.02", "quadrillion_vnd", "billion_vnd", "2020000"},
		{"1", "vnd", "quadrillion_vnd", "0.000000000000001"},
		{"28", "thousand_people", "person", "28000"},
		{"120", "million_vnd_per_person_year", "million_vnd_per_person_month", "10"},
		{"8120000", "vnd_per_person_month", "million_vnd_per_person_month", "8.12"},
		{"24.36", "million_vnd_per_person_quarter", "vnd_per_person_month", "8120000"},
		{"100", "vnd_per_person_year", "vnd_per_person_month", "8.3333333333333333"},
		{"3.2", "million_tonnes", "tonne", "3200000"},
		{"15", "party_committee", "organisation", "15"},
	} {
		from, _ := c.Unit(tt.from)
		to, _ := c.Unit(tt.to)
		got, err := Convert(decimal.RequireFromString(tt.value), from, to)
		if err != nil || got.String() != tt.want {
			t.Errorf("%s %s = %s %s (%v), want %s", tt.value, tt.from, got, tt.to, err, tt.want)
		}
	}
	vnd, _ := c.Unit("vnd")
	usd, _ := c.Unit("usd")
	if got, err := Convert(decimal.NewFromInt(1), vnd, usd); err == nil {
		t.Errorf("1 đồng = %s USD, want an error: there is no fixed rate", got)
	}
}

func TestConversionLosesNothing(t *testing.T) {
	units := Builtin().Units
	rapid.Check(t, func(t *rapid.T) {
		value := decimal.New(rapid.Int64().Draw(t, "digits"), rapid.Int32Range(-6, 0).Draw(t, "exponent"))
		from := rapid.SampledFrom(units).Draw(t, "from")
		to := rapid.SampledFrom(units).Draw(t, "to")
		there, err := Convert(value, from, to)
		if (err != nil) != (from.Dimension != to.Dimension) {
			t.Fatalf("%s to %s: %v", from.Code, to.Code, err)
		}
		if err != nil {
			return
		}
		back, err := Convert(there, to, from)
		if err != nil {
			t.Fatal(err)
		}
		// Division by 3 and 12 does not always end; all other conversions do.
		slack := decimal.Zero
		if from.Div%3 == 0 || to.Div%3 == 0 {
			slack = decimal.New(12, -quotientPlaces+6)
		}
		if back.Sub(value).Abs().GreaterThan(slack) {
			t.Fatalf("%s %s → %s %s → %s", value, from.Code, there, to.Code, back)
		}
		if !from.FromBase(from.ToBase(value)).Sub(value).Abs().LessThanOrEqual(slack) {
			t.Fatalf("%s %s does not survive base units", value, from.Code)
		}
	})
}

// Things that are counted may be counted by any number; money is written in units
// of its own.
func TestUnitsOfCountsByNumbers(t *testing.T) {
	c := Builtin()
	for text, want := range map[string]string{
		"1000 lượt": "thousand_visits 1000", "1.000 lượt khách": "thousand_visits 1000", "10.000 lượt": "visit 10000", "nghìn lượt": "thousand_visits 1000",
		"trăm người": "person 100", "chục dự án": "project 10", "vạn sản phẩm": "product 10000", "triệu sản phẩm": "product 1000000",
		"trăm nghìn lượt": "thousand_visits 100000", "chục nghìn người": "thousand_people 10000", "nghìn đ/c": "thousand_people 1000", "ĐVT: 1000 đảng viên": "party_member 1000", "1.000 người": "thousand_people 1000",
		"10 đảng viên": "", "100 lượt": "", "trăm triệu đồng": "", "chục tỷ đồng": "", "nghìn hộ": "", "nghìn": "", "chục": "", "1000": "", "vạn tuế": "",
	} {
		got := ""
		if u, ok := c.UnitOf(text); ok {
			got = u.Code + " " + u.Mul.String()
		}
		if got != want {
			t.Errorf("UnitOf(%q) = %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]bool{"nghìn hộ": true, "trăm hộ": true, "1.000 hộ": true, "10 hộ": true, "hộ": false, "": false, "người": false} {
		if NamesScale(text) != want {
			t.Errorf("NamesScale(%q) = %t", text, !want)
		}
	}
}

// "VNĐ" and "đồng Việt Nam" are đồng wherever "đồng" may stand.
func TestUnitsOfDong(t *testing.T) {
	c := Builtin()
	for text, want := range map[string]string{
		"VNĐ": "vnd", "đồng VN": "vnd", "Đồng Việt Nam": "vnd", "1.000 VNĐ": "thousand_vnd", "1.000.000 VND": "million_vnd", "Tỷ đồng VN": "billion_vnd",
		"triệu đồng Việt Nam": "million_vnd", "Triệu VNĐ/người/tháng": "million_vnd_per_person_month", "nghìn VND/người": "thousand_vnd_per_person",
		"triệu đồng (VNĐ)": "million_vnd", "kVND": "thousand_vnd", "ĐVT: tỷ VNĐ": "billion_vnd", "USD": "usd", "triệu VN": "", "VNĐ/": "vnd",
	} {
		if u, ok := c.UnitOf(text); u.Code != want || ok != (want != "") {
			t.Errorf("%q is %q, want %q", text, u.Code, want)
		}
	}
}

// The sign of a note behind a unit is none of it.
func TestUnitsWithNotes(t *testing.T) {
	c := Builtin()
	for text, want := range map[string]string{
		"tỷ đồng (1)": "billion_vnd", "triệu đồng*": "million_vnd", "Tr.đ (**)": "million_vnd", "người²": "person", "(ĐVT: tỷ đồng) (*)": "billion_vnd",
		"trđ/ng/th (³)": "million_vnd_per_person_month", "%(2)": "percent", "(1)": "", "*": "", "tỷ đồng (10)": "", "tỷ đồng 1": "", "đồng (1.000)": "",
	} {
		if u, ok := c.UnitOf(text); u.Code != want || ok != (want != "") {
			t.Errorf("%q is %q, want %q", text, u.Code, want)
		}
	}
}
