// The groups of a district, for the one that is pointed at on the map or chosen in a list.
(function (page) {
  const id = "fig-district-map", people = new Map();
  page.offer(id, () => {
    page.brought(id).forEach(row => {
      if (!people.has(row.district_id)) people.set(row.district_id, []);
      people.get(row.district_id).push([row.ethnic_group, Number(row.population)]);
    });
    const box = people.size ? page.instrument(id, page.say("districts")) : null;
    if (!box) return;
    const choice = page.make("select", {}, page.make("label", { textContent: page.say("district") + " " }, box));
    page.make("option", { value: "", textContent: page.say("choose") }, choice);
    const oblasts = new Map(), names = new Map();
    page.plotted(id).forEach(row => {
      names.set(row.district_id, `${row.district}, ${row.oblast}`);
      if (!oblasts.has(row.oblast)) oblasts.set(row.oblast, []);
      oblasts.get(row.oblast).push(row);
    });
    Array.from(oblasts.keys()).sort().forEach(oblast => {
      const group = page.make("optgroup", { label: oblast }, choice);
      oblasts.get(oblast).sort((a, b) => a.district.localeCompare(b.district))
        .forEach(row => page.make("option", { value: row.district_id, textContent: row.district }, group));
    });
    const told = page.make("div", { className: "groups", "aria-live": "polite" }, box);
    function show(district) {
      const groups = people.get(district);
      told.replaceChildren();
      if (!groups) return;
      const total = (groups.find(([name]) => name === "All") || ["", 0])[1];
      page.make("p", { textContent: page.say("people_of", names.get(district), page.number(total)) }, told);
      const list = page.make("ul", { className: "bars" }, told);
      groups.filter(([name]) => name !== "All").sort((a, b) => b[1] - a[1]).slice(0, 8).forEach(([name, count]) => {
        const share = 100 * count / total, item = page.make("li", {}, list);
        page.make("span", { textContent: name }, item);
        page.make("span", { textContent: `${page.number(share, share < 10 ? 1 : 0)} % · ${page.number(count)}` }, item);
        page.make("i", { style: `--share:${share}%`, className: { Kazakh: "kazakh", Russian: "russian" }[name] || "" }, item);
      });
    }
    let chosen = null;
    choice.onchange = () => {
      if (chosen) chosen.forEach(mark => mark.classList.remove("chosen"));
      chosen = page.marks(id, "disc-" + choice.value);
      chosen.forEach(mark => mark.classList.add("chosen"));
      show(choice.value);
    };
    document.getElementById(id).addEventListener("told", event => {
      const district = event.target.id.match(/-svg-disc-(\w+)$/);
      if (!district) return;
      choice.value = district[1];
      show(district[1]);
    });
  });
})(Briefing);
