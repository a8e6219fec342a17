
"use strict";
(() => {
  const form = document.getElementById("filters");
  const marks = [...document.querySelectorAll("a[data-rules]")];
  const firsts = marks.filter((mark) => mark.id); // one for each repair, which may have several marks
  const fields = form.elements;

  function isShown(mark, rules) {
    if (mark.classList.contains("notice")) return fields.notices.checked;
    const isSure = Number(mark.dataset.confidence) >= Number(fields.least.value);
    return isSure && mark.dataset.rules.split(" + ").every((rule) => rules.has(rule));
  }

  function filter() {
    fields.limit.value = Number(fields.least.value).toFixed(2);
    document.body.dataset.view = fields.view.value;
    const rules = new Set([...form.querySelectorAll("[name=rule]:checked")].map((box) => box.value));
    for (const mark of marks) {
      const shown = isShown(mark, rules);
      mark.classList.toggle("off", !shown);
      mark.tabIndex = shown ? 0 : -1;
    }
    const repairs = firsts.filter((mark) => mark.classList.contains("edit"));
    fields.count.value = `${repairs.filter((mark) => mark.tabIndex === 0).length} of ${repairs.length}`;
  }

  function unfold() {
    for (const details of document.querySelectorAll("details")) details.open = fields.whole.checked;
  }

  function go(step) {
    const shown = firsts.filter((mark) => mark.tabIndex === 0);
    if (!shown.length) return;
    const here = shown.findIndex((mark) => mark.getAttribute("href") === location.hash);
    const next = here < 0 && step < 0 ? shown.length - 1 : (here + step + shown.length) % shown.length;
    location.hash = shown[next].id;
    shown[next].focus();
  }

  form.addEventListener("input", filter);
  fields.whole.addEventListener("input", unfold);
  fields.previous.addEventListener("click", () => go(-1));
  fields.next.addEventListener("click", () => go(1));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") document.activeElement.blur();
    if (!fields.keys.checked) return; // who speaks to the machine may say them unawares
    if (event.key === "n") go(1);
    if (event.key === "p") go(-1);
  });
  form.hidden = false;
  filter();
  // Who comes back finds the boxes as they were, put back by the browser after this has run.
  window.addEventListener("pageshow", () => {
    if (fields.whole.checked) unfold();
    filter();
  });
  firsts.find((mark) => mark.getAttribute("href") === location.hash)?.focus();
})();
