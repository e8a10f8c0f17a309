// Plays our Python Tutor traces in real front ends, which are not part of the repository. Of Python Tutor itself, 2019:
//   pip download --no-deps pytutor-widget==0.1.26 && unzip pytutor_widget-*.whl
//   node player.js pytutor_widget/vendor [OUT.png [PART OF A NAME]]
// and Dodona's, which is written anew and younger:
//   npm install @dodona/trace-component@1.4.0
//   node player.js node_modules [OUT.png [PART OF A NAME]]
// Steps through every example to its end and back; OUT.png shows a moment of aliasing.py.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import { binary, browser, outside, page } from "./viewer.js";

const [given, out, part] = process.argv.slice(2);
const folder = resolve(given);
const examples = new URL("../../examples/", import.meta.url).pathname;
const HERE = "http://127.0.0.1/";
const player = existsSync(join(folder, "@dodona")) ? dodona() : pythonTutor();

/** Python Tutor's own front end, as a widget for notebooks carries it. */
function pythonTutor() {
  const scripts = ["d3.v2.min.js", "jquery.min.js", "jquery.ba-bbq.min.js", "jquery-ui.min.js", "jquery.qtip.min.js", "jsplumb.min.js", "pytutor.js"];
  const styles = ["jquery-ui.min.css", "jquery.qtip.css", "pytutor.css"];
  return {
    // It is older than the marks of what was imported; where they were introduced, they stood for texts like these.
    prepared: (trace) => trace.replaceAll(/\["IMPORTED_FAUX_PRIMITIVE",("[^"]*")\]/g, "$1"),
    html: (trace) => `<div id="stage"></div>${styles.map((name) => `<link rel="stylesheet" href="${name}">`).join("")}
      ${scripts.map((name) => `<script src="${name}"></script>`).join("")}
      <script>jQuery(() => { window.player = new ExecutionVisualizer("stage", ${trace}, { embeddedMode: true, lang: "py3" }); });</script>`,
    ready: () => window.player && window.player.curTrace,
    count: () => window.player.curTrace.length,
    show: (step) => window.player.renderStep(step),
    told: () => document.querySelector("#curInstr").textContent,
  };
}

/** A web component, whose modules the browser finds by a map. */
function dodona() {
  const imports = {
    lit: "/lit/index.js", "lit/": "/lit/", "lit-html": "/lit-html/lit-html.js", "lit-html/": "/lit-html/",
    "lit-element/": "/lit-element/", "@lit/reactive-element": "/@lit/reactive-element/reactive-element.js",
    "@lit/reactive-element/": "/@lit/reactive-element/", "@jsplumb/browser-ui": "/@jsplumb/browser-ui/js/jsplumb.browser-ui.es.js",
  };
  return {
    prepared: (trace) => trace,
    html: (trace) => `<script type="importmap">${JSON.stringify({ imports })}</script><tc-trace></tc-trace>
      <script type="module">import "/@dodona/trace-component/dist/index.js";
        const shown = document.querySelector("tc-trace"); shown.trace = ${trace}.trace; window.player = shown;</script>`,
    ready: () => window.player && window.player.layouts.length > 0 && window.player.updateComplete,
    count: () => window.player.trace.length,
    show: async (step) => {
      window.player.selectedFrame = step;
      await window.player.updateComplete;
    },
    told: () => `${window.player.shadowRoot.querySelector("tc-frame, tc-exception-card") ? window.player.trace.length : "nothing"} frames`,
  };
}

/** A file of the player, where an address may leave its ending out. */
function file(path) {
  const found = [path, `${path}.js`, join(path, "index.js")].map((name) => join(folder, name));
  return found.find((name) => existsSync(name) && !readdirOf(name)) || null;
}

function readdirOf(name) {
  try { return readdirSync(name); } catch { return null; }
}

const TYPES = { js: "text/javascript", css: "text/css", html: "text/html" };

/** Serves the page and the player's files, without a network. */
async function serve(made, html) {
  await made.route(`${HERE}**`, (route) => {
    const path = decodeURIComponent(new URL(route.request().url()).pathname).slice(1);
    if (path === "") return route.fulfill({ contentType: "text/html; charset=utf-8", body: `<!doctype html><meta charset="utf-8"><body style="margin:16px;background:#fff">${html}` });
    const name = file(path);
    return name ? route.fulfill({ contentType: TYPES[name.split(".").pop()] || "application/octet-stream", body: readFileSync(name) }) : route.fulfill({ status: 404, body: "" });
  });
  await made.goto(HERE);
}

const chrome = await browser();
let failed = 0;
const names = readdirSync(examples).filter((name) => name.endsWith(".py") && name.includes(part || ""));
for (const name of names) {
  const made = await page(chrome, { viewport: { width: 1000, height: 620 } });
  try {
    const written = execFileSync(binary, ["export", examples + name, "--to", "python-tutor", "-o", "-"], { stdio: ["ignore", "pipe", "ignore"] });
    await serve(made, player.html(player.prepared(String(written)).replaceAll("</", "<\\/")));
    await made.waitForFunction(player.ready, null, { timeout: 8000 });
    const last = (await made.evaluate(player.count)) - 1;
    for (let step = 0; step <= last; step++) await made.evaluate(player.show, step);
    for (let step = last; step >= 0; step--) await made.evaluate(player.show, step);
    await made.evaluate(player.show, last);
    const shown = await made.evaluate(player.told);
    if (made.faults.length || (!/\d/.test(shown) && !/terminated/.test(shown))) throw new Error(`${made.faults.join("; ")} ${shown}`);
    if (out && name === "aliasing.py") {
      await made.evaluate(player.show, 8);
      await made.waitForTimeout(300);
      await made.screenshot({ path: out });
    }
  } catch (error) {
    failed++;
    console.log(`FAILED ${name}: ${made.faults.join("; ") || error.message}`);
  }
  await made.context().close();
}
await chrome.close();
console.log(`${names.length - failed} played, ${failed} failed; ${outside.length} requests left the machine`);
process.exit(failed ? 1 : 0);
