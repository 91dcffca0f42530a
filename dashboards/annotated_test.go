package dashboards

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"giaoban/ingest/sheet"
	"giaoban/warehouse"
	"giaoban/warehouse/intake"
)

// TestMarkedCopyGoesOutAndComesBack sends a form with a wrong cell, takes the
// marked copy, corrects it there and sends that.
func TestMarkedCopyGoesOutAndComesBack(t *testing.T) {
	w := newWorld(t)
	_, form := w.ask(http.MethodGet, "/api/v1/template?org=u1&period=2024-Q2", "", &bytes.Buffer{})
	wrong := fill(t, form, map[string]any{"D6": "Ước", "E10": "=cmd|x"})
	if status, body := w.send("biểu quý II.xlsx", wrong); status != http.StatusUnprocessableEntity {
		t.Fatalf("%d %s", status, body)
	}
	refused, err := w.store.Submissions(t.Context())
	if err != nil || refused[0].State != warehouse.Refused {
		t.Fatalf("%+v %v", refused[0], err)
	}
	path := fmt.Sprintf("/api/v1/submissions/%d/annotated", refused[0].ID)
	answer := w.get(path)
	if answer.Code != http.StatusOK {
		t.Fatalf("%d %s", answer.Code, answer.Body)
	}
	if _, params, err := mime.ParseMediaType(answer.Header().Get("Content-Disposition")); err != nil || params["filename"] != "biểu quý II-kiem-tra.xlsx" {
		t.Errorf("the file is called %q (%v)", params["filename"], err)
	}
	copied := answer.Body.Bytes()
	book, err := sheet.Open(copied, "")
	if err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprint(book.Sheets[0].Rows)
	for _, want := range []string{"Công ty Một", "quý II/2024", "1 chỗ sai", "Sai", "E10"} {
		if !strings.Contains(text, want) {
			t.Errorf("the list does not say %q: %s", want, text)
		}
	}
	if len(book.Comments) != 1 || !strings.Contains(book.Comments[0], "1. Sai: ") {
		t.Errorf("notes %q", book.Comments)
	}
	if english := w.get(path + "?lang=en").Body.Bytes(); !strings.Contains(sheetNames(t, english), "Check results") {
		t.Errorf("in English: %s", sheetNames(t, english))
	}

	status, body := w.send("biểu quý II-kiem-tra.xlsx", correct(t, copied, "E10", 1234.5))
	var r intake.Report
	if err := json.Unmarshal(body, &r); err != nil || status != http.StatusCreated || r.Org != "u1" || r.Facts != 1 {
		t.Errorf("corrected: %d %s (%v)", status, body, err)
	}
}

func TestMarkedCopyOfNothing(t *testing.T) {
	w := sharedWorld(t)
	for _, id := range []string{"9999", "x", "-1"} {
		if answer := w.get("/api/v1/submissions/" + id + "/annotated"); answer.Code != http.StatusNotFound {
			t.Errorf("%s: %d", id, answer.Code)
		}
	}
}

func sheetNames(t *testing.T, data []byte) string {
	t.Helper()
	book, err := sheet.Open(data, "")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range book.Sheets {
		names = append(names, s.Name)
	}
	return strings.Join(names, ", ")
}

// correct types a value into the form of a marked copy, its second sheet.
func correct(t *testing.T, file []byte, cell string, value any) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.SetCellValue(f.GetSheetName(1), cell, value); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
