/* "Use theirs" puts the other version of a field that two people changed into the field. */
"use strict";

(() => {
  function fill(field, values, label) {
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = values.includes(field.value);
    } else if (field.tagName === "SELECT") {
      for (const value of values)
        if (value && ![...field.options].some((option) => option.value === value))
          field.append(new Option(label, value));
      for (const option of field.options) option.selected = values.includes(option.value);
      if (field.matches(".admin-autocomplete")) django.jQuery(field).trigger("change");
    } else {
      field.value = values[0] ?? "";
      const editor = window.CKEDITOR?.instances[field.id];
      if (editor?.status === "ready") editor.setData(field.value);
      else editor?.once("instanceReady", () => editor.setData(values[0] ?? ""));
    }
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
  }

  for (const button of document.querySelectorAll(".both__take")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const theirs = JSON.parse(button.dataset.theirs);
      const names = new Set([button.dataset.field, ...Object.keys(theirs)]);
      const fields = [...button.form.elements].filter((field) => names.has(field.name));
      for (const field of fields) fill(field, theirs[field.name] ?? [], button.dataset.label);
      fields[0]?.focus();
    });
  }
})();
