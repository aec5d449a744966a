// Every page works without this file, which only adds to it. Visible strings come from data-*
// attributes, so that templates translate them.

const body = document.body;
const statusLine = document.querySelector("[data-toast]");
let statusTimer;

function say(message) {
  if (!statusLine || !message) return;
  statusLine.textContent = message;
  clearTimeout(statusTimer);
  statusTimer = setTimeout(() => (statusLine.textContent = ""), 4000);
}

async function copy(text, message) {
  try {
    await navigator.clipboard.writeText(text);
    say(message);
  } catch {
    // The browser or the visitor refused; the text is still there to be selected.
  }
}

const oneLine = (text) => text.replace(/\s+/g, " ").trim();
const pageAddress = () => location.href.split("#")[0];

// What a button with data-js="…" does, and whether this browser can do it.
const actions = {
  print: { able: true, run: () => window.print() },
  share: {
    able: "share" in navigator,
    run: () => navigator.share({ title: document.title, url: pageAddress() }).catch(() => {}),
  },
  // Copies data-text, else the text of the element named by data-from, else the page's address.
  copy: {
    able: "clipboard" in navigator,
    run({ dataset }) {
      const source = dataset.from && document.getElementById(dataset.from);
      const text = dataset.text || (source ? oneLine(source.textContent) : pageAddress());
      copy(text, dataset.copied || body.dataset.copied);
    },
  },
};

for (const button of document.querySelectorAll("[data-js]")) {
  const action = actions[button.dataset.js];
  if (!action?.able) continue;
  button.hidden = false;
  button.addEventListener("click", () => action.run(button));
}

// A paragraph's number leads to the paragraph and copies its address.
document.addEventListener("click", ({ target }) => {
  const number = target.closest(".pn");
  if (number && actions.copy.able) copy(number.href, body.dataset.linkCopied);
});

// The language menu closes on Escape and on a click elsewhere.
const menu = document.querySelector("details.lang");
if (menu) {
  document.addEventListener("click", ({ target }) => {
    if (!menu.contains(target)) menu.open = false;
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

// "On this page" marks the last section that has reached the upper part of the window.
const entries = [...document.querySelectorAll(".toc a[href^='#']")];
if (entries.length && "IntersectionObserver" in window) {
  const entryOf = new Map();
  for (const entry of entries) {
    const target = document.getElementById(entry.hash.slice(1));
    // A heading stands for the whole section that it opens.
    if (target) entryOf.set(target.matches("h2, h3") ? target.parentElement : target, entry);
  }
  const visible = new Set();
  const observer = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes) {
        if (isIntersecting) visible.add(entryOf.get(target));
        else visible.delete(entryOf.get(target));
      }
      const current = entries.filter((entry) => visible.has(entry)).pop();
      if (!current) return;
      for (const entry of entries) entry.removeAttribute("aria-current");
      current.setAttribute("aria-current", "true");
    },
    { rootMargin: "-10% 0px -70% 0px" },
  );
  for (const region of entryOf.keys()) observer.observe(region);
}

// A directory narrows while one types; its form still asks the server. The field names the list
// (data-filter) and the count (data-out). An item is found by the names in it (links, bold words,
// .sub) and by those it does not show (data-also); with data-see it only refers to another, and
// does not count. Groups (data-group) without a hit hide, and so do the links to them (data-parts).
const folded = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");

for (const field of document.querySelectorAll("[data-filter]")) {
  const list = document.querySelector(field.dataset.filter);
  const count = document.getElementById(field.dataset.out);
  const items = [...list.querySelectorAll("li")].map((item) => {
    const names = [...item.querySelectorAll("a, b, .sub")].map((name) => name.textContent);
    return { item, words: folded([...names, item.dataset.also].join(" ")) };
  });
  const groups = [...list.querySelectorAll("[data-group]")];
  const parts = document.querySelector("[data-parts]");
  field.addEventListener("input", () => {
    const wanted = folded(field.value).trim();
    let hits = 0;
    for (const { item, words } of items) {
      item.hidden = !words.includes(wanted);
      if (!item.hidden && !("see" in item.dataset)) hits += 1;
    }
    for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])");
    if (parts) parts.hidden = wanted !== "";
    const { one, many } = count.dataset;
    count.textContent = (hits === 1 ? one : many).replace("%", hits);
  });
}
