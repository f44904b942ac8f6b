/* A page that lies open stays true: what colleagues changed is drawn anew and marked, and scrolling down brings the next rows.
   One tiny question every 20 seconds while the page is looked at, and when one comes back to it. */
(() => {
  "use strict";
  const grid = window.bihuanGrid;
  const table = document.querySelector("[data-grid][data-book]");
  if (!grid || !table) return;
  const base = location.pathname;
  const EVERY = 20000;
  const MOST = 1000;
  const body = table.tBodies[0];
  const cols = () => [...table.tHead.rows[0].cells].map((cell) => cell.dataset.k).filter(Boolean).join(",");
  const rowOf = (id) => document.getElementById(`row-${id}`);
  const wait = { timer: 0, busy: false };
  let mark = Number(table.dataset.book);

  function parsed(html) {
    const box = document.createElement("template");
    box.innerHTML = `<table><tbody>${html}</tbody></table>`;
    return [...box.content.querySelectorAll("tr")];
  }

  /* Rows as they stand now in the place of the old ones; a cell somebody types in is left alone. */
  async function renew(ids, said = {}) {
    const shown = ids.filter((id) => rowOf(id));
    if (!shown.length) return;
    const answer = await fetch(`${base}rows/?rows=${shown.join(",")}&cols=${cols()}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    parsed(await answer.text()).forEach((fresh) => {
      const old = document.getElementById(fresh.id);
      const id = fresh.id.replace("row-", "");
      const target = old.querySelector("form") ? old : fresh;
      if (target === fresh) {
        const column = grid.here()?.parentNode === old ? grid.here().cellIndex : -1;
        const focused = old.contains(document.activeElement);
        const box = fresh.querySelector("input[name=row]");
        if (box) box.checked = old.querySelector("input[name=row]")?.checked;
        fresh.className = old.className;
        old.replaceWith(fresh);
        if (column >= 0 && focused) grid.go(fresh.cells[column]);
      }
      if (said[id]) told(target, said[id]);
    });
    grid.tell(table);
  }

  function told(row, text) {
    row.classList.add("news");
    row.querySelector("small.by")?.remove();
    const line = document.createElement("small");
    line.className = "by";
    line.textContent = text;
    row.querySelector("td.q")?.append(line);
  }

  async function ask() {
    clearTimeout(wait.timer);
    wait.timer = setTimeout(ask, EVERY);
    if (document.hidden || wait.busy) return;
    wait.busy = true;
    try {
      const answer = await fetch(`${base}news/?since=${mark}`, { headers: { "HX-Request": "true", "If-None-Match": `"${mark}"` }, cache: "no-store" });
      if (answer.status !== 200) return;
      const news = await answer.json();
      mark = news.mark;
      const here = news.rows.filter((one) => rowOf(one.row));
      if (here.length) {
        await renew(here.map((one) => String(one.row)), Object.fromEntries(here.map((one) => [one.row, one.text])));
        grid.say(here.map((one) => one.text).join("；"));
      }
      if (news.more) grid.say(grid.words.many || "");
    } catch { /* away from the network: asked again later */ } finally { wait.busy = false; }
  }
  wait.timer = setTimeout(ask, EVERY);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  addEventListener("focus", ask);
  document.body.addEventListener("grid-renew", (event) => {
    if (event.detail.shut) document.getElementById("ask")?.close();
    if (event.detail.all) location.reload();
    else renew((event.detail.rows || []).map(String));
  });

  /* --- the next rows --- */

  const more = document.createElement("div");
  more.className = "grid-more";
  const wrap = table.closest(".grid-wrap");
  wrap?.append(more);
  let loading = false;

  async function load() {
    const next = table.dataset.next;
    if (!next || loading || body.rows.length >= MOST) return;
    loading = true;
    try {
      const answer = await fetch(next, { headers: { "HX-Request": "true", "HX-Target": "grid-rows" } });
      if (!answer.ok) return;
      const fresh = parsed(await answer.text()).filter((row) => !document.getElementById(row.id));
      body.append(...fresh);
      const after = answer.headers.get("X-Next");
      const link = document.querySelector(".pager a[rel=next]");
      if (after) { table.dataset.next = after; link?.setAttribute("href", after); } else { delete table.dataset.next; link?.remove(); }
      grid.tell(table);
      grid.say((grid.words.loaded || "").replace("{n}", fresh.length));
    } catch { /* away from the network: the link to the next page stays */ } finally { loading = false; }
  }
  const scrolls = wrap && getComputedStyle(wrap).overflowY !== "visible";
  new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting)) load(); }, { root: scrolls ? wrap : null, rootMargin: "400px" }).observe(more);
})();
