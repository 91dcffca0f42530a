package catalog

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestFindSpan(t *testing.T) {
	for text, want := range map[string]string{
		"(Từ ngày 15/12/2024 đến ngày 14/3/2025)":                                "2024-12-15 2025-03-14 2025-Q1 discrete",
		"Số liệu từ 15/12 đến hết 14/6/2025":                                     "2024-12-15 2025-06-14 2025-H1 discrete",
		"từ ngày 15 tháng 12 năm 2024 đến hết ngày 14 tháng 12 năm 2025":         "2024-12-15 2025-12-14 2025 discrete",
		"từ ngày 15 tháng 6 đến ngày 14 tháng 9 năm 2025":                        "2025-06-15 2025-09-14 2025-Q3 discrete",
		"Từ 01/01/2025 đến 30/9/2025":                                            "2025-01-01 2025-09-30 2025-9M discrete",
		"Từ 01/01/2025 đến 31/10/2025":                                           "2025-01-01 2025-10-31 2025-10 cumulative",
		"từ ngày 15/02/2025 đến ngày 14/03/2025":                                 "2025-02-15 2025-03-14 2025-03 discrete",
		"từ 01/02/2024 đến 29/02/2024":                                           "2024-02-01 2024-02-29 2024-02 discrete",
		"từ 10/01/2025 đến 20/3/2025":                                            "2025-01-10 2025-03-20 none",
		"Số liệu từ đầu năm đến hết ngày 31/8/2025":                              "2025-01-01 2025-08-31 2025-08 cumulative",
		"từ đầu năm 2025 đến 30/9/2025":                                          "2025-01-01 2025-09-30 2025-9M discrete",
		"Kỳ báo cáo 15/12/2024 - 14/3/2025":                                      "2024-12-15 2025-03-14 2025-Q1 discrete",
		"(01/7/2025–30/9/2025)":                                                  "2025-07-01 2025-09-30 2025-Q3 discrete",
		"ngày 14/3/2025 - ngày 15/12/2024":                                       "",
		"từ đầu năm đến 25/8/2025":                                               "2025-01-01 2025-08-25 none",
		"từ 01/02/2025 đến 31/5/2025":                                            "2025-02-01 2025-05-31 none",
		"tính đến 14/3/2025":                                                     "",
		"Công văn ngày 15/12/2024, số liệu đến ngày 14/3/2025":                   "",
		"từ 14/3/2025 đến 15/12/2024":                                            "",
		"so với cùng kỳ (từ ngày 15/12/2023 đến ngày 14/3/2024), quý I năm 2025": "2023-12-15 2024-03-14 2024-Q1 discrete",
	} {
		got := ""
		if s, ok := FindSpan(text); ok {
			got = s.From.Format(time.DateOnly) + " " + s.To.Format(time.DateOnly) + " "
			if p, basis, ok := s.Period(); ok {
				got += fmt.Sprint(p.Code(), " ", basis)
			} else {
				got += "none"
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Every period is found from its own days, by either regime.
func TestSpanOfAnyPeriod(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPeriod(t)
		from, to := p.Administrative()
		for _, s := range []Span{{From: p.First(), To: p.Last()}, {From: from, To: to}} {
			if got, _, ok := s.Period(); p.Grain() != Term && (!ok || got != p) {
				t.Fatalf("%v to %v is %v, want %v", s.From, s.To, got, p)
			}
		}
	})
}
