package dashboards

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/chromedp/chromedp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// The page shows the API's figures, and its account leads from the members at
// the end of the period before to those at the end of the period.
func TestPartyShowsWhatTheAPISays(t *testing.T) {
	w := sharedWorld(t)
	ask := func(indicator, p string) decimal.Decimal {
		var answer struct{ Rows []struct{ Value json.Number } }
		if err := json.Unmarshal(w.get("/api/v1/metrics?org=cum&indicator="+indicator+"&period="+p).Body.Bytes(), &answer); err != nil {
			t.Fatal(err)
		}
		return *dec(answer.Rows[0].Value.String())
	}
	page := tree(t, w.get("/party?org=cum&period=2024-Q1&lang=en").Body.String())
	var shown []string // in the head and in the list of members
	for _, item := range find(find(page, "main")[0], "li", "data-indicator", memberBalance) {
		for _, number := range append(find(item, "b"), find(item, "span", "class", "value")...) {
			shown = append(shown, strings.ReplaceAll(text(number), ",", ""))
		}
	}
	if want := ask(memberBalance, "2024-Q1").String(); !slices.Equal(shown, []string{want, want}) {
		t.Errorf("the page shows %s members, the API %s", shown, want)
	}
	var ledger []decimal.Decimal
	var sources []string
	for _, line := range find(find(page, "table", "class", "ledger")[0], "td", "class", "figure") {
		ledger = append(ledger, *dec(strings.NewReplacer(",", "", "+", "", locale.Minus, "-").Replace(text(line))))
		for _, a := range find(line, "a") {
			href, _, _ := strings.Cut(attr(a, "href"), "#")
			sources = append(sources, href)
		}
	}
	last := len(ledger) - 1
	sum := decimal.Zero
	for _, v := range ledger[:last] {
		sum = sum.Add(v)
	}
	if last < 2 || !sum.Equal(ledger[last]) || !ledger[0].Equal(ask("party_members", "2023-Q4")) || !ledger[last].Equal(ask("party_members", "2024-Q1")) {
		t.Errorf("the account is %v", ledger)
	}
	for _, href := range sources {
		if got := w.get(href); got.Code != http.StatusOK {
			t.Errorf("%s: %d", href, got.Code)
		}
	}
	if len(sources) < 3 {
		t.Errorf("sources: %v", sources)
	}
}

func TestPartyAddresses(t *testing.T) {
	w := sharedWorld(t)
	addresses(t, w, map[string]int{
		"/party?":                       http.StatusOK,
		"/party?org=cum&period=2023":    http.StatusOK,
		"/party?org=cum&period=2023-9M": http.StatusOK,
		"/party?org=u1&period=2024-Q1":  http.StatusOK,
		"/party?org=cum&period=2001":    http.StatusOK,
		"/party?org=nobody":             http.StatusNotFound,
		"/party?org=cum&period=2024-Q5": http.StatusBadRequest,
	})
}

// Whoever comes, goes or keeps silent, the steps lead exactly from the opening
// to the closing; what is unexplained is what the units with all their figures
// do not add up to.
func TestMovementAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		count := rapid.Custom(func(t *rapid.T) decimal.Decimal {
			return decimal.NewFromInt(rapid.Int64Range(0, 500).Draw(t, "count"))
		})
		var units []balanceOfUnit
		var opening, closing, unexplained decimal.Decimal
		flows := map[string]decimal.Decimal{}
		for n := range rapid.IntRange(0, 12).Draw(t, "units") {
			u := balanceOfUnit{org: string(rune('a' + n)), belonged: true, belongs: true, flows: map[string]decimal.Decimal{}}
			switch rapid.IntRange(0, 6).Draw(t, "came or went") {
			case 0:
				u.belonged = false
			case 1:
				u.belongs = false
			}
			if rapid.IntRange(0, 6).Draw(t, "opening") > 0 {
				v := count.Draw(t, "opening")
				u.opening = &v
			}
			if rapid.IntRange(0, 6).Draw(t, "closing") > 0 {
				v := count.Draw(t, "closing")
				u.closing = &v
			}
			own := decimal.Zero
			for _, f := range memberFlows {
				if rapid.Bool().Draw(t, f.code) {
					v := count.Draw(t, f.code)
					signed := v.Mul(decimal.NewFromInt(f.sign))
					u.flows[f.step] = u.flows[f.step].Add(signed)
					own = own.Add(signed)
					if u.belongs {
						flows[f.code] = flows[f.code].Add(v)
					}
				}
			}
			if u.belonged && u.opening != nil {
				opening = opening.Add(*u.opening)
			}
			if u.belongs && u.closing != nil {
				closing = closing.Add(*u.closing)
			}
			if u.belonged && u.belongs && u.opening != nil && u.closing != nil {
				unexplained = unexplained.Add(*u.closing).Sub(*u.opening).Sub(own)
			}
			units = append(units, u)
		}
		now := map[string]warehouse.Row{}
		for code, v := range flows {
			now[code] = row("o", code, "2024-Q1", v.String(), "", catalog.Final)
		}
		m := newMovement(&opening, &closing, now, units)
		running := m.opening
		for _, s := range m.all() {
			running = running.Add(s.change)
		}
		if !running.Equal(closing) {
			t.Fatalf("the steps lead to %s, the closing is %s", running, closing)
		}
		if !m.unexplained.Equal(unexplained) {
			t.Fatalf("unexplained %s, by units %s", m.unexplained, unexplained)
		}
		if floor, cut := m.floor(m.all()); cut && floor.GreaterThanOrEqual(m.opening) || !cut && floor.Sign() > 0 {
			t.Fatalf("the axis begins at %s", floor)
		}
	})
}

