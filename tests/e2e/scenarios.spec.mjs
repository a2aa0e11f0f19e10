// Every built-in scenario by mouse, from the gallery: verdict, deciding statement, gates, steps.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectDecided, SCENARIOS } from './built-in.mjs';
import { openApp } from './harness.mjs';
import { Workbench } from './workbench.mjs';

for (const scenario of SCENARIOS) {
  test(scenario.title, async (t) => {
    const app = await openApp(t);
    const bench = new Workbench(app);
    await app.page.getByRole('link', { name: scenario.title }).click();
    await expectDecided(bench, scenario);

    const n = await bench.nSteps();
    assert.ok(n > 3, 'there are steps');
    const forward = app.page.getByRole('button', { name: 'Step forward' });
    for (let i = 1; i <= n; i += 1) {
      await forward.click();
      assert.equal(await bench.step(), i);
      assert.equal(await app.page.locator('.gates [aria-current=step]').count(), 1);
    }
    assert.ok(await forward.isDisabled(), 'the last step is the last');
    await app.page.getByRole('button', { name: 'Step back' }).click();
    assert.equal(await bench.step(), n - 1);

    await bench.question(scenario.other.question).click();
    await bench.expectVerdict(scenario.other.verdict);
  });
}

test('assuming a role gives a session card, an error says why, and "Act as" asks as the session', async (t) => {
  const app = await openApp(t, { at: '#x=third-party-auditor' });
  const bench = new Workbench(app);
  await app.page.getByRole('tab', { name: /Steps/ }).click();
  await app.page.getByText('arn:aws:sts::111122223333:assumed-role/AuditorAccessRole/audit-2026').waitFor();
  await bench.expectVerdict('Allowed');

  await app.page.getByRole('button', { name: /passes the ID of another customer/ }).click();
  await bench.expectVerdict('Implicit deny');
  await app.page.getByText(/because no role trust policy allows the sts:AssumeRole action/).first().waitFor();
  await app.page.keyboard.press('ArrowRight');
  assert.equal(await bench.step(), 1);

  await app.page.getByRole('button', { name: /asks for two hours/ }).click();
  await app.page.getByText(/exceeds the MaxSessionDuration/).first().waitFor();

  await app.page.getByRole('button', { name: /with the right external ID/ }).click();
  await app.page.getByRole('button', { name: 'Act as' }).click();
  assert.match(await app.page.getByLabel('WHO').inputValue(), /^step assume$/);
  await bench.expectVerdict('Allowed');
});

test('a rule number opens the rule, with the page of AWS that says so', async (t) => {
  const app = await openApp(t, { at: '#x=no-ec2-in-us-east-1&i=1' });
  await app.page.getByRole('button', { name: 'rule E59' }).first().click();
  const rule = app.page.getByRole('dialog', { name: 'Rule E59' });
  await rule.getByText(/explicit deny/i).waitFor();
  assert.match(await rule.getByRole('link').getAttribute('href'), /^https:\/\/docs\.aws\.amazon\.com\//);
  await app.page.keyboard.press('Escape');
  await rule.waitFor({ state: 'hidden' });
});
