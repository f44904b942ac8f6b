// Where scripts run: a report is sealed in the browser, its words, its name and its files, and its code is made there (seal.js computes it); files go
// piece by piece, so that a broken line goes on where it broke; a draft is kept on the device when somebody asks for it; and while very many come at
// once, the browser works instead of making the visitor wait. Without scripts, or in a browser that is too old for it, everything works as it stands
// in the page.
(function () {
  "use strict";
  var BOX = 256 * 1024, TRIES = 6, LINE = 300, FILES = 20;
  var form = document.querySelector("form[data-door]");
  var draftAt = "bihuan draft " + location.pathname.replace(/^\/[a-z-]+\/(large\/)?/, "");

  function forget() {
    for (var at = localStorage.length - 1; at >= 0; at--) if (localStorage.key(at).indexOf("bihuan draft ") === 0) localStorage.removeItem(localStorage.key(at));
  }
  if (document.querySelector("[data-sent]")) forget();
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
  var worked = bits && !form.hasAttribute("data-sheet") ? library().then(function () { return work(value("token"), bits); }).then(function (found) { hide("work", found); }) : Promise.resolve();
  function work(token, bits) {
    return new Promise(function (done) {
      var coder = new TextEncoder(), number = 0;
      (function some() {
        for (var end = number + 1000; number < end; number++) {
          var sum = age.sha256(coder.encode(token + "." + number)), head = (sum[0] << 16 | sum[1] << 8 | sum[2]);
          if (head >> 24 - bits === 0) return done(String(number));
        }
        setTimeout(some, 0);
      })();
    });
  }

  // Files, sealed here ---------------------------------------------------------------------------------------------------------------
  var files = form.querySelector("input[type=file]"), sealed = new Map(), busy = false;
  document.querySelectorAll("form[data-adding]").forEach(adding);
  if (form.hasAttribute("data-what")) sealing(); else if (!form.hasAttribute("data-adding")) form.addEventListener("submit", function (event) {
    if (busy) { event.preventDefault(); return; }
    var button = event.submitter, chosen = files ? Array.prototype.slice.call(files.files) : [];
    var most = Number(form.getAttribute("data-file-most") || 0), concerns = value("concerns");
    var fits = chosen.length && chosen.every(function (one) { return one.size <= most; });
    var keys = (form.getAttribute(concerns === "yes" ? "data-alternate" : "data-desk") || "").split(" ").filter(Boolean);
    if (!bits && !(fits && keys.length && value("seed") + concerns)) return; // as without scripts; the door tells what is wrong
    event.preventDefault();
    busy = true;
    worked.then(function () { return fits && keys.length ? library().then(function () { return all(chosen, keys, byForm, say); }) : []; }).then(function (notes) {
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

  function script(from) {
    return new Promise(function (done, failed) {
      var one = document.createElement("script");
      one.src = from; one.onload = done; one.onerror = failed;
      document.head.appendChild(one);
    });
  }
  function library() {
    return library.once = library.once || script(form.getAttribute("data-age")).then(function () {
      if (!window.age) throw "old";
      return script(form.getAttribute("data-seal"));
    }).then(function () { if (!window.seal) throw "old"; });
  }

  // `send` puts one piece into the box and tells its key; `tell` says how far it is.
  function all(chosen, keys, send, tell) {
    var total = chosen.reduce(function (sum, one) { return sum + one.size; }, 0), before = 0;
    return chosen.reduce(function (chain, one) {
      return chain.then(function (notes) {
        return file(one, keys, send, function (done) { tell(form.getAttribute("data-sending").replace("{}", Math.floor(99 * (before + done) / Math.max(total, 1)))); })
          .then(function (note) { before += one.size; return notes.concat([note]); });
      });
    }, Promise.resolve([]));
  }

  async function file(one, keys, send, tell) {
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
      state.pieces.push(await sent(state.piece, state.word, state.pieces.length, send));
      state.piece = null;
      tell(Math.min(state.read, one.size));
    }
    state.note = { name: seal.line(one.name.slice(0, LINE)), media: seal.line(one.type.slice(0, LINE)), size: one.size, digest: seal.hex(state.digest.digest()), sealed_size: state.size, pieces: state.pieces };
    return state.note;
  }

  async function begun(one, keys) {
    var encrypter = new age.Encrypter(), all = await seal.recipients(keys);
    all.forEach(function (each) { encrypter.addRecipient(each); });
    var state = { waiting: [], filled: 0, size: 0, read: 0, over: false, pieces: [], piece: null, digest: age.sha256.create(),
                  word: seal.hex(seal.random(16)) };
    var counted = new TransformStream({ transform: function (data, to) { state.digest.update(data); state.read += data.length; to.enqueue(data); } });
    state.reader = (await encrypter.encrypt(one.stream().pipeThrough(counted))).getReader();
    return state;
  }

  function cut(state) {
    var piece = seal.random(BOX), at = 0;
    while (state.waiting.length && at < BOX) {
      var first = state.waiting.shift(), part = first.subarray(0, BOX - at);
      piece.set(part, at); at += part.length;
      if (part.length < first.length) state.waiting.unshift(first.subarray(part.length));
    }
    state.filled -= at;
    return piece;
  }

  async function sent(piece, word, number, send) {
    for (var tried = 0; tried < TRIES; tried++) {
      try {
        var answer = await send(piece, word, number);
        if (answer.ok) return await answer.text();
        if (answer.status === 400 || answer.status === 429) throw answer.status === 429 ? "price" : "refused"; // the door says why when the form comes
      } catch (why) { if (why === "refused" || why === "price") throw why; }
      await new Promise(function (go) { setTimeout(go, 500 * Math.pow(2, tried)); });
    }
    throw "again";
  }

  function byForm(piece, word, number) {
    return posted("data-pieces", ["seed", "code", "concerns", "named", "name", "contact", "unit", "token", "sum", "work"].reduce(function (told, name) { told[name] = value(name); return told; },
      { word: word, number: number }), { piece: piece });
  }

  function posted(to, fields, bodies) {
    var told = new FormData();
    Object.keys(fields).forEach(function (name) { told.append(name, String(fields[name])); });
    Object.keys(bodies || {}).forEach(function (name) { told.append(name, new Blob([bodies[name]]), name); });
    return fetch(form.getAttribute(to), { method: "POST", body: told });
  }

  // Where something is put: an address, the sheet that the door hands out for it, and what it costs there just now.
  function deal(keys) {
    var held = { keys: keys, sheet: null };
    held.fresh = async function () {
      var answer = await posted("data-sheet", { address: keys.address });
      if (!answer.ok) throw "closed";
      var found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-sheet]");
      if (!found) throw "closed";
      held.sheet = { part: function (name) { return document.importNode(found.querySelector('[data-part="' + name + '"]'), true); },
                     told: function (name) { return found.getAttribute("data-" + name); }, work: "" };
    };
    held.told = function (name) { return held.sheet.told(name); };
    held.to = function (concerns) { return held.told(concerns === "yes" ? "alternate" : "desk").split(" ").filter(Boolean); };
    held.paid = async function () {
      var bits = Number(held.told("bits"));
      if (bits && !held.sheet.work) held.sheet.work = await work(held.told("token"), bits);
      return { address: keys.address, token: held.told("token"), work: held.sheet.work };
    };
    // What costs more than when the sheet was handed out is asked for again, and worked for.
    held.priced = async function (doing) {
      for (var tried = 0; ; tried++) {
        try { return await doing(); } catch (why) { if (why !== "price" || tried > 2) throw why; }
        await held.fresh();
      }
    };
    held.piece = async function (piece, word, number) {
      var told = await held.paid();
      told.key = keys.envelope("piece " + word + " " + number); told.number = number;
      return posted("data-pieces", told, { piece: piece });
    };
    // `identity` is null for what is added: the report has its one already.
    held.put = function (content, identity) {
      return held.priced(async function () {
        var whole = content(), digest = seal.digest(whole), told = await held.paid();
        told.digest = digest; told.keys = held.told("keys");
        told.content_key = keys.envelope("content " + digest); told.address_key = keys.envelope("address " + digest);
        var bodies = { content: await seal.content(whole, held.to(whole.concerns_handlers ? "yes" : "no")) };
        if (identity) {
          told.identity_key = keys.envelope("identity");
          bodies.identity = await seal.pairs(identity, held.told("custodians").split(" ").filter(Boolean));
        }
        var answer = await posted("data-sealed", told, bodies);
        if (answer.status === 409 || answer.status === 429) throw "price"; // other keys, or a price: both stand in a fresh sheet
        if (!answer.ok) throw "unsent";
        return whole;
      });
    };
    return held;
  }
  function said(told, over, most) { return told.replace("{most}", most).replace("{over}", over); }

  // A report, sealed here -------------------------------------------------------------------------------------------------------------
  // Of what is written nothing is sent before it is sealed: the steps that follow are shown out of a sheet that the door hands out for an address.
  function sealing() {
    var what = form.getAttribute("data-what"), seed = null, report = null, at = null, added = [], busy = false, shown = null, page = document.getElementById("content");
    var title = document.title;
    form.addEventListener("input", function () { library().catch(function () {}); }, { once: true });
    window.addEventListener("popstate", function () { if (shown && shown.hasAttribute("data-back")) back(); });

    form.addEventListener("submit", function (event) {
      if (form.querySelector("[name=note]")) return; // the door has sealed files for it already, and goes on
      event.preventDefault();
      if (busy) return;
      busy = true;
      var button = event.submitter;
      asked().then(function () { busy = false; }, function () {
        hide("do", button && button.value || "send");
        form.submit(); // sealing here is not possible: the door seals
      });
    });

    async function asked() {
      await library();
      await ready();
      var wrong = faults();
      show(form);
      if (wrong.length) return tellFaults(wrong);
      if (what === "tip") return confirm();
      try { await go(); } catch (why) { tellFaults([["text", at.told("unsent")]]); }
    }

    // Who reports and whom it goes round are part of the code's ground: whoever goes back and changes that files anew, at another place.
    async function ready() {
      seed = seed || seal.random(32);
      var written = report_of(), key = seal.secret(seed, written.concerns === "yes", written.identity), known = await seal.keys(key);
      if (!report || at.keys.address !== known.address) { at = deal(known); sealed = new Map(); }
      report = { key: key, written: written };
      if (!at.sheet) await at.fresh();
    }

    function report_of() {
      var named = what === "tip" && value("named") === "yes", answers = {};
      form.querySelectorAll('[name^="q_"]').forEach(function (one) { var said = seal.text(value(one.name)); if (said) answers[one.name.slice(2)] = said; });
      var identity = { name: named ? seal.line(value("name")) : "", contact: named ? seal.line(value("contact")) : "", unit: named ? seal.line(value("unit")) : "" };
      delete answers.real_name;
      return { text: seal.text(value("text")), about: seal.text(value("about")), happened: seal.text(value("happened")), concerns: value("concerns"), named: named, identity: identity, answers: answers };
    }
    function content(notes) {
      var written = report.written, identity = written.identity, answers = Object.assign({}, written.answers);
      if (identity.name && identity.contact) answers.real_name = "yes";
      return { what: what, entry: at.told("entry"), language: at.told("language"), text: written.text, address: at.keys.address, salt: seal.hex(at.keys.salt), about: written.about,
               happened: written.happened, concerns_handlers: written.concerns === "yes", answers: answers, files: notes };
    }
    function faults() {
      var written = report.written, found = [], most = { text: "text", name: "line", contact: "line", unit: "line" };
      if (!written.text && what === "tip") found.push(["text", "lacks-text"]);
      if (!written.text && what !== "tip" && !Object.keys(written.answers).length) found.push(["text", "lacks-opinion"]);
      form.querySelectorAll("textarea, input[type=text]").forEach(function (one) {
        var over = Array.from(seal.text(one.value)).length - Number(at.told((most[one.name] || "short") + "-most"));
        if (over > 0) found.push([one.name, "too-long", over + Number(at.told((most[one.name] || "short") + "-most")), over]);
      });
      if (written.named && !written.identity.name) found.push(["name", "lacks-name"]);
      if (written.named && !written.identity.contact) found.push(["contact", "lacks-contact"]);
      if (written.concerns === "yes" && !at.told("goes-round")) found.push(["concerns", "lacks-round"]);
      return found.map(function (one) { return [one[0], said(at.told(one[1]), one[3], one[2] - one[3])]; });
    }
    function tellFaults(found) {
      var part = at.sheet.part("faults").firstElementChild, list = part.querySelector("ul");
      found.forEach(function (one) {
        var item = document.createElement("li"), to = document.createElement("a"), field = form.querySelector("#" + CSS.escape(one[0]));
        to.href = "#" + one[0]; to.textContent = one[1];
        item.appendChild(to); list.appendChild(item);
        if (!field) return;
        var beside = document.createElement("span");
        beside.className = "fault"; beside.id = one[0] + "-fault"; beside.textContent = one[1];
        if (field.tagName === "FIELDSET") field.insertBefore(beside, field.firstElementChild.nextSibling);
        else { field.setAttribute("aria-invalid", "true"); field.parentNode.insertBefore(beside, field); }
        field.setAttribute("aria-describedby", (beside.id + " " + (field.getAttribute("aria-describedby") || "").replace(beside.id, "")).trim());
      });
      form.parentNode.insertBefore(part, form);
      part.focus();
    }

    // One step stands in the page, the others are put aside.
    var aside = Array.prototype.filter.call(page.children, function (one) { return one !== form; });
    function show(one) {
      page.querySelectorAll(".wrong, .fault").forEach(function (each) { if (!each.closest("[data-part]")) each.remove(); });
      form.querySelectorAll("[aria-invalid]").forEach(function (each) { each.removeAttribute("aria-invalid"); });
      if (shown && shown !== form) shown.remove();
      form.hidden = one !== form;
      var looks = document.querySelector(".looks");
      if (looks) looks.hidden = one !== form; // another language or size would lose what is shown
      aside.forEach(function (each) { each.hidden = one !== form; });
      if (one !== form) page.appendChild(one);
      shown = one;
      var name = one.getAttribute("data-title");
      document.title = name ? name + " · " + title.split(" · ").slice(1).join(" · ") : title;
      window.scrollTo(0, 0);
      if (one !== form) one.querySelector("h1").focus();
    }
    function back() { show(form); }

    function confirm() {
      var part = at.sheet.part("confirm"), written = report.written, own = part.querySelector("form"), pressed = "";
      part.querySelectorAll("[data-of]").forEach(function (one) {
        var name = one.getAttribute("data-of"), said = name.slice(0, 2) === "q_" ? written.answers[name.slice(2)] : written[name];
        one.textContent = said || "";
        one.parentNode.hidden = !said;
      });
      part.querySelectorAll("[data-when]").forEach(function (one) {
        one.hidden = one.getAttribute("data-when") !== "concerns=" + written.concerns && one.getAttribute("data-when") !== "named=" + (written.named ? "yes" : "no");
      });
      part.querySelector("[data-person]").textContent = [written.identity.name, written.identity.contact, written.identity.unit].filter(Boolean).join(" · ");
      part.setAttribute("data-back", "");
      // Which button it was is not told with the form everywhere, and none is taken for the one that sends.
      own.addEventListener("click", function (event) { var one = event.target.closest("button"); if (one) pressed = one.value; });
      own.addEventListener("submit", function (event) {
        event.preventDefault();
        if (busy) return;
        if (pressed === "change") return history.back();
        busy = true;
        amiss("");
        (pressed !== "send" ? add() : go()).then(function () { busy = false; }, function (why) {
          busy = false;
          tell("");
          amiss(why === "large" ? at.told("too-large") : why === "again" ? form.getAttribute("data-again") : at.told("unsent"));
        });
      });
      history.pushState({}, "");
      show(part);
      list();
    }
    function tell(told) { var at = shown.querySelector("[data-status]"); if (at) { at.textContent = told; at.hidden = !told; } }
    function amiss(told) {
      var at = shown.querySelector("[data-wrong]");
      if (at) { at.firstElementChild.textContent = told; at.hidden = !told; if (told) at.scrollIntoView(); }
    }
    function list() {
      var box = shown.querySelector("[data-notes]");
      box.hidden = !added.length;
      box.querySelector("ul").textContent = "";
      added.forEach(function (one) {
        var item = document.createElement("li");
        item.textContent = one.name + " · " + (one.size < 1048576 ? Math.max(1, Math.round(one.size / 1024)) + " KB" : (one.size / 1048576).toFixed(1) + " MB");
        box.querySelector("ul").appendChild(item);
      });
    }
    async function add() {
      var input = shown.querySelector("input[type=file]"), chosen = Array.prototype.slice.call(input.files);
      var fresh = chosen.filter(function (one) { return !added.some(function (known) { return known.name === one.name && known.size === one.size && known.lastModified === one.lastModified; }); });
      var every = added.concat(fresh), size = every.reduce(function (sum, one) { return sum + one.size; }, 0);
      if (every.length > FILES || size > Number(at.told("report-most")) * 1e6 || every.some(function (one) { return one.size > Number(form.getAttribute("data-file-most")); })) throw "large";
      var notes = await at.priced(function () { return all(every, at.to(report.written.concerns), at.piece, tell); });
      added = every;
      input.value = "";
      tell("");
      list();
      return notes;
    }
    async function go() {
      var notes = what === "tip" ? await add() : [];
      done(await at.put(function () { return content(notes); }, report.written.identity));
    }
    function done(whole) {
      var part = at.sheet.part(what === "tip" ? "done" : "thanks");
      if (what === "tip") {
        var signs = Array.from(at.told("signs")), code = seal.symbols(report.key).map(function (one) { return signs[one]; }), letters = seal.latin(report.key), groups = part.querySelector(".code");
        [[0, 4], [4, 8], [8, 11], [11, 14]].forEach(function (one) {
          var group = document.createElement("span");
          group.className = "group"; group.textContent = code.slice(one[0], one[1]).join("");
          groups.appendChild(group); groups.appendChild(document.createTextNode(" "));
        });
        part.querySelector(".latin").textContent = letters;
        part.querySelector(".slip").insertBefore(picture(seal.squares(letters)), part.querySelector(".slip").firstChild);
        part.querySelector("[data-proof]").href = "data:application/octet-stream;base64," + btoa(Array.from(seal.proof(whole), function (one) { return String.fromCharCode(one); }).join(""));
        part.querySelector("[data-named]").hidden = !(report.written.identity.name && report.written.identity.contact);
      }
      forget();
      show(part);
      form.reset(); form.remove(); added = []; sealed = new Map(); report = seed = null;
    }
    function picture(drawn) {
      var space = "http://www.w3.org/2000/svg", one = document.createElementNS(space, "svg");
      one.setAttribute("class", "qr"); one.setAttribute("role", "img"); one.setAttribute("aria-label", at.told("qr"));
      one.setAttribute("viewBox", "0 0 " + drawn.size + " " + drawn.size); one.setAttribute("shape-rendering", "crispEdges");
      [["#fff", "M0 0h" + drawn.size + "v" + drawn.size + "H0z"], ["#000", drawn.path]].forEach(function (each) {
        var path = document.createElementNS(space, "path");
        path.setAttribute("fill", each[0]); path.setAttribute("d", each[1]); one.appendChild(path);
      });
      return one;
    }
  }

  // What is added with a code: the page with the answers knows the code, the words stay here until they are sealed --------------------------
  function adding(one) {
    var busy = false, kept = null;
    function of(name) {
      var found = one.querySelector('[name="' + name + '"]:checked') || one.querySelector('[name="' + name + '"]:not([type=radio])');
      return found ? found.value : "";
    }
    one.addEventListener("input", function () { library().catch(function () {}); }, { once: true });
    one.addEventListener("submit", function (event) {
      if (one.querySelector("[name=note]")) return; // the door has sealed files for it already, and goes on
      event.preventDefault();
      if (busy) return;
      busy = true;
      ready().then(go).then(function () { one.submit(); }, function (why) {
        busy = false;
        if (why === "old" || why === "closed" || !kept || !kept.sheet) {
          var with_it = document.createElement("input");
          with_it.type = "hidden"; with_it.name = "do"; with_it.value = "send";
          one.appendChild(with_it);
          return one.submit(); // sealing here is not possible: the door seals
        }
        tell(why === "again" ? form.getAttribute("data-again") : typeof why === "object" && why.told || kept.told("unsent"));
      });
    });
    function tell(told) { var at = one.querySelector("[data-status]"); at.textContent = told; at.hidden = !told; }

    async function ready() {
      await library();
      kept = kept || deal(await seal.keys(seal.key(of("code"))));
      if (!kept.sheet) await kept.fresh();
    }
    async function go() {
      var text = seal.text(of("text")), concerns = of("concerns"), input = one.querySelector("input[type=file]"), most = Number(kept.told("text-most")), number = of("number");
      var chosen = input ? Array.prototype.slice.call(input.files) : [], size = chosen.reduce(function (sum, each) { return sum + each.size; }, 0), over = Array.from(text).length - most;
      if (!text && !chosen.length) throw { told: kept.told("lacks-addition") };
      if (over > 0) throw { told: said(kept.told("too-long"), over, most) };
      if (!concerns) throw { told: kept.told("lacks-concerns") };
      if (concerns === "yes" && !kept.told("goes-round")) throw { told: kept.told("lacks-round") };
      if (chosen.length > FILES || size > Number(kept.told("report-most")) * 1e6 || chosen.some(function (each) { return each.size > Number(form.getAttribute("data-file-most")); })) throw { told: kept.told("too-large") };
      var notes = await kept.priced(function () { return all(chosen, kept.to(concerns), kept.piece, tell); });
      await kept.put(function () {
        return { what: number ? "reply" : "addition", entry: "", language: kept.told("language"), text: text, address: kept.keys.address, salt: seal.hex(kept.keys.salt), about: "", happened: "",
                 concerns_handlers: concerns === "yes", answers: number ? { replies_to: number } : {}, files: notes };
      }, null);
      one.querySelectorAll("input, textarea").forEach(function (each) { if (each.name !== "code") each.disabled = true; });
      var done = document.createElement("input");
      done.type = "hidden"; done.name = "do"; done.value = "sealed";
      one.appendChild(done);
    }
  }
})();
