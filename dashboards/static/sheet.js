"use strict";
// Links marked data-sheet that lead to a passport open it beside the page;
// without this script, or with a modifier key, they are ordinary links. What is open stands in the address,
// "#figure=C15JM-JM9QK": it can be passed on, and the way back closes it.
(() => {
  const mark = "#figure=";
  const beside = () => (location.hash.startsWith(mark) ? "/figures/" + decodeURIComponent(location.hash.slice(mark.length)) : "");
  // How many steps back in the history the page without a sheet is.
  const depth = () => (history.state && history.state.sheets) || 0;

  let sheet;
  let followed = false; // it closes because the address says so; the event of that may come after the next address
  const leave = () => {
    if (depth()) history.go(-depth());
    else if (beside()) history.replaceState(null, "", location.pathname + location.search);
  };
  const panel = () => {
    if (sheet) return sheet;
    sheet = document.createElement("dialog");
    sheet.className = "sheet";
    sheet.addEventListener("click", (e) => { if (e.target === sheet) sheet.close(); });
    sheet.addEventListener("close", () => {
      const left = !followed;
      followed = false;
      if (sheet.open) return; // again, meanwhile
      sheet.replaceChildren();
      if (left && beside()) leave();
    });
    document.body.append(sheet);
    return sheet;
  };

  // A page made of older figures than the passport beside it says so.
  const behind = (article) => {
    const foot = document.querySelector(".page-foot[data-version]");
    const note = article.querySelector(".behind");
    if (!foot || !note || foot.dataset.version === article.dataset.version) return;
    note.hidden = false;
    note.querySelector("a").addEventListener("click", (e) => { e.preventDefault(); location.reload(); });
  };

  let asked = 0; // an answer that comes after the next question is no longer wanted
  const show = async (href) => {
    const turn = ++asked;
    const answer = await fetch(href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== asked) return null;
    const article = page.querySelector("article.passport");
    if (!answer.ok || !article) throw new Error(href);
    article.querySelector("form.close").hidden = false;
    behind(article);
    const box = panel();
    box.setAttribute("aria-label", page.title);
    box.replaceChildren(article);
    box.scrollTop = 0;
    if (!box.open) box.showModal();
    return article;
  };

  document.addEventListener("click", (e) => {
    const link = e.target.closest("a[data-sheet]");
    if (!link || !link.pathname.startsWith("/figures/") || e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    e.preventDefault();
    show(link.href).then((article) => {
      if (article) history.pushState({ sheets: depth() + 1 }, "", mark + encodeURIComponent(article.dataset.code));
    }).catch(() => location.assign(link.href));
  });

  const follow = () => {
    const href = beside();
    asked++;
    if (href) show(href).catch(() => location.assign(href));
    else if (sheet && sheet.open) {
      followed = true;
      sheet.close();
    }
  };
  addEventListener("popstate", follow);
  follow();
})();
