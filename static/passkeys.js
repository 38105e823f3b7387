// Says in the page what allauth's passkey scripts would only say in the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const problem = document.getElementById("passkey-problem");
  const words = problem?.querySelector("[data-words]");
  if (!problem || !words) return;
  const exception = event.detail.exception;
  if (exception?.name === "InvalidStateError") words.textContent = "This device has a passkey for your account already.";
  if (!window.PublicKeyCredential) words.textContent = "This browser cannot use passkeys here.";
  problem.hidden = false;
});

// Without passkeys (or without scripts) the ways to use one are not shown.
if (window.PublicKeyCredential) for (const part of document.querySelectorAll("[data-passkeys]")) part.hidden = false;
