// Calls of AWS's APIs as steps: the second module makes them, and questions are asked after them.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { expectNothingSerious, openApp, SIZES } from './harness.mjs';
import { Workbench } from './workbench.mjs';

const FILE = new URL('../corpus/calls/user-with-s3-read-only.json', import.meta.url);

async function openFile(app) {
  await app.page.getByLabel('Open a file').setInputFiles({ name: 'user.json', mimeType: 'application/json', buffer: await readFile(FILE) });
  await app.page.locator('.verdict-word').waitFor();
}

const hops = (app) => app.page.locator('.hop');

async function openSteps(app) {
  await app.page.getByRole('tab', { name: 'Steps' }).or(app.page.getByRole('button', { name: 'Steps' })).first().click();
  await hops(app).first().waitFor();
}

test('questions are answered after the calls that come before them', async (t) => {
  const app = await openApp(t);
  await openFile(app);
  const bench = new Workbench(app);
  await bench.expectVerdict('Implicit deny');
  await app.screenshot('calls-question');
  for (const [title, word] of [
    ['May it read an object?', 'Allowed'],
    ['May its access key?', 'Allowed'],
    ['May it write one?', 'Implicit deny'],
  ]) {
    await bench.question(title).click();
    await bench.expectVerdict(word);
  }
  await expectNothingSerious(app.page);
});

for (const [name, size, dark] of [['wide', SIZES.wide, false], ['phone', SIZES.phone, false], ['dark', SIZES.wide, true]]) {
  test(`a call shows its checks, its decision and what it gave, ${name}`, async (t) => {
    const app = await openApp(t, { size, dark });
    await openFile(app);
    await openSteps(app);
    await hops(app).nth(3).getByRole('button').first().click();
    await app.page.getByText('AccessKey.AccessKeyId').waitFor();
    assert.match(await app.page.locator('.hop-given').textContent(), /AKIA\w+EXAMPLE/);
    assert.equal(await app.page.locator('.hop-checks li').count(), 5);
    await app.screenshot(`calls-step-${name}`);
    await hops(app).nth(5).getByRole('button').first().click();
    await app.page.locator('.error-code', { hasText: 'AccessDenied' }).waitFor();
    await app.screenshot(`calls-denied-${name}`);
    await expectNothingSerious(app.page);
  });
}

test('the key that a call gave can act', async (t) => {
  const app = await openApp(t);
  await openFile(app);
  await openSteps(app);
  await hops(app).nth(3).getByRole('button').first().click();
  await app.page.getByRole('button', { name: 'Act as' }).click();
  await new Workbench(app).verdict();
});

test('without the second module nothing is said about a world that the calls have not made', async (t) => {
  const app = await openApp(t);
  app.allow(/iam-playground-extra|ERR_FAILED/);
  await app.page.route('**/extra/*', (route) => route.abort());
  await openFile(app);
  const bench = new Workbench(app);
  await bench.expectVerdict('Waiting');
  await app.page.getByText('Not loaded: what makes the calls').waitFor();
  await app.screenshot('calls-not-loaded');
  await app.page.unroute('**/extra/*');
  await app.page.getByRole('button', { name: 'Try again' }).click();
  await bench.expectVerdict('Implicit deny');
});

test('a call that is only decided says that nothing has changed', async (t) => {
  const app = await openApp(t);
  const scenario = JSON.parse(await readFile(FILE, 'utf8'));
  scenario.steps.push({
    id: 'user-read',
    title: 'The key reads an object',
    caller: { step: 'user-key' },
    call: { api: { operation: 's3:GetObject', parameters: { Resource: 'arn:aws:s3:::my-app-bucket/report.csv' } } },
  });
  const buffer = Buffer.from(JSON.stringify(scenario));
  await app.page.getByLabel('Open a file').setInputFiles({ name: 'read.json', mimeType: 'application/json', buffer });
  await app.page.locator('.verdict-word').waitFor();
  await openSteps(app);
  await hops(app).nth(6).getByRole('button').first().click();
  await app.page.getByText('Nothing has changed').waitFor();
});

test('by keyboard alone a call is opened and its key acts', async (t) => {
  const app = await openApp(t);
  await openFile(app);
  await new Workbench(app).expectVerdict('Implicit deny');
  const tabTo = async (locator) => {
    for (let n = 0; n < 80; n++) {
      if (await locator.evaluate((it) => it === document.activeElement)) return;
      await app.page.keyboard.press('Tab');
    }
    assert.fail('not reached by Tab');
  };
  const steps = app.page.getByRole('tab', { name: /Steps/ }).or(app.page.getByRole('button', { name: /Steps/ })).first();
  await steps.focus();
  await app.page.keyboard.press('Enter');
  await hops(app).first().waitFor();
  await tabTo(hops(app).nth(3).getByRole('button').first());
  await app.page.keyboard.press('Enter');
  const act = app.page.getByRole('button', { name: 'Act as' });
  await act.waitFor();
  await tabTo(act);
  await app.page.keyboard.press('Enter');
  await app.page.locator('.hop').first().waitFor({ state: 'detached' });
  await new Workbench(app).verdict();
});
