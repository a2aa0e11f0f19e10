// Calls that are written in the app, as they stand in a file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectNothingSerious, openApp, SIZES } from './harness.mjs';
import { Workbench } from './workbench.mjs';

const hops = (app) => app.page.locator('.hop');
const text = (app) => app.page.locator('#call-text');

async function openSteps(app) {
  await app.page.getByRole('tab', { name: 'Steps' }).or(app.page.getByRole('button', { name: 'Steps' })).first().click();
  await app.page.getByRole('button', { name: 'Add a call' }).waitFor();
}

for (const [name, size, dark] of [['wide', SIZES.wide, false], ['phone', SIZES.phone, false], ['dark', SIZES.wide, true]]) {
  test(`a call is added, its mistakes are told by line, and its session acts, ${name}`, async (t) => {
    const app = await openApp(t, { at: '#x=third-party-auditor', size, dark });
    await openSteps(app);
    const before = await hops(app).count();
    await app.page.getByRole('button', { name: 'Add a call' }).click();
    await text(app).waitFor();
    const written = await text(app).inputValue();
    assert.match(written, /"assumeRole"/);
    await text(app).fill(written.replace('"caller"', '"who"'));
    await app.page.getByRole('button', { name: 'Make this call' }).click();
    await app.page.locator('#call-problems').getByText('caller').first().waitFor();
    await app.screenshot(`written-call-problem-${name}`);
    await expectNothingSerious(app.page);
    await text(app).fill(written);
    await app.page.getByRole('button', { name: 'Make this call' }).click();
    await text(app).waitFor({ state: 'detached' });
    assert.equal(await hops(app).count(), before + 1);
    await app.screenshot(`written-call-${name}`);
    await app.page.getByRole('button', { name: 'Edit the call' }).click();
    await text(app).waitFor();
    await app.screenshot(`written-call-edit-${name}`);
    await app.page.keyboard.press('Escape');
    await text(app).waitFor({ state: 'detached' });
    await app.page.getByRole('button', { name: 'Remove' }).click();
    assert.equal(await hops(app).count(), before);
  });
}

test('a user is made by a written call, by keyboard, and asks in the world after it', async (t) => {
  const app = await openApp(t, { at: '#x=third-party-auditor' });
  await openSteps(app);
  const add = app.page.getByRole('button', { name: 'Add a call' });
  await add.focus();
  await app.page.keyboard.press('Enter');
  await text(app).waitFor();
  await app.page.waitForFunction(() => document.activeElement?.id === 'call-text');
  const account = (await text(app).inputValue()).match(/\d{12}/)[0];
  await app.page.keyboard.press('Control+A');
  await app.page.keyboard.insertText(
    JSON.stringify({
      id: 'make',
      title: 'The root user makes Zoe',
      caller: { arn: `arn:aws:iam::${account}:root` },
      call: { api: { operation: 'iam:CreateUser', parameters: { UserName: 'zoe' } } },
    }),
  );
  await app.page.keyboard.press('Control+Enter');
  await app.page.locator('.hop-given').getByText('User.Arn').waitFor();
  assert.match(await app.page.locator('.hop-given').textContent(), /user\/zoe/);
  await app.page.waitForFunction(() => document.activeElement?.id === 'add-call');
  await new Workbench(app).verdict();
});
