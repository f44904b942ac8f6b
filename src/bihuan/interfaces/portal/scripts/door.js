// Where scripts run: files are sealed in the browser and sent piece by piece, so that a broken line goes on where it broke; a draft is kept on the
// device when somebody asks for it; and while very many come at once, the browser works instead of making the visitor wait. Without scripts, or in
// a browser that is too old for it, everything works as it stands in the page.
(function () {
  "use strict";
  var BOX = 256 * 1024, RECIPIENTS = 16, TRIES = 6;
  var form = document.querySelector("form[data-door]");
  var draftAt = "bihuan draft " + location.pathname.replace(/^\/[a-z-]+\/(large\/)?/, "");

  if (document.querySelector("[data-sent]")) {
    for (var at = localStorage.length - 1; at >= 0; at--) if (localStorage.key(at).indexOf("bihuan draft ") === 0) localStorage.removeItem(localStorage.key(at));
  }
  if (!form) return;
  var status = form.querySelector("[data-status]");
  function say(text) { if (status) { status.textContent = text; status.hidden = !text; } }
  function value(name) {
    var found = form.querySelector('[name="' + name + '"]:checked') || form.querySelector('[name="' + name + '"]:not([type=radio])');
    return found ? found.value : "";
  }
  function hide(name, given) {
    var one = document.createElement("input");
    one.type = "hidden"; one.name = name; one.value = given;
    form.appendChild(one);
  }

  // A draft on this device -----------------------------------------------------------------------------------------------------------
  var desk = form.querySelector("[data-draft]");
  if (desk) {
    var keep = desk.querySelector("[data-keep]"), drop = desk.querySelector("[data-drop]");
    var fields = function () { return form.querySelectorAll("textarea, input[type=text], input[type=radio]"); };
    var save = function () {
      var found = {};
      fields().forEach(function (one) { if (one.type !== "radio" || one.checked) found[one.name] = one.value; });
      localStorage.setItem(draftAt, JSON.stringify(found));
    };
    var show = function () {
      var kept = localStorage.getItem(draftAt) !== null;
      keep.hidden = kept; drop.hidden = !kept;
    };
    var known = localStorage.getItem(draftAt);
    if (known) {
      var told = JSON.parse(known);
      if (!value("text")) fields().forEach(function (one) {
        if (one.type === "radio") one.checked = told[one.name] === one.value || (one.checked && !(one.name in told));
        else if (one.name in told) one.value = told[one.name];
      });
    }
    keep.addEventListener("click", function () { save(); show(); });
    drop.addEventListener("click", function () { localStorage.removeItem(draftAt); show(); });
    form.addEventListener("input", function () { if (localStorage.getItem(draftAt) !== null) save(); });
    desk.hidden = false;
    show();
  }

  // Work instead of patience ---------------------------------------------------------------------------------------------------------
  var bits = Number(form.getAttribute("data-bits") || 0);
  var worked = bits ? library().then(work) : Promise.resolve();
  function work() {
    return new Promise(function (done) {
      var token = value("token") + ".", coder = new TextEncoder(), number = 0;
      (function some() {
        for (var end = number + 1000; number < end; number++) {
          var sum = age.sha256(coder.encode(token + number)), head = (sum[0] << 16 | sum[1] << 8 | sum[2]);
          if (head >> 24 - bits === 0) { hide("work", String(number)); return done(); }
        }
        setTimeout(some, 0);
      })();
    });
  }

  // Files, sealed here ---------------------------------------------------------------------------------------------------------------
  var files = form.querySelector("input[type=file]"), sealed = new Map(), busy = false;
  form.addEventListener("submit", function (event) {
    if (busy) { event.preventDefault(); return; }
    var button = event.submitter, chosen = files ? Array.prototype.slice.call(files.files) : [];
    var most = Number(form.getAttribute("data-file-most") || 0), concerns = value("concerns");
    var fits = chosen.length && chosen.every(function (one) { return one.size <= most; });
    var keys = (form.getAttribute(concerns === "yes" ? "data-alternate" : "data-desk") || "").split(" ").filter(Boolean);
    if (!bits && !(fits && keys.length && value("seed") + concerns)) return; // as without scripts; the door tells what is wrong
    event.preventDefault();
    busy = true;
    worked.then(function () { return fits && keys.length ? library().then(function () { return all(chosen, keys); }) : []; }).then(function (notes) {
      notes.forEach(function (note) { hide("note", JSON.stringify(note)); });
      if (notes.length) {
        files.value = "";
        if (!value("seed")) form.querySelector('[name="at"]').value = concerns;
      }
      hide("do", button && button.value || "send");
      form.submit();
    }, function (why) {
      busy = false;
      if (why === "again") { say(form.getAttribute("data-again")); return; }
      hide("do", button && button.value || "send");
      form.submit(); // sealing here is not possible: the door seals
    });
  });

  function library() {
    return library.once = library.once || new Promise(function (done, failed) {
      var one = document.createElement("script");
      one.src = form.getAttribute("data-age");
      one.onload = function () { window.age ? done() : failed("old"); };
      one.onerror = failed;
      document.head.appendChild(one);
    });
  }

  function all(chosen, keys) {
    var total = chosen.reduce(function (sum, one) { return sum + one.size; }, 0), before = 0;
    return chosen.reduce(function (chain, one) {
      return chain.then(function (notes) {
        return file(one, keys, function (done) { say(form.getAttribute("data-sending").replace("{}", Math.floor(99 * (before + done) / Math.max(total, 1)))); })
          .then(function (note) { before += one.size; return notes.concat([note]); });
      });
    }, Promise.resolve([]));
  }

  async function recipients(keys) {
    var found = keys.slice();
    while (found.length < RECIPIENTS) found.push(await age.identityToRecipient(await age.generateX25519Identity()));
    for (var n = found.length - 1; n > 0; n--) { // so that the false ones do not all stand behind
      var other = crypto.getRandomValues(new Uint32Array(1))[0] % (n + 1), kept = found[n];
      found[n] = found[other]; found[other] = kept;
    }
    return found;
  }

  async function file(one, keys, tell) {
    if (sealed.has(one) && sealed.get(one).note) return sealed.get(one).note;
    // Begun before: the sealed pieces go on from the one that did not arrive.
    var state = sealed.get(one) || await begun(one, keys);
    sealed.set(one, state);
    for (;;) {
      while (!state.over && state.filled < BOX) {
        var next = await state.reader.read();
        if (next.done) { state.over = true; break; }
        state.waiting.push(next.value); state.filled += next.value.length; state.size += next.value.length;
      }
      if (!state.filled) break;
      if (!state.piece) state.piece = cut(state);
      state.pieces.push(await sent(state.piece, state.word, state.pieces.length));
      state.piece = null;
      tell(Math.min(state.read, one.size));
    }
    state.note = { name: one.name.slice(0, 300), media: one.type.slice(0, 300), size: one.size, digest: hex(state.digest.digest()), sealed_size: state.size, pieces: state.pieces };
    return state.note;
  }

  async function begun(one, keys) {
    var encrypter = new age.Encrypter(), all = await recipients(keys);
    all.forEach(function (each) { encrypter.addRecipient(each); });
    var state = { waiting: [], filled: 0, size: 0, read: 0, over: false, pieces: [], piece: null, digest: age.sha256.create(),
                  word: hex(crypto.getRandomValues(new Uint8Array(16))) };
    var counted = new TransformStream({ transform: function (data, to) { state.digest.update(data); state.read += data.length; to.enqueue(data); } });
    state.reader = (await encrypter.encrypt(one.stream().pipeThrough(counted))).getReader();
    return state;
  }

  function cut(state) {
    var piece = crypto_random(BOX), at = 0;
    while (state.waiting.length && at < BOX) {
      var first = state.waiting.shift(), part = first.subarray(0, BOX - at);
      piece.set(part, at); at += part.length;
      if (part.length < first.length) state.waiting.unshift(first.subarray(part.length));
    }
    state.filled -= at;
    return piece;
  }

  function crypto_random(size) {
    var found = new Uint8Array(size);
    for (var at = 0; at < size; at += 65536) crypto.getRandomValues(found.subarray(at, at + 65536));
    return found;
  }

  async function sent(piece, word, number) {
    for (var tried = 0; tried < TRIES; tried++) {
      var told = new FormData();
      ["seed", "code", "concerns", "named", "name", "contact", "unit", "token", "sum", "work"].forEach(function (name) { told.append(name, value(name)); });
      told.append("word", word); told.append("number", String(number));
      told.append("piece", new Blob([piece]), "piece");
      try {
        var answer = await fetch(form.getAttribute("data-pieces"), { method: "POST", body: told });
        if (answer.ok) return await answer.text();
        if (answer.status === 400 || answer.status === 429) throw "refused"; // the door says why when the form comes
      } catch (why) { if (why === "refused") throw why; }
      await new Promise(function (go) { setTimeout(go, 500 * Math.pow(2, tried)); });
    }
    throw "again";
  }

  function hex(bytes) { return Array.prototype.map.call(bytes, function (one) { return (one + 256).toString(16).slice(1); }).join(""); }
})();
