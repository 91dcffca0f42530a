package dashboards

import (
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
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

// chartTexts are the texts of every chart of a page: of axes and labels, and
// of the tooltip of each of its points.
const chartTexts = `(async () => {
	const out = {};
	for (const box of document.querySelectorAll("figure.chart:not(.broken)")) {
		const canvas = box.querySelector(".canvas");
		const chart = echarts.getInstanceByDom(canvas);
		const texts = new Set();
		const grab = () => canvas.querySelectorAll("svg text").forEach((t) => texts.add(t.textContent));
		grab();
		const before = texts.size;
		for (const [s, one] of chart.getOption().series.entries()) {
			for (let n = 0; n < (one.data || []).length; n++) {
				if (!one.data[n] || !one.data[n].tip) continue;
				chart.dispatchAction({type: "showTip", seriesIndex: s, dataIndex: n});
				await new Promise((done) => setTimeout(done, 25));
				grab();
			}
		}
		out[box.id + (texts.size > before ? "" : " without tooltips")] = [...texts];
	}
	return out;
})()`

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
	for _, page := range []string{
		"/?org=cum&period=2024-Q1",
		"/trend?org=cum&indicator=revenue,average_income&from=2022-Q1&to=2024-Q1",
		"/compare?org=cum&period=2024-Q1&indicator=revenue",
		"/party?org=cum&period=2024-Q1",
		"/unit?org=u1&period=2024-Q1",
		"/completeness?org=cum&period=2024-Q1",
	} {
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
				if len(texts) < 3 || strings.Contains(chart, "without") {
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
