// One picture fills the screen, for a projector. The drawing grows with it; the arrow keys and a clicker’s page keys
// go on to the next picture and back; Escape leaves, as everywhere.
(function () {
  var buttons = Array.from(document.querySelectorAll("[data-full-screen]"));
  if (!document.fullscreenEnabled) return;

  function partOf(button) {
    return button.closest(".part");
  }

  function show(part) {
    part.requestFullscreen().then(function () {
      fit(part);
    });
  }

  // As wide as the screen, so that the smallest words are read from the back of a room. A picture that is too high for
  // that is made a little smaller, so that all of it is seen at once; where that is not enough, the screen scrolls.
  function fit(part) {
    var wide = window.innerWidth / 824;
    var drawing = part.querySelector(".canvas");
    var zoom = 1;
    part.scrollTop = 0;
    // Twice, because words that are enlarged take other lines.
    for (var pass = 0; pass < 2; pass++) {
      part.style.zoom = zoom;
      var high = (zoom * (window.innerHeight - 8)) / drawing.getBoundingClientRect().bottom;
      zoom = Math.max(1, Math.min(wide, Math.max(high, 0.9 * wide)));
    }
    part.style.zoom = zoom;
  }

  buttons.forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      show(partOf(button));
    });
  });

  document.querySelectorAll("[data-present]").forEach(function (button) {
    button.hidden = !buttons.length;
    button.addEventListener("click", function () {
      show(partOf(buttons[0]));
    });
  });

  document.addEventListener("fullscreenchange", function () {
    buttons.forEach(function (button) {
      if (partOf(button) !== document.fullscreenElement) partOf(button).style.zoom = "";
    });
  });
  window.addEventListener("resize", function () {
    if (document.fullscreenElement && document.fullscreenElement.matches(".part")) fit(document.fullscreenElement);
  });

  document.addEventListener("keydown", function (event) {
    var now = document.fullscreenElement;
    var step = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    if (!now || !step) return;
    var at = buttons.findIndex(function (button) {
      return partOf(button) === now;
    });
    event.preventDefault();
    if (buttons[at + step]) show(partOf(buttons[at + step]));
  });
})();
