package dashboards

import (
	"cmp"
	"context"
	"flag"
	"io/fs"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"giaoban/ingest"
	"giaoban/samples"
	"giaoban/sql"
	"giaoban/warehouse"
)

var (
	screens    = flag.String("screens", "", "write screenshots of the pages over the samples into this folder")
	screensFor = flag.String("screens-for", "", "only of the pages whose name begins so")
)

// TestScreens writes pictures for people to look at; it judges nothing.
//
//	go test ./dashboards -run Screens -screens /tmp/screens
func TestScreens(t *testing.T) {
	if *screens == "" {
		t.Skip("no -screens")
	}
	if err := os.MkdirAll(*screens, 0o755); err != nil {
		t.Fatal(err)
	}
	store := sampleStore(t)
	handler, err := New(Config{Store: store, Token: testToken, Version: "0.0"})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(handler)
	defer srv.Close()
	ctx := browser(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+"/signin?token="+testToken)); err != nil {
		t.Fatal(err)
	}
	for _, v := range []warehouse.View{
		{Name: "Cụm 7: doanh thu ba năm", Address: "/trend?org=cum-7&indicator=revenue&from=2021-Q1&to=2024-Q1"},
		{Name: "Tổng quan cụm 7", Address: "/?org=cum-7&period=2024-Q1"},
		{Name: "Đảng viên toàn khối", Address: "/party?org=khoi-mau&period=2025-Q3"},
		{Name: "Thu nhập theo đơn vị", Address: "/compare?org=khoi-mau&period=2024&indicator=average_income"},
		{Name: "Kế hoạch năm của khối", Address: "/plan?org=khoi-mau&period=2025-11"},
		{Name: "Ai còn nợ báo cáo", Address: "/completeness?org=khoi-mau&period=2025-11"},
	} {
		v.Owner, v.Home, v.Org, v.Latest = "Văn phòng", true, "khoi-mau", true
		if _, err := store.SaveView(t.Context(), v); err != nil {
			t.Fatal(err)
		}
	}
	for _, shot := range []struct{ name, address, theme string }{
		{"default", "/?lang=vi", "light"},
		{"cum-7", "/?org=cum-7&period=2024-Q1&lang=vi", "light"},
		{"cum-7-dark", "/?org=cum-7&period=2024-Q1&lang=vi", "dark"},
		{"cum-7-en", "/?org=cum-7&period=2024-Q1&lang=en", "light"},
		{"khoi-dn-tinh", "/?org=khoi-dn-tinh&period=2021-H1&lang=vi", "light"},
		{"kcn", "/?org=kcn&period=2016-H1&lang=vi", "light"},
		{"ky-anh", "/?org=ky-anh&period=2022-11&lang=vi", "light"},
		{"long-bien", "/?org=long-bien&period=2022-Q1&lang=vi", "light"},
		{"khoi-mau", "/?org=khoi-mau&lang=vi", "light"},
		{"late", "/?org=khoi-mau&period=2025-Q4&lang=vi", "light"},
		{"late-en", "/?org=khoi-mau&period=2025-Q3&lang=en", "dark"},
		{"missing", "/?org=khoi-mau-121&period=2025-Q4&lang=vi", "light"},
		{"missing-unit", "/unit?org=khoi-mau-121&period=2025-Q4&lang=vi", "light"},
		{"missing-unit-en", "/unit?org=khoi-mau-121&period=2025-Q4&lang=en", "dark"},
		{"compare", "/compare?org=cum-7&period=2024-Q1&indicator=revenue&lang=vi", "light"},
		{"compare-bloc", "/compare?org=khoi-mau&period=2024&indicator=average_income&sort=change&lang=en", "dark"},
		{"compare-part", "/compare?org=khoi-mau&period=2025-Q4&indicator=revenue&lang=vi", "light"},
		{"compare-part-en", "/compare?org=khoi-mau&period=2025-12&indicator=budget_paid&lang=en", "dark"},
		{"compare-time", "/compare?org=cum-7&period=2024-Q1&indicator=revenue&view=time&lang=vi", "light"},
		{"party", "/party?org=cum-7&period=2024-Q1&lang=vi", "light"},
		{"party-bloc", "/party?org=khoi-mau&period=2024&lang=en", "dark"},
		{"party-own", "/party?org=long-bien&period=2022-Q1&lang=vi", "light"},
		{"plan", "/plan?org=cum-7&period=2024-Q1&lang=vi", "light"},
		{"plan-bloc", "/plan?org=khoi-mau&period=2025-11&lang=en", "dark"},
		{"plan-part", "/plan?org=khoi-mau&period=2025&lang=vi", "light"},
		{"plan-units", "/plan?org=khoi-mau&period=2025-Q3&view=units&lang=vi", "light"},
		{"present", "/present?panel=hero%3Forg%3Dcum-7%26period%3D2024-Q1&panel=waterfall%3Forg%3Dcum-7%26period%3D2024-Q1&lang=vi", "light"},
		{"present-pace", "/present?panel=course%3Forg%3Dcum-7%26indicator%3Drevenue&panel=pace%3Forg%3Dcum-7%26indicator%3Drevenue&at=2&look=dark&lang=en", "light"},
		{"present-party", "/present?panel=movement%3Forg%3Dcum-7%26period%3D2024-Q1&look=projector&lang=vi", "light"},
		{"present-line", "/present?panel=course%3Forg%3Dkhoi-mau%26indicator%3Drevenue%26from%3D2021-01%26to%3D2025-06&lang=vi", "light"},
		{"present-waterfall", "/present?panel=hero%3Forg%3Dcum-7%26period%3D2024-Q1&panel=waterfall%3Forg%3Dcum-7%26period%3D2024-Q1%26indicator%3Drevenue&at=2&lang=vi", "light"},
		{"present-ranking", "/present?panel=ranking%3Forg%3Dcum-7%26period%3D2024-Q1%26indicator%3Drevenue&lang=vi", "light"},
		{"present-choose", "/present/choose?panel=hero%3Forg%3Dcum-7%26period%3D2024-Q1&panel=movement%3Forg%3Dcum-7%26period%3D2024-Q1&org=cum-7&period=2024-Q1&lang=vi", "light"},
		{"present-spread", "/present?panel=spread%3Forg%3Dcum-7%26period%3D2024-Q1%26indicator%3Drevenue&lang=vi", "light"},
		{"present-heat", "/present?panel=heat%3Forg%3Dkhoi-mau%26period%3D2025-Q3%26indicator%3Drevenue&look=dark&lang=en", "light"},
		{"present-culture", "/present?panel=culture%3Forg%3Dcum-7%26period%3D2024-Q1&lang=vi", "light"},
		{"present-plans", "/present?panel=attainment%3Forg%3Dcum-7%26period%3D2024-Q1&lang=vi", "light"},
		{"present-reached", "/present?panel=reached%3Forg%3Dkhoi-mau%26period%3D2025-Q3&lang=vi", "light"},
		{"present-matrix", "/present?panel=plan_members%3Forg%3Dcum-7%26period%3D2024-Q1&look=projector&lang=en", "light"},
		{"unit", "/unit?org=cum-7-03&period=2024-Q1&lang=vi", "light"},
		{"unit-bloc", "/unit?org=khoi-mau-101&period=2025-Q3&lang=en", "dark"},
		{"unit-cluster", "/unit?org=cum-7&period=2024-Q1&lang=vi", "light"},
		{"trend", "/trend?org=cum-7&indicator=revenue&lang=vi", "light"},
		{"trend-months", "/trend?org=khoi-mau&indicator=revenue,workers&from=2021-01&to=2025-06&lang=vi", "dark"},
		{"trend-quarters", "/trend?org=khoi-mau&indicator=revenue&from=2023-Q1&to=2025-Q3&lang=en", "light"},
		{"trend-part", "/trend?org=khoi-mau&indicator=revenue&from=2024-Q1&to=2025-Q4&lang=vi", "light"},
		{"trend-like", "/trend?org=khoi-mau&indicator=revenue&from=2023-Q1&to=2025-Q2&lens=like_for_like&lang=vi", "light"},
		{"trend-no-plan", "/trend?org=cum-7&indicator=welfare_spending&from=2022-Q1&to=2023-Q3&lang=en", "dark"},
		{"trend-years", "/trend?org=khoi-mau&indicator=party_members&from=2019&to=2025&lang=en", "light"},
		{"passport", "/figures/cum-7:revenue:2024-Q1?lang=vi", "light"},
		{"passport-lens", "/figures/khoi-mau:revenue:2022-Q4?lens=current&lang=vi", "light"},
		{"passport-plan", "/figures/khoi-mau:revenue:2025-Q3?lang=vi", "light"},
		{"passport-income", "/figures/cum-7:average_income:2024-Q1?lang=vi", "dark"},
		{"passport-hedge", "/figures/kcn:workers:2016-H1?lang=en", "light"},
		{"board-cum-7", "/completeness?org=cum-7&period=2024-Q1&lang=vi", "light"},
		{"board-khoi-mau", "/completeness?org=khoi-mau&period=2025-11&lang=vi", "light"},
		{"upload", "/upload?lang=vi", "light"},
		{"submissions", "/submissions?lang=vi", "light"},
		{"submission", "/submissions/3?lang=vi", "light"},
		{"lists", "/lists?lang=vi", "light"},
		{"lists-organisations", "/lists/organisations?lang=en", "dark"},
		{"lists-plans", "/lists/plans?org=cum-7&period=2024&lang=vi", "light"},
		{"upload-en", "/upload?lang=en", "dark"},
		{"board-khoi-mau-en", "/completeness?org=khoi-mau&period=2025-12&lang=en", "dark"},
		{"view-home", "/home?person=V%C4%83n+ph%C3%B2ng&lang=vi", "light"},
		{"view-home-org", "/home?org=khoi-mau&lang=en", "dark"},
		{"view-who", "/home?lang=vi", "light"},
		{"view-list", "/views?lang=vi", "light"},
		{"view-form", "/views/new?page=%2Ftrend%3Forg%3Dcum-7%26indicator%3Drevenue%26period%3D2024-Q1&lang=vi", "light"},
		{"view-form-en", "/views/new?page=%2Funit%3Forg%3Dcum-7-03%26period%3D2024-Q1&lang=en", "dark"},
		{"khoi-mau-year", "/?org=khoi-mau&period=2024&lang=en", "dark"},
	} {
		if !strings.HasPrefix(shot.name, *screensFor) {
			continue
		}
		sizes := []screenSize{{"desktop", 1440, 900}, {"phone", 390, 844}}
		if strings.HasPrefix(shot.address, "/present?") {
			sizes = []screenSize{{"hall", 1920, 1080}, {"laptop", 1366, 768}}
		}
		if strings.HasPrefix(shot.address, "/compare?") { // its table and drawings share the width
			sizes = append(sizes, screenSize{"laptop", 1366, 768})
		}
		for _, size := range sizes {
			file := filepath.Join(*screens, shot.name+"-"+size.name+".png")
			if err := shoot(ctx, srv.URL, shot.address, shot.theme, size.width, size.height, file); err != nil {
				t.Errorf("%s: %v", file, err)
			}
		}
	}
}

