// What is selected: what else it is called, its history, why it is so, what two have in common.

import { slots } from "./drawing.js";

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

/** Fills the box that tells of the selection. @param {import("./scope.js").BindScope} scope */
export async function tell(scope) {
  const box = scope.find(".chosen");
  box.hidden = !scope.selected.length;
  if (box.hidden) return;
  const key = scope.selected[scope.selected.length - 1];
  const all = slots(scope.moment.scene);
  const slot = all.get(key);
  const object = slot ? slot.to : key;
  const about = object && scope.moment.objects[object];
  rest(scope, box, object);
  const expression = written(scope, key, slot, about);
  const title = [slot && expression, about ? `${about.type} #${about.number}` : slot && slot.text];
  box.querySelector("h3").textContent = `${scope.say("selected")}: ${title.filter(Boolean).join(" → ") || key}`;
  box.querySelector(".paths").textContent = [aliases(scope, about, expression), shared(scope, all)].filter(Boolean).join(" · ");
  box.querySelector(".ways").replaceChildren(...ways(scope, key, slot, expression, all));
  if (box.dataset.why !== `${key} ${scope.at}`) box.querySelector(".because").replaceChildren();
  const followed = slot && !slot.owner.startsWith("frame") ? slot.owner : key;
  const told = await scope.source.history(followed, scope.at, scope.language);
  if (scope.selected[scope.selected.length - 1] === key) history(scope, box, told);
}

/** How a program would write what is selected. */
function written(scope, key, slot, about) {
  if (!slot) return about && about.paths[0];
  if (slot.owner.startsWith("frame")) return slot.label;
  const owner = scope.moment.objects[slot.owner];
  if (!owner || !owner.paths.length) return null;
  return owner.dotted ? `${owner.paths[0]}.${slot.label}` : `${owner.paths[0]}[${slot.label}]`;
}

function aliases(scope, about, expression) {
  if (!about) return "";
  const others = about.paths.filter((path) => path !== expression);
  if (others.length) return `${scope.say("known")} ${others.join(", ")}${about.more ? ` + ${about.more}` : ""}`;
  return about.paths.length ? "" : scope.say("unseen");
}

function shared(scope, all) {
  if (scope.selected.length < 2) return "";
  const ends = scope.selected.map((key) => (all.get(key) || {}).to || key);
  const [one, two] = ends.map((end) => scope.reach([end]));
  const both = [...one].filter((key) => two.has(key) && scope.moment.objects[key]);
  const told = both.map((key) => `${scope.moment.objects[key].type} #${scope.moment.objects[key].number}`);
  return told.length ? `${scope.say("shares")}: ${told.join(", ")}` : scope.say("shares_none");
}

function ways(scope, key, slot, expression, all) {
  const found = [
    button(scope.say("change_back"), () => scope.go(`change ${key}`, true)),
    button(scope.say("change_next"), () => scope.go(`change ${key}`, false)),
  ];
  if (expression) found.push(button(scope.say("why"), () => why(scope, key, expression, all)));
  const object = slot ? slot.to : key;
  if (object && all.has(`${object}/…`)) found.push(button(scope.say("more"), () => scope.unfold(object)));
  found.push(button(scope.say("clear"), () => scope.clear()));
  return found;
}

/** In a file nothing can be drawn anew: more of a long container is told as a list. */
function rest(scope, box, object) {
  const list = box.querySelector(".rest");
  const count = scope.source.live ? 0 : scope.opened[object] || 0;
  list.hidden = !count;
  if (!count) return;
  const parts = scope.source.parts(object, scope.at);
  const items = parts.slice(0, count).map((text) => Object.assign(document.createElement("li"), { textContent: text }));
  list.replaceChildren(...items);
}

async function why(scope, key, expression, all) {
  const box = scope.find(".chosen");
  box.dataset.why = `${key} ${scope.at}`;
  // Of an object: why the name or part that leads to it refers to it.
  const place = all.has(key) ? key : [...all.keys()].find((other) => all.get(other).to === key) || key;
  const owner = scope.moment.objects[all.has(key) ? all.get(key).owner : key];
  const { answer, tables } = await scope.source.why(place, expression, owner ? owner.paths[0] : "", scope.at);
  const said = document.createElement("p");
  said.textContent = answer;
  const parts = [said];
  for (const [title, rows] of tables) {
    const list = document.createElement("ul");
    list.append(...rows.slice(0, 12).map((row) => Object.assign(document.createElement("li"), { textContent: row })));
    parts.push(Object.assign(document.createElement("h4"), { textContent: title }), list);
  }
  box.querySelector(".because").replaceChildren(...parts);
}

function history(scope, box, { entries, before, all }) {
  const items = entries.map(([step, line, said]) => {
    const item = document.createElement("li");
    const made = button(`${scope.say("line")} ${line}: ${said.replaceAll("`", "")}`, () => scope.show(step + 1));
    if (step + 1 === scope.at) made.setAttribute("aria-current", "step");
    item.classList.toggle("later", step + 1 > scope.at);
    item.append(made);
    return item;
  });
  const note = (text) => Object.assign(document.createElement("li"), { textContent: text, className: "note" });
  if (before) items.unshift(note(scope.say("earlier", before)));
  const rest = all - before - entries.length;
  if (rest > 0 && entries.length >= 20) items.push(note(scope.say("rest", rest)));
  if (!items.length) items.push(note(scope.say("no_history")));
  box.querySelector(".history").replaceChildren(...items);
}
