// Compares a file with a published fingerprint, in this browser: nothing is sent. Where a browser
// has no such function the part stays hidden, and the commands beside it do the same.
(() => {
  if (!window.crypto || !crypto.subtle) return;

  const fingerprint = async (file) => {
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  for (const place of document.querySelectorAll("[data-fingerprint]")) {
    const words = place.dataset;
    const chosen = place.querySelector("[type=file]");
    const typed = place.querySelector(".wanted");
    const outcome = place.querySelector(".outcome");
    let asked = 0;

    const say = (verdict, sentence, own = "") => {
      outcome.dataset.verdict = verdict;
      outcome.textContent = sentence;
      if (own) {
        const hash = document.createElement("span");
        hash.className = "hash";
        hash.textContent = own;
        outcome.append(" ", hash);
      }
    };

    const compare = async () => {
      const file = chosen.files[0];
      if (!file) return;
      const mine = (asked += 1); // a second file may be chosen while the first is read
      say("", words.reading);
      let own = "";
      try { own = await fingerprint(file); } catch { /* gone, or too large for this device */ }
      if (mine !== asked) return;
      const wanted = (words.fingerprint || typed.value).replace(/\s/g, "").toLowerCase();
      if (!own) say("", words.unreadable);
      else if (!wanted) say("", words.own, own);
      else if (own === wanted) say("same", words.same);
      else say("different", words.different, own);
    };

    chosen.addEventListener("change", compare);
    if (typed) typed.addEventListener("input", compare);
    place.hidden = false;
  }
})();
