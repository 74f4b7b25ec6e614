"use strict";
/* Copying, and where the browser refuses that, text in a field, selected, which the reader can copy by hand. */
const Clipboard = (() => {
  /** Copy a text; ``say`` tells the reader what became of it, ``field`` (with its ``label``) shows it where it was refused. */
  async function copy(text, what, { say, field, label }) {
    field.hidden = true;
    label.hidden = true;
    say("");
    try {
      await navigator.clipboard.writeText(text);
      say(`${what} is copied.`);
    } catch {
      field.hidden = false;
      label.hidden = false;
      field.value = text;
      field.focus();
      field.select();
      say(`${what} is selected; copy it with Ctrl+C or ⌘C.`);
    }
  }

  return { copy };
})();
