"use strict";
// The marks of a chart lead to the passports of their figures: by a click, by a
// second tap, and by the keyboard, which walks them with the arrow keys. Each
// chart that app.js has drawn says so with the event "drawn".
(() => {
  const announced = document.createElement("p");
  announced.className = "visually-hidden";
  announced.setAttribute("aria-live", "polite");
  document.body.append(announced);

  // A mark's link is followed as one in the page is: sheet.js opens it beside.
  const follow = (canvas, href, keys) => {
    const link = document.createElement("a");
    link.href = href;
    link.dataset.sheet = "";
    canvas.append(link);
    const { ctrlKey = false, metaKey = false, shiftKey = false } = keys || {};
    link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }));
    link.remove();
  };

  // The marks that say something, by series and place in it.
  const marksOf = ({ series }) => series.flatMap((one, s) => (one.data || []).flatMap((item, n) => (item && (item.tip || item.own) ? [{ s, n, item }] : [])))
    .sort((a, b) => a.n - b.n || a.s - b.s);

  // The mark that the tooltip of a column is about is that of the whole column.
  const inColumn = (chart, marks, base, x, y) => {
    if (!base.tooltip || base.tooltip.trigger !== "axis") return null;
    const at = chart.convertFromPixel({ gridIndex: 0 }, [x, y]);
    if (!at) return null;
    const n = Math.round(at[lying(chart) ? 1 : 0]);
    const mark = marks.find((m) => m.n === n && m.item.tip);
    return mark ? mark.item : null;
  };

  // The axis of names, as drawn at this width; none of points on a scale.
  const names = (chart) => ["xAxis", "yAxis"].map((kind) => chart.getModel().getComponent(kind, 0)).find((a) => a && a.get("type") === "category");
  const lying = (chart) => { const axis = names(chart); return !!axis && axis.mainType === "yAxis"; };

  // The marks that are drawn: a narrow panel shows only the last periods.
  const shown = ({ chart, marks }) => {
    const axis = names(chart);
    const [first, last] = axis ? axis.axis.scale.getExtent() : [0, Infinity];
    return marks.filter((m) => m.n >= first && m.n <= last);
  };

  // The data item that a shape of the drawing, or its label, belongs to; only of
  // those that lead somewhere.
  const itemOf = (chart, { series }, shape) => {
    for (let el = shape; el; el = el.__hostTarget || el.parent) {
      for (const [s, one] of series.entries()) {
        const drawn = chart.getModel().getSeriesByIndex(s).getData();
        const n = (one.data || []).findIndex((item, n) => item && item.href && drawn.getItemGraphicEl(n) === el);
        if (n >= 0) return one.data[n];
      }
    }
    return null;
  };

  // The tooltip is the one text that belongs to no shape.
  const onTooltip = (shape) => {
    let el = shape;
    while (el && (el.__hostTarget || el.parent)) el = el.__hostTarget || el.parent;
    return !!el && el.type === "text";
  };

  // Where a mark lies in the drawing.
  const boxOf = (chart, { s, n, item }) => {
    const drawn = chart.getModel().getSeriesByIndex(s).getData().getItemGraphicEl(n);
    if (drawn) {
      const rect = drawn.getBoundingRect().clone();
      const moved = drawn.getComputedTransform();
      if (moved) rect.applyTransform(moved);
      if (rect.width + rect.height > 0) return rect;
    }
    const value = Array.isArray(item.value) ? item.value : [n, item.value === "-" ? 0 : item.value || 0];
    const [x, y] = chart.convertToPixel({ seriesIndex: s }, value) || [0, 0];
    return { x, y, width: 0, height: 0 };
  };

  const ring = document.createElement("span");
  ring.className = "ring";
  const least = 16;
  const encircle = (canvas, chart, mark) => {
    const box = boxOf(chart, mark);
    const width = Math.max(box.width, least) + 6;
    const height = Math.max(box.height, least) + 6;
    ring.style.left = box.x + box.width / 2 - width / 2 + "px";
    ring.style.top = box.y + box.height / 2 - height / 2 + "px";
    ring.style.width = width + "px";
    ring.style.height = height + "px";
    canvas.append(ring);
  };

  // The next mark in a direction: along the axis of names, or from series to
  // series at the same place. Points on a scale have one direction only.
  const next = (marks, at, along, step) => {
    const forward = (a, b) => (step > 0 ? a - b : b - a);
    const rest = marks.filter((m) => (along ? (m.n - at.n) * step > 0 : m.n === at.n && (m.s - at.s) * step > 0));
    rest.sort((a, b) => (along ? forward(a.n, b.n) || Math.abs(a.s - at.s) - Math.abs(b.s - at.s) : forward(a.s, b.s)));
    return rest[0] || at;
  };

  const states = new WeakMap(); // by canvas: what is drawn there and which mark is walked to
  const stand = (canvas, mark) => {
    const state = states.get(canvas);
    state.at = mark;
    canvas.dataset.at = mark.s + ":" + mark.n;
    encircle(canvas, state.chart, mark);
    state.chart.dispatchAction({ type: "hideTip" }); // a tooltip at the same place would keep its words
    state.chart.dispatchAction({ type: "showTip", seriesIndex: mark.s, dataIndex: mark.n });
    announced.textContent = (mark.item.own || mark.item.tip).join(". ");
  };
  const leave = (canvas) => {
    delete canvas.dataset.at;
    ring.remove();
    announced.textContent = "";
    states.get(canvas).chart.dispatchAction({ type: "hideTip" });
  };

  const press = (canvas, e) => {
    const { chart, at } = states.get(canvas);
    const marks = shown(states.get(canvas));
    if (e.ctrlKey || e.altKey || e.metaKey || !marks.length) return;
    const rows = lying(chart);
    const flat = marks.every((m) => m.s === marks[0].s); // one series: all arrows go along it
    const here = at || begin(chart, marks);
    const steps = {
      ArrowRight: () => next(marks, here, flat || !rows, 1), ArrowLeft: () => next(marks, here, flat || !rows, -1),
      ArrowDown: () => next(marks, here, flat || rows, 1), ArrowUp: () => next(marks, here, flat || rows, -1),
      Home: () => marks.find((m) => m.item.tip) || marks[0], End: () => marks[marks.length - 1],
    };
    if (e.key in steps) stand(canvas, at ? steps[e.key]() : here);
    else if (e.key === "Enter" && here.item.href) follow(canvas, here.item.href);
    else if (e.key === "Escape" && ring.isConnected) leave(canvas);
    else return;
    e.preventDefault();
    e.stopPropagation();
  };

  // A walk begins at the latest period, or at the first of the names.
  const begin = (chart, marks) => (lying(chart) ? marks.find((m) => m.item.tip) || marks[0] : marks[marks.length - 1]);

  // Once for every canvas; a chart is drawn anew for another theme or width.
  const equip = (canvas) => {
    const title = canvas.closest(".chart").getAttribute("aria-label") || "";
    canvas.tabIndex = 0;
    canvas.removeAttribute("aria-hidden");
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-label", title + ". " + canvas.dataset.walk);
    canvas.addEventListener("keydown", (e) => press(canvas, e));
    canvas.addEventListener("focus", () => {
      const { chart, at } = states.get(canvas);
      const marks = shown(states.get(canvas));
      if (canvas.matches(":focus-visible") && marks.length) stand(canvas, at || begin(chart, marks));
    });
    canvas.addEventListener("blur", () => leave(canvas));
    canvas.addEventListener("pointerdown", (e) => { states.get(canvas).touched = e.pointerType === "touch"; delete canvas.dataset.at; ring.remove(); });
  };

  addEventListener("resize", () => ring.remove());

  document.addEventListener("drawn", (e) => {
    const canvas = e.target;
    const { chart, base } = e.detail;
    const marks = marksOf(base);
    if (!marks.length || canvas.closest(".enlarged")) return;
    if (!states.has(canvas)) {
      states.set(canvas, {});
      equip(canvas);
    }
    ring.remove();
    delete canvas.dataset.at;
    const state = Object.assign(states.get(canvas), { chart, base, marks, at: null, tapped: null });
    canvas.firstElementChild.setAttribute("aria-hidden", "true");

    // What is pointed at: the very mark, else the one that its column speaks of.
    const pointed = (p) => itemOf(chart, base, p.target) || inColumn(chart, marks, base, p.offsetX, p.offsetY);
    const zr = chart.getZr();
    zr.on("mousemove", (p) => {
      const item = pointed(p);
      zr.setCursorStyle(item && item.href ? "pointer" : "default");
    });
    zr.on("click", (p) => {
      const item = onTooltip(p.target) ? null : pointed(p);
      const href = onTooltip(p.target) && state.touched ? state.tapped : item && item.href;
      const again = href === state.tapped;
      state.tapped = href;
      if (href && (again || !state.touched)) follow(canvas, href, p.event);
    });
  });
})();