// screenSize is the window of a picture, in CSS pixels.
type screenSize struct {
	name          string
	width, height int64
}

func shoot(ctx context.Context, site, address, theme string, width, height int64, file string) error {
	choose := `fetch("/preferences", {method: "POST", body: new URLSearchParams({theme: "` + theme + `", back: "/healthz"})}).then(() => true)`
	err := chromedp.Do(ctx, chromedp.EmulateViewport(width, height, chromedp.EmulateScale(1.5)), chromedp.Navigate(site+"/healthz"))
	if err != nil {
		return err
	}
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](choose, chromedp.EvalAwaitPromise)); err != nil {
		return err
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(site+address)); err != nil {
		return err
	}
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](ready, chromedp.WithPollingTimeout(5*time.Second))); err != nil {
		return err
	}
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		return err
	}
	return os.WriteFile(file, picture, 0o644)
}

// sampleStore is a store in memory with the samples, loaded in the order in
// which each workbook finds the vocabulary it needs; open until the process ends.
func sampleStore(t testing.TB) *warehouse.Store {
	t.Helper()
	store, err := warehouse.Open(t.Context(), warehouse.Config{SQL: sql.Files, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	type file struct {
		name string
		body []byte
		kind ingest.WorkbookKind
	}
	var files []file
	err = fs.WalkDir(samples.Files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(samples.Files, name)
		if err != nil {
			return err
		}
		kind, err := ingest.Classify(body)
		files = append(files, file{name, body, kind})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	order := []ingest.WorkbookKind{ingest.KindCatalogue, ingest.KindOrganisations, ingest.KindPlans, ingest.KindReport}
	slices.SortStableFunc(files, func(a, b file) int { return cmp.Compare(slices.Index(order, a.kind), slices.Index(order, b.kind)) })
	v, err := store.Vocabulary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	// Figures are committed together, once all the words they are told in are known.
	var figures []warehouse.Incoming
	commit := func(list ...warehouse.Incoming) {
		receipts, err := store.CommitAll(t.Context(), list)
		if err != nil {
			t.Fatal(err)
		}
		for n, r := range receipts {
			if r.State != warehouse.Accepted {
				t.Errorf("%s: %s %.300v", list[n].Submission.Name, r.State, r.Findings)
			}
		}
	}
	for _, f := range files {
		sub, err := ingest.Read(f.body, filepath.Base(f.name), v)
		if err != nil {
			t.Errorf("%s: %v", f.name, err)
			continue
		}
		in := warehouse.Incoming{Submission: sub, Original: f.body}
		if f.kind == ingest.KindReport || f.kind == ingest.KindPlans {
			figures = append(figures, in)
			continue
		}
		commit(in)
		if v, err = store.Vocabulary(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	commit(figures...)
	return store
}
