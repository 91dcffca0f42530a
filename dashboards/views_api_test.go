package dashboards

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// sendJSON asks the API with a method and a body.
func (w *world) sendJSON(method, path, body string) *httptest.ResponseRecorder {
	w.t.Helper()
	return w.post(path, bytes.NewBufferString(body), func(r *http.Request) {
		r.Method = method
		r.Header.Set("Content-Type", "application/json")
	})
}

// A program saves, changes and removes pages by the rules of the form, and the
// pages show what it did.
func TestViewsOverTheAPI(t *testing.T) {
	w := newWorld(t)
	page := `{"name": "Thu quý", "owner": " Lê  An ", "address": "/trend?org=cum&period=2023-Q3&indicator=revenue&lang=en", "latest": true, "home": true, "org": "cum"}`
	view := func(rec *httptest.ResponseRecorder, status int) viewJSON {
		t.Helper()
		var out viewJSON
		if err := json.Unmarshal(rec.Body.Bytes(), &out); err != nil || rec.Code != status {
			t.Fatalf("%d %s %v", rec.Code, rec.Body, err)
		}
		return out
	}
	if tried := view(w.sendJSON(http.MethodPost, "/api/v1/views?dry_run=true", page), http.StatusOK); tried.ID != 0 || tried.Owner != "Lê An" || tried.Opens != "/trend?indicator=revenue&org=cum&period=2024-Q1" {
		t.Errorf("tried: %+v", tried)
	}
	if all, err := w.store.Views(t.Context()); err != nil || len(all) != 0 {
		t.Fatalf("trying kept %v %v", all, err)
	}
	rec := w.sendJSON(http.MethodPost, "/api/v1/views", page)
	kept := view(rec, http.StatusCreated)
	if rec.Header().Get("Location") != "/api/v1/views/1" || kept.Address != "/trend?indicator=revenue&org=cum&period=2023-Q3" || !kept.Home {
		t.Errorf("%v %+v", rec.Header(), kept)
	}
	if again := w.sendJSON(http.MethodPost, "/api/v1/views", page); again.Code != http.StatusConflict || !strings.Contains(again.Body.String(), "/api/v1/views/1") {
		t.Errorf("the same once more: %d %s", again.Code, again.Body)
	}
	if body := w.get("/home", as("lê an")).Body.String(); !strings.Contains(body, "Thu quý") {
		t.Error("the home page does not show it")
	}
	changed := view(w.sendJSON(http.MethodPatch, "/api/v1/views/1", `{"owner": "Lê An", "latest": false}`), http.StatusOK)
	if changed.Latest || changed.Name != "Thu quý" || changed.Org != "cum" || changed.Opens != changed.Address {
		t.Errorf("changed: %+v", changed)
	}
	if got := view(w.get("/api/v1/views/1"), http.StatusOK); got.Name != changed.Name || got.Saved.IsZero() {
		t.Errorf("%+v", got)
	}
	list := func(query string) int {
		t.Helper()
		var out struct{ Views []viewJSON }
		if err := json.Unmarshal(w.get("/api/v1/views?"+query).Body.Bytes(), &out); err != nil || out.Views == nil {
			t.Fatal(query, err)
		}
		return len(out.Views)
	}
	for query, want := range map[string]int{"": 1, "owner=l%C3%AA+an": 1, "owner=B%C3%ACnh": 0, "org=cum": 1, "org=u1": 0} {
		if got := list(query); got != want {
			t.Errorf("%q: %d views, want %d", query, got, want)
		}
	}
	for _, tt := range []struct {
		method, path, body string
		status             int
	}{
		{http.MethodPost, "/api/v1/views", `{"name": "x", "owner": "An", "address": "https://evil.example/"}`, http.StatusBadRequest},
		{http.MethodPost, "/api/v1/views", `{"name": "x", "owner": "An", "address": "/"}{}`, http.StatusBadRequest},
		{http.MethodPost, "/api/v1/views", `{"name": "x", "owner": "An", "adress": "/"}`, http.StatusBadRequest},
		{http.MethodPost, "/api/v1/views", `{"name": "x", "address": "/"}`, http.StatusUnprocessableEntity},
		{http.MethodPost, "/api/v1/views", `{}`, http.StatusUnprocessableEntity},
		{http.MethodPost, "/api/v1/views?dry_run=maybe", page, http.StatusBadRequest},
		{http.MethodPost, "/api/v1/views", `{"name": " ", "owner": "An", "address": "/"}`, http.StatusUnprocessableEntity},
		{http.MethodPost, "/api/v1/views?dry_run=true", `{"name": " ", "owner": "An", "address": "/"}`, http.StatusUnprocessableEntity},
		{http.MethodPost, "/api/v1/views", `{"name": "x", "owner": "An", "address": "/", "org": "nobody"}`, http.StatusNotFound},
		{http.MethodPost, "/api/v1/views", `{"name": "` + strings.Repeat("x", maxName) + `", "owner": "An", "address": "/"}`, http.StatusRequestEntityTooLarge},
		{http.MethodPost, "/api/v1/views", `{"name": "` + strings.Repeat("x", 5*maxAddress), http.StatusRequestEntityTooLarge},
		{http.MethodPatch, "/api/v1/views/1", `{"owner": "Bình", "name": "Khác"}`, http.StatusForbidden},
		{http.MethodPatch, "/api/v1/views/1?dry_run=true", `{"owner": "Bình", "name": "Khác"}`, http.StatusForbidden},
		{http.MethodPatch, "/api/v1/views/1", `{"name": "Khác"}`, http.StatusUnprocessableEntity},
		{http.MethodPatch, "/api/v1/views/7", `{"owner": "Lê An"}`, http.StatusNotFound},
		{http.MethodDelete, "/api/v1/views/1?owner=B%C3%ACnh", "", http.StatusForbidden},
		{http.MethodDelete, "/api/v1/views/1", "", http.StatusBadRequest},
		{http.MethodPut, "/api/v1/views/1", page, http.StatusMethodNotAllowed},
		{http.MethodGet, "/api/v1/views?person=An", "", http.StatusBadRequest},
		{http.MethodGet, "/api/v1/views/one", "", http.StatusNotFound},
	} {
		rec := w.sendJSON(tt.method, tt.path, tt.body)
		var said problem
		if err := json.Unmarshal(rec.Body.Bytes(), &said); err != nil || rec.Code != tt.status || said.Detail == "" || rec.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s %s %.80s: %d %s %v", tt.method, tt.path, tt.body, rec.Code, rec.Body, err)
		}
	}
	if got, err := w.store.View(t.Context(), 1); err != nil || got.Name != "Thu quý" {
		t.Errorf("%+v %v", got, err)
	}
	if rec := w.sendJSON(http.MethodDelete, "/api/v1/views/1?owner=l%C3%AA%20an", ""); rec.Code != http.StatusNoContent || rec.Body.Len() != 0 {
		t.Errorf("%d %s", rec.Code, rec.Body)
	}
	if list("") != 0 || w.get("/api/v1/views/1").Code != http.StatusNotFound {
		t.Error("it is still there")
	}
}
