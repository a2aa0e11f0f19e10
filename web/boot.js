// Starts the app. Trunk would do this with an inline script, which the content security policy forbids; this file does it
// with the two links that Trunk leaves in the page: the glue module, and the WebAssembly that it is to load.
const glue = document.querySelector('link[rel="modulepreload"]');
const wasm = document.querySelector('link[rel="preload"][as="fetch"]');

const { default: init } = await import(glue.href);
await init({ module_or_path: wasm.href });
