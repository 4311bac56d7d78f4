// What "almost all" is taken to mean: which years reach the threshold, and whether the verdict turns.
(function (page) {
  const id = "fig-oil-share", ARTICLE = 2011, READ_AS = 90;
  page.offer(id, () => {
    const ranges = page.plotted(id).filter(row => row.kind === "range").map(row => ({ year: row.date, state: row.state,
      low: row.low_pct === "" ? 0 : Number(row.low_pct), high: row.high_pct === "" ? 100 : Number(row.high_pct) }));
    const decides = ranges.filter(row => row.state === "closed" && row.year < ARTICLE).at(-1);
    const box = decides ? page.instrument(id, page.say("threshold")) : null;
    if (!box) return;
    // As the rule of the claim has it: open when the two ends of what is known disagree.
    const reached = (row, threshold) => row.low >= threshold ? "supported" : row.high < threshold ? "contradicted" : "open";
    const label = page.make("label", { className: "sliding", textContent: page.say("almost_all") + " " }, box);
    const slider = page.make("input", { type: "range", min: 80, max: 95, step: 1, value: READ_AS }, label);
    const at = page.make("output", {}, label), told = page.make("div", { className: "result", "aria-live": "polite" }, box);
    let tried = false; // the drawing stays as printed until a reader moves the slider
    function show() {
      const threshold = Number(slider.value), years = { supported: [], open: [], contradicted: [] };
      at.textContent = threshold + " %";
      slider.setAttribute("aria-valuetext", at.textContent);
      ranges.forEach(row => {
        const verdict = reached(row, threshold);
        years[verdict].push(row.year);
        page.marks(id, "range-" + row.year).forEach(mark => mark.classList.toggle("pale", tried && verdict === "contradicted"));
      });
      const verdict = reached(decides, threshold), usual = reached(decides, READ_AS);
      told.replaceChildren();
      const sentence = page.make("p", {}, told);
      sentence.append(page.make("a", { href: "#C48", textContent: "C48" }), " ");
      page.make("b", { className: "verdict " + verdict, textContent: page.say("is_" + verdict) }, sentence);
      sentence.append(" " + page.say("because", decides.year, page.number(decides.low), page.number(decides.high)) + " " + page.say(verdict === usual ? "as_printed" : "turned", READ_AS));
      const list = page.make("ul", {}, told);
      Object.entries(years).forEach(([kind, those]) => page.make("li", { textContent: page.say("years_" + kind, those.length ? those.join(", ") : page.say("none")) }, list));
    }
    slider.oninput = () => { tried = true; show(); };
    show();
  });
})(Briefing);
