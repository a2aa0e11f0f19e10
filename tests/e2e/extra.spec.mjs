// The second WebAssembly module: loaded when something first asks for it, never before; and the app goes on without it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectNothingSerious, openApp } from './harness.mjs';
import { Workbench } from './workbench.mjs';

const SCP = '#x=no-ec2-in-us-east-1&q=member';
const MODULE = '**/extra/*.wasm';

/** The paths below the page of the second module's files that the page asks for from now on. */
function requested(app) {
  const paths = [];
  app.page.on('request', (it) => {
    if (it.url().includes('/extra/')) paths.push(it.url().replace(app.url, ''));
  });
  return paths;
}

const whatWouldFlip = (app) => app.page.getByText('What would flip it');

test('it is loaded once, when it is first asked for, from beside the page', async (t) => {
  const app = await openApp(t);
  const paths = requested(app);
  await app.open(SCP);
  const bench = new Workbench(app);
  await bench.expectVerdict('Explicit deny');
  assert.deepEqual(paths, []);
  await whatWouldFlip(app).click();
  await app.page.locator('.change').first().waitFor();
  await whatWouldFlip(app).click();
  await app.page.locator('.change').first().waitFor({ state: 'detached' });
  await whatWouldFlip(app).click();
  await app.page.locator('.change').first().waitFor();
  assert.deepEqual(paths, ['extra/iam-playground-extra.js', 'extra/iam-playground-extra_bg.wasm']);
});

test('while it loads that is said, and the verdict does not wait', async (t) => {
  const app = await openApp(t, { at: SCP });
  let go;
  const gate = new Promise((resolve) => { go = resolve; });
  await app.page.route(MODULE, async (route) => { await gate; await route.continue(); });
  await whatWouldFlip(app).click();
  await app.page.getByText(/Loading what works this out, \d+ KB…/).waitFor();
  await app.page.getByRole('combobox', { name: 'DO', exact: true }).fill('s3:ListAllMyBuckets');
  await new Workbench(app).expectVerdict('Allowed');
  go();
  // What it lists is for the question as it is now.
  await app.page.locator('.change .change-words .visually-hidden').filter({ hasNotText: 'Allowed' }).first().waitFor();
});

for (const [what, pattern] of [['its glue', '**/extra/*.js*'], ['its module', MODULE]]) {
  test(`without ${what} the app goes on, says so, and tries again`, async (t) => {
    const app = await openApp(t, { at: SCP });
    app.allow(/\/extra\/|Failed to load resource|request failed/);
    await app.page.route(pattern, (route) => route.abort());
    await whatWouldFlip(app).click();
    await app.page.getByText('Not loaded: what works this out').waitFor();
    await expectNothingSerious(app.page);
    await new Workbench(app).expectVerdict('Explicit deny');
    await app.page.getByRole('button', { name: 'Try again' }).click();
    await app.page.getByText('Not loaded: what works this out').waitFor();
    await app.page.unroute(pattern);
    await app.page.getByRole('button', { name: 'Try again' }).click();
    await app.page.locator('.change').first().waitFor();
  });
}

test('it knows the managed policies that the app has loaded, before and after it came', async (t) => {
  const app = await openApp(t, { at: '#x=no-ec2-in-us-east-1&e=user/444455556666/lea&v=edit' });
  const bench = new Workbench(app);
  await app.page.getByLabel('WHO').selectOption({ label: 'user lea' });
  await app.page.getByRole('combobox', { name: 'DO', exact: true }).fill('sqs:ListQueues');
  await app.page.getByRole('combobox', { name: 'ON', exact: true }).fill('*');
  await bench.expectVerdict('Implicit deny');
  await whatWouldFlip(app).click();
  await app.page.locator('.change-list[aria-busy=false]').waitFor();
  await app.page.getByRole('button', { name: 'Managed policy' }).click();
  const dialog = app.page.getByRole('dialog', { name: /Managed policies for the user lea/ });
  await dialog.getByLabel('Find a managed policy').fill('AmazonSQSReadOnly');
  await dialog.getByRole('button', { name: /^AmazonSQSReadOnlyAccess/ }).click();
  await dialog.getByRole('button', { name: 'Attach', exact: true }).click();
  await bench.expectVerdict('Allowed');
  const detach = app.page.locator('.change').filter({ hasText: /detach the policy .*AmazonSQSReadOnlyAccess/ });
  await detach.waitFor();

  await app.page.reload();
  await bench.expectVerdict('Allowed');
  await whatWouldFlip(app).click();
  await detach.getByRole('button', { name: 'Try it' }).click();
  await bench.expectVerdict('Implicit deny');
  await app.page.getByRole('button', { name: 'Undo' }).click();
  await bench.expectVerdict('Allowed');
});

test('links are made by it: without it that is said, and the file is still there', async (t) => {
  const app = await openApp(t, { at: SCP });
  app.allow(/\/extra\/|Failed to load resource|request failed/);
  await app.page.route(MODULE, (route) => route.abort());
  const copy = app.page.getByRole('button', { name: 'Copy link' });
  await copy.click();
  await app.page.getByText(/No link was made: what makes links did not load/).waitFor();
  await app.page.unroute(MODULE);
  await copy.click();
  await app.page.getByText(/Link copied: \d+ characters/).waitFor();
});
