// Writing the record in place. Without this script every step is a page of its own.
import htmx from "htmx.org";

htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.historyEnabled = false;
// A refused form and a clash are answers to be shown, not failures.
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "409|422", swap: true },
  { code: "...", swap: false, error: true },
];

const failed = "This did not reach the server, so nothing was changed. Check the line, then try again.";
for (const event of ["htmx:sendError", "htmx:responseError", "htmx:timeout"])
  document.addEventListener(event, (sent) => {
    const place = sent.target.closest("section")?.querySelector("[data-says]");
    if (place) place.textContent = failed;
  });
