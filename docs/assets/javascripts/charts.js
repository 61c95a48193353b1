/* A chart: the picture that the page brought, and on request the live drawing in its exact place.
   <atlas-chart data-src data-narrow data-bundle data-label>. Without scripts the picture, rows and links stand as they are. */
(() => {
  "use strict";
  // Without a bar: pictures are among the files, and it would lie on the drawing.
  const config = { displayModeBar: false, showSendToCloud: false, scrollZoom: false, doubleClick: false };
  let bundle; // one load of plotly.js for all charts of all pages

  function load(address) {
    return new Promise((done, fail) => {
      const script = Object.assign(document.createElement("script"), { src: address, onload: done });
      script.onerror = () => { script.remove(); fail(new Error("not loaded")); };
      document.head.append(script);
    });
  }

  function plotly(address) {
    bundle ??= load(address).then(() => window.Plotly ?? Promise.reject(new Error("no Plotly")));
    bundle.catch(() => (bundle = undefined));
    return bundle;
  }

  /* What shows on hovering in lines that the box has room for. */
  const wrapped = (words, most) => Array.isArray(words) ? words.map((each) => wrapped(each, most))
    : typeof words === "string" ? words.replace(RegExp(`(?!.{1,${most}}$)(.{1,${most}}) `, "g"), "$1<br>") : words;

  class AtlasChart extends HTMLElement {
    figures = {};

    connectedCallback() {
      this.stage = this.querySelector(".stage");
      this.button = this.querySelector("button.explore");
      if (!this.stage || !this.button || this.ready) return;
      this.ready = true;
      this.setAttribute("ready", "");
      this.button.hidden = false;
      this.words = this.button.textContent;
      this.button.onclick = () => { this.live ? this.back() : this.explore(); };
      this.stage.onclick = () => { this.live ?? this.explore(); };
      this.onkeydown = (event) => { if (event.key === "Escape" && this.live) this.back(); };
      if (!this.stage.firstElementChild) this.whenNear();
    }

    disconnectedCallback() {
      this.near?.disconnect();
      this.close();
      this.figures = {}; // whoever still holds a page that was left holds no drawings with it
      this.ready = false;
    }

    whenNear() {
      this.near = new IntersectionObserver((seen) => {
        if (seen.some((entry) => entry.isIntersecting)) { this.near.disconnect(); this.explore(); }
      }, { rootMargin: "300px" });
      this.near.observe(this);
    }

    async explore() {
      if (this.asked) return;
      this.asked = true;
      this.querySelector(".problem")?.remove();
      this.button.setAttribute("aria-busy", "true");
      try {
        await Promise.all([plotly(new URL(this.dataset.bundle, document.baseURI).href), this.figure()]);
        if (this.isConnected) await this.open();
      } catch {
        this.close();
        const line = Object.assign(document.createElement("p"), { className: "problem", textContent: "The live chart could not be loaded; the picture and the data stay." });
        line.setAttribute("role", "status");
        this.button.after(line);
      }
      this.button.removeAttribute("aria-busy");
      this.asked = false;
    }

    async open() {
      this.live = Object.assign(document.createElement("div"), { className: "live" });
      this.plot = document.createElement("div");
      this.live.append(this.plot);
      this.stage.append(this.live);
      await this.draw();
      this.setAttribute("state", "live");
      this.button.textContent = "Back to the picture";
      this.button.hidden = !this.stage.querySelector(".poster");
      let width = this.stage.clientWidth;
      this.size = new ResizeObserver(() => {
        if (this.stage.clientWidth === width) return;
        width = this.stage.clientWidth;
        cancelAnimationFrame(this.frame);
        this.frame = requestAnimationFrame(() => this.draw());
      });
      this.size.observe(this.stage);
      this.palette = new MutationObserver(() => this.draw());
      for (const root of [document.documentElement, document.body]) {
        this.palette.observe(root, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
      }
    }

    back() {
      this.close();
      this.button.focus();
    }

    close() {
      this.size?.disconnect();
      this.palette?.disconnect();
      cancelAnimationFrame(this.frame);
      if (this.live) { window.Plotly?.purge(this.plot); this.live.remove(); }
      this.live = this.plot = this.steps = this.size = this.palette = undefined;
      this.removeAttribute("state");
      if (this.button) this.button.textContent = this.words;
    }

    /* The figure of the form that fits: the page's own styles say which shows. An embed brings it as a script,
       which runs in any sandbox and from any server. */
    figure() {
      const src = new URL(this.wide() ? this.dataset.src : this.dataset.narrow, document.baseURI).href;
      this.figures[src] ??= src.endsWith(".js") ? this.scripted(src) : this.fetched(src);
      this.figures[src].catch(() => delete this.figures[src]);
      return this.figures[src];
    }

    wide() { return this.stage.clientWidth >= 600; }

    async fetched(src) {
      const answer = await fetch(src);
      if (!answer.ok) throw new Error(answer.status);
      return answer.text();
    }

    async scripted(src) {
      await load(src);
      return JSON.stringify(window.atlasFigures[src.match(/([^/]+)\.js$/)[1]]);
    }

    async draw() {
      const given = await this.figure();
      if (!this.live) return;
      const style = getComputedStyle(this.stage);
      const value = (name) => style.getPropertyValue(`--${name}`).trim();
      const palette = JSON.parse(given).layout.meta.palette; // colour in the file: what it means
      const text = given.replace(/#[0-9a-f]{6}(?=")/g, (colour) => (palette[colour] && value(palette[colour])) || colour);
      const { data, layout } = JSON.parse(text);
      const slider = layout.sliders?.[0];
      // Drawn as the picture was and scaled as the picture is: words and marks of fixed size would collide in a small box.
      const [width, height] = value(this.wide() ? "wide" : "narrow").split("/").map(Number);
      const scale = this.stage.clientWidth / width;
      Object.assign(layout, { sliders: [], width, height, autosize: false });
      layout.font = { ...layout.font, family: value("sans") || undefined };
      layout.hoverlabel = { font: { size: 13 / scale } };
      const most = Math.min(60, Math.floor(this.stage.clientWidth / 8));
      for (const trace of data) if (trace.hovertemplate) for (const part of ["text", "customdata"]) trace[part] = wrapped(trace[part], most);
      this.live.style.setProperty("--scale", scale);
      await window.Plotly.react(this.plot, data, layout, config);
      if (slider) this.slide(slider);
      this.plot.querySelectorAll("svg.main-svg").forEach((svg, index) => {
        svg.setAttribute("role", index ? "presentation" : "img");
        if (!index) svg.setAttribute("aria-label", this.dataset.label);
      });
    }

    /* Plotly's slider hears no keys: a native one does its steps. */
    slide({ active, name, steps }) {
      if (!this.steps) {
        this.steps = Object.assign(document.createElement("label"), { className: "steps" });
        this.steps.append(`${name} `, Object.assign(document.createElement("input"), { type: "range", min: 0, max: steps.length - 1, value: active }), document.createElement("output"));
        this.live.append(this.steps);
      }
      const [input, output] = this.steps.children;
      output.style.minWidth = `${Math.max(...steps.map(({ label }) => label.length))}ch`;
      const go = () => {
        const { label, args } = steps[input.value];
        output.textContent = label;
        input.setAttribute("aria-valuetext", label);
        return window.Plotly.restyle(this.plot, ...args);
      };
      input.oninput = go;
      go();
    }
  }

  customElements.get("atlas-chart") || customElements.define("atlas-chart", AtlasChart);
})();
