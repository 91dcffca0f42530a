"use strict";
// Dropping files, and following what becomes of them. Without it the form
// sends the chosen files and the page of the batch loads itself anew.
(() => {
  // entries walks what was dropped, folders included.
  const walk = async (entry, prefix) => {
    if (entry.isFile) {
      const file = await new Promise((ok, no) => entry.file(ok, no));
      return [{ file, name: prefix + file.name }];
    }
    const reader = entry.createReader();
    const all = [];
    for (;;) { // a folder is handed over piece by piece
      const some = await new Promise((ok, no) => reader.readEntries(ok, no));
      if (!some.length) break;
      all.push(...some);
    }
    const nested = await Promise.all(all.map((e) => walk(e, prefix + entry.name + "/")));
    return nested.flat();
  };
  const dropped = async (data) => {
    const entries = [...data.items].map((i) => (i.webkitGetAsEntry ? i.webkitGetAsEntry() : null)).filter(Boolean);
    if (!entries.length) return [...data.files].map((file) => ({ file, name: file.name }));
    return (await Promise.all(entries.map((e) => walk(e, "")))).flat();
  };
  // What systems and programs leave about is not what anybody meant to send.
  const meant = ({ name }) => !/(^|\/)(\.|~\$|__MACOSX\/)/.test(name);

  document.querySelectorAll("[data-dropzone]").forEach((form) => {
    const picks = [...form.querySelectorAll("input[type=file]")];
    const box = form.querySelector("[data-sending]");
    const bar = box.querySelector("progress");
    const status = box.querySelector("[role=status]");
    form.querySelector("[data-submit]").hidden = true;
    form.querySelector("[data-folder]").hidden = !("webkitdirectory" in picks[0]);

    const fail = (text) => {
      form.classList.remove("busy");
      bar.hidden = true;
      box.classList.add("bad");
      status.textContent = text || status.dataset.fail;
    };
    const send = (files) => {
      if (!files.length || form.classList.contains("busy")) return;
      form.classList.add("busy");
      box.hidden = bar.hidden = false;
      box.classList.remove("bad");
      bar.value = 0;
      status.textContent = status.dataset.text;
      const body = new FormData();
      if (form.elements.dry_run.checked) body.append("dry_run", "true");
      body.append("by", form.elements.by.value);
      body.append("note", form.elements.note.value);
      files.forEach(({ file, name }) => body.append("file", file, name));
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "application/json");
      request.responseType = "json";
      request.upload.addEventListener("progress", (e) => { if (e.lengthComputable) bar.value = (100 * e.loaded) / e.total; });
      request.addEventListener("load", () => {
        const answer = request.response || {};
        if (request.status === 201) location.assign(answer.location);
        else fail(answer.detail);
      });
      request.addEventListener("error", () => fail());
      request.send(body);
    };
    picks.forEach((input) => input.addEventListener("change", () => {
      send([...input.files].map((file) => ({ file, name: file.webkitRelativePath || file.name })).filter(meant));
      input.value = "";
    }));

    // The whole window takes files, so that none opens by a miss.
    let depth = 0;
    const over = (on) => form.classList.toggle("over-it", on);
    const carries = (e) => e.dataTransfer && [...e.dataTransfer.types].includes("Files");
    addEventListener("dragenter", (e) => { if (carries(e)) { depth++; over(true); } });
    addEventListener("dragleave", (e) => { if (carries(e) && --depth <= 0) { depth = 0; over(false); } });
    addEventListener("dragover", (e) => { if (carries(e)) e.preventDefault(); });
    addEventListener("drop", async (e) => {
      if (!carries(e)) return;
      e.preventDefault();
      depth = 0;
      over(false);
      try {
        send((await dropped(e.dataTransfer)).filter(meant));
      } catch {
        box.hidden = false;
        fail();
      }
    });
  });

  const page = document.querySelector("[data-batch]");
  if (!page) return;

  // Only what needs a person, or all.
  const group = page.querySelector("[data-show]");
  const table = page.querySelector("table.batch");
  group.hidden = false;
  const show = (attention) => {
    table.classList.toggle("only-attention", attention);
    group.querySelector("[data-all]").setAttribute("aria-pressed", String(!attention));
    group.querySelector("[data-attention]").setAttribute("aria-pressed", String(attention));
  };
  group.querySelector("[data-all]").addEventListener("click", () => show(false));
  group.querySelector("[data-attention]").addEventListener("click", () => show(true));

  if (!("live" in page.dataset)) return;
  // The server says every few seconds that it lives. A connection that ends, or
  // says nothing for longer, is lost; it is taken up again where it was.
  const silence = 8000;
  const again = 3000;
  const lost = page.querySelector("[data-lost]");
  let since = page.dataset.version;
  let silent = 0;
  let stream = null;
  const heard = () => {
    lost.hidden = true;
    clearTimeout(silent);
    silent = setTimeout(follow, silence);
  };
  const message = (e) => {
    heard();
    since = e.lastEventId || since;
    const now = JSON.parse(e.data);
    page.querySelector("[data-headline]").textContent = now.headline;
    page.querySelector("[data-tally]").innerHTML = now.tally;
    Object.entries(now.rows).forEach(([index, html]) => {
      const row = table.querySelector("[data-row='" + index + "']");
      const piece = document.createElement("tbody");
      piece.innerHTML = html;
      row.replaceWith(piece.firstElementChild);
    });
    if (now.done) {
      stream.close();
      clearTimeout(silent);
      page.querySelector("[data-status]").textContent = now.headline;
      page.dataset.settled = "";
    }
  };
  function follow() {
    if (stream) {
      stream.close();
      lost.hidden = false;
    }
    clearTimeout(silent);
    silent = setTimeout(follow, silence);
    stream = new EventSource("/batches/" + page.dataset.batch + "/events?since=" + since);
    stream.addEventListener("open", heard);
    stream.addEventListener("pulse", heard);
    stream.addEventListener("message", message);
    stream.addEventListener("error", () => {
      lost.hidden = false;
      stream.close();
      clearTimeout(silent);
      silent = setTimeout(follow, again);
    });
  }
  follow();
})();
