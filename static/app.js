/* What htmx does not do. Every page works without this file. */
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const token = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}");

  /* End of text: seen once the mark was on the screen, or once the keyboard is in the form that follows the text. */
  const end = (mark) => {
    const input = $(mark.dataset.endOfText);
    if (!input || input.value === "1") return;
    input.value = "1";
    if (mark.dataset.endUrl) fetch(mark.dataset.endUrl, { method: "POST", headers: token(), keepalive: true }).catch(() => {});
  };
  const observer = "IntersectionObserver" in window && new IntersectionObserver((entries) => entries.forEach((entry) => {
    if (entry.isIntersecting) { observer.unobserve(entry.target); end(entry.target); }
  }), { rootMargin: "999999px 0px 0px" }); /* what a jump to the foot has passed counts too */
  const marks = () => document.querySelectorAll("[data-end-of-text]");

  const set = (root) => {
    if (observer) marks().forEach((mark) => observer.observe(mark));
    root.querySelectorAll("[data-copy],[data-print]").forEach((button) => { button.hidden = false; });
    const first = root.querySelector("[data-focus]");
    if (first) first.focus();
  };

  document.addEventListener("focusin", (event) => {
    const form = event.target.form;
    if (form) marks().forEach((mark) => { const input = $(mark.dataset.endOfText); if (input && input.form === form) end(mark); });
  });

  document.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest(selector);
    document.querySelectorAll("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    const opener = at("[data-opens]");
    const dialog = opener && $(opener.dataset.opens);
    if (dialog && dialog.showModal) { event.preventDefault(); dialog.showModal(); }
    if (at("[data-print]")) window.print();
    const copy = at("[data-copy]");
    if (copy && navigator.clipboard) {
      const source = $(copy.dataset.copy);
      navigator.clipboard.writeText(source.value || source.textContent).then(() => { copy.querySelector("span").textContent = copy.dataset.copied; });
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.menu[open]").forEach((menu) => { menu.open = false; menu.firstElementChild.focus(); });
  });

  /* Leaving with something typed and not sent. */
  let typed = null;
  document.addEventListener("input", (event) => { const form = event.target.form; if (form && form.dataset.warnUnsaved) typed = form; });
  document.addEventListener("submit", () => { typed = null; });
  window.addEventListener("beforeunload", (event) => { if (typed && typed.isConnected) event.preventDefault(); });

  const failed = () => {
    const toasts = $("toasts");
    if (!toasts) return;
    const toast = document.createElement("p");
    toast.className = "toast danger";
    toast.textContent = toasts.dataset.failed;
    toasts.replaceChildren(toast);
  };
  ["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach((name) => document.addEventListener(name, failed));
  document.addEventListener("htmx:load", (event) => set(event.detail.elt));
  set(document);
})();
