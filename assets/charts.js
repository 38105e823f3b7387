"use strict";
// Draws the wide pictures of a results page with Plotly, in the place of the SVG that was there before any script
// ran: the same drawing, with words under the pointer and the arrow keys. Where the wide layout does not fit, the
// SVG stays, which has a layout of its own there.
const Plotly = require("plotly.js/lib/core");
Plotly.register([require("plotly.js/lib/bar"), require("plotly.js/lib/heatmap")]);

const WIDE_FROM = 760;
const OPTIONS = { displaylogo: false, showSendToCloud: false, displayModeBar: false, responsive: false };

// Colours in a figure are stand-ins for the theme's properties: see reports/pictures/plotly_figure.py.
function themed(value, colours) {
  if (typeof value === "string") return colours[value] || value;
  if (Array.isArray(value)) return value.map((item) => themed(item, colours));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, themed(item, colours)]));
  }
  return value;
}

function coloursOf(palette) {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(Object.entries(palette).map(([hex, name]) => [hex, style.getPropertyValue(name).trim() || hex]));
}

function draw(place, figure, width) {
  const { data, layout } = themed({ data: figure.data, layout: figure.layout }, coloursOf(figure.palette));
  layout.font.family = layout.hoverlabel.font.family = getComputedStyle(document.body).fontFamily;
  layout.width = width;
  place.hidden = false;
  return Plotly.react(place, data, layout, OPTIONS).then(() => place.parentElement.classList.add("drawn"));
}

function giveBack(place) {
  place.parentElement.classList.remove("drawn");
  place.hidden = true;
}

// What can be pointed at, row by row: [trace, point, words, where it leads].
function stopsOf(data) {
  const rows = [];
  data.forEach((trace, number) => {
    if (!trace.customdata) return;
    const heat = trace.type === "heatmap";
    const links = heat ? trace.meta : [trace.meta];
    (heat ? trace.customdata : [trace.customdata]).forEach((words, row) => {
      rows.push(words.map((text, point) => [number, heat ? [row, point] : point, plain(text), links[row][point]]));
    });
  });
  return rows;
}

function plain(text) {
  return text.replace("<br>", ", ").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}

// The arrow keys, Home and End walk through the figures; each is shown as under the pointer, and said; Enter opens what
// is behind it.
function walk(place, rows, said) {
  let row = 0;
  let column = -1;
  const far = Infinity;
  const steps = {
    ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0], Home: [0, -far], End: [0, far],
  };
  place.addEventListener("keydown", (event) => {
    if (event.key === "Escape") Plotly.Fx.unhover(place);
    if (event.key === "Enter" && column >= 0) return open(rows[row][column][3]);
    const step = steps[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    row = Math.min(Math.max(row + step[0], 0), rows.length - 1);
    column = Math.min(Math.max(column + step[1], 0), rows[row].length - 1);
    const [curveNumber, pointNumber, words, link] = rows[row][column];
    Plotly.Fx.hover(place, [{ curveNumber, pointNumber }], "xy");
    said.textContent = link ? `${words}. Enter opens it.` : words;
    place.querySelector(".hoverlayer .hovertext")?.scrollIntoView({ block: "nearest" });
  });
  place.addEventListener("blur", () => Plotly.Fx.unhover(place));
}

function open(link) {
  if (link) window.location.assign(link);
}

// A click opens what is behind a figure. A finger has no pointer to rest: its first tap shows, its second opens.
function follow(place, data) {
  let kind = "mouse";
  let shown = "";
  place.addEventListener("pointerdown", (event) => (kind = event.pointerType), true);
  place.on("plotly_click", ({ points: [point] }) => {
    const number = point.pointNumber ?? point.pointIndex;
    const meta = data[point.curveNumber].meta;
    if (!meta) return;
    const link = Array.isArray(number) ? meta[number[0]][number[1]] : meta[number];
    if (kind === "touch" && shown !== `${point.curveNumber} ${number}`) shown = `${point.curveNumber} ${number}`;
    else open(link);
  });
}

function start(place) {
  const figure = JSON.parse(document.getElementById(place.dataset.figure).textContent);
  const box = place.parentElement;
  let drawn = "";
  let walking = false;
  function refresh() {
    const width = Math.floor(box.clientWidth);
    const theme = getComputedStyle(document.documentElement).getPropertyValue("--paper");
    if (width < WIDE_FROM) {
      drawn = "";
      giveBack(place);
    } else if (drawn !== `${width} ${theme}`) {
      drawn = `${width} ${theme}`;
      draw(place, figure, width).then(() => {
        if (!walking) {
          walk(place, stopsOf(figure.data), place.nextElementSibling);
          follow(place, figure.data);
        }
        walking = true;
      });
    }
  }
  new ResizeObserver(refresh).observe(box);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", refresh);
  new MutationObserver(refresh).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
}

document.querySelectorAll("[data-figure]").forEach(start);
