/* Keeps what is typed in a form: at once in this browser, and after a pause on the site, whose
   answer says who else has the form open. unsaved.js offers back what an earlier visit left behind.

   Leaving a form that holds anything unsaved asks first. */
"use strict";

window.openForm = (() => {
  const panel = document.querySelector(".open-form");
  if (!panel) return undefined;
  const form = panel.closest("form");
  const say = panel.dataset;
  const name = form.elements._draft.value.split(":")[0];
  const isRestored = Boolean(document.querySelector(".unsaved[data-restored]"));
  const LEFT_OUT = /^(csrfmiddlewaretoken$|_(?!base$|draft$|why$))/;
  const [SOON, PAUSE, AT_LATEST, BEAT, TOO_LONG] = [300, 2000, 5000, 15000, 20000]; // milliseconds
  const BEACON = 60000; // bytes that a page may send while it goes

  let opened; // what the form held when it was opened, as it is stored; undefined if it never was
  let held; // what this browser last noticed in the form
  let kept; // what the site is known to have of it
  let isFull = false; // this browser has no room for what was typed
  let isSending = false; // the form as a whole
  let isGone = false;
  let isOut = false; // logged out, which is not asked about again and again
  let soon, later, since;

  /* The fields of the form as a browser sends them, without files. */
  function content(isThorough) {
    if (isThorough)
      for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) editor.write?.();
    const typed = new URLSearchParams();
    for (const [field, value] of new FormData(form))
      if (typeof value === "string" && !LEFT_OUT.test(field)) typed.append(field, value);
    return `${typed}`;
  }
  const hasFiles = () =>
    [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);
  const isUnsaved = () => content(true) !== opened || hasFiles();

  // --- Between the form and the site --------------------------------------------------------

  /* In parts, since a text grows long by being encoded twice. */
  function bodyOf(fields) {
    const body = new FormData();
    for (const [field, value] of Object.entries(fields)) body.append(field, value);
    for (const field of ["_draft", "_base", "csrfmiddlewaretoken"])
      body.append(field, form.elements[field]?.value ?? "");
    return body;
  }

  async function ask(fields, isAgain = false) {
    const request = { method: "POST", body: bodyOf(fields), signal: AbortSignal.timeout(TOO_LONG) };
    const response = await fetch(say.address, request).catch(() => undefined);
    const answer = { status: response?.status ?? 0, ...(await response?.json().catch(() => ({}))) };
    if (answer.csrf)
      for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]"))
        input.value = answer.csrf;
    return answer.is_stale && !isAgain ? ask(fields, true) : answer;
  }

  /* Notice what has changed, and keep it in this browser until the site has it. */
  function notice(isThorough) {
    const now = content(isThorough);
    if (now === held) return;
    [held, isFull] = [now, false];
    if (held === kept) localCopies.drop(name);
    else isFull = !localCopies.put(name, { address: location.pathname, content: held, typed: Date.now() });
    since ??= Date.now();
    clearTimeout(later);
    later = setTimeout(beat, Math.max(0, Math.min(PAUSE, since + AT_LATEST - Date.now())));
  }

  function noticeSoon() {
    soon ??= setTimeout(() => {
      soon = undefined;
      notice(false);
    }, SOON);
  }

  let turn = Promise.resolve({});
  const beat = () => (turn = turn.then(tell, tell));

  /* Say that the form is open, and send what the site does not have of it yet. */
  async function tell() {
    notice(true);
    clearTimeout(later);
    since = undefined;
    const sent = held;
    const isBack = sent === opened && !isRestored;
    const answer = await ask(
      sent === kept ? {} : isBack ? { discard: name } : { content: sent });
    if (answer.status === 200 && (answer.is_kept || isBack || sent === kept)) {
      kept = sent;
      if (held === sent) localCopies.drop(name);
    }
    show(answer);
    return answer;
  }

  // --- What the page says -------------------------------------------------------------------

  const [others, line, problem] = ["others", "kept", "trouble"].map((part) =>
    panel.querySelector(`.open-form__${part}`));
  const logIn = panel.querySelector(".open-form__log-in");
  const put = (element, text) => {
    if (element.textContent !== text) element.textContent = text;
  };
  const fill = (sentence, person, time) =>
    sentence.replace("%(name)s", () => person).replace("%(time)s", () => time);

  function troubleIn(answer) {
    if (answer.status !== 200 && isFull) return say.full;
    if (answer.status === 0) return say.offline;
    if (answer.status === 401) return say.loggedOut;
    if (answer.error) return answer.error;
    if (answer.status !== 200) return say.failed;
    return held !== kept && held !== opened && answer.is_kept === false ? say.aside : "";
  }

  function show(answer, text = troubleIn(answer)) {
    put(problem, text);
    panel.classList.toggle("open-form--trouble", text !== "");
    isOut = answer.status === 401 || answer.status === 409;
    logIn.hidden = !isOut;
    if (answer.status !== 200) return;
    const isKept = answer.draft === name && kept !== opened;
    put(line, isKept ? fill(say.kept, "", answer.typed_at) : "");
    const people = (answer.others ?? []).map((one) => fill(say.other, one.name, one.since));
    if (answer.newer) people.push(fill(say.newer, answer.newer.name, answer.newer.at));
    put(others, people.join(" · "));
  }

  // --- From opening to leaving --------------------------------------------------------------

  let isTouched = false;
  form.addEventListener("input", () => {
    isTouched = true;
    isSending = false; // the form stayed after all
  });
  opened = held = kept = content(false);
  addEventListener("load", () => {
    if (!isTouched) opened = held = kept = content(false);
    const cameBack = document.querySelector(".errornote");
    if (isRestored || cameBack) opened = undefined;
    if (cameBack) kept = held = undefined;
    for (const kind of ["input", "change", "click", "drop", "dragend"])
      form.addEventListener(kind, noticeSoon);
    django.jQuery(form).on("change", noticeSoon); // Select2 speaks through jQuery alone
    if (isTouched) noticeSoon();
  });
  const isThere = () => !isSending && !isGone;
  setInterval(() => { if (isThere() && !isOut && !document.hidden) beat(); }, BEAT);
  document.addEventListener("visibilitychange", () => { if (isThere()) beat(); });
  addEventListener("online", beat);
  addEventListener("beforeunload", (event) => {
    if (!isSending && isUnsaved()) event.preventDefault();
  });
  addEventListener("pagehide", () => {
    if (!isThere()) return;
    isGone = true;
    notice(true);
    const fields = { close: "1", ...(held !== kept && held.length < BEACON && { content: held }) };
    navigator.sendBeacon(say.address, bodyOf(fields));
  });
  addEventListener("pageshow", (event) => {
    isGone = false;
    if (event.persisted) beat();
  });

  return {
    form, name, isRestored, logIn, ask, beat, show, isUnsaved,
    texts: say,
    /* From here on the form itself is sent. */
    leave() {
      isSending = true;
      // A browser carries "#remarks-heading" along to the page that answers.
      if (location.hash) history.replaceState(null, "", location.pathname + location.search);
    },
  };
})();
