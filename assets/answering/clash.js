// An answer or a comment that was given differently elsewhere meanwhile: both are shown, and the person chooses.

import { say } from "./words.js";

export function showClash(place, stored, mine, isComment, choose) {
  const block = document.createElement("span");
  block.className = "clash";
  const both = isComment
    ? say("Comment changed elsewhere meanwhile: {stored} is stored, here is {mine}.", { stored, mine })
    : say("Answered elsewhere meanwhile: {stored} is stored, here is {mine}.", { stored, mine });
  block.append(both + " ");
  [
    [say("Keep what is stored"), false],
    [say("Use mine"), true],
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
