// Runs before the first paint, so that Bootstrap's own parts follow the system's light or dark at once.
(function () {
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  function follow() {
    document.documentElement.setAttribute("data-bs-theme", dark.matches ? "dark" : "light");
  }
  follow();
  dark.addEventListener("change", follow);
  document.documentElement.classList.add("scripted");
})();
