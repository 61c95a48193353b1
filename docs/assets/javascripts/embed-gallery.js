/* <atlas-embed-gallery>: pick a chart, a theme and a width, see the embed as its host would, and take its snippet.
   The choice stands in the address. The snippets come from the list of all charts below, where they are whole already. */
(() => {
  "use strict";

  class AtlasEmbedGallery extends HTMLElement {
    connectedCallback() {
      this.form = this.querySelector("form");
      this.frame = this.querySelector(".preview iframe");
      if (!this.form || !this.frame) return;
      this.first ??= Object.fromEntries([...this.form.elements].filter(({ name }) => name).map(({ name, options }) =>
        [name, ([...options].find((option) => option.defaultSelected) ?? options[0]).value]));
      this.form.onsubmit = (event) => event.preventDefault();
      this.form.onchange = () => { this.remember(); this.show(); };
      this.onpop = () => { this.recall(); this.show(); };
      this.onsaid = (event) => this.heard(event);
      addEventListener("popstate", this.onpop);
      addEventListener("message", this.onsaid);
      // What a reader chose before this script came stands, where the address asks for nothing.
      if (!location.search) this.remember();
      this.onpop();
      this.setAttribute("ready", "");
    }

    disconnectedCallback() {
      removeEventListener("popstate", this.onpop);
      removeEventListener("message", this.onsaid);
    }

    recall() {
      const asked = new URLSearchParams(location.search);
      for (const [name, first] of Object.entries(this.first)) {
        const select = this.form.elements[name];
        const known = [...select.options].some((option) => option.value === asked.get(name));
        select.value = known ? asked.get(name) : first;
      }
    }

    remember() {
      const address = new URL(location);
      for (const [name, value] of new FormData(this.form)) {
        if (value === this.first[name]) address.searchParams.delete(name);
        else address.searchParams.set(name, value);
      }
      history.replaceState(history.state, "", address);
    }

    show() {
      const { chart, theme, width } = Object.fromEntries(new FormData(this.form));
      const item = this.querySelector(`li[data-chart="${chart}"]`);
      const copies = item.querySelectorAll("atlas-copy");
      const parsed = new DOMParser().parseFromString(copies[0].querySelector("code").textContent, "text/html");
      this.whole = parsed.body.firstElementChild;
      this.snippet = parsed.querySelector("iframe");
      // With a width of its own the frame needs no box that measures the host.
      if (width) this.whole = this.snippet;
      if (theme !== "auto") this.snippet.src += `?theme=${theme}`;
      if (width) this.size("width", Number(width), "px");
      const file = item.querySelector("a[href$='/embed.html']").href;
      const src = theme === "auto" ? file : `${file}?theme=${theme}`;
      this.frame.style.width = width ? `${width}px` : "100%";
      this.frame.height = this.snippet.height;
      this.frame.title = this.snippet.title;
      // A frame that is replaced adds nothing to the history that the back button goes through.
      if (this.frame.src !== src) {
        const next = this.frame.cloneNode();
        next.src = src;
        this.frame.replaceWith(next);
        this.frame = next;
      } else this.frame.contentWindow?.postMessage("space-diplomacy-atlas:height", "*");
      const frozen = this.querySelector(".picker > atlas-copy");
      if (copies[1] && frozen) {
        frozen.dataset.src = copies[1].dataset.src;
        frozen.dataset.theme = theme;
        frozen.querySelector("p").innerHTML = copies[1].querySelector("p").innerHTML;
      }
      this.write();
    }

    size(side, value, unit) {
      this.snippet.setAttribute(side, value);
      this.snippet.style.setProperty(side, `${value}${unit}`, "important");
      if (side === "width") this.snippet.style.setProperty("max-width", "100%", "important");
    }

    /* The embed says how high it is. For a width that is chosen, that is the snippet's height too. */
    heard({ data, source }) {
      if (data?.source !== "space-diplomacy-atlas" || source !== this.frame.contentWindow) return;
      const height = Number(data.height);
      if (!(height > 0 && height < 10000) || data.chart !== this.form.elements.chart.value) return;
      this.frame.height = height;
      if (this.form.elements.width.value) { this.size("height", height, "px"); this.write(); }
    }

    write() {
      this.querySelector(".live-snippet code").textContent = this.whole.outerHTML;
    }
  }

  customElements.get("atlas-embed-gallery") || customElements.define("atlas-embed-gallery", AtlasEmbedGallery);
})();
