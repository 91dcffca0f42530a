package ingest

import (
	"bytes"
	"io"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
)

// identities are how a workbook tells who sends it and for when, and the
// workbooks that bring something else than figures.
func identities() []specimen {
	summary := []any{"TT", "Tên đơn vị", "Lao động"}
	hoaBinh := []any{1, "Công ty Cổ phần Hòa Bình", 410}
	of := func(name string, rows ...[]any) func(testing.TB) []byte { return pages(page{name: name, rows: rows}) }
	workers := []any{1, "Lao động", "người", 125}
	return []specimen{
		{file: "identity/template.xlsx", proves: "A form we wrote is told by its hidden identification, whatever its file is called.",
			source: filledForm, says: formSays},
		{file: "identity/template_saved.xlsx", proves: "The identification lasts when LibreOffice saves the form.",
			source: filledForm, office: "xlsx", says: formSays},
		{file: "identity/template.ods", proves: "Also as .ods.", source: filledForm, office: "ods", says: formSays},
		{file: "identity/template.xls", proves: "Also as .xls.", source: filledForm, office: "xls", says: formSays},
		{file: "identity/sheet_name.xlsx", proves: "Without a title, sender and period come from the sheet's name, which is told.",
			source: of("Công ty TNHH An Phú quý I.2024", measured, workers), says: `
				an-phu 2024-Q1 preliminary indicators_in_rows
				D2 workers 125
				note period_from_sheet A1
				note sender_from_sheet A1
			`},
		{file: "identity/status_of_sheet.xlsx", proves: "Whether figures are estimates comes from the sheet's name, too, which is told.",
			source: of("Ước quý I.2024", []any{"Công ty TNHH An Phú"}, measured, workers), says: `
				an-phu 2024-Q1 estimate indicators_in_rows
				D3 workers 125
				note period_from_sheet A1
				note status_from_sheet A1
			`},
		{file: "identity/Cong ty TNHH An Phu - so lieu uoc Quy I.2024.xlsx", proves: "And from the file's name.",
			source: of("Sheet1", measured, workers), says: `
				an-phu 2024-Q1 estimate indicators_in_rows
				D2 workers 125
				note period_from_file A1
				note status_from_file A1
				note sender_from_file A1
			`},
		{file: "identity/Cong ty TNHH An Phu - dieu chinh.xlsx", proves: "What stands above the table goes before a file's name that speaks of other figures, and that is said.",
			source: of("Sheet1", []any{"Công ty TNHH An Phú"}, []any{"Ước thực hiện quý I/2024"}, measured, workers), says: `
				an-phu 2024-Q1 estimate indicators_in_rows
				D4 workers 125
				warning status_name A1
			`},
		{file: "identity/Cong ty TNHH An Phu - Quy I.2024.xlsx", proves: "Without either, from the file's name, which is told too.",
			source: of("Sheet1", measured, workers), says: `
				an-phu 2024-Q1 preliminary indicators_in_rows
				D2 workers 125
				note period_from_file A1
				note sender_from_file A1
			`},
		{file: "identity/contradiction.xlsx", proves: "A title and a sheet's name that disagree on the period wait for an answer.",
			source: of("Quý II.2024", []any{"Công ty TNHH An Phú"}, []any{"Quý I/2024"}, measured, workers), says: `
				nothing
				error period_contradiction A1
			`},
		{file: "identity/an-phu_quy-2-2024.xlsx", proves: "So do a title and a file's name.",
			source: of("S", []any{"Công ty TNHH An Phú"}, []any{"Quý I/2024"}, measured, workers), says: `
				nothing
				error period_file_disagrees A1
			`},
		{file: "identity/period_unknown.xlsx", proves: "A report of no period waits for an answer.",
			source: of("S", []any{"Công ty TNHH An Phú"}, []any{"Báo cáo kết quả"}, measured, workers), says: `
				nothing
				error period_missing A1
			`},
		{file: "identity/period_in_words.xlsx", proves: "The number of a quarter or month is read in words too.",
			source: pages(
				page{name: "1", rows: [][]any{{"Công ty TNHH An Phú"}, {"Số liệu quý hai năm 2026"}, measured, workers}},
				page{name: "2", rows: [][]any{{"Công ty TNHH An Phú"}, {"THÁNG SÁU NĂM 2026"}, measured, workers}},
			), says: `
				an-phu 2026-Q2 preliminary indicators_in_rows
				1!D4 workers 125
				2!D4 workers 125 2026-06
			`},
		{file: "identity/period_part_unread.xlsx", proves: "A year of which the title means a part, unknown which, is not its period, wherever it stands.",
			source: pages(
				page{name: "Năm 2026", rows: [][]any{{"Công ty TNHH An Phú"}, {"QUÝ ... NĂM 2026"}, measured, workers}},
			), says: `
				nothing
				error period_missing A1
			`},
		{file: "identity/nam 2026.xlsx", proves: "So where the year stands on the next line.",
			source: of("2026", []any{"Công ty TNHH An Phú"}, []any{"Tuần 25"}, []any{"Năm 2026"}, measured, workers), says: `
				nothing
				error period_missing A1
			`},
		{file: "identity/two_periods.xlsx", proves: "So does a title with two periods.",
			source: of("S", []any{"Công ty TNHH An Phú"}, []any{"Báo cáo quý I/2024"}, []any{"Báo cáo quý II/2024"}, measured, workers), says: `
				nothing
				error period_ambiguous A1
			`},
		{file: "identity/period_in_headings.xlsx", proves: "A period that stands over columns only is proposed and not taken where only the year before is filled in.",
			source: of("S", []any{"Công ty TNHH An Phú"}, []any{"TT", "Chỉ tiêu", "ĐVT", "Quý I/2023", "Quý I/2024"}, workers), says: `
				nothing
				error period_missing A1
			`},
		{file: "identity/headings_of_nine_months.xlsx", proves: "A title of six months over headings of nine waits for an answer: one of them is last quarter's.",
			source: of("S", []any{"Công ty TNHH An Phú"}, []any{"Báo cáo 6 tháng đầu năm 2024"}, []any{"TT", "Chỉ tiêu", "ĐVT", "9T/2023", "9T/2024"}, workers), says: `
				nothing
				error period_headings A1
			`},
		{file: "identity/quarter_and_half.xlsx", proves: "A title may name two periods that end together where each heading names its own.",
			source: of("S", []any{"Công ty TNHH An Phú"}, []any{"Kết quả quý II và 6 tháng đầu năm 2024"},
				[]any{"TT", "Chỉ tiêu", "ĐVT", "KH năm", "Quý II", "6 tháng", "Cùng kỳ 6 tháng"}, []any{1, "Kết nạp", "đảng viên", 5, 1, 3, 2}), says: `
				an-phu 2024-H1 preliminary indicators_in_rows
				D4 admissions 5 2024 plan
				E4 admissions 1 2024-Q2
				F4 admissions 3
				G4 admissions 2 2023-H1 same_period
				note period_of_several A1
			`},
		{file: "identity/quarter_and_half_on_a_label.xlsx", proves: "So where a label names both, or the year stands on the next line, numbers in words.", source: pages(
			page{name: "1", rows: [][]any{{"Công ty TNHH An Phú"}, {"Kỳ báo cáo: Quý II và 6 tháng đầu năm 2024"}, {"TT", "Chỉ tiêu", "ĐVT", "Quý hai", "Sáu tháng"}, {1, "Kết nạp", "đảng viên", 1, 3}}},
			page{name: "2", rows: [][]any{{"Công ty TNHH An Phú"}, {"Báo cáo quý hai và sáu tháng"}, {"Năm 2023"}, {"TT", "Chỉ tiêu", "ĐVT", "Quý II", "6 tháng"}, {1, "Kết nạp", "đảng viên", 2, 4}}},
		), says: `
			an-phu 2024-H1 preliminary indicators_in_rows
			1!D4 admissions 1 2024-Q2
			1!E4 admissions 3
			2!D5 admissions 2 2023-Q2
			2!E5 admissions 4 2023-H1
			note period_of_several 1!A1
			note period_of_several 2!A1
		`},
		{file: "identity/quarter_or_half.xlsx", proves: "Where the headings do not say which is whose, it is asked.",
			source: of("S", []any{"Công ty TNHH An Phú"}, []any{"Kỳ báo cáo: Quý II và 6 tháng đầu năm 2024"}, measured, workers), says: `
			nothing
			error period_ambiguous A1
		`},
		{file: "identity/period_of_a_day.xlsx", proves: "A day that figures are counted on is of a period that ends with it: those are proposed.",
			source: of("S", []any{"Công ty TNHH An Phú"}, []any{"TT", "Chỉ tiêu", "ĐVT", "Có đến 31/12/2023", "Có đến 30/6/2024"}, []any{1, "Đảng viên", "đảng viên", 14, 15}), says: `
			nothing
			error period_missing A1
		`},
		{file: "identity/sender_unknown.xlsx", proves: "A sender nobody knows is asked about and never taken for one of a like name.",
			source: of("S", []any{"Đơn vị báo cáo: Công ty TNHH An Phúc"}, []any{"Quý I/2024"}, measured, workers), says: `
				nothing
				error sender_unknown A1
			`},
		{file: "identity/sender_missing.xlsx", proves: "A report of nobody waits for an answer.",
			source: of("S", []any{"Báo cáo quý I/2024"}, measured, workers), says: `
				nothing
				error sender_missing A1
			`},
		{file: "identity/like_names.xlsx", proves: "Of units and headings that are nearly known nothing is taken silently.",
			source: of("S", []any{"Cụm số 1"}, []any{"Quý I/2024"}, []any{"TT", "Tên đơn vị", "Lao động", "Doanh số bán (tỷ đồng)"},
				[]any{1, "Công ty Cổ phần Hòa Bình", 410, 5}, []any{2, "Công ty TNHH An Phúc", 125, 6}), says: `
				cum-1 2024-Q1 preliminary units_in_rows
				C4 hoa-binh workers 410
					warning column_unknown D4
				warning organisation_unknown B5
			`},
		{file: "identity/same_name_elsewhere.xlsx", proves: "Two blocs have a “Đơn vị 1”: the one of the sender is meant.",
			source: of("S", []any{"Đảng ủy Khối Các cơ quan"}, []any{"Quý I/2024"}, summary, []any{1, "Đơn vị 1", 20}), says: `
				khoi-khac 2024-Q1 preliminary units_in_rows
				C4 khac-1 workers 20
			`},
		{file: "identity/cut_off.xlsx", proves: "A day of cutting off before the period's end makes an estimate; on the 14th it closes the administrative one.",
			source: of("S", []any{"Cụm số 1"}, []any{"Quý II/2024"}, []any{"(Số liệu tính đến 14/6/2024)"}, summary, hoaBinh), says: `
				cum-1 2024-Q2 preliminary units_in_rows until 2024-06-14
				C5 hoa-binh workers 410
			`},
		{file: "identity/estimate.xlsx", proves: "“Ước” above the table makes its figures estimates.",
			source: of("S", []any{"Cụm số 1"}, []any{"Ước thực hiện 6 tháng đầu năm 2024"}, summary, hoaBinh), says: `
				cum-1 2024-H1 estimate units_in_rows
				C4 hoa-binh workers 410
			`},
		{file: "identity/final.xlsx", proves: "“Số liệu chính thức” makes them final, and a year is a period.",
			source: of("S", []any{"Cụm số 1"}, []any{"Năm 2023 (số liệu chính thức)"}, summary, hoaBinh), says: `
				cum-1 2023 final units_in_rows
				C4 hoa-binh workers 410
			`},
		{file: "identity/corrected.xlsx", proves: "“Số liệu điều chỉnh” makes them a correction.",
			source: of("S", []any{"Cụm số 1"}, []any{"9 tháng năm 2023"}, []any{"Số liệu điều chỉnh"}, summary, hoaBinh), says: `
				cum-1 2023-9M corrected units_in_rows
				C5 hoa-binh workers 410
			`},
		{file: "identity/periods.xlsx", proves: "A period is known in every spelling.", source: pages(
			periodPage("S1", "3 tháng đầu năm 2024", 1), periodPage("S2", "quí 2/2024", 2), periodPage("S3", "Quý III-2024", 3),
			periodPage("S4", "tháng 01 năm 2025", 4), periodPage("S5", "6 tháng đầu năm 2025", 5), periodPage("S6", "9 THÁNG NĂM 2025", 6),
		), says: `
			an-phu 2025-9M preliminary indicators_in_rows
			S1!D4 admissions 1 2024-Q1
			S2!D4 admissions 2 2024-Q2
			S3!D4 admissions 3 2024-Q3
			S4!D4 admissions 4 2025-01
			S5!D4 admissions 5 2025-H1
			S6!D4 admissions 6
		`},
		{file: "identity/catalogue.xlsx", proves: "A catalogue is a workbook.", source: func(t testing.TB) []byte {
			return byWriter(t, func(w io.Writer) error { return WriteCatalogue(w, catalog.Builtin(), locale.VI) })
		}, says: "catalogue"},
		{file: "identity/organisations.xlsx", proves: "So are the organisations; the store reads the corpus against these.", source: func(t testing.TB) []byte {
			return byWriter(t, func(w io.Writer) error { return WriteOrganisations(w, testVocabulary().Register, locale.VI) })
		}, says: "organisations"},
		{file: "identity/plans.xlsx", proves: "And plans.", source: func(t testing.TB) []byte {
			plan := PlanSheet{Org: "cum-1", Year: 2024, Indicators: []string{"revenue", "admissions"}, Rows: []PlanRow{
				{Org: "hoa-binh", Name: "Đảng bộ Công ty Cổ phần Hòa Bình", Values: map[string]decimal.Decimal{
					"revenue": decimal.NewFromInt(900), "admissions": decimal.NewFromInt(5)}},
			}}
			return byWriter(t, func(w io.Writer) error { return WritePlans(w, plan, catalog.Builtin(), locale.VI) })
		}, says: `
			plans
			C7 hoa-binh revenue 900e9 plan
			D7 hoa-binh admissions 5 plan
		`},
	}
}

