// Links, files and saved documents: opening never overwrites, and what is broken says so.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { openApp } from './harness.mjs';
import { Workbench } from './workbench.mjs';

const SCP = '#x=no-ec2-in-us-east-1';

async function copyLink(page) {
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByText(/Link copied: \d+ characters/).waitFor();
  await page.getByText(/Draft format/).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

test('a copied link opens as a new document, with its question and step', async (t) => {
  const app = await openApp(t, { at: `${SCP}&q=root` });
  const bench = new Workbench(app);
  await app.page.getByLabel('Title of the scenario').fill('My own title');
  await app.page.keyboard.press('Tab');
  await app.page.getByRole('button', { name: 'Step forward' }).click();
  const link = await copyLink(app.page);
  assert.match(link, /#s=0/);

  const other = await app.page.context().newPage();
  await other.goto(link);
  const otherBench = new Workbench({ page: other });
  await otherBench.expectVerdict('Explicit deny');
  assert.equal(await otherBench.step(), 1);
  assert.equal(await other.getByLabel('Title of the scenario').inputValue(), 'My own title');
  assert.match(await otherBench.question(/root user of prod/).getAttribute('aria-current'), /true/);

  // A change there makes a document of its own; the first one stays as it is.
  await other.getByLabel('Title of the scenario').fill('Changed elsewhere');
  await other.getByText('saved', { exact: true }).waitFor();
  assert.notEqual(new URL(other.url()).hash.split('&')[0], new URL(app.page.url()).hash.split('&')[0]);
  await app.page.reload();
  await bench.expectVerdict('Explicit deny');
  assert.equal(await app.page.getByLabel('Title of the scenario').inputValue(), 'My own title');

  await app.page.getByRole('link', { name: /back to the start/ }).click();
  await app.page.getByRole('link', { name: 'My own title' }).waitFor();
  await app.page.getByRole('link', { name: 'Changed elsewhere' }).waitFor();
});

test('a link that was cut off says so, and nothing is overwritten', async (t) => {
  const app = await openApp(t, { at: SCP });
  await app.page.getByLabel('Title of the scenario').fill('Mine');
  const link = await copyLink(app.page);
  const payload = /#s=([^&]+)/.exec(link)[1];

  const other = await app.page.context().newPage();
  await other.goto(link.replace(payload, payload.slice(0, payload.length / 2)));
  await other.getByText(/the link was cut off/).waitFor();
  await other.getByRole('heading', { level: 1, name: 'Learn IAM by asking it.' }).waitFor();
  await other.getByRole('link', { name: 'Mine' }).click();
  await new Workbench({ page: other }).expectVerdict('Explicit deny');
});

test('a link that lost its tail opens the scenario and says what it lost', async (t) => {
  const app = await openApp(t, { at: `${SCP}&q=root` });
  const link = await copyLink(app.page);
  const other = await app.page.context().newPage();
  await other.goto(link.slice(0, link.indexOf('&v=') - 4));
  await new Workbench({ page: other }).expectVerdict('Explicit deny');
  await other.getByText(/the end of the link was cut off/).waitFor();
  await other.getByRole('button', { name: 'Dismiss' }).first().click();
  await other.getByText(/the end of the link was cut off/).waitFor({ state: 'hidden' });
});

test('an address that names nothing says so', async (t) => {
  const app = await openApp(t, { at: '#garbage' });
  await app.page.getByText(/the address names nothing/).waitFor();
  await app.open(`${SCP}&q=no-such-question&v=ask`);
  await app.page.getByText('the scenario has no question').waitFor();
  await new Workbench(app).expectVerdict('Explicit deny');
});

test('two tabs with one document: the second change makes a copy, and both stay', async (t) => {
  const app = await openApp(t, { at: SCP });
  const title = (page) => page.getByLabel('Title of the scenario');
  await title(app.page).fill('Shared');
  await app.page.getByText('saved', { exact: true }).waitFor();
  const other = await app.page.context().newPage();
  await other.goto(app.page.url());
  await new Workbench({ page: other }).expectVerdict('Explicit deny');

  await title(app.page).fill('Shared, by the first tab');
  await other.getByText(/Another tab has changed this document. Reload to see it/).waitFor();
  await title(other).fill('Shared, by the second tab');
  await other.getByText(/this tab goes on with a copy/).waitFor();
  assert.notEqual(new URL(other.url()).hash.split('&')[0], new URL(app.page.url()).hash.split('&')[0]);
  await app.page.reload();
  assert.equal(await title(app.page).inputValue(), 'Shared, by the first tab');
  await other.reload();
  assert.equal(await title(other).inputValue(), 'Shared, by the second tab (copy)');
});

test('a pasted link and a pasted scenario open', async (t) => {
  const app = await openApp(t);
  const bench = new Workbench(app);
  const field = app.page.getByLabel(/A playground link/);
  await field.fill('nonsense');
  await app.page.getByRole('button', { name: 'Open', exact: true }).click();
  await app.page.getByText(/neither a link of the playground nor a scenario/).waitFor();
  await field.fill(`https://example.com/${SCP}`);
  await app.page.getByRole('button', { name: 'Open', exact: true }).click();
  await bench.expectVerdict('Explicit deny');
});

test('a bad file says where it is bad', async (t) => {
  const app = await openApp(t);
  const text = JSON.stringify({ scenarioVersion: 0, title: 'x', world: { clock: 'yesterday', accounts: [] } });
  await app.page.getByLabel('Open a file').setInputFiles({ name: 'bad.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await app.page.getByText('bad.json cannot be opened').waitFor();
  await app.page.getByText(/world\.clock/).waitFor();
  await app.page.getByRole('button', { name: 'Dismiss' }).click();
  await app.page.getByText('bad.json cannot be opened').waitFor({ state: 'hidden' });
});

test('what is downloaded opens again', async (t) => {
  const app = await openApp(t, { at: SCP });
  const bench = new Workbench(app);
  await bench.expectVerdict('Explicit deny');
  const [download] = await Promise.all([
    app.page.waitForEvent('download'),
    app.page.getByRole('button', { name: /Download/ }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'no-ec2-instances-in-us-east-1.iam.json');
  const buffer = await readFile(await download.path());
  await app.page.getByRole('link', { name: /back to the start/ }).click();
  await app.page.getByLabel('Open a file').setInputFiles({ name: 'again.json', mimeType: 'application/json', buffer });
  await bench.expectVerdict('Explicit deny');
  assert.match(app.page.url(), /#doc=/);
});

test('the blank organization is a document of its own, and "back" returns to the start', async (t) => {
  const app = await openApp(t);
  const bench = new Workbench(app);
  await app.page.getByRole('link', { name: 'Blank organization' }).click();
  await bench.expectVerdict('Implicit deny');
  assert.match(app.page.url(), /#doc=/);
  await app.page.goBack();
  await app.page.getByRole('link', { name: 'Untitled organization' }).waitFor();
  await app.page.getByRole('button', { name: 'Delete Untitled organization' }).click();
  await app.page.getByRole('link', { name: 'Untitled organization' }).waitFor({ state: 'hidden' });
});

test('with storage blocked everything but keeping works, and the app says so', async (t) => {
  const app = await openApp(t);
  const page = await app.page.context().newPage();
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked', 'SecurityError'); } });
  });
  await page.goto(`${app.url}${SCP}`);
  const bench = new Workbench({ page });
  await bench.expectVerdict('Explicit deny');
  await page.getByLabel('Title of the scenario').fill('Not kept');
  await page.getByText('not kept', { exact: true }).waitFor();
  await page.getByLabel('WHO').selectOption({ label: 'user omar' });
  await bench.expectVerdict('Implicit deny');
});

test('where there is no room, that is said at once, leaving asks, and a reload does not pass for another document', async (t) => {
  const app = await openApp(t);
  await app.page.evaluate(() => {
    for (const size of [1 << 20, 1 << 16, 1 << 10, 1]) {
      try { for (let i = 0; ; i += 1) localStorage.setItem(`fill-${size}-${i}`, 'x'.repeat(size)); } catch { /* full */ }
    }
  });
  await app.open(SCP);
  const title = app.page.getByLabel('Title of the scenario');
  await title.fill('No room for this');
  await app.page.getByText(/this change is not kept: the browser has no room/).waitFor();
  const asked = new Promise((resolve) => app.page.once('dialog', async (dialog) => { resolve(dialog.type()); await dialog.accept(); }));
  await app.page.reload();
  assert.equal(await asked, 'beforeunload');

  const buffer = Buffer.from(await readFile(new URL('../../web/examples/permissions-boundary.json', import.meta.url)));
  await app.open();
  await app.page.getByLabel('Open a file').setInputFiles({ name: 'file.json', mimeType: 'application/json', buffer });
  await new Workbench(app).verdict();
  assert.match(app.page.url(), /#not-kept/);
  app.page.once('dialog', (dialog) => dialog.accept());
  await app.page.reload();
  await app.page.getByText(/the document that was here could not be kept/).waitFor();
});
