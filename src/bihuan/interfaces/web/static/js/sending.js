/* What is on its way: sent once, and after a moment its button says so. Without a network nothing is sent, and nothing typed is lost. */
(() => {
  "use strict";
  const words = JSON.parse(document.getElementById("words")?.textContent || "{}");
  const MOMENT = 300; /* ms after which something must be seen to happen */
  const AGAIN = 4000; /* what answers with a file leaves the page as it is: then it may be pressed again */
  const isHere = ["127.0.0.1", "localhost", "[::1]"].includes(location.hostname); /* a laptop without a network serves itself */

  const hold = (button) => button.setAttribute("aria-disabled", "true");
  const free = (button) => button.removeAttribute("aria-disabled");

  /* --- pages --- */
  let lately = null;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    const button = event.submitter || form.querySelector("button:not([type=button])") || form;
    if (lately === button || button.hasAttribute("aria-disabled")) { event.preventDefault(); return; }
    if (!navigator.onLine && !isHere) {
      event.preventDefault();
      if (!form.dataset.keep) document.body.dispatchEvent(new CustomEvent("toast", { detail: { text: words.offline, kind: "error" } })); /* keep.js says so itself */
      return;
    }
    lately = button;
    const files = [...form.querySelectorAll("input[type=file]")].some((one) => one.files.length);
    if (files) tell(button);
    else setTimeout(() => { if (lately === button) hold(button); }, MOMENT);
    setTimeout(() => { if (lately === button) lately = null; if (!files) free(button); }, AGAIN);
  });

  /* A file on its way may take a while: the button says so until the answer comes. */
  function tell(button) {
    const line = document.createElement("span");
    line.className = "sending dim";
    line.setAttribute("role", "status");
    hold(button);
    button.after(line);
    line.textContent = words.sending;
  }

  addEventListener("pageshow", () => {
    if (lately) free(lately);
    lately = null;
    document.querySelectorAll(".sending").forEach((line) => { free(line.previousElementSibling); line.remove(); });
  });

  /* --- pieces of a page: htmx would send a second press after the first --- */
  const sending = new Map(); /* what was sent: the button that shows it */
  document.addEventListener("htmx:beforeRequest", ({ detail: { elt, requestConfig } }) => {
    if (requestConfig.verb === "get") return;
    const button = requestConfig.triggeringEvent?.submitter || elt;
    sending.set(elt, button);
    setTimeout(() => { if (sending.get(elt) === button) hold(button); }, MOMENT);
  });
  document.addEventListener("htmx:afterRequest", ({ detail: { elt } }) => {
    if (sending.has(elt)) free(sending.get(elt));
    sending.delete(elt);
  });
  ["submit", "click"].forEach((name) => document.addEventListener(name, (event) => {
    const sent = name === "submit" ? event.target : event.target.closest?.("button[hx-post]");
    if (sending.has(sent)) { event.preventDefault(); event.stopImmediatePropagation(); }
  }, true));
})();
