// Where moments come from: the local server, or the data in an exported file. Both answer the same questions.

/** Moments that are asked for at once. */
const PIECE = 8;

/** Asks the server, a few moments at a time, and keeps what it was told. */
export class ServerSource {
  /** @param first what the page brought along, or null */
  constructor(first) {
    /** @type {Map<string, Promise<any>>} */
    this.kept = new Map();
    this.live = true;
    this.view = "";
    this.first = first && first.about ? first : null;
    if (this.first) this.kept.set(`${first.language} ${first.from / PIECE} `, Promise.resolve(first.moments));
    this.early = first ? first.news : null;
  }

  async ask(path, query = {}) {
    const words = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    const answer = await fetch(`${path}?${words.join("&")}`);
    return answer.json();
  }

  about() {
    const { first } = this;
    this.first = null;
    return first ? Promise.resolve(first.about) : this.ask("about");
  }

  /** A page of neighbouring moments at once, so that the next key press finds its answer here. Somewhere new the moment
   * itself comes first, with the one before. */
  async moment(at, language) {
    const size = PIECE;
    const page = Math.floor(at / size);
    const { view } = this;
    const load = (number) => {
      const key = `${language} ${number} ${view}`;
      let found = this.kept.get(key);
      if (!found) {
        found = this.ask("moments", { from: number * size, count: size, at, language, view });
        this.kept.set(key, found);
        if (this.kept.size > 200) this.kept.delete(this.kept.keys().next().value);
      }
      return found;
    };
    if (!this.kept.has(`${language} ${page} ${view}`)) {
      const { pair } = this;
      if (pair && pair.language === language && pair.view === view && at >= pair.from && at <= pair.from + 1) return (await pair.found)[at - pair.from];
      const from = Math.max(at - 1, 0);
      const told = this.ask("moments", { from, count: 2, at, language, view });
      this.pair = { from, language, view, found: told };
      told.then(() => this.view === view && load(page));
      return (await told)[at - from];
    }
    const found = await load(page);
    const inside = at % size;
    if (inside > size - 3) load(page + 1);
    if (inside < 2 && page > 0) load(page - 1);
    return found[inside];
  }

  go(from, how, back) { return this.ask("go", { from, how, back: back ? 1 : 0 }); }
  history(key, at, language) { return this.ask("history", { key, at, language }); }
  why(key, expression, path, at) { return this.ask("why", { key, expression, path, at }); }
  inside(at) { return this.ask("inside", { at }); }

  news(seen) {
    const { early } = this;
    this.early = null;
    return early ? Promise.resolve(early) : this.ask("news", { seen });
  }

  nearest(at) { return this.ask("nearest", { at }); }
  forget() {
    this.kept.clear();
    this.pair = null;
  }

  input(text) { return fetch("input", { method: "POST", body: text }); }
}

/** Answers from the data of an exported file. */
export class FileSource {
  constructor(data) {
    this.data = data;
    this.live = false;
    this.view = "";
  }

  async about() { return this.data.about; }

  /** Can functions, or modules, be left out? */
  offers(kind) { return kind in this.data.views; }

  async moment(at, language) {
    const { data } = this;
    const view = this.view ? JSON.parse(this.view) : {};
    const without = ["functions", "modules"].filter((kind) => view[kind] === false).join(" ");
    const place = at - data.about.first;
    const moment = { ...data.moments[place], ...(data.views[without] || [])[place], sentences: data.sentences[language][place] };
    // What is the same at many moments is written once.
    moment.scene = { ...moment.scene, groups: moment.scene.groups.map((number) => data.groups[number]) };
    const objects = Object.entries(data.objects[moment.objects]);
    moment.objects = Object.fromEntries(objects.map(([key, number]) => [key, data.abouts[number]]));
    return moment;
  }

  /** What a table says of a key at a moment: its spans tell from when on. */
  told(table, key, at) {
    const span = (table.from[key] || []).filter(([from]) => from <= at).pop();
    return span ? table.texts[span[1]] : null;
  }

  async go(from, how, back, language) {
    const { moments, about } = this.data;
    const [way, rest] = [how.split(" ")[0], how.slice(how.indexOf(" ") + 1)];
    const row = (at) => moments[at - about.first] && moments[at - about.first].next;
    const depth = row(from) ? row(from).depth : 0;
    if (way === "change") {
      const steps = (await this.history(rest, from, language)).entries.map((entry) => entry[0] + 1);
      const found = back ? steps.filter((s) => s < from).pop() : steps.find((s) => s > from);
      return found === undefined ? from : found;
    }
    const wanted = (at) => {
      const here = row(at);
      if (!here) return way !== "line";
      if (way === "over") return here.depth <= depth || depth === 0;
      if (way === "out") return here.depth < depth;
      if (way === "line") return here.line === Number(rest) && here.kind === "line";
      return true;
    };
    const move = back ? -1 : 1;
    let at = from + move;
    while (at >= about.first && at <= about.last && !wanted(at)) at += move;
    if (at >= about.first && at <= about.last) return at;
    if (way !== "line") return back ? about.first : about.last;
    for (at = about.first; at < about.last; at++) if (wanted(at)) return at;
    return from;
  }

  async history(key, at, language) {
    const entries = this.data.histories[language][key] || [];
    return { entries, before: 0, all: entries.length };
  }

  async why(key, expression, path, at) { return this.told(this.data.whys, key, at) || { answer: "", tables: [] }; }

  /** All parts of a container that the picture cuts. */
  parts(key, at) { return this.told(this.data.longs, key, at) || []; }

  async inside(at) { return this.data.insides[at - this.data.about.first] || []; }
  forget() {}
}
