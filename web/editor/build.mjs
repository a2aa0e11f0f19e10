// Bundles src/policy-editor.js and its style sheet into one ES module, dist/policy-editor.js, and prints its size.
import { readFile } from "node:fs/promises";
import { brotliCompressSync } from "node:zlib";
import * as esbuild from "esbuild";

const outfile = "dist/policy-editor.js";
const target = "es2022";

/** Imports a style sheet as minified text, for a constructable `CSSStyleSheet`. */
const cssAsText = {
  name: "css-as-text",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const css = await readFile(path, "utf8");
      const { code } = await esbuild.transform(css, { loader: "css", minify: true });
      return { contents: code, loader: "text" };
    });
  },
};

await esbuild.build({
  absWorkingDir: import.meta.dirname,
  entryPoints: ["src/policy-editor.js"],
  outfile,
  bundle: true,
  format: "esm",
  target,
  minify: true,
  legalComments: "none",
  plugins: [cssAsText],
  logLevel: "warning",
});

const bundle = await readFile(new URL(outfile, import.meta.url));
const nBrotliBytes = brotliCompressSync(bundle).length;
console.log(`${outfile}: ${bundle.length} bytes, ${nBrotliBytes} bytes as brotli`);
