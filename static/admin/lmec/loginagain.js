/* Before a form is sent, sees that the site still knows who sends it; if not, asks in a dialog to
   log in again, and then sends what was typed, chosen files and all. */
"use strict";

(() => {
  if (!window.openForm) return;
  const { form, logIn, beat, show, leave, texts } = openForm;
  const dialog = document.getElementById("log-in-again").content.firstElementChild;
  const sheet = dialog.querySelector("form");
  const message = sheet.querySelector("[role=alert]");
  let isAsking = false; // whether the site is being asked about this form
  let isSure = false; // whether the form goes out as it is

  function warn(text) {
    message.textContent = text;
    message.hidden = text === "";
  }

  /* What the log-in page says where it refuses; "" where it lets somebody in. */
  async function refusal() {
    const request = { method: "POST", body: new FormData(sheet), redirect: "manual" };
    const response = await fetch(sheet.action, request).catch(() => undefined);
    if (!response) return texts.offline;
    if (response.type === "opaqueredirect") return "";
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const said = page.querySelector(".errornote") ?? page.querySelector("#content p");
    return said?.textContent.trim() || texts.failed;
  }

  /* Whether somebody who may go on with this form has logged in; false if that is put off. */
  function logInAgain(why = "") {
    const token = document.createElement("input");
    Object.assign(token, { type: "hidden", name: "csrfmiddlewaretoken" });
    token.value = form.elements.csrfmiddlewaretoken.value;
    sheet.querySelector("[name=csrfmiddlewaretoken]")?.remove();
    sheet.append(token);
    warn(why);
    document.body.append(dialog);
    dialog.showModal();
    return new Promise((resolve) => {
      sheet.onsubmit = async (event) => {
        event.preventDefault();
        const refused = await refusal();
        const answer = refused ? {} : await beat();
        sheet.elements.password.value = "";
        if (answer.status === 200) dialog.close("in");
        else warn(refused || answer.error || texts.failed);
      };
      sheet.querySelector("[value=cancel]").onclick = () => dialog.close("");
      dialog.onclose = () => {
        dialog.remove(); // its fields are no part of the page
        resolve(dialog.returnValue === "in");
      };
      dialog.returnValue = "";
    });
  }

  /* Whether the form may go out; if not, the page says why. */
  async function mayGo() {
    const answer = await beat();
    if (answer.status === 401) return logInAgain();
    if (answer.status === 409) return logInAgain(answer.error);
    if (answer.status === 0) show(answer, texts.notSent);
    return ![0, 403, 404].includes(answer.status);
  }

  form.addEventListener("submit", async (event) => {
    const { submitter } = event;
    // A button with an address of its own, such as a preview, does not save the form.
    if (isSure || event.defaultPrevented || submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    if (isAsking) return;
    isAsking = true;
    if (await mayGo()) {
      leave();
      isSure = true;
      form.requestSubmit(submitter);
      isSure = false;
    }
    isAsking = false;
  });
  logIn.addEventListener("click", () => logInAgain());
})();
