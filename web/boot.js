// Starts the app. Trunk would do this with an inline script, which the content security policy forbids; this file does it
// with the two links that Trunk leaves in the page: the glue module, and the WebAssembly that it is to load.
const glue = document.querySelector('link[rel="modulepreload"]');
const wasm = document.querySelector('link[rel="preload"][as="fetch"]');

// The second module, imported and started when it is first wanted, which only JavaScript can do. A browser may remember
// that an address gave no module: what failed is asked for by another one.
let extra;
let failed = 0;
globalThis.loadExtra = () => {
  extra ??= import(`./extra/iam-playground-extra.js${failed ? `?again=${failed}` : ''}`)
    .then((module) => module.default().then(() => module))
    .catch((error) => {
      extra = undefined;
      failed += 1;
      throw error;
    });
  return extra;
};

const { default: init } = await import(glue.href);
await init({ module_or_path: wasm.href });
