// Close a route: how much oil can still leave, and what limits it, by maximum flow on the network of a year.
(function (page) {
  const id = "fig-route-status", map = "fig-routes-map";
  // The links that a reader may close, in this order; words.lua has their names for readers.
  const CLOSABLE = ["CPC", "Atyrau-Samara", "condensate to Orenburg", "Aktau-Makhachkala", "rail", "Atasu-Alashankou", "loading at Aktau", "Aktau-Baku"];
  const PER_MT = 1000; // whole kilotonnes make the flow exact

  // Maximum flow from fields to outlets (Edmonds and Karp): its size, what each link carries, and the links of the minimum cut
  // nearest to the outlets. A link of unknown capacity is without limit; parallel links make one.
  page.maximumFlow = function (links, fields, outlets) {
    const room = new Map(), carried = new Map(), next = new Map(), before = new Map();
    function join(tail, head, capacity) {
      const key = tail + "\n" + head;
      room.set(key, (room.get(key) || 0) + capacity);
      carried.set(key, 0);
      [[next, tail, head], [before, head, tail]].forEach(([map, from, to]) => {
        if (!map.has(from)) map.set(from, new Set());
        map.get(from).add(to);
      });
    }
    links.forEach(link => join(link.tail, link.head, link.room));
    fields.forEach(field => join("", field, Infinity));
    outlets.forEach(outlet => join(outlet, "\n", Infinity));
    const free = (tail, head) => (room.get(tail + "\n" + head) || 0) - (carried.get(tail + "\n" + head) || 0) + (carried.get(head + "\n" + tail) || 0);
    const around = place => [...(next.get(place) || []), ...(before.get(place) || [])];
    function way() {
      const from = new Map([["", null]]), queue = [""];
      for (const place of queue) {
        for (const to of around(place)) {
          if (from.has(to) || free(place, to) <= 0) continue;
          from.set(to, place);
          if (to === "\n") return from;
          queue.push(to);
        }
      }
      return null;
    }
    let value = 0;
    for (let from = way(); from; from = way()) {
      const steps = [];
      for (let place = "\n"; from.get(place) !== null; place = from.get(place)) steps.push([from.get(place), place]);
      const amount = Math.min(...steps.map(([tail, head]) => free(tail, head)));
      if (amount === Infinity) return { value: Infinity, cut: [], carried: links.map(() => 0) };
      steps.forEach(([tail, head]) => {
        const back = Math.min(amount, carried.get(head + "\n" + tail) || 0);
        if (back) carried.set(head + "\n" + tail, carried.get(head + "\n" + tail) - back);
        if (amount > back) carried.set(tail + "\n" + head, carried.get(tail + "\n" + head) + amount - back);
      });
      value += amount;
    }
    const beyond = new Set(["\n"]), queue = ["\n"];
    for (const place of queue) {
      around(place).forEach(other => {
        if (!beyond.has(other) && free(other, place) > 0) {
          beyond.add(other);
          queue.push(other);
        }
      });
    }
    return { value, cut: links.filter(link => !beyond.has(link.tail) && beyond.has(link.head)),
      carried: links.map(link => {
        const key = link.tail + "\n" + link.head, amount = Math.min(link.room, carried.get(key));
        carried.set(key, carried.get(key) - amount);
        return amount;
      }) };
  };

  page.offer(id, () => {
    const network = page.brought(id).map(row => ({ ...row, room: row.room_mt === "" ? Infinity : Math.round(Number(row.room_mt) * PER_MT) }));
    const box = network.length ? page.instrument(id, page.say("routes")) : null;
    if (!box) return;
    const years = Array.from(new Set(network.map(link => link.year))).sort(), closed = new Set();
    let year = years.at(-1), tried = false;
    box.addEventListener("click", () => { tried = true; }, true);
    const called = link => page.words.links[link.name] || link.name;
    const amount = kilotonnes => page.number(kilotonnes / PER_MT, kilotonnes % PER_MT ? 1 : 0);

    const when = page.make("fieldset", {}, box);
    page.make("legend", { textContent: page.say("year") }, when);
    years.forEach(one => {
      const label = page.make("label", {}, when);
      page.make("input", { type: "radio", name: "routes-year", value: one, checked: one === year, onchange: () => { year = one; offer(); } }, label);
      label.append(one);
    });
    const what = page.make("fieldset", {}, box);
    const presets = page.make("div", { className: "presets" }, box);
    const told = page.make("div", { className: "result", "aria-live": "polite" }, box);
    const of_year = () => network.filter(link => link.year === year);
    const closable = () => CLOSABLE.map(name => of_year().find(link => link.name === name)).filter(Boolean);

    function offer() {
      what.replaceChildren(page.make("legend", { textContent: page.say("close") }));
      closable().forEach(link => {
        const label = page.make("label", {}, what);
        page.make("input", { type: "checkbox", value: link.name, checked: closed.has(link.name), onchange: event => {
          if (event.target.checked) closed.add(link.name); else closed.delete(link.name);
          show();
        } }, label);
        label.append(called(link));
      });
      show();
    }
    [["open", () => false], ["without_russia", link => link.crosses_russia === "yes"], ["nor_rail", link => link.crosses_russia !== "no"]].forEach(([key, shut]) => {
      page.make("button", { type: "button", textContent: page.say(key), onclick: () => {
        closed.clear();
        of_year().filter(shut).forEach(link => closed.add(link.name));
        offer();
      } }, presets);
    });

    function show() {
      const all = of_year(), heads = new Set(all.map(link => link.head)), tails = new Set(all.map(link => link.tail));
      const links = all.filter(link => !closed.has(link.name)), here = new Set(links.flatMap(link => [link.tail, link.head]));
      const fields = [...tails].filter(place => !heads.has(place) && here.has(place)), outlets = [...heads].filter(place => !tails.has(place) && here.has(place));
      const { value, cut, carried } = page.maximumFlow(links, fields, outlets);
      const limits = cut.map(link => `${called(link)} (${amount(link.room)})`);
      told.replaceChildren();
      const sentence = page.make("p", {}, told);
      page.make("output", { textContent: value === Infinity ? "∞" : amount(value) }, sentence);
      sentence.append(" " + page.say("can_leave", year) + (limits.length ? " " + page.say("limited_by", page.listed(limits)) : ""));
      sentence.dataset.limits = cut.length;
      const list = page.make("ul", { className: "bars" }, told), widest = Math.max(...all.filter(link => CLOSABLE.includes(link.name) && link.room < Infinity).map(link => link.room));
      closable().forEach(link => {
        const shut = closed.has(link.name), flow = shut ? 0 : carried[links.indexOf(link)], item = page.make("li", { className: shut ? "shut" : "" }, list);
        const full = cut.includes(link);
        page.make("span", { textContent: called(link) }, item);
        page.make("span", { textContent: shut ? page.say("closed") : `${amount(flow)}${link.room < Infinity ? " / " + amount(link.room) : ""}${full ? " · " + page.say("limit") : ""}` }, item);
        page.make("i", { style: `--share:${100 * flow / widest}%;--room:${link.room < Infinity ? 100 * link.room / widest : 0}%`, className: { yes: "russian", no: "kazakh" }[link.crosses_russia] || "" }, item);
      });
      page.make("p", { className: "remark", textContent: page.say("one_way") }, told);
      // The same on the drawings, once a reader has chosen: what is shut is pale, what limits is outlined.
      [id, map].forEach(figure => page.all(`#${figure} .shut, #${figure} .limit`).filter(mark => mark.closest("svg")).forEach(mark => mark.classList.remove("shut", "limit")));
      if (!tried) return;
      all.forEach(link => {
        const slug = link.name.toLowerCase().replaceAll(" ", "-");
        const marks = [...page.all(`#${id} .mark`).filter(mark => year === years.at(-1) && mark.id.endsWith("-" + slug)), ...(link.pipeline_id ? page.marks(map, "route-" + link.pipeline_id) : [])];
        marks.forEach(mark => {
          if (closed.has(link.name)) mark.classList.add("shut");
          if (cut.includes(link)) mark.classList.add("limit");
        });
      });
    }
    offer();
  });
})(Briefing);
