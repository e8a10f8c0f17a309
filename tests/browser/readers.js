// Writes one example in every format and opens each in a program that people read such files with:
//   apt-get install graphviz poppler-utils texlive-latex-extra texlive-pictures lmodern
//   npm install --prefix READERS mermaid@11 marked@15
//   node readers.js OUT READERS [EXAMPLE]
// OUT holds the files, and a PNG of what each reader shows. Closing line: N read, N failed.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import assert from "node:assert/strict";
import { at, binary, browser, last, outside, page, ready } from "./viewer.js";

const [out, readers, given] = process.argv.slice(2);
const folder = resolve(out);
mkdirSync(folder, { recursive: true });
const example = resolve(given || new URL("../../examples/shop.py", import.meta.url).pathname);
const modules = resolve(readers, "node_modules");
const run = (program, ...words) => execFileSync(program, words, { cwd: folder, stdio: ["ignore", "pipe", "pipe"], encoding: "utf8" });
const path = (name) => join(folder, name);
const written = (name, format, ...words) => {
  execFileSync(binary, ["export", example, "--to", format, "-o", path(name), ...words], { stdio: "ignore" });
  return readFileSync(path(name));
};
const said = JSON.parse(written("names.json", "json").toString());
/** Names that every reader must show. */
const names = said.moments[0].frames[0].bindings.map(([name]) => name);
const tells = (text) => { for (const name of names) assert.ok(text.includes(name), `${name} is missing in ${text.slice(0, 200)}`); };

const chrome = await browser();
const made = await page(chrome, { viewport: { width: 1300, height: 800 } });
const shot = (name) => made.screenshot({ path: path(name), fullPage: true });
const open = async (html) => { writeFileSync(path("open.html"), html); await made.goto(`file://${path("open.html")}`); };

const formats = {
  async svg() {
    written("a.svg", "svg");
    await made.goto(`file://${path("a.svg")}`);
    tells(await made.evaluate(() => document.documentElement.textContent));
    await open('<img src="a.svg">');
    await shot("svg.png");
  },
  async png() {
    written("png.png", "png");
    await open('<img src="png.png">');
    assert.ok(await made.evaluate(() => document.images[0].decode().then(() => document.images[0].naturalWidth)) > 300);
  },
  async gif() {
    written("a.gif", "gif");
    await open('<img src="a.gif">');
    const bytes = readFileSync(path("a.gif")).toString("base64");
    const count = await made.evaluate(async (bytes) => {
      const data = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
      const decoder = new ImageDecoder({ data, type: "image/gif" });
      await decoder.tracks.ready;
      await decoder.completed;
      return decoder.tracks.selectedTrack.frameCount;
    }, bytes);
    assert.ok(count > 5, `${count} frames`);
    await shot("gif.png");
  },
  async pdf() {
    written("a.pdf", "pdf", "--steps", "2-4");
    assert.match(run("pdfinfo", "a.pdf"), /Pages:\s+3/);
    written("a.pdf", "pdf");
    tells(run("pdftotext", "a.pdf", "-"));
    run("pdftoppm", "-singlefile", "-r", "96", "-png", "a.pdf", "pdf");
  },
  async latex() {
    written("a.tex", "latex");
    run("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "a.tex");
    const log = readFileSync(path("a.log"), "latin1");
    assert.doesNotMatch(log, /Missing character|Undefined control sequence/);
    tells(run("pdftotext", "a.pdf", "-").replaceAll("\u00ad", "-"));
    run("pdftoppm", "-singlefile", "-r", "96", "-png", "a.pdf", "latex");
  },
  async dot() {
    written("a.dot", "dot");
    tells(run("dot", "-Tsvg", "a.dot"));
    run("dot", "-Tpng", "a.dot", "-o", "dot.png");
  },
  async mermaid() {
    const chart = written("a.mmd", "mermaid").toString();
    await open("<pre></pre>");
    await made.addScriptTag({ path: join(modules, "mermaid/dist/mermaid.min.js") });
    await made.$eval("pre", (node, chart) => { node.textContent = chart; }, chart);
    await made.evaluate(() => { mermaid.initialize({ startOnLoad: false }); return mermaid.run({ querySelector: "pre" }); });
    tells(await made.$eval("pre svg", (svg) => svg.textContent));
    await shot("mermaid.png");
  },
  async markdown() {
    const text = written("a.md", "markdown").toString();
    const { marked } = await import(join(modules, "marked/lib/marked.esm.js"));
    await open(`<meta charset="utf-8"><style>pre, code { line-height: 1.2; font-family: "DejaVu Sans Mono" }</style>${marked.parse(text)}`);
    assert.equal(await made.$$eval("pre code", (blocks) => blocks.length), said.moments[0].output ? 3 : 2);
    tells(await made.$eval("body", (body) => body.innerText));
    await shot("markdown.png");
  },
  async text() {
    const text = written("a.txt", "text").toString();
    tells(text);
    await open(`<meta charset="utf-8"><pre style="line-height: 1.2; font-family: DejaVu Sans Mono">${text.replaceAll("<", "&lt;")}</pre>`);
    await shot("text.png");
  },
  async json() {
    assert.equal(said.schema, "bindscope-moments-1");
    assert.ok(Object.keys(said.moments[0].objects).length > 0 && names.length > 0);
  },
  async html() {
    written("a.html", "html");
    await made.goto(`file://${path("a.html")}`);
    await ready(made);
    await made.keyboard.press("End");
    await at(made, await last(made));
    tells(await made.$eval(".heard", (heard) => heard.innerText));
    await shot("html.png");
  },
};

let failed = 0;
for (const [name, body] of Object.entries(formats)) {
  try {
    await body();
    assert.deepEqual(made.faults, []);
    console.log(`ok ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED ${name}\n${error.stack}`);
  }
}
assert.deepEqual(outside, []);
await chrome.close();
console.log(`${Object.keys(formats).length - failed} read, ${failed} failed`);
process.exit(failed ? 1 : 0);
