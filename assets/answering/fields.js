// The fields of a section's page: what is shown, and what is known to be stored, of each answer and comment.

const NAMES = { changes: "", comments: "comment-" };

export function fieldsOf(form) {
  const fields = form.elements;
  const statements = Array.from(form.querySelectorAll("fieldset[data-statement]"), (item) => item.dataset.statement);

  function stored(kind, key) {
    const field = fields[`before-${NAMES[kind]}${key}`];
    return field ? field.value : null;
  }
  function setStored(kind, key, value) {
    const field = fields[`before-${NAMES[kind]}${key}`];
    if (field) field.value = value;
  }
  function show(kind, key, value) {
    if (!statements.includes(key)) return;
    if (kind === "comments") return showComment(fields["comment-" + key], value);
    form.querySelectorAll(`input[type="radio"][name="${key}"]`).forEach((radio) => {
      radio.checked = radio.value === value;
    });
  }
  function words(kind, key, value) {
    if (kind === "comments") return value ? `“${value}”` : "no comment";
    const radio = document.getElementById(`${key}-${value}`);
    return radio ? `“${radio.nextElementSibling.firstChild.textContent}”` : "“not answered”";
  }
  return { statements, stored, setStored, show, words };
}

function showComment(area, value) {
  area.value = value;
  if (value) area.closest("details").open = true;
}
