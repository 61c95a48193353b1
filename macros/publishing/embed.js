/* The embed in its host: the palette asked for (?theme=light|dark, else the system's) and its height, whenever that changes. */
(() => {
  "use strict";
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search).get("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = () => {
    const slate = asked === "dark" || (asked !== "light" && dark.matches);
    root.dataset.mdColorScheme = slate ? "slate" : "default";
    root.style.colorScheme = slate ? "dark" : "light";
  };
  paint();
  dark.addEventListener("change", paint);
  if (parent === window) return;
  let last = 0;
  const tell = () => {
    const height = Math.ceil(root.getBoundingClientRect().height);
    if (height === last) return;
    last = height;
    const chart = document.querySelector("atlas-chart").dataset.chart;
    parent.postMessage({ source: "space-diplomacy-atlas", chart, height }, "*");
    parent.postMessage({ sentinel: "amp", type: "embed-size", height }, "*");
    parent.postMessage(JSON.stringify({ src: location.href, context: "iframe.resize", height }), "*");
  };
  addEventListener("DOMContentLoaded", () => { new ResizeObserver(tell).observe(root); tell(); });
  addEventListener("message", (event) => { if (event.data === "space-diplomacy-atlas:height") { last = 0; tell(); } });
})();