// A flow that came together with its unit is not counted twice, and who was
// struck off is never told apart.
func TestMovementOfUnitsThatMove(t *testing.T) {
	now := map[string]warehouse.Row{
		"admissions":         row("o", "admissions", "2024-Q1", "5", "", catalog.Final),
		"member_deaths":      row("o", "member_deaths", "2024-Q1", "1", "", catalog.Final),
		"members_struck_off": row("o", "members_struck_off", "2024-Q1", "2", "", catalog.Final),
	}
	units := []balanceOfUnit{
		{org: "stays", belonged: true, belongs: true, opening: dec("100"), closing: dec("100"), flows: map[string]decimal.Decimal{"admissions": *dec("3"), "other": *dec("-3")}},
		{org: "comes", belongs: true, closing: dec("14"), flows: map[string]decimal.Decimal{"admissions": *dec("2")}},
		{org: "goes", belonged: true, opening: dec("30")},
	}
	m := newMovement(dec("130"), dec("114"), now, units)
	if !m.moved.Equal(*dec("-18")) || !m.adds() || len(m.came) != 1 || len(m.left) != 1 {
		t.Errorf("%+v", m)
	}
	if last := m.steps[len(m.steps)-1]; last.code != "" || !last.change.Equal(*dec("-3")) || last.step != "other" {
		t.Errorf("%+v", m.steps)
	}
}

// Nothing known, not owed and zero are three different things.
func TestPartyListsTellNothingFromZero(t *testing.T) {
	w := speak(t, locale.VI)
	zero := row("o", "badges_30", "2024-Q1", "0", "", catalog.Final)
	owed := row("o", "badges_40", "2024-Q1", "", "", catalog.NoStatus)
	exempt := row("o", "resolution_study_cells", "2024-Q1", "", "", catalog.NoStatus)
	exempt.NotApplicable, exempt.Coverage = true, warehouse.Coverage{}
	unowed := row("o", "resolution_study_members", "2024-Q1", "", "", catalog.NoStatus)
	unowed.Coverage = warehouse.Coverage{}
	f := partyWork{place: place{"o", period("2024-Q1")}, before: period("2023-Q4"), now: map[string]warehouse.Row{
		"badges_30": zero, "badges_40": owed, "resolution_study_cells": exempt, "resolution_study_members": unowed,
	}}
	page, err := w.party(&directory{register: &catalog.Register{}}, f)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, list := range page.Lists {
		for _, fig := range list.Figures {
			got[fig.Code] = fig.Value + fig.Absent
		}
	}
	want := map[string]string{"badges_30": "0", "badges_40": "chưa có số liệu", "resolution_study_cells": "không áp dụng", "resolution_study_members": "không đến hạn kỳ này"}
	for code, text := range want {
		if got[code] != text {
			t.Errorf("%s: %q, want %q", code, got[code], text)
		}
	}
}

func TestOpening(t *testing.T) {
	for p, want := range map[string]string{"2024-Q1": "2023-Q4", "2024-9M": "2023", "2024-H1": "2023-H2", "2024": "2023", "2024-01": "2023-12", "2020..2025": "2019"} {
		if got := opening(period(p)); got.Code() != want {
			t.Errorf("%s begins at the end of %s, want %s", p, got.Code(), want)
		}
	}
}

func TestPartyInABrowser(t *testing.T) { whole(t, "/party?org=cum&period=2024-Q1") }

