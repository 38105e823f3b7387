// Sends what is kept, one message at a time, until the server has said that it is stored. Tries again after a lost line,
// a stalled answer or a restarted server: the same answer sent twice is stored once.

const PATIENCE = 15000;
const LONGEST_WAIT = 20;

export function senderOf(kept, page, told) {
  let busy = false;
  let failures = 0;
  let timer = null;
  let over = false;

  function send() {
    if (busy || over || !kept.count) return;
    clearTimeout(timer);
    if (navigator.onLine === false) return told.offline();
    busy = true;
    const sent = kept.copy();
    told.saving(sent);
    post(sent)
      .then(([status, body]) => settle(status, body, sent))
      .catch(later)
      .finally(() => {
        busy = false;
        if (kept.count && failures === 0 && !over) send();
        else if (!kept.count) told.settled();
      });
  }

  function post(sent) {
    const stop = new AbortController();
    const patience = setTimeout(() => stop.abort(), PATIENCE);
    return fetch(page.save, {
      method: "POST",
      redirect: "manual",
      signal: stop.signal,
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
      body: JSON.stringify({ participant: page.participant, revision: page.revision, ...sent }),
    })
      .then((response) => {
        if (response.type === "opaqueredirect" || response.status === 403) return [403, {}];
        return response.json().then((body) => [response.status, body]);
      })
      .finally(() => clearTimeout(patience));
  }

  // A new sign-in brings a new form token, in a cookie that only scripts of this site can read.
  function token() {
    const match = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/);
    return match ? match[1] : page.token;
  }

  function settle(status, body, sent) {
    if (status === 200 || status === 409) return stored(body, sent);
    if (status === 403) {
      failures += 1;
      return told.signedOut();
    }
    if (status === 400 || status === 410 || status === 422) {
      over = status !== 400;
      kept.drop();
      return told.refused(body.problem, sent);
    }
    later();
  }

  function stored(body, sent) {
    failures = 0;
    page.revision = body.revision;
    const clashes = new Set(body.conflicts.map((conflict) => conflict.kind + conflict.statement));
    settleOne("changes", "answer", sent, clashes);
    settleOne("comments", "text", sent, clashes);
    kept.keep();
    told.stored(sent, body);
  }

  // What was changed again meanwhile stays, on top of what is stored now.
  function settleOne(kind, value, sent, clashes) {
    Object.keys(sent[kind]).forEach((key) => {
      const current = kept[kind][key];
      if (!current) return;
      if (clashes.has(kind + key) || current[value] === sent[kind][key][value]) delete kept[kind][key];
      else current.before = sent[kind][key][value];
    });
  }

  function later() {
    failures += 1;
    if (navigator.onLine === false) told.offline();
    else told.failed();
    clearTimeout(timer);
    timer = setTimeout(send, Math.min(LONGEST_WAIT, Math.pow(2, failures - 1)) * 1000);
  }

  function again() {
    failures = 0;
    send();
  }

  window.addEventListener("online", again);
  window.addEventListener("focus", again);
  window.addEventListener("offline", () => kept.count && told.offline());
  return { send, again, isOver: () => over };
}
