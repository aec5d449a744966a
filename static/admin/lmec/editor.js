/* Starts the rich text editor on textarea[data-rich-text], in forms of sixty such fields.

   An editor starts when its field comes near the screen or takes the focus, so a field that
   nobody looks at costs nothing, and one that nobody changes is posted as it was stored. After
   each change the textarea holds the editor's text and fires `input`. */
"use strict";

(() => {
  const script = document.currentScript.dataset;
  const config = JSON.parse(script.config);
  const texts = JSON.parse(script.texts);
  const FIELD = "textarea[data-rich-text]";
  const editors = new Map(); // by textarea
  let library;

  function load() {
    library ??= new Promise((resolve, reject) => {
      window.CKEDITOR_BASEPATH = script.base;
      const element = document.createElement("script");
      Object.assign(element, { src: script.source, onload: resolve, onerror: reject });
      document.head.append(element);
    }).then(() => {
      // Else it may start a second editor, without the site's settings, inside the first.
      CKEDITOR.disableAutoInline = true;
      CKEDITOR.on("dialogDefinition", changeDialog);
    });
    return library;
  }

  async function start(field) {
    nearby.unobserve(field);
    await load();
    if (!field.isConnected || editors.has(field)) return;
    const stored = field.value;
    const label = field.labels[0]?.textContent.trim().replace(/:$/, "") ?? "";
    const editor = CKEDITOR.replace(field, {
      ...config,
      applicationTitle: label,
      title: label,
      startupFocus: document.activeElement === field,
    });
    editors.set(field, editor);

    let written = stored; // what the field has from here, and not from elsewhere on the page
    editor.write = () => {
      clearTimeout(editor.timer);
      if (editor.status !== "ready") return;
      const isDirty = editor.checkDirty();
      const text = isDirty ? editor.getData() : stored;
      if (text === field.value || (!isDirty && field.value !== written)) return;
      field.value = written = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const writeSoon = () => {
      clearTimeout(editor.timer);
      editor.timer = setTimeout(editor.write, 200);
    };
    editor.on("change", writeSoon);
    editor.on("blur", editor.write);
    editor.on("mode", () => {
      if (editor.mode === "source") editor.editable().$.addEventListener("input", writeSoon);
    });
    editor.on("langLoaded", () => Object.assign(editor.lang.format, texts.format));
    // The site stores no classes; the editor knows a picture with a caption by this one.
    editor.on("toHtml", ({ data }) => {
      data.dataValue = data.dataValue.replace(
        /<figure>(?=(<a [^>]*>)?<img )/g, '<figure class="image">');
    }, null, null, 1);
    editor.on("widgetDefinition", ({ data }) => {
      if (data.name === "image") data.editables.caption.allowedContent += "; span[!lang,dir]";
    });
    // Text from elsewhere names the language of a spelling check, seldom that of the words, and
    // the site shows no pictures but its own.
    editor.on("paste", ({ data }) => {
      if (data.dataTransfer.getTransferType(editor) !== CKEDITOR.DATA_TRANSFER_EXTERNAL) return;
      data.dataValue = data.dataValue
        .replace(/<[^>]+>/g, (tag) => tag.replace(/ (lang|dir)=("[^"]*"|[\w-]+)/gi, ""))
        .replace(/<img\b[^>]*>/gi, (tag) => (tag.includes(` src="${script.media}`) ? tag : ""));
    });
    field.labels[0]?.addEventListener("click", () => editor.focus());
  }

  function watch(root) {
    for (const field of root.querySelectorAll(FIELD))
      if (!field.closest(".empty-form")) nearby.observe(field);
  }

  const nearby = new IntersectionObserver(
    (entries) => entries.forEach((entry) => entry.isIntersecting && start(entry.target)),
    { rootMargin: "400px" },
  );

  // The dialog for a picture: one sends the file and says what it shows; there are no addresses
  // to type, because the site shows its own pictures alone.
  function changeDialog({ data: { name, definition } }) {
    if (name !== "image2") return;
    definition.removeContents("Upload");
    const info = definition.getContents("info");
    info.elements.unshift({
      type: "button",
      id: "choose",
      label: texts.choose,
      onClick() { choosePicture(this.getDialog()); },
    });
    Object.assign(info.get("src"), {
      label: texts.picture,
      onLoad() { this.getInputElement().setAttribute("readonly", "readonly"); },
    });
    Object.assign(info.get("alt"), {
      label: texts.alt,
      validate: CKEDITOR.dialog.validate.notEmpty(texts.alt_missing),
    });
  }

  function choosePicture(dialog) {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = "image/jpeg,image/png,image/webp";
    input.addEventListener("change", async () => {
      const body = new FormData();
      body.append("upload", input.files[0]);
      body.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
      const answer = await fetch(script.upload, { method: "POST", body })
        .then((response) => response.json())
        .catch(() => ({}));
      if (answer.uploaded) dialog.setValueOf("info", "src", answer.url);
      else alert(answer.error?.message ?? texts.failed);
    });
    input.click();
  }

  watch(document);
  document.addEventListener("formset:added", (event) => watch(event.target));
  // A removed row gives those after it new numbers once this event is over, but an editor cannot
  // change its name: it starts anew.
  document.addEventListener("formset:removed", () => setTimeout(() => {
    for (const [field, editor] of [...editors]) {
      if (field.isConnected && editor.name === field.id) continue;
      editor.write();
      editor.destroy(true);
      editors.delete(field);
      if (field.isConnected) nearby.observe(field);
    }
  }));
  document.addEventListener("focusin", (event) => {
    if (event.target.matches(FIELD)) start(event.target);
  });
  document.addEventListener("submit", () => editors.forEach((editor) => editor.write()), true);
})();
