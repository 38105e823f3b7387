// The page of a section: saves each answer as it is given. Says “Saved” only after the server has answered that it is
// stored; until then everything is kept in this tab.

import { showClash } from "./answering/clash.js";
import { keptOf } from "./answering/kept.js";
import { numberKeys } from "./answering/keys.js";
import { senderOf } from "./answering/sender.js";

const PAUSE = 1200;
const form = document.getElementById("answers");
if (form) begin();

function begin() {
  const fields = form.elements;
  const page = {
    save: form.dataset.save,
    participant: fields.participant.value,
    revision: fields.revision.value,
    token: fields.csrfmiddlewaretoken.value,
  };
  const kept = keptOf(page.participant);
  const overall = document.getElementById("saving");
  const sender = senderOf(kept, page, { saving, stored, settled, offline, failed, signedOut, refused });
  let leavingTo = null;
  let typing = null;

  function say(key, text, signal) {
    const place = document.getElementById("saved-" + key);
    if (!place) return;
    place.textContent = text;
    place.classList.toggle("signal", Boolean(signal));
  }
  function sayAll(text, signal) {
    overall.textContent = text;
    overall.classList.toggle("signal", Boolean(signal));
  }
  function sayWaiting(text) {
    kept.statements().forEach((key) => say(key, text, true));
    const many = kept.count !== 1;
    sayAll((many ? kept.count + " answers are" : "One answer is") + " kept in this tab and will be sent.", true);
  }
  function now() {
    return new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  }

  // What the sender tells.
  function saving() {
    kept.statements().forEach((key) => say(key, "Saving…"));
    sayAll("Saving…");
  }
  function stored(sent, body) {
    document.getElementById("answered").textContent = body.answered;
    Object.keys(sent.changes).forEach((key) => settle("before-" + key, key, sent.changes[key].answer));
    Object.keys(sent.comments).forEach((key) => settle("before-comment-" + key, key, sent.comments[key].text));
    body.conflicts.forEach((conflict) => clash(conflict, sent));
    if (!kept.count) sayAll(body.conflicts.length ? "Something was answered elsewhere: choose." : "Saved " + now());
  }
  function settle(field, key, value) {
    if (fields[field]) fields[field].value = value;
    if (!(key in kept.changes) && !(key in kept.comments)) say(key, "Saved " + now());
  }
  function settled() {
    if (leavingTo) window.location.assign(leavingTo);
  }
  function offline() {
    sayWaiting("Offline: kept in this tab");
  }
  function failed() {
    sayWaiting("Not saved, trying again");
  }
  function refused(problem, sent) {
    leavingTo = null;
    Object.keys({ ...sent.changes, ...sent.comments }).forEach((key) => say(key, "Not saved", true));
    sayAll(problem, true);
  }
  function signedOut() {
    leavingTo = null;
    sayWaiting("Not saved: kept in this tab");
    overall.textContent = "You have been signed out. Your answers are kept in this tab. ";
    const link = document.createElement("a");
    link.href = form.dataset.login;
    link.target = "_blank";
    link.textContent = "Sign in again";
    overall.append(link, ", then come back here.");
  }

  function clash(conflict, sent) {
    leavingTo = null;
    const key = conflict.statement;
    const isComment = conflict.kind === "comments";
    const mine = isComment ? sent.comments[key].text : sent.changes[key].answer;
    const before = fields[(isComment ? "before-comment-" : "before-") + key];
    if (before) before.value = conflict.stored;
    const place = document.getElementById("saved-" + key);
    if (!place) return;
    const label = isComment ? mine : labelOf(key, mine);
    showClash(place, conflict, { label, value: mine }, (value) => {
      if (isComment) fields["comment-" + key].value = value;
      else check(key, value);
      if (value === conflict.stored) return say(key, "Saved " + now());
      if (isComment) comment(fields["comment-" + key]);
      else change(document.getElementById(key + "-" + value));
      sender.again();
    });
  }
  function labelOf(key, answer) {
    const radio = document.getElementById(key + "-" + answer);
    return radio ? radio.nextElementSibling.firstChild.textContent : answer;
  }
  function check(key, answer) {
    form.querySelectorAll(`input[type="radio"][name="${key}"]`).forEach((radio) => {
      radio.checked = radio.value === answer;
    });
  }

  // What the person does.
  function change(radio) {
    const earlier = kept.changes[radio.name];
    kept.changes[radio.name] = {
      before: earlier ? earlier.before : fields["before-" + radio.name].value,
      answer: radio.value,
    };
    kept.keep();
  }
  function comment(area) {
    const key = area.name.replace("comment-", "");
    const earlier = kept.comments[key];
    kept.comments[key] = {
      before: earlier ? earlier.before : fields["before-comment-" + key].value,
      text: area.value,
    };
    kept.keep();
  }
  form.addEventListener("change", (event) => {
    if (event.target.type === "radio") change(event.target);
    if (event.target.type === "radio" || event.target.tagName === "TEXTAREA") sender.send();
  });
  form.addEventListener("input", (event) => {
    if (event.target.tagName !== "TEXTAREA") return;
    comment(event.target);
    clearTimeout(typing);
    typing = setTimeout(sender.send, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!kept.count || sender.isOver()) return window.location.assign(form.dataset.onward);
    leavingTo = form.dataset.onward;
    sender.again();
  });
  window.addEventListener("beforeunload", (event) => {
    if (kept.count && !leavingTo) event.preventDefault();
  });
  // A page that the browser took out of its memory may be older than what is stored.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && !kept.count) window.location.reload();
  });
  numberKeys(form, (radio) => {
    change(radio);
    sender.send();
  });

  // What an earlier visit of this tab could not send.
  Object.keys(kept.changes).forEach((key) => check(key, kept.changes[key].answer));
  Object.keys(kept.comments).forEach((key) => {
    const area = fields["comment-" + key];
    if (!area) return;
    area.value = kept.comments[key].text;
    area.closest("details").open = true;
  });
  sayAll(kept.count ? "Sending what was kept in this tab." : "Answers are saved as you give them.");
  sender.send();
}
