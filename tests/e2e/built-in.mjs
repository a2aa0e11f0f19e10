// The built-in scenarios, and what their first question shows.
import assert from 'node:assert/strict';

export const SCENARIOS = [
  {
    title: 'An EC2 instance reads and writes a bucket',
    verdict: 'Allowed', policy: 'UploadsReadWrite', decides: 's3:PutObject', gate: 'Identity-based policies',
    other: { question: /May it delete the upload/, verdict: 'Implicit deny' },
  },
  {
    title: 'A developer limited to resources tagged Environment=Development',
    verdict: 'Allowed', policy: 'DeveloperAccess', decides: 'StartAndStopDevelopmentInstances', gate: 'Identity-based policies',
    other: { question: /May she stop a production instance/, verdict: 'Implicit deny' },
  },
  {
    title: 'A bucket in another account',
    verdict: 'Allowed', policy: 'Bucket policy', decides: 'AnalyticsMayReadReports', gate: 'Resource-based policy',
    other: { question: /without TLS/, verdict: 'Explicit deny' },
  },
  {
    title: 'A third-party auditor with an external ID',
    verdict: 'Allowed', policy: 'ReadAuditLogs', decides: 's3:GetObject', gate: 'Identity-based policies',
    other: { question: /still read after an hour/, verdict: 'ExpiredToken' },
  },
  {
    title: 'What a permissions boundary does, and does not',
    verdict: 'Implicit deny', policy: undefined, gate: 'Permissions boundary',
    other: { question: /the boundary denies: may she/, verdict: 'Explicit deny' },
  },
  {
    title: 'No EC2 instances in us-east-1',
    verdict: 'Explicit deny', policy: 'DenyEC2InUsEast1', decides: 'NoInstancesInUsEast1', gate: 'Explicit denies',
    other: { question: /May she start one in eu-west-1/, verdict: 'Allowed' },
  },
];

/** Waits for the verdict of the first question, and checks the statement and the gate that are marked as deciding. */
export async function expectDecided(bench, scenario) {
  await bench.expectVerdict(scenario.verdict);
  if (scenario.policy) {
    assert.match(await bench.decidingLines(scenario.policy), new RegExp(scenario.decides));
  }
  await bench.gates().locator('.is-deciding').getByText(scenario.gate, { exact: true }).first().waitFor();
}
