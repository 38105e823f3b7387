// The page of a section: saves each answer as it is given. Says “Saved” only after the server has answered that it is
// stored; until then everything is kept in this tab.

import { showClash } from "./answering/clash.js";
import { fieldsOf } from "./answering/fields.js";
import { keptOf } from "./answering/kept.js";
import { enterStays, numberKeys } from "./answering/keys.js";
import { amount, savedNow, sayings, sentence } from "./answering/says.js";
import { senderOf } from "./answering/sender.js";
import { say } from "./answering/words.js";

const PAUSE = 1000;
const form = document.getElementById("answers");
if (form) begin();

function begin() {
  const fields = fieldsOf(form);
  const early = fields.given(window.changedEarly);
  form.reset(); // what the server sent, not what the browser remembers of an earlier visit
  const page = {
    save: form.dataset.save,
    participant: form.elements.participant.value,
    revision: form.elements.revision.value,
    token: form.elements.csrfmiddlewaretoken.value,
  };
  const kept = keptOf(form.dataset.person, page.participant);
  const says = sayings();
  const told = { saving, stored, settled, offline, failed, signedOut, somebodyElse, over, refused };
  const sender = senderOf(kept, page, told);
  let leavingTo = null;
  let staysInside = false;
  let typing = null;

  // What the sender tells.
  function saving() {
    waitingStatements().forEach((key) => tell(key, say("Saving…")));
    says.inBar(say("Saving…"), "");
  }
  function stored(sent, body) {
    document.getElementById("statements").hidden = false;
    ["changes", "comments"].forEach((kind) =>
      Object.keys(sent[kind]).forEach((key) => {
        const clashes = body.conflicts.some((item) => item.kind === kind && item.statement === key);
        if (!clashes && !body.refused[key]) fields.setStored(kind, key, sent[kind][key].now);
      }),
    );
    body.conflicts.forEach((conflict) => {
      fields.setStored(conflict.kind, conflict.statement, conflict.stored);
      if (conflict.kind === "changes") fields.show("changes", conflict.statement, conflict.stored);
    });
    new Set([...Object.keys(sent.changes), ...Object.keys(sent.comments)]).forEach((key) => showState(key, savedNow()));
    if (body.stored) catchUp(body.stored);
    document.getElementById("progress").textContent = body.progress;
    if (body.conflicts.length || Object.keys(body.refused).length) leavingTo = null;
    showBar();
  }
  function settled() {
    if (leavingTo) window.location.assign(leavingTo);
  }
  function offline() {
    holdBack(say("Offline: kept in this tab"));
    says.inBar(say("Offline: {amount} kept in this tab until the line is back.", { amount: amount(kept) }), "offline");
  }
  function failed() {
    holdBack(say("Not saved, trying again"));
    says.inBar(say("Not saved, trying again. {amount} kept in this tab.", { amount: sentence(amount(kept)) }), "failed");
  }
  function signedOut() {
    if (!kept.count) return;
    holdBack(say("Not saved: kept in this tab"));
    says.inBar(say("You have been signed out. {amount} kept in this tab.", { amount: sentence(amount(kept)) }) + " ", "signed out");
    offerSignIn(say(": what you gave is sent then, if you may still answer here."));
  }
  // Nobody else shall read over a shoulder what the first person gave.
  function somebodyElse(problem) {
    leavingTo = null;
    document.getElementById("statements").hidden = true;
    says.inBar(problem || say("You cannot answer here as the person who is signed in now.") + " ", "somebody else");
    if (kept.count) {
      const waits = say("{amount} kept in this tab for the person who gave them.", { amount: sentence(amount(kept)) });
      says.bar.append(` ${waits} `);
    }
    offerSignIn(".");
  }
  // The round has closed, or the person’s part in it has ended.
  function over(problem, onward) {
    leavingTo = null;
    const lateWords = "{amount} in this tab came too late: not stored, not counted.";
    const late = kept.count ? " " + say(lateWords, { amount: sentence(amount(kept)) }) : "";
    says.inBar(problem + late, "over");
    const lost = kept.statements();
    kept.drop();
    lost.forEach((key) => says.beside(key, say("Not saved"), true));
    form.dataset.onward = onward;
    form.querySelector('button[type="submit"]').textContent = say("Go on");
    form.querySelectorAll("a").forEach((link) => (link.hidden = true)); // to pages that are no longer there
    form.querySelectorAll('input[type="radio"], input[type="checkbox"]').forEach((radio) => (radio.disabled = true));
    form.querySelectorAll("textarea").forEach((area) => (area.readOnly = true));
  }
  function refused(problem) {
    holdBack(say("Not saved"));
    says.inBar(problem, "refused");
  }
  function holdBack(words) {
    leavingTo = null;
    waitingStatements().forEach((key) => tell(key, words, true));
  }
  function offerSignIn(rest) {
    const link = document.createElement("a");
    link.href = form.dataset.login;
    link.textContent = form.dataset.again;
    link.addEventListener("click", () => (staysInside = true));
    says.bar.append(link, rest);
  }

  // A page that was overtaken by another tab or device shows what is stored now, and says so.
  function catchUp(now) {
    ["changes", "comments"].forEach((kind) =>
      fields.statements.forEach((key) => {
        const value = String(now[kind][key] ?? "");
        if (fields.stored(kind, key) === null) return;
        if (key in kept[kind] || fields.stored(kind, key) === value) return;
        fields.setStored(kind, key, value);
        if (kept.isOpen(kind, key)) return showState(key, "");
        fields.show(kind, key, value);
        says.beside(key, say("Changed elsewhere: this is what is stored now"), true);
      }),
    );
  }
  function waitingStatements() {
    const waiting = (entries) => Object.keys(entries).filter((key) => !entries[key].held);
    return new Set([...waiting(kept.changes), ...waiting(kept.comments)]);
  }
  function showState(key, words) {
    const problem = kept.comments[key]?.held;
    if (waitingStatements().has(key)) tell(key, say("Saving…"));
    else if (problem) tell(key, `${say("Your comment is not saved.")} ${problem}`, true);
    else tell(key, clashesOf(key).length ? "" : words);
  }
  // Whatever else is said beside a statement, a choice that is open stays.
  function tell(key, words, isSignal) {
    const place = says.beside(key, words, isSignal);
    if (place) clashesOf(key).forEach((clash) => offerBoth(place, clash));
  }
  function clashesOf(key) {
    return Object.values(kept.clashes).filter((clash) => clash.statement === key);
  }
  function offerBoth(place, { kind, statement, now }) {
    const here = fields.stored(kind, statement);
    const words = [here, now].map((value) => fields.words(kind, statement, value));
    showClash(place, ...words, kind === "comments", (isMine) => {
      fields.show(kind, statement, isMine ? now : here);
      kept.remove(kind, statement);
      if (isMine) give(kind, statement, now);
      showState(statement, savedNow());
      showBar();
      sender.again();
    });
  }
  function showBar() {
    if (kept.sendable) return;
    if (Object.keys(kept.clashes).length) says.inBar(say("Something was changed elsewhere: choose which to keep."), "clash");
    else if (kept.count) says.inBar(say("A comment is not saved: it says why."), "held");
    else says.inBar(savedNow(), "saved");
  }

  // What the person does.
  function give(kind, key, value) {
    leavingTo = null;
    kept.put(kind, key, fields.stored(kind, key), value);
    if (kept.isOpen(kind, key)) {
      showState(key, "");
      showBar();
    } else if (navigator.onLine === false) offline();
    else tell(key, say("Saving…"));
  }
  function choose(radio) {
    give("changes", radio.name, radio.value);
    sender.again();
  }
  // A tick without a comment waits for one.
  function quote(tick) {
    const key = tick.name.replace("quote-", "");
    if (!fields.written(key)) return;
    give("comments", key, fields.written(key));
    sender.again();
  }
  form.addEventListener("change", (event) => {
    if (event.target.type === "radio") choose(event.target);
    if (event.target.tagName === "TEXTAREA") sender.again();
    if (event.target.type === "checkbox") quote(event.target);
  });
  form.addEventListener("input", (event) => {
    if (event.target.tagName !== "TEXTAREA") return;
    const key = event.target.name.replace("comment-", "");
    give("comments", key, fields.written(key));
    clearTimeout(typing);
    typing = setTimeout(sender.again, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const isDone = !kept.sendable || sender.isOver();
    if (isDone && navigator.onLine !== false) return window.location.assign(form.dataset.onward);
    if (isDone) return stayHere();
    leavingTo = form.dataset.onward;
    sender.again();
  });
  numberKeys(form, choose);
  enterStays(form);

  // Leaving, and coming back.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.pathname === window.location.pathname) return;
    if (navigator.onLine === false) {
      event.preventDefault();
      stayHere();
    } else if (link.pathname.startsWith(page.save.replace(/save\/$/, ""))) staysInside = true;
  });
  // The browser would show a page of its own in place of this one.
  function stayHere() {
    says.inBar(say("You are offline. Go on when the line is back."), "stay");
  }
  window.addEventListener("beforeunload", (event) => {
    if (kept.count && !leavingTo && !staysInside) event.preventDefault();
    staysInside = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") sender.send();
    else sender.again(true);
  });
  // A page that the browser took out of its memory may be older than what is stored.
  window.addEventListener("pageshow", (event) => event.persisted && sender.again(true));

  // The bar at the foot hides nothing that has the focus, however tall its words make it.
  const bar = form.querySelector(".carry-on");
  new ResizeObserver(() => {
    const isFixed = getComputedStyle(bar).position === "sticky";
    document.documentElement.style.scrollPaddingBottom = isFixed ? bar.offsetHeight + 16 + "px" : "";
  }).observe(bar);

  // What an earlier visit of this tab could not send; what is stored by now needs no sending.
  ["changes", "comments"].forEach((kind) =>
    Object.entries(kept[kind]).forEach(([key, entry]) => {
      if (fields.stored(kind, key) === entry.now) return kept.remove(kind, key);
      fields.show(kind, key, entry.now);
    }),
  );
  Object.values(kept.clashes).forEach(({ kind, statement, now }) => {
    if (fields.stored(kind, statement) === now) kept.remove(kind, statement);
    else if (kind === "comments") fields.show(kind, statement, now);
  });
  kept.statements().forEach((key) => showState(key, ""));
  // What was given before this script came. It settles no choice that nobody has seen yet.
  early.forEach(({ kind, key, value }) => {
    if (value === fields.stored(kind, key) || (kind === "changes" && kept.isOpen(kind, key))) return;
    fields.show(kind, key, value);
    give(kind, key, value);
  });
  if (kept.unsettled) showBar();
  else says.inBar(say("Answers are saved as you give them."), "");
  sender.send();
}
