"use strict";
// A presentation: keys and buttons show one panel after another. All are drawn
// from the start; the address follows the one that is shown.
(() => {
  const slides = [...document.querySelectorAll(".slide")];
  const marks = [...document.querySelectorAll(".position a")];
  const position = document.getElementById("position");
  const announced = document.getElementById("announced");
  const brand = document.title.split(" · ").pop();
  let at = Math.max(0, slides.findIndex((s) => "current" in s.dataset));

  const show = (n) => {
    n = Math.min(Math.max(n, 0), slides.length - 1);
    if (n === at) return;
    delete slides[at].dataset.current;
    marks[at].removeAttribute("aria-current");
    at = n;
    slides[at].dataset.current = "";
    marks[at].setAttribute("aria-current", "step");
    position.textContent = String(at + 1);
    const message = slides[at].querySelector("h1").textContent;
    announced.textContent = (at + 1) + "/" + slides.length + ": " + message;
    document.title = message + " · " + brand;
    history.replaceState(null, "", slides[at].dataset.href);
    // What else leads back here keeps the panel.
    document.querySelectorAll("[data-here]").forEach((a) => {
      const to = new URL(a.href);
      to.searchParams.set("at", String(at + 1));
      a.href = to.href;
    });
    leave.href = slides[at].dataset.leave;
  };
  const leave = document.querySelector(".controls [data-leave]");
  leave.href = slides[at].dataset.leave;

  const full = document.querySelector("[data-full]");
  const toggle = () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
  if (document.fullscreenEnabled) {
    full.hidden = false;
    full.addEventListener("click", toggle);
  }

  const keys = {
    ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Home: -Infinity, End: Infinity,
  };
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.altKey || e.metaKey) return;
    const acts = e.target.closest("a, button");
    if (e.key in keys) {
      show(at + keys[e.key]);
    } else if (e.key === " " && !(acts && acts.closest(".controls"))) {
      show(at + (e.shiftKey ? -1 : 1));
    } else if (e.key === "Escape" && !document.fullscreenElement) {
      location.assign(slides[at].dataset.leave);
    } else if (e.key === "f" || e.key === "F") {
      if (!full.hidden) toggle();
    } else {
      return;
    }
    e.preventDefault();
  });
  document.querySelectorAll("[data-step]").forEach((b) => b.addEventListener("click", () => show(at + Number(b.dataset.step))));
  marks.forEach((a, n) => a.addEventListener("click", (e) => { e.preventDefault(); show(n); }));

  // The controls go while nobody moves.
  let timer;
  const wake = () => {
    delete document.body.dataset.still;
    clearTimeout(timer);
    timer = setTimeout(() => { document.body.dataset.still = ""; }, 3000);
  };
  ["pointermove", "pointerdown", "focusin"].forEach((name) => document.addEventListener(name, wake));
  wake();
})();
