/* A page that was left gives back its memory. Instant navigation puts a new page in the place of the old one, but
   the theme's table of contents keeps watching the old headings, and with them the whole old page stays alive. */
(() => {
  "use strict";
  const main = () => document.querySelector("[data-md-component=container]");
  let shown = main();
  window.document$?.subscribe(() => {
    const old = shown;
    shown = main();
    if (old && old !== shown && !old.isConnected) old.querySelectorAll("*").forEach((part) => part.replaceChildren());
  });
})();
