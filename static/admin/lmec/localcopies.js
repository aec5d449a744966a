/* What was typed in a form and has not reached the site, kept in this browser by account.

   A copy is named after its draft ("3-x8Ktq2Lm": the account, and one opening of a form). It goes
   when the site says that the form was saved, and those of other accounts when one logs out. */
"use strict";

window.localCopies = (() => {
  const PREFIX = "lmec-form:";
  const account = document.currentScript.dataset.account;
  const isOwn = (name) => name.startsWith(`${account}-`);

  /* The names of all copies; none where the browser keeps nothing for sites. */
  function names() {
    try {
      return Object.keys(localStorage)
        .filter((key) => key.startsWith(PREFIX))
        .map((key) => key.slice(PREFIX.length));
    } catch {
      return [];
    }
  }

  function get(name) {
    try {
      return { name, ...JSON.parse(localStorage.getItem(PREFIX + name)) };
    } catch {
      return { name };
    }
  }

  /* Keep a copy: whether there was room for it. */
  function put(name, copy) {
    try {
      localStorage.setItem(PREFIX + name, JSON.stringify(copy));
      return true;
    } catch {
      return false;
    }
  }

  function drop(name) {
    try {
      localStorage.removeItem(PREFIX + name);
    } catch {
      // Nothing was kept either.
    }
  }

  /* The account's own copies of the form at an address, the last one typed first. */
  const at = (address) =>
    names().filter(isOwn).map(get)
      .filter((copy) => copy.address === address)
      .sort((a, b) => b.typed - a.typed);

  const saved = document.cookie.match(/(?:^|; )saved_forms="?([^;"]*)/)?.[1].split(".") ?? [];
  saved.forEach(drop);
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "logout-form") return;
    for (const name of names()) if (!isOwn(name)) drop(name);
  });

  return { at, put, drop };
})();
