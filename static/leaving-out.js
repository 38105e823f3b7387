// Marks the selected words of a comment as left out. Without this script the marks are typed.
const form = document.querySelector("form[data-left-out]");
if (form) {
  const area = document.getElementById(form.dataset.leftOut);
  const place = form.querySelector("[data-needs-script]");
  place.hidden = false;
  place.querySelector("button").addEventListener("click", () => {
    const { selectionStart: start, selectionEnd: end } = area;
    area.focus();
    if (start === end) return;
    area.setRangeText(`[[${area.value.slice(start, end)}]]`, start, end, "end");
    form.querySelector('input[name="decision"][value="in part"]').checked = true;
  });
}
