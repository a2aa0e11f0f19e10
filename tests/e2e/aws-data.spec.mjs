// AWS's own data: loaded when something needs it, never before; and the app goes on without it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { expectNothingSerious, openApp } from './harness.mjs';
import { Workbench } from './workbench.mjs';

const SCP = '#x=no-ec2-in-us-east-1';
const FILES = /catalog\/(catalog|managed-top|managed-rest)\.bin/;

/** The names of AWS's files that the page asks for from now on. */
function requested(page) {
  const names = [];
  page.on('request', (it) => {
    const found = FILES.exec(it.url());
    if (found) names.push(found[1]);
  });
  return names;
}

const EXAMPLES = [
  'ec2-reads-and-writes-a-bucket', 'developer-limited-by-tag', 'cross-account-bucket',
  'third-party-auditor', 'permissions-boundary', 'no-ec2-in-us-east-1',
];

test('the first verdict of a scenario loads nothing of it', async (t) => {
  const app = await openApp(t);
  const names = requested(app.page);
  for (const example of EXAMPLES) {
    await app.open(`#x=${example}`);
    await new Workbench(app).verdict();
  }
  assert.deepEqual(names, []);
});

test('actions are completed from the catalogue, by keyboard', async (t) => {
  const app = await openApp(t, { at: SCP });
  const names = requested(app.page);
  const field = app.page.getByRole('combobox', { name: 'DO', exact: true });
  await field.fill('sqs');
  await app.page.getByRole('option', { name: /^sqs: .*Amazon SQS/ }).waitFor();
  await field.press('ArrowDown');
  await field.press('Enter');
  assert.equal(await field.inputValue(), 'sqs:');
  await field.pressSequentially('send');
  const option = app.page.getByRole('option', { name: /^sqs:SendMessage Write/ });
  await option.waitFor();
  await field.press('ArrowDown');
  assert.equal(await option.getAttribute('aria-selected'), 'true');
  await field.press('Enter');
  assert.equal(await field.inputValue(), 'sqs:SendMessage');
  assert.deepEqual(names, ['catalog']);

  // The resource is of the action's type, with what is known filled in and the first blank selected.
  const resource = app.page.getByRole('combobox', { name: 'ON', exact: true });
  await resource.fill('');
  await app.page.getByRole('option', { name: /arn:aws:sqs:us-east-1:444455556666:\$\{QueueName\}/ }).click();
  await app.page.getByText('fill in what stands between').waitFor();
  await app.page.keyboard.type('orders');
  assert.equal(await resource.inputValue(), 'arn:aws:sqs:us-east-1:444455556666:orders');
  await new Workbench(app).expectVerdict('Allowed');
});

test('what AWS says about the action is said: unknown, without a resource, of another type', async (t) => {
  const app = await openApp(t, { at: SCP });
  const action = app.page.getByRole('combobox', { name: 'DO', exact: true });
  const resource = app.page.getByRole('combobox', { name: 'ON', exact: true });
  await action.fill('s3:GetObjekt');
  await app.page.getByText(/AWS documents no action s3:GetObjekt/).waitFor();
  await action.fill('s3:ListAllMyBuckets');
  await app.page.getByText(/takes no resource/).first().waitFor();
  await action.fill('s3:GetObject');
  await resource.fill('arn:aws:s3:::bucket');
  await app.page.getByText(/s3:GetObject is about another resource/).waitFor();
  await resource.fill('arn:aws:s3:::bucket/key');
  await app.page.getByText(/s3:GetObject is about another resource/).waitFor({ state: 'hidden' });
});

test('context keys are offered with their types, and a value that does not fit is named', async (t) => {
  const app = await openApp(t, { at: SCP });
  const key = app.page.getByRole('combobox', { name: 'New context key' });
  await key.fill('multifactorauthp');
  await app.page.getByRole('option', { name: /aws:MultiFactorAuthPresent Bool/ }).click();
  const value = app.page.getByLabel('Value of aws:MultiFactorAuthPresent');
  await value.fill('yes');
  await app.page.getByText(/aws:MultiFactorAuthPresent is true or false/).waitFor();
  await value.fill('true');
  await app.page.getByText(/aws:MultiFactorAuthPresent is true or false/).waitFor({ state: 'hidden' });
});

