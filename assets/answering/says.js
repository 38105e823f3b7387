// What the page says of saving: beside each statement, in the bar at its foot, and aloud. Aloud only what is new: that
// saving works, that it does not, and that it does again; not every answer.

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
      aloud.textContent = kind === "saved" ? "Saved" : text;
      lastKind = kind;
    }
  }
  return { beside, inBar, bar };
}

export function savedNow() {
  return "Saved " + new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

export function amount(kept) {
  const answers = counted(Object.keys(kept.changes).length, "answer");
  const comments = counted(Object.keys(kept.comments).length, "comment");
  return [answers, comments].filter(Boolean).join(" and ");
}

function counted(number, noun) {
  if (number === 0) return "";
  return `${NUMBERS[number] || number} ${noun}${number === 1 ? "" : "s"}`;
}

export function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
