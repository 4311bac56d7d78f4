// A mark tells its values to the pointer and to the keyboard: one stop a picture, arrows from mark to mark. What belongs to
// the same unit in other pictures lights up with it.
(function (page) {
  const tip = page.make("div", { className: "mark-tip", hidden: true, "aria-hidden": "true" }, document.body);
  const units = new Map();
  let told = null, leaving = 0;

  // "Kokshetau, Akmola: ..." is of the unit Akmola.
  const unit_of = mark => mark.said.split(": ")[0].split(", ").at(-1);

  function kin(mark, lit) {
    const svg = mark.ownerSVGElement;
    (units.get(unit_of(mark)) || []).forEach(other => {
      if (other.ownerSVGElement !== svg) other.classList.toggle("kin", lit);
    });
  }
  // The outline of what is told is drawn last, so that no neighbour covers it: ink on a halo.
  function ring(mark) {
    const svg = mark.ownerSVGElement, shapes = page.all("path:not(.reach), rect, circle:not(.reach), polygon, use", mark);
    const group = document.createElementNS(svg.namespaceURI, "g");
    group.setAttribute("class", "ring");
    for (const kind of ["halo", "line"]) {
      shapes.slice(0, 40).forEach(shape => {
        let outline = shape.cloneNode(false);
        if (shape.localName === "use") {
          outline = document.createElementNS(svg.namespaceURI, "circle");
          outline.setAttribute("cx", shape.getAttribute("x") || 0);
          outline.setAttribute("cy", shape.getAttribute("y") || 0);
          outline.setAttribute("r", 5);
        }
        outline.removeAttribute("id");
        outline.setAttribute("class", kind);
        outline.setAttribute("vector-effect", "non-scaling-stroke");
        group.append(outline);
      });
    }
    (mark.closest("[transform]") ? mark.parentNode : svg).append(group);
  }
  function hide() {
    tip.hidden = true;
    if (!told) return;
    page.all(".ring", told.ownerSVGElement).forEach(element => element.remove());
    kin(told, false);
    told.classList.remove("told");
    told = null;
  }
  // The box with a text, at a place: above it where there is room.
  page.tip = function (content, x, y) {
    clearTimeout(leaving);
    tip.replaceChildren(...content);
    tip.hidden = false;
    const most = document.documentElement.clientWidth - tip.offsetWidth - 4;
    tip.style.left = Math.max(4, Math.min(x - tip.offsetWidth / 2, most)) + "px";
    tip.style.top = (y - tip.offsetHeight - 10 < 4 ? y + 22 : y - tip.offsetHeight - 10) + "px";
  };
  function tell(mark, x, y) {
    clearTimeout(leaving);
    if (told !== mark) {
      hide();
      told = mark;
      mark.classList.add("told");
      ring(mark);
      kin(mark, true);
      mark.dispatchEvent(new CustomEvent("told", { bubbles: true }));
    }
    const colon = mark.said.indexOf(": ");
    page.tip([page.make("b", { textContent: mark.said.slice(0, colon) }), mark.said.slice(colon + 2)], x, y);
  }
  function leave() { clearTimeout(leaving); leaving = setTimeout(hide, 150); }
  page.untip = leave;
  tip.onpointerenter = () => clearTimeout(leaving);
  tip.onpointerleave = leave;
  window.addEventListener("scroll", () => { tip.hidden = true; }, { passive: true });
  document.addEventListener("keydown", event => { if (event.key === "Escape") hide(); });

  // Thin lines and small points are easier to meet with some room around them.
  function widen(mark) {
    page.all("path, use", mark).forEach(shape => {
      const point = shape.localName === "use";
      if (!point && getComputedStyle(shape).fill !== "none") return;
      const reach = point ? document.createElementNS(shape.namespaceURI, "circle") : shape.cloneNode();
      if (point) [["cx", shape.getAttribute("x")], ["cy", shape.getAttribute("y")], ["r", 6]].forEach(([name, value]) => reach.setAttribute(name, value || 0));
      reach.removeAttribute("id");
      reach.setAttribute("class", point ? "reach point" : "reach");
      reach.removeAttribute("style");
      shape.after(reach);
    });
  }
  function ready(svg, marks) {
    svg.setAttribute("role", "group");
    svg.classList.add("marked");
    page.all("text", svg).forEach(text => text.setAttribute("aria-hidden", "true"));
    page.all("g > title", svg).forEach(title => title.remove());
    marks.forEach((mark, i) => {
      mark.classList.add("mark");
      mark.setAttribute("role", "img");
      mark.setAttribute("aria-label", mark.said);
      mark.setAttribute("tabindex", i ? -1 : 0);
      mark.at = i;
    });
    const shown = new IntersectionObserver(entries => {
      if (!entries.some(entry => entry.isIntersecting)) return;
      shown.disconnect();
      marks.forEach(widen);
    });
    shown.observe(svg);
    const of = event => event.target.closest(".mark");
    function focused(event) {
      const box = of(event).getBoundingClientRect();
      tell(of(event), box.left + box.width / 2, box.top);
    }
    svg.addEventListener("pointerover", event => { if (of(event)) tell(of(event), event.clientX, event.clientY); });
    svg.addEventListener("pointerout", event => { if (of(event)) leave(); });
    svg.addEventListener("focusin", focused);
    svg.addEventListener("focusout", leave);
    svg.addEventListener("keydown", event => {
      const i = of(event).at, to = marks[{ ArrowRight: i + 1, ArrowDown: i + 1, ArrowLeft: i - 1, ArrowUp: i - 1, Home: 0, End: marks.length - 1 }[event.key]];
      if (!to) return;
      event.preventDefault();
      marks[i].setAttribute("tabindex", -1);
      to.setAttribute("tabindex", 0);
      to.focus();
    });
  }
  // A drawing takes its place, the narrow one on a phone; both have the texts of the wide one's marks.
  const phone = window.matchMedia("(max-width: 40rem)"), views = page.all(".exhibit-view:not(.exhibit-data)"), texts = new Map();
  function note(view, drawing) {
    if (!texts.has(view)) texts.set(view, new Map(page.all("g[id] > title", drawing).map(title => [title.parentNode.id, title.textContent])));
  }
  function draw(view, narrow = phone.matches) {
    const kind = narrow && view.querySelector(":scope > .narrow") ? ".narrow" : ":not(.narrow)", kept = view.querySelector(":scope > noscript" + kind);
    if (!kept) return;
    const wide = view.querySelector(":scope > noscript:not(.narrow)");
    if (kept !== wide && wide) note(view, new DOMParser().parseFromString(wide.textContent, "text/html"));
    // It is made ready before it stands in the page, so that its styles and places are found once.
    const fresh = page.make("template", { innerHTML: kept.textContent }), svg = fresh.content.querySelector("svg");
    note(view, svg);
    const said = mark => texts.get(view).get(mark.id.replace("-narrow-svg-", "-svg-"));
    const marks = page.all("g[id]", svg).filter(said);
    marks.forEach(mark => {
      mark.said = said(mark);
      if (!units.has(unit_of(mark))) units.set(unit_of(mark), []);
      units.get(unit_of(mark)).push(mark);
    });
    if (marks.length) ready(svg, marks);
    kept.replaceWith(fresh.content);
    view.classList.remove("waits");
    page.panned([view]);
  }
  views.forEach(view => page.later(view, () => draw(view)));
  // The picture of a figure as it is printed.
  page.picture = function (float) {
    const view = float.querySelector(".exhibit-view:not(.exhibit-data)");
    draw(view, false);
    return view.querySelector(":scope > svg:not(.narrow)");
  };
  phone.addEventListener("change", () => views.filter(view => !page.pieces.has(view)).forEach(view => draw(view)));
  window.addEventListener("beforeprint", () => {
    while (page.pieces.size) page.done(page.pieces.keys().next().value);
    views.forEach(view => draw(view, false));
  });
})(Briefing);
