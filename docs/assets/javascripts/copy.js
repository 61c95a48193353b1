/* <atlas-copy>: a button that copies the text beside it, or with data-src the file that it names.
   data-theme="light" or "dark" copies a frozen figure for that palette alone. */
(() => {
  "use strict";
  const FOR = { light: "not all", dark: "all" };

  class AtlasCopy extends HTMLElement {
    connectedCallback() {
      this.button = this.querySelector("button");
      if (!this.button || !navigator.clipboard) return;
      this.words ??= this.button.textContent;
      this.button.hidden = false;
      this.button.onclick = () => this.copy();
    }

    async copy() {
      try {
        await this.write();
        this.say("Copied");
      } catch {
        this.say("Not copied; select the text");
      }
    }

    /* Safari lets a page copy only in the moment of the click: the text may then come later, as a promise. */
    write() {
      const { src } = this.dataset;
      if (!src) return navigator.clipboard.writeText(this.querySelector("code").textContent);
      const blob = this.fetched(src).then((text) => new Blob([text], { type: "text/plain" }));
      return navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    }

    async fetched(src) {
      const answer = await fetch(src);
      if (!answer.ok) throw new Error(answer.status);
      const query = FOR[this.dataset.theme];
      const text = (await answer.text()).trim();
      return query ? text.replace("@media (prefers-color-scheme:dark)", `@media ${query}`) : text;
    }

    say(words) {
      this.button.textContent = words;
      this.button.setAttribute("aria-live", "polite");
      clearTimeout(this.later);
      this.later = setTimeout(() => (this.button.textContent = this.words), 2500);
    }
  }

  customElements.get("atlas-copy") || customElements.define("atlas-copy", AtlasCopy);
})();
