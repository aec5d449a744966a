/* Offers back what was typed in a form and not saved, when it is opened again. */
"use strict";

(() => {
  if (!window.openForm) return;
  const { form, name, isRestored, ask, beat, show, leave } = openForm;
  const offer = document.querySelector(".unsaved");
  const offered = offer.querySelector("[name=discard]");

  /* Send the last copy that never reached the site, and offer what the site then has. */
  async function recover() {
    const copy = localCopies.at(location.pathname).find((one) => one.name !== name || isRestored);
    const isSecond = !offer.hidden && copy?.name !== offered.value; // it waits for the first
    if (!copy?.content || isSecond || document.querySelector(".errornote")) return;
    const age = Math.max(0, Math.round((Date.now() - copy.typed) / 1000));
    const answer = await ask({ content: copy.content, age });
    if (answer.is_kept) localCopies.drop(copy.name);
    if (answer.draft !== copy.name) return;
    if (isRestored && answer.is_kept) {
      leave();
      location.reload();
    }
    offered.value = copy.name;
    offer.querySelector(".unsaved__time").textContent = answer.typed_at;
    offer.hidden = false;
  }

  async function discard(event) {
    event.preventDefault();
    if (!confirm(event.target.dataset.question)) return;
    const answer = await ask({ discard: offered.value });
    show(answer);
    if (answer.status !== 200) return;
    localCopies.drop(offered.value);
    if (isRestored) {
      leave();
      const plain = new URL(location);
      plain.searchParams.delete("unsaved");
      location.assign(plain);
      return;
    }
    offer.hidden = true;
    form.querySelector("input:not([type=hidden]), select, textarea").focus();
    beat();
  }

  addEventListener("load", () => recover().then(beat));
  offer.querySelector("form").addEventListener("submit", discard);
})();
