package main

import (
	"giaoban/ingest/catalog"
)

// town is the enterprise Party organisations of a town on 15 November 2022, on
// the Party form: 6 units with 133 members (printed), of which one held two
// thematic meetings since January; the others' were not printed and are blank.
type town struct {
	units  []enterprise
	ledger ledger
}

func newTown() town {
	t := town{ledger: ledger{}}
	p := period("2022-11")
	members := share(133, []float64{41, 33, 22, 16, 12, 9})
	for i, n := range members {
		u := enterprise{kind: catalog.Cell, member: n}
		if n >= 30 { // a đảng bộ cơ sở normally has thirty members
			u.kind = catalog.Committee
		}
		u.code, u.name = numbered("ky-anh", 71+i)
		t.units = append(t.units, u)
		probation := few(1.5, "probation", u.code)
		t.ledger.set(u.code, "party_organisations", p, 1)
		t.ledger.set(u.code, "party_committees", p, one(u.kind == catalog.Committee))
		t.ledger.set(u.code, "grassroots_cells", p, one(u.kind == catalog.Cell))
		t.ledger.set(u.code, "party_members", p, n)
		t.ledger.set(u.code, "members_official", p, n-probation)
		t.ledger.set(u.code, "members_probationary", p, probation)
		absent := n / 14 // so that more than 90 % always attend, in the smallest too
		t.ledger[key{u.code, "meeting_attendance", p}] = figure{num: n - absent, den: n}
	}
	t.ledger.set(t.units[3].code, "thematic_meetings", p, 2)
	return t
}

func (t town) files() ([]file, error) {
	members := piece("đảng viên")
	form := columnsForm{
		above:    "THỊ ỦY KỲ ANH",
		sender:   "KHỐI DOANH NGHIỆP THỊ XÃ KỲ ANH",
		heading:  []string{"BIỂU TỔNG HỢP CÔNG TÁC XÂY DỰNG ĐẢNG TRONG DOANH NGHIỆP", "Tháng 11 năm 2022", "(số liệu sơ bộ, tính đến 15/11/2022)"},
		before:   []string{"Đơn vị báo cáo: Khối doanh nghiệp thị xã Kỳ Anh"},
		note:     inventedBelow,
		place:    "Kỳ Anh, ngày 15 tháng 11 năm 2022",
		period:   period("2022-11"),
		nameHead: "Tổ chức cơ sở đảng",
		total:    "Tổng cộng",
		groups:   []unitGroup{{units: t.units}},
		columns: []columnGroup{
			{"Loại hình (ĐB/CB)", []column{{from: fromUnit, text: partyKind}}},
			{"Số TCCSĐ", []column{{indicator: "party_organisations", unit: piece("tổ chức")}}},
			{"Đảng viên", []column{
				{head: "Tổng số", indicator: "party_members", unit: members},
				{head: "Chính thức", indicator: "members_official", unit: members},
				{head: "Dự bị", indicator: "members_probationary", unit: members},
			}},
			{"Sinh hoạt chuyên đề (lũy kế từ đầu năm)", []column{{indicator: "thematic_meetings", unit: piece("cuộc"), width: 18}}},
			{"Tỷ lệ dự sinh hoạt", []column{{indicator: "meeting_attendance", unit: members, width: 18}}},
		},
	}
	f, err := workbook("ky-anh/2022-11.xlsx", "Biểu Đảng", func(s *sheet) { form.write(s, t.ledger) })
	return []file{f}, err
}

// partyKind is the short word for the type of a Party organisation.
func partyKind(u enterprise) string {
	if u.kind == catalog.Cell {
		return "CB"
	}
	return "ĐB"
}
