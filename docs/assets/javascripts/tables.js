/* A table that answers: <atlas-table> upgrades the form and the table that the page brought.
   Each row names its choices by their places in the form's selects: data-f="2c.1.0,4" (base 36).
   What is filtered and how it is sorted stands in the address; several tables on a page have prefixes of their own. */
(() => {
  "use strict";
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const said = (node) => (node ? node.textContent.replace(/\s+/g, " ").trim() : "");
  const number = (value) => value.toLocaleString("en");
  const MONTHS = "January February March April May June July August September October November December".split(" ");

  /* The days of a cell, as 2024-03-01/2025: those that it marks, or the one that a brief table says in words. */
  const days = (cell) => {
    const times = [...cell.querySelectorAll("time")];
    if (times.length) return times.map((time) => time.dateTime).join("/");
    const [, day, month, year] = said(cell).match(/^(?:(?:(\d+) )?([A-Z][a-z]+) )?(\d{4})\b/) ?? [];
    const two = (figure) => String(figure).padStart(2, "0");
    return [year, month && two(MONTHS.indexOf(month) + 1), day && two(day)].filter(Boolean).join("-");
  };

  class AtlasTable extends HTMLElement {
    connectedCallback() {
      this.form = this.querySelector("form.filters");
      this.table = this.querySelector("table.records");
      if (!this.form || !this.table) return;
      this.key = this.form.dataset.prefix ?? "";
      this.find = this.form.elements.find;
      this.selects = [...this.form.querySelectorAll(".choices select:not([name=sort])")];
      this.body = this.table.tBodies[0];
      this.rows = [...this.body.rows].map((row, place) => this.read(row, place));
      this.heads = [...this.table.tHead.rows[0].cells];
      if (!this.form.elements.sort) this.makeSortable();
      this.sort ??= this.form.elements.sort;
      this.form.onsubmit = (event) => event.preventDefault();
      this.form.onchange = (event) => event.target !== this.find && this.answer("push");
      this.form.onreset = (event) => { event.preventDefault(); this.reset(); };
      this.find.oninput = () => { clearTimeout(this.typing); this.typing = setTimeout(() => this.answer("replace"), 120); };
      this.form.querySelector(".csv").onclick = () => this.download();
      this.onpop = () => this.recall();
      window.addEventListener("popstate", this.onpop);
      window.addEventListener("hashchange", this.onpop);
      // What a reader entered before this script came stands, where the address asks for nothing.
      if (!location.search && this.fields().some((field) => field.value)) this.answer("replace");
      else this.recall();
      this.setAttribute("ready", "");
    }

    disconnectedCallback() {
      clearTimeout(this.typing);
      window.removeEventListener("popstate", this.onpop);
      window.removeEventListener("hashchange", this.onpop);
    }

    read(row, place) {
      const codes = (row.dataset.f ?? "").split(".");
      const values = this.selects.map((select, index) =>
        (codes[index] || "").split(",").filter(Boolean).map((code) => select.options[parseInt(code, 36) + 1].value));
      return { row, place, values };
    }

    /* Everything a reader may look for in a row: what it shows, and the names of its choices. */
    words(entry) {
      entry.words ??= plain(`${said(entry.row)} ${entry.values.flatMap((values, index) => values.map((value) => this.name(index, value))).join(" ")}`);
      return entry.words;
    }

    name(index, value) {
      const option = [...this.selects[index].options].find((one) => one.value === value);
      option.said ??= option.textContent.replace(/ \([\d,]+\)$/, "");
      return option.said;
    }

    makeSortable() {
      const select = Object.assign(document.createElement("select"), { name: "sort" });
      select.add(new Option("as listed", ""));
      for (const head of this.heads) {
        if (head.classList.contains("sources")) continue;
        const heading = said(head);
        head.dataset.sort = heading.toLowerCase().replace(/[^a-z]+/g, "-");
        const button = Object.assign(document.createElement("button"), { type: "button", textContent: heading });
        button.onclick = () => {
          const down = head.getAttribute("aria-sort") === "ascending";
          select.value = (down ? "-" : "") + head.dataset.sort;
          this.answer("push");
        };
        head.replaceChildren(button);
        select.add(new Option(`${heading}, ${head.classList.contains("date") ? "oldest first" : "A to Z"}`, head.dataset.sort));
        select.add(new Option(`${heading}, ${head.classList.contains("date") ? "newest first" : "Z to A"}`, `-${head.dataset.sort}`));
      }
      this.listed = this.heads.map((head) => head.getAttribute("aria-sort"));
      const label = document.createElement("label");
      label.append(Object.assign(document.createElement("span"), { textContent: "Order" }), select);
      this.form.querySelector(".choices")?.append(label);
      this.sort = select;
    }

    /* The address, read into the form. */
    recall() {
      const asked = new URLSearchParams(location.search);
      this.find.value = asked.get(`${this.key}find`) ?? "";
      for (const select of [...this.selects, this.sort]) {
        const value = asked.get(this.key + select.name) ?? "";
        select.value = [...select.options].some((option) => option.value === value) ? value : "";
      }
      const details = this.form.querySelector("details");
      if (details && [...this.selects, this.sort].some((select) => select.value)) details.open = true;
      this.show();
      const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target?.hidden && this.contains(target)) { this.reset(); target.scrollIntoView(); }
    }

    fields() { return [this.find, ...this.selects, this.sort]; }

    /* The form, written into the address. */
    answer(how) {
      const url = new URL(location.href);
      for (const field of this.fields()) {
        const value = field.value.trim();
        if (value) url.searchParams.set(this.key + field.name, value);
        else url.searchParams.delete(this.key + field.name);
      }
      if (url.href !== location.href) {
        const state = { x: window.scrollX, y: window.scrollY };
        if (how === "push") history.pushState(state, "", url);
        else history.replaceState(state, "", url);
      }
      this.show();
    }

    reset() {
      this.find.value = "";
      for (const select of [...this.selects, this.sort]) select.value = "";
      this.answer("push");
      if (document.activeElement === document.body) this.find.focus();
    }

    show() {
      const wanted = plain(this.find.value.trim()).split(/\s+/).filter(Boolean);
      const chosen = this.selects.map((select) => select.value);
      const counts = this.selects.map(() => new Map());
      let shown = 0;
      for (const entry of this.rows) {
        const found = !wanted.length || wanted.every((word) => this.words(entry).includes(word));
        const misses = chosen.flatMap((value, index) => (value && !entry.values[index].includes(value) ? [index] : []));
        entry.row.hidden = !found || misses.length > 0;
        if (!entry.row.hidden) shown += 1;
        if (!found || misses.length > 1) continue;
        // A choice's count: the rows there would be if it were made, all others staying as they are.
        for (const index of misses.length ? misses : counts.keys()) {
          for (const value of entry.values[index]) counts[index].set(value, (counts[index].get(value) ?? 0) + 1);
        }
      }
      this.tell(shown, chosen, counts);
      this.order();
    }

    tell(shown, chosen, counts) {
      this.selects.forEach((select, index) => {
        for (const option of select.options) {
          if (!option.value) continue;
          const count = counts[index].get(option.value) ?? 0;
          const words = `${this.name(index, option.value)} (${number(count)})`;
          if (option.textContent !== words) option.textContent = words;
          option.disabled = !count && !option.selected;
        }
      });
      const active = this.selects.filter((select) => select.value);
      const text = this.form.querySelector(".active");
      if (text) text.textContent = active.length ? `: ${active.map((select) => this.name(this.selects.indexOf(select), select.value)).join(", ")}` : "";
      const line = `${number(shown)} of ${number(this.rows.length)} shown`;
      const status = this.form.querySelector("[role=status]");
      if (status.textContent !== line) status.textContent = line;
      this.form.querySelector("[type=reset]").disabled = !active.length && !this.find.value && !this.sort.value;
      this.form.querySelector(".csv").disabled = !shown;
      this.empty(shown, active);
    }

    /* Nothing matches: say what was asked, and offer to let go of one thing at a time. */
    empty(shown, active) {
      let box = this.querySelector(".nothing");
      if (shown) { box?.remove(); this.table.hidden = false; return; }
      this.table.hidden = true;
      box ??= this.appendChild(Object.assign(document.createElement("div"), { className: "nothing" }));
      const line = Object.assign(document.createElement("p"), { textContent: "No row matches all of this. Let go of one:" });
      const acts = Object.assign(document.createElement("p"), { className: "acts" });
      const offer = (text, act) => {
        const button = Object.assign(document.createElement("button"), { type: "button", textContent: text });
        button.onclick = () => { act(); this.answer("push"); this.find.focus(); };
        acts.append(button, " ");
      };
      if (this.find.value.trim()) offer(`“${this.find.value.trim()}”`, () => (this.find.value = ""));
      for (const select of active) {
        offer(`${said(select.parentElement.firstElementChild)}: ${this.name(this.selects.indexOf(select), select.value)}`, () => (select.value = ""));
      }
      offer("Show all", () => this.reset());
      box.replaceChildren(line, acts);
    }

    order() {
      const asked = this.sort.value;
      if (asked === (this.sorted ?? "")) return;
      this.sorted = asked;
      const down = asked.startsWith("-");
      const key = asked.replace("-", "");
      const index = this.heads.findIndex((head) => asked && (head.dataset.sort === key || `-${head.dataset.sort}` === asked));
      const turn = down ? -1 : 1;
      const by = new Intl.Collator("en", { numeric: true });
      const sorted = index < 0 ? this.rows : this.rows
        .map((entry) => ({ entry, value: this.value(entry.row.cells[index]) }))
        .sort((a, b) => (!a.value - !b.value) || turn * by.compare(a.value, b.value) || a.entry.place - b.entry.place)
        .map(({ entry }) => entry);
      this.body.append(...sorted.map((entry) => entry.row));
      this.heads.forEach((head, place) => {
        const state = index < 0 ? this.listed[place] : place === index ? (down ? "descending" : "ascending") : null;
        if (state) head.setAttribute("aria-sort", state);
        else head.removeAttribute("aria-sort");
      });
    }

    value(cell) {
      return this.heads[cell.cellIndex].classList.contains("date") ? days(cell).split("/")[0] : said(cell);
    }

    /* Exactly the rows shown, in their order. Formulas are guarded as in the published tables: by a leading quotation mark. */
    download() {
      const shown = [...this.body.rows].filter((row) => !row.hidden);
      const parts = ["summary", "note", "cite"].filter((name) => this.body.querySelector(`.${name}`));
      const dates = this.heads.map((head) => head.classList.contains("date"));
      const table = [[...(shown[0]?.id ? ["id"] : []), ...this.heads.map(said), ...parts.map((name) => name.replace("cite", "cited"))]];
      for (const row of shown) {
        const cells = [...row.cells].map((cell, index) => {
          if (dates[index] && days(cell)) return days(cell);
          const bare = cell.cloneNode(true);
          for (const name of parts) for (const part of bare.querySelectorAll(`.${name}`)) part.remove();
          return said(bare);
        });
        const more = parts.map((name) => [...row.querySelectorAll(`.${name}`)].map(said).join(" "));
        table.push([...(row.id ? [row.id] : []), ...cells, ...more]);
      }
      const guarded = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
      const file = new Blob([`${table.map((row) => row.map(guarded).join(",")).join("\r\n")}\r\n`], { type: "text/csv;charset=utf-8" });
      const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: `atlas-${this.dataset.name}.csv` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    }
  }

  customElements.get("atlas-table") || customElements.define("atlas-table", AtlasTable);
})();
