// What the page says of saving: beside each statement, in the bar at its foot, and aloud. Aloud only what is new: that
// saving works, that it does not, and that it does again; not every answer.

import { say } from "./words.js";

const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

export function sayings() {
  const bar = document.getElementById("saving");
  const aloud = document.getElementById("saving-aloud");
  let lastKind = "";

  function beside(key, text, isSignal) {
    const place = document.getElementById("saved-" + key);
    if (!place) return null;
    place.textContent = text;
    place.classList.toggle("signal", Boolean(isSignal));
    place.classList.remove("none");
    return place;
  }
  function inBar(text, kind) {
    bar.textContent = text;
    bar.classList.toggle("signal", kind !== "" && kind !== "saved");
    if (kind && kind !== lastKind) {
      aloud.textContent = kind === "saved" ? say("Saved") : text;
      lastKind = kind;
    }
  }
  return { beside, inBar, bar };
}

export function savedNow() {
  const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  return say("Saved {time}", { time });
}

export function amount(kept) {
  const answers = counted(Object.keys(kept.changes).length, say("answer"), say("answers"));
  const comments = counted(Object.keys(kept.comments).length, say("comment"), say("comments"));
  return [answers, comments].filter(Boolean).join(say(" and "));
}

function counted(number, one, many) {
  if (number === 0) return "";
  return `${number in NUMBERS ? say(NUMBERS[number]) : number} ${number === 1 ? one : many}`;
}

export function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
