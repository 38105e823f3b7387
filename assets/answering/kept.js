// What was given in this tab and is not known to be stored yet: {changes: {statement: entry}, comments: {statement:
// entry}}. An entry is {before, now, tried, held}: what was stored when it was given; what was given; what was sent
// without an answer coming back; and why the server refuses it, until it is changed. `clashes` are those of which
// something else is stored, until the person has chosen; a comment that is typed on meanwhile changes only `now`.
// Kept in sessionStorage under the person and the round, so that it outlives reloads, lost lines and expired sign-ins,
// and is forgotten as soon as anybody else opens an assessment in this tab.

const PREFIX = "answers:";
const KINDS = ["changes", "comments"];
const MOST_TRIED = 20;

export function keptOf(person, participant) {
  const mine = `${PREFIX}${person}:`;
  const name = mine + participant;
  forgetOthers(mine);
  const { changes = {}, comments = {}, clashes = {} } = read(name);
  const kept = { changes, comments, clashes, statements, entries, put, isOpen, remove, clash, keep, drop, sending };
  return Object.defineProperties(kept, {
    count: { get: () => entries().length },
    sendable: { get: () => entries().filter((entry) => !entry.held).length },
    unsettled: { get: () => entries().length + Object.keys(kept.clashes).length },
  });

  function entries() {
    return KINDS.flatMap((kind) => Object.values(kept[kind]));
  }
  function statements() {
    const clashing = Object.values(kept.clashes).map((item) => item.statement);
    return Array.from(new Set([...Object.keys(kept.changes), ...Object.keys(kept.comments), ...clashing]));
  }
  // Typing is no choice between two comments; another answer, given after both were shown, is one.
  function put(kind, key, before, now) {
    if (kind === "comments" && isOpen(kind, key)) {
      kept.clashes[`${kind} ${key}`].now = now;
      return keep();
    }
    const earlier = kept[kind][key] || { before, tried: [] };
    kept[kind][key] = { before: earlier.before, tried: earlier.tried, now };
    delete kept.clashes[`${kind} ${key}`];
    keep();
  }
  function isOpen(kind, key) {
    return `${kind} ${key}` in kept.clashes;
  }
  function remove(kind, key) {
    delete kept[kind][key];
    delete kept.clashes[`${kind} ${key}`];
    keep();
  }
  function clash(conflict, now) {
    delete kept[conflict.kind][conflict.statement];
    kept.clashes[`${conflict.kind} ${conflict.statement}`] = { kind: conflict.kind, statement: conflict.statement, now };
  }
  // What goes into the next message. Noted as tried before it leaves: the page may be gone before an answer comes.
  function sending() {
    const message = { changes: {}, comments: {} };
    KINDS.forEach((kind) =>
      Object.entries(kept[kind]).forEach(([key, entry]) => {
        if (entry.held) return;
        message[kind][key] = { before: entry.before, now: entry.now, tried: entry.tried };
        if (!entry.tried.includes(entry.now)) entry.tried = [...entry.tried, entry.now].slice(-MOST_TRIED);
      }),
    );
    keep();
    return message;
  }
  function keep() {
    try {
      const { changes, comments, clashes } = kept;
      if (kept.unsettled) sessionStorage.setItem(name, JSON.stringify({ changes, comments, clashes }));
      else sessionStorage.removeItem(name);
    } catch (error) {
      // Without storage the answers still wait in memory.
    }
  }
  function drop() {
    kept.changes = {};
    kept.comments = {};
    kept.clashes = {};
    keep();
  }
}

function read(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name)) || {};
  } catch (error) {
    return {};
  }
}

function forgetOthers(mine) {
  try {
    Object.keys(sessionStorage)
      .filter((key) => key.startsWith(PREFIX) && !key.startsWith(mine))
      .forEach((key) => sessionStorage.removeItem(key));
  } catch (error) {
    // Nothing was kept where there is no storage.
  }
}
