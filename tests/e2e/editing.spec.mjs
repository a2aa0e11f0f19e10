// Typing: policies, questions, undo. Nothing typed is ever lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp } from './harness.mjs';
import { Workbench } from './workbench.mjs';

const SCP = '#x=no-ec2-in-us-east-1';
const NAME = 'DenyEC2InUsEast1';

test('editing a policy changes the verdict as you type, and survives a reload', async (t) => {
  const app = await openApp(t, { at: SCP });
  const bench = new Workbench(app);
  await bench.expectVerdict('Explicit deny');
  await bench.edit(NAME);
  const text = await bench.text(NAME);
  await bench.replaceText(NAME, text.replace('us-east-1', 'us-west-2'));
  await bench.expectVerdict('Allowed');
  await app.page.getByText('expected: explicit deny').first().waitFor();
  assert.match(app.page.url(), /#doc=/);

  await app.page.reload();
  await bench.expectVerdict('Allowed');
  await app.page.getByRole('treeitem', { name: NAME }).click();
  await bench.policy(NAME).getByText('"us-west-2"').waitFor();
});

test('a syntax error says what, where and what to do; the text is kept and the last valid one decides', async (t) => {
  const app = await openApp(t, { at: SCP });
  const bench = new Workbench(app);
  await bench.edit(NAME);
  await bench.replaceText(NAME, '{\n  "Version": "2012-10-17",\n  "Statement": [,]\n}');
  const policy = bench.policy(NAME);
  await policy.getByText(/IAM would refuse this text. It is kept/).waitFor();
  await policy.getByRole('button', { name: 'error in line 3' }).waitFor();
  await app.page.getByText('by the last text without errors').waitFor();
  const finding = policy.getByRole('list', { name: 'Findings' }).getByRole('listitem').first();
  await finding.getByText(/help:/).waitFor();
  await finding.getByRole('button', { name: 'line 3' }).click();
  await bench.expectVerdict('Explicit deny');
  await app.page.getByText(/the verdict uses the last one that it would save/).first().waitFor();

  await app.page.reload();
  await app.page.getByRole('treeitem', { name: NAME }).click();
  await policy.getByText('"Statement"').waitFor();
  assert.match(await policy.locator('.json-lines').textContent(), /\[,\]/);
  await bench.expectVerdict('Explicit deny');
});

test('a malformed action in a policy is named, with help', async (t) => {
  const app = await openApp(t, { at: SCP });
  const bench = new Workbench(app);
  await bench.edit(NAME);
  const text = await bench.text(NAME);
  await bench.replaceText(NAME, text.replace('ec2:RunInstances', 's3GetObject'));
  const findings = bench.policy(NAME).getByRole('list', { name: 'Findings' });
  await findings.getByText('s3GetObject is not an action').waitFor();
  await findings.getByText(/help: .*s3:GetObject/).waitFor();
});

test('a malformed action in a question is named at its field, and nothing is lost', async (t) => {
  const app = await openApp(t, { at: SCP });
  const bench = new Workbench(app);
  await app.page.getByLabel('DO', { exact: true }).fill('s3GetObject');
  await bench.expectVerdict('Not a request yet');
  const field = app.page.getByLabel('DO', { exact: true });
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  const problem = app.page.getByText(/s3GetObject is not an action/);
  await problem.waitFor();
  assert.equal(await problem.count(), 1);
  assert.equal(await field.inputValue(), 's3GetObject');
  await bench.question(/May Maria, an administrator of prod/).waitFor();

  await app.page.getByRole('button', { name: 'Undo' }).click();
  await bench.expectVerdict('Explicit deny');
});

test('an empty field is told what to write, and is no error yet', async (t) => {
  const app = await openApp(t, { at: SCP });
  const field = app.page.getByLabel('DO', { exact: true });
  await field.fill('');
  await app.page.getByText(/^write service:Name/).waitFor();
  assert.equal(await field.getAttribute('aria-invalid'), null);
});

test('undo takes back what was typed since the last pause', async (t) => {
  const app = await openApp(t, { at: SCP });
  const title = app.page.getByLabel('Title of the scenario');
  await app.page.clock.install();
  await title.fill('First');
  await app.page.clock.fastForward(1_500);
  await title.fill('First, then second');
  await app.page.getByRole('button', { name: 'Undo' }).click();
  assert.equal(await title.inputValue(), 'First');
});

test('a question of one\'s own is in view and is removed by its own button', async (t) => {
  const app = await openApp(t, { at: SCP });
  const questions = app.page.getByRole('region', { name: 'Questions' });
  await questions.getByRole('listitem').first().waitFor();
  const n = await questions.getByRole('listitem').count();
  await questions.getByRole('button', { name: 'New' }).click();
  const remove = questions.getByRole('button', { name: /^Remove the question/ });
  await remove.waitFor();
  const box = await remove.boundingBox();
  const list = await questions.getByRole('list').boundingBox();
  assert.ok(box.y >= list.y && box.y + box.height <= list.y + list.height + 1, 'the row is in view');
  await remove.click();
  assert.equal(await questions.getByRole('listitem').count(), n);
});

test('context keys are added, changed and removed', async (t) => {
  const app = await openApp(t, { at: SCP });
  const bench = new Workbench(app);
  await app.page.getByLabel('New context key').fill('aws:RequestedRegion');
  await app.page.getByRole('button', { name: 'Add', exact: true }).click();
  await app.page.getByLabel('Value of aws:RequestedRegion').fill('eu-central-1');
  await bench.expectVerdict('Allowed');
  await app.page.getByRole('button', { name: 'Remove aws:RequestedRegion' }).click();
  await bench.expectVerdict('Explicit deny');
});

test('who asks can be changed', async (t) => {
  const app = await openApp(t, { at: SCP });
  const bench = new Workbench(app);
  await app.page.getByLabel('WHO').selectOption({ label: 'user omar' });
  await bench.expectVerdict('Implicit deny');
  await app.page.getByLabel('WHO').selectOption({ label: 'another ARN…' });
  await app.page.getByLabel('ARN of who asks').fill('arn:aws:iam::444455556666:role/Nobody');
  await app.page.getByText(/is a role: only its sessions make requests/).first().waitFor();
});

test('without the editor a plain text field does, with the same marks', async (t) => {
  const app = await openApp(t);
  app.allow(/policy-editor\.js|request failed/);
  await app.page.route('**/policy-editor.js', (route) => route.abort());
  const bench = new Workbench(app);
  await app.page.getByRole('link', { name: 'No EC2 instances in us-east-1' }).click();
  await bench.policy(NAME).getByRole('button', { name: `Edit ${NAME}` }).click();
  const field = bench.policy(NAME).getByRole('textbox', { name: `${NAME}, JSON` });
  assert.match(await bench.decidingLines(NAME), /NoInstancesInUsEast1/);
  await field.fill((await field.inputValue()).replace('us-east-1', 'us-west-2'));
  await bench.expectVerdict('Allowed');
});
