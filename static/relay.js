/* The library: sharing with an app of the device, where there is one, and own words that come along to another network. Every
   page works without this file. */
"use strict";
(() => {
  const offer = () => {
    if (!navigator.share) return;
    document.querySelectorAll("[data-device-share]").forEach((form) => { form.hidden = false; });
  };
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("[data-device-share]");
    if (!form) return;
    event.preventDefault();
    const headers = JSON.parse(document.body.getAttribute("hx-headers") || "{}");
    try {
      const answer = await fetch(form.dataset.deviceShare, { method: "POST", headers });
      if (!answer.ok) throw new Error("refused");
      const { url } = await answer.json();
      await navigator.share({ url });
    } catch (error) {
      if (error.name !== "AbortError") window.location.reload(); /* what stands in the way is on the page; to cancel is not to share */
      return;
    }
    form.submit();
  });

  /* Whoever has written something and chooses another network has not changed their mind about what to say. */
  let own = null;
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!event.detail.elt.closest(".network-choice")) return;
    const field = document.getElementById("text");
    own = field && field.value !== field.defaultValue ? field.value : null;
  });
  const carry = () => {
    const field = document.getElementById("text");
    if (own === null || !field) return;
    field.value = own;
    own = null;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  document.addEventListener("htmx:load", () => { offer(); carry(); });
  offer();
})();
