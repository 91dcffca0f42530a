package intake

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/sql"
	"giaoban/warehouse"
)

const (
	benchUnits = 500
	benchRows  = 60
)

// benchRegister is a bloc of many units in clusters of ten.
func benchRegister() *catalog.Register {
	from := time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC)
	r := &catalog.Register{
		Versions:    []catalog.OrgVersion{{Org: "khoi", From: from, NameVI: "Đảng bộ Khối Doanh nghiệp", Type: catalog.Bloc}},
		Obligations: []catalog.Obligation{{Org: "khoi", Members: true, Indicators: []string{"economy", "labour", "party"}, Every: catalog.Quarter, From: from}},
	}
	for i := range benchUnits {
		if i%10 == 0 {
			cluster := fmt.Sprintf("cum-%d", i/10+1)
			r.Versions = append(r.Versions, catalog.OrgVersion{Org: cluster, From: from, NameVI: fmt.Sprintf("Cụm số %d", i/10+1), Type: catalog.Cluster})
			r.Edges = append(r.Edges, catalog.Edge{Child: cluster, Parent: "khoi", Kind: catalog.ClusterEdge, From: from})
		}
		unit := benchUnit(i)
		r.Versions = append(r.Versions, catalog.OrgVersion{Org: unit, From: from, NameVI: benchName(i), Type: catalog.Committee})
		r.Edges = append(r.Edges,
			catalog.Edge{Child: unit, Parent: "khoi", Kind: catalog.PartyLine, From: from},
			catalog.Edge{Child: unit, Parent: fmt.Sprintf("cum-%d", i/10+1), Kind: catalog.ClusterEdge, From: from})
	}
	return r
}

func benchUnit(i int) string { return fmt.Sprintf("dv-%03d", i+1) }
func benchName(i int) string { return fmt.Sprintf("Công ty Cổ phần Đơn vị số %d", i+1) }

// benchIndicators are the flows and stocks of the catalogue, as many as a form has rows.
func benchIndicators() []catalog.Indicator {
	var out []catalog.Indicator
	for _, ind := range catalog.Builtin().Indicators {
		if (ind.Kind == catalog.Flow || ind.Kind == catalog.Stock) && len(out) < benchRows {
			out = append(out, ind)
		}
	}
	return out
}

// benchValue is a figure that fits the others of its form.
func benchValue(ind catalog.Indicator, i int) int {
	if ind.Group == catalog.Party {
		return 0
	}
	return 100 + i
}

// benchTemplate is the form that giaoban writes, filled in.
func benchTemplate(b *testing.B, i int) []byte {
	period, _ := catalog.ParsePeriod("2024-Q1")
	spec := ingest.TemplateSpec{Org: benchUnit(i), Name: benchName(i), Superior: "Đảng bộ Khối Doanh nghiệp", Period: period,
		Catalogue: catalog.Builtin(), Lang: locale.VI, Status: catalog.Estimate, Filled: map[string]ingest.Known{}}
	for _, ind := range benchIndicators() {
		spec.Indicators = append(spec.Indicators, ind.Code)
		spec.Filled[ind.Code] = ingest.Known{Value: decimal.NewFromInt(int64(benchValue(ind, i)))}
	}
	var out bytes.Buffer
	if err := ingest.WriteTemplate(&out, spec); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}

// benchForm is a form as units make them themselves.
func benchForm(b *testing.B, i int) []byte {
	f := excelize.NewFile()
	defer f.Close()
	rows := [][]any{
		{"ĐẢNG BỘ KHỐI DOANH NGHIỆP"}, {strings.ToUpper(benchName(i))}, {},
		{"BÁO CÁO KẾT QUẢ HOẠT ĐỘNG QUÝ I NĂM 2024"}, {},
		{"TT", "Chỉ tiêu", "Đơn vị tính", "Ước thực hiện quý I/2024"},
	}
	v := catalog.Builtin()
	for n, ind := range benchIndicators() {
		unit, _ := v.Unit(ind.Unit)
		rows = append(rows, []any{n + 1, ind.NameVI, unit.NameVI, benchValue(ind, i)})
	}
	for n, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", n+1), &row); err != nil {
			b.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}

// BenchmarkLoad takes in the forms of 500 units, 60 rows each, from bytes to
// what is committed on disk.
func BenchmarkLoad(b *testing.B) {
	for _, tt := range []struct {
		name string
		form func(*testing.B, int) []byte
	}{{"template", benchTemplate}, {"free", benchForm}} {
		b.Run(tt.name, func(b *testing.B) {
			var organisations bytes.Buffer
			if err := ingest.WriteOrganisations(&organisations, benchRegister(), locale.VI); err != nil {
				b.Fatal(err)
			}
			var sources []Source
			for i := range benchUnits {
				data := tt.form(b, i)
				sources = append(sources, Source{Path: benchUnit(i) + ".xlsx", Size: int64(len(data)), Read: func() ([]byte, error) { return data, nil }})
			}
			files := 0
			for b.Loop() {
				b.StopTimer()
				store, err := warehouse.Open(b.Context(), warehouse.Config{Dir: b.TempDir(), SQL: sql.Files})
				if err != nil {
					b.Fatal(err)
				}
				register := Source{Path: "to-chuc.xlsx", Read: func() ([]byte, error) { return organisations.Bytes(), nil }}
				if outcomes, err := Load(b.Context(), store, []Source{register}, Options{}); err != nil || states(outcomes)[warehouse.Accepted] != 1 {
					b.Fatalf("%+v %v", outcomes, err)
				}
				b.StartTimer()
				outcomes, err := Load(b.Context(), store, sources, Options{})
				b.StopTimer()
				if got := states(outcomes); err != nil || got[warehouse.Accepted] != benchUnits || outcomes[0].Facts != benchRows {
					b.Fatalf("%v, %+v, %v", got, outcomes[0], err)
				}
				files += len(outcomes)
				if err := store.Close(); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
			}
			b.ReportMetric(float64(files)/b.Elapsed().Seconds(), "files/s")
		})
	}
}
