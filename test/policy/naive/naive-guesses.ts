// The keys that AWS sets and a request does not tell: the second evaluator tries values for them, one after the other.
import { told } from "./naive-keys.ts";
import type { Question } from "./naive-question.ts";

type Guess = readonly [key: string, values: readonly string[], has: (request: Question) => boolean];

const always = (): boolean => true;
const onS3 = ({ action }: Question): boolean => /^s3:/i.test(action);
const signedOnS3 = (request: Question): boolean => onS3(request) && "arn" in request.principal;
const whoDoes =
  (...actions: readonly string[]) =>
  ({ action }: Question): boolean =>
    actions.includes(action.toLowerCase());
const DATES = [
  "2019-01-01T00:00:00Z",
  "2020-01-01T00:00:00Z",
  "2020-06-01T00:00:00Z",
  "2021-06-01T00:00:00Z",
  "2022-01-01T00:00:00Z",
];

/** Written from AWS's pages on condition keys, each with values on both sides of those in the small world. */
const GUESSES: readonly Guess[] = [
  ["aws:currenttime", DATES, (request) => told(request, "aws:epochtime") === undefined],
  ["aws:securetransport", ["true", "false"], (request) => told(request, "s3:tlsversion") === undefined],
  [
    "s3:tlsversion",
    ["1.2", "1.3"],
    (request) => onS3(request) && told(request, "aws:securetransport")?.toLowerCase() === "true",
  ],
  [
    "aws:sourceip",
    ["10.1.2.3", "203.0.113.9", "2001:db8::1", "198.51.100.1"],
    (request) =>
      !["aws:sourcevpce", "aws:sourcevpc", "aws:vpcsourceip"].some((key) => told(request, key) !== undefined),
  ],
  ["aws:useragent", ["aws-cli/2.15.0", "curl/8.5.0"], always],
  ["aws:requestedregion", ["us-east-1", "eu-central-1"], always],
  ["s3:authtype", ["REST-HEADER", "REST-QUERY-STRING", "POST"], signedOnS3],
  ["s3:signatureversion", ["AWS", "AWS4-HMAC-SHA256"], signedOnS3],
  ["s3:objectcreationoperation", ["true", "false"], whoDoes("s3:putobject")],
  ["s3:versionid", ["version-1", "version-2"], whoDoes("s3:getobjectversion")],
  ["sts:rolesessionname", ["admin-1", "reader"], whoDoes("sts:assumerole")],
  [
    "iam:policyarn",
    ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/AdministratorAccess"],
    whoDoes("iam:attachuserpolicy"),
  ],
  [
    "iam:permissionsboundary",
    ["arn:aws:iam::111122223333:policy/edge"],
    whoDoes("iam:putuserpermissionsboundary"),
  ],
  [
    "aws:multifactorauthage",
    ["1", "100000"],
    ({ principal }) => principal.type === "SessionToken" && principal.mfa,
  ],
];

/** The request with every choice of values for the keys that the documents mention and it lacks. */
export function guesses(request: Question, documents: object): readonly Question[] {
  const text = JSON.stringify(documents).toLowerCase();
  // The version of TLS is there only over TLS, and either time tells the other.
  const mentions = (key: string): boolean =>
    text.includes(key) ||
    (key === "aws:securetransport" && text.includes("s3:tlsversion")) ||
    (key === "aws:currenttime" && text.includes("aws:epochtime"));
  let found: readonly Question[] = [request];
  for (const [key, values, has] of GUESSES) {
    if (!mentions(key)) continue;
    found = found.flatMap((one) =>
      told(one, key) !== undefined || !has(one)
        ? [one]
        : values.map((value) => ({ ...one, context: { ...one.context, [key]: value } })),
    );
  }
  return found;
}
