package ingest

// wordings are the ways offices word what stands around the figures.
func wordings() []specimen {
	return []specimen{
		{file: "wordings/unit_in_brackets.xlsx", proves: "A unit behind a name, with any label, hides neither the name nor itself; a remark beside it stays a part of the name.", source: pages(formOf(
			[]any{"TT", "Chỉ tiêu", "TH"},
			[]any{1, "Doanh thu (đv: triệu đồng)", 12250},
			[]any{2, "Nộp ngân sách (ĐVT: tỷ đồng)", 1.2345},
			[]any{3, "Lợi nhuận (tr.đ)", 950},
			[]any{4, "Lao động (đơn vị tính người)", 125},
			[]any{5, "Thu nhập bình quân (đv: trđ/tháng)", 9},
			[]any{6, "Vốn đầu tư thực hiện (tính bằng triệu đồng)", 700},
			[]any{7, "An sinh xã hội - ĐVT: triệu đồng", 35},
			[]any{8, "Giá trị sản xuất công nghiệp (tỷ đồng, giá so sánh 2010)", 8},
		)), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			C4 revenue 12.25e9
			C5 budget_paid 1.2345e9
			C6 profit 0.95e9
			C7 workers 125
			C8 average_income 9e6*375
			C9 investment 0.7e9
			C10 welfare_spending 0.035e9
			warning row_unknown B11
		`},
		{file: "wordings/unit_above.xlsx", proves: "The unit of all figures may stand alone in a line, at the end of one, or beside the heading over the names.", source: pages(
			page{name: "S1", rows: [][]any{{"Đv: Công ty TNHH An Phú"}, {"Quý I/2024 (Đơn vị: triệu đồng)"}, {"TT", "Chỉ tiêu", "TH"}, {1, "Doanh thu", 12250}}},
			page{name: "S2", rows: [][]any{{"Đv: Công ty TNHH An Phú"}, {"Quý I/2024", nil, "(Tỷ đồng)"}, {"TT", "Chỉ tiêu", "TH"}, {1, "Lợi nhuận", 0.95}}},
			page{name: "S3", rows: [][]any{{"Đv: Công ty TNHH An Phú"}, {"Quý I/2024"}, {"TT", "Chỉ tiêu (triệu đồng)", "TH"}, {1, "Nộp ngân sách", 1234.5}}},
		), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			S1!C4 revenue 12.25e9
			S2!C4 profit 0.95e9
			S3!C4 budget_paid 1.2345e9
		`},
	}
}
