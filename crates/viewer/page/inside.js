// Steps inside the expression of the line that runs next: the part in turn is marked in the code, with its value.

export class Inside {
  /** @param {HTMLElement} lines the code @param {HTMLElement} box where the value is told */
  constructor(lines, box, say) {
    Object.assign(this, { lines, box, say, parts: [], place: -1 });
  }

  get open() { return this.place >= 0; }

  /** Begins with the parts of a line; false if it has none. */
  begin(parts, last) {
    this.parts = parts;
    this.place = parts.length ? (last ? parts.length - 1 : 0) : -1;
    this.show();
    return this.open;
  }

  /** To the next part or the one before; false beyond the ends. */
  move(by) {
    const to = this.place + by;
    if (to < 0 || to >= this.parts.length) return false;
    this.place = to;
    this.show();
    return true;
  }

  close() {
    this.place = -1;
    this.show();
  }

  show() {
    for (const text of this.lines.querySelectorAll(".marked")) {
      text.textContent = text.dataset.whole;
      text.classList.remove("marked");
    }
    this.box.hidden = !this.open;
    if (!this.open) return;
    const [from, to, text, value] = this.parts[this.place];
    for (let line = from[0]; line <= to[0]; line++) this.mark(line, line === from[0] ? from[1] : 0, line === to[0] ? to[1] : Infinity);
    const code = document.createElement("code");
    code.textContent = text.replace(/\s*\n\s*/g, " ");
    const told = document.createElement("strong");
    told.textContent = value === null ? this.say("unknown") : value;
    const count = document.createElement("span");
    count.className = "count";
    count.textContent = `${this.place + 1}/${this.parts.length}`;
    this.box.replaceChildren(count, code, value === null ? " " : " → ", told);
  }

  mark(line, from, to) {
    const text = this.lines.children[line - 1] && this.lines.children[line - 1].querySelector(".text");
    if (!text) return;
    const letters = [...text.textContent];
    const part = document.createElement("mark");
    part.textContent = letters.slice(from, to).join("");
    text.dataset.whole = text.textContent;
    text.classList.add("marked");
    text.replaceChildren(letters.slice(0, from).join(""), part, letters.slice(to === Infinity ? letters.length : to).join(""));
    part.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}
