/* The rows of the admin's forms: adding, moving by mouse or keyboard, and titles that follow what
   is typed. Removing needs no script: it ticks the row's own box. Events are Django's, so that
   its searches and the editor start in a new row. */
"use strict";

(() => {
  const rowsOf = (group) => [...group.querySelectorAll(".row")];
  const placeOf = (row) => row.querySelector("[name$='-position']");

  /* Number the rows as they stand, with the numbers that they have as far as these do. */
  function renumber(rows) {
    const numbers = rows.map((row) => Number(placeOf(row).value)).sort((a, b) => a - b);
    let last = 0;
    rows.forEach((row, index) => {
      last = Math.max(numbers[index], last + 1);
      placeOf(row).value = last;
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
    if (placeOf(row)) placeOf(row).value = 1 + Math.max(0, ...rowsOf(group).map((other) => placeOf(other).value));
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
    const rows = rowsOf(group);
    renumber(rows);
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

  /* "Opening remarks – Li Yonghong" of the fields that the title names, as far as they are filled. */
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
    const text = values.filter(Boolean).join(" – ");
    if (text) title.textContent = text;
  }

  /* Name each search after its label, which Select2 leaves to the eye. */
  function nameSearches(root) {
    for (const select of root.querySelectorAll("select.admin-autocomplete")) {
      const box = select.nextElementSibling?.querySelector(".select2-selection");
      const value = box?.querySelector(".select2-selection__rendered");
      const label = select.labels[0];
      if (!value || !label) continue;
      label.id ||= `${select.id}_label`;
      box.setAttribute("aria-labelledby", `${label.id} ${value.id}`);
      value.setAttribute("aria-labelledby", label.id);
    }
  }
  django.jQuery(() => nameSearches(document));
  document.addEventListener("formset:added", (event) => nameSearches(event.target));

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
    // Rows of one line are easier to pass; a browser gives up a drag that starts with a change.
    setTimeout(() => dragged?.closest(".rows").classList.add("rows--dragging"));
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
    dragged.closest(".rows").classList.remove("rows--dragging");
    dragged.scrollIntoView({ block: "nearest" });
    dragged.removeAttribute("draggable");
    moved(dragged);
    dragged = undefined;
  });

  for (const group of document.querySelectorAll(".rows")) {
    group.classList.add("rows--live");
    group.querySelector(".rows__add")?.removeAttribute("hidden");
    // A form that came back with errors shows its rows where they had been moved to.
    const place = (row) => Number(placeOf(row)?.value ?? 0);
    const rows = rowsOf(group);
    const sorted = [...rows].sort((a, b) => place(a) - place(b));
    if (sorted.some((row, index) => row !== rows[index]))
      for (const row of sorted) group.querySelector("template").before(row);
  }
})();
