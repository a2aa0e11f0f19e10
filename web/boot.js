// Starts the app. Trunk would do this with an inline script, which the content security policy forbids; this file does it
// with the two links that Trunk leaves in the page: the glue module, and the WebAssembly that it is to load.
const glue = document.querySelector('link[rel="modulepreload"]');
const wasm = document.querySelector('link[rel="preload"][as="fetch"]');

// The second module is imported when it is first wanted, which only JavaScript can do.
globalThis.importModule = (address) => import(address);

const { default: init } = await import(glue.href);
await init({ module_or_path: wasm.href });
