"use strict";
// Links marked data-sheet open beside the page; without this script, or with
// a modifier key, they are ordinary links.
(() => {
  let sheet;
  const panel = () => {
    if (sheet) return sheet;
    sheet = document.createElement("dialog");
    sheet.className = "sheet";
    sheet.addEventListener("click", (e) => { if (e.target === sheet) sheet.close(); });
    document.body.append(sheet);
    return sheet;
  };

  const open = async (href) => {
    const answer = await fetch(href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const article = page.querySelector("article");
    if (!answer.ok || !article) { location.assign(href); return; }
    article.querySelector("form.close").hidden = false;
    const box = panel();
    box.setAttribute("aria-label", page.title);
    box.replaceChildren(article);
    box.scrollTop = 0;
    if (!box.open) box.showModal();
  };

  document.addEventListener("click", (e) => {
    const link = e.target.closest("a[data-sheet]");
    if (!link || e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    e.preventDefault();
    open(link.href).catch(() => location.assign(link.href));
  });
})();
