/* The form of a report, above all its people. When a person is chosen, the post held on the first
   day is filled in where the directory is certain of it; every other post that may have been held is
   offered as a button. What an editor typed is never overwritten. */
"use strict";

(() => {
  // A narrow window shows the first sections alone; begin with what is to be corrected.
  const wrong = document.querySelector(".report-sections .errors");
  if (wrong) wrong.parentElement.scrollLeft = wrong.offsetLeft - wrong.parentElement.offsetLeft;

  const report = document.querySelector(".report");
  const group = document.getElementById("participations-group");
  const day = document.getElementById("id_start_date");
  if (!group?.querySelector(".rows__add") || !day) return; // nothing here to be edited

  const $ = django.jQuery;
  const field = (row, name) => row.querySelector(`[name$='-${name}']`);
  const rowsWithPerson = () =>
    [...group.querySelectorAll(".row")].filter((row) => field(row, "person").value);
  const posts = new WeakMap(); // what the directory said of the person of a row
  const filled = new Map(); // what was filled in, by field; anything else was typed

  const isTyped = (input) => input.value !== "" && filled.get(input) !== input.value;

  function put(input, value = "", label = "") {
    if (value && input.options && ![...input.options].some((option) => option.value === `${value}`))
      input.append(new Option(label, value));
    input.value = value;
    filled.set(input, input.value);
    $(input).trigger("change");
  }

  /* Take a post over, as far as nothing else was typed; whether anything typed was kept. */
  function fill(row, post) {
    const [body, joint, credit] = ["organization", "joint_with", "credited_as"].map((name) =>
      field(row, name));
    put(field(row, "membership"), post.id);
    const keepsBodies = isTyped(body) || isTyped(joint);
    if (!keepsBodies) {
      put(body, post.organization?.id, post.organization?.label);
      put(joint, post.joint_with?.id, post.joint_with?.label);
    }
    const keepsCredit = isTyped(credit);
    if (!keepsCredit) put(credit, post.credit);
    return keepsBodies || (keepsCredit && credit.value !== post.credit);
  }

  function clearFilled(row) {
    for (const input of row.querySelectorAll("input, select"))
      if (filled.has(input) && !isTyped(input)) put(input);
  }

  /* What stands below the person: a sentence, and a button for each other post. */
  function say(row, sentence) {
    let box = row.querySelector(".offers");
    if (!box) {
      box = document.createElement("div");
      box.className = "offers";
      box.setAttribute("role", "status");
      field(row, "person").closest(".row__line").after(box);
    }
    const chosen = field(row, "membership").value;
    const known = posts.get(row) ?? [];
    const doubt = known.find((post) => `${post.id}` === chosen)?.doubt;
    const lines = [doubt || sentence].filter(Boolean).map((text) => {
      const line = document.createElement("p");
      line.textContent = text;
      line.classList.toggle("offers__doubt", text === doubt);
      return line;
    });
    const buttons = known
      .filter((post) => post.held !== "no" && `${post.id}` !== chosen)
      .map((post) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = post.offer;
        button.addEventListener("click", () => {
          const kept = fill(row, post);
          say(row, kept ? report.dataset.kept : report.dataset.filled);
          field(row, "credited_as").focus();
        });
        return button;
      });
    box.replaceChildren(...lines, ...buttons);
  }

  function show(row, answer) {
    const select = field(row, "membership");
    const before = select.value;
    posts.set(row, answer);
    select.replaceChildren(
      select.options[0],
      ...answer.map((post) => new Option(post.label, post.id)),
    );
    select.value = answer.some((post) => `${post.id}` === before) ? before : "";
    const certain = answer.filter((post) => post.held === "certain");
    const isEmpty = ["membership", "organization", "joint_with", "credited_as"].every(
      (name) => !field(row, name).value);
    if (isEmpty && certain.length === 1) fill(row, certain[0]);
    say(row, isEmpty && certain.length === 1 ? report.dataset.filled : "");
  }

  async function consult(rows) {
    if (!rows.length) return;
    const asked = rows.map((row) => field(row, "person").value);
    const query = new URLSearchParams([
      ["day", day.value],
      ...asked.map((person) => ["person", person]),
    ]);
    const response = await fetch(`${report.dataset.postsUrl}?${query}`);
    if (!response.ok) return;
    const answer = await response.json();
    rows.forEach((row, index) => {
      // Somebody else may have been chosen while the directory was asked.
      if (field(row, "person").value === asked[index]) show(row, answer[asked[index]] ?? []);
    });
  }

  const people = new Map(); // who was chosen last, since the admin also reports what is no change
  for (const row of rowsWithPerson()) people.set(field(row, "person"), field(row, "person").value);

  $(group).on("change", "[name$='-person']", (event) => {
    if ((people.get(event.target) ?? "") === event.target.value) return;
    people.set(event.target, event.target.value);
    const row = event.target.closest(".row");
    clearFilled(row);
    if (event.target.value) consult([row]);
    else row.querySelector(".offers")?.replaceChildren();
  });
  group.addEventListener("change", (event) => {
    if (!event.target.matches("[name$='-membership']")) return;
    const row = event.target.closest(".row");
    const post = posts.get(row)?.find((known) => `${known.id}` === event.target.value);
    if (post) say(row, fill(row, post) ? report.dataset.kept : report.dataset.filled);
  });
  day.addEventListener("change", () => consult(rowsWithPerson()));
})();
