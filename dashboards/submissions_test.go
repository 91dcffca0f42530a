package dashboards

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"giaoban/ingest/sheet/ziptest"
	"giaoban/warehouse"
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
	res := w.request(method, path, body, func(r *http.Request) {
		if contentType != "" {
			r.Header.Set("Content-Type", contentType)
		}
	})
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
	good := fill(t, form, map[string]any{"D6": "Ước", "E10": 1234.5})
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
	if !bytes.Contains(body, []byte(`"value":1234.5`)) {
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
		says   string
	}{
		{"/api/v1/template?org=u1&period=2024-Q9", http.StatusBadRequest, `"examples":["2024",`},
		{"/api/v1/template?org=u1", http.StatusBadRequest, "Thiếu tham số period"},
		{"/api/v1/template?kind=plans&period=2024", http.StatusBadRequest, "Thiếu tham số org"},
		{"/api/v1/template?org=nobody&period=2024-Q1", http.StatusNotFound, "nobody"},
		{"/api/v1/template?org=cum&period=2024-Q1", http.StatusNotFound, ""}, // a cluster owes nothing itself
		{"/api/v1/template?kind=plans&org=cum&period=2024-Q1", http.StatusBadRequest, "không phải là năm"},
		{"/api/v1/template?kind=poems&org=cum&period=2024", http.StatusBadRequest, "poems"},
		{"/api/v1/template?kind=catalogue", http.StatusOK, ""},
		{"/api/v1/template?kind=organisations&lang=en", http.StatusOK, ""},
		{"/api/v1/template?kind=plans&org=cum&period=2024", http.StatusOK, ""},
		{"/api/v1/submissions?state=acepted", http.StatusBadRequest, `"parameter":"state"`},
		{"/api/v1/submissions?period=2024-Q9", http.StatusBadRequest, `"examples":["2024",`},
		{"/api/v1/submissions?state=withdrawn&org=nobody&period=2024-Q1", http.StatusOK, `"submissions":[]`},
	} {
		if status, body := w.ask(http.MethodGet, tt.path, "", &bytes.Buffer{}); status != tt.status || !strings.Contains(string(body), tt.says) {
			t.Errorf("%s: %d, want %d and %q: %.300s", tt.path, status, tt.status, tt.says, body)
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

// A workbook with warnings is taken in only where somebody says a word about
// them; without one it waits, as on the page. The word is in its trail.
func TestWarningsNeedANote(t *testing.T) {
	w := newWorld(t)
	_, form := w.ask(http.MethodGet, "/api/v1/template?org=u1&period=2024-Q2", "", &bytes.Buffer{})
	warned := func(value string) []byte { return fill(t, form, map[string]any{"D6": "Ước", "E10": value}) }
	waiting := warned("250.340") // filled once: a second later the bytes are others
	for _, tt := range []struct {
		name   string
		file   []byte
		fields []string
		status int
		state  string
	}{
		{"a dry run tells", waiting, []string{"dry_run", "true"}, http.StatusOK, "checked"},
		{"without a note", waiting, nil, http.StatusAccepted, "checked"},
		{"never without a note", warned("250.341"), []string{"hold", "never"}, http.StatusBadRequest, ""},
		{"blank is no note", warned("250.341"), []string{"note", "  "}, http.StatusAccepted, "checked"},
		{"with a note", warned("250.342"), []string{"note", "đã hỏi đơn vị"}, http.StatusCreated, "accepted"},
		{"a note, and yet held", warned("250.343"), []string{"note", "đã hỏi", "hold", "warnings"}, http.StatusAccepted, "checked"},
	} {
		status, body := w.send(tt.name+".xlsx", tt.file, tt.fields...)
		var r intake.Report
		if err := json.Unmarshal(body, &r); err != nil || status != tt.status || string(r.State) != tt.state {
			t.Errorf("%s: %d %s %v, want %d %s", tt.name, status, body, err, tt.status, tt.state)
		}
		if tt.state != "accepted" {
			continue
		}
		trail, err := w.store.Trail(t.Context(), r.Submission)
		if err != nil || len(trail) != 1 || trail[0].Note != "đã hỏi đơn vị" {
			t.Errorf("%s: %+v, %v", tt.name, trail, err)
		}
	}
	// What waits is accepted by a note that comes with the same bytes.
	var late intake.Report
	if status, body := w.send("lai.xlsx", waiting, "note", "đã kiểm tra"); json.Unmarshal(body, &late) != nil || status != http.StatusCreated || late.State != warehouse.Accepted {
		t.Errorf("the same bytes with a note: %d %s", status, body)
	}
	if trail, err := w.store.Trail(t.Context(), late.Submission); err != nil || len(trail) < 2 || trail[1].Action != "accept" || trail[1].Note != "đã kiểm tra" {
		t.Errorf("%+v, %v", trail, err)
	}
	// Nothing to warn of needs no note, and keeps none.
	_, form = w.ask(http.MethodGet, "/api/v1/template?org=u2&period=2024-Q2", "", &bytes.Buffer{})
	status, body := w.send("dung.xlsx", fill(t, form, map[string]any{"D6": "Chính thức", "E10": 2250.5}), "note", "đã hỏi đơn vị")
	var r intake.Report
	if err := json.Unmarshal(body, &r); err != nil || status != http.StatusCreated {
		t.Fatalf("%d %s %v", status, body, err)
	}
	if trail, err := w.store.Trail(t.Context(), r.Submission); err != nil || len(trail) != 1 || trail[0].Note != "" {
		t.Errorf("%+v, %v", trail, err)
	}
}

// Every workbook of an archive has its own fate, and the status tells the
// worst of them.
func TestArchiveByAPI(t *testing.T) {
	w := newWorld(t)
	var forms [][]byte
	for _, unit := range []string{"u1", "u2"} {
		_, form := w.ask(http.MethodGet, "/api/v1/template?org="+unit+"&period=2024-Q2", "", &bytes.Buffer{})
		forms = append(forms, fill(t, form, map[string]any{"D6": "Ước", "E10": 1250}))
	}
	good := ziptest.Pack(t, map[string][]byte{"quy 2/u1.xlsx": forms[0], "quy 2/u2.xlsx": forms[1], "thu.txt": []byte("Kính gửi")})
	for _, tt := range []struct {
		name   string
		file   []byte
		fields []string
		status int
		states string
	}{
		{"dry run", good, []string{"dry_run", "true"}, http.StatusOK, "gui.zip/quy 2/u1.xlsx accepted, gui.zip/quy 2/u2.xlsx accepted, [gui.zip/thu.txt]"},
		{"taken", good, nil, http.StatusCreated, "gui.zip/quy 2/u1.xlsx accepted, gui.zip/quy 2/u2.xlsx accepted, [gui.zip/thu.txt]"},
		{"again, and one that is none", ziptest.Pack(t, map[string][]byte{"u1.xlsx": forms[0], "x.xlsx": []byte("thơ")}), nil, http.StatusMultiStatus,
			"gui.zip/u1.xlsx unchanged, gui.zip/x.xlsx refused, []"},
		{"held", ziptest.Pack(t, map[string][]byte{"u1.xlsx": fill(t, forms[0], map[string]any{"E10": 1300}), "u2.xlsx": forms[1]}), []string{"hold", "always"}, http.StatusAccepted,
			"gui.zip/u1.xlsx checked, gui.zip/u2.xlsx unchanged, []"},
		{"two that are none", ziptest.Pack(t, map[string][]byte{"x.xlsx": []byte("thơ"), "y.xlsx": []byte("văn")}), []string{"dry_run", "true"}, http.StatusUnprocessableEntity,
			"gui.zip/x.xlsx refused, gui.zip/y.xlsx refused, []"},
		{"a workbook called .zip", forms[1], nil, http.StatusOK, "gui.zip unchanged"},
	} {
		status, body := w.send("gui.zip", tt.file, tt.fields...)
		var got string
		var all submittedJSON
		var one intake.Report
		if err := errors.Join(json.Unmarshal(body, &all), json.Unmarshal(body, &one)); err != nil {
			t.Fatalf("%s: %d %s: %v", tt.name, status, body, err)
		}
		for _, r := range all.Workbooks {
			got += r.Path + " " + string(r.State) + ", "
		}
		if got += fmt.Sprint(all.PassedOver); all.Workbooks == nil {
			got = one.Path + " " + string(one.State)
		}
		if status != tt.status || got != tt.states {
			t.Errorf("%s: %d %s, want %d %s", tt.name, status, got, tt.status, tt.states)
		}
	}
}

// An upload without a workbook is refused with a sentence that names what was
// found instead.
func TestArchiveWithoutWorkbooksByAPI(t *testing.T) {
	w := newWorld(t)
	for found, files := range map[string]map[string][]byte{"gui.zip": nil, "gui.zip/thu.txt": {"thu.txt": []byte("Kính gửi")}} {
		status, body := w.send("gui.zip", ziptest.Pack(t, files))
		var p problem
		if err := json.Unmarshal(body, &p); err != nil || status != http.StatusUnprocessableEntity || p.Detail != "Không có bảng tính nào trong những gì đã gửi: "+found+". Gửi tệp .xlsx, .xlsm, .xls, .ods, .csv, .tsv hoặc .zip chứa các tệp ấy." {
			t.Errorf("%s: %d %s %v", found, status, body, err)
		}
	}
}

// TestDecideByAPI sends a form that waits, and decides on it.
func TestDecideByAPI(t *testing.T) {
	w := newWorld(t)
	_, form := w.ask(http.MethodGet, "/api/v1/template?org=u1&period=2024-Q2", "", &bytes.Buffer{})
	status, body := w.send("bieu.xlsx", fill(t, form, map[string]any{"D6": "Ước", "E10": 1234.5}), "hold", "always")
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
		state                  string // as which the problem names it, of a conflict
	}{
		{"lock", "", "", http.StatusConflict, "«Chờ xét»"},
		{"return", "", "", http.StatusUnprocessableEntity, ""},
		{"return", "application/json", `{"reason":"thiếu dấu","by":"an"}`, http.StatusOK, "returned"},
		{"accept", "application/json", "{", http.StatusBadRequest, ""},
		{"accept", "", "", http.StatusConflict, "«Đã trả lại»"},
		{"reopen", "application/x-www-form-urlencoded", "note=nham&by=an", http.StatusOK, "checked"},
		{"accept", "application/json", `{"note":"đã hỏi"}`, http.StatusOK, "accepted"},
		{"lock", "", "", http.StatusOK, "locked"},
		{"withdraw", "application/json", `{"note":"nhầm"}`, http.StatusConflict, "«Đã khóa»"},
		{"reopen", "application/json", `{"note":"để rút"}`, http.StatusOK, "accepted"},
		{"withdraw", "", "", http.StatusUnprocessableEntity, ""},
		{"withdraw", "application/json", `{"reason":"nhầm đơn vị","by":"an"}`, http.StatusOK, "withdrawn"},
		{"burn", "", "", http.StatusNotFound, ""},
	} {
		status, body := w.ask(http.MethodPost, path+"/"+tt.act, tt.contentType, bytes.NewBufferString(tt.body))
		var d detail
		err := json.Unmarshal(body, &d)
		got := d.State
		if status == http.StatusConflict && strings.Contains(d.Detail, tt.state) {
			got = tt.state
		}
		if err != nil || status != tt.status || tt.state != "" && got != tt.state || tt.state == "" && d.Detail == "" {
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

// The list of workbooks ends as every page does: with what it is, of which data
// version and when.
func TestSubmissionsSayWhichDataTheyAreOf(t *testing.T) {
	w := sharedWorld(t)
	page := tree(t, w.get("/submissions?lang=vi").Body.String())
	foot := find(page, "footer", "class", "frame page-foot meta")
	if len(foot) != 1 || !strings.Contains(text(foot[0]), "Dữ liệu phiên bản") || !strings.Contains(text(foot[0]), text(find(page, "title")[0])) {
		t.Errorf("the foot is %v", foot)
	}
}
