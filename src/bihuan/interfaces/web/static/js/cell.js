/* One cell of the grid edited in place. What is typed upon a cell replaces it; Enter saves and goes down, Alt+Enter breaks the line,
   Tab saves and edits the next cell, Esc leaves it as it was. */
(() => {
  "use strict";
  const grid = window.bihuanGrid;
  if (!grid) return;
  const $ = (selector, from = document) => from.querySelector(selector);
  const headOf = (cell) => cell.closest("table").tHead.rows[0].cells[cell.cellIndex];
  let pending = null; /* {row, column, move, down} of a cell that is being saved */

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

  /* --- typing upon a cell: a field takes the keys at once, until the form has come --- */

  function typeOver(cell) {
    const address = cell && !$("form, .cell-typed", cell) && window.htmx && addressOf(cell);
    if (!address) return false;
    const kept = [...cell.childNodes];
    const field = Object.assign(document.createElement("textarea"), { className: "cell-typed", rows: 1 });
    const holder = Object.assign(document.createElement("div"), { hidden: true });
    field.setAttribute("aria-label", headOf(cell).textContent.trim());
    field.addEventListener("compositionstart", () => { field.composing = true; });
    field.addEventListener("compositionend", () => { field.composing = false; field.rested?.(); });
    cell.append(field, holder);
    field.focus();
    const come = () => { if (field.composing) field.rested = () => setTimeout(come); else takeTyped(cell, kept, field, holder); };
    window.htmx.ajax("GET", address, { target: holder, swap: "innerHTML" }).then(come, () => { field.left = true; come(); });
    return true;
  }

  function takeTyped(cell, kept, field, holder) {
    const form = $("form", holder);
    if (!cell.isConnected || field.rested === null) return;
    field.rested = null;
    if (!form || field.left) { field.remove(); holder.remove(); grid.go(cell); return; }
    const asked = field.wish;
    cell.replaceChildren(...holder.childNodes);
    window.htmx.process(form); /* it may be sent at once */
    cell.kept = kept;
    form.first = state(form);
    const first = $("input:not([type=hidden]), textarea, select", form);
    say(first, field.value);
    first.focus();
    if (asked) leave(form, asked.move, asked.down);
  }

  /* What was typed, as the form's own field takes it: a list the first word that begins so. */
  function say(field, text) {
    if (field.tagName === "SELECT") {
      const options = [...field.options].filter((one) => one.value);
      const option = options.find((one) => one.text.trim().startsWith(text)) || options.find((one) => one.text.includes(text));
      if (option && text) field.value = option.value;
    } else {
      if (field.type === "date") { field.type = "text"; field.dataset.day = ""; } /* its own three parts take no further key of a day begun */
      field.value = text;
      field.setSelectionRange(text.length, text.length);
    }
  }

  /* A day typed in any of its forms, as the form takes it. */
  function asDay(field) {
    const day = field.value.normalize("NFKC").trim().match(/^(\d{4})\D(\d{1,2})\D(\d{1,2})\D?$/);
    if (day) field.value = [day[1], day[2].padStart(2, "0"), day[3].padStart(2, "0")].join("-");
  }

  function inTyped(event, field) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") { event.preventDefault(); field.left = true; field.hidden = true; }
    else if (event.key === "Enter" && !event.altKey && !event.shiftKey) { event.preventDefault(); field.wish = { move: 0, down: 1 }; }
    else if (event.key === "Tab") { event.preventDefault(); field.wish = { move: event.shiftKey ? -1 : 1, down: 0 }; }
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

  function onward(cell, move, down) {
    if (down) { grid.walk(cell, down, 0); return; }
    if (!move) return; /* saved by its button: where it is */
    const next = nextCell(cell, move);
    if (next !== cell) { grid.go(next); edit(next); }
  }

  function leave(form, move, down = 0) {
    const cell = form.closest("td");
    if (form.first === state(form)) { stopEdit(form); onward(cell, move, down); return; }
    pending = { row: cell.parentNode.id, column: cell.cellIndex, move, down };
    form.requestSubmit();
  }

  function arrived() {
    const row = pending && document.getElementById(pending.row);
    if (!row || $("form", row.cells[pending.column])) return;
    const { column, move, down } = pending;
    pending = null;
    grid.go(row.cells[column]);
    grid.say(grid.words.saved || "");
    onward(row.cells[column], move, down);
  }

  document.addEventListener("submit", (event) => {
    const cell = event.target.closest?.(".cell-edit")?.closest("td");
    if (cell) event.target.querySelectorAll("[data-day]").forEach(asDay);
    if (cell && !pending) pending = { row: cell.parentNode.id, column: cell.cellIndex, move: 0, down: 0 };
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
      else if (!event.shiftKey) { event.preventDefault(); leave(form, 0, 1); }
    }
  }

  document.addEventListener("keydown", (event) => {
    const field = event.target.closest(".cell-edit input, .cell-edit textarea, .cell-edit select, .cell-edit button");
    if (field) inCell(event, field);
    else if (event.target.matches(".cell-typed")) inTyped(event, event.target);
  });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-edit-cancel]")) stopEdit(event.target.closest("form")); });
  document.addEventListener("dblclick", (event) => { const cell = event.target.closest("[data-grid] td"); if (cell && !event.target.closest("a, .cell-edit")) edit(cell); });
  document.addEventListener("htmx:afterSwap", arrived);
  document.addEventListener("htmx:afterSettle", arrived);
  grid.edit = edit;
  grid.type = typeOver;
})();
