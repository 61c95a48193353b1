/* Two small answers: <atlas-compare> sets two or three partners side by side (?c=BRA,ARG), and
   <atlas-day> counts who was in on a day (?on=2024-02-15). Both read what the page brought along. */
(() => {
  "use strict";
  const number = (value) => value.toLocaleString("en");

  /* What stands in the address under a name; written back as a new entry in the history. */
  const asked = (name) => new URLSearchParams(location.search).get(name) ?? "";
  function ask(name, value) {
    const url = new URL(location.href);
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
    const plain = url.href.replaceAll("%2C", ",");
    if (plain !== location.href) history.pushState({ x: window.scrollX, y: window.scrollY }, "", plain);
  }

  class Addressed extends HTMLElement {
    connectedCallback() {
      this.form = this.querySelector("form");
      if (!this.form) return;
      this.form.onsubmit = (event) => event.preventDefault();
      this.onpop = () => this.recall();
      window.addEventListener("popstate", this.onpop);
      this.start();
      // What a reader entered before this script came stands, where the address asks for nothing.
      if (this.entered() && !asked(this.name)) this.form.onchange();
      else this.recall();
      this.setAttribute("ready", "");
    }

    disconnectedCallback() { window.removeEventListener("popstate", this.onpop); }
  }

  class AtlasCompare extends Addressed {
    name = "c";

    start() {
      this.picks = [...this.form.querySelectorAll("select")];
      this.frame = this.querySelector(".records-frame");
      this.form.onchange = () => { ask("c", this.entered()); this.show(); };
      this.form.onreset = (event) => { event.preventDefault(); ask("c", ""); this.recall(); this.picks[0].focus(); };
    }

    entered() { return this.chosen().join(","); }

    chosen() { return [...new Set(this.picks.map((pick) => pick.value).filter(Boolean))]; }

    recall() {
      const codes = asked("c").split(",");
      this.picks.forEach((pick, place) => {
        const code = (codes[place] ?? "").trim();
        pick.value = [...pick.options].find((option) => option.value.toLowerCase() === code.toLowerCase())?.value ?? "";
      });
      this.show();
    }

    show() {
      const codes = this.chosen();
      this.querySelector(".beside")?.remove();
      this.form.querySelector("[type=reset]").disabled = !codes.length;
      this.frame.hidden = codes.length > 1;
      const status = this.form.querySelector("[role=status]");
      status.textContent = codes.length > 1 ? `${codes.length} partners side by side` : "Choose two or three partners to set side by side.";
      if (codes.length > 1) this.frame.before(this.beside(codes));
    }

    /* The chosen rows, turned: a column for each partner, a row for each figure. */
    beside(codes) {
      const rows = codes.map((code) => this.querySelector(`tr[data-c="${CSS.escape(code)}"]`));
      const heads = [...this.querySelectorAll("thead th")].map((head) => head.textContent);
      const make = (tag, children, more = {}) => {
        const made = Object.assign(document.createElement(tag), more);
        made.append(...children);
        return made;
      };
      const copy = (cell) => [...cell.cloneNode(true).childNodes];
      const filled = (cell) => (cell.textContent.trim() ? copy(cell) : ["–"]);
      const head = make("tr", [make("td", []), ...rows.map((row) => make("th", copy(row.cells[0]), { scope: "col" }))]);
      const lines = heads.slice(1).map((name, place) =>
        make("tr", [make("th", [name], { scope: "row" }), ...rows.map((row) => make("td", filled(row.cells[place + 1])))]));
      const table = make("table", [make("caption", ["Side by side"]), make("thead", [head]), make("tbody", lines)], { className: "records records--grid" });
      const frame = make("div", [table], { className: "records-frame beside", tabIndex: 0 });
      frame.setAttribute("role", "region");
      frame.setAttribute("aria-label", "Side by side");
      return frame;
    }
  }

  class AtlasDay extends Addressed {
    name = "on";

    start() {
      this.field = this.form.elements.on;
      this.lines = [...this.querySelectorAll("[data-rows]")].map((line) => ({ line, rows: JSON.parse(line.dataset.rows) }));
      this.form.onchange = () => { if (this.field.validity.valid) { ask("on", this.entered()); this.show(); } };
      this.form.onreset = (event) => { event.preventDefault(); ask("on", ""); this.recall(); this.field.focus(); };
    }

    entered() { return this.field.validity.valid ? this.field.value : ""; }

    recall() {
      const day = asked("on");
      this.field.value = /^\d{4}-\d\d-\d\d$/.test(day) ? day : "";
      this.show();
    }

    show() {
      const day = this.field.value || this.field.max;
      this.form.querySelector("[type=reset]").disabled = !this.field.value;
      for (const { line, rows } of this.lines) {
        // An undated row counts only where no day is asked for.
        const held = rows.filter(([from, until]) => (from === "~" ? !this.field.value : from <= day) && !(until && until <= day));
        const names = [...new Set(held.map(([, , name]) => name))].sort((a, b) => a.localeCompare(b, "en"));
        line.querySelector(".sum").textContent = number(line.dataset.sum === "rows" ? held.length : names.length);
        const open = line.querySelector("details")?.open ?? false;
        line.querySelector("details")?.remove();
        if (line.dataset.sum === "rows" || !names.length) continue;
        const more = document.createElement("details");
        more.className = "plain";
        more.open = open;
        more.append(Object.assign(document.createElement("summary"), { textContent: "Which?" }), names.join(", "));
        line.append(more);
      }
    }
  }

  customElements.get("atlas-compare") || customElements.define("atlas-compare", AtlasCompare);
  customElements.get("atlas-day") || customElements.define("atlas-day", AtlasDay);
})();
