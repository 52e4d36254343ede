/* A finding while it is typed: saved by itself, copied in this browser, its files sent with their
   progress shown. Without this script everything can be done as well, by pressing the buttons. */
(() => {
  "use strict";
  const EVERY = 20000, AFTER_TYPING = 3000, A_WEEK = 7 * 24 * 3600 * 1000;
  const key = (pk) => `finding-${pk}`;

  const store = {
    get(pk) { try { return JSON.parse(localStorage.getItem(key(pk))); } catch { return null; } },
    set(pk, copy) { try { localStorage.setItem(key(pk), JSON.stringify(copy)); } catch { /* full, or not allowed */ } },
    drop(pk) { try { localStorage.removeItem(key(pk)); } catch { /* not allowed */ } },
    empty(isOld) {
      try {
        for (const name of Object.keys(localStorage)) {
          if (!name.startsWith("finding-")) continue;
          const copy = JSON.parse(localStorage.getItem(name));
          if (isOld(copy)) localStorage.removeItem(name);
        }
      } catch { /* not allowed */ }
    },
  };

  // What the server has saved needs no copy; who signs out leaves none.
  for (const said of document.querySelectorAll("[data-saved]")) {
    for (const [, pk] of said.dataset.saved.matchAll(/finding-(\d+)-\d+/g)) store.drop(pk);
  }
  store.empty((copy) => !copy || Date.now() - copy.at > A_WEEK);
  document.querySelector("form[data-action=logout]")?.addEventListener("submit", () => store.empty(() => true));

  const form = document.querySelector("form.finding");
  if (!form) return;
  const texts = document.getElementById("words-of-the-script").dataset;
  const pk = texts.finding;
  const say = form.querySelector(".autosaved");
  const version = form.elements.version;
  let saved = words(), last = 0, timer = 0, stopped = false, leaving = false, running = null;

  /* Everything that a person types or chooses here, by the name of its field. */
  function typed() {
    const found = {};
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && !["csrfmiddlewaretoken", "version", "places"].includes(name)) found[name] = value;
    }
    return found;
  }

  /* The part of it that is saved by itself: the finding without its evidence. */
  function words() {
    return JSON.stringify(Object.entries(typed()).filter(([name]) => !/^(item|kept|new)-/.test(name)));
  }

  const asShown = JSON.stringify(typed());
  const isDirty = () => JSON.stringify(typed()) !== asShown && !(words() === saved && !evidenceTyped());
  function evidenceTyped() {
    const now = typed(), then = JSON.parse(asShown);
    return Object.keys(now).some((name) => /^(item|kept|new)-/.test(name) && now[name] !== then[name]);
  }

  // --- A copy in this browser, offered back -----------------------------------------------------
  function offerBack() {
    const copy = store.get(pk);
    if (!copy || JSON.stringify(copy.fields) === asShown) { store.drop(pk); return; }
    const at = new Date(copy.at);
    const time = at.toLocaleString(document.documentElement.lang, at.toDateString() === new Date().toDateString()
      ? { hour: "2-digit", minute: "2-digit", hour12: false } : { dateStyle: "medium", timeStyle: "short" });
    const box = document.createElement("section");
    box.className = "take-back notice";
    box.setAttribute("role", "status");
    const sentence = document.createElement("p");
    sentence.textContent = texts.typed.replace("%time%", time);
    box.append(sentence);
    for (const [label, act] of [[texts.takeBack, () => fill(copy.fields)], [texts.forget, () => store.drop(pk)]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-outline-primary";
      button.textContent = label;
      button.addEventListener("click", () => { act(); box.remove(); });
      box.append(button, " ");
    }
    form.prepend(box);
  }

  function fill(fields) {
    for (const field of form.elements) {
      if (!field.name || ["hidden", "file", "submit"].includes(field.type)) continue;
      if (field.type === "radio" || field.type === "checkbox") {
        field.checked = fields[field.name] !== undefined && (field.type === "checkbox" || fields[field.name] === field.value);
      } else if (fields[field.name] !== undefined) {
        field.value = fields[field.name];
        if (field.value) field.closest("details")?.setAttribute("open", "");
      }
    }
    changed();
  }

  // --- Saved by itself --------------------------------------------------------------------------
  function changed() {
    if (isDirty()) store.set(pk, { at: Date.now(), version: version.value, fields: typed() });
    if (stopped || timer) return;
    timer = setTimeout(() => { running = autosave().finally(() => { running = null; }); }, Math.max(AFTER_TYPING, last + EVERY - Date.now()));
  }

  async function autosave() {
    timer = 0;
    const now = words();
    if (now === saved || leaving) return;
    last = Date.now();
    const body = new FormData(form);
    for (const name of [...body.keys()]) if (/^(item|kept|new)-|^files$/.test(name)) body.delete(name);
    body.set("autosave", "yes");
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
      const isOurs = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      const said = isOurs ? await answer.json() : {};
      if (answer.ok && isOurs) {
        version.value = said.version;
        saved = now;
        if (!isDirty()) store.drop(pk);
        say.textContent = said.said;
      } else if (answer.status >= 500 || answer.status === 422 || answer.status === 429) {
        say.textContent = said.said || texts.notSaved;
      } else {
        stopped = true;
        say.textContent = said.said || texts.signedOut;
      }
    } catch {
      say.textContent = texts.notSaved;
    }
    if (words() !== saved) changed();
  }

  // --- Files: what was chosen, and how much of it has arrived -------------------------------------
  const picker = form.elements.files, list = form.querySelector(".chosen");
  const progress = form.querySelector(".progress-of-files");

  async function showChosen() {
    list.replaceChildren();
    list.hidden = !picker.files.length;
    for (const file of picker.files) {
      const item = document.createElement("li");
      item.textContent = `${file.name} (${(file.size / 1048576).toFixed(1).replace(".", document.documentElement.lang === "sq" ? "," : ".")} MB)`;
      list.append(item);
      if (!file.type.startsWith("image/") || !window.createImageBitmap) continue;
      try {
        const picture = await createImageBitmap(file, { resizeWidth: 160 });
        const canvas = document.createElement("canvas");
        canvas.width = picture.width;
        canvas.height = picture.height;
        canvas.getContext("2d").drawImage(picture, 0, 0);
        canvas.setAttribute("aria-hidden", "true");
        item.prepend(canvas);
      } catch { /* no picture after all: the server says so */ }
    }
  }

  function send(event) {
    if (!picker.files.length || event.submitter?.name === "another") return;
    event.preventDefault();
    const body = new FormData(form, event.submitter), request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", (at) => {
      const percent = at.lengthComputable ? Math.round((100 * at.loaded) / at.total) : "…";
      progress.textContent = texts.sending.replace("%percent%", percent);
    });
    request.addEventListener("error", () => { leaving = false; progress.textContent = texts.notSent; });
    request.addEventListener("load", () => {
      const isThisPage = new URL(request.responseURL).pathname === location.pathname && /data-finding=/.test(request.responseText);
      if (!isThisPage) { form.submit(); return; } // signed out, or too much at once: the page of the server says what to do
      document.open();
      document.write(request.responseText);
      document.close();
    });
    request.send(body);
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", (event) => (event.target === picker ? showChosen() : changed()));
  form.addEventListener("submit", (event) => {
    if (running) { // else the two would race, and the later one be told that somebody saved meanwhile
      event.preventDefault();
      running.then(() => form.requestSubmit(event.submitter));
      return;
    }
    leaving = true;
    clearTimeout(timer);
    send(event);
  });
  window.addEventListener("beforeunload", (event) => { if (!leaving && (isDirty() || picker.files.length)) event.preventDefault(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) leaving = false; });
  offerBack();
})();
