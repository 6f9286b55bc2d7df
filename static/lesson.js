/* Tells how long each section of a lesson was on a visible screen, in use. The server believes it within bounds. */
"use strict";
(() => {
  const box = document.querySelector("[data-time-url]");
  if (!box) return;
  const EVERY = 15; /* seconds between two messages; one says 30 at most */
  const IDLE = 120; /* seconds without a key, a touch or a scroll after which nobody may be there */
  const headings = [...box.querySelectorAll('h2[id^="clause-"]')];
  const out = document.querySelector("[data-time-spent]");
  const token = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}");
  let spent = new Map();
  let moved = Date.now();
  let told = Date.now();

  /* The section that stands at the upper third of the screen; before the first heading it is the first one. */
  const section = () => {
    const line = window.innerHeight / 3;
    const above = headings.filter((heading) => heading.getBoundingClientRect().top <= line);
    const heading = above.pop() || headings[0];
    return heading && heading.id.slice("clause-".length);
  };

  const tell = () => {
    told = Date.now();
    if (!spent.size) return;
    const body = new FormData();
    body.set("shown", box.dataset.shown);
    spent.forEach((seconds, id) => { body.append("section", id); body.append("seconds", Math.min(seconds, 30)); });
    spent = new Map();
    fetch(box.dataset.timeUrl, { method: "POST", headers: token(), body, keepalive: true })
      .then((answer) => (answer.status === 200 ? answer.text() : ""))
      .then((said) => { if (said && out) out.textContent = said; })
      .catch(() => {});
  };

  ["scroll", "keydown", "pointerdown", "pointermove", "touchmove"].forEach((name) =>
    document.addEventListener(name, () => { moved = Date.now(); }, { passive: true, capture: true }));
  setInterval(() => {
    if (document.visibilityState !== "visible") return;
    const id = section();
    if (id && Date.now() - moved < IDLE * 1000) spent.set(id, (spent.get(id) || 0) + 1);
    if (Date.now() - told >= EVERY * 1000) tell();
  }, 1000);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") tell(); });
  window.addEventListener("pagehide", tell);
})();
