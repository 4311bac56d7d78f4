// A ledger is filtered by the verdicts, grades and subjects in its rows, by columns in which few values stand often, and by
// a square for each row. A row that only names the subject of those after it stays while one of them is shown.
(function (page) {
  const text = element => element ? element.textContent.trim() : "";

  // One square a row, in the order of the text that it judges (¶ and number): its colour and letter are the verdict.
  function squares(rows, choose) {
    const coded = rows.filter(row => row.querySelector("[id].code"));
    if (coded.length < 10) return null;
    const place = row => Number((text(row.cells[0]).match(/¶\s*(\d+)/) || [0, 0])[1]);
    const key = row => row.querySelector("[id].code").id;
    coded.sort((a, b) => place(a) - place(b) || key(a).localeCompare(key(b)));
    const group = page.make("div", { className: "squares", role: "group", "aria-label": page.say("squares", coded.length) });
    const buttons = coded.map((row, i) => {
      const verdict = row.querySelector(".verdict"), button = page.make("button", { type: "button", tabIndex: i ? -1 : 0,
        className: verdict.className, textContent: text(verdict)[0], title: `${text(row.cells[0])}: ${text(verdict)}`,
        "aria-label": `${text(row.cells[0])}: ${text(verdict)}`, "aria-pressed": "false" }, group);
      button.row = row;
      button.onclick = () => {
        const pressed = button.getAttribute("aria-pressed") === "true";
        buttons.forEach(other => other.setAttribute("aria-pressed", String(other === button && !pressed)));
        choose(pressed ? null : row);
      };
      button.onkeydown = event => {
        const to = buttons[{ ArrowRight: i + 1, ArrowDown: i + 1, ArrowLeft: i - 1, ArrowUp: i - 1, Home: 0, End: buttons.length - 1 }[event.key]];
        if (!to) return;
        event.preventDefault();
        button.tabIndex = -1;
        to.tabIndex = 0;
        to.focus();
      };
      return button;
    });
    return { group, buttons };
  }

  page.all(".ledger").forEach(ledger => page.later(ledger, () => {
    const rows = [], groups = [], facets = {}, chosen = [];
    let only = null;
    function facet(name, row, value) {
      if (value) (facets[name] = facets[name] || new Map()).set(row, value);
    }
    page.all("tbody tr", ledger).forEach(row => {
      if (row.querySelector("th[colspan] strong")) {
        row.classList.add("group");
        groups.push({ row, name: text(row.querySelector("strong")), rows: [] });
        return;
      }
      rows.push(row);
      ["verdict", "grade"].forEach(kind => facet(kind, row, text(row.querySelector("." + kind))));
      if (groups.length) {
        groups.at(-1).rows.push(row);
        facet("subject", row, groups.at(-1).name);
      }
    });
    if (rows.length < 10) return;
    page.all("thead th", ledger.querySelector("table")).forEach((head, column) => {
      rows.forEach(row => {
        if (row.cells[column] && !row.cells[column].querySelector(".verdict, .grade")) facet(":" + text(head), row, text(row.cells[column]));
      });
    });
    const bar = page.make("div", { className: "filters" });
    const board = squares(rows, row => { only = row; filter(); });
    let count;
    function filter() {
      const fits = row => chosen.every(select => !select.value || facets[select.facet].get(row) === select.value);
      const shown = rows.filter(row => {
        row.hidden = only ? row !== only : !fits(row);
        return !row.hidden;
      });
      groups.forEach(group => { group.row.hidden = group.rows.every(row => row.hidden); });
      if (board) board.buttons.forEach(button => button.classList.toggle("out", !fits(button.row)));
      count.textContent = page.say("rows", shown.length, rows.length);
    }
    Object.keys(facets).forEach(name => {
      const values = Array.from(new Set(facets[name].values())), own = name[0] !== ":";
      // A column of numbers is no list of kinds.
      if (!own && values.every(value => !isNaN(value))) return;
      if (values.length < 2 || values.length > 12 || values.length * 2 > facets[name].size || values.join("").length > 50 * values.length) return;
      const label = page.make("label", {}, bar);
      page.make("span", { textContent: own ? page.say(name) : name.slice(1) }, label);
      if (name !== "subject") values.sort();
      const select = page.make("select", { facet: name, onchange: filter }, label);
      page.make("option", { value: "", textContent: page.say("all") }, select);
      values.forEach(value => page.make("option", { value, textContent: value }, select));
      chosen.push(select);
    });
    if (!chosen.length && !board) return;
    count = page.make("output", {}, bar);
    filter();
    ledger.prepend(bar);
    if (board) {
      ledger.prepend(board.group);
      // A link to a row shows it, whatever was chosen.
      window.addEventListener("hashchange", () => {
        const target = page.target();
        const row = target && target.closest("tr");
        if (!row || !row.hidden || !rows.includes(row)) return;
        only = null;
        chosen.forEach(select => { select.value = ""; });
        board.buttons.forEach(button => button.setAttribute("aria-pressed", "false"));
        filter();
        target.scrollIntoView();
      });
    }
  }));
})(Briefing);
