package dashboards

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/xuri/excelize/v2"

	"giaoban/warehouse/intake"
)

// send uploads bytes as a file and returns the status and the body.
func (w *world) send(name string, file []byte, fields ...string) (int, []byte) {
	w.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for i := 0; i < len(fields); i += 2 {
		if err := form.WriteField(fields[i], fields[i+1]); err != nil {
			w.t.Fatal(err)
		}
	}
	if name != "" {
		part, err := form.CreateFormFile("file", name)
		if err != nil {
			w.t.Fatal(err)
		}
		if _, err := part.Write(file); err != nil {
			w.t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		w.t.Fatal(err)
	}
	return w.ask(http.MethodPost, "/api/v1/submissions", form.FormDataContentType(), &body)
}

func (w *world) ask(method, path, contentType string, body *bytes.Buffer) (int, []byte) {
	w.t.Helper()
	req := httptest.NewRequestWithContext(w.t.Context(), method, path, body)
	req.Header.Set("Authorization", "Bearer "+testToken)
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	res := httptest.NewRecorder()
	w.ServeHTTP(res, req)
	return res.Code, res.Body.Bytes()
}

// TestFormOutAndBack asks for a form, fills it in as a unit would, and sends
// it: checked, accepted, unchanged, refused.
func TestFormOutAndBack(t *testing.T) {
	w := newWorld(t)
	status, form := w.ask(http.MethodGet, "/api/v1/template?org=u1&period=2024-Q2", "", &bytes.Buffer{})
	if status != http.StatusOK {
		t.Fatalf("template: %d %s", status, form)
	}
	good := fill(t, form, map[string]any{"D6": "Ước", "E10": 123.45})
	report := func(status int, body []byte) intake.Report {
		t.Helper()
		var r intake.Report
		if err := json.Unmarshal(body, &r); err != nil {
			t.Fatalf("%d %s: %v", status, body, err)
		}
		return r
	}
	for _, tt := range []struct {
		name   string
		file   []byte
		fields []string
		status int
		state  string
	}{
		{"dry run", good, []string{"dry_run", "true"}, http.StatusOK, "accepted"},
		{"first time", good, nil, http.StatusCreated, "accepted"},
		{"second time", good, nil, http.StatusOK, "unchanged"},
		{"words for a figure", fill(t, form, map[string]any{"D6": "Ước", "E10": "nhiều"}), nil, http.StatusUnprocessableEntity, "refused"},
		{"not a workbook", []byte("xin chào"), nil, http.StatusUnprocessableEntity, "refused"},
	} {
		status, body := w.send("bieu.xlsx", tt.file, tt.fields...)
		r := report(status, body)
		if status != tt.status || string(r.State) != tt.state {
			t.Errorf("%s: %d %s, want %d %s", tt.name, status, body, tt.status, tt.state)
		}
		if tt.state == "refused" && (len(r.Findings) == 0 || r.Findings[0].Message == "") {
			t.Errorf("%s: refused without a word: %s", tt.name, body)
		}
	}
	_, body := w.ask(http.MethodGet, "/api/v1/metrics?indicator=revenue&org=u1&period=2024-Q2", "", &bytes.Buffer{})
	if !bytes.Contains(body, []byte(`"value":123.45`)) {
		t.Errorf("the figure is not in the answer: %s", body)
	}
}

// fill types values into the form's first sheet.
func fill(t *testing.T, form []byte, cells map[string]any) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(form))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, value := range cells {
		if err := f.SetCellValue(f.GetSheetName(0), cell, value); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWrongRequestsForFormsAndUploads(t *testing.T) {
	w := sharedWorld(t)
	for _, tt := range []struct {
		path   string
		status int
	}{
		{"/api/v1/template?org=u1&period=2024-Q9", http.StatusBadRequest},
		{"/api/v1/template?org=u1", http.StatusBadRequest},
		{"/api/v1/template?org=nobody&period=2024-Q1", http.StatusNotFound},
		{"/api/v1/template?org=cum&period=2024-Q1", http.StatusNotFound}, // a cluster owes nothing itself
		{"/api/v1/template?kind=plans&org=cum&period=2024-Q1", http.StatusBadRequest},
		{"/api/v1/template?kind=poems&org=cum&period=2024", http.StatusBadRequest},
		{"/api/v1/template?kind=catalogue", http.StatusOK},
		{"/api/v1/template?kind=organisations&lang=en", http.StatusOK},
		{"/api/v1/template?kind=plans&org=cum&period=2024", http.StatusOK},
	} {
		if status, body := w.ask(http.MethodGet, tt.path, "", &bytes.Buffer{}); status != tt.status {
			t.Errorf("%s: %d, want %d: %.200s", tt.path, status, tt.status, body)
		}
	}
	if status, body := w.send("", nil); status != http.StatusBadRequest {
		t.Errorf("no file: %d %s", status, body)
	}
	if status, body := w.send("a.xlsx", []byte("x"), "hold", "maybe"); status != http.StatusBadRequest {
		t.Errorf("hold=maybe: %d %s", status, body)
	}
	if status, body := w.send("a.xlsx", []byte("x"), "dry_run", "maybe"); status != http.StatusBadRequest {
		t.Errorf("dry_run=maybe: %d %s", status, body)
	}
}

// TestDecideByAPI sends a form that waits, and decides on it.
func TestDecideByAPI(t *testing.T) {
	w := newWorld(t)
	_, form := w.ask(http.MethodGet, "/api/v1/template?org=u1&period=2024-Q2", "", &bytes.Buffer{})
	status, body := w.send("bieu.xlsx", fill(t, form, map[string]any{"D6": "Ước", "E10": 123.45}), "hold", "always")
	var r intake.Report
	if err := json.Unmarshal(body, &r); err != nil || status != http.StatusAccepted || r.State != "checked" || r.Facts == 0 {
		t.Fatalf("%d %s %v", status, body, err)
	}
	type detail struct {
		ID         int64
		State      string
		Trail      []struct{ Action, By, Note string }
		Difference struct{ New int }
		Detail     string
	}
	get := func(path string) (d detail) {
		t.Helper()
		status, body := w.ask(http.MethodGet, path, "", &bytes.Buffer{})
		if err := json.Unmarshal(body, &d); err != nil || status != http.StatusOK {
			t.Fatalf("%s: %d %s %v", path, status, body, err)
		}
		return d
	}
	var list struct{ Submissions []detail }
	_, body = w.ask(http.MethodGet, "/api/v1/submissions?state=checked&org=u1&period=2024-Q2", "", &bytes.Buffer{})
	if err := json.Unmarshal(body, &list); err != nil || len(list.Submissions) != 1 {
		t.Fatalf("%s %v", body, err)
	}
	path := fmt.Sprintf("/api/v1/submissions/%d", list.Submissions[0].ID)
	if d := get(path); d.State != "checked" || d.Difference.New == 0 {
		t.Errorf("%+v", d)
	}
	for _, tt := range []struct {
		act, contentType, body string
		status                 int
		state                  string
	}{
		{"lock", "", "", http.StatusConflict, ""},
		{"return", "", "", http.StatusUnprocessableEntity, ""},
		{"return", "application/json", `{"reason":"thiếu dấu","by":"an"}`, http.StatusOK, "returned"},
		{"accept", "application/json", "{", http.StatusBadRequest, ""},
		{"accept", "", "", http.StatusConflict, ""},
		{"reopen", "application/x-www-form-urlencoded", "note=nham&by=an", http.StatusOK, "checked"},
		{"accept", "application/json", `{"note":"đã hỏi"}`, http.StatusOK, "accepted"},
		{"lock", "", "", http.StatusOK, "locked"},
		{"withdraw", "application/json", `{"note":"nhầm"}`, http.StatusConflict, ""},
		{"reopen", "application/json", `{"note":"để rút"}`, http.StatusOK, "accepted"},
		{"withdraw", "", "", http.StatusUnprocessableEntity, ""},
		{"withdraw", "application/json", `{"reason":"nhầm đơn vị","by":"an"}`, http.StatusOK, "withdrawn"},
		{"burn", "", "", http.StatusNotFound, ""},
	} {
		status, body := w.ask(http.MethodPost, path+"/"+tt.act, tt.contentType, bytes.NewBufferString(tt.body))
		var d detail
		if err := json.Unmarshal(body, &d); err != nil || status != tt.status || tt.state != "" && d.State != tt.state || tt.state == "" && d.Detail == "" {
			t.Errorf("%s %s: %d %s %v, want %d %s", tt.act, tt.body, status, body, err, tt.status, tt.state)
		}
	}
	d := get(path)
	if len(d.Trail) != 7 || d.Trail[1].By != "an" || d.Trail[1].Note != "thiếu dấu" || d.Difference.New == 0 {
		t.Errorf("%+v", d)
	}
	if status, _ := w.ask(http.MethodGet, "/api/v1/submissions/999", "", &bytes.Buffer{}); status != http.StatusNotFound {
		t.Errorf("no such submission: %d", status)
	}
}
