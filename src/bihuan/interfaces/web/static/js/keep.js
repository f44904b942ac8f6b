/* Nothing typed is lost: forms marked data-keep="a name" are kept in this browser until they were sent and taken, for who typed it alone.
   Files, passwords and hidden fields are never kept. A place marked data-kept tells when it was last kept. */
(() => {
  "use strict";
  const words = JSON.parse(document.getElementById("words")?.textContent || "{}");
  const who = document.documentElement.dataset.who;
  const named = (name) => `kept:${who ? `${who}:` : ""}${name}`; /* a browser may serve several people */
  const place = (form) => named(form.dataset.keep);
  const fields = (form) => [...form.elements].filter((one) => one.name && !["file", "password", "hidden", "submit", "button"].includes(one.type));

  function say(form, text) {
    const line = form.querySelector("[data-kept]");
    if (line) line.textContent = text;
  }

  function clock(moment) {
    return new Date(moment).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
  }

  /* what the server wrote into a field: who had begun to change it, and finds the same there again, gets back what he had typed */
  function given(one) {
    if (one.tagName !== "SELECT") return one.defaultValue;
    return ([...one.options].find((each) => each.defaultSelected) || one.options[0])?.value ?? "";
  }

  function keep(form) {
    const values = fields(form).map((one) => [one.name, ["checkbox", "radio"].includes(one.type) ? one.checked : one.value, one.value, given(one)]);
    try {
      localStorage.setItem(place(form), JSON.stringify({ at: Date.now(), values }));
      say(form, `${words.kept} ${clock(Date.now())}`);
    } catch {
      say(form, words.full);
    }
  }

  const later = new Map(); /* choices whose options another choice has still to bring */

  function fill(one, value) {
    one.value = value;
    if (one.value !== value) later.set(one.id, value);
  }
  addEventListener("load", () => {
    if (later.size) document.querySelectorAll("form[data-keep] select[hx-trigger=change]").forEach((one) => one.dispatchEvent(new Event("change", { bubbles: true })));
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (later.has(event.target.id)) { event.target.value = later.get(event.target.id); later.delete(event.target.id); }
  });

  function bring(form) {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(place(form)) || "null"); } catch { return; }
    if (!kept || form.querySelector(".error")) return; /* a refused form already carries what was typed */
    fields(form).forEach((one, index) => {
      const [name, value, own, was] = kept.values[index] || [];
      if (name !== one.name) return;
      const chosen = one.tagName === "SELECT" && form.dataset.keep.startsWith("new-"); /* what begins anew has no choice of its own */
      if (["checkbox", "radio"].includes(one.type)) { if (own === one.value) one.checked = value; } else if (was !== undefined && was === given(one) && one.value === was) fill(one, value);
      else if (value && (chosen || !one.value)) fill(one, value);
      one.dispatchEvent(new Event("input", { bubbles: true }));
    });
    say(form, `${words.found} ${clock(kept.at)}`);
  }

  const waiting = new WeakMap();
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form || !form.dataset.keep || !event.isTrusted) return;
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => keep(form), 400));
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.keep) return;
    keep(form);
    if (!navigator.onLine && !["127.0.0.1", "localhost", "[::1]"].includes(location.hostname)) { event.preventDefault(); say(form, words.later); }
  });
  /* What was taken is forgotten: here after an answer to htmx, in shell.js on the page that follows. */
  document.body.addEventListener("kept-done", (event) => localStorage.removeItem(named(event.detail.value)));
  document.querySelectorAll("form[data-keep]").forEach(bring);
})();