test('a managed policy is found, read, attached and detached', async (t) => {
  const app = await openApp(t, { at: `${SCP}&e=user/444455556666/lea&v=edit` });
  const bench = new Workbench(app);
  const names = requested(app.page);
  await app.page.getByRole('button', { name: 'Managed policy' }).click();
  const dialog = app.page.getByRole('dialog', { name: /Managed policies for the user lea/ });
  await dialog.getByLabel('Find a managed policy').fill('AmazonSQSReadOnly');
  await dialog.getByRole('button', { name: /^AmazonSQSReadOnlyAccess/ }).click();
  await dialog.getByText('"sqs:ReceiveMessage"').or(dialog.getByText('"sqs:GetQueueAttributes"')).first().waitFor();
  await dialog.getByRole('button', { name: 'Attach', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await bench.policy('AmazonSQSReadOnlyAccess').getByText('read only').waitFor();
  assert.deepEqual(names, ['managed-top']);

  await app.page.getByLabel('WHO').selectOption({ label: 'user lea' });
  await app.page.getByRole('combobox', { name: 'DO', exact: true }).fill('sqs:ListQueues');
  await app.page.getByRole('combobox', { name: 'ON', exact: true }).fill('*');
  await bench.expectVerdict('Allowed');

  // Reloaded, the scenario needs the policy, and gets it.
  await app.page.reload();
  await bench.expectVerdict('Allowed');
  await app.page.getByRole('treeitem', { name: 'lea' }).click();
  await bench.policy('AmazonSQSReadOnlyAccess').getByRole('button', { name: /^Detach/ }).click();
  await bench.expectVerdict('Implicit deny');
  await app.page.getByRole('button', { name: 'Undo' }).click();
  await bench.expectVerdict('Allowed');
});

test('a policy that is not among the most used is loaded when it is attached', async (t) => {
  const app = await openApp(t, { at: `${SCP}&e=user/444455556666/lea&v=edit` });
  const names = requested(app.page);
  await app.page.getByRole('button', { name: 'Managed policy' }).click();
  const dialog = app.page.getByRole('dialog');
  await dialog.getByLabel('Find a managed policy').fill('AmazonBraketFullAccess');
  await dialog.getByRole('button', { name: /^AmazonBraketFullAccess/ }).click();
  await dialog.getByRole('button', { name: /Load its text/ }).click();
  await dialog.getByText('"Version"').waitFor();
  await dialog.getByRole('button', { name: 'Set as permissions boundary' }).click();
  await new Workbench(app).policy('AmazonBraketFullAccess').getByText('permissions boundary').waitFor();
  assert.deepEqual(names, ['managed-top', 'managed-rest']);
});

test('a download that fails is said, leaves the app working, and can be tried again', async (t) => {
  const app = await openApp(t, { at: SCP });
  const bench = new Workbench(app);
  app.allow(/catalog\.bin|Failed to load resource|request failed/);
  await app.page.route('**/catalog.bin', (route) => route.abort());
  const field = app.page.getByRole('combobox', { name: 'DO', exact: true });
  await field.fill('s3:Get');
  await app.page.getByText(/Not loaded: the action catalogue/).waitFor();
  await bench.expectVerdict('Allowed');
  await app.page.unroute('**/catalog.bin');
  await app.page.getByRole('button', { name: 'Try again' }).click();
  await app.page.getByRole('option', { name: /^s3:GetObject Read/ }).waitFor();
});

test('a slow download is named while it lasts, and the verdict does not wait', async (t) => {
  const app = await openApp(t, { at: SCP });
  let go;
  const gate = new Promise((resolve) => { go = resolve; });
  await app.page.route('**/catalog.bin', async (route) => { await gate; await route.continue(); });
  const field = app.page.getByRole('combobox', { name: 'DO', exact: true });
  await field.fill('s3:ListBucket');
  await app.page.getByText(/Loading the action catalogue, 210 KB/).waitFor();
  await new Workbench(app).expectVerdict('Allowed');
  go();
  await app.page.getByText(/Loading the action catalogue/).waitFor({ state: 'hidden' });
});

/** Attaches a policy that is not among the most used, and returns to a page that has not loaded it. */
async function needing(t, respond) {
  const app = await openApp(t, { at: `${SCP}&e=user/444455556666/lea&v=edit` });
  await app.page.getByRole('button', { name: 'Managed policy' }).click();
  const dialog = app.page.getByRole('dialog');
  await dialog.getByLabel('Find a managed policy').fill('braket full');
  await dialog.getByRole('button', { name: /^AmazonBraketFullAccess/ }).click();
  await dialog.getByRole('button', { name: 'Attach', exact: true }).click();
  await app.page.getByLabel('WHO').selectOption({ label: 'user lea' });
  await app.page.getByRole('combobox', { name: 'DO', exact: true }).fill('braket:GetDevice');
  await app.page.getByRole('combobox', { name: 'ON', exact: true }).fill('*');
  await new Workbench(app).expectVerdict('Allowed');
  await app.page.route('**/managed-rest.bin', respond);
  await app.page.reload();
  return app;
}

test('a verdict that misses a policy says so while it loads', async (t) => {
  let go;
  const gate = new Promise((resolve) => { go = resolve; });
  const app = await needing(t, async (route) => { await gate; await route.continue(); });
  const verdict = app.page.getByRole('region', { name: 'Verdict' });
  await verdict.getByText('not final: a policy is not loaded').waitFor();
  await verdict.getByText(/Loading all AWS managed policies/).waitFor();
  go();
  await new Workbench(app).expectVerdict('Allowed');
  await verdict.getByText('not final: a policy is not loaded').waitFor({ state: 'hidden' });
});

test('a policy that does not come leaves the verdict marked, and can be tried again; its version was recorded', async (t) => {
  const app = await needing(t, (route) => route.abort());
  app.allow(/managed-rest\.bin|Failed to load resource|request failed/);
  const verdict = app.page.getByRole('region', { name: 'Verdict' });
  await verdict.getByText(/Not loaded: all AWS managed policies/).waitFor();
  await verdict.getByText('not final: a policy is not loaded').waitFor();
  await app.page.unroute('**/managed-rest.bin');
  await verdict.getByRole('button', { name: 'Try again' }).click();
  await new Workbench(app).expectVerdict('Allowed');
  const [download] = await Promise.all([
    app.page.waitForEvent('download'),
    app.page.getByRole('button', { name: /Download/ }).click(),
  ]);
  assert.match(await readFile(await download.path(), 'utf8'), /AmazonBraketFullAccess": "v\d+"/);
});

test('one policy that is attached and a boundary is shown as both', async (t) => {
  const app = await openApp(t, { at: `${SCP}&e=user/444455556666/lea&v=edit` });
  for (const button of ['Attach', 'Set as permissions boundary']) {
    await app.page.getByRole('button', { name: 'Managed policy' }).click();
    const dialog = app.page.getByRole('dialog');
    await dialog.getByLabel('Find a managed policy').fill('SQSReadOnly');
    await dialog.getByRole('button', { name: /^AmazonSQSReadOnlyAccess/ }).click();
    await dialog.getByRole('button', { name: button, exact: true }).click();
  }
  const policies = new Workbench(app).policy('AmazonSQSReadOnlyAccess');
  await policies.nth(1).waitFor();
  await policies.nth(1).getByRole('button', { name: /^Remove/ }).click();
  await policies.nth(1).waitFor({ state: 'detached' });
  await policies.getByRole('button', { name: /^Detach/ }).waitFor();
});

test('Tab goes from a long list of choices to the next field', async (t) => {
  const app = await openApp(t, { at: SCP });
  await app.page.getByRole('combobox', { name: 'DO', exact: true }).fill('s3:Get');
  await app.page.getByRole('option', { name: /^s3:GetObject Read/ }).waitFor();
  await expectNothingSerious(app.page);
  await app.page.keyboard.press('Tab');
  assert.equal(await app.page.evaluate(() => document.activeElement.id), 'ask-resource');
});
