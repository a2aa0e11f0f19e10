/** The three answers. */
export type Decision = "allowed" | "explicitDeny" | "implicitDeny";

/** Which kind of policy, or fact, decided. */
export type DecidedBy =
  | "identity"
  | "resource"
  | "trust"
  | "boundary"
  | "session"
  | "scp"
  | "rcp"
  | "vpce"
  | "root"
  | "service";

/** A policy document as JSON text. It is text and not an object, because places in it are reported. */
export type PolicyText = string;

/** Policies by kind. A kind that is left out does not limit. */
export interface Policies {
  /** Of the user and its groups, or of the role. */
  identity?: PolicyText[];
  /** The permissions boundary. */
  boundary?: PolicyText;
  /** The session policies. */
  session?: PolicyText[];
  /** The policy of the resource: a bucket policy, a key policy, a trust policy, … */
  resource?: PolicyText;
  /** What the resource is; `generic` is anything but a role or a KMS key, and the default. */
  resourceKind?: "generic" | "role" | "kmsKey";
  /** The policy of the VPC endpoint that the request came through. */
  vpcEndpoint?: PolicyText;
  /** The SCPs of the caller's account: one list for the root, one for each OU, one for the account. */
  scps?: PolicyText[][];
  /** The RCPs of the resource's account, in the same form. */
  rcps?: PolicyText[][];
  /** What the boundary does where a trust policy names the user, on which AWS's pages disagree (A2): "limits" if left out. */
  boundaryOfTrustedUser?: "limits" | "isBypassed";
}

/** Who asks. */
export type Principal =
  | { user: string }
  | { roleSession: { session: string; role: string } }
  | { federatedUser: { session: string; user?: string } }
  | { root: string }
  | { service: string }
  | { federated: string }
  | "anonymous";

/** The value of a context key; a list for a multivalued one. */
export type ContextValue = string | number | boolean | (string | number | boolean)[];

/** Who wants to do what to which resource, in which context. */
export interface Request {
  principal: Principal;
  /** Such as `s3:GetObject`. */
  action: string;
  /** An ARN, or `*`. */
  resource: string;
  /**
   * The owner of the resource; the account in its ARN if this is left out. ARNs of buckets have none: the caller's account is
   * taken then, and a caveat says so where it matters.
   */
  resourceAccount?: string;
  /** Context keys. Those that follow from the principal are added. */
  context?: Record<string, ContextValue>;
  /** What no ARN shows. */
  facts?: {
    principalAccountIsManagement?: boolean;
    resourceAccountIsManagement?: boolean;
    principalIsServiceLinkedRole?: boolean;
    awsManagedKmsKey?: boolean;
    actionTakesNoResource?: boolean;
  };
}

/** What `evaluate` takes. */
export interface EvaluateInput {
  policies: Policies;
  request: Request;
  /** Whether the gates are wanted too. */
  trace?: boolean;
}

/** A half-open range of a text: what `text.slice(start, end)` takes. */
export interface Span {
  start: number;
  end: number;
}

/** A statement of the policies that were given. */
export interface StatementPlace {
  /** Such as `policies.identity[0]`. */
  policy: string;
  /** Counted from 0. */
  statement: number;
}

/** A finding about a policy text. */
export interface Diagnostic {
  policy: string;
  code: string;
  /** `error`: IAM would not save the policy. */
  severity: "error" | "warning";
  message: string;
  help?: string;
  span: Span;
}

/** One stage of the evaluation. */
export interface Gate {
  gate:
    | "service"
    | "explicitDeny"
    | "resourceControl"
    | "serviceControl"
    | "vpcEndpoint"
    | "resourceBased"
    | "identityBased"
    | "permissionsBoundary"
    | "session";
  title: string;
  side: "caller" | "resource" | "both";
  outcome: "notApplicable" | "passed" | "notNeeded" | "notAllowed" | "denied";
  reason: string;
  rule: { number: string; sentence: string; url: string };
  statement?: StatementPlace;
}

/** What `evaluate` gives. */
export interface EvaluateResult {
  decision: Decision;
  decidedBy: DecidedBy;
  /** One sentence. */
  reason: string;
  /** The message that AWS would return, for a denial. */
  accessDenied?: string;
  /** The statement that denied, or that granted. */
  decidingStatement?: StatementPlace;
  /** What a reader must know beside the answer. */
  caveats: string[];
  /** What is wrong, or surprising, in the policies. */
  diagnostics: Diagnostic[];
  /** There if `trace` was set. */
  gates?: Gate[];
}

/** One case of a file, or one question or step of a scenario. */
export interface CaseResult {
  id: string;
  passed: boolean;
  /** A decision, an error code, or for a condition true or false. */
  expected: string | boolean;
  actual: string | boolean;
  decidingPolicyType?: DecidedBy;
  reason?: string;
  /** What is missing for the answer to be final. */
  incomplete: string[];
  /** What a reader must know beside the answer. */
  caveats: string[];
}

/** What `check` gives. */
export interface CheckResult {
  passed: number;
  failed: number;
  /** Cases of a form that is not covered yet. */
  notCovered: number;
  results: CaseResult[];
}

/** What is thrown for input that cannot be read. */
export interface InputError extends Error {
  /** In kebab case: `invalid-input`, `unknown-member`, `invalid-action`, `invalid-arn`, `malformed-file`, or the code of a finding. */
  code: string;
  /** In which member of the input. */
  path?: string;
  /** Where in the text of that member. */
  span?: Span;
}

/**
 * Decides a request. A policy that IAM would not save is evaluated as far as it can be read.
 * @throws {InputError} if a policy is not JSON, an action, ARN or account id is not one, or a member is not known.
 */
export function evaluate(input: EvaluateInput): EvaluateResult;

/** Policies that were read and compiled once, to decide many requests. */
export interface Prepared {
  /** Decides a request, with the gates if they are wanted. */
  evaluate(request: Request, trace?: boolean): EvaluateResult;
  /** Decides a request so many times, without an explanation; how often it was allowed. To measure with. */
  countAllowed(request: Request, times: number): number;
  /** Gives the memory back. */
  free(): void;
}

/**
 * Reads and compiles policies.
 * @throws {InputError} if a policy is not JSON, or a member is not known.
 */
export function prepare(policies: Policies): Prepared;

/**
 * Runs a file of test cases, one JSON object a line, or a scenario, as `iam-playground check` does: as objects, or as
 * the text that the command prints.
 * @throws {InputError} if a part of the text cannot be read; then nothing was run.
 */
export function check(text: string, format?: "json"): CheckResult;
export function check(text: string, format: "text"): string;