// byWriter is what a writer of this package writes.
func byWriter(t testing.TB, write func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// filledForm is a form of ours with some cells filled in.
func filledForm(t testing.TB) []byte {
	period, err := catalog.ParsePeriod("2024-Q1")
	if err != nil {
		t.Fatal(err)
	}
	count := func(n int64) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.NewFromInt(n)) }
	return byWriter(t, func(w io.Writer) error {
		return WriteTemplate(w, TemplateSpec{
			Org: "an-phu", Name: "Chi bộ Công ty TNHH An Phú", Superior: "Đảng ủy Khối Doanh nghiệp tỉnh", Period: period,
			Indicators: []string{"revenue", "workers", "average_income", "admissions", "resolution_study_members", "export_turnover"},
			Catalogue:  catalog.Builtin(), Lang: locale.VI, Status: catalog.Estimate, CutOff: time.Date(2024, 3, 30, 0, 0, 0, 0, time.UTC),
			Filled: map[string]Known{
				"revenue": {Value: decimal.New(1225, -2)}, "workers": {Value: decimal.NewFromInt(125)},
				"average_income": {Value: decimal.New(812, -2)}, "admissions": {Value: decimal.Zero},
				"resolution_study_members": {Num: count(14), Den: count(15)}, "export_turnover": {NotApplicable: true},
			},
		})
	})
}

const formSays = `
	an-phu 2024-Q1 estimate template until 2024-03-30
	E10 revenue 12.25e9
	E11 export_turnover x
	E13 workers 125
	E14 average_income 8.12e6*375
	E16 admissions 0
	E17 resolution_study_members 14/15
`

func periodPage(name, title string, admissions int) page {
	return page{name: name, rows: [][]any{{"Công ty TNHH An Phú"}, {title}, measured, {1, "Kết nạp", "đảng viên", admissions}}}
}
