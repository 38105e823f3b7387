"use strict";
// Saves each answer as it is given. Says “Saved” only after the server has answered that it is stored; until then
// every answer is kept in this tab (sessionStorage), through reloads, lost lines and expired sign-ins.

(function () {
  const form = document.getElementById("answers");
  if (!form) return;
  const store = "answers:" + form.dataset.save;
  const overall = document.getElementById("saving");
  const statements = Array.from(form.querySelectorAll("fieldset[data-statement]"));
  const keysSwitch = document.getElementById("keys-switch");
  let waiting = load();
  let busy = false;
  let failures = 0;
  let timer = null;
  let leavingTo = null;
  let over = false;

  function load() {
    try {
      return JSON.parse(sessionStorage.getItem(store)) || { changes: {}, comments: {} };
    } catch (error) {
      return { changes: {}, comments: {} };
    }
  }
  function keep() {
    try {
      sessionStorage.setItem(store, JSON.stringify(waiting));
    } catch (error) {
      // Without storage the answers still wait in memory.
    }
  }
  function pending() {
    return Object.keys(waiting.changes).length + Object.keys(waiting.comments).length;
  }
  function say(statement, text, signal) {
    const place = document.getElementById("saved-" + statement);
    if (!place) return;
    place.textContent = text;
    place.classList.toggle("signal", Boolean(signal));
  }
  function sayAll(text, signal) {
    overall.textContent = text;
    overall.classList.toggle("signal", Boolean(signal));
  }
  function sayWaiting(text) {
    Object.keys(waiting.changes).concat(Object.keys(waiting.comments)).forEach((key) => say(key, text, true));
    const count = pending();
    sayAll((count === 1 ? "One answer is" : count + " answers are") + " kept in this tab and will be sent.", true);
  }
  function before(statement) {
    return form.elements["before-" + statement];
  }
  function now() {
    return new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  }

  function send() {
    if (busy || over || !pending()) return;
    if (navigator.onLine === false) {
      sayWaiting("Offline: kept in this tab");
      return;
    }
    busy = true;
    clearTimeout(timer);
    const sent = JSON.parse(JSON.stringify(waiting));
    const changes = {};
    Object.keys(sent.changes).forEach((key) => {
      const field = before(key);
      changes[key] = { before: field ? field.value : sent.changes[key].before, answer: sent.changes[key].answer };
      say(key, "Saving…");
    });
    Object.keys(sent.comments).forEach((key) => say(key, "Saving…"));
    sayAll("Saving…");
    const stop = new AbortController();
    const patience = setTimeout(() => stop.abort(), 15000);
    fetch(form.dataset.save, {
      method: "POST",
      redirect: "manual",
      signal: stop.signal,
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
      },
      body: JSON.stringify({ revision: form.elements.revision.value, changes: changes, comments: sent.comments }),
    })
      .then((response) => {
        if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) {
          return signedOut();
        }
        return response.json().then((body) => settle(response.status, body, sent));
      })
      .catch(() => later())
      .finally(() => {
        clearTimeout(patience);
        busy = false;
        if (pending() && failures === 0 && !over) send();
        if (leavingTo && !pending()) window.location.assign(leavingTo);
      });
  }

  function settle(status, body, sent) {
    if (status === 200 || status === 409) return stored(body, sent);
    if (status === 410) {
      over = true;
      sayWaiting("Not saved");
      sayAll(body.problem, true);
      return;
    }
    if (status === 400) {
      Object.keys(sent.changes).concat(Object.keys(sent.comments)).forEach((key) => say(key, body.problem, true));
      waiting = { changes: {}, comments: {} };
      keep();
      sayAll(body.problem, true);
      return;
    }
    later();
  }

  function stored(body, sent) {
    failures = 0;
    form.elements.revision.value = body.revision;
    document.getElementById("answered").textContent = body.answered;
    const clashes = {};
    (body.conflicts || []).forEach((conflict) => (clashes[conflict.statement] = conflict));
    Object.keys(sent.changes).forEach((key) => {
      const current = waiting.changes[key];
      const field = before(key);
      if (clashes[key]) {
        if (field) field.value = clashes[key].stored === null ? "" : clashes[key].stored;
        delete waiting.changes[key];
        return clash(key, clashes[key], sent.changes[key].answer);
      }
      if (field) field.value = sent.changes[key].answer;
      if (current && current.answer === sent.changes[key].answer) delete waiting.changes[key];
      say(key, "Saved " + now());
    });
    Object.keys(sent.comments).forEach((key) => {
      if (waiting.comments[key] === sent.comments[key]) delete waiting.comments[key];
      say(key, "Saved " + now());
    });
    keep();
    if (!pending()) sayAll("Saved " + now());
  }

  function clash(key, conflict, mine) {
    const place = document.getElementById("saved-" + key);
    place.classList.add("signal");
    place.textContent = "Answered elsewhere meanwhile: “" + conflict.stored_label + "” is stored. ";
    const chosen = document.getElementById(key + "-" + mine);
    [
      ["Keep “" + conflict.stored_label + "”", conflict.stored === null ? "" : String(conflict.stored)],
      ["Use “" + (chosen ? chosen.nextElementSibling.firstChild.textContent : mine) + "”", mine],
    ].forEach(([label, value]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn-link-plain me-2";
      button.textContent = label;
      button.addEventListener("click", () => {
        const radio = value === "" ? null : document.getElementById(key + "-" + value);
        form.querySelectorAll('input[type="radio"][name="' + key + '"]').forEach((item) => (item.checked = item === radio));
        if (value === before(key).value) say(key, "Saved " + now());
        else change(key, value);
      });
      place.append(button);
    });
  }

  function later() {
    failures += 1;
    sayWaiting(navigator.onLine === false ? "Offline: kept in this tab" : "Not saved, trying again");
    clearTimeout(timer);
    timer = setTimeout(send, Math.min(30, Math.pow(2, failures)) * 1000);
  }

  function signedOut() {
    failures += 1;
    sayWaiting("Not saved: you are signed out");
    overall.textContent = "You have been signed out. Your answers are kept in this tab. ";
    const link = document.createElement("a");
    link.href = form.dataset.login;
    link.target = "_blank";
    link.textContent = "Sign in again";
    overall.append(link, ", then come back here.");
  }

  function refreshToken() {
    // A new sign-in brings a new form token; the cookie is readable for scripts of this page only.
    const match = document.cookie.match(/(?:__Host-)?csrftoken=([^;]+)/);
    if (match) form.elements.csrfmiddlewaretoken.value = match[1];
  }

  function change(key, answer) {
    waiting.changes[key] = { before: before(key).value, answer: answer };
    keep();
    send();
  }

  form.addEventListener("change", (event) => {
    const target = event.target;
    if (target.type === "radio") change(target.name, target.value);
    if (target.tagName === "TEXTAREA") {
      waiting.comments[target.name.replace("comment-", "")] = target.value;
      keep();
      send();
    }
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const writing = document.activeElement;
    if (writing && writing.tagName === "TEXTAREA") writing.blur();
    if (!pending()) {
      window.location.assign(form.dataset.onward);
      return;
    }
    leavingTo = form.dataset.onward;
    failures = 0;
    send();
  });

  window.addEventListener("online", () => {
    failures = 0;
    send();
  });
  window.addEventListener("offline", () => pending() && sayWaiting("Offline: kept in this tab"));
  window.addEventListener("focus", () => {
    if (!pending()) return;
    refreshToken();
    failures = 0;
    send();
  });
  window.addEventListener("beforeunload", (event) => {
    if (pending() && !leavingTo) event.preventDefault();
  });

  // Number keys answer the statement that has the focus; nothing advances by itself.
  let keysOn = localStorage.getItem("number-keys") !== "off";
  function showKeys() {
    if (!keysSwitch) return;
    document.getElementById("keys").hidden = false;
    keysSwitch.textContent = keysOn ? "Turn keys off" : "Turn keys on";
    form.classList.toggle("keys-off", !keysOn);
  }
  if (keysSwitch) {
    keysSwitch.addEventListener("click", () => {
      keysOn = !keysOn;
      localStorage.setItem("number-keys", keysOn ? "on" : "off");
      showKeys();
    });
  }
  form.addEventListener("keydown", (event) => {
    if (!keysOn || event.ctrlKey || event.altKey || event.metaKey || event.target.tagName === "TEXTAREA") return;
    const fieldset = event.target.closest("fieldset[data-statement]");
    if (!fieldset || !/^[1-9]$/.test(event.key)) return;
    const radio = document.getElementById(fieldset.dataset.statement + "-" + event.key);
    if (!radio) return;
    event.preventDefault();
    if (!radio.checked) {
      radio.checked = true;
      change(radio.name, radio.value);
    }
    radio.focus();
  });

  // What an earlier visit of this tab could not send.
  statements.forEach((fieldset) => {
    const key = fieldset.dataset.statement;
    if (key in waiting.changes) {
      const radio = document.getElementById(key + "-" + waiting.changes[key].answer);
      if (radio) radio.checked = true;
    }
    if (key in waiting.comments) form.elements["comment-" + key].value = waiting.comments[key];
  });
  showKeys();
  sayAll(pending() ? "Sending what was kept in this tab." : "Answers are saved as you give them.");
  send();
})();
