// Building: from the blank organization to an answer, by what a user sees; and taking back what was built.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectNothingSerious, openApp } from './harness.mjs';
import { Workbench } from './workbench.mjs';

/** Adds something to the selected entity. */
async function add(page, button, text) {
  await page.getByRole('group', { name: 'Build' }).getByRole('button', { name: button, exact: true }).click();
  const field = page.locator('#addition');
  await field.waitFor();
  if ((await field.evaluate((it) => it.tagName)) === 'SELECT') await field.selectOption({ label: text });
  else await field.fill(text);
  await page.locator('.building-form').getByRole('button', { name: 'Add' }).click();
}

test('an OU, an account, a user and a bucket are made, and the question is answered', async (t) => {
  const app = await openApp(t, { at: '#new' });
  const bench = new Workbench(app);
  const { page } = app;
  const item = (name) => page.getByRole('treeitem', { name, exact: true });
  await page.getByRole('treeitem', { name: 'Root', exact: true }).click();
  await add(page, 'OU', 'Shops');
  await page.getByRole('heading', { level: 2, name: 'Shops' }).waitFor();
  await add(page, 'Account', 'shop');
  await page.getByRole('heading', { level: 2, name: 'shop' }).waitFor();
  await add(page, 'User', 'nina');
  await page.getByRole('heading', { level: 2, name: 'nina' }).waitFor();
  await add(page, 'Inline policy', 'ReadLogs');
  await bench.policy('ReadLogs').waitFor();
  await bench.edit('ReadLogs');
  await bench.replaceText('ReadLogs', '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::shop-logs/*"}}');
  await item('shop').click();
  await add(page, 'Resource', 'shop-logs');
  await page.getByRole('heading', { level: 2, name: 'shop-logs' }).waitFor();
  await expectNothingSerious(page);

  await page.getByRole('button', { name: 'New', exact: true }).click();
  await page.getByLabel('WHO').selectOption({ label: 'user nina' });
  await page.getByRole('combobox', { name: 'DO', exact: true }).fill('s3:GetObject');
  await page.getByRole('combobox', { name: 'ON', exact: true }).fill('arn:aws:s3:::shop-logs/today');
  await bench.expectVerdict('Allowed');

  // An SCP on the OU, made and attached, takes it away.
  await page.getByRole('treeitem', { name: 'Root', exact: true }).click();
  await add(page, 'SCP', 'NoReads');
  await add(page, 'Attach to', 'OU Shops');
  await bench.edit('NoReads');
  await bench.replaceText('NoReads', '{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "s3:Get*", "Resource": "*"}}');
  await bench.expectVerdict('Explicit deny');
  await page.getByRole('treeitem', { name: /^Shops/ }).click();
  await page.getByRole('button', { name: 'Detach NoReads' }).click();
  await bench.expectVerdict('Allowed');

  await page.reload();
  await bench.expectVerdict('Allowed');
  await page.getByRole('treeitem', { name: /^nina/ }).waitFor();
});

test('a group gives its members what it has', async (t) => {
  const app = await openApp(t, { at: '#x=no-ec2-in-us-east-1&e=account/444455556666&v=edit' });
  const { page } = app;
  await add(page, 'Group', 'Operators');
  await add(page, 'Member', 'lea');
  await page.getByRole('button', { name: 'Managed policy' }).click();
  await page.getByLabel('Find a managed policy').fill('administrator');
  await page.getByRole('dialog').getByRole('button', { name: /^Administrator.*customer managed/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Attach', exact: true }).click();
  await page.getByRole('treeitem', { name: 'lea', exact: true }).click();
  await new Workbench(app).policy('Administrator').getByText('attached through the group Operators').waitFor();
});

test('what does not fit is said and changes nothing; what is deleted comes back by undo', async (t) => {
  const app = await openApp(t, { at: '#x=no-ec2-in-us-east-1&e=account/444455556666&v=edit' });
  const { page } = app;
  await add(page, 'User', 'maria');
  await page.getByText(/Not done: there is already a user maria|Not done: there is already/).waitFor();
  assert.equal(await page.locator('#addition').inputValue(), 'maria');
  await page.locator('#addition').press('Escape');
  await page.locator('#addition').waitFor({ state: 'hidden' });

  const maria = page.getByRole('treeitem', { name: 'maria', exact: true });
  await maria.click();
  await page.getByRole('group', { name: 'Build' }).getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Deleted the user maria. Undo brings it back.').waitFor();
  await maria.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await maria.waitFor();
});

test('tags are set by hand', async (t) => {
  const app = await openApp(t, { at: '#x=no-ec2-in-us-east-1&e=user/444455556666/lea&v=edit' });
  await add(app.page, 'Tags', 'team=web, stage = dev');
  await app.page.getByText('stage=dev').waitFor();
  await add(app.page, 'Tags', 'team');
  await app.page.getByText(/team is not a tag/).waitFor();
});

test('RCPs are enabled, and an account moves', async (t) => {
  const app = await openApp(t, { at: '#x=no-ec2-in-us-east-1&e=root&v=edit' });
  const { page } = app;
  await page.getByRole('group', { name: 'Build' }).getByRole('button', { name: 'Enable RCPs' }).click();
  await page.getByRole('treeitem', { name: /^RCPFullAWSAccess/ }).waitFor();
  await add(page, 'RCP', 'OnlyMine');
  await add(page, 'Attach to', 'Root');
  await page.getByRole('treeitem', { name: /^sandbox/ }).click();
  await add(page, 'Move to', 'Root');
  await page.getByText('Organization', { exact: true }).first().waitFor();
  assert.equal(await page.getByRole('treeitem', { name: /^sandbox/ }).getAttribute('aria-level'), '2');
  // The focus stays near what was built.
  assert.equal(await page.evaluate(() => document.activeElement.id), 'entity-name');
});

test('a world without accounts gets its first one', async (t) => {
  const app = await openApp(t);
  const text = JSON.stringify({ scenarioVersion: 0, title: 'Empty', world: { clock: '2026-01-01T10:00:00Z', accounts: [] } });
  await app.page.getByLabel('Open a file').setInputFiles({ name: 'empty.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await app.page.getByRole('button', { name: 'Add the first account' }).click();
  await app.page.getByRole('heading', { level: 2, name: 'my-account' }).waitFor();
});
