// What cannot wait for the page's other scripts.
(function () {
  // Before the first paint, so that Bootstrap's own parts follow the system's light or dark at once.
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  function follow() {
    document.documentElement.setAttribute("data-bs-theme", dark.matches ? "dark" : "light");
  }
  follow();
  dark.addEventListener("change", follow);
  document.documentElement.classList.add("scripted");
  // Fields that were changed before the script of their page came over a slow line, for it to see to. What a browser
  // fills in by itself is not among them.
  var early = (window.changedEarly = new Set());
  ["change", "input"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      if (event.isTrusted) early.add(event.target);
    });
  });
})();