// whole opens a page on a desk, a small screen and a telephone: everything is
// drawn, nothing is wider than the window, the policy holds.
func whole(t *testing.T, path string) {
	t.Helper()
	ctx := browser(t)
	srv := httptest.NewServer(sharedWorld(t))
	defer srv.Close()
	complaints := listen(ctx, t, srv.URL)
	if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+"/signin?token="+testToken)); err != nil {
		t.Fatal(err)
	}
	const look = `({
		charts: [...document.querySelectorAll("figure.chart")].filter((f) => !f.querySelector(".canvas svg path")).length,
		overflow: document.scrollingElement.scrollWidth - innerWidth,
		csp: document.documentElement.dataset.csp || "",
	})`
	type seen struct {
		Charts, Overflow int
		CSP              string
	}
	for _, width := range []int64{1440, 1024, 360} {
		for _, lang := range []string{"vi", "en"} {
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 800)); err != nil {
				t.Fatal(err)
			}
			show(ctx, t, srv.URL+path+"&lang="+lang)
			page, err := chromedp.Run(ctx, chromedp.Evaluate[seen](look))
			if err != nil {
				t.Fatal(err)
			}
			if page.Charts > 0 || page.Overflow > 0 || page.CSP != "" {
				t.Errorf("%d px, %s: %+v", width, lang, page)
			}
		}
	}
	for _, c := range complaints() {
		t.Error(c)
	}
}

// With units that came, went or keep silent, the change is told of the others.
func TestChangeIsOfTheSameUnits(t *testing.T) {
	both := balanceOfUnit{org: "both", belonged: true, belongs: true, opening: dec("100"), closing: dec("107")}
	silent := balanceOfUnit{org: "silent", belonged: true, belongs: true, opening: dec("40")}
	m := newMovement(dec("140"), dec("107"), nil, []balanceOfUnit{both, silent})
	if change, units := m.change(); change.String() != "7" || units != 1 {
		t.Errorf("change %s of %d units, want 7 of 1", change, units)
	}
	m = newMovement(dec("100"), dec("107"), nil, []balanceOfUnit{both})
	if change, units := m.change(); change.String() != "7" || units != 0 {
		t.Errorf("change %s of %d units, want 7 of everybody (0)", change, units)
	}
}

// An account of which a unit lacks a figure is not said to add up.
func TestMovementCheck(t *testing.T) {
	w := speak(t, locale.VI)
	whole := balanceOfUnit{org: "whole", belonged: true, belongs: true, opening: dec("100"), closing: dec("100")}
	silent := balanceOfUnit{org: "silent", belonged: true, belongs: true, opening: dec("40")}
	off := balanceOfUnit{org: "off", belonged: true, belongs: true, opening: dec("40"), closing: dec("45")}
	for want, units := range map[string][]balanceOfUnit{"Khớp": {whole}, "Chưa kiểm hết": {whole, silent}, "Chưa khớp": {silent, off}} {
		opening, closing := decimal.Zero, decimal.Zero
		for _, u := range units {
			opening = opening.Add(*u.opening)
			if u.closing != nil {
				closing = closing.Add(*u.closing)
			}
		}
		got, adds := w.movementCheck(newMovement(&opening, &closing, nil, units))
		if !strings.HasPrefix(got, want) || adds != (want == "Khớp") {
			t.Errorf("%q, %t; want %q", got, adds, want)
		}
	}
}

// What missing figures made of the members leads to the end that lacks them.
func TestMissingMembersLeadToWhoLacksThem(t *testing.T) {
	w := speak(t, locale.VI)
	f := partyWork{place: place{"o", period("2024-Q1")}, before: period("2023-Q4")}
	for want, unit := range map[string]balanceOfUnit{
		"/figures/o:party_members:2024-Q1": {org: "late", belonged: true, belongs: true, opening: dec("40")},
		"/figures/o:party_members:2023-Q4": {org: "new", belonged: true, belongs: true, closing: dec("40")},
	} {
		both := balanceOfUnit{org: "both", belonged: true, belongs: true, opening: dec("100"), closing: dec("100")}
		f.movement = newMovement(dec("140"), dec("100"), nil, []balanceOfUnit{both, unit})
		if got := w.stepHref(f, movementStep{step: "lacking"}); got != want {
			t.Errorf("%s: %q, want %q", unit.org, got, want)
		}
	}
}

