// The other pages of an assessment: sends what a section's page could not, and lets nobody send without it.

import { keptOf } from "./answering/kept.js";
import { senderOf } from "./answering/sender.js";

const place = document.getElementById("kept-answers");
if (place) begin();

function begin() {
  const page = { ...place.dataset };
  const kept = keptOf(page.participant);
  const buttons = document.querySelectorAll("[data-needs-all-saved]");
  if (!kept.count) return;
  let told = "";
  const sender = senderOf(kept, page, {
    saving: () => say("Saving them now."),
    stored: (sent, body) => {
      told = body.conflicts.map(both).join(" ");
    },
    settled: () => (told ? say(told) : window.location.reload()),
    offline: () => say("You are offline. They are sent as soon as the line is back; leave this page open."),
    failed: () => say("They could not be saved yet. Trying again; leave this page open."),
    signedOut: () => say("You have been signed out. Sign in again in another tab, then come back here."),
    refused: (problem) => say(problem),
  });

  function both(conflict) {
    const mine = `here you gave “${conflict.yours_label}”`;
    return `Changed elsewhere meanwhile: “${conflict.text}” “${conflict.stored_label}” is stored, ${mine}. Change it if you want.`;
  }
  function say(text) {
    const count = kept.count === 1 ? "One answer" : kept.count + " answers";
    place.hidden = false;
    place.firstElementChild.textContent =
      (kept.count ? count + " given in this tab " + (kept.count === 1 ? "is" : "are") + " not saved yet. " : "") + text;
    buttons.forEach((button) => (button.disabled = kept.count > 0));
  }
  say("");
  sender.send();
}
