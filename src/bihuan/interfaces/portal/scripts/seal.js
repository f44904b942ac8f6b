// What the door computes where no scripts run, computed in the browser: the receipt code, what follows from it, the sealed packages, the squares of
// the QR code. Each part says which file of the house it follows; the two must not drift apart (tests/browser/test_door_scripts.py). Needs age.js.
var seal = (function () {
  "use strict";
  var BITS = 11, DATA = 12, RECIPIENTS = 16, SMALLEST = 4096;
  var coder = new TextEncoder();

  function hex(bytes) { return Array.prototype.map.call(bytes, function (one) { return (one + 256).toString(16).slice(1); }).join(""); }
  function joined(parts) {
    var found = new Uint8Array(parts.reduce(function (sum, one) { return sum + one.length; }, 0)), at = 0;
    parts.forEach(function (one) { found.set(one, at); at += one.length; });
    return found;
  }
  function random(size) {
    var found = new Uint8Array(size);
    for (var at = 0; at < size; at += 65536) crypto.getRandomValues(found.subarray(at, at + 65536));
    return found;
  }

  // HKDF-SHA256 without salt (RFC 5869), at most one block ----------------------------------------------------------------------------
  function hmac(key, data) {
    var inner = new Uint8Array(64), outer = new Uint8Array(64);
    for (var at = 0; at < 64; at++) { var one = at < key.length ? key[at] : 0; inner[at] = one ^ 0x36; outer[at] = one ^ 0x5c; }
    return age.sha256(joined([outer, age.sha256(joined([inner, data]))]));
  }
  function derived(key, word, size) {
    return hmac(hmac(new Uint8Array(32), key), joined([coder.encode(word), Uint8Array.of(1)])).subarray(0, size);
  }

  // The code (codes.py, field.py, written.py) -----------------------------------------------------------------------------------------
  function secret(seed, round, identity) {
    var ground = age.sha256(joined([seed, Uint8Array.of(0), coder.encode(round ? "round" : "desk"), Uint8Array.of(0), coder.encode(told(identity))]));
    var wide = derived(ground, "bihuan receipt code 1", 17), key = new Uint8Array(17);
    for (var at = 0; at < 17; at++) key[at] = (at ? wide[at - 1] & 15 : 0) << 4 | wide[at] >> 4;
    return key;
  }
  var powers = [], logs = [];
  for (var exponent = 0, power = 1; exponent < 2047; exponent++) {
    powers[exponent] = powers[exponent + 2047] = power;
    logs[power] = exponent;
    power = power << 1 ^ (power & 1024 ? 2053 : 0);
  }
  function times(one, other) { return one && other ? powers[logs[one] + logs[other]] : 0; }
  function over(one, other) { return one ? powers[logs[one] - logs[other] + 2047] : 0; }
  function symbols(key) {
    var bits = Array.prototype.map.call(key, function (one) { return (one + 256).toString(2).slice(1); }).join("").slice(4), found = [];
    for (var at = 0; at < DATA; at++) found.push(parseInt(bits.substr(at * BITS, BITS), 2));
    var first = 0, second = 0;
    found.concat([0, 0]).forEach(function (one) { first = times(first, 2) ^ one; second = times(second, 4) ^ one; });
    var before = over(first ^ second, 6);
    return found.concat([before, first ^ times(before, 2)]);
  }
  function latin(key) {
    var bits = "0" + symbols(key).map(function (one) { return (one + 2048).toString(2).slice(1); }).join(""), letters = "";
    for (var at = 0; at < bits.length; at += 5) letters += "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[parseInt(bits.substr(at, 5), 2)];
    return letters.match(/.{1,4}/g).join("-");
  }

  function key(latin) { // of a code that the door read before: its checks are right
    var bits = latin.replace(/-/g, "").split("").map(function (one) { return ("0123456789ABCDEFGHJKMNPQRSTVWXYZ".indexOf(one) + 32).toString(2).slice(1); }).join("").slice(1, 1 + DATA * BITS);
    return new Uint8Array(("0000" + bits).match(/.{8}/g).map(function (one) { return parseInt(one, 2); }));
  }

  // What is computed from it (keys.py, bech32.py) --------------------------------------------------------------------------------------
  function bech32(word, data) {
    var values = [], sum = 1, waiting = 0, many = 0;
    data.forEach(function (one) {
      waiting = waiting << 8 | one; many += 8;
      for (; many >= 5; many -= 5) values.push(waiting >> many - 5 & 31);
      waiting &= (1 << many) - 1;
    });
    if (many) values.push(waiting << 5 - many & 31);
    function add(value) {
      var top = sum >> 25;
      sum = (sum & 0x1ffffff) << 5 ^ value;
      [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3].forEach(function (one, at) { if (top >> at & 1) sum ^= one; });
    }
    var signs = word.split("").map(function (one) { return one.charCodeAt(0); });
    signs.map(function (one) { return one >> 5; }).concat([0], signs.map(function (one) { return one & 31; }), values, [0, 0, 0, 0, 0, 0]).forEach(add);
    sum ^= 1;
    for (var at = 5; at >= 0; at--) values.push(sum >> 5 * at & 31);
    return word + "1" + values.map(function (one) { return "qpzry9x8gf2tvdw0s3jn54khce6mua7l"[one]; }).join("");
  }
  async function keys(key) {
    function of(word, size) { return derived(key, "bihuan report 1 " + word, size); }
    return {
      address: await age.identityToRecipient(bech32("age-secret-key-", of("reader", 32)).toUpperCase()),
      salt: of("salt", 32),
      envelope: function (name) { return hex(of("envelope " + name, 16)); }
    };
  }

  // Contents (contents.py): the same bytes for the same words -------------------------------------------------------------------------
  function told(value) {
    if (Array.isArray(value)) return "[" + value.map(told).join(",") + "]";
    if (value === null || typeof value !== "object") return JSON.stringify(value);
    return "{" + Object.keys(value).sort().map(function (name) { return JSON.stringify(name) + ":" + told(value[name]); }).join(",") + "}";
  }
  function whole(given) { return given.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(^|[^\ud800-\udbff])[\udc00-\udfff]/g, "$1?"); }
  function text(given) {
    return whole(given).replace(/\r\n?/g, "\n").replace(/[\x00-\x08\x0b-\x1f]/g, "").trim();
  }
  function line(given) { return text(given).split(/[\s\x1c-\x1f\x85]+/).filter(Boolean).join(" "); }
  function proof(content) {
    var files = content.files.map(function (one) { return Object.assign({}, one, { sealed_size: 0, pieces: [] }); });
    var salt = new Uint8Array(content.salt.match(/../g).map(function (one) { return parseInt(one, 16); }));
    return joined([salt, coder.encode(told(Object.assign({}, content, { salt: "", files: files })))]);
  }

  // Packages (packages.py, padding.py, custodians.py) ----------------------------------------------------------------------------------
  function padded(data) {
    var size = SMALLEST;
    while (size < data.length + 8) size *= 2;
    var found = new Uint8Array(size);
    new DataView(found.buffer).setUint32(4, data.length);
    found.set(data, 8);
    return found;
  }
  async function recipients(addresses) {
    var found = addresses.slice();
    while (found.length < RECIPIENTS) found.push(await age.identityToRecipient(await age.generateX25519Identity()));
    for (var n = found.length - 1; n > 0; n--) { // so that the false ones do not all stand behind
      var other = crypto.getRandomValues(new Uint32Array(1))[0] % (n + 1), kept = found[n];
      found[n] = found[other]; found[other] = kept;
    }
    return found;
  }
  function to(addresses, data) {
    var one = new age.Encrypter();
    addresses.forEach(function (each) { one.addRecipient(each); });
    return one.encrypt(data);
  }
  async function content(given, addresses) { return to(await recipients(addresses), padded(coder.encode(told(given)))); }
  async function pairs(identity, custodians) {
    var parts = [], data = padded(coder.encode(told(identity)));
    var all = custodians.filter(function (one, at) { return custodians.indexOf(one) === at; }).sort();
    for (var first of all) for (var second of all) if (first !== second) {
      var pair = await to([first], await to([second], data)), size = new Uint8Array(4);
      new DataView(size.buffer).setUint32(0, pair.length);
      parts.push(size, pair);
    }
    return joined(parts);
  }

  // The squares (squares.py): QR version 2, M, letters and digits, pattern 3: 38 signs fill it to the last bit ---------------------------
  function squares(given) {
    var letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", bits = "0010" + two(given.length, 9), at, row, column;
    function two(number, size) { return (number + (1 << size)).toString(2).slice(1); }
    for (at = 0; at < given.length; at += 2) bits += two(letters.indexOf(given[at]) * 45 + letters.indexOf(given[at + 1]), 11);
    var words = (bits + "00").match(/.{8}/g).map(function (one) { return parseInt(one, 2); });
    var exp = [1], log = [], maker = [1], rest = words.concat(new Array(16).fill(0));
    for (at = 1; at < 255; at++) exp.push(exp[at - 1] << 1 ^ (exp[at - 1] & 128 ? 285 : 0));
    exp.forEach(function (one, place) { log[one] = place; });
    function by(one, other) { return one && other ? exp[(log[one] + log[other]) % 255] : 0; }
    for (at = 0; at < 16; at++) maker = maker.concat([0]).map(function (one, place) { return one ^ by(place ? maker[place - 1] : 0, exp[at]); });
    for (at = 0; at < words.length; at++) { var lead = rest[at]; maker.forEach(function (one, place) { rest[at + place] ^= by(one, lead); }); }
    bits = words.concat(rest.slice(words.length)).map(function (one) { return two(one, 8); }).join("") + "0000000";
    var SIZE = 25, dark = [];
    for (row = 0; row < SIZE; row++) dark.push(new Array(SIZE).fill(null));
    function ring(top, left, reach) {
      for (var y = -reach; y <= reach; y++) for (var x = -reach; x <= reach; x++) {
        var far = Math.max(Math.abs(x), Math.abs(y));
        if (dark[top + y] && top + y >= 0 && left + x >= 0 && left + x < SIZE) dark[top + y][left + x] = reach === 4 ? far !== 2 && far !== 4 : far !== 1;
      }
    }
    ring(3, 3, 4); ring(3, 21, 4); ring(21, 3, 4); ring(18, 18, 2);
    for (at = 8; at < 17; at++) dark[6][at] = dark[at][6] = at % 2 === 0;
    var form = 3, left = form << 10;
    for (at = 14; at > 9; at--) if (left >> at & 1) left ^= 1335 << at - 10;
    form = (form << 10 | left) ^ 21522;
    for (at = 0; at < 15; at++) {
      var on = (form >> at & 1) === 1;
      dark[at < 6 ? at : at < 8 ? at + 1 : SIZE - 15 + at][8] = on;
      dark[8][at < 8 ? SIZE - 1 - at : at === 8 ? 7 : 14 - at] = on;
    }
    dark[SIZE - 8][8] = true;
    var next = 0, up = true;
    for (column = SIZE - 1; column > 0; column -= 2) {
      if (column === 6) column--;
      for (at = 0; at < SIZE; at++) for (var side = 0; side < 2; side++) {
        row = up ? SIZE - 1 - at : at;
        if (dark[row][column - side] === null) dark[row][column - side] = (bits[next++] === "1") !== ((row + column - side) % 3 === 0);
      }
      up = !up;
    }
    var path = "";
    for (row = 0; row < SIZE; row++) for (column = 0; column < SIZE; column++) if (dark[row][column]) path += "M" + (column + 4) + " " + (row + 4) + "h1v1h-1z";
    return { size: SIZE + 8, path: path };
  }

  return { hex: hex, random: random, secret: secret, key: key, symbols: symbols, latin: latin, keys: keys, text: text, line: line, proof: proof,
           digest: function (content) { return hex(age.sha256(proof(content))); }, recipients: recipients, content: content, pairs: pairs, squares: squares };
})();
