// Draws a scene as SVG that stays: what is the same object is the same element, so it moves instead of blinking.

const SVG = "http://www.w3.org/2000/svg";

function element(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

const colour = (paint) => (paint ? `var(--${paint})` : "none");
const line = (stroke) =>
  stroke ? { stroke: colour(stroke[0]), "stroke-width": stroke[1], "stroke-dasharray": stroke[2] ? "5 4" : null } : {};

function shape(s) {
  switch (s[0]) {
    case "r":
      return element("rect", { x: s[1], y: s[2], width: s[3], height: s[4], rx: s[5], fill: colour(s[6]), ...line(s[7]) });
    case "l": return element("line", { x1: s[1], y1: s[2], x2: s[3], y2: s[4], ...line(s[5]) });
    case "d": return element("circle", { cx: s[1], cy: s[2], r: s[3], fill: colour(s[4]) });
    case "t":
      return element("text", {
        x: s[1], y: s[2], "font-size": s[3], "font-weight": s[4] ? 700 : null, fill: colour(s[5]),
        textLength: s[7] || null, lengthAdjust: "spacingAndGlyphs", "xml:space": "preserve",
      }, s[6]);
    case "c": return element("path", { d: s[1], fill: "none", ...line(s[2]) });
    default: return element("path", { d: `M${s[1] - 9.5} ${s[2] - 5}l9.5 5-9.5 5z`, fill: colour(s[3]) });
  }
}

/** The slots of a scene by owner and label; several of one label are told apart by their order. */
export function slots(scene) {
  const found = new Map();
  for (const group of scene.groups) {
    for (const slot of group.slots) {
      let key = `${slot.owner}/${slot.label}`;
      while (found.has(key)) key += "'";
      found.set(key, { ...slot, group: group.key });
    }
  }
  return found;
}

/** What differs between two scenes: slots that are new, changed or gone; objects that came and went. */
export function differences(before, after) {
  const [old, now] = [slots(before), slots(after)];
  const changed = new Map();
  for (const [key, slot] of now) {
    const was = old.get(key);
    if (!was) changed.set(key, { slot, what: "new" });
    else if (was.text !== slot.text || was.to !== slot.to) changed.set(key, { slot, was, what: "changed" });
  }
  const keys = (scene) => new Set(scene.groups.filter((g) => g.role !== "arrow").map((g) => g.key));
  const [had, has] = [keys(before), keys(after)];
  const born = new Set([...has].filter((key) => !had.has(key)));
  const dead = new Set([...had].filter((key) => !has.has(key)));
  const gone = [...old].filter(([key, slot]) => !now.has(key) && has.has(slot.owner)).map(([, slot]) => slot);
  return { changed, born, dead, gone };
}

export class Drawing {
  /** @param {SVGSVGElement} svg */
  constructor(svg, tell) {
    this.svg = svg;
    this.tell = tell;
    this.groups = new Map();
    this.layer = svg.appendChild(element("g", {}));
  }

  /** @param marks what to mark against another scene, or null @param lit keys that are selected @param hidden is a group faint?
   * @param left keys of names and objects that are left out */
  draw(scene, marks, lit, hidden, left, room) {
    // A picture that is wider than its place shrinks a little; beyond that it scrolls.
    const scale = Math.max(0.75, Math.min(1, (room - 4) / scene.width));
    this.svg.setAttribute("viewBox", `0 0 ${scene.width} ${scene.height}`);
    this.svg.setAttribute("width", scene.width * scale);
    this.svg.setAttribute("height", scene.height * scale);
    const now = new Map();
    const gone = left.size ? this.without(scene, left) : new Set();
    for (const group of scene.groups) {
      let made = this.groups.get(group.key);
      const content = JSON.stringify([group.shapes, group.slots]);
      if (!made) {
        made = { node: element("g", { class: `group ${group.role} fresh`, "data-key": group.key }), content: "" };
        this.layer.appendChild(made.node);
        requestAnimationFrame(() => made.node.classList.remove("fresh"));
      }
      if (made.content !== content) {
        made.node.replaceChildren(...group.shapes.map(shape));
        made.content = content;
        made.marked = false;
        this.fit(made.node, group);
      }
      if (group.role !== "arrow") made.node.style.transform = `translate(${group.at[0]}px, ${group.at[1]}px)`;
      this.mark(made, group, marks, lit);
      made.node.classList.toggle("hidden", hidden(group));
      made.node.classList.toggle("left", gone.has(group.key));
      now.set(group.key, made);
      this.layer.appendChild(made.node);
    }
    for (const [key, made] of this.groups) {
      if (now.has(key)) continue;
      made.node.classList.add("gone");
      made.node.removeAttribute("data-key");
      setTimeout(() => made.node.remove(), 400);
    }
    this.groups = now;
  }

  /** The groups that go with what is left out: boxes, and the arrows at either end. */
  without(scene, left) {
    const gone = new Set(left);
    const arrows = new Map();
    // What is drawn inside a cell has no arrow.
    const boxes = new Set(scene.groups.map((group) => group.key));
    for (const group of scene.groups) {
      for (const slot of group.slots) {
        if (!slot.to || !boxes.has(slot.to)) continue;
        const number = arrows.get(group.key) || 0;
        arrows.set(group.key, number + 1);
        if (left.has(group.key) || left.has(slot.to) || left.has(`${slot.owner}/${slot.label}`)) gone.add(`arrow ${group.key} ${number}`);
      }
    }
    return gone;
  }

  /** Places that can be pointed at: the box, and each of its slots. */
  fit(node, group) {
    if (group.role === "arrow") return;
    const whole = element("rect", { class: "hit", x: 0, y: 0, width: group.at[2], height: group.at[3] });
    whole.addEventListener("click", () => this.tell(group.key));
    node.prepend(whole);
    for (const slot of group.slots) {
      const [x, y, width, height] = slot.at;
      const hit = element("rect", { class: "hit", x, y, width, height });
      hit.addEventListener("click", (event) => {
        event.stopPropagation();
        // A part that holds a value of its own is asked about; one that refers to an object leads to that.
        this.tell(slot.owner.startsWith("frame") || !slot.to ? `${slot.owner}/${slot.label}` : slot.to);
      });
      node.appendChild(hit);
    }
  }

  mark(made, group, marks, lit) {
    const { node } = made;
    node.classList.toggle("lit", lit.has(group.key));
    node.classList.toggle("born", Boolean(marks && marks.born.has(group.key)));
    for (const old of node.querySelectorAll(".mark")) old.remove();
    const add = (slot, kind, title) => {
      const [x, y, width, height] = slot.at;
      const box = element("rect", { class: `mark ${kind}`, x: x + 1, y: y + 1, width: Math.max(width - 2, 2), height: height - 2, rx: 3 });
      if (kind === "changed") {
        // Beneath the text, over the box's own ground; the corner says it without colour.
        const corner = element("path", { class: "mark corner", d: `M${x + width - 9} ${y + 1}h8v8z` });
        corner.appendChild(element("title", {}, title));
        const drawn = [...node.children];
        const ground = drawn.findIndex((child) => child.tagName === "rect" && !child.classList.contains("hit"));
        const text = drawn.findIndex((child, at) => at > ground && (child.tagName === "text" || child.tagName === "circle"));
        node.insertBefore(box, text < 0 ? null : drawn[text]);
        node.insertBefore(corner, drawn.find((child, at) => at > 0 && child.classList.contains("hit")) || null);
      } else node.appendChild(box);
    };
    for (const slot of group.slots) {
      const key = `${slot.owner}/${slot.label}`;
      const change = marks && marks.changed.get(key);
      if (change && !(marks.born.has(group.key) && group.role === "object")) add(slot, "changed", change.was ? change.was.text || "" : "");
      if (lit.has(key) || (slot.to && lit.has(slot.to))) add(slot, "picked", "");
    }
  }
}
