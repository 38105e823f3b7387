// Sends what is kept, one message at a time, until the server has said that it is stored. Tries again after a lost line,
// a stalled answer or a restarted server: the same answer sent twice is stored once.

import { packed, unpacked } from "./comment.js";

const PATIENCE = 15000;
const LONGEST_WAIT = 10;
const LARGEST_THAT_OUTLIVES_ITS_PAGE = 60000; // the browsers' limit is 64 kB

export function senderOf(kept, page, told) {
  let busy = null;
  let failures = 0;
  let timer = null;
  let stopped = false;

  function send(asking) {
    if (busy || stopped || !(kept.sendable || asking === true)) return;
    clearTimeout(timer);
    busy = new AbortController();
    const sent = kept.sending();
    if (kept.sendable && navigator.onLine !== false) told.saving();
    post(sent, busy)
      .then(([status, body]) => settle(status, body, sent))
      .catch(later)
      .finally(() => {
        busy = null;
        if (kept.sendable && failures === 0) send();
        else if (!kept.count && failures === 0) told.settled();
      });
  }

  function post(sent, stop) {
    const patience = setTimeout(() => stop.abort(), PATIENCE);
    const body = JSON.stringify({ participant: page.participant, revision: page.revision, ...worded(sent) });
    return fetch(page.save, {
      method: "POST",
      redirect: "manual",
      keepalive: body.length < LARGEST_THAT_OUTLIVES_ITS_PAGE,
      signal: stop.signal,
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
      body,
    })
      .then((response) => {
        if (response.type === "opaqueredirect" || response.status === 401) return [401, {}];
        if (response.status === 403 || response.status === 404) return response.json().then(refused, nothing);
        return response.json().then((told) => [response.status, told]);
      })
      .finally(() => clearTimeout(patience));
  }

  // A new sign-in brings a new form token, in a cookie that only scripts of this site can read.
  function token() {
    const match = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/);
    return match ? match[1] : page.token;
  }

  function settle(status, body, sent) {
    if ((status === 200 || status === 409) && Number.isInteger(body.revision)) return stored(body, sent);
    if (status === 401) return wait(told.signedOut);
    if (status === 403) return wait(() => told.somebodyElse(body.problem));
    if (status === 410) return stop(() => told.over(body.problem, body.onward));
    if (status === 400) return stop(() => told.refused(body.problem));
    later();
  }
  // Nothing more is tried until the person comes back to the page.
  function wait(tell) {
    failures += 1;
    tell();
  }
  function stop(tell) {
    stopped = true;
    failures += 1;
    tell();
  }

  function stored(body, sent) {
    failures = 0;
    page.revision = body.revision;
    readComments(body);
    Object.keys(sent.changes).forEach((key) => settleOne(kept.changes, key, sent.changes[key]));
    Object.keys(sent.comments).forEach((key) => settleOne(kept.comments, key, sent.comments[key], body.refused[key]));
    body.conflicts.forEach((conflict) => {
      const entry = kept[conflict.kind][conflict.statement] || sent[conflict.kind][conflict.statement];
      kept.clash(conflict, entry.now);
    });
    kept.keep();
    told.stored(sent, body);
  }

  // What was changed again meanwhile stays, on top of what is stored now; what is refused waits to be changed.
  function settleOne(entries, key, sent, problem) {
    const entry = entries[key];
    if (!entry) return;
    const isSame = entry.now === sent.now;
    if (problem && isSame) Object.assign(entry, { held: problem, tried: [] });
    else if (problem) entry.tried = [];
    else if (isSame) delete entries[key];
    else Object.assign(entry, { before: sent.now, tried: [] });
  }

  function later() {
    if (stopped) return;
    failures += 1;
    if (kept.sendable) tellWaiting();
    clearTimeout(timer);
    // Not all at the same moment, when a server comes back.
    timer = setTimeout(send, Math.min(LONGEST_WAIT, Math.pow(2, failures - 1)) * (750 + 500 * Math.random()));
  }
  function tellWaiting() {
    if (navigator.onLine === false) told.offline();
    else told.failed();
  }

  // Whoever gives another answer, or comes back, does not wait for what failed before.
  function again(asking) {
    failures = 0;
    send(asking);
  }

  window.addEventListener("online", again);
  window.addEventListener("focus", again);
  window.addEventListener("offline", () => {
    if (busy) busy.abort();
    else if (kept.sendable && !stopped) told.offline();
  });
  return { send, again, isOver: () => stopped };
}

const refused = (body) => [403, body];
const nothing = () => [403, {}];

// As the server reads it.
function worded(sent) {
  const reworded = (entries, name, as) =>
    Object.fromEntries(
      Object.entries(entries).map(([key, { before, now, tried }]) => [
        key,
        { before: as(before), [name]: as(now), tried: tried.map(as) },
      ]),
    );
  return { changes: reworded(sent.changes, "answer", (value) => value), comments: reworded(sent.comments, "text", unpacked) };
}

// And as the page reads what the server tells.
function readComments(body) {
  const read = ({ text, quote }) => packed(text, quote);
  body.conflicts.filter((item) => item.kind === "comments").forEach((item) => (item.stored = read(item.stored)));
  const stored = body.stored ? body.stored.comments : {};
  Object.keys(stored).forEach((key) => (stored[key] = read(stored[key])));
}
