/* The embed in its host: the palette asked for (?theme=light|dark, else the system's), the live chart's script when a
   reader asks for it, and the embed's height, whenever that changes. */
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

  /* Until someone asks, the button only fetches what draws; that then takes the button over. */
  addEventListener("DOMContentLoaded", () => {
    const chart = document.querySelector("atlas-chart");
    const [button, stage] = [chart.querySelector("button"), chart.querySelector(".stage")];
    const wake = () => {
      button.onclick = stage.onclick = null;
      chart.querySelector(".problem")?.remove();
      const script = Object.assign(document.createElement("script"), { src: chart.dataset.script });
      script.onload = () => chart.explore();
      script.onerror = () => {
        script.remove();
        const line = Object.assign(document.createElement("p"), { className: "problem", textContent: "The live chart could not be loaded; the picture and the data stay." });
        line.setAttribute("role", "status");
        button.after(line);
        listen();
      };
      document.head.append(script);
    };
    const listen = () => (button.onclick = stage.onclick = wake);
    button.hidden = false;
    chart.setAttribute("ready", "");
    if (stage.firstElementChild) listen();
    else wake();
  });

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
  /* Nothing is told before the chart stands, however early a host asks: it would be half a height. */
  addEventListener("DOMContentLoaded", () => {
    new ResizeObserver(tell).observe(root);
    addEventListener("message", (event) => { if (event.data === "space-diplomacy-atlas:height") { last = 0; tell(); } });
    tell();
  });
})();
