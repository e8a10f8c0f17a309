// Plays our Python Tutor traces in its real front end, which is not part of the repository:
//   pip download --no-deps pytutor-widget==0.1.26 && unzip pytutor_widget-*.whl
//   node player.js pytutor_widget/vendor [OUT.png [PART OF A NAME]]
// Steps through every example to its end and back; OUT.png shows a moment of aliasing.py.

import { readFileSync, readdirSync, writeFileSync, mkdtempSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { binary, browser, outside, page } from "./viewer.js";

const [given, out, part] = process.argv.slice(2);
const vendor = resolve(given);
const examples = new URL("../../examples/", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "bindscope-"));
const SCRIPTS = ["d3.v2.min.js", "jquery.min.js", "jquery.ba-bbq.min.js", "jquery-ui.min.js", "jquery.qtip.min.js", "jsplumb.min.js", "pytutor.js"];
const STYLES = ["jquery-ui.min.css", "jquery.qtip.css", "pytutor.css"];
const read = (name) => readFileSync(join(vendor, name), "utf8");

/** A page with the player and one trace. */
function playing(trace) {
  const path = join(folder, "player.html");
  const data = trace.replaceAll("</", "<\\/");
  writeFileSync(path, `<!doctype html><meta charset="utf-8"><style>${STYLES.map(read).join("\n")} body { margin: 16px; background: #fff; }</style>
<div id="stage"></div>${SCRIPTS.map((name) => `<script src="file://${join(vendor, name)}"></script>`).join("")}
<script>jQuery(() => { window.player = new ExecutionVisualizer("stage", ${data}, { embeddedMode: true, lang: "py3" }); });</script>`);
  return path;
}

const chrome = await browser();
let failed = 0;
const names = readdirSync(examples).filter((name) => name.endsWith(".py") && name.includes(part || ""));
for (const name of names) {
  const made = await page(chrome, { viewport: { width: 1000, height: 620 } });
  try {
    const trace = execFileSync(binary, ["export", examples + name, "--to", "python-tutor", "-o", "-"], { stdio: ["ignore", "pipe", "ignore"] });
    await made.goto(`file://${playing(String(trace))}`);
    await made.waitForFunction(() => window.player && window.player.curTrace, null, { timeout: 4000 });
    const shown = await made.evaluate(() => {
      const { player } = window;
      const last = player.curTrace.length - 1;
      for (let step = 0; step <= last; step++) player.renderStep(step);
      for (let step = last; step >= 0; step--) player.renderStep(step);
      player.renderStep(last);
      return document.querySelector("#curInstr").textContent;
    });
    if (made.faults.length || !/\d/.test(shown) && !/terminated/.test(shown)) throw new Error(`${made.faults.join("; ")} ${shown}`);
    if (out && name === "aliasing.py") {
      await made.evaluate(() => window.player.renderStep(8));
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
