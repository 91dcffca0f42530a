package warehouse

import (
	"errors"
	"testing"
)

func TestViews(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	version, _ := w.DataVersion(ctx)
	save := func(v View) View {
		t.Helper()
		kept, err := w.SaveView(ctx, v)
		if err != nil {
			t.Fatal(err)
		}
		return kept
	}
	đảng := save(View{Name: "  Đảng  viên ", Owner: "Lê An", Address: "/party?org=c", Home: true})
	if đảng.Name != "Đảng viên" || đảng.ID != 1 || đảng.Saved.IsZero() {
		t.Fatalf("%+v", đảng)
	}
	doanh := save(View{Name: "Doanh thu", Owner: "Bình", Address: "/trend?org=c", Latest: true, Org: "c"})
	for _, bad := range []View{{Owner: "An", Address: "/"}, {Name: " ", Owner: "An", Address: "/"}, {Name: "x", Address: "/"}, {Name: "x", Owner: "An"}} {
		if _, err := w.SaveView(ctx, bad); !errors.Is(err, ErrViewName) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	names := func() (out []string) {
		t.Helper()
		list, err := w.Views(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range list {
			out = append(out, v.Name)
		}
		return out
	}
	// D comes before Đ, which no plain comparison of bytes gets right with E after it.
	e := save(View{Name: "Em bé", Owner: "Bình", Address: "/plan"})
	if got := names(); len(got) != 3 || got[0] != "Doanh thu" || got[1] != "Đảng viên" || got[2] != "Em bé" {
		t.Errorf("%v", got)
	}
	// Only the owner changes a view; the case of a name is no other person.
	đảng.Name, đảng.Owner = "Đảng viên cụm", "lê an"
	if save(đảng); names()[1] != "Đảng viên cụm" {
		t.Errorf("%v", names())
	}
	doanh.Owner = "Lê An"
	if _, err := w.SaveView(ctx, doanh); !errors.Is(err, ErrNotOwner) {
		t.Error(err)
	}
	if err := w.RemoveView(ctx, doanh.ID, "Lê An"); !errors.Is(err, ErrNotOwner) {
		t.Error(err)
	}
	// A number is given once, also the highest.
	if err := w.RemoveView(ctx, e.ID, "Bình"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.View(ctx, e.ID); !errors.Is(err, ErrNoView) {
		t.Error(err)
	}
	if err := w.RemoveView(ctx, e.ID, "Bình"); !errors.Is(err, ErrNoView) {
		t.Error(err)
	}
	if next := save(View{Name: "Em", Owner: "Bình", Address: "/"}); next.ID != e.ID+1 {
		t.Errorf("number %d after %d", next.ID, e.ID)
	}
	if after, _ := w.DataVersion(ctx); after != version {
		t.Errorf("the data version rose from %d to %d", version, after)
	}
	log, err := w.Decisions(ctx)
	if err != nil || len(log) < 6 || log[len(log)-1].Action != "save_view" || log[len(log)-1].By != "Bình" {
		t.Errorf("%+v %v", log, err)
	}
}
