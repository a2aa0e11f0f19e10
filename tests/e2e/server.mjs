// Serves dist/ as a static host would: right types, compressed, nothing invented.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { createGzip } from 'node:zlib';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/**
 * Starts on a free port. The app is served below a path, as on a project page, so that an absolute address in it shows.
 * @param {string} dist the folder to serve
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve(dist) {
  const root = resolve(dist);
  await stat(join(root, 'index.html')).catch(() => {
    throw new Error(`no release build in ${root}: run \`cargo xtask test\`, or \`trunk build --release\``);
  });
  const server = createServer((request, response) => void answer(root, request, response));
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const close = () =>
    new Promise((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${server.address().port}/playground/`, close };
}

async function answer(root, request, response) {
  const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  if (!path.startsWith('/playground/')) return refuse(response);
  const below = path.slice('/playground/'.length) || 'index.html';
  const file = normalize(join(root, below));
  const found = file.startsWith(root + sep) && (await stat(file).catch(() => null));
  if (!found || !found.isFile()) return refuse(response);

  const gzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  response.writeHead(200, {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'cache-control': 'no-cache',
    ...(gzip && { 'content-encoding': 'gzip' }),
  });
  const content = createReadStream(file).on('error', () => response.destroy());
  gzip ? content.pipe(createGzip()).pipe(response) : content.pipe(response);
}

function refuse(response) {
  response.writeHead(404, { 'content-type': 'text/plain' });
  response.end('not found');
}
