// An answer or a comment that was given differently elsewhere meanwhile: both are shown, and the person chooses.

export function showClash(place, stored, mine, isComment, choose) {
  const block = document.createElement("span");
  block.className = "clash";
  block.append(`${isComment ? "Comment changed" : "Answered"} elsewhere meanwhile: ${stored} is stored, here is ${mine}. `);
  [
    ["Keep what is stored", false],
    ["Use mine", true],
  ].forEach(([label, isMine]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn-link-plain me-3";
    button.textContent = label;
    button.addEventListener("click", () => choose(isMine));
    block.append(button);
  });
  place.classList.add("signal");
  place.append(block);
}
