/* What is asked for by its very name comes first: the profile of a country or body, the row of a satellite or station.
   The theme's search weighs words; it cannot know that UK is no beginning of Ukraine. */
(() => {
  "use strict";
  const root = new URL("../../", document.currentScript.src);
  const folded = (words) => words.toLowerCase().normalize("NFKD").replace(/[^\p{L}\p{N}]+/gu, "");
  let names;

  const link = (output) => {
    const made = Object.assign(document.createElement("a"), { className: "named", hidden: true });
    output.prepend(made);
    return made;
  };

  const show = async (field) => {
    const output = document.querySelector(".md-search__scrollwrap");
    if (!output) return;
    names ??= fetch(new URL("assets/names.json", root)).then((answer) => answer.json()).catch(() => ({}));
    const known = new Map(Object.entries(await names)).get(folded(field.value));
    const made = output.querySelector("a.named") ?? link(output);
    made.hidden = !known;
    if (!known) return;
    made.textContent = known[0];
    made.href = new URL(known[1], root);
  };

  const asks = (event) => event.target.matches?.("[data-md-component=search-query]");
  for (const kind of ["focusin", "input", "keyup"])
    addEventListener(kind, (event) => { if (asks(event)) show(event.target); });
  addEventListener("keydown", (event) => {
    const made = event.key === "Enter" && asks(event) && document.querySelector("a.named:not([hidden])");
    if (!made) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    made.click();
  }, true);
  // The theme closes its search only behind its own links.
  addEventListener("click", (event) => {
    const close = event.target.matches?.("a.named") && document.getElementById("__search");
    if (close?.checked) close.click();
  });
})();
