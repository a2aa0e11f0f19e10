// What would flip the answer: each change is true, can be made, and is taken back by undo.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectNothingSerious, openApp } from './harness.mjs';
import { Workbench } from './workbench.mjs';

const QUESTIONS = [
  ['#x=developer-limited-by-tag&q=stop-production', 'Implicit deny'],
  ['#x=cross-account-bucket&q=no-tls', 'Explicit deny'],
  ['#x=no-ec2-in-us-east-1&q=member', 'Explicit deny'],
  ['#x=cross-account-bucket&q=both-sides', 'Allowed'],
];

for (const [at, before] of QUESTIONS) {
  test(`each change that is offered flips the answer: ${at}`, async (t) => {
    const app = await openApp(t, { at });
    const bench = new Workbench(app);
    await bench.expectVerdict(before);
    await app.page.getByText('What would flip it').click();
    const flips = app.page.locator('.change');
    await flips.first().waitFor();
    await expectNothingSerious(app.page);
    const n = await flips.count();
    for (let i = 0; i < n; i += 1) {
      const after = (await flips.nth(i).locator('.change-words .visually-hidden').textContent()).replace(': ', '');
      assert.notEqual(after, before);
      await flips.nth(i).getByRole('button', { name: 'Try it' }).click();
      await bench.expectVerdict(after);
      await app.page.getByRole('button', { name: 'Undo' }).click();
      await bench.expectVerdict(before);
      await app.page.locator('.change-list[aria-busy=false]').waitFor();
      assert.equal(await flips.count(), n);
    }
  });
}

test('where nothing single flips it, what is in the way is named', async (t) => {
  const app = await openApp(t, { at: '#x=no-ec2-in-us-east-1&q=member' });
  await app.page.getByLabel('WHO').selectOption({ label: 'user lea' });
  await app.page.getByText('What would flip it').click();
  await app.page.getByText(/No single change flips this answer. In its way: /).waitFor();
});
