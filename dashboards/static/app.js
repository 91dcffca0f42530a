"use strict";
// The only script of the pages. Without it everything but the drawings works.
(() => {
  const root = document.documentElement;

  // A page that tries to load what its policy forbids says so, for the tests.
  document.addEventListener("securitypolicyviolation", (e) => {
    root.dataset.csp = ((root.dataset.csp || "") + " " + e.violatedDirective + " " + e.blockedURI).trim();
  });

  // Charts name colours by role, "@ink-2"; the style sheet knows their values.
  const resolve = (value, style) => {
    if (typeof value === "string" && value[0] === "@") {
      return style.getPropertyValue("--" + value.slice(1)).trim();
    }
    if (Array.isArray(value)) return value.map((v) => resolve(v, style));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, resolve(v, style)]));
    }
    return value;
  };

  // Tooltips are rich text, never HTML. A text from data must not open a style:
  // "{name|" is broken by an invisible joiner.
  const literal = (text) => String(text).replace(/\{/g, "{\u2060");

  const formatters = {
    // figure shows the finished lines of the data item: period, value, change.
    figure: (items) => {
      const item = [].concat(items).find((i) => i.data && i.data.tip);
      if (!item) return "";
      return item.data.tip.map(literal).join("\n");
    },
  };

  const tooltip = (style, own) => {
    const css = (name) => style.getPropertyValue(name).trim();
    return {
      renderMode: "richText", confine: true, backgroundColor: css("--ink"), borderWidth: 0,
      padding: [10, 12], transitionDuration: 0,
      textStyle: { color: css("--surface") },
      ...own,
      formatter: formatters[own.formatter],
    };
  };

  const charts = [];
  const draw = (box) => {
    const style = getComputedStyle(root);
    const option = resolve(JSON.parse(box.querySelector("script[type='application/json']").textContent), style);
    const base = option.baseOption || option;
    base.textStyle = { fontFamily: style.getPropertyValue("--family").trim() };
    base.tooltip = tooltip(style, base.tooltip || {});
    const canvas = box.querySelector(".canvas");
    const before = echarts.getInstanceByDom(canvas);
    if (before) before.dispose();
    // On a screen that is seen from across the room a chart is drawn for the type
    // of a page, 12 px, and enlarged whole to the type of its place.
    const enlarged = box.classList.contains("enlarged");
    const times = enlarged ? parseFloat(getComputedStyle(canvas).fontSize) / 12 : 1;
    const size = enlarged ? { width: canvas.clientWidth / times, height: canvas.clientHeight / times } : {};
    const chart = echarts.init(canvas, null, { renderer: "svg", ...size });
    return new Promise((done) => {
      chart.on("finished", () => {
        if (enlarged) canvas.querySelector("svg").setAttribute("viewBox", "0 0 " + size.width + " " + size.height);
        done();
      });
      chart.setOption(option);
      charts.push(chart);
    });
  };

  const drawAll = async () => {
    delete root.dataset.ready;
    charts.length = 0;
    await document.fonts.ready;
    // Texts are measured when drawn: the face must be there.
    await Promise.all(["400", "500", "600"].map((w) => document.fonts.load(w + " 12px Inter", "Quý ước 1")));
    await Promise.all([...document.querySelectorAll(".chart:not(.broken)")].map(draw));
    root.dataset.ready = "";
  };

  // Paper is white and as wide as a sheet: charts are drawn anew for it, at
  // once, because the browser does not wait. A sheet is app.css's [data-printing].
  // The page's foot stands in the margin of every sheet, where no element can.
  const sheetHeight = 690;
  const margin = new CSSStyleSheet();
  document.adoptedStyleSheets = [margin];
  const foot = () => {
    const parts = [...document.querySelectorAll(".page-foot > span")].map((s) => s.textContent.replace(/\s+/g, " ").trim());
    const text = parts.filter(Boolean).join(" · ");
    margin.replaceSync("@page { @bottom-left { content: " + JSON.stringify(text) + "; } }");
  };
  let theme = null;
  const redraw = () => {
    charts.length = 0;
    document.querySelectorAll(".chart:not(.broken)").forEach(draw);
    charts.forEach((c) => c.getZr().flush());
  };
  addEventListener("beforeprint", () => {
    if (theme !== null) return;
    theme = root.dataset.theme;
    root.dataset.theme = "light";
    root.dataset.printing = "";
    redraw();
    // A panel that no sheet can hold may be broken; the others move whole.
    document.querySelectorAll(".panel").forEach((p) => p.toggleAttribute("data-tall", p.offsetHeight > sheetHeight));
    foot();
  });
  addEventListener("afterprint", () => {
    if (theme === null) return;
    root.dataset.theme = theme;
    theme = null;
    delete root.dataset.printing;
    redraw();
  });

  // Menus are <details>: one open at a time, closed by Escape or a tap outside.
  const menus = () => [...document.querySelectorAll("details.menu")];
  document.addEventListener("click", (e) => {
    menus().forEach((m) => { if (!m.contains(e.target)) m.open = false; });
  });
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    menus().filter((m) => m.open).forEach((m) => { m.open = false; m.querySelector("summary").focus(); });
  });

  // A long list opens where the current entry is.
  menus().forEach((m) => m.addEventListener("toggle", () => {
    const current = m.open && m.querySelector(".drop [aria-current]");
    if (current) m.querySelector(".drop").scrollTop = current.offsetTop - 120;
  }));

  // The organisation list can be narrowed by typing; accents do not matter.
  const fold = (s) => s.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
  document.querySelectorAll("input[data-filter]").forEach((input) => {
    input.hidden = false;
    const items = [...input.closest(".menu").querySelectorAll("li")].map((li) => [li, fold(li.textContent)]);
    input.addEventListener("input", () => {
      const wanted = fold(input.value.trim());
      items.forEach(([li, text]) => { li.hidden = !text.includes(wanted); });
    });
    input.closest(".menu").addEventListener("toggle", (e) => { if (e.target.open) input.focus(); });
  });

  let width = root.clientWidth;
  addEventListener("resize", () => {
    if (width === root.clientWidth && !document.querySelector(".enlarged")) return; // a phone's address bar comes and goes
    width = root.clientWidth;
    if (document.querySelector(".enlarged")) drawAll();
    else charts.forEach((c) => c.resize());
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  drawAll();
})();
