// Beside a denial: what came nearest to allowing it, and which absent context keys could change it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectNothingSerious, openApp, SIZES } from './harness.mjs';
import { Workbench } from './workbench.mjs';

const TAGS = '#x=developer-limited-by-tag';

test('the statement that came nearest is marked at rest, with what is in its way', async (t) => {
  const app = await openApp(t, { at: `${TAGS}&q=stop-production` });
  const bench = new Workbench(app);
  await bench.expectVerdict('Implicit deny');
  const policy = bench.policy('DeveloperAccess');
  const lines = await policy.locator('.mark-nearest .json-code').allTextContents();
  assert.match(lines.join('\n'), /^\s*\{\s+"Sid": "StartAndStopDevelopmentInstances"/);
  await policy.getByText('aws:ResourceTag/Environment = Production does not satisfy StringEquals.', { exact: false }).last().waitFor();
  await expectNothingSerious(app.page);
  await policy.getByRole('button', { name: 'line 4' }).click();
  await app.screenshot('denials-nearest');

  // What is allowed has no near miss.
  await bench.question('May Nina start a development instance?').click();
  await bench.expectVerdict('Allowed');
  assert.equal(await app.page.locator('.mark-nearest').count(), 0);
});

test('a key that is absent is named with its value, put in, and taken back by one undo', async (t) => {
  const app = await openApp(t, { at: `${TAGS}&q=stop-untagged` });
  const bench = new Workbench(app);
  await bench.expectVerdict('Implicit deny');
  await app.page.getByText('Context keys that could change this').click();
  const add = app.page.getByRole('button', { name: 'Add it' });
  await app.page.getByText(/With aws:ResourceTag\/Environment = Development, the request would be allowed/).waitFor();
  await expectNothingSerious(app.page);
  await app.screenshot('denials-missing-key');
  await add.click();
  await bench.expectVerdict('Allowed');
  assert.equal(await app.page.getByLabel('Value of aws:ResourceTag/Environment').inputValue(), 'Development');
  await app.page.getByRole('button', { name: 'Undo' }).click();
  await bench.expectVerdict('Implicit deny');
  await add.waitFor();
  assert.ok(await app.page.getByRole('button', { name: 'Undo' }).isDisabled());
});

test('where no absent key can matter, none is asked about', async (t) => {
  const app = await openApp(t, { at: `${TAGS}&q=stop-production` });
  await new Workbench(app).expectVerdict('Implicit deny');
  await app.page.getByText('What would flip it').waitFor();
  assert.equal(await app.page.getByText('Context keys that could change this').count(), 0);
});

for (const [size, dark] of [['phone', false], ['wide', true]]) {
  test(`missing keys on a ${size}${dark ? ', dark' : ''} screen`, async (t) => {
    const app = await openApp(t, { at: `${TAGS}&q=stop-untagged`, size: SIZES[size], dark });
    await app.page.getByText('Context keys that could change this').click();
    await app.page.getByRole('button', { name: 'Add it' }).waitFor();
    await expectNothingSerious(app.page);
    const overflow = await app.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `${overflow} px wider than the screen`);
    await app.screenshot(`denials-${size}${dark ? '-dark' : ''}`);
  });
}
