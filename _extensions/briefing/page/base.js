// The page's scripts share this: finding and making elements, words, data that stand in the page.
"use strict";
const Briefing = {
  ...JSON.parse(document.getElementById("page-data").textContent), // words, values
  all: (selector, within = document) => Array.from(within.querySelectorAll(selector)),

  // make("button", {textContent: "x", onclick: f}, parent); names with a hyphen become attributes.
  make(tag, properties = {}, parent = null) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name.includes("-")) element.setAttribute(name, value); else element[name] = value;
    }
    if (parent) parent.append(element);
    return element;
  },

  say: (key, ...values) => Briefing.words[key].replace(/\{(\d)\}/g, (_, n) => values[n - 1]),
  number: (value, decimals = 0) => value.toLocaleString("en", { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    .replace(/[.,]/g, sign => Briefing.words[sign === "." ? "decimal" : "thousands"]),
  listed: names => names.length < 2 ? names.join("") : names.slice(0, -1).join(", ") + " " + Briefing.words.and + " " + names.at(-1),

  // The rows of a CSV text as objects.
  csv(text) {
    if (!text.includes('"')) return Briefing.records(text.trimEnd().split("\n").map(line => line.split(",")));
    const rows = [[""]];
    let quoted = false;
    for (let i = 0; i < text.length; i++) {
      const char = text[i], row = rows.at(-1);
      if (char === '"') {
        if (quoted && text[i + 1] === '"') row[row.length - 1] += text[i++]; else quoted = !quoted;
      } else if (quoted || !",\n".includes(char)) {
        row[row.length - 1] += char;
      } else if (char === ",") row.push(""); else rows.push([""]);
    }
    if (rows.at(-1).join("") === "") rows.pop();
    return Briefing.records(rows);
  },
  records(rows) {
    const names = rows.shift();
    return rows.map(row => Object.fromEntries(names.map((name, k) => [name, row[k]])));
  },

  // What the file that a figure offers holds, and what the page brings for its instrument (the first cell of a row is
  // left out where it repeats).
  plotted(id) {
    const link = document.querySelector(`a[download="${id}.csv"]`);
    return link ? Briefing.csv(decodeURIComponent(link.getAttribute("href").replace(/^[^,]*,/, ""))) : [];
  },
  brought(id) {
    const data = document.getElementById("data-of-" + id);
    if (!data) return [];
    let first = "";
    return Briefing.records(data.textContent.split("\n").map(line => {
      const cells = line.split("\t");
      cells[0] = first = cells[0] || first;
      return cells;
    }));
  },

  // A figure's instrument is made when the figure comes near.
  offer(id, work) {
    const float = document.getElementById(id);
    if (float) Briefing.later(float, work);
  },
  // The place of a figure's instrument, between its drawing and its foot; nothing where the figure isn't on the page.
  instrument(id, title) {
    const float = document.getElementById(id), view = float && float.querySelector(".exhibit-view");
    if (!view) return null;
    const box = Briefing.make("section", { className: "instrument", id: id + "-instrument", "aria-labelledby": id + "-instrument-title" });
    (view.parentElement.querySelector(":scope > .pan-hint") || view).after(box);
    Briefing.make("p", { className: "title", id: id + "-instrument-title", textContent: title }, box);
    return box;
  },
  // What is far stands as text (noscript) until its place comes near or the page is at rest; without script it is there.
  set(within) {
    Briefing.all("noscript", within).forEach(kept => { kept.outerHTML = kept.textContent; });
  },
  // What a link leads to; the list of sources is set if it isn't there yet.
  target() {
    const id = decodeURIComponent(location.hash.slice(1));
    if (id && !document.getElementById(id)) Briefing.all(".source-list").forEach(Briefing.done);
    return id && document.getElementById(id);
  },
  // Work that can wait is done when its place comes near the screen, else after the page has loaded, a piece at a time.
  pieces: new Map(),
  later(place, work) {
    Briefing.pieces.set(place, [...(Briefing.pieces.get(place) || []), work]);
    Briefing.near.observe(place);
  },
  done(place) {
    const works = Briefing.pieces.get(place) || [];
    Briefing.pieces.delete(place);
    Briefing.near.unobserve(place);
    works.forEach(work => work());
  },
  near: new IntersectionObserver(entries => entries.forEach(entry => { if (entry.isIntersecting) Briefing.done(entry.target); }), { rootMargin: "600px" }),
  // Some are done at a time, so that the reader can act in between.
  rest() {
    const until = performance.now() + 8;
    while (Briefing.pieces.size && performance.now() < until) Briefing.done(Briefing.pieces.keys().next().value);
    if (Briefing.pieces.size) setTimeout(Briefing.rest); else document.documentElement.dataset.ready = "";
  },
  marks: (id, name) => [id, id + "-narrow"].map(drawing => document.getElementById(`${drawing}-svg-${name}`)).filter(Boolean),
};
