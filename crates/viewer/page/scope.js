import { word } from "./words.js";
import { FileSource, ServerSource } from "./source.js";
import { Drawing, differences, slots } from "./drawing.js";
import { Inside } from "./inside.js";
import { tell } from "./chosen.js";

// <bind-scope>: code, memory diagram, sentences, output and timeline of one recorded run.

const LAYOUT = `
<header>
  <h1 class="name">Bindscope</h1><span class="program"></span><span class="spring"></span>
  <select class="language" data-label="language"></select>
  <button type="button" class="theme" data-label="theme">◐</button>
</header>
<p class="news" role="status"></p>
<form class="ask" hidden><label><span data-word="asks"></span> <output class="prompt"></output>
  <input class="answer" autocomplete="off" data-label="answer"></label> <button data-word="send"></button></form>
<nav class="controls">
  <div class="buttons">
    <button type="button" data-go="first" data-word="first" data-tip="first_tip"></button>
    <button type="button" data-go="back" data-word="back" data-tip="back_tip"></button>
    <button type="button" data-go="next" class="primary" data-word="next" data-tip="next_tip"></button>
    <button type="button" data-go="last" data-word="last" data-tip="last_tip"></button>
    <button type="button" data-go="over" data-word="over" data-tip="over_tip"></button>
    <button type="button" data-go="out" data-word="out" data-tip="out_tip"></button>
    <button type="button" data-go="inside" data-word="inside" data-tip="inside_tip"></button>
    <button type="button" data-go="play" data-word="play" data-tip="play_tip"></button>
    <select class="speed" data-label="speed"><option value="1600">½×</option><option value="800" selected>1×</option>
      <option value="300">3×</option><option value="100">8×</option></select>
    <button type="button" data-go="pin" data-word="pin"></button>
    <button type="button" data-go="error" class="error" data-word="to_error" hidden></button>
  </div>
  <div class="time"><input type="range" class="scrubber" min="1" value="1"><span class="step"></span></div>
</nav>
<section class="story" aria-live="polite"><ul class="sentences"></ul></section>
<main>
  <section class="side">
    <section class="code"><h2 data-word="code"></h2><ol class="lines" tabindex="0"></ol><p class="part" role="status" hidden></p></section>
    <section class="printed"><h2 data-word="output"></h2><div class="output" tabindex="0"></div></section>
    <div class="changes" hidden></div>
    <div class="chosen" hidden><h3></h3><p class="paths"></p><div class="ways"></div><ul class="rest" tabindex="0" hidden></ul><div class="because" role="status"></div><ol class="history"></ol></div>
  </section>
  <section class="memory"><h2 data-word="memory"></h2>
    <div class="search"><input type="search" class="find" data-label="find"><label class="only"><input type="checkbox"> <span data-word="only"></span></label>
      <label class="kinds"><input type="checkbox" class="functions" checked> <span data-word="functions"></span></label>
      <label class="kinds"><input type="checkbox" class="modules" checked> <span data-word="modules"></span></label>
      <input class="without" data-label="without" autocomplete="off"></div>
    <div class="canvas" tabindex="0" data-label="memory"><svg role="img" xmlns="http://www.w3.org/2000/svg"></svg></div>
    <div class="heard"></div>
  </section>
</main>
<footer><p data-word="help"></p></footer>`;

export class BindScope extends HTMLElement {
  connectedCallback() {
    if (this.source) return;
    this.innerHTML = LAYOUT;
    this.at = 1;
    this.seen = 0;
    this.selected = [];
    this.pinned = null;
    this.opened = {};
    this.language = (navigator.language || "en").slice(0, 2);
    this.find = (name) => this.querySelector(name);
    this.drawing = new Drawing(this.find("svg"), (key) => (key.endsWith("/…") ? this.unfold(key.slice(0, -2)) : this.select(key)));
    this.parts = new Inside(this.find(".lines"), this.find(".part"), (key) => this.say(key));
    const told = (id) => { const data = document.getElementById(id); return data && JSON.parse(data.textContent); };
    const data = told("recording");
    this.source = data ? new FileSource(data) : new ServerSource(told("first"));
    if (!this.source.live) for (const kind of ["functions", "modules"]) this.find(`.${kind}`).parentNode.hidden = !this.source.offers(kind);
    this.listen();
    if (this.source.live) this.follow();
    else this.open(2);
  }

