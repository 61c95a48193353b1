/* For a page that shows charts of the Space Diplomacy Atlas in iframes: makes each exactly as high as its chart.
   <script src="…/assets/embed.js" async></script>, once, anywhere. It reads the charts' messages and nothing else. */
(() => {
  "use strict";
  const frames = () => document.querySelectorAll("iframe[src*='/charts/'][src*='/embed.html']");
  addEventListener("message", ({ data, source }) => {
    const height = data?.source === "space-diplomacy-atlas" && Number(data.height);
    if (!(height > 0 && height < 10000)) return;
    for (const frame of frames()) if (frame.contentWindow === source) frame.style.setProperty("height", `${height}px`, "important");
  });
  for (const frame of frames()) frame.contentWindow?.postMessage("space-diplomacy-atlas:height", "*");
})();