// Each tile of the cultural standard leads to the figure that says how many
// there are, and so does the table.
func TestCultureLeadsToItsFigures(t *testing.T) {
	w := sampleWorld(t)
	about := "org=cum-7&period=2024-Q1&lang=vi"
	option, err := json.Marshal(w.drawn(t, "culture", about).Option)
	if err != nil {
		t.Fatal(err)
	}
	var drawn struct {
		Series []struct {
			Data []struct {
				Tip  []string
				Href string
			}
		}
	}
	if err := json.Unmarshal(option, &drawn); err != nil {
		t.Fatal(err)
	}
	tiles := map[string]int{} // by the address they lead to
	for _, s := range drawn.Series {
		for _, m := range s.Data {
			if len(m.Tip) > 0 {
				tiles[m.Href]++
			}
		}
	}
	linked := map[string]int{}
	panel := find(tree(t, w.get("/party?"+about).Body.String()), "figure", "data-chart", "culture")[0]
	for _, link := range figureLinks(find(panel, "table")[0]) {
		n, err := strconv.Atoi(text(link))
		if err != nil {
			t.Fatal(err)
		}
		linked[attr(link, "href")] += n
	}
	if len(tiles) == 0 || !maps.Equal(tiles, linked) {
		t.Errorf("tiles lead to %v, the table to %v", tiles, linked)
	}
	for address := range tiles {
		if got := w.get(address); got.Code != http.StatusOK {
			t.Errorf("%s: %d", address, got.Code)
		}
	}
}

// Steps that are no single figure say what they are made of, in the tooltip as
// in the account, and lead to the movement of every unit; without units they
// lead nowhere.
func TestStepsOfSeveralFiguresLeadToTheUnits(t *testing.T) {
	w := speak(t, locale.VI)
	f := partyWork{place: place{"o", period("2024-Q1")}, before: period("2023-Q4"), now: map[string]warehouse.Row{}}
	for code, value := range map[string]string{memberBalance: "112", "member_deaths": "2", "members_expelled": "1"} {
		f.now[code] = row("o", code, "2024-Q1", value, "", catalog.Final)
	}
	names := map[string]catalog.OrgVersion{"came": {NameVI: "Đơn vị về"}, "off": {NameVI: "Đơn vị lệch"}}
	f.movement = newMovement(dec("100"), dec("112"), f.now, []balanceOfUnit{
		{org: "off", belonged: true, belongs: true, opening: dec("100"), closing: dec("102"), flows: map[string]decimal.Decimal{"other": *dec("-3")}},
		{org: "came", belongs: true, closing: dec("10")},
	})
	p, err := w.movementPanel(f, names)
	if err != nil {
		t.Fatal(err)
	}
	marks := 0
	for _, want := range []struct{ step, note string }{{"other", "từ trần"}, {"moved", "Đơn vị về"}, {"unexplained", "Đơn vị lệch"}} {
		name := w.say("party.step." + want.step)
		at := slices.IndexFunc(p.Ledger, func(l ledgerLine) bool { return l.Name == name })
		if at < 0 || !strings.HasSuffix(p.Ledger[at].Href, "#balances") || !strings.Contains(p.Ledger[at].Note, want.note) {
			t.Errorf("%s: %+v", want.step, p.Ledger)
		}
		for _, s := range seriesOf(t, []byte(p.Option)) {
			for _, m := range s.Data {
				if len(m.Tip) > 0 && m.Tip[0] == name {
					marks++
					if !strings.HasSuffix(m.Href, "#balances") || !strings.Contains(strings.Join(m.Tip, " "), want.note) {
						t.Errorf("%s: the mark leads to %q and says %q", want.step, m.Href, m.Tip)
					}
					for _, line := range m.Tip {
						if utf8.RuneCountInString(line) > tipLetters {
							t.Errorf("%s: %q is too long a line for a phone", want.step, line)
						}
					}
				}
			}
		}
	}
	if marks != 3 {
		t.Errorf("%d marks, want 3", marks)
	}
	f.movement.units = nil
	if got := w.stepHref(f, movementStep{step: "other"}); got != "" {
		t.Errorf("without units: %q", got)
	}
}

// The link of such a step unfolds the movement of every unit in its page.
func TestMovementOfUnitsUnfolds(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	srv := httptest.NewServer(sampleWorld(t))
	defer srv.Close()
	do, text := hands(ctx, t)
	do(chromedp.EmulateViewport(1440, 900), chromedp.Navigate(srv.URL+"/signin?token="+testToken))
	show(ctx, t, srv.URL+"/party?org=khoi-mau&period=2024&lang=vi#balances")
	until(ctx, t, `document.getElementById("balances").open && document.querySelector("#balances table").getBoundingClientRect().top < innerHeight`)
	show(ctx, t, srv.URL+"/party?org=khoi-mau&period=2024&lang=vi")
	until(ctx, t, `!document.getElementById("balances").open`)
	link := `document.querySelector(".ledger a[href$='#balances']")`
	until(ctx, t, link+` !== null`)
	text(`(document.querySelectorAll("details").forEach((d) => { d.open = d.id !== "balances"; }), ` + link + `.click(), "")`)
	until(ctx, t, `document.getElementById("balances").open && document.querySelector("dialog[open]") === null`)
}
