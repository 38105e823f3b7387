// What the script says, in the language that the page speaks: the page brings the words that are not English.

const place = document.getElementById("script-words");
const WORDS = place ? JSON.parse(place.textContent) : {};

// The text in the page's language, with values in place of their names in braces.
export function say(text, values = {}) {
  return (WORDS[text] || text).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
