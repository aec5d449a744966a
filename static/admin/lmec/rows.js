/* The rows of the admin's forms: adding, moving by mouse or keyboard, and titles that follow what
   is typed. Removing needs no script: it ticks the row's own box. Events are Django's, so that
   its searches and the editor start in a new row. */
"use strict";

(() => {
  const rowsOf = (group) => [...group.querySelectorAll(".row")];

  function renumber(group) {
    rowsOf(group).forEach((row, index) => {
      const place = row.querySelector("[name$='-position']");
      if (place) place.value = index + 1;
    });
  }

  function add(group) {
    const list = group.querySelector(".rows__list");
    const total = document.getElementById(`id_${group.dataset.prefix}-TOTAL_FORMS`);
    const index = total.value;
    const template = group.querySelector("template");
    const row = template.content.firstElementChild.cloneNode(true);
    for (const element of [row, ...row.querySelectorAll("*")])
      for (const attribute of element.attributes)
        attribute.value = attribute.value
          .replace("__prefix__", index)
          .replace("__number__", Number(index) + 1);
    list.insertBefore(row, template);
    total.value = Number(index) + 1;
    if (rowsOf(group).some((other) => other !== row)) renumber(group);
    row.dispatchEvent(
      new CustomEvent("formset:added", {
        bubbles: true,
        detail: { formsetName: group.dataset.prefix },
      }),
    );
    row.querySelector(".row__body :is(input:not([type=hidden]), select, textarea)")?.focus();
  }

  function moved(row) {
    const group = row.closest(".rows");
    renumber(group);
    const rows = rowsOf(group);
    group.querySelector(".rows__status").textContent = group.dataset.moved
      .replace("%(place)s", rows.indexOf(row) + 1)
      .replace("%(count)s", rows.length);
  }

  function move(button) {
    const row = button.closest(".row");
    const rows = rowsOf(row.closest(".rows"));
    const step = Number(button.dataset.step);
    const target = rows[rows.indexOf(row) + step];
    if (!target) return;
    if (step < 0) target.before(row);
    else target.after(row);
    button.focus();
    row.scrollIntoView({ block: "nearest" });
    moved(row);
  }

  /* "Opening remarks: Li Yonghong" of the fields that the title names, as far as they are filled. */
  function retitle(row) {
    const title = row.querySelector(".row__title");
    const fields = title?.dataset.fields.split(" ").filter(Boolean) ?? [];
    const values = fields.map((name) => {
      const field = row.querySelector(`[name$='-${name}']`);
      const text = field?.selectedOptions
        ? field.value && field.selectedOptions[0]?.text.replace(/ \(.*\)$/, "")
        : field?.value;
      return text?.trim();
    });
    const text = values.filter(Boolean).join(": ");
    if (text) title.textContent = text;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".rows__add, .row__move");
    if (!button) return;
    if (button.matches(".rows__add")) add(button.closest(".rows"));
    else move(button);
  });
  document.addEventListener("input", (event) => {
    const row = event.target.closest?.(".row--folds");
    if (row) retitle(row);
  });
  // Select2 speaks through jQuery alone.
  django.jQuery(document).on("change", ".row--folds select", (event) => {
    retitle(event.target.closest(".row"));
  });

  let dragged;
  document.addEventListener("pointerdown", (event) => {
    const row = event.target.closest(".row__grip")?.closest(".row");
    if (row) row.draggable = true;
  });
  document.addEventListener("pointerup", () => {
    for (const row of document.querySelectorAll(".row[draggable]")) row.removeAttribute("draggable");
  });
  document.addEventListener("dragstart", (event) => {
    if (!event.target.matches?.(".row[draggable]")) return;
    dragged = event.target;
    dragged.classList.add("row--dragged");
    event.dataTransfer.effectAllowed = "move";
  });
  document.addEventListener("dragover", (event) => {
    const over = dragged && event.target.closest(".row");
    if (!dragged) return;
    event.preventDefault();
    if (!over || over === dragged || over.parentElement !== dragged.parentElement) return;
    const box = over.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) over.before(dragged);
    else over.after(dragged);
  });
  document.addEventListener("dragend", () => {
    if (!dragged) return;
    dragged.classList.remove("row--dragged");
    dragged.removeAttribute("draggable");
    moved(dragged);
    dragged = undefined;
  });

  for (const group of document.querySelectorAll(".rows")) {
    group.classList.add("rows--live");
    group.querySelector(".rows__add")?.removeAttribute("hidden");
    // A form that came back with errors shows its rows where they had been moved to.
    const place = (row) => Number(row.querySelector("[name$='-position']")?.value) || Infinity;
    const rows = rowsOf(group);
    const sorted = [...rows].sort((a, b) => place(a) - place(b) || rows.indexOf(a) - rows.indexOf(b));
    if (sorted.some((row, index) => row !== rows[index]))
      for (const row of sorted) group.querySelector("template").before(row);
  }
})();