  say(key, ...rest) { return word(this.language, key, ...rest); }

  // ---- the run ----

  /** Hears of runs, questions and ends from the server, for as long as the page is open. */
  async follow() {
    for (;;) {
      let news;
      try { news = await this.source.news(this.seen); } catch { await new Promise((r) => setTimeout(r, 1000)); continue; }
      const first = !this.about;
      this.seen = news.news;
      this.find(".ask").hidden = news.state !== "asks";
      if (news.state === "running") this.note(this.say("running"));
      if (news.state === "failed") this.note(`${this.say("failed")} ${news.error}`);
      if (news.state === "asks") {
        this.note("");
        this.translate();
        this.find(".prompt").textContent = news.prompt;
        this.find(".answer").focus();
        if (!this.about) this.find(".output").textContent = news.output;
      }
      if (news.state === "ready") {
        this.source.forget();
        this.pinned = null;
        await this.open(first ? news.position : await this.source.nearest(this.at));
        if (!first && !this.about.error) this.note(this.say("again"));
      }
    }
  }

  note(text) { this.find(".news").textContent = text; }

  async open(at) {
    this.about = await this.source.about();
    if (!this.about.languages.some(([code]) => code === this.language)) this.language = "en";
    this.find(".language").replaceChildren(...this.about.languages.map(([code, name]) => new Option(name, code, false, code === this.language)));
    Object.assign(this.find(".scrubber"), { min: this.about.first, max: this.about.last });
    this.find(".error").hidden = !this.about.raised;
    this.file = -1;
    this.translate();
    this.write();
    this.note("");
    if (this.about.error) this.note(this.about.error.trim().split("\n").pop());
    if (this.about.cut) this.note(this.say("cut"));
    await this.show(Math.min(at, this.about.last));
  }

  translate() {
    document.documentElement.lang = this.language;
    for (const node of this.querySelectorAll("[data-word]")) node.textContent = this.say(node.dataset.word);
    for (const node of this.querySelectorAll("[data-tip]")) node.title = this.say(node.dataset.tip);
    for (const node of this.querySelectorAll("[data-label]")) node.setAttribute("aria-label", this.say(node.dataset.label));
    for (const name of ["find", "without"]) this.find(`.${name}`).placeholder = this.say(name);
    this.find(".scrubber").setAttribute("aria-label", this.say("step", "", "").trim());
    if (this.timer) this.find("[data-go=play]").textContent = this.say("stop");
    if (this.pinned) this.find("[data-go=pin]").textContent = this.say("unpin");
  }

  // ---- one moment ----

  /** Shows a moment; where several are asked for at once, the last one wins. */
  async show(at) {
    at = Math.max(this.about.first, Math.min(at, this.about.last));
    this.at = at;
    const [moment, before] = await Promise.all([
      this.source.moment(at, this.language),
      at > this.about.first ? this.source.moment(at - 1, this.language) : null,
    ]);
    if (this.at !== at || !moment) return;
    this.moment = moment;
    this.before = this.pinned || before;
    this.parts.close();
    this.dataset.position = at;
    this.find(".scrubber").value = at;
    const total = this.about.steps;
    const text = at > total ? this.say("end", "", total) : this.say("step", at, total);
    this.find(".step").textContent = text;
    this.find(".scrubber").setAttribute("aria-valuetext", text);
    this.find(".sentences").replaceChildren(...moment.sentences.map((said) => this.sentence(said)));
    this.lines();
    this.printed();
    this.paint();
    await this.details();
  }

