/* The frame: look choices, menus, dialogs, Ctrl K, toasts, counters, file names, tree search. Everything also works without this file. */
(() => {
  "use strict";
  const root = document.documentElement;
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];

  const words = JSON.parse($("#words")?.textContent || "{}"); /* sentences in the reader's language */

  for (const entry of $$("a.nav-item:not([title])")) entry.title = $("span", entry).textContent; /* where the menu is folded, its words are said by the pointer */

  function keepLook(key, value) {
    root.dataset[key] = value;
    document.cookie = `look_${key}=${value};path=/;max-age=31536000;samesite=lax`;
    document.dispatchEvent(new CustomEvent("look", { detail: { key, value } }));
  }

  function toast(text, kind = "error") {
    const box = $("#toasts");
    if (!box) return;
    const line = document.createElement("div");
    line.className = `toast ${kind}`;
    line.setAttribute("role", kind === "error" ? "alert" : "status");
    const words = document.createElement("span");
    words.textContent = text;
    const shut = document.createElement("button");
    shut.type = "button";
    shut.className = "btn quiet icon-only small";
    shut.dataset.shut = "";
    shut.textContent = "×";
    line.append(words, shut);
    box.append(line);
    if (kind !== "error") setTimeout(() => line.remove(), 6000);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-look]");
    if (!form || !event.submitter) return;
    event.preventDefault();
    const key = form.dataset.look;
    const button = event.submitter;
    keepLook(key, button.value);
    if (key === "nav") button.value = button.value === "folded" ? "open" : "folded";
    else $$("button", form).forEach((one) => one.setAttribute("aria-pressed", String(one === button)));
    const menu = form.closest("details.menu");
    if (key === "density" && menu) menu.open = false;
  });

  /* On a narrow screen the tab one stands on is brought into view. */
  $$(".tabs [aria-current]").forEach((one) => { one.parentElement.scrollLeft = one.offsetLeft - one.parentElement.offsetLeft - 24; });

  /* A dialog begins where one answers, not at the cross that shuts it. */
  function show(dialog) {
    if (!dialog) return;
    if (!dialog.open) dialog.showModal();
    $(".dialog-body :is(input:not([type=hidden]), select, textarea, button, a)", dialog)?.focus();
    const chosen = $(".dialog-body input:checked", dialog);
    if (document.activeElement?.type === "radio") chosen?.focus();
  }

  document.addEventListener("click", (event) => {
    const at = event.target.closest("[data-dialog], [data-dialog-shut], [data-shut], dialog");
    $$("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target) || event.target.closest(".menu-box a[hx-get]")) menu.open = false; }); /* what was chosen from a menu shuts it */
    if (event.target.closest("[data-print]")) print();
    if (!at) return;
    if (at.dataset.dialog) { event.preventDefault(); show($(`#${CSS.escape(at.dataset.dialog)}`)); }
    else if ("dialogShut" in at.dataset) { event.preventDefault(); at.closest("dialog")?.close(); }
    else if ("shut" in at.dataset) at.closest(".toast, .banner")?.remove();
    else if (event.target === at) at.close(); /* a click on the shade */
  });

  /* A menu with a link to what it holds is filled the first time it is opened; the link stays where that fails. */
  document.addEventListener("toggle", (event) => {
    const link = $("[data-fill]", event.target);
    if (link && event.target.open && window.htmx) window.htmx.ajax("GET", link.href, { target: link.parentElement, swap: "innerHTML" });
  }, true);

  /* A menu inside a scrolling grid would be cut off at its edge: it floats beside its button instead. */
  document.addEventListener("toggle", (event) => {
    const menu = event.target;
    if (!menu.matches?.(".grid-wrap details.menu[open]") || innerWidth <= 760) return;
    const box = $(".menu-box", menu);
    const at = menu.getBoundingClientRect();
    const top = Math.min(at.bottom + 4, innerHeight - box.offsetHeight - 8);
    Object.assign(box.style, { position: "fixed", top: `${top}px`, left: "auto", right: `${innerWidth - at.right}px` });
    menu.closest(".grid-wrap").addEventListener("scroll", () => { menu.open = false; }, { once: true });
  }, true);

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      const find = $("[data-find]");
      if (find) { event.preventDefault(); find.focus(); find.select(); }
    }
    if (event.key === "Escape") {
      const menu = $("details.menu[open]");
      if (menu) { menu.open = false; $("summary", menu).focus(); event.stopImmediatePropagation(); }
      else if (location.hash === "#nav") location.hash = "main";
    }
  });

  document.addEventListener("input", (event) => {
    count(event.target);
    const id = event.target.dataset.treeFind;
    if (id) filterTree(document.getElementById(id), event.target.value.trim());
  });

  function count(field) {
    const counter = field.id && $(`[data-counter="${CSS.escape(field.id)}"]`);
    if (!counter) return;
    const used = [...field.value].length;
    counter.textContent = `${used} / ${counter.dataset.max}`;
    counter.classList.toggle("over", used > Number(counter.dataset.max));
  }

  function filterTree(tree, text) {
    $$("li", tree).reverse().forEach((item) => {
      const own = $("a", item)?.textContent.includes(text);
      const below = $$("li", item).some((one) => !one.hidden);
      item.hidden = Boolean(text) && !own && !below;
      const fold = $("details", item);
      if (text && below && fold) fold.open = true;
    });
  }

  document.addEventListener("change", (event) => {
    if (event.target.form && "autoSubmit" in event.target.form.dataset) event.target.form.requestSubmit();
    const drop = event.target.closest("[data-drop]");
    if (drop && event.target.files) {
      const names = [...event.target.files].map((file) => {
        const line = document.createElement("li");
        const size = file.size < 1048576 ? `${Math.ceil(file.size / 1024)} KB` : `${(file.size / 1048576).toFixed(1)} MB`;
        line.textContent = `${file.name}（${size}）`;
        return line;
      });
      $("[data-drop-files]", drop).replaceChildren(...names);
    }
  });
  ["dragover", "dragleave", "drop"].forEach((name) => document.addEventListener(name, (event) => {
    const drop = event.target.closest?.("[data-drop]");
    if (drop) drop.classList.toggle("over", name === "dragover");
  }));

  function prepare(from) {
    $$("[data-counter]", from).forEach((one) => { const field = document.getElementById(one.dataset.counter); if (field) count(field); });
    $$(".scroll-x", from).forEach((box) => { if (box.scrollWidth > box.clientWidth) box.tabIndex = 0; }); /* reached by keys */
    $$(".toast.success, .toast.info", from).forEach((one) => setTimeout(() => one.remove(), 6000));
  }
  /* The page that follows a taken form names it: what was kept of it (keep.js) is forgotten before anybody finds it again. */
  $$("[data-kept-done]").forEach((one) => localStorage.removeItem(`kept:${root.dataset.who ? `${root.dataset.who}:` : ""}${one.dataset.keptDone}`));
  document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
  /* What is loaded into a dialog opens it; an answer that lands elsewhere shuts it. */
  document.addEventListener("htmx:afterSwap", (event) => {
    const target = event.target;
    if (target.tagName === "DIALOG") { show(target); return; }
    $$("dialog[open]").forEach((one) => { if (!one.contains(target)) one.close(); });
  });
  /* A new sign-in in another tab renews the guard against forgery: a page that was open before goes on with the new one. */
  document.addEventListener("htmx:configRequest", (event) => {
    const guard = document.cookie.match(/(?:^|; )bihuan_csrf=([^;]+)/)?.[1];
    if (!guard) return;
    event.detail.headers["X-CSRFToken"] = guard;
    if (event.detail.parameters.csrfmiddlewaretoken !== undefined) event.detail.parameters.csrfmiddlewaretoken = guard;
  });
  /* A refusal brings its own sentence (parts/refusal.html); faults and closed doors do not. */
  document.addEventListener("htmx:responseError", (event) => {
    const { responseText, status } = event.detail.xhr;
    const told = $(".banner[role=alert] p", new DOMParser().parseFromString(responseText || "", "text/html"));
    toast(told?.textContent || words[status] || words.failed);
  });
  document.addEventListener("htmx:sendError", () => toast(words.offline));
  document.addEventListener("htmx:timeout", () => toast(words.slow));
  document.body.addEventListener("toast", (event) => toast(event.detail.text || event.detail.value, event.detail.kind || "success"));
  prepare(document);
})();
