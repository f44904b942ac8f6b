/* An inspection at the spot: what is written waits in this browser until the house took it. Photos are drawn anew, boxes over bystanders first. */
(() => {
  "use strict";
  const body = document.body, by = (id) => document.getElementById(id), words = by("words").dataset;
  const form = by("finding"), canvas = by("canvas"), pen = canvas.getContext("2d");
  let token = "", owner = "", visits = [], boxes = [], picture = null, start = null, sending = false, editing = "";

  const opened = new Promise((done, failed) => {
    const asked = indexedDB.open("spot", 1);
    asked.onupgradeneeded = () => { asked.result.createObjectStore("queue", { keyPath: "mark" }); asked.result.createObjectStore("kept"); };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  const deed = async (store, how, act) => {
    const base = await opened, turn = base.transaction(store, how), asked = act(turn.objectStore(store));
    return new Promise((done, failed) => { turn.oncomplete = () => done(asked && asked.result); turn.onerror = () => failed(turn.error); });
  };
  const who = () => body.dataset.data;
  const say = (text) => { by("state").textContent = text; };
  const element = (tag, text, more) => Object.assign(document.createElement(tag), { textContent: text, ...more });

  const offer = () => {
    const chosen = by("visit").value;
    by("visit").replaceChildren(...visits.map((one) => element("option", `${one.day} ${one.unit}`, { value: one.id })));
    if (visits.some((one) => String(one.id) === chosen)) by("visit").value = chosen;
    about();
  };
  const about = () => {
    const one = visits.find((each) => String(each.id) === by("visit").value);
    by("about").textContent = one ? `${one.kind} ${one.place}` : words.fresh;
    by("lines").hidden = !(one && one.lines.length);
    const first = by("line").options[0];
    by("line").replaceChildren(first, ...(one ? one.lines : []).map((line) => element("option", `${line.subject}：${line.text}`, { value: line.id })));
  };
  const kindOf = () => document.querySelectorAll("[data-for]").forEach((part) => { part.hidden = part.dataset.for !== by("what").value; });

  const fresh = async () => {
    try {
      const answer = await fetch(body.dataset.data, { headers: { Accept: "application/json" }, redirect: "manual" });
      if (answer.type === "opaqueredirect") { say(words.signin); return false; }
      if (!answer.ok) throw new Error(String(answer.status));
      const told = await answer.json();
      token = told.token; visits = told.visits; owner = told.owner;
      await deed("kept", "readwrite", (store) => store.put({ visits, owner }, who()));
      say(words.online); offer(); await show();
      return true;
    } catch (no) {
      const kept = (await deed("kept", "readonly", (store) => store.get(who()))) || {};
      visits = kept.visits || []; owner = kept.owner || "";
      say(words.offline); offer(); await show();
      return false;
    }
  };

  const waiting = async () => ((await deed("queue", "readonly", (store) => store.getAll())) || []).filter((one) => one.place === who());
  const mine = (one) => (one.owner || owner) === owner;  // two who share a phone: nobody sends, or reads, what the other wrote
  const show = async () => {
    const all = await waiting(), rows = all.filter(mine);
    by("none").hidden = rows.length > 0;
    by("others").hidden = rows.length === all.length;
    by("queue").replaceChildren(...rows.map((one) => {
      const line = element("li", "");
      line.className = one.refused ? "refused" : "";
      line.append(element("p", one.text), ...(one.refused ? [element("p", one.refused, { className: "faint" })] : []));
      const change = element("button", words.edit, { type: "button", className: "btn small" }), drop = element("button", words.drop, { type: "button", className: "btn small" });
      change.addEventListener("click", () => again(one));
      drop.addEventListener("click", () => forget(one.mark));
      line.append(change, drop);
      return line;
    }));
  };
  const forget = async (mark) => { await deed("queue", "readwrite", (store) => store.delete(mark)); await show(); };

  const send = async () => {
    if (sending || !(await fresh())) return;
    sending = true;
    try {
      for (const one of (await waiting()).filter((each) => mine(each) && each.mark !== editing)) {
        const told = new FormData();
        ["visit", "what", "line", "focus", "heard_from", "text", "need", "day", "mark"].forEach((name) => told.append(name, one[name] || ""));
        if (one.photo) told.append("photo", one.photo, "现场.jpg");
        const answer = await fetch(body.dataset.take, { method: "POST", body: told, headers: { "X-CSRFToken": token }, redirect: "manual" });
        if (answer.ok) { await deed("queue", "readwrite", (store) => store.delete(one.mark)); say(words.sent); continue; }
        if (answer.type === "opaqueredirect") { say(words.signin); break; }
        if (answer.status >= 500) break;
        const no = await answer.json().catch(() => ({}));
        await deed("queue", "readwrite", (store) => store.put({ ...one, refused: no.sentence || String(answer.status) }));
      }
    } catch (no) { say(words.offline); } finally { sending = false; await show(); }
  };

  const draw = () => {
    if (!picture) return;
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    boxes.forEach(([x, y, wide, high]) => { pen.fillStyle = "#444"; pen.fillRect(x, y, wide, high); });
    by("unbox").hidden = !boxes.length;
  };
  const spot = (event) => {
    const frame = canvas.getBoundingClientRect();
    return [(event.clientX - frame.left) * canvas.width / frame.width, (event.clientY - frame.top) * canvas.height / frame.height];
  };
  const take = async (file) => {
    boxes = []; picture = null;
    if (file) picture = await createImageBitmap(file).catch(() => { by("photo").value = ""; say(words.unread); return null; });
    canvas.hidden = !picture; by("unbox").hidden = true;
    if (!picture) return;
    const small = Math.min(1, 1600 / Math.max(picture.width, picture.height));
    canvas.width = Math.round(picture.width * small); canvas.height = Math.round(picture.height * small);
    draw();
  };
  by("photo").addEventListener("change", () => take(by("photo").files[0]));
  const fields = ["visit", "what", "line", "focus", "heard_from", "text", "need"];
  const again = async (one) => {  // under its own mark: the house may have it already, and then says so
    by("visit").value = one.visit; about();
    fields.forEach((name) => { by(name).value = one[name] || ""; });
    kindOf(); editing = one.mark;
    await take(one.photo);
    document.querySelector("details").open = Boolean(one.photo); by("text").focus();
  };
  canvas.addEventListener("pointercancel", () => { start = null; draw(); });
  canvas.addEventListener("pointerdown", (event) => { start = spot(event); canvas.setPointerCapture(event.pointerId); });
  canvas.addEventListener("pointermove", (event) => {
    if (!start) return;
    const [x, y] = spot(event);
    draw(); pen.strokeStyle = "#c00"; pen.lineWidth = 4; pen.strokeRect(start[0], start[1], x - start[0], y - start[1]);
  });
  canvas.addEventListener("pointerup", (event) => {
    if (!start) return;
    const [x, y] = spot(event), wide = Math.abs(x - start[0]), high = Math.abs(y - start[1]);
    if (wide > 8 && high > 8) boxes.push([Math.min(x, start[0]), Math.min(y, start[1]), wide, high]);
    start = null; draw();
  });
  by("unbox").addEventListener("click", () => { boxes.pop(); draw(); });

  const mark = () => (crypto.randomUUID ? crypto.randomUUID() : [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join(""));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const seen = by("what").value === "finding";
    if (seen && picture && !by("need").value.trim()) { say(words.need); by("need").focus(); return; }
    start = null; draw();  // no line of a box that is still being drawn
    const photo = picture && seen ? await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85)) : null;
    const one = visits.find((each) => String(each.id) === by("visit").value);
    const told = Object.fromEntries(fields.map((name) => [name, by(name).value]));
    await deed("queue", "readwrite", (store) => store.put({ ...told, photo, day: one ? one.day : "", mark: editing || mark(), place: who(), owner }));
    editing = "";
    by("text").value = ""; by("need").value = ""; by("photo").value = ""; picture = null; boxes = []; canvas.hidden = true; by("unbox").hidden = true;
    say(words.kept);
    await show(); await send();
  });
  by("visit").addEventListener("change", about);
  by("what").addEventListener("change", kindOf);
  by("send").addEventListener("click", send);
  by("clear").addEventListener("click", async () => {
    if (!window.confirm(words.sure)) return;
    await deed("queue", "readwrite", (store) => store.clear()); await deed("kept", "readwrite", (store) => store.clear());
    visits = []; offer(); await show();
  });
  window.addEventListener("online", send);
  window.addEventListener("offline", () => say(words.offline));
  // The first opening passes the worker by: what the page is made of is asked for once more, so that it opens without a network from then on.
  const parts = () => [location.href, ...[...document.querySelectorAll("link[href], script[src]")].map((one) => one.href || one.src)];
  const lay = () => parts().forEach((one) => fetch(one).catch(() => {}));
  if (navigator.serviceWorker && !navigator.serviceWorker.controller) navigator.serviceWorker.addEventListener("controllerchange", lay, { once: true });
  if (window.isSecureContext && navigator.serviceWorker) navigator.serviceWorker.register(body.dataset.worker, { scope: body.dataset.scope }).catch(() => {});
  else by("insecure").hidden = false;
  kindOf(); show().then(send);
})();
