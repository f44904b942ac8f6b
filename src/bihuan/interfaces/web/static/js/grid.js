/* The grid: tick rows, walk its cells, choose a block, open the drawer. Without this file links and forms still do it all.
   Keys: arrows walk (with Ctrl to the edge), Shift+arrows choose a block, Enter edits (cell.js) or opens the row, F2 edits, what is typed
   replaces the cell, Space ticks, Esc leaves. */
(() => {
  "use strict";
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const gridOf = (element) => element?.closest?.("[data-grid]");
  const rowsOf = (grid) => $$("tbody tr[id]", grid);
  const boxOf = (row) => $("input[name=row]", row);
  let here = null; /* the active cell */
  let anchor = null; /* where its block begins */
  let before = null; /* what the drawer was opened from */

  const live = document.createElement("p");
  live.className = "sr";
  live.setAttribute("role", "status");
  document.body.append(live);
  const say = (text) => { live.textContent = text; };
  const words = JSON.parse($("#words")?.textContent || "{}");

  function tell(grid) {
    const picked = $$("input[name=row]:checked", grid);
    if (grid.classList.contains("lines")) $$("td:nth-child(2) a", grid).forEach((link) => { link.dataset.open = ""; }); /* left out of the page: ten bytes a row */
    rowsOf(grid).forEach((row) => { if (!row.hasAttribute("tabindex")) row.tabIndex = -1; row.classList.toggle("picked", Boolean(boxOf(row)?.checked)); });
    const bar = $(`[data-bar-of="${grid.id}"] [data-bulk]`) || $("[data-bulk]");
    if (bar) { bar.hidden = picked.length === 0; $("[data-bulk-count]", bar).textContent = picked.length; }
    const all = $("[data-all]", grid);
    if (all) { all.checked = picked.length > 0 && picked.length === rowsOf(grid).length; all.indeterminate = picked.length > 0 && !all.checked; }
    if (!here?.isConnected) { const first = rowsOf(grid)[0]?.cells[1]; if (first && !$("td[tabindex='0']", grid)) first.tabIndex = 0; }
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

  /* --- the active cell and its block --- */

  function block() {
    if (!here?.isConnected) return null;
    const from = anchor?.isConnected && gridOf(anchor) === gridOf(here) ? anchor : here;
    const rows = rowsOf(gridOf(here));
    const [top, bottom] = [rows.indexOf(from.parentNode), rows.indexOf(here.parentNode)].sort((a, b) => a - b);
    const [left, right] = [from.cellIndex, here.cellIndex].sort((a, b) => a - b);
    return { rows: rows.slice(top, bottom + 1), left: Math.max(1, left), right: Math.max(1, right), below: rows.slice(top) };
  }

  function mark() {
    $$("td.sel").forEach((cell) => { cell.classList.remove("sel"); cell.removeAttribute("aria-selected"); });
    const chosen = block();
    if (!chosen || (chosen.rows.length === 1 && chosen.left === chosen.right)) return;
    chosen.rows.forEach((row) => {
      for (let n = chosen.left; n <= chosen.right; n += 1) { row.cells[n].classList.add("sel"); row.cells[n].setAttribute("aria-selected", "true"); }
    });
    say((words.chosen || "").replace("{rows}", chosen.rows.length).replace("{columns}", chosen.right - chosen.left + 1));
  }

  function go(cell, extend = false) {
    if (!cell) return;
    $$("td[tabindex='0']", gridOf(cell)).forEach((one) => { one.tabIndex = -1; });
    here?.classList.remove("here");
    here = cell;
    if (!extend) anchor = cell;
    cell.tabIndex = 0;
    cell.classList.add("here");
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    mark();
  }

  function walk(cell, down, right, extend) {
    const rows = rowsOf(gridOf(cell));
    const row = rows[Math.min(rows.length - 1, Math.max(0, rows.indexOf(cell.parentNode) + down))];
    go(row.cells[Math.min(row.cells.length - 1, Math.max(0, cell.cellIndex + right))], extend);
  }

  /* --- the drawer --- */

  function open(row) {
    const link = $("[data-open]", row);
    if (!link) return;
    const drawer = document.getElementById("drawer");
    if (!drawer || !window.htmx) { location.href = link.href; return; }
    rowsOf(gridOf(row)).forEach((one) => { one.classList.toggle("on", one === row); one.removeAttribute("aria-selected"); });
    row.setAttribute("aria-selected", "true");
    before = here?.parentNode === row ? here : row;
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
    document.dispatchEvent(new Event("drawer-shut"));
  }

  document.addEventListener("click", (event) => {
    const to = event.target;
    if (to.closest("[data-drawer-shut]")) { shut(); return; }
    if (to.closest("[data-step-shut]")) { document.getElementById("step")?.replaceChildren(); return; }
    if (to.closest("[data-bulk-clear]")) { $$("[data-grid]").forEach((grid) => { rowsOf(grid).forEach((row) => pick(row, false)); tell(grid); }); return; }
    if (to.closest("[data-full]")) { if (document.fullscreenElement) document.exitFullscreen(); else $(".grid-wrap")?.requestFullscreen?.(); return; }
    const move = to.closest("[data-order] [data-move]");
    if (move) {
      const item = move.closest("li");
      const other = move.dataset.move === "1" ? item.nextElementSibling : item.previousElementSibling;
      if (other && !$("input:disabled", other)) { if (move.dataset.move === "1") other.after(item); else other.before(item); move.focus(); }
      return;
    }
    const then = to.closest("a[data-then]");
    if (then && event.shiftKey) { event.preventDefault(); location.href = then.dataset.then; return; }
    const row = to.closest("[data-grid] tbody tr[id]");
    if (!row || event.ctrlKey || event.metaKey || event.button) return;
    const toRead = row.dataset.e === "" && !to.closest("a, input, .cell-edit") && getSelection().isCollapsed; /* nothing to edit in it */
    if (toRead || to.closest("[data-open]")) { event.preventDefault(); open(row); return; }
    if (event.shiftKey && boxOf(row) === to) { pick(row, to.checked); tell(gridOf(row)); }
  });
  document.addEventListener("mousedown", (event) => {
    const cell = event.target.closest("[data-grid] tbody td");
    if (!cell || event.button || innerWidth <= 760 || event.target.closest(".cell-edit, .cell-typed, input, a, button, summary")) return;
    if (event.shiftKey) event.preventDefault();
    go(cell, event.shiftKey);
  });
  document.addEventListener("mouseover", (event) => {
    const cell = event.buttons === 1 && here && event.target.closest("[data-grid] tbody td");
    if (!cell || cell === here || gridOf(cell) !== gridOf(here) || $("form", here)) return;
    getSelection().removeAllRanges();
    go(cell, true);
  });

  /* --- keys --- */

  const STEPS = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], PageDown: [10, 0], PageUp: [-10, 0], Home: [0, -99], End: [0, 99] };

  /* With Ctrl as far as it goes; Home and End then to the corners. */
  const reach = (key, [down, right], far) => (far > 1 && (key === "Home" || key === "End") ? [right < 0 ? -far : far, right] : [down * far, right * far]);

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
    if (event.target.closest(".cell-edit")) return; /* cell.js */
    if (event.key === "Escape") {
      const chosen = block();
      if (!typing && chosen && $("td.sel")) { anchor = here; mark(); } else if (!typing && !$("dialog[open]")) shut();
      return;
    }
    const far = event.ctrlKey && !event.altKey && STEPS[event.key] ? 9999 : 1;
    if (typing || far === 1 && (event.ctrlKey || event.metaKey || event.altKey)) return;
    const row = event.target.closest("[data-grid] tbody tr[id]");
    const wrap = event.target.closest(".grid-wrap");
    if (!row && (!wrap || event.target !== wrap)) return;
    const cell = event.target.closest("td") || row?.cells[1] || rowsOf($("[data-grid]", wrap))[0]?.cells[1];
    if (!cell || event.target.matches("a, button") && event.key === "Enter") return;
    const step = STEPS[event.key];
    if (step) { event.preventDefault(); if (event.target.closest("td, tr")) walk(cell, ...reach(event.key, step, far), event.shiftKey); else go(cell); }
    else if (event.key === "Enter" || event.key === "F2") { event.preventDefault(); if (!(event.target.closest("td") && window.bihuanGrid.edit(cell)) && (event.key === "Enter" || !window.bihuanGrid.edit($$("td[data-edit]", cell.parentNode)[0]))) open(cell.parentNode); }
    else if (event.key === " ") { event.preventDefault(); (block()?.rows.includes(cell.parentNode) ? block().rows : [cell.parentNode]).forEach((one) => pick(one)); tell(gridOf(cell)); }
    else if ((event.key.length === 1 || event.keyCode === 229) && !event.target.matches("a, button, input")) window.bihuanGrid.type(cell);
  });

  /* A step's form takes the focus. */
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "step") $("input:not([type=hidden]), textarea, select, button", event.target)?.focus({ preventScroll: true });
  });
  document.addEventListener("htmx:afterSettle", (event) => { const grid = $("[data-grid]", event.target) || gridOf(event.target) || $("[data-grid]"); if (grid) tell(grid); });
  window.bihuanGrid = { block, go, walk, tell, say, words, here: () => here, edit: () => false, type: () => false };
  $$("[data-grid]").forEach(tell);
})();
