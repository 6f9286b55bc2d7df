/* The calendar by keyboard: arrows go from day to day, Page Up and Page Down turn the page. Links do all without. */
"use strict";
(() => {
  const days = [...document.querySelectorAll("[data-day]")];
  const hint = document.querySelector("[data-calendar-hint]");
  if (hint) hint.hidden = false;
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  /* A week is one column: there up and down are the day before and after. */
  const week = document.querySelector(".week");
  document.addEventListener("keydown", (event) => {
    const place = days.indexOf(document.activeElement);
    if (place < 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const turn = document.querySelector(`[data-calendar-turn="${event.key}"]`);
    if (turn) { event.preventDefault(); turn.click(); return; }
    const edge = { Home: 0, End: days.length - 1 }[event.key];
    const step = steps[event.key];
    if (edge === undefined && step === undefined) return;
    event.preventDefault();
    const next = edge === undefined ? place + (week ? Math.sign(step) : step) : edge;
    if (days[next]) days[next].focus();
  });
})();
