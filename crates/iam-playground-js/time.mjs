// How long `evaluate` takes from JavaScript, input and output converted; and how long a decision takes alone.
//
//   cargo build --package iam-playground-js --target wasm32-unknown-unknown --profile wasm-release
//   wasm-bindgen --target nodejs --out-dir target/js target/wasm32-unknown-unknown/wasm-release/iam_playground_js.wasm
//   node crates/iam-playground-js/time.mjs target/js

import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const built = resolve(process.argv[2] ?? "target/js");
const { check, evaluate, prepare } = createRequire(import.meta.url)(`${built}/iam_playground_js.js`);
const corpus = new URL("../../tests/corpus/", import.meta.url);

function input(name, trace) {
  const { identityPolicies, request } = JSON.parse(readFileSync(new URL(`bench/${name}.json`, corpus), "utf8"));
  return {
    policies: { identity: identityPolicies.map((it) => JSON.stringify(it)) },
    request: {
      principal: { user: request.principal },
      action: request.action,
      resource: request.resource,
      resourceAccount: request.resourceAccountId ?? "123456789012",
      context: request.contextVariables ?? {},
    },
    trace,
  };
}

/** The median of some runs, after some to warm up, in microseconds. */
function time(run, n_runs) {
  const times = [];
  for (let idx = 0; idx < n_runs * 2; idx += 1) {
    const start = process.hrtime.bigint();
    run();
    times.push(Number(process.hrtime.bigint() - start) / 1000);
  }
  return times.slice(n_runs).sort((one, other) => one - other)[n_runs / 2].toFixed(1);
}

console.log(`${statSync(`${built}/iam_playground_js_bg.wasm`).size} bytes of WebAssembly, not optimized further`);
for (const name of ["1x1", "10x20"]) {
  for (const trace of [false, true]) {
    const given = input(name, trace);
    const { decision } = evaluate(given);
    console.log(`${name}${trace ? " with gates" : ""}: ${time(() => evaluate(given), 500)} µs, ${decision}`);
  }
}
for (const name of ["1x1", "10x20"]) {
  const { policies, request } = input(name, false);
  const prepared = prepare(policies);
  const times = 10_000;
  const decisions = time(() => prepared.countAllowed(request, times), 20);
  console.log(`${name}, prepared: ${time(() => prepared.evaluate(request), 500)} µs; a decision alone: ${(decisions / times).toFixed(2)} µs`);
}
const golden = readFileSync(new URL("golden.jsonl", corpus), "utf8");
console.log(`golden.jsonl: ${time(() => check(golden), 10)} µs, ${check(golden, "text").trim()}`);
