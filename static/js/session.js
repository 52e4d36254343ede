// Warns five minutes before the session ends and lets one stay (WCAG 2.2.1). Without this script
// the page works the same: the footer says how long, and nothing typed is lost.
(() => {
  const place = document.getElementById("session");
  if (!place) return;
  const WARN = 5 * 60 * 1000;
  const SEEN = "pop-session-ends";
  const parts = Object.fromEntries(
    [...place.querySelectorAll("[data-when]")].map((part) => [part.dataset.when, part]),
  );
  const isLast = "isLast" in place.dataset; // the twelve hours: staying does not help
  let ends = Date.now() + 1000 * place.dataset.secondsLeft;

  const remember = () => {
    try { localStorage.setItem(SEEN, String(ends)); } catch { /* private window */ }
  };
  // Another tab may have asked for a page meanwhile.
  const newestEnd = () => {
    if (isLast) return ends;
    try { return Math.max(ends, Number(localStorage.getItem(SEEN))); } catch { return ends; }
  };
  const show = (which) => {
    for (const [name, part] of Object.entries(parts)) part.hidden = name !== which;
    place.classList.toggle("shown", which !== "");
  };
  const look = () => {
    const left = newestEnd() - Date.now();
    if (left <= 0) show("over");
    else if (left > WARN) show("");
    else show(isLast ? "last" : "soon");
  };
  const stay = async () => {
    const token = document.querySelector("[data-action=logout] [name=csrfmiddlewaretoken]").value;
    try {
      const answer = await fetch(place.dataset.stay, {
        method: "POST", redirect: "error", headers: { "X-CSRFToken": token },
      });
      if (!answer.ok) throw new Error(answer.statusText);
      ends = Date.now() + 1000 * Number(await answer.text());
      remember();
    } catch {
      // Offline or signed out elsewhere: the warning stays, and so does what was typed.
      if (newestEnd() <= Date.now()) show("over");
      return;
    }
    look();
  };

  if (!isLast) remember();
  place.querySelector("button").addEventListener("click", stay);
  document.addEventListener("visibilitychange", look);
  setInterval(look, 10 * 1000);
})();
