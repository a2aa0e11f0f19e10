// Every screen at both sizes, light and dark: axe finds nothing serious, nothing overflows, and a picture is taken.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectNothingSerious, openApp, SIZES } from './harness.mjs';

const SCREENS = {
  'start': '',
  'scp': '#x=no-ec2-in-us-east-1&i=5',
  'cross-account': '#x=cross-account-bucket&d=3',
  'steps': '#x=third-party-auditor&c=wrong-external-id&d=4&v=steps',
  'edit': '#x=permissions-boundary&v=edit',
  'organization': '#x=no-ec2-in-us-east-1&v=organization',
};

for (const [screen, at] of Object.entries(SCREENS)) {
  for (const [size, dark] of [['wide', false], ['wide', true], ['phone', false], ['phone', true]]) {
    const name = `${screen}-${size}${dark ? '-dark' : ''}`;
    test(name, async (t) => {
      const app = await openApp(t, { at, size: SIZES[size], dark });
      if (at) await app.page.locator('.workbench').waitFor();
      await expectNothingSerious(app.page);
      const [inner, outer] = await app.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(inner <= outer, `the page is ${inner} px wide in a window of ${outer} px`);
      await app.screenshot(name);
    });
  }
}

test('everything can be reached on a phone', async (t) => {
  const app = await openApp(t, { size: SIZES.phone });
  await app.page.getByRole('link', { name: 'No EC2 instances in us-east-1' }).tap();
  const bar = app.page.getByRole('navigation', { name: 'Panels' });
  await app.page.getByRole('region', { name: 'Verdict' }).getByText('Explicit deny').first().waitFor();
  await bar.getByRole('button', { name: 'Organization' }).tap();
  await app.page.getByRole('treeitem', { name: 'maria' }).tap();
  await app.page.getByRole('heading', { level: 2, name: 'maria' }).waitFor();
  await bar.getByRole('button', { name: 'Ask' }).tap();
  await app.page.getByRole('button', { name: 'Step forward' }).tap();
  await app.page.getByText('step 1 of').waitFor();
  await app.page.getByRole('button', { name: /NoInstancesInUsEast1/ }).first().tap();
  await app.page.locator('.json-line.mark-step, .json-line.mark-deciding').first().waitFor();
  await bar.getByRole('button', { name: 'Steps' }).tap();
  await app.page.getByText(/makes no calls/).waitFor();
});

test('the theme is chosen, and remembered', async (t) => {
  const app = await openApp(t);
  const scheme = () => app.page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  await app.page.getByRole('button', { name: 'Theme: system' }).click();
  assert.equal(await scheme(), 'light');
  await app.page.getByRole('button', { name: 'Theme: light' }).click();
  assert.equal(await scheme(), 'dark');
  await app.page.reload();
  await app.page.getByRole('button', { name: 'Theme: dark' }).waitFor();
  assert.equal(await scheme(), 'dark');
});
