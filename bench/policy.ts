// Decisions per second of the policy language, and how long it takes to compile a policy.
// `node bench/policy.ts` prints a table, with `--json` one object a line.
import { evaluate } from "../policy/evaluate.ts";
import { parsePolicy } from "../policy/parse-policy.ts";
import type { AuthorizationRequest, Policy, PolicyKind, PolicySet } from "../policy/types.ts";

interface Row {
  readonly name: string;
  readonly perSecond: number;
  /** For what takes long enough to be told by itself. */
  readonly microseconds?: number;
}

const ACCOUNT = "111122223333";
const USER = `arn:aws:iam::${ACCOUNT}:user/broker`;
const SESSION = `arn:aws:sts::${ACCOUNT}:federated-user/User1`;
const ROUNDS = 9;
const ROUND_MILLISECONDS = 150;

type Statement = Readonly<Record<string, unknown>>;

const textOf = (statements: readonly Statement[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

const policy = (kind: PolicyKind, ...statements: readonly Statement[]): Policy =>
  parsePolicy(textOf(statements), kind);

const allow = (action: string, resource: string, more: Statement = {}): Statement => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
  ...more,
});

/** The median rate over some rounds, after one to warm up. */
function rate(work: () => void): number {
  const rates: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    let count = 0;
    const start = performance.now();
    let now = start;
    while (now - start < ROUND_MILLISECONDS) {
      for (let repeat = 0; repeat < 50; repeat += 1) work();
      count += 50;
      now = performance.now();
    }
    if (round > 0) rates.push((count * 1000) / (now - start));
  }
  return Math.round(rates.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0);
}

// The requests are made anew each time, as a server does, and asked in turn.
function decisions(name: string, requests: readonly AuthorizationRequest[], policies: PolicySet): Row {
  for (const request of requests) {
    const { decision } = evaluate(request, policies);
    if (decision !== "allowed")
      throw new Error(`${name}: a measured request must be allowed, not ${decision}.`);
  }
  let next = 0;
  const perSecond = rate(() => {
    const request = requests[next] as AuthorizationRequest;
    next = next + 1 < requests.length ? next + 1 : 0;
    evaluate({ ...request }, policies);
  });
  return { name, perSecond };
}

const user = { type: "User", arn: USER } as const;

function small(): Row {
  const identity = policy(
    "identity",
    allow("s3:ListBucket", "arn:aws:s3:::bucket"),
    allow("s3:GetObject", "arn:aws:s3:::bucket/*"),
  );
  const requests = ["a", "b/c", "d/e/f"].map((key) => ({
    principal: user,
    action: "s3:GetObject",
    resource: `arn:aws:s3:::bucket/${key}`,
  }));
  return decisions("1 policy of 2 statements", requests, { identity: [identity] });
}

function many(): Row {
  const services = ["sqs", "sns", "ec2", "kms", "logs", "lambda", "dynamodb", "events", "ssm", "s3"];
  const identity = Array.from({ length: 20 }, (_, index) =>
    policy(
      "identity",
      ...services.map((service) =>
        service === "s3"
          ? allow("s3:GetObject", `arn:aws:s3:::bucket-${index}/*`)
          : allow(`${service}:Describe*`, `arn:aws:${service}:*:${ACCOUNT}:resource-${index}/*`),
      ),
    ),
  );
  const requests = [0, 7, 19].map((index) => ({
    principal: user,
    action: "s3:GetObject",
    resource: `arn:aws:s3:::bucket-${index}/key`,
  }));
  return decisions("20 policies of 10 statements", requests, { identity });
}

function federated(): Row {
  const list = (more: Statement): Statement => allow("s3:ListBucket", "arn:aws:s3:::bucket", more);
  const policies: PolicySet = {
    identity: [policy("identity", list({ Condition: { Bool: { "aws:SecureTransport": "true" } } }))],
    permissionsBoundary: policy(
      "boundary",
      allow("s3:*", "*", { Condition: { IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "203.0.113.0/24"] } } }),
    ),
    session: [
      policy(
        "session",
        list({
          Condition: {
            StringLike: { "s3:prefix": ["home/${aws:userid}/*", "public/*"] },
            NumericLessThanEquals: { "s3:max-keys": "100" },
          },
        }),
      ),
    ],
    resource: policy(
      "resource",
      list({ Effect: "Deny", Principal: "*", Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } }),
      list({ Principal: { AWS: USER }, Condition: { StringEquals: { "aws:PrincipalAccount": ACCOUNT } } }),
    ),
  };
  const requests = ["public/", "public/a", `home/${ACCOUNT}:User1/b`].map((prefix) => ({
    principal: { type: "FederatedUser", arn: SESSION, user: USER } as const,
    action: "s3:ListBucket",
    resource: "arn:aws:s3:::bucket",
    context: {
      "aws:SecureTransport": "true",
      "aws:SourceIp": "203.0.113.9",
      "s3:prefix": prefix,
      "s3:max-keys": "50",
      "s3:TlsVersion": "1.3",
    },
  }));
  return decisions("a federated session, 4 policy types, 6 conditions", requests, policies);
}

function compile(): Row {
  const statements = [allow("s3:GetObject", "arn:aws:s3:::bucket/*")];
  const condition = { Condition: { StringLike: { "s3:prefix": ["home/${aws:username}/*", "public/*"] } } };
  while (textOf(statements).length < 5900) {
    statements.push(allow("s3:Get*", `arn:aws:s3:::bucket-${statements.length}/*`, condition));
  }
  const last = textOf([...statements, allow("s3:PutObject", "arn:aws:s3:::")]);
  const text = last.replace('s3:::"', `s3:::${"b".repeat(Math.max(6144 - last.length, 0))}"`);
  const perSecond = rate(() => void parsePolicy(text, "identity"));
  return {
    name: `compile a policy of ${text.length} bytes`,
    perSecond,
    microseconds: Math.round(1_000_000 / perSecond),
  };
}

const rows = [small, many, federated, compile];
for (const measure of rows) {
  const row = measure();
  const text = `${row.name.padEnd(52)} ${row.perSecond.toLocaleString("en").padStart(12)} a second`;
  console.log(process.argv.includes("--json") ? JSON.stringify(row) : text);
}
