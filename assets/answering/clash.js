// An answer or a comment that was given differently elsewhere meanwhile: both are shown, and the person chooses.

export function showClash(place, conflict, mine, choose) {
  const noun = conflict.kind === "comments" ? "Comment changed" : "Answered";
  place.classList.add("signal");
  place.textContent = `${noun} elsewhere meanwhile: “${conflict.stored_label}” is stored, here is “${mine.label}”. `;
  [
    ["Keep what is stored", conflict.stored],
    ["Use mine", mine.value],
  ].forEach(([label, value]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn-link-plain me-2";
    button.textContent = label;
    button.addEventListener("click", () => choose(value));
    place.append(button);
  });
}
