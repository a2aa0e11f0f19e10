// The page starts: at both sizes, light and dark, with nothing in the console.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectNothingSerious, openApp, SIZES } from './harness.mjs';

for (const [size, dark] of [['wide', false], ['wide', true], ['phone', false], ['phone', true]]) {
  const name = `start-${size}${dark ? '-dark' : ''}`;

  test(name, async (t) => {
    const app = await openApp(t, { size: SIZES[size], dark });
    assert.equal(await app.heading().count(), 1);
    await expectNothingSerious(app.page);
    await app.screenshot(name);
  });
}

test('the content security policy forbids what is inline', async (t) => {
  const app = await openApp(t);
  app.allow(/Content Security Policy/);
  const ran = await app.page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.head.append(script);
    return window.inlineRan === true;
  });
  assert.equal(ran, false);
});
