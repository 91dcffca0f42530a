package catalog

import (
	"fmt"
	"time"
)

var romanQuarters = [...]string{"", "I", "II", "III", "IV"}

// Vietnamese returns the period's name as reports write it in a sentence:
// "quý I/2024", "6 tháng đầu năm 2024", "nhiệm kỳ 2020–2025".
func (p Period) Vietnamese() string {
	switch p.grain {
	case Month:
		return fmt.Sprintf("tháng %d/%d", p.index, p.year)
	case Quarter:
		return fmt.Sprintf("quý %s/%d", romanQuarters[p.index], p.year)
	case Half:
		return fmt.Sprintf("6 tháng %s năm %d", [...]string{"đầu", "cuối"}[p.index-1], p.year)
	case NineMonths:
		return fmt.Sprintf("9 tháng đầu năm %d", p.year)
	case Year:
		return fmt.Sprintf("năm %d", p.year)
	case Term:
		return fmt.Sprintf("nhiệm kỳ %d–%d", p.year, p.last)
	}
	return ""
}

// ShortVietnamese returns the name for axes and column heads: "QI/2024",
// "T3/2024", "6T đầu/2024".
func (p Period) ShortVietnamese() string {
	switch p.grain {
	case Month:
		return fmt.Sprintf("T%d/%d", p.index, p.year)
	case Quarter:
		return fmt.Sprintf("Q%s/%d", romanQuarters[p.index], p.year)
	case Half:
		return fmt.Sprintf("6T %s/%d", [...]string{"đầu", "cuối"}[p.index-1], p.year)
	case NineMonths:
		return fmt.Sprintf("9T/%d", p.year)
	}
	return p.shortYears()
}

// English returns the period's name in a sentence: "Q1 2024", "first half of
// 2024", "March 2024", "2020–2025 term".
func (p Period) English() string {
	switch p.grain {
	case Month:
		return fmt.Sprintf("%s %d", time.Month(p.index), p.year)
	case Quarter:
		return p.ShortEnglish()
	case Half:
		return fmt.Sprintf("%s half of %d", [...]string{"first", "second"}[p.index-1], p.year)
	case NineMonths:
		return fmt.Sprintf("first nine months of %d", p.year)
	case Term:
		return p.shortYears() + " term"
	}
	return p.shortYears()
}

// ShortEnglish returns the name for axes and column heads: "Q1 2024", "Mar 2024".
func (p Period) ShortEnglish() string {
	switch p.grain {
	case Month:
		return fmt.Sprintf("%s %d", time.Month(p.index).String()[:3], p.year)
	case Quarter:
		return fmt.Sprintf("Q%d %d", p.index, p.year)
	case Half:
		return fmt.Sprintf("H%d %d", p.index, p.year)
	case NineMonths:
		return fmt.Sprintf("9M %d", p.year)
	}
	return p.shortYears()
}

// shortYears names a year or term in any language.
func (p Period) shortYears() string {
	switch p.grain {
	case Year:
		return fmt.Sprint(p.year)
	case Term:
		return fmt.Sprintf("%d–%d", p.year, p.last)
	}
	return ""
}
