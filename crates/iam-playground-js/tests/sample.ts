// What the interface is used like. It is compiled, not run: the types must accept what is right and refuse what is not.

import { check, evaluate, prepare } from "iam-playground";
import type { CheckResult, Decision, EvaluateInput, EvaluateResult, Gate, InputError } from "iam-playground";

const allow = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::notes/*" }],
});

const input: EvaluateInput = {
  policies: { identity: [allow], resourceKind: "generic", scps: [[allow], [allow]] },
  request: {
    principal: { user: "arn:aws:iam::111122223333:user/ana" },
    action: "s3:GetObject",
    resource: "arn:aws:s3:::notes/todo.txt",
    resourceAccount: "111122223333",
    context: { "aws:SourceIp": "203.0.113.7", "s3:max-keys": 10, "aws:TagKeys": ["a", "b"] },
  },
  trace: true,
};

export function explain(): string {
  const result: EvaluateResult = evaluate(input);
  const decision: Decision = result.decision;
  const denied: Gate | undefined = result.gates?.find((gate) => gate.outcome === "denied");
  return `${decision} by ${result.decidedBy}: ${denied?.reason ?? result.accessDenied ?? result.reason}`;
}

export function place(policy: string): string {
  try {
    return evaluate({ ...input, policies: { identity: [policy] } }).diagnostics.map((it) => it.code).join();
  } catch (thrown) {
    const { code, span } = thrown as InputError;
    return span ? `${code}: ${policy.slice(span.start, span.end)}` : code;
  }
}

export const allowed: number = prepare(input.policies).countAllowed(input.request, 3);

export const report: CheckResult = check("");
export const printed: string = check("", "text");
export const asked = ["anonymous", { root: "111122223333" }] satisfies EvaluateInput["request"]["principal"][];

// @ts-expect-error A policy is text: `JSON.stringify` makes it.
evaluate({ ...input, policies: { identity: [{ Version: "2012-10-17" }] } });
// @ts-expect-error A member that is misspelt.
evaluate({ ...input, policies: { boundry: allow } });
// @ts-expect-error Who asks is missing.
evaluate({ policies: {}, request: { action: "s3:GetObject", resource: "*" } });
// @ts-expect-error A member of the policies that is misspelt.
prepare({ boundry: allow });
// @ts-expect-error There is no such format.
check("", "xml");
// @ts-expect-error There is no such decision.
export const wrong: Decision = "denied";
