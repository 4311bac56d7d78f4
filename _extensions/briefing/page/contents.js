// The contents list folds on narrow screens and follows the reader; a link to something folded opens it.
(function (page) {
  // A picture that is panned takes the keyboard's focus, so that the arrow keys move it.
  function panning() {
    page.all(".exhibit-view").forEach(view => {
      if (view.scrollWidth > view.clientWidth + 1 || view.scrollHeight > view.clientHeight + 1) view.tabIndex = 0; else view.removeAttribute("tabindex");
    });
  }
  window.addEventListener("resize", panning);
  page.all(".exhibit-tools details").forEach(details => details.addEventListener("toggle", () => {
    page.all("noscript", details).forEach(table => { table.outerHTML = table.textContent; });
    panning();
  }));
  panning();

  function unfold() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const folded = [];
    for (let details = target.closest("details"); details; details = details.parentElement.closest("details")) folded.push(details);
    if (!folded.length || folded.every(details => details.open)) return;
    folded.forEach(details => { details.open = true; });
    target.scrollIntoView();
  }
  window.addEventListener("hashchange", unfold);
  unfold();

  const nav = document.getElementById("contents");
  if (!nav) return;
  const details = nav.querySelector("details"), narrow = window.matchMedia("(max-width: 68rem)");
  function fold() { details.open = !narrow.matches; }
  narrow.addEventListener("change", fold);
  fold();
  const links = page.all("a[href^='#']", nav), targets = links.map(link => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  let waiting = false;
  function follow() {
    waiting = false;
    let current = 0;
    targets.forEach((target, i) => { if (target && target.getBoundingClientRect().top < 160) current = i; });
    links.forEach((link, i) => {
      if (i === current) link.setAttribute("aria-current", "location"); else link.removeAttribute("aria-current");
    });
  }
  window.addEventListener("scroll", () => {
    if (!waiting) { waiting = true; window.requestAnimationFrame(follow); }
  }, { passive: true });
  follow();
})(Briefing);
