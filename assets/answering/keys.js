// Number keys answer the statement that has the focus; they can be switched off, and nothing advances by itself.

import { say } from "./words.js";

export function numberKeys(form, change) {
  const button = document.getElementById("keys-switch");
  if (!button) return;
  let on = remembered() !== "off";

  function show() {
    document.getElementById("keys").hidden = false;
    button.textContent = on ? say("Turn number keys off") : say("Turn number keys on");
    form.classList.toggle("keys-off", !on);
  }

  button.addEventListener("click", () => {
    on = !on;
    remember(on ? "on" : "off");
    show();
  });
  form.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.altKey || event.metaKey || event.target.tagName === "TEXTAREA") return;
    const fieldset = event.target.closest("fieldset[data-statement]");
    if (!fieldset || !/^[1-9]$/.test(event.key)) return;
    const radio = document.getElementById(fieldset.dataset.statement + "-" + event.key);
    if (!radio) return;
    event.preventDefault();
    if (!radio.checked) {
      radio.checked = true;
      change(radio);
    }
    radio.focus();
  });
  show();
}

// In a form, Enter on a radio presses its button: it would go on to the next page with nothing chosen.
export function enterStays(form) {
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.type === "radio") event.preventDefault();
  });
}

function remembered() {
  try {
    return localStorage.getItem("number-keys");
  } catch (error) {
    return null;
  }
}

function remember(choice) {
  try {
    localStorage.setItem("number-keys", choice);
  } catch (error) {
    // Without storage the choice holds for this page.
  }
}
