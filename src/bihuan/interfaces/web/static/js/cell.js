/* One cell of the grid edited in place. Enter saves, Alt+Enter breaks the line, Tab saves and goes on, Esc leaves it as it was. */
(() => {
  "use strict";
  const grid = window.bihuanGrid;
  if (!grid) return;
  const $ = (selector, from = document) => from.querySelector(selector);
  const headOf = (cell) => cell.closest("table").tHead.rows[0].cells[cell.cellIndex];
  let pending = null; /* {row, column, move} of a cell that is being saved */

  /* A cell tells its own address (data-edit), or its head the field (data-f) and the right (data-e) that the row must grant. */
  function addressOf(cell) {
    if (cell.dataset.edit) return cell.dataset.edit;
    const head = headOf(cell);
    const own = $("[data-open]", cell.parentNode);
    const rights = cell.parentNode.dataset.e ?? "ac";
    return head?.dataset.f && own && "book" in cell.closest("table").dataset && rights.includes(head.dataset.e || "a") ? `${own.getAttribute("href")}cell/${head.dataset.f}/` : "";
  }

  const state = (form) => JSON.stringify([...new FormData(form)]);

  function edit(cell) {
    const address = cell && !$("form", cell) && window.htmx && addressOf(cell);
    if (!address) return false;
    const kept = [...cell.childNodes]; /* put back on Esc, and where the answer is no form */
    window.htmx.ajax("GET", address, { target: cell, swap: "innerHTML" }).then(() => {
      const form = $("form", cell);
      if (!form) return;
      cell.kept = kept;
      form.first = state(form);
      ($("[autofocus]", form) || form.elements[0])?.focus();
      $("textarea", form)?.select();
    });
    return true;
  }

  function stopEdit(form) {
    const cell = form?.closest("td");
    pending = null; /* what was refused is not saved by the next thing that arrives */
    if (cell?.kept) { cell.replaceChildren(...cell.kept); cell.kept = null; grid.go(cell); }
  }

  function nextCell(cell, move) {
    for (let n = cell.cellIndex + move; n > 0 && n < cell.parentNode.cells.length; n += move) if (addressOf(cell.parentNode.cells[n])) return cell.parentNode.cells[n];
    return cell;
  }

  function onward(cell, move) {
    const next = nextCell(cell, move);
    if (next !== cell) { grid.go(next); edit(next); }
  }

  function leave(form, move) {
    const cell = form.closest("td");
    if (form.first === state(form)) { stopEdit(form); if (move) onward(cell, move); return; }
    pending = { row: cell.parentNode.id, column: cell.cellIndex, move };
    form.requestSubmit();
  }

  function arrived() {
    const row = pending && document.getElementById(pending.row);
    if (!row || $("form", row.cells[pending.column])) return;
    const { column, move } = pending;
    pending = null;
    grid.go(row.cells[column]);
    grid.say(grid.words.saved || "");
    if (move) onward(row.cells[column], move);
  }

  document.addEventListener("submit", (event) => {
    const cell = event.target.closest?.(".cell-edit")?.closest("td");
    if (cell && !pending) pending = { row: cell.parentNode.id, column: cell.cellIndex, move: 0 };
  }, true);

  function inCell(event, field) {
    const form = field.form;
    if (event.isComposing || event.keyCode === 229) return; /* an input method is at work */
    if (event.key === "Escape") { event.preventDefault(); stopEdit(form); }
    else if (event.key === "Tab") {
      const fields = [...form.querySelectorAll("input:not([type=hidden]), select, textarea")];
      const move = event.shiftKey ? -1 : 1;
      if (field.tagName !== "BUTTON" && !fields[fields.indexOf(field) + move]) { event.preventDefault(); leave(form, move); }
    }
    else if (event.key === "Enter" && field.tagName !== "BUTTON") {
      if (event.altKey && field.tagName === "TEXTAREA") { event.preventDefault(); field.setRangeText("\n", field.selectionStart, field.selectionEnd, "end"); }
      else if (!event.shiftKey) { event.preventDefault(); leave(form, 0); }
    }
  }

  document.addEventListener("keydown", (event) => {
    const field = event.target.closest(".cell-edit input, .cell-edit textarea, .cell-edit select, .cell-edit button");
    if (field) inCell(event, field);
  });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-edit-cancel]")) stopEdit(event.target.closest("form")); });
  document.addEventListener("dblclick", (event) => { const cell = event.target.closest("[data-grid] td"); if (cell && !event.target.closest("a, .cell-edit")) edit(cell); });
  document.addEventListener("htmx:afterSwap", arrived);
  document.addEventListener("htmx:afterSettle", arrived);
  grid.edit = edit;
})();
