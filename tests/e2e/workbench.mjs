// The workbench as a user sees it: what several tests look for, by role and label.
import assert from 'node:assert/strict';

export class Workbench {
  constructor(app) {
    this.app = app;
    this.page = app.page;
  }

  /** Waits until a question is answered, and returns the word of the verdict. */
  async verdict() {
    const word = this.page.locator('.verdict-word');
    await word.waitFor();
    return (await word.textContent()).trim();
  }

  /** Waits for the word of the verdict. */
  async expectVerdict(word) {
    const verdict = this.page.getByRole('region', { name: 'Verdict' });
    await verdict.getByText(word, { exact: true }).first().waitFor();
    assert.equal(await this.verdict(), word);
  }

  question(title) {
    return this.page.getByRole('region', { name: 'Questions' }).locator('.question').filter({ hasText: title });
  }

  /** A policy in the centre. */
  policy(name) {
    return this.page.getByRole('article', { name: `Policy ${name}` });
  }

  /** The text of the lines that are marked as having decided, in a policy that is shown to read. */
  async decidingLines(name) {
    const lines = this.policy(name).locator('.mark-deciding .json-code');
    await lines.first().waitFor();
    return (await lines.allTextContents()).join('\n');
  }

  gates() {
    return this.page.getByRole('region', { name: 'Explanation' });
  }

  /** `step 2 of 9` → 2; 0 before the first step. */
  async step() {
    const words = await this.page.locator('.step-count').textContent();
    return Number(/step (\d+) of/.exec(words)?.[1] ?? 0);
  }

  async nSteps() {
    return Number(/(\d+) steps?$|of (\d+)$/.exec((await this.page.locator('.step-count').textContent()).trim()).slice(1).find(Boolean));
  }

  /** Opens the editor of a policy, and waits until it can be typed in. */
  async edit(name) {
    await this.policy(name).getByRole('button', { name: `Edit ${name}` }).click();
    await this.policy(name).locator('policy-editor').waitFor();
    await this.policy(name).getByRole('textbox', { name: `${name}, JSON` }).waitFor();
  }

  /** Types over the whole text of a policy that is being edited, as a paste does. */
  async replaceText(name, text) {
    await this.policy(name).getByRole('textbox', { name: `${name}, JSON` }).click();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(text);
  }

  async text(name) {
    return this.policy(name).locator('policy-editor').evaluate((it) => it.value);
  }
}
