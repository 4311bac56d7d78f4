// The contents list folds on narrow screens and follows the reader; a link to something folded opens it.
(function (page) {
  // A picture that is panned takes the keyboard's focus, so that the arrow keys move it.
  page.panned = function (views) {
    const over = views.filter(view => view.scrollWidth > view.clientWidth + 1 || view.scrollHeight > view.clientHeight + 1);
    views.forEach(view => { if (over.includes(view)) view.tabIndex = 0; else view.removeAttribute("tabindex"); });
  };
  window.addEventListener("resize", () => page.panned(page.all(".exhibit-view")));
  // A figure's table waits as text until it is asked for.
  page.all(".exhibit-tools details").forEach(details => details.addEventListener("toggle", () => {
    page.set(details);
    // On a phone its rows are cards, each cell with the head of its column.
    page.all(".exhibit-data table:not(.cards)", details).forEach(table => {
      const heads = page.all("th", table).map(head => head.textContent);
      if (heads.length > 2) table.classList.add("cards");
      page.all("tbody tr", table).forEach(row => Array.from(row.cells).forEach((cell, i) => { cell.dataset.label = heads[i]; }));
    });
    page.panned(page.all(".exhibit-view", details));
  }));

  function unfold() {
    const there = document.getElementById(decodeURIComponent(location.hash.slice(1))), target = page.target();
    if (!target) return;
    const folded = [];
    for (let details = target.closest("details"); details; details = details.parentElement.closest("details")) folded.push(details);
    if (there === target && folded.every(details => details.open)) return;
    folded.forEach(details => { details.open = true; });
    target.scrollIntoView();
  }
  window.addEventListener("hashchange", unfold);
  page.all(".source-list").forEach(list => page.later(list, () => page.set(list)));
  unfold();

  // The rest of the page follows at once, for whoever takes a picture of it, searches or prints it.
  setTimeout(page.rest);
  const nav = document.getElementById("contents");
  if (!nav) return;
  const details = nav.querySelector("details"), narrow = window.matchMedia("(max-width: 68rem)");
  function fold() { details.open = !narrow.matches; }
  narrow.addEventListener("change", fold);
  fold();
  nav.classList.add("folds");
  // The section at the top of the screen, the last of those within one another, is the current one.
  const links = page.all("a[href^='#']", nav), targets = links.map(link => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const here = new Set(), top = new IntersectionObserver(entries => {
    entries.forEach(entry => { if (entry.isIntersecting) here.add(entry.target); else here.delete(entry.target); });
    const current = Math.max(0, targets.findLastIndex(target => here.has(target)));
    links.forEach((link, i) => {
      if (i === current) link.setAttribute("aria-current", "location"); else link.removeAttribute("aria-current");
    });
  }, { rootMargin: "0px 0px -82% 0px" });
  targets.filter(Boolean).forEach(target => top.observe(target));
})(Briefing);
