// What every end-to-end test starts from.
//
// A test file is called `<topic>.spec.mjs`, stands in this folder, and looks like this:
//
//     import { test } from 'node:test';
//     import { expectNothingSerious, openApp, SIZES } from './harness.mjs';
//
//     test('a role may read the bucket', async (t) => {
//       const app = await openApp(t);               // or openApp(t, { at: '#x=ec2-s3', size: SIZES.phone, dark: true })
//       await app.page.getByRole('button', { name: 'Ask' }).click();
//       await expectNothingSerious(app.page);       // axe: nothing serious or critical
//       await app.screenshot('ec2-s3');             // artifacts/ec2-s3.png
//     });
//
// Whatever `openApp` opens is closed when the test ends, and the test fails if the page wrote a warning or an error to the
// console, threw, failed to load a file, or broke its content security policy. A test that provokes such a message on
// purpose says so: `app.allow(/regular expression/)`.
//
// `cargo xtask test` runs all of them on the release build. One of them alone, on the dist/ that is there:
//
//     node --test tests/e2e/smoke.spec.mjs
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { after } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import { AppPage } from './app-page.mjs';
import { serve } from './server.mjs';

const DIST = process.env.DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));
const ARTIFACTS = fileURLToPath(new URL('artifacts', import.meta.url));

export const SIZES = {
  wide: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
};

// One server and one browser for each test file: started by its first test, stopped after its last.
let started;

async function start() {
  const server = await serve(DIST);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' });
  return { server, browser };
}

after(async () => {
  // What could not start has failed every test already.
  const { server, browser } = (await started?.catch(() => undefined)) ?? {};
  await browser?.close();
  await server?.close();
});

/**
 * Opens the app in a browser context of its own: nothing stored, nothing shared with another test.
 * @param {import('node:test').TestContext} t
 * @param {{ at?: string, size?: { width: number, height: number }, dark?: boolean, reducedMotion?: boolean }} [options]
 */
export async function openApp(t, { at = '', size = SIZES.wide, dark = false, reducedMotion = false } = {}) {
  started ??= start();
  const { server, browser } = await started;
  const context = await browser.newContext({
    viewport: size,
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    hasTouch: size === SIZES.phone,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(10_000);
  const complaints = [];
  context.on('page', (page) => listen(page, complaints));
  const page = await context.newPage();
  const app = new AppPage(page, server.url, (name) => screenshot(page, name));

  t.after(async () => {
    if (!page.isClosed() && t.passed === false) await screenshot(page, `failed-${t.name}`).catch(() => {});
    await context.close();
    const unexpected = complaints.filter((it) => !app.allowed.some((allowed) => allowed.test(it)));
    assert.deepEqual(unexpected, [], 'the page complained');
  });
  await app.open(at);
  return app;
}

function listen(page, complaints) {
  page.on('console', (message) => {
    if (['warning', 'error', 'assert'].includes(message.type())) {
      complaints.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.stack ?? error}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // Leaving a page stops what it still loads.
    if (reason !== 'net::ERR_ABORTED') complaints.push(`request failed: ${request.url()} ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`status ${response.status()}: ${response.url()}`);
  });
  page.on('crash', () => complaints.push('the page crashed'));
}

/**
 * Fails on whatever axe calls serious or critical, and names the rule and the elements.
 * @param {import('playwright-core').Page} page
 */
export async function expectNothingSerious(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter((it) => it.impact === 'serious' || it.impact === 'critical');
  const lines = serious.flatMap((it) => it.nodes.map((node) => `${it.impact} ${it.id}: ${it.help}: ${node.target.join(' ')}`));
  assert.deepEqual(lines, [], 'axe found something serious');
}

async function screenshot(page, name) {
  await mkdir(ARTIFACTS, { recursive: true });
  const file = `${name.replace(/[^\w.-]+/g, '-')}.png`;
  await page.screenshot({ path: `${ARTIFACTS}/${file}`, animations: 'disabled' });
}
