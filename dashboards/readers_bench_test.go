package dashboards

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/samples"
	"giaoban/sql"
	"giaoban/warehouse"
	"giaoban/warehouse/intake"
)

// readPages are pages of all sample organisations, as readers open them.
var readPages = []string{
	"/?org=cum-7&period=2024-Q1", "/?org=khoi-dn-tinh&period=2021-H1", "/?org=kcn&period=2016-H1", "/?org=ky-anh&period=2022-11",
	"/?org=long-bien&period=2022-Q1", "/?org=khoi-mau&period=2025-Q3", "/?org=khoi-mau-101&period=2025-Q3",
	"/compare?org=cum-7&period=2024-Q1&indicator=revenue", "/compare?org=khoi-mau&period=2025-Q3&indicator=revenue",
	"/compare?org=cum-7&period=2024-Q1&indicator=revenue&view=time",
	"/trend?org=cum-7&indicator=revenue", "/trend?org=khoi-mau&indicator=revenue,workers&from=2021-01&to=2025-06",
	"/party?org=cum-7&period=2024-Q1", "/party?org=khoi-mau&period=2025-Q3", "/plan?org=cum-7&period=2024-Q1",
	"/plan?org=khoi-mau&period=2025-Q3&view=units", "/unit?org=cum-7-03&period=2024-Q1", "/unit?org=khoi-mau-101&period=2025-Q3",
	"/completeness?org=cum-7&period=2024-Q1", "/submissions", "/lists",
}

// benchSite is a served data folder with all samples, each page opened once.
func benchSite(b *testing.B) (*warehouse.Store, *httptest.Server) {
	b.Helper()
	store, err := warehouse.Open(b.Context(), warehouse.Config{Dir: b.TempDir(), SQL: sql.Files})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { store.Close() })
	sources, err := intake.CollectFS(samples.Files)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := intake.Load(b.Context(), store, sources, intake.Options{}); err != nil {
		b.Fatal(err)
	}
	handler, err := New(Config{Store: store, Token: testToken, Log: slog.New(slog.DiscardHandler), Version: "0.0"})
	if err != nil {
		b.Fatal(err)
	}
	site := httptest.NewServer(handler)
	b.Cleanup(site.Close)
	for _, path := range readPages {
		if _, _, err := readPage(b.Context(), site.Client(), site.URL+path); err != nil {
			b.Fatal(err)
		}
	}
	return store, site
}

// readPage opens a page as a browser does and returns how long its HTML took
// and how many bytes went over the line.
func readPage(ctx context.Context, client *http.Client, address string) (time.Duration, int64, error) {
	start := time.Now()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, 0, err
	}
	req.Header.Set("Authorization", "Bearer "+testToken)
	req.Header.Set("Accept-Encoding", "gzip") // set by hand, so that it stays compressed
	answer, err := client.Do(req)
	if err != nil {
		return 0, 0, err
	}
	defer answer.Body.Close()
	size, err := io.Copy(io.Discard, answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", address, answer.Status)
	}
	return time.Since(start), size, err
}

// newWorkbook commits what a unit of the sample bloc reports: the n-th time
// with other figures than before.
func newWorkbook(ctx context.Context, store *warehouse.Store, n int) error {
	p := period("2025-Q3")
	v, err := store.Vocabulary(ctx)
	if err != nil {
		return err
	}
	units := slices.DeleteFunc(v.Register.Descendants("khoi-mau", p.Last()), func(org string) bool {
		version, ok := v.Register.At(org, p.Last())
		return !ok || version.Type != catalog.Committee
	})
	unit := units[n%len(units)]
	sub := ingest.Submission{Kind: ingest.KindReport, Layout: ingest.LayoutIndicators, Org: unit, Period: p, Status: catalog.Final,
		Name: fmt.Sprintf("%s-%d.xlsx", unit, n)}
	for _, code := range []string{"revenue", "budget_paid", "workers", "party_members"} {
		f := fact(unit, code, p, int64(100+n))
		f.Num = f.Num.Add(decimal.NewFromInt(int64(n)))
		sub.Facts = append(sub.Facts, f)
	}
	r, err := store.Commit(ctx, sub, fmt.Appendf(nil, "workbook %d", n))
	if err == nil && r.State != warehouse.Accepted {
		err = fmt.Errorf("%s: %s %v", sub.Name, r.State, r.Findings)
	}
	return err
}

func reportQuantiles(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	for _, q := range []int{50, 95, 99} {
		b.ReportMetric(float64(took[(len(took)-1)*q/100].Microseconds())/1000, fmt.Sprintf("ms/p%d", q))
	}
}

// BenchmarkPages opens each page alone: cold just after a workbook of the bloc
// has come, warm when it has been made.
func BenchmarkPages(b *testing.B) {
	store, site := benchSite(b)
	n := 0
	for _, name := range []string{"cold", "warm"} {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				for _, path := range readPages {
					if n++; name == "cold" {
						if err := newWorkbook(b.Context(), store, n); err != nil {
							b.Fatal(err)
						}
					}
					d, _, err := readPage(b.Context(), site.Client(), site.URL+path)
					if err != nil {
						b.Fatal(err)
					}
					took = append(took, d)
				}
			}
			reportQuantiles(b, took)
		})
	}
}

// BenchmarkReaders lets fifty readers open pages of all sample organisations
// while a workbook is taken in every half second: at once, each opening the
// next page as soon as one has come, and at the pace of people, who look at a
// page for some seconds.
func BenchmarkReaders(b *testing.B) {
	store, site := benchSite(b)
	site.Client().Transport.(*http.Transport).MaxIdleConnsPerHost = 50
	workbooks := 1000
	for _, tt := range []struct {
		name        string
		looks, load time.Duration
	}{{"at_once", 0, 0}, {"at_once,loading", 0, 500 * time.Millisecond}, {"looking_3s,loading", 3 * time.Second, 500 * time.Millisecond}} {
		b.Run(tt.name, func(b *testing.B) {
			var mu sync.Mutex
			var took []time.Duration
			committed := 0
			for b.Loop() {
				ctx, cancel := context.WithTimeout(b.Context(), 20*time.Second)
				var crowd sync.WaitGroup
				if tt.load > 0 {
					crowd.Go(func() {
						for tick := time.NewTicker(tt.load); ; committed++ {
							select {
							case <-ctx.Done():
								return
							case <-tick.C:
							}
							workbooks++
							if err := newWorkbook(b.Context(), store, workbooks); err != nil {
								b.Error(err)
								return
							}
						}
					})
				}
				for reader := range 50 {
					crowd.Go(func() {
						for n := reader; ; n += 5 {
							d, _, err := readPage(ctx, site.Client(), site.URL+readPages[n%len(readPages)])
							if ctx.Err() != nil {
								return
							}
							if err != nil {
								b.Error(err)
								return
							}
							mu.Lock()
							took = append(took, d)
							mu.Unlock()
							select {
							case <-ctx.Done():
								return
							case <-time.After(tt.looks):
							}
						}
					})
				}
				crowd.Wait()
				cancel()
			}
			reportQuantiles(b, took)
			b.ReportMetric(float64(len(took))/b.Elapsed().Seconds(), "pages/s")
			b.ReportMetric(float64(committed)/b.Elapsed().Seconds(), "workbooks/s")
		})
	}
}
