/* The grid: pick rows, walk by keys, open the drawer, edit a cell in place. Without this file links and forms still do it all.
   Keys: ↑ ↓ walk, Enter opens, Space picks, Shift+↑↓ picks a run, F2 edits the text (Shift+F2 the next cell), Esc shuts the drawer. */
(() => {
  "use strict";
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const gridOf = (element) => element.closest?.("[data-grid]");
  const rowsOf = (grid) => $$("tbody tr[id]", grid);
  const boxOf = (row) => $("input[name=row]", row);
  let before = null;

  function tell(grid) {
    rowsOf(grid).forEach((row) => { if (!row.hasAttribute("tabindex")) row.tabIndex = -1; });
    const picked = $$("input[name=row]:checked", grid);
    rowsOf(grid).forEach((row) => row.classList.toggle("picked", Boolean(boxOf(row)?.checked)));
    const bar = $(`[aria-controls="${grid.id}"] [data-bulk]`) || $("[data-bulk]");
    if (bar) { bar.hidden = picked.length === 0; $("[data-bulk-count]", bar).textContent = picked.length; }
    const all = $("[data-all]", grid);
    if (all) { all.checked = picked.length > 0 && picked.length === rowsOf(grid).length; all.indeterminate = picked.length > 0 && !all.checked; }
  }

  function pick(row, on) {
    const box = boxOf(row);
    if (box && !box.disabled) box.checked = on === undefined ? !box.checked : on;
  }

  document.addEventListener("change", (event) => {
    const grid = gridOf(event.target);
    if (!grid) return;
    if ("all" in event.target.dataset) rowsOf(grid).forEach((row) => pick(row, event.target.checked));
    tell(grid);
  });

  function open(row) {
    const link = $("[data-open]", row);
    if (!link) return;
    const drawer = document.getElementById("drawer");
    if (!drawer || !window.htmx) { location.href = link.href; return; }
    rowsOf(gridOf(row)).forEach((one) => { one.classList.toggle("on", one === row); one.removeAttribute("aria-selected"); });
    row.setAttribute("aria-selected", "true");
    before = row;
    window.htmx.ajax("GET", link.getAttribute("href"), { target: drawer, swap: "innerHTML" })
      .then(() => { drawer.closest(".split")?.classList.add("open"); drawer.hidden = false; drawer.focus({ preventScroll: true }); });
  }

  function shut() {
    const drawer = document.getElementById("drawer");
    if (!drawer || !drawer.firstElementChild) return;
    drawer.replaceChildren();
    drawer.closest(".split")?.classList.remove("open");
    $$("tr.on").forEach((row) => { row.classList.remove("on"); row.removeAttribute("aria-selected"); });
    before?.focus();
  }

  /* data-edit is an address, or the name of a field below the address of the row. */
  function addressOf(cell) {
    const own = $("[data-open]", cell.closest("tr"));
    return cell.dataset.edit.includes("/") || !own ? cell.dataset.edit : `${own.getAttribute("href")}cell/${cell.dataset.edit}/`;
  }

  function edit(cell) {
    if (!cell || $("form", cell) || !window.htmx) return;
    cell.kept = [...cell.childNodes];
    window.htmx.ajax("GET", addressOf(cell), { target: cell, swap: "innerHTML" }).then(() => $("[autofocus]", cell)?.focus());
  }

  function stopEdit(form) {
    const cell = form?.closest("td");
    if (cell?.kept) { cell.replaceChildren(...cell.kept); cell.focus(); }
  }

  document.addEventListener("click", (event) => {
    const to = event.target;
    if (to.closest("[data-drawer-shut]")) { shut(); return; }
    if (to.closest("[data-step-shut]")) { document.getElementById("step")?.replaceChildren(); return; }
    if (to.closest("[data-edit-cancel]")) { stopEdit(to.closest("form")); return; }
    if (to.closest("[data-bulk-clear]")) { $$("[data-grid]").forEach((grid) => { rowsOf(grid).forEach((row) => pick(row, false)); tell(grid); }); return; }
    const full = to.closest("[data-full]");
    if (full) { const wrap = $(".grid-wrap"); if (document.fullscreenElement) document.exitFullscreen(); else wrap?.requestFullscreen?.(); return; }
    const row = to.closest("[data-grid] tbody tr[id]");
    if (!row || event.ctrlKey || event.metaKey || event.button) return;
    if (to.closest("[data-open]")) { event.preventDefault(); open(row); return; }
    if (event.shiftKey && boxOf(row)) { pick(row); tell(gridOf(row)); }
  });
  document.addEventListener("dblclick", (event) => edit(event.target.closest("td[data-edit]")));

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
    if (event.key === "Escape") { if (typing?.closest(".cell-edit")) stopEdit(typing.form); else if (!typing && !document.querySelector("dialog[open]")) shut(); return; }
    if (typing) return;
    const row = event.target.closest("[data-grid] tbody tr[id]");
    const wrap = event.target.closest(".grid-wrap");
    if (!row && !wrap) return;
    const grid = row ? gridOf(row) : $("[data-grid]", wrap);
    const rows = rowsOf(grid);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const next = rows[Math.min(rows.length - 1, Math.max(0, rows.indexOf(row) + step))];
      if (!next) return;
      event.preventDefault();
      if (event.shiftKey && row) { pick(row, true); pick(next, true); tell(grid); }
      next.tabIndex = -1;
      next.focus();
    } else if (row && event.key === "F2") { event.preventDefault(); edit(event.target.closest("td[data-edit]") || $$("td[data-edit]", row).at(event.shiftKey ? 1 : 0)); }
    else if (row && event.key === "Enter" && (event.target === row)) { event.preventDefault(); open(row); }
    else if (row && event.key === "Enter" && event.target.matches("td[data-edit]")) { event.preventDefault(); edit(event.target); }
    else if (row && event.key === " " && event.target === row) { event.preventDefault(); pick(row); tell(grid); }
  });
  /* A step's form takes the focus. */
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "step") $("input:not([type=hidden]), textarea, select, button", event.target)?.focus({ preventScroll: true });
  });
  document.addEventListener("htmx:afterSettle", (event) => { const grid = $("[data-grid]", event.target) || gridOf(event.target); if (grid) tell(grid); });
  $$("[data-grid]").forEach(tell);
})();
