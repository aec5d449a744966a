/* Opens the preview beside the form, and keeps it up to date while one types. The button sends the
   form as it is to an address that saves nothing; files stay here. */
"use strict";

(() => {
  const button = document.querySelector(".preview-button");
  const template = document.getElementById("preview-template");
  if (!button || !template) return;
  const { form } = button;
  const PAUSE = 1500; // milliseconds without typing
  let pane, page, state, later, isBusy, isBehind;
  let place = 0; // how far the page was read

  function open() {
    pane = template.content.firstElementChild.cloneNode(true);
    [page, state] = [pane.querySelector("iframe"), pane.querySelector(".preview__state")];
    page.addEventListener("load", arrived);
    pane.querySelector(".preview__close").addEventListener("click", close);
    document.querySelector(".report").after(pane);
    document.body.classList.add("has-preview");
    if (getComputedStyle(pane).position !== "fixed") pane.scrollIntoView();
  }

  function close() {
    clearTimeout(later);
    pane.remove();
    document.body.classList.remove("has-preview");
    pane = undefined;
    isBusy = isBehind = false;
    button.focus();
  }

  function arrived() {
    if (!isBusy) return; // an empty frame, before anything was sent
    isBusy = false;
    state.textContent = state.dataset.ready;
    try {
      page.contentWindow.scrollTo(0, place);
    } catch {
      // The browser shows a page of its own, for instance that the site does not answer.
    }
    if (isBehind) refresh();
  }

  function refresh() {
    clearTimeout(later);
    isBehind = isBusy;
    if (!isBusy && pane) form.requestSubmit(button);
  }

  function refreshSoon() {
    if (!pane) return;
    clearTimeout(later);
    later = setTimeout(refresh, PAUSE);
  }

  let isPreviewing = false;
  form.addEventListener("submit", (event) => {
    if (event.submitter !== button) return;
    if (!pane) open();
    clearTimeout(later);
    try {
      place = page.contentWindow.scrollY;
    } catch {
      place = 0;
    }
    state.textContent = state.dataset.busy;
    isBusy = isPreviewing = true;
    isBehind = false;
    setTimeout(() => (isPreviewing = false));
  });
  form.addEventListener("formdata", ({ formData }) => {
    if (!isPreviewing) return;
    for (const [name, value] of [...formData]) if (value instanceof File) formData.delete(name);
  });
  addEventListener("load", () => {
    // Django puts the cursor where a new form begins, which is the button and not the title.
    if (document.activeElement === button) document.getElementById("id_title").focus();
  });
  form.addEventListener("input", refreshSoon);
  form.addEventListener("change", refreshSoon);
  document.addEventListener("formset:removed", refreshSoon);
  django.jQuery(form).on("change", refreshSoon); // Select2 speaks through jQuery alone
})();
