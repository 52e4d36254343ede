"use strict";
// A second implementation of METHOD §7, run by a browser: canonical form and entry hashes.
// Plain functions, no module: a test evaluates this text and then `reproduce(vectors)`, where
// `vectors` is tests/monitoring/ledger_vectors.json. The page must be a secure context (https
// or http://127.0.0.1), because crypto.subtle is missing elsewhere, also on about:blank.

function canonical(value, path = "$") {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new Error(`${path}: not a safe integer`);
    return String(value);
  }
  if (typeof value === "string") {
    if (value !== value.normalize("NFC")) throw new Error(`${path}: not in NFC`);
    if (/\p{Surrogate}/u.test(value)) throw new Error(`${path}: half a surrogate pair`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map((item, i) => canonical(item, `${path}[${i}]`)).join(",")}]`;
  }
  if (typeof value !== "object") throw new Error(`${path}: a ${typeof value}`);
  const members = Object.keys(value).sort().map((key) => {
    if (!/^[a-z0-9_]+$/.test(key)) throw new Error(`${path}: key ${key}`);
    return `${JSON.stringify(key)}:${canonical(value[key], `${path}.${key}`)}`;
  });
  return `{${members.join(",")}}`;
}

async function sha256Hex(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Keys in reverse, so that the canonical order below is made here and not copied.
function backwards(value) {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(backwards);
  return Object.fromEntries(
    Object.entries(value).reverse().map(([key, item]) => [key, backwards(item)])
  );
}

// Returns an object of the shape of `vectors` in which every text and hash was made anew: the
// test compares the two. `prev` and `payload_sha256` are computed, not taken over.
async function reproduce(vectors) {
  const genesis = await sha256Hex("sc-ledger-genesis-v1\n");
  const entries = [];
  let prev = genesis;
  for (const vector of vectors.entries) {
    const payload = canonical(backwards(JSON.parse(vector.payload)));
    const payload_sha256 = await sha256Hex(payload);
    const entry = canonical({ ...backwards(JSON.parse(vector.entry)), prev, payload_sha256 });
    const hash = await sha256Hex("sc-ledger-entry-v1\n" + entry);
    entries.push({ payload, entry, hash });
    prev = hash;
  }
  return { genesis, entries };
}

if (typeof module !== "undefined") module.exports = { canonical, reproduce, sha256Hex };
