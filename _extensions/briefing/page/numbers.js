// A value of the prose says what stands behind it, to the pointer and to the keyboard; following it leads to its table.
(function (page) {
  const values = page.all(".value");
  if (!values.length) return;
  values.forEach(value => {
    const about = page.values[value.dataset.number];
    // So many stops would stand in the keyboard's way: they are stops once a reader asks for them.
    value.tabIndex = -1;
    const tell = () => {
      const box = value.getBoundingClientRect();
      page.tip([about], box.left + box.width / 2, box.top);
    };
    value.addEventListener("pointerenter", tell);
    value.addEventListener("focus", tell);
    value.addEventListener("pointerleave", page.untip);
    value.addEventListener("blur", page.untip);
  });
  const label = page.make("label", { className: "trace" });
  page.make("input", { type: "checkbox", onchange: event => {
    document.body.classList.toggle("traced", event.target.checked);
    values.forEach(value => {
      value.tabIndex = event.target.checked ? 0 : -1;
      if (event.target.checked) value.setAttribute("aria-label", `${value.textContent}: ${page.values[value.dataset.number]}`); else value.removeAttribute("aria-label");
    });
  } }, label);
  label.append(page.say("trace"));
  document.querySelector(".masthead").append(label);
})(Briefing);
