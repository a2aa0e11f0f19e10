// What AWS's pages leave open: the other reading can be taken.
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { expectNothingSerious, openApp, SIZES } from './harness.mjs';
import { Workbench } from './workbench.mjs';

const FILE = new URL('../../web/src/workspace/tests/trusted-user.json', import.meta.url);

for (const [name, size, dark] of [['wide', SIZES.wide, false], ['phone', SIZES.phone, false], ['dark', SIZES.wide, true]]) {
  test(`the other reading of a boundary is taken and taken back, ${name}`, async (t) => {
    const app = await openApp(t, { size, dark });
    await app.page.getByLabel('Open a file').setInputFiles({ name: 'a2.json', mimeType: 'application/json', buffer: await readFile(FILE) });
    const bench = new Workbench(app);
    await bench.expectVerdict('Implicit deny');
    await app.screenshot(`readings-${name}`);
    await app.page.getByRole('button', { name: 'Take the other reading' }).click();
    await bench.expectVerdict('Allowed');
    await app.page.getByText('the page on boundaries').waitFor();
    await expectNothingSerious(app.page);
    await app.page.getByRole('button', { name: 'Undo' }).click();
    await bench.expectVerdict('Implicit deny');
  });
}
