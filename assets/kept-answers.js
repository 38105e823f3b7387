// The other pages of an assessment: sends what a section's page could not, and lets nobody send without it.

import { keptOf } from "./answering/kept.js";
import { amount, sentence } from "./answering/says.js";
import { senderOf } from "./answering/sender.js";
import { say as words } from "./answering/words.js";

const place = document.getElementById("kept-answers");
if (place) begin();

function begin() {
  const page = { ...place.dataset };
  const kept = keptOf(page.person, page.participant);
  const reason = document.getElementById("why-not");
  const buttons = document.querySelectorAll("[data-needs-all-saved]");
  if (!kept.unsettled) return;
  const sender = senderOf(kept, page, {
    saving: () => say(words("Saving…")),
    stored: () => {},
    settled: () => window.location.assign(page.here),
    offline: () => say(words("Offline: kept in this tab, and sent when the line is back. Leave this page open.")),
    failed: () => say(words("Not saved, trying again. Leave this page open.")),
    signedOut: () => say(words("You have been signed out.") + " ", page.again),
    somebodyElse: (problem) => say((problem || words("You cannot answer here as the person who is signed in now.")) + " ", page.again),
    over: late,
    refused: (problem) => say(problem),
  });

  function say(text, signIn) {
    place.hidden = false;
    place.firstElementChild.replaceChildren(...waiting(), text, ...(signIn ? [link(page.login, signIn)] : []));
    buttons.forEach((button) => (button.disabled = kept.unsettled > 0));
    if (reason) sayWhyNot();
  }
  // Beside the button, too: the notice is at the top of a long page.
  function sayWhyNot() {
    reason.hidden = !kept.unsettled;
    const why = kept.count
      ? words("Not saved yet: {amount} given in this tab.", { amount: amount(kept) })
      : words("Something was changed elsewhere: choose first.");
    const more = link("#kept-answers", words("Read more at the top of the page"));
    reason.replaceChildren(why, " ", more);
  }
  function waiting() {
    const parts = [];
    if (kept.count) parts.push(bold(words("Given in this tab and not saved yet: {amount}.", { amount: amount(kept) })), " ", ...statements());
    return [...parts, ...clashes()];
  }
  function statements() {
    const keys = new Set([...Object.keys(kept.changes), ...Object.keys(kept.comments)]);
    return links(Array.from(keys));
  }
  function clashes() {
    const keys = Array.from(new Set(Object.values(kept.clashes).map((item) => item.statement)));
    if (!keys.length) return [];
    return [bold(words("Changed elsewhere meanwhile: choose which to keep.")), " ", ...links(keys)];
  }
  // The page lists the statements with a link to each; the task list does not.
  function links(keys) {
    const there = keys.map((key) => document.querySelector(`a[data-statement="${key}"]`)).filter(Boolean);
    return there.flatMap((item, index) => {
      const end = index + 1 < there.length ? ", " : ". ";
      return [link(item.href, index ? item.dataset.name : sentence(item.dataset.name)), end];
    });
  }
  function late(problem) {
    const late = "{amount} given in this tab came too late: not stored, not counted.";
    const text = words(late, { amount: sentence(amount(kept) || words("nothing")) });
    kept.drop();
    say(`${problem} ${text}`);
  }
  say("");
  sender.send();
}

function bold(text) {
  const item = document.createElement("b");
  item.textContent = text;
  return item;
}

function link(address, text) {
  const item = document.createElement("a");
  item.href = address;
  item.textContent = text;
  return item;
}
