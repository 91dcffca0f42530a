package dashboards

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"
)

// What a number may look like, and what stands where one was not made.
var (
	anyNumber = regexp.MustCompile(`[0-9]+(?:[.,][0-9]+)*`)
	formatted = map[string]*regexp.Regexp{
		"vi": regexp.MustCompile(`^(?:[0-9]{1,3}(?:\.[0-9]{3})*(?:,[0-9]{1,3})?|(?:19|20)[0-9]{2})$`),
		"en": regexp.MustCompile(`^(?:[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]{1,3})?|(?:19|20)[0-9]{2})$`),
	}
	noNumber = regexp.MustCompile(`NaN|undefined|null|Infinity|\[object|[0-9]e[+-]?[0-9]`)
)

// unformatted is the first number in a text that is not written as the
// language writes numbers, "" for none.
func unformatted(lang, text string) string {
	if m := noNumber.FindString(text); m != "" {
		return m
	}
	for _, number := range anyNumber.FindAllString(text, -1) {
		if !formatted[lang].MatchString(number) {
			return number
		}
	}
	return ""
}

func TestUnformatted(t *testing.T) {
	for text, want := range map[string]string{
		"9.605,38 tỷ đồng": "", "+18,2 %": "", "quý I/2024": "", "1/7/2024: 100 → 98": "", "8/17": "", "QI\n2024": "", "0": "",
		"9605.38": "9605.38", "12345": "12345", "18.2 %": "18.2", "1,234,567": "1,234,567", "NaN tỷ": "NaN", "1e+21": "1e+2", "9.6051": "9.6051",
	} {
		if got := unformatted("vi", text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := unformatted("en", "9,605.38 bn") + unformatted("en", "9.605,38"); got != "9.605,38" {
		t.Errorf("English: %q", got)
	}
}

// pagesWithCharts show every chart there is, over the small cluster: on its
// page, and all of them in a presentation.
func pagesWithCharts(w *world, t *testing.T) []string {
	t.Helper()
	var names []string
	for _, spec := range w.registry(t).All() {
		names = append(names, spec.Name)
	}
	return []string{
		"/?org=cum&period=2024-Q1",
		"/trend?org=cum&indicator=revenue,average_income&from=2022-Q1&to=2024-Q1",
		"/compare?org=cum&period=2024-Q1&indicator=revenue",
		"/compare?org=cum&period=2024-Q1&indicator=revenue&view=time",
		"/party?org=cum&period=2024-Q1",
		"/plan?org=cum&period=2024-Q1",
		"/unit?org=u1&period=2024-Q1",
		"/completeness?org=cum&period=2024-Q1",
		presentation("", names...),
	}
}

// Every chart has a sentence and a real table, on every page it stands on, and
// leads to its figures as files; every declared chart stands on a page.
func TestEveryChartInWords(t *testing.T) {
	w := sharedWorld(t)
	seen := map[string]bool{}
	for _, page := range pagesWithCharts(w, t) {
		for lang := range formatted {
			body := tree(t, w.get(page+"&lang="+lang).Body.String())
			var charts []*html.Node
			for _, spec := range w.registry(t).All() {
				charts = append(charts, find(body, "", "data-chart", spec.Name)...)
			}
			for _, c := range charts {
				name := attr(c, "data-chart")
				seen[name] = seen[name] || !strings.HasPrefix(page, presentPath)
				words := find(c, "p", "class", "in-words")
				if len(words) != 1 || utf8.RuneCountInString(text(words[0])) < 20 || strings.Contains(text(words[0]), "⟦") {
					t.Errorf("%s, %s: %s has no sentence", page, lang, name)
				}
				if tables := find(c, "table"); len(tables) == 0 || len(find(tables[0], "tr")) < 2 || len(find(tables[0], "th")) < 2 {
					t.Errorf("%s, %s: %s has no table", page, lang, name)
				}
				var files []string
				for _, a := range find(c, "a") {
					if href := attr(a, "href"); strings.HasPrefix(href, "/charts/") {
						files = append(files, href)
					}
				}
				if len(files) != 2 && !strings.HasPrefix(page, presentPath) {
					t.Errorf("%s, %s: %s leads to the files %q", page, lang, name, files)
				}
				for _, file := range files {
					if rec := w.get(file); rec.Code != http.StatusOK || !strings.HasPrefix(file, "/charts/"+name+".") {
						t.Errorf("%s, %s: %s leads to %s: %d", page, lang, name, file, rec.Code)
					}
				}
			}
		}
	}
	for _, spec := range w.registry(t).All() {
		if !seen[spec.Name] {
			t.Errorf("%s stands on no page", spec.Name)
		}
	}
}

// chartTexts are the texts of every chart of a page: of axes and labels, and
// of the tooltip of each of its points; of one that is a table or a drawing in
// it, those of its cells and titles.
const chartTexts = `(async () => {
	const out = {};
	for (const box of document.querySelectorAll("[data-chart]")) {
		const texts = new Set();
		const canvas = box.querySelector(".canvas");
		if (!canvas) {
			box.querySelectorAll("svg text, title, .in-words, .key li").forEach((e) => texts.add(e.textContent));
			box.querySelectorAll("td, th").forEach((e) => {
				const words = e.cloneNode(true);
				words.querySelectorAll("svg").forEach((drawing) => drawing.remove());
				texts.add(words.textContent);
			});
			box.querySelectorAll("[title], [aria-label]").forEach((e) => texts.add((e.title || "") + " " + (e.getAttribute("aria-label") || "")));
			out[box.dataset.chart] = [...texts];
			continue;
		}
		const chart = echarts.getInstanceByDom(canvas);
		const grab = () => canvas.querySelectorAll("svg text").forEach((t) => texts.add(t.textContent));
		grab();
		if (box.matches(".enlarged")) { // nothing on it can be pointed at
			out[box.dataset.chart] = [...texts];
			continue;
		}
		const before = texts.size;
		for (const [s, one] of chart.getOption().series.entries()) {
			for (let n = 0; n < (one.data || []).length; n++) {
				if (!one.data[n] || !one.data[n].tip) continue;
				chart.dispatchAction({type: "showTip", seriesIndex: s, dataIndex: n});
				const known = texts.size;
				for (let tries = 0; tries < (known === before ? 80 : 2) && texts.size === known; tries++) {
					await new Promise((done) => setTimeout(done, 20));
					grab();
				}
			}
		}
		out[box.dataset.chart + (texts.size > before ? "" : " without tooltips")] = [...texts];
	}
	return out;
})()`

// optionTexts are the texts of a chart's option: the lines of its tooltips, its
// labels without their styles, and the names on its axes.
func optionTexts(t *testing.T, option json.RawMessage) []string {
	t.Helper()
	var whole any
	if err := json.Unmarshal(option, &whole); err != nil {
		t.Fatal(err)
	}
	style := regexp.MustCompile(`\{\w+\|([^}]*)\}`)
	var out []string
	tips := 0
	var walk func(key string, v any)
	walk = func(key string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for k, one := range v {
				walk(k, one)
			}
		case []any:
			for _, one := range v {
				walk(key, one)
			}
		case string:
			switch key {
			case "tip":
				tips++
				out = append(out, v)
			case "formatter", "data":
				out = append(out, style.ReplaceAllString(v, "$1"))
			}
		}
	}
	walk("", whole)
	if tips == 0 {
		t.Errorf("no tooltips in %.200s", option)
	}
	return out
}

// No axis, label, tooltip, table or file of any chart shows a number that is
// not written as the reader's language writes numbers.
func TestChartsFormatTheirNumbers(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	w := sharedWorld(t)
	for _, spec := range w.registry(t).All() {
		for lang := range formatted {
			got := w.drawn(t, spec.Name, addressOf(spec.Name)+"&lang="+lang)
			texts := append([]string{got.Title, got.Subtitle, got.Sentence}, got.Columns...)
			for _, row := range got.Rows {
				for _, one := range row {
					texts = append(texts, one.Text)
				}
			}
			for _, k := range got.Key {
				texts = append(texts, k.Text)
			}
			texts = append(texts, optionTexts(t, got.Option)...)
			for _, text := range texts {
				if bad := unformatted(lang, text); bad != "" {
					t.Errorf("%s, %s: %q in %q", spec.Name, lang, bad, text)
				}
			}
		}
	}
	srv := httptest.NewServer(w)
	defer srv.Close()
	if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+"/signin?token="+testToken), chromedp.EmulateViewport(1440, 900)); err != nil {
		t.Fatal(err)
	}
	for _, page := range pagesWithCharts(w, t) {
		for lang := range formatted {
			show(ctx, t, srv.URL+page+"&lang="+lang)
			charts, err := chromedp.Run(ctx, chromedp.Evaluate[map[string][]string](chartTexts, chromedp.EvalAwaitPromise))
			if err != nil {
				t.Fatalf("%s: %v", page, err)
			}
			if len(charts) == 0 {
				t.Errorf("%s has no charts", page)
			}
			for chart, texts := range charts {
				if len(texts) == 0 && !strings.HasPrefix(page, presentPath) || strings.Contains(chart, "without") {
					t.Errorf("%s, %s: %s: only %q", page, lang, chart, texts)
				}
				for _, text := range texts {
					if bad := unformatted(lang, text); bad != "" {
						t.Errorf("%s, %s: %s: %q in %q", page, lang, chart, bad, text)
					}
				}
			}
		}
	}
}
