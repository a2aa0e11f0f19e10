// The app by keyboard alone: from the gallery to the deciding statement, and into the policy.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectDecided, SCENARIOS } from './built-in.mjs';
import { openApp } from './harness.mjs';
import { Workbench } from './workbench.mjs';

/** Presses Tab until what has the focus fits; fails if it does not come. */
async function tabTo(page, fits) {
  for (let i = 0; i < 80; i += 1) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const it = document.activeElement;
      if (!it || it === document.body) return '';
      return it.getAttribute('aria-label') ?? it.innerText ?? it.id;
    });
    const id = await page.evaluate(() => document.activeElement?.id ?? '');
    if (fits(name, id)) return;
  }
  assert.fail('the focus did not get there');
}

for (const scenario of SCENARIOS) {
  test(`${scenario.title}: opened, stepped through and left by keyboard`, async (t) => {
    const app = await openApp(t);
    const bench = new Workbench(app);
    await tabTo(app.page, (name) => name.startsWith(scenario.title));
    await app.page.keyboard.press('Enter');
    await expectDecided(bench, scenario);
    await app.page.evaluate(() => document.activeElement.blur());
    const n = await bench.nSteps();
    for (let i = 1; i <= n; i += 1) {
      await app.page.keyboard.press('ArrowRight');
      assert.equal(await bench.step(), i);
    }
    await app.page.keyboard.press('ArrowLeft');
    assert.equal(await bench.step(), n - 1);

    await tabTo(app.page, (name) => scenario.other.question.test(name));
    await app.page.keyboard.press('Enter');
    await bench.expectVerdict(scenario.other.verdict);
    await tabTo(app.page, (name) => name === 'IAM Playground: back to the start');
    await app.page.keyboard.press('Enter');
    await app.page.getByRole('link', { name: scenario.title }).waitFor();
  });
}

test('tree, question and policy by keyboard', async (t) => {
  const app = await openApp(t, { at: '#x=no-ec2-in-us-east-1' });
  const bench = new Workbench(app);
  await bench.expectVerdict('Explicit deny');

  // The tree is one stop; arrows move in it and do not step.
  await tabTo(app.page, (_, id) => id.startsWith('tree-organization-policy'));
  await app.page.keyboard.press('Home');
  await app.page.keyboard.press('ArrowDown');
  await app.page.keyboard.press('Enter');
  await app.page.getByRole('heading', { level: 2, name: 'Workloads' }).waitFor();
  await app.page.keyboard.press('ArrowLeft');
  assert.equal(await app.page.getByRole('treeitem', { name: 'Workloads' }).getAttribute('aria-expanded'), 'false');
  await app.page.keyboard.press('ArrowRight');
  assert.equal(await app.page.getByRole('treeitem', { name: 'Workloads' }).getAttribute('aria-expanded'), 'true');
  assert.equal(await bench.step(), 0);
  assert.equal(await app.page.getByRole('treeitem', { name: 'Workloads' }).getAttribute('aria-level'), '2');

  // Another question.
  await tabTo(app.page, (name) => name.startsWith('May she start one in eu-west-1'));
  await app.page.keyboard.press('Enter');
  await bench.expectVerdict('Allowed');

  // "/" goes to the filter.
  await app.page.evaluate(() => document.activeElement.blur());
  await app.page.keyboard.press('/');
  await app.page.keyboard.type('denyec2');
  assert.equal(await app.page.locator('#tree-filter').inputValue(), 'denyec2');
  await tabTo(app.page, (_, id) => id.startsWith('tree-') && id !== 'tree-filter');
  await app.page.keyboard.press('End');
  await app.page.keyboard.press('Enter');
  await tabTo(app.page, (name) => name === 'Edit DenyEC2InUsEast1');
  await app.page.keyboard.press('Enter');
  await bench.policy('DenyEC2InUsEast1').getByRole('textbox').waitFor();
  await app.page.keyboard.press('ControlOrMeta+End');
  await app.page.keyboard.type(' x');
  await bench.policy('DenyEC2InUsEast1').getByText(/IAM would refuse this text/).waitFor();

  // Escape goes back to reading, from where the arrows step again.
  await app.page.keyboard.press('Escape');
  await bench.policy('DenyEC2InUsEast1').locator('.json-view').waitFor();
  await app.page.keyboard.press('ArrowRight');
  assert.equal(await bench.step(), 1);
  await app.page.keyboard.press('4');
  assert.equal(await app.page.getByRole('button', { name: /^Depth 4/ }).getAttribute('aria-pressed'), 'true');

  // Tab leaves the text, and undo outside of text takes the typing back.
  await app.page.keyboard.press('Tab');
  await app.page.evaluate(() => document.activeElement.blur());
  await app.page.keyboard.press('ControlOrMeta+z');
  await bench.policy('DenyEC2InUsEast1').getByText(/IAM would refuse this text/).waitFor({ state: 'hidden' });
});
