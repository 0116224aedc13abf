// Random documents about the same small world as the random requests.
import fc from "fast-check";
import { ABROAD, HOME, PRINCIPALS, RESOURCES } from "./arbitraries.ts";
import { conditions, oneOrMany } from "./arbitrary-conditions.ts";
import type { Statement } from "./naive/naive-statement.ts";
import type { Documents } from "./parse-documents.ts";

const ACTIONS = [
  "s3:GetObject",
  "S3:getobject",
  "s3:Get*",
  "s3:*Object",
  "s3:?etObject",
  "*",
  "sqs:*",
  "s3:List*",
];
const PATTERNS = [
  ...RESOURCES,
  "arn:aws:s3:::*",
  "arn:aws:s3:::b/*",
  "arn:aws:s3:::b/?",
  "arn:aws:s3:::b*",
  "arn:aws:s3:::b/${aws:username}/*",
  "arn:aws:s3:::b/${aws:PrincipalTag/team, 'k'}*",
  "arn:aws:s3:::other/${*}",
  "arn:aws:sqs:*:111122223333:q",
  "arn:aws:sqs",
];

const named = <Value>(name: string, value: Value): Record<string, Value> => ({ [name]: value });

const AWS_NAMES = [
  "*",
  HOME,
  ABROAD,
  `arn:aws:iam::${HOME}:root`,
  ...PRINCIPALS.flatMap((one) => ("arn" in one ? [one.arn] : [])),
  `arn:aws:iam::${HOME}:role/reader`,
];

const principalElement = fc
  .tuple(
    fc.constantFrom("Principal", "Principal", "Principal", "NotPrincipal"),
    fc.oneof(
      fc.constant("*"),
      oneOrMany(AWS_NAMES).map((AWS) => ({ AWS })),
      fc.constantFrom({ Service: "cloudtrail.amazonaws.com" }, { Service: ["sns.amazonaws.com"] }),
    ),
  )
  // NotPrincipal stands with Deny only.
  .map(([name, value]) => ({ ...named(name, value), ...(name === "NotPrincipal" && { Effect: "Deny" }) }));

const statementWith = (more: fc.Arbitrary<object>): fc.Arbitrary<Statement> =>
  fc
    .tuple(
      fc.constantFrom("Allow", "Allow", "Deny"),
      fc.tuple(fc.constantFrom("Action", "Action", "NotAction"), oneOrMany(ACTIONS)),
      fc.tuple(fc.constantFrom("Resource", "Resource", "NotResource"), oneOrMany(PATTERNS)),
      conditions,
      more,
    )
    .map(([Effect, action, resource, tested, rest]) => ({
      Effect,
      ...named(...action),
      ...named(...resource),
      ...tested,
      ...rest,
    })) as fc.Arbitrary<Statement>;

const nothing = fc.constant({});
const documentOf = (statement: fc.Arbitrary<Statement>): fc.Arbitrary<object> =>
  fc
    .tuple(
      fc.constantFrom("2012-10-17", "2012-10-17", "2008-10-17", undefined),
      fc.array(statement, { minLength: 1, maxLength: 4 }),
    )
    .map(([Version, statements]) => ({ ...(Version && { Version }), Statement: statements }));

export const identityStatement = statementWith(nothing);
export const identityDocument = documentOf(identityStatement);
// A bucket policy whose actions do not fit its resources is refused, so the actions here fit all.
export const resourceDocument = documentOf(
  statementWith(principalElement).map(({ Action, NotAction, ...rest }) => ({
    ...rest,
    NotAction: NotAction ?? Action ?? "s3:PutObject",
  })),
);
// A resource control policy takes no NotAction.
const rcpDocument = documentOf(
  statementWith(fc.constant({ Principal: "*" })).map(({ Action, NotAction, ...rest }) => ({
    ...rest,
    Action: Action ?? NotAction ?? "*",
  })),
);

export const documents: fc.Arbitrary<Documents> = fc.record(
  {
    identity: fc.array(identityDocument, { maxLength: 3 }),
    permissionsBoundary: identityDocument,
    session: fc.array(identityDocument, { maxLength: 2 }),
    resource: resourceDocument,
    serviceControl: fc.array(fc.array(identityDocument, { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
    resourceControl: fc.array(fc.array(rcpDocument, { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
  },
  { requiredKeys: ["identity", "session", "resource"] },
);
