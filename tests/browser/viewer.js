// Starts `bindscope view` and a browser for the tests. Every request that leaves the machine is a failure.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

export const binary = process.env.BINDSCOPE || new URL("../../target/release/bindscope", import.meta.url).pathname;
export const outside = [];

/** Servers that still run end with the tests. */
const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill()));

/** A served program: its address, and how to end it. */
export const view = (...words) => serve("view", "--no-open", ...words);

/** The same for any command that serves. */
export function serve(...words) {
  const child = spawn(binary, words, { stdio: ["ignore", "pipe", "inherit"] });
  running.add(child);
  return new Promise((resolve, reject) => {
    child.stdout.once("data", (text) => resolve({ address: String(text).trim(), end: () => child.kill() }));
    child.once("exit", (status) => reject(new Error(`bindscope view ended with ${status}`)));
  });
}

export async function browser() {
  const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
}

/** A page whose errors and whose requests to other hosts are kept. */
export async function page(chrome, options = {}) {
  const context = await chrome.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB", ...options });
  const made = await context.newPage();
  made.setDefaultTimeout(15000);
  made.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (!["file:", "data:", "blob:"].includes(protocol) && hostname !== "127.0.0.1") outside.push(request.url());
  });
  made.faults = [];
  made.on("pageerror", (error) => made.faults.push(error.message));
  return made;
}

/** Waits until the page shows this position. */
export const at = (made, position) => made.waitForSelector(`bind-scope[data-position="${position}"]`);
export const ready = (made) => made.waitForSelector("bind-scope[data-position]");
export const position = (made) => made.$eval("bind-scope", (scope) => Number(scope.dataset.position));
export const last = (made) => made.$eval(".scrubber", (scrubber) => Number(scrubber.max));
