"use strict";
// What the intake pages do beyond links and forms. Without it they still work.
(() => {
  // Copying: the clipboard needs a safe address, which a plain LAN is not.
  document.querySelectorAll("button[data-copy]").forEach((button) => {
    button.hidden = false;
    const label = button.querySelector("span");
    const before = label.textContent;
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        field.select();
        document.execCommand("copy");
      }
      label.textContent = button.dataset.copied;
      setTimeout(() => { label.textContent = before; }, 2000);
    });
  });

  // Of a sheet wider than its picture the first marked cell is shown.
  document.querySelectorAll(".gridbox").forEach((box) => {
    const cell = box.querySelector(".marked.error") || box.querySelector(".marked");
    if (cell && !location.hash) box.scrollLeft = Math.max(0, cell.offsetLeft + cell.offsetWidth + 8 - box.clientWidth);
  });

  // A long table can be narrowed by typing; accents do not matter.
  const fold = (s) => s.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
  document.querySelectorAll("input[data-narrow]").forEach((input) => {
    input.hidden = false;
    const rows = [...document.querySelectorAll("#" + input.dataset.narrow + " tbody tr")].map((tr) => [tr, fold(tr.textContent)]);
    input.addEventListener("input", () => {
      const wanted = fold(input.value.trim());
      rows.forEach(([tr, text]) => { tr.hidden = wanted !== "" && (tr.classList.contains("group") || !text.includes(wanted)); });
    });
  });

  // The board is one stop for the Tab key; arrows move within it.
  document.querySelectorAll("table.board").forEach((table) => {
    const rows = [...table.querySelectorAll("tbody tr")].map((tr) => [...tr.children].map((td) => td.querySelector("a")));
    const links = rows.flat().filter(Boolean);
    if (!links.length) return;
    links.forEach((a) => { a.tabIndex = -1; });
    links[0].tabIndex = 0;
    const focus = (a) => {
      links.forEach((other) => { other.tabIndex = -1; });
      a.tabIndex = 0;
      a.focus();
    };
    const step = (row, column, down, right) => {
      for (let r = row + down, c = column + right; rows[r] && c >= 0 && c < rows[r].length; r += down, c += right) {
        if (rows[r][c]) return rows[r][c];
      }
      return null;
    };
    const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    table.addEventListener("keydown", (e) => {
      const link = e.target.closest("tbody a");
      if (!link) return;
      const row = rows.findIndex((r) => r.includes(link));
      const column = rows[row].indexOf(link);
      let next = null;
      if (moves[e.key]) next = step(row, column, ...moves[e.key]);
      if (e.key === "Home") next = rows[row].find(Boolean);
      if (e.key === "End") next = rows[row].filter(Boolean).pop();
      if (!next) return;
      e.preventDefault();
      focus(next);
    });
  });
})();
