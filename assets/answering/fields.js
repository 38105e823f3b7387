// The fields of a section's page: what is shown, and what is known to be stored, of each answer and comment. Values are
// strings: an answer, or a comment with whether it may be quoted.

import { packed, unpacked } from "./comment.js";
import { say } from "./words.js";

export function fieldsOf(form) {
  const fields = form.elements;
  const statements = Array.from(form.querySelectorAll("[data-statement]"), (item) => item.dataset.statement);

  // Null where the page has no such field: of a section as a whole there are comments only.
  function stored(kind, key) {
    const field = fields[(kind === "comments" ? "before-comment-" : "before-") + key];
    if (!field) return null;
    return kind === "comments" ? packed(field.value, fields["before-quote-" + key].value !== "") : field.value;
  }
  function setStored(kind, key, value) {
    if (stored(kind, key) === null) return;
    if (kind === "changes") return (fields["before-" + key].value = value);
    const { text, quote } = unpacked(value);
    fields["before-comment-" + key].value = text;
    fields["before-quote-" + key].value = quote ? "yes" : "";
  }
  function written(key) {
    return packed(fields["comment-" + key].value, fields["quote-" + key].checked);
  }
  function show(kind, key, value) {
    if (!statements.includes(key)) return;
    if (kind === "comments") return showComment(fields["comment-" + key], fields["quote-" + key], value);
    form.querySelectorAll(`input[type="radio"][name="${key}"]`).forEach((radio) => {
      radio.checked = radio.value === value;
    });
  }
  // What these of them hold now: the one answer of each statement, and whole comments.
  function given(changed) {
    const found = {};
    Array.from(changed).forEach((field) => {
      if (field.form !== form) return;
      const key = field.name.replace(/^(comment|quote)-/, "");
      if (field.type === "radio") found["changes " + key] = { kind: "changes", key, value: fields[key].value };
      else if (fields["comment-" + key]) found["comments " + key] = { kind: "comments", key, value: written(key) };
    });
    return Object.values(found);
  }
  function words(kind, key, value) {
    if (kind === "comments") return commentWords(unpacked(value));
    const radio = document.getElementById(`${key}-${value}`);
    return radio ? `“${radio.nextElementSibling.firstChild.textContent}”` : `“${say("not answered")}”`;
  }
  return { statements, stored, setStored, written, given, show, words };
}

function showComment(area, tick, value) {
  const { text, quote } = unpacked(value);
  area.value = text;
  tick.checked = quote;
  if (text) area.closest("details").open = true;
}

function commentWords({ text, quote }) {
  return text ? `“${text}”${quote ? say(" (may be quoted)") : ""}` : say("no comment");
}
