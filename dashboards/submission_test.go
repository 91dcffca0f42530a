package dashboards

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"giaoban/ingest"
	"giaoban/ingest/locale"
	"giaoban/ingest/sheet"
)

// upload sends files and waits until their batch is settled; it returns the
// page of the batch.
func (w *world) upload(files map[string][]byte) string {
	w.t.Helper()
	t, ok := w.t.(*testing.T)
	if !ok {
		w.t.Fatal("not in a benchmark")
	}
	body, mediaType := form(t, files)
	rec := w.post("/batches", body, func(r *http.Request) { r.Header.Set("Content-Type", mediaType) })
	if rec.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", rec.Code, rec.Body)
	}
	w.get(rec.Header().Get("Location") + "/events") // ends with the batch
	return w.get(rec.Header().Get("Location")).Body.String()
}

// filled is the form of a unit with what the test writes into cells.
func (w *world) filled(query string, cells map[string]any) []byte {
	w.t.Helper()
	f, err := excelize.OpenReader(w.get("/api/v1/template?" + query).Body)
	if err != nil {
		w.t.Fatal(err)
	}
	defer f.Close()
	name := f.GetSheetList()[0]
	rows, err := f.GetRows(name)
	if err != nil {
		w.t.Fatal(err)
	}
	if err := f.SetCellValue(name, "D6", "Chính thức"); err != nil { // what kind of figures
		w.t.Fatal(err)
	}
	for code, value := range cells {
		for i, row := range rows {
			if len(row) > 0 && row[0] == code {
				if err := f.SetCellValue(name, sheet.Ref(5, i+1), value); err != nil {
					w.t.Fatal(err)
				}
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		w.t.Fatal(err)
	}
	return b.Bytes()
}

// wrong is a form with one figure that is none.
func (w *world) wrong() []byte {
	return w.filled("org=u1&period=2024-Q2", map[string]any{"revenue": "mười hai tỷ rưỡi", "welfare_spending": 2, "party_members": 110})
}

// A refused workbook shows each finding beside the cell it is about, and the
// letter to its sender.
func TestSubmissionPage(t *testing.T) {
	w := newWorld(t)
	batch := tree(t, w.upload(map[string][]byte{"quy 2.xlsx": w.wrong()}))
	row := find(batch, "tr", "class", "refused")
	if len(row) != 1 {
		t.Fatalf("not refused: %s", text(batch))
	}
	href := attr(find(row[0], "a")[0], "href")
	rec := w.get(href)
	if rec.Code != http.StatusOK || strings.Contains(rec.Body.String(), "⟦") {
		t.Fatalf("%d %s", rec.Code, rec.Body)
	}
	page := tree(t, rec.Body.String())
	if got := text(find(page, "h1")[0]); got != "1 lỗi làm tệp chưa nhận được" {
		t.Errorf("headline %q: %s", got, text(find(page, "section", "class", "found")[0]))
	}
	first := find(find(page, "li", "id", "found-1")[0], "a")
	if len(first) != 1 {
		t.Fatal("the finding does not lead to its cell")
	}
	cell := find(page, "td", "id", strings.TrimPrefix(attr(first[0], "href"), "#"))
	if len(cell) != 1 || !strings.Contains(text(cell[0]), "mười hai tỷ rưỡi") || attr(find(cell[0], "a")[0], "href") != "#found-1" {
		t.Errorf("the finding's cell: %v", cell)
	}
	letter := text(find(page, "textarea")[0])
	for _, want := range []string{"Kính gửi Công ty Một", "quy 2.xlsx", "quý II/2024", "1. "} {
		if !strings.Contains(letter, want) {
			t.Errorf("the letter lacks %q: %s", want, letter)
		}
	}
	for _, path := range []string{"original", "annotated"} {
		link := find(page, "a", "class", "control")
		found := false
		for _, a := range link {
			found = found || strings.Contains(attr(a, "href"), path)
		}
		if !found {
			t.Errorf("no link to the %s file", path)
		}
	}
	list := tree(t, w.get("/submissions?state=refused&lang=en").Body.String())
	if rows := find(find(list, "tbody")[0], "tr"); len(rows) != 1 || !strings.Contains(text(rows[0]), "quy 2.xlsx") {
		t.Errorf("%d refused files listed", len(rows))
	}
	for path, code := range map[string]int{"/submissions/999": http.StatusNotFound, "/submissions/x": http.StatusNotFound, "/submissions?before=x": http.StatusOK} {
		if rec := w.get(path); rec.Code != code {
			t.Errorf("%s: %d", path, rec.Code)
		}
	}
}

// The picture of a sheet keeps merged cells, lets titles run over blank ones,
// leaves out what is hidden and, of a long sheet, what nothing was found in.
func TestSheetPicture(t *testing.T) {
	s := &sheet.Sheet{Name: "Bieu", HiddenCols: []sheet.Span{{First: 1, Last: 1}}, Merges: []sheet.Range{{FirstCol: 2, FirstRow: 3, LastCol: 3, LastRow: 4}}}
	put := func(col, row int, c sheet.Cell) {
		c.Col = col
		if n := len(s.Rows); n == 0 || s.Rows[n-1].Number != row {
			s.Rows = append(s.Rows, sheet.Row{Number: row})
		}
		r := &s.Rows[len(s.Rows)-1]
		r.Cells = append(r.Cells, c)
	}
	words := func(text string) sheet.Cell { return sheet.Cell{Kind: sheet.Text, Text: text} }
	put(1, 1, words("hidden"))
	put(2, 1, words("BÁO CÁO KẾT QUẢ QUÝ I NĂM 2024"))
	put(2, 3, words("merged"))
	put(4, 3, sheet.Cell{Kind: sheet.Number, Number: decimal.RequireFromString("0.982"), Format: "0.0%"})
	for row := 5; row <= 400; row++ {
		put(2, row, sheet.Cell{Kind: sheet.Number, Number: decimal.NewFromInt(int64(row))})
		put(4, row, words("x"))
	}
	w := speaker(t)
	v := w.sheet(s, []foundRow{{Number: 1, Severity: ingest.Error, Sheet: "Bieu", Cell: "D300"}, {Number: 2, Severity: ingest.Note, Sheet: "Khac", Cell: "D5"}})
	if len(v.Columns) != 3 || v.Columns[0].Letters != "B" {
		t.Errorf("columns %v", v.Columns)
	}
	byNumber := map[int]sheetRow{}
	gaps := 0
	for _, row := range v.Rows {
		byNumber[row.Number] = row
		if row.Gap != "" {
			gaps++
		}
	}
	if got := byNumber[1].Cells[0]; got.Ref != "B1" || got.Cols != 2 {
		t.Errorf("the title: %+v", got)
	}
	if got := byNumber[3].Cells; len(got) != 2 || got[0].Cols != 2 || got[0].Rows != 2 || got[1].Text != "98,2\u00a0%" {
		t.Errorf("the merged row: %+v", got)
	}
	if got := byNumber[4].Cells; len(got) != 1 || got[0].Ref != "D4" {
		t.Errorf("the row below: %+v", got)
	}
	if got := byNumber[300].Cells; len(got) != 3 || len(got[2].Marks) != 1 || !strings.Contains(got[2].Class, "error") {
		t.Errorf("the marked row: %+v", got)
	}
	if gaps != 1 || len(v.Rows) != headRows+1+2*aroundRows+1 {
		t.Errorf("%d gaps, %d rows", gaps, len(v.Rows))
	}
}

// speaker speaks Vietnamese without a store.
func speaker(t *testing.T) words {
	t.Helper()
	m, err := locale.Load(Messages)
	if err != nil {
		t.Fatal(err)
	}
	return words{messages: m, lang: locale.VI}
}

// A finding leads to its cell and back, under the policy.
func TestFindingsInABrowser(t *testing.T) {
	ctx := browser(t)
	w := newWorld(t)
	batch := tree(t, w.upload(map[string][]byte{"quy 2.xlsx": w.wrong()}))
	href := attr(find(find(batch, "tr", "class", "refused")[0], "a")[0], "href")
	srv := httptest.NewServer(w)
	defer srv.Close()
	complaints := listen(ctx, t, srv.URL)
	if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+"/signin?token="+testToken), chromedp.EmulateViewport(1440, 900), chromedp.Navigate(srv.URL+href)); err != nil {
		t.Fatal(err)
	}
	inSight := `(() => { const c = document.querySelector("td:target"); if (!c) return false;
		const a = c.getBoundingClientRect(), b = c.closest(".gridbox").getBoundingClientRect(); return a.top >= b.top && a.bottom <= b.bottom && a.left >= b.left; })()`
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`document.querySelector("#found-1 a").click(), true`)); err != nil {
		t.Fatal(err)
	}
	until(ctx, t, inSight)
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`document.querySelector("td:target a").click(), true`)); err != nil {
		t.Fatal(err)
	}
	until(ctx, t, `!!document.querySelector("#found-1:target")`)
	for _, c := range complaints() {
		t.Error(c)
	}
}
