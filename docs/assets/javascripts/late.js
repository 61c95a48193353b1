/* What the stylesheets leave for later (`content-visibility: auto`, on what may lie far below the first screen) is laid
   out piece by piece once the page stands, in steps too short to be felt. A link to a place within a page has the rest
   at once, for what stands for unseen heights would lead astray. */
(() => {
  "use strict";
  const LATE = ".chart-frame, .md-typeset :is(table.records tbody tr, ul.ledger > li, ol.timeline > li, ol.history > li)";
  const STEP = 8; // milliseconds: a slow phone takes four times as long, and fifty are felt
  const idle = window.requestIdleCallback ?? ((then) => setTimeout(then, 50));
  let waiting = [];

  const layOut = (boxes) => boxes.forEach((box) => box.style.setProperty("content-visibility", "visible"));
  const step = () => {
    const begun = performance.now();
    do {
      layOut(waiting.splice(0, 10));
      document.body.offsetHeight; // lays out now, so that the step knows what it takes
    } while (waiting.length && performance.now() - begun < STEP);
    if (waiting.length) idle(step);
  };
  const begin = () => {
    waiting = [...document.querySelectorAll(LATE)];
    if (location.hash) layOut(waiting.splice(0));
    else if (waiting.length) idle(step);
  };

  addEventListener("click", (event) => event.target.closest?.("a[href*='#']") && layOut(waiting.splice(0)), true);
  const standing = () => (window.document$ ? window.document$.subscribe(begin) : begin());
  if (document.readyState === "complete") standing();
  else addEventListener("load", standing);
})();