  /** Code in a sentence looks like code. */
  sentence(said) {
    const item = document.createElement("li");
    said.split("`").forEach((piece, place) => {
      const part = document.createElement(place % 2 ? "code" : "span");
      part.textContent = piece;
      item.append(part);
    });
    return item;
  }

  lines() {
    const { next, ran } = this.moment;
    const file = (next || ran || { file: 0 }).file;
    if (file !== this.file) {
      this.file = file;
      const source = this.about.sources[file] || { name: "", text: "" };
      this.find(".program").textContent = source.name;
      document.title = `${source.name} · Bindscope`;
      const ran = new Set(this.about.ran[file] || []);
      this.find(".lines").replaceChildren(...source.text.replace(/\n$/, "").split("\n").map((text, place) => {
        const item = document.createElement("li");
        // Lines that never ran lead nowhere.
        const button = document.createElement(ran.has(place + 1) ? "button" : "span");
        button.className = "text";
        button.textContent = text || " ";
        if (ran.has(place + 1)) {
          button.type = "button";
          button.tabIndex = -1;
          button.addEventListener("click", () => this.go(`line ${place + 1}`, false));
        }
        item.append(button);
        return item;
      }));
    }
    const items = this.find(".lines").children;
    for (const item of this.find(".lines").querySelectorAll(".next, .ran")) {
      item.classList.remove("next", "ran");
      item.removeAttribute("data-mark");
    }
    const mark = (row, name, text) => {
      const item = row && row.file === file && items[row.line - 1];
      if (!item) return;
      item.classList.add(name);
      item.dataset.mark = text;
    };
    mark(ran, "ran", this.say("just"));
    mark(next, "next", this.say("up"));
    const shown = (next && items[next.line - 1]) || (ran && items[ran.line - 1]);
    if (shown) {
      const list = this.find(".lines");
      const [top, height] = [shown.offsetTop - list.offsetTop, list.clientHeight];
      if (top < list.scrollTop + 20 || top > list.scrollTop + height - 50) list.scrollTop = top - height / 2;
    }
  }

  /** All output once; what is not yet printed waits unseen. */
  write() {
    const pieces = this.about.output.map(([step, stream, text]) => {
      // A button of HTML would not let lines go on.
      const piece = document.createElement("span");
      piece.setAttribute("role", "button");
      piece.tabIndex = 0;
      piece.addEventListener("keydown", (event) => { if (event.key === "Enter") this.show(step + 1); });
      piece.className = `piece ${["typed", "", "wrong"][stream]}`;
      piece.textContent = text;
      piece.step = step;
      piece.addEventListener("click", () => this.show(step + 1));
      return piece;
    });
    // Tens of thousands of lines are laid out a stack at a time; a stack ends where a line does.
    const stacks = [];
    for (const piece of pieces) {
      const before = stacks.at(-1);
      const full = before && before.childNodes.length >= 200 && before.lastChild.textContent.endsWith("\n");
      if (!before || full) stacks.push(Object.assign(document.createElement("div"), { className: "stack" }));
      piece.stack = stacks.length - 1;
      stacks.at(-1).append(piece);
    }
    this.find(".output").replaceChildren(...stacks);
    Object.assign(this, { pieces, stacks, cutStack: null, newPieces: [] });
  }

