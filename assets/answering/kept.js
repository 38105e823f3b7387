// What was given in this tab and is not known to be stored yet: {changes: {statement: {before, answer}},
// comments: {statement: {before, text}}}. Kept in sessionStorage under the participant, so that it outlives reloads,
// lost lines and expired sign-ins, and never reaches anybody else who signs in at the same browser.

const PREFIX = "answers:";

export function keptOf(participant) {
  const name = PREFIX + participant;
  forgetOthers(name);
  const kept = read(name);
  return {
    changes: kept.changes,
    comments: kept.comments,
    get count() {
      return this.statements().length;
    },
    statements() {
      return Array.from(new Set(Object.keys(this.changes).concat(Object.keys(this.comments))));
    },
    keep() {
      try {
        if (this.count) sessionStorage.setItem(name, JSON.stringify({ changes: this.changes, comments: this.comments }));
        else sessionStorage.removeItem(name);
      } catch (error) {
        // Without storage the answers still wait in memory.
      }
    },
    drop() {
      this.changes = {};
      this.comments = {};
      this.keep();
    },
    copy() {
      return JSON.parse(JSON.stringify({ changes: this.changes, comments: this.comments }));
    },
  };
}

function read(name) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(name)) || {};
    return { changes: kept.changes || {}, comments: kept.comments || {} };
  } catch (error) {
    return { changes: {}, comments: {} };
  }
}

function forgetOthers(name) {
  try {
    Object.keys(sessionStorage)
      .filter((key) => key.startsWith(PREFIX) && key !== name)
      .forEach((key) => sessionStorage.removeItem(key));
  } catch (error) {
    // Nothing was kept where there is no storage.
  }
}
