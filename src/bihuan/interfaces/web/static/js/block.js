/* A block of the grid: out to office programs, in from them with a preview, and one's own changes taken back.
   Keys: Ctrl+C copies the block, Ctrl+V pastes one (a smaller one into every line of a larger), Ctrl+D fills it from its first line, Delete
   empties it, Ctrl+Z takes the last change back, Ctrl+Y (or Ctrl+Shift+Z) does it again. */
(() => {
  "use strict";
  const grid = window.bihuanGrid;
  const table = document.querySelector("[data-grid][data-book]");
  if (!grid || !table) return;
  const keyOf = (n) => table.tHead.rows[0].cells[n]?.dataset.k || "";
  const idOf = (row) => row.id.replace("row-", "");
  const base = location.pathname;
  const busy = (target) => target.closest?.("input:not([type=checkbox]), textarea, select, dialog[open], .drawer") || document.querySelector("dialog[open]");
  const query = () => document.querySelector("#grid-form input[name=query]")?.value || "";

  function keys(left, right) {
    const found = [];
    for (let n = left; n <= right; n += 1) if (keyOf(n)) found.push(keyOf(n));
    return found.join(",");
  }

  /* The page shows long texts cut: the whole ones are asked for while the copy waits, for only then may the clipboard be written. */
  document.addEventListener("copy", (event) => {
    const chosen = grid.block();
    const selected = getSelection();
    if (!chosen || busy(event.target) || (!selected.isCollapsed && chosen.rows.length === 1 && chosen.left === chosen.right)) return;
    if (!document.activeElement.closest("[data-grid]")) return;
    const ask = new XMLHttpRequest();
    ask.open("GET", `${base}copy/?rows=${chosen.rows.map(idOf).join(",")}&cols=${keys(chosen.left, chosen.right)}`, false);
    try { ask.send(); } catch { return; }
    if (ask.status !== 200) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", ask.responseText);
    grid.say((grid.words.copied || "").replace("{n}", chosen.rows.length * (chosen.right - chosen.left + 1)));
  });

  document.addEventListener("paste", (event) => {
    const chosen = grid.block();
    if (!chosen || busy(event.target) || !document.activeElement.closest("[data-grid]")) return;
    event.preventDefault();
    preview(chosen.below, keys(chosen.left, table.tHead.rows[0].cells.length - 1), {
      text: event.clipboardData.getData("text/plain"), html: event.clipboardData.getData("text/html"), tall: chosen.rows.length,
    });
  });

  function preview(rows, cols, values) {
    window.htmx.ajax("POST", `${base}paste/`, {
      source: table, target: "#ask", swap: "innerHTML", values: { rows: rows.map(idOf).join(","), cols, query: query(), ...values },
    });
  }

  /* Every line of the block like its first one; of a single line like the one above it. */
  function fill(chosen, how) {
    const above = how === "down" && chosen.rows.length === 1 ? chosen.rows[0].previousElementSibling : null;
    if (how === "down" && chosen.rows.length === 1 && !above) return;
    preview(above ? [above, ...chosen.rows] : chosen.rows, keys(chosen.left, chosen.right), { fill: how });
  }

  document.addEventListener("keydown", (event) => {
    const down = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "d";
    const chosen = (down || event.key === "Delete") && !busy(event.target) && document.activeElement.closest("[data-grid] td") && grid.block();
    if (!chosen) return;
    event.preventDefault();
    fill(chosen, down ? "down" : "clear");
  });

  function undo(redo) {
    window.htmx.ajax("POST", `${base}undo/`, { source: table, target: "#ask", swap: "innerHTML", values: redo ? { redo: "1" } : {} });
  }
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || busy(event.target)) return;
    const key = event.key.toLowerCase();
    if (key === "z" || key === "y") { event.preventDefault(); undo(key === "y" || event.shiftKey); }
  });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-undo]")) undo(false); });
})();