  printed() {
    const output = this.find(".output");
    const { pieces } = this;
    // The first piece that comes later, by halving: there may be tens of thousands.
    let [low, high] = [0, pieces.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pieces[middle].step < this.at) low = middle + 1;
      else high = middle;
    }
    const last = pieces[low - 1];
    const cut = last ? last.stack : -1;
    if (this.cutStack) for (const piece of this.cutStack.children) piece.hidden = false;
    this.stacks.forEach((stack, place) => { stack.hidden = place > cut; });
    this.cutStack = this.stacks[cut];
    if (this.cutStack) for (const piece of this.cutStack.children) piece.hidden = piece.step >= this.at;
    for (const piece of this.newPieces) piece.classList.remove("now");
    this.newPieces = [];
    for (let place = low - 1; place >= 0 && pieces[place].step === this.at - 1; place--) this.newPieces.push(pieces[place]);
    for (const piece of this.newPieces) piece.classList.add("now");
    output.dataset.empty = last ? "" : this.say("nothing");
    if (last) output.scrollTop = output.scrollHeight;
  }

  paint() {
    const { scene, objects } = this.moment;
    const marks = this.before ? differences(this.before.scene, scene) : null;
    const lit = this.lit();
    const wanted = this.find(".find").value.trim().toLowerCase();
    const left = this.source.live ? new Set() : this.leftOut(lit);
    const hidden = (group) => {
      const key = group.role === "arrow" ? group.key.replace(/^arrow (.*) \d+$/, "$1") : group.key;
      if (!wanted || key.startsWith("frame") || !objects[key]) return false;
      const about = objects[key];
      return ![about.type, ...about.paths].some((text) => text.toLowerCase().includes(wanted));
    };
    this.drawing.draw(scene, marks, lit, hidden, left, this.find(".canvas").clientWidth);
    this.hear();
    this.changes(marks);
  }

  /** The keys that light up with the selection: the objects, and every slot that reaches them. */
  lit() {
    const lit = new Set();
    const all = slots(this.moment.scene);
    for (const key of this.selected) {
      lit.add(key);
      const slot = all.get(key);
      if (slot && slot.to) lit.add(slot.to);
    }
    return lit;
  }

  /** What a file leaves out: names and types, what only they reach, or all that the selection does not reach. */
  leftOut(lit) {
    const { scene, objects } = this.moment;
    const without = this.find(".without").value.toLowerCase().split(/[,\s]+/).filter(Boolean);
    const only = this.find(".only input").checked && lit.size ? this.reach([...lit]) : null;
    const left = new Set();
    if (!without.length && !only) return left;
    const all = [...slots(scene)];
    const unwanted = (key) => key && objects[key] && without.includes(objects[key].type.toLowerCase());
    const out = ([key, slot]) => without.includes(slot.label.toLowerCase()) || unwanted(slot.to) || (only && !only.has(slot.to) && !lit.has(key));
    const names = all.filter(([, slot]) => slot.owner.startsWith("frame"));
    for (const [key] of names.filter(out)) left.add(key);
    const kept = new Set(names.filter((name) => !out(name)).map(([, slot]) => slot.to));
    for (const key of kept) for (const [, slot] of all) if (slot.owner === key && slot.to && !unwanted(slot.to)) kept.add(slot.to);
    for (const key of Object.keys(objects)) if (!kept.has(key) && !(only && only.has(key))) left.add(key);
    return left;
  }

  /** Everything that can be reached from these keys. */
  reach(keys) {
    const found = new Set(keys);
    for (const key of found) {
      for (const slot of slots(this.moment.scene).values()) if (slot.owner === key && slot.to) found.add(slot.to);
    }
    return found;
  }

  /** The diagram in words: for those who hear it, and for those who use no pointer. */
  hear() {
    const { scene, objects, frames } = this.moment;
    const named = (slot) => {
      if (slot.to === null) return slot.text;
      const about = objects[slot.to] || { type: "…", number: null };
      return `${about.type}${about.number ? ` #${about.number}` : ""}`;
    };
    const list = document.createElement("ul");
    const all = [...slots(scene)];
    for (const frame of frames) {
      const item = document.createElement("li");
      item.append(`${this.say("frame")} ${frame.name}: `);
      const own = all.filter(([, slot]) => slot.owner === frame.key);
      if (!own.length) item.append(this.say("empty"));
      for (const [key, slot] of own) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = `${slot.label} = ${named(slot)}`;
        button.setAttribute("aria-pressed", String(this.selected.includes(key)));
        button.addEventListener("click", () => this.select(key));
        item.append(button, " ");
      }
      list.append(item);
    }
    const parts = Object.entries(objects).map(([key, about]) => {
      const own = all.filter(([, slot]) => slot.owner === key).map(([, slot]) => `${slot.label ? `${slot.label}: ` : ""}${named(slot)}`);
      return `${about.type}${about.number ? ` #${about.number}` : ""} (${about.paths.join(", ")}): ${own.join("; ")}`;
    });
    this.find("svg").setAttribute("aria-label", parts.slice(0, 40).join(". ") || this.say("empty"));
    const focused = document.activeElement && this.find(".heard").contains(document.activeElement) && document.activeElement.textContent;
    this.find(".heard").replaceChildren(list);
    if (focused) {
      const again = [...list.querySelectorAll("button")].find((b) => b.textContent.split(" = ")[0] === focused.split(" = ")[0]);
      if (again) again.focus();
    }
  }

  /** What differs from the pinned moment, in words. */
  changes(marks) {
    const box = this.find(".changes");
    box.hidden = !this.pinned;
    if (!this.pinned || !marks) return;
    const title = document.createElement("h3");
    title.textContent = this.say("compare", this.pinned.position);
    const list = document.createElement("ul");
    const add = (text) => list.appendChild(document.createElement("li")).append(text);
    const named = (slot) => {
      const about = this.moment.objects[slot.to] || this.pinned.objects[slot.to];
      return slot.to ? `${about ? about.type : "…"}${about && about.number ? ` #${about.number}` : ""}` : slot.text;
    };
    const where = (slot) => {
      const about = this.moment.objects[slot.owner] || this.pinned.objects[slot.owner];
      return about ? `${about.paths[0] || about.type}[${slot.label}]` : slot.label;
    };
    for (const { slot, was, what } of marks.changed.values()) {
      if (marks.born.has(slot.owner) && !slot.owner.startsWith("frame")) continue;
      add(what === "new" ? `${where(slot)}: ${this.say("is_new")}, ${named(slot)}` : `${where(slot)}: ${named(slot)}, ${this.say("was")} ${named(was)}`);
    }
    for (const slot of marks.gone) add(`${where(slot)}: ${this.say("gone")}`);
    for (const key of marks.born) if (this.moment.objects[key]) add(`${this.moment.objects[key].type} #${this.moment.objects[key].number}: ${this.say("is_new")}`);
    for (const key of marks.dead) if (this.pinned.objects[key]) add(`${this.pinned.objects[key].type} #${this.pinned.objects[key].number}: ${this.say("gone")}`);
    if (!list.children.length) add(this.say("same"));
    box.replaceChildren(title, list);
  }

  // ---- the selection ----

  /** Selects an object or a name; a second one beside the first shows what they share. */
  async select(key) {
    const before = this.selected;
    this.selected = before.includes(key) ? before.filter((k) => k !== key) : [...before.slice(-1), key];
    if (this.find(".only input").checked && this.source.live) return this.look();
    this.paint();
    await this.details();
  }

  details() { return tell(this); }

  /** What is drawn, for the server: kinds and names left out, only what the selection reaches, containers opened. */
  look() {
    const checked = (name) => this.find(name).checked;
    const without = this.find(".without").value.split(/[,\s]+/).filter(Boolean);
    const view = {};
    if (!checked(".functions")) view.functions = false;
    if (!checked(".modules")) view.modules = false;
    if (without.length) view.without = without;
    if (checked(".only input") && this.selected.length) view.only = this.selected;
    if (Object.keys(this.opened).length) view.open = this.opened;
    this.source.view = Object.keys(view).length ? JSON.stringify(view) : "";
    return this.show(this.at);
  }

  /** Shows more parts of a long container. */
  unfold(key) {
    this.opened = { ...this.opened, [key]: (this.opened[key] || 0) + 20 };
    if (this.source.live) return this.look();
    if (!this.lit().has(key)) this.selected = [key];
    this.paint();
    this.details();
  }

  clear() {
    this.parts.close();
    this.selected = [];
    if (this.find(".only input").checked) return this.look();
    this.paint();
    this.details();
  }

  // ---- ways ----

  async go(how, back) {
    this.show(await this.source.go(this.at, how, back, this.language));
  }

  act(what) {
    if (!this.about) return;
    if (what !== "play") this.stop();
    if (what === "first") this.show(this.about.first);
    if (what === "last") this.show(this.about.last);
    if (what === "back") this.show(this.at - 1);
    if (what === "next") this.show(this.at + 1);
    if (what === "over" || what === "out") this.go(what, false);
    if (what === "over_back" || what === "out_back") this.go(what.slice(0, -5), true);
    if (what === "inside") this.enter(1);
    if (what === "error") this.show(this.about.raised);
    if (what === "play") this.timer ? this.stop() : this.play();
    if (what === "pin") {
      this.pinned = this.pinned ? null : this.moment;
      this.find("[data-go=pin]").textContent = this.say(this.pinned ? "unpin" : "pin");
      this.show(this.at);
    }
  }

  /** One part of the expression on, or back; beyond its ends to the next step, or the one before. */
  async enter(by) {
    if (this.parts.open && this.parts.move(by)) return;
    if (this.parts.open) await this.show(this.at + by);
    for (;;) {
      const { at } = this;
      const parts = await this.source.inside(at);
      // Another key came first.
      if (this.at !== at || this.parts.begin(parts, by < 0) || at <= this.about.first || at >= this.about.last) return;
      await this.show(at + by);
    }
  }

  play() {
    const tick = async () => {
      if (this.at >= this.about.last) return this.stop();
      await this.show(this.at + 1);
      if (this.timer) this.timer = setTimeout(tick, Number(this.find(".speed").value));
    };
    this.timer = setTimeout(tick, 0);
    this.find("[data-go=play]").textContent = this.say("stop");
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = null;
    this.find("[data-go=play]").textContent = this.say("play");
  }

  listen() {
    for (const button of this.querySelectorAll("[data-go]")) button.addEventListener("click", () => this.act(button.dataset.go));
    this.find(".scrubber").addEventListener("input", (event) => this.show(Number(event.target.value)));
    this.find(".find").addEventListener("input", () => this.paint());
    for (const name of [".only input", ".functions", ".modules", ".without"]) this.find(name).addEventListener("change", () => this.look());
    this.find(".language").addEventListener("change", (event) => {
      this.language = event.target.value;
      this.translate();
      this.show(this.at);
    });
    this.find(".theme").addEventListener("click", () => {
      const root = document.documentElement;
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
    });
    this.find(".ask").addEventListener("submit", (event) => {
      event.preventDefault();
      this.source.input(this.find(".answer").value);
      this.find(".answer").value = "";
    });
    document.addEventListener("keydown", (event) => this.key(event));
  }

  key(event) {
    const typing = event.target.matches("input:not([type=range]):not([type=checkbox]), select, textarea");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const pressed = event.target.matches("button, [type=checkbox]");
    const keys = { ArrowRight: "next", ArrowLeft: "back", ArrowDown: "over", ArrowUp: "over_back", Home: "first", End: "last", o: "out", O: "out_back", c: "pin", i: "inside", " ": "play" };
    if (event.key === "Escape") return this.clear();
    const what = keys[event.key];
    if (!what || (event.key === " " && pressed)) return;
    event.preventDefault();
    // Within an expression the arrows go from part to part.
    if (this.parts.open && (what === "next" || what === "back")) return this.enter(what === "next" ? 1 : -1);
    this.act(what);
  }
}

customElements.define("bind-scope", BindScope);
