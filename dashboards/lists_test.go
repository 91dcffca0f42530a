package dashboards

import (
	"net/http"
	"strings"
	"testing"
)

// The lists say what is loaded, and their downloads are what can be loaded.
func TestLists(t *testing.T) {
	w := sharedWorld(t)
	for _, tt := range []struct {
		path, headline, table string
		rows                  []string // texts of cells in one row
		download              string
	}{
		{"/lists?lang=vi", "chỉ tiêu đang dùng", "table-indicators", []string{"Doanh thu", "revenue", "tỷ đồng", "cộng dồn", "tổng doanh thu"}, "kind=catalogue"},
		{"/lists/organisations?lang=vi", "5 tổ chức đang hoạt động", "table-tree", []string{"Công ty Ba", "u3", "đảng bộ cơ sở", "từ 1/1/2015"}, "kind=organisations"},
		{"/lists/organisations?lang=en", "5 organisations exist today", "table-duties", []string{"Members of Test cluster", "Quarterly form", "14 days after the period's last day (default)"}, "kind=organisations"},
		{"/lists/plans?org=cum&period=2024&lang=vi", "4 chỉ tiêu kế hoạch năm 2024 của Cụm thử nghiệm", "table-plans", []string{"Công ty Ba", "12.000"}, "kind=plans"},
	} {
		rec := w.get(tt.path)
		if rec.Code != http.StatusOK || strings.Contains(rec.Body.String(), "⟦") {
			t.Fatalf("%s: %d %s", tt.path, rec.Code, rec.Body)
		}
		page := tree(t, rec.Body.String())
		if got := text(find(page, "h1")[0]); !strings.Contains(got, tt.headline) {
			t.Errorf("%s: headline %q", tt.path, got)
		}
		table := find(page, "table", "id", tt.table)
		if len(table) != 1 {
			t.Errorf("%s: no %s", tt.path, tt.table)
			continue
		}
		found := false
		for _, tr := range find(table[0], "tr") {
			all := true
			for _, want := range tt.rows {
				all = all && strings.Contains(text(tr), want)
			}
			found = found || all
		}
		if !found {
			t.Errorf("%s: no row with %q: %s", tt.path, tt.rows, text(table[0]))
		}
		download := ""
		for _, a := range find(page, "a", "class", "control") {
			if strings.Contains(attr(a, "href"), tt.download) {
				download = attr(a, "href")
			}
		}
		if rec := w.get(download); download == "" || rec.Code != http.StatusOK || rec.Header().Get("Content-Type") != xlsxType {
			t.Errorf("%s: the download %q: %d", tt.path, download, rec.Code)
		}
		if len(find(page, "form", "class", "dropzone")) != 1 {
			t.Errorf("%s: nowhere to drop the workbook", tt.path)
		}
	}
	for path, code := range map[string]int{"/lists/plans": http.StatusOK, "/lists/plans?org=nobody": http.StatusNotFound, "/lists/plans?org=cum&period=1999": http.StatusOK} {
		if rec := w.get(path); rec.Code != code {
			t.Errorf("%s: %d, want %d", path, rec.Code, code)
		}
	}
}
