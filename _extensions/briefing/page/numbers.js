// A value of the prose says what stands behind it, to the pointer and to the keyboard; following it leads to its table.
(function (page) {
  const values = page.all(".value");
  if (!values.length) return;
  // So many stops would stand in the keyboard's way: they are stops once a reader asks for them.
  values.forEach(value => { value.tabIndex = -1; });
  function on(kinds, act) {
    kinds.forEach(kind => document.addEventListener(kind, event => {
      const value = event.target.closest(".value");
      if (value) act(value);
    }));
  }
  on(["pointerover", "focusin"], value => {
    const box = value.getBoundingClientRect();
    page.tip([page.values[value.dataset.number]], box.left + box.width / 2, box.top);
  });
  on(["pointerout", "focusout"], page.untip);
  document.querySelector(".trace input").onchange = event => {
    document.body.classList.toggle("traced", event.target.checked);
    values.forEach(value => {
      value.tabIndex = event.target.checked ? 0 : -1;
      if (event.target.checked) value.setAttribute("aria-label", `${value.textContent}: ${page.values[value.dataset.number]}`); else value.removeAttribute("aria-label");
    });
  };
})(Briefing);
