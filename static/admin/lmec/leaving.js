/* Keeps typed work from being lost unseen: leaving a form that holds anything unsaved asks first,
   and a form that comes back shows its messages before the section that one was in. */
"use strict";

(() => {
  const form = document.querySelector("#content-main form");
  if (!form) return;
  const content = () =>
    JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]));
  let saved; // what the form held when it was opened; unknown once it is being sent

  addEventListener("load", () => {
    saved = document.querySelector(".errornote") ? "" : content();
  });
  form.addEventListener("submit", () => {
    saved = undefined;
    // A browser carries "#remarks-heading" along to the page that answers.
    history.replaceState(null, "", location.pathname + location.search);
  });
  addEventListener("beforeunload", (event) => {
    if (saved !== undefined && content() !== saved) event.preventDefault();
  });
})();
