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

  // Where a mark leads somewhere, its tooltip says how to follow it: marks.js does.
  const hint = ({ dataset }, enlarged) => (enlarged ? "" : matchMedia("(hover: none)").matches ? dataset.tap : dataset.open);

  const formatters = {
    // figure shows the finished lines of the data item: period, value, change.
    // The mark that the keys have walked to speaks for itself.
    figure: (open, canvas) => (items) => {
      const all = [].concat(items);
      const walked = all.find((i) => i.data && i.seriesIndex + ":" + i.dataIndex === canvas.dataset.at);
      const item = walked || all.find((i) => i.data && i.data.tip);
      if (!item) return "";
      const lines = ((walked && item.data.own) || item.data.tip || []).map(literal);
      return (item.data.href && open ? [...lines, open] : lines).join("\n");
    },
  };

  const tooltip = (style, own, open, canvas) => {
    const css = (name) => style.getPropertyValue(name).trim();
    return {
      renderMode: "richText", confine: true, backgroundColor: css("--ink"), borderWidth: 0,
      padding: [10, 12], transitionDuration: 0,
      textStyle: { color: css("--surface") },
      ...own,
      formatter: own.formatter && formatters[own.formatter](open, canvas),
    };
  };

  // A text in lines of a width. ECharts would take every letter with an accent
  // for as wide as a Chinese one, and so break names that fit.
  const pen = document.createElement("canvas").getContext("2d");
  const broken = (text, width) => {
    const lines = [];
    for (const word of text.split(" ")) {
      const longer = lines.length ? lines[lines.length - 1] + " " + word : word;
      if (lines.length && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  };

  // The axes with names beside lying bars, which are broken to the label's width.
  const named = (option) => [].concat(option.yAxis || []).filter((a) => a.type === "category" && a.axisLabel && a.axisLabel.width);
  const breakNames = (option) => named(option).forEach(({ axisLabel }) => {
    const width = axisLabel.width;
    axisLabel.formatter = (name) => broken(name, width).join("\n");
    delete axisLabel.width;
    delete axisLabel.overflow;
  });

  // On a screen that is seen from across the room a chart is drawn for the type
  // of a page, 12 px, and enlarged whole to the type of its place. Names have a
  // third of it; where one takes more lines than its row holds, everything is
  // enlarged less.
  const enlargement = (canvas, option) => {
    let times = parseFloat(getComputedStyle(canvas).fontSize) / 12;
    const axes = named(option);
    const held = () => axes.every(({ axisLabel, data }) => {
      axisLabel.width = canvas.clientWidth / times / 3;
      const row = canvas.clientHeight / times / data.length;
      return data.every((name) => broken(name, axisLabel.width).length * axisLabel.lineHeight + 4 <= row);
    });
    const least = times / 3;
    while (!held() && times > least) times *= 0.95;
    return times;
  };

  // Where labels come to lie. One that is wider than what it stands over stays
  // within the drawing; of two that would be printed over each other the later
  // period's is kept. The function made here draws the option so, at any size.
  const settling = (chart, option) => {
    const base = option.baseOption || option;
    let placed = [], gone = [];
    const place = ({ seriesIndex, dataIndex, labelRect: r }) => {
      const item = base.series[seriesIndex].data[dataIndex];
      const [x, y] = (item && item.label && item.label.offset) || [0, 0];
      const dx = Math.max(0, 2 - r.x) + Math.min(0, chart.getWidth() - 2 - r.x - r.width);
      if (item && item.label) placed.push({ item, dataIndex, left: r.x + dx, right: r.x + dx + r.width, top: r.y, bottom: r.y + r.height });
      return { dx: x + dx, dy: y };
    };
    base.series.forEach((one) => { one.labelLayout = place; });
    const upon = (a, b) => {
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      return wide > -2 && high > Math.min(a.bottom - a.top, b.bottom - b.top) / 3;
    };
    const show = (all) => {
      gone.forEach(({ item }) => { item.label.show = all; });
      chart.clear(); // a label that was moved is measured where it was moved to
      placed = [];
      chart.setOption(option);
    };
    return () => {
      show(true);
      const kept = [];
      placed.sort((a, b) => b.dataIndex - a.dataIndex);
      gone = placed.filter((one) => kept.some((other) => upon(one, other)) || !kept.push(one));
      if (gone.length) show(false);
    };
  };

  const charts = [];
  const draw = (box) => {
    const style = getComputedStyle(root);
    const option = resolve(JSON.parse(box.querySelector("script[type='application/json']").textContent), style);
    const base = option.baseOption || option;
    base.textStyle = { fontFamily: style.getPropertyValue("--family").trim() };
    const canvas = box.querySelector(".canvas");
    base.tooltip = tooltip(style, base.tooltip || {}, hint(canvas, box.classList.contains("enlarged")), canvas);
    const before = echarts.getInstanceByDom(canvas);
    if (before) before.dispose();
    const enlarged = box.classList.contains("enlarged");
    pen.font = "12px " + base.textStyle.fontFamily;
    const times = enlarged ? enlargement(canvas, base) : 1;
    [base, ...(option.media || []).map((m) => m.option)].forEach(breakNames);
    const size = enlarged ? { width: canvas.clientWidth / times, height: canvas.clientHeight / times } : {};
    const chart = echarts.init(canvas, null, { renderer: "svg", ...size });
    const settle = settling(chart, option);
    return new Promise((done) => {
      chart.on("finished", () => {
        if (enlarged) canvas.querySelector("svg").setAttribute("viewBox", "0 0 " + size.width + " " + size.height);
        done();
      });
      settle();
      canvas.dispatchEvent(new CustomEvent("drawn", { bubbles: true, detail: { chart, base } }));
      charts.push({ flush: () => chart.getZr().flush(), resize: () => { chart.resize(); settle(); } });
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
    charts.forEach((c) => c.flush());
  };
  // Whether one row of charts is left over for the overview's last sheet.
  const lonely = () => {
    const panels = [...document.querySelectorAll("main:has(> .grid .exceptions) .panel:not(.all:not([open]))")];
    const rows = [...Map.groupBy(panels, (p) => p.offsetTop)].sort(([a], [b]) => a - b);
    const head = document.querySelector("h1").offsetTop;
    let sheet = head, last = [];
    rows.forEach(([top, row]) => {
      if (Math.max(...row.map((p) => top + p.offsetHeight)) > sheet + sheetHeight) [sheet, last] = [top, []];
      last.push(row);
    });
    return sheet > head && last.length === 1 && last[0].every((p) => p.querySelector(".chart"));
  };
  addEventListener("beforeprint", () => {
    if (theme !== null) return;
    theme = root.dataset.theme;
    root.dataset.theme = "light";
    root.dataset.printing = "";
    redraw();
    if (lonely()) {
      root.dataset.printing = "narrow";
      redraw();
    }
    // The picture of a wide sheet is made to fit the paper.
    document.querySelectorAll(".cells").forEach((t) => { t.style.zoom = Math.min(1, t.parentElement.clientWidth / t.scrollWidth); });
    // A panel that no sheet can hold may be broken; the others move whole.
    document.querySelectorAll(".panel").forEach((p) => p.toggleAttribute("data-tall", p.offsetHeight > sheetHeight));
    foot();
  });
  addEventListener("afterprint", () => {
    if (theme === null) return;
    root.dataset.theme = theme;
    theme = null;
    delete root.dataset.printing;
    document.querySelectorAll(".cells").forEach((t) => { t.style.zoom = ""; });
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

  // A table wider than its box opens at the period looked at: at its end where
  // that shows it, and with no column cut beside the names.
  const openAt = (box) => {
    const asked = box.querySelector("thead [data-asked]");
    if (!asked) return;
    const heads = [...asked.parentElement.children];
    const names = heads[0].offsetWidth;
    const end = box.scrollWidth - box.clientWidth;
    if (end <= 0) return;
    const shown = asked.offsetLeft - end >= names;
    const wanted = shown ? end : asked.offsetLeft + asked.offsetWidth - box.clientWidth;
    const first = heads.slice(1).find((h) => h.offsetLeft - names >= wanted) || asked;
    const left = Math.max(0, first.offsetLeft - names);
    if (left > end) heads[0].style.minWidth = names + left - end + "px";
    box.scrollLeft = left;
    box.style.setProperty("--names", heads[0].offsetWidth + "px");
  };
  document.querySelectorAll(".scroll").forEach(openAt);

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

  // What an address points at within a folded part of the page is unfolded.
  const unfold = () => {
    const at = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    const folded = at && at.closest("details");
    if (!folded) return;
    folded.open = true;
    at.scrollIntoView();
  };
  addEventListener("hashchange", unfold);

  let width = root.clientWidth;
  addEventListener("resize", () => {
    if (width === root.clientWidth && !document.querySelector(".enlarged")) return; // a phone's address bar comes and goes
    width = root.clientWidth;
    if (document.querySelector(".enlarged")) drawAll();
    else charts.forEach((c) => c.resize());
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  drawAll();
  unfold();
})();
