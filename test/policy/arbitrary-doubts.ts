// Random policies of a federated user in which every rule that AWS leaves open is at stake.
import fc from "fast-check";
import type { AuthorizationRequest } from "../../policy/authorization-request.ts";
import type { Documents } from "./parse-documents.ts";

const User1 = "arn:aws:sts::111122223333:federated-user/User1";

/** A request with one value of a multivalued key, by a caller whose MFA is open and who has no user name. */
export const openRequest: AuthorizationRequest = {
  principal: { type: "FederatedUser", arn: User1, user: "arn:aws:iam::111122223333:user/broker" },
  action: "s3:GetObject",
  resource: "arn:aws:s3:::b/k",
  context: { "aws:TagKeys": ["team"] },
};

const VALUELESS = "arn:aws:s3:::b/${aws:username}";
const RESOURCES: readonly object[] = [
  { Resource: "arn:aws:s3:::b/*" },
  { Resource: [VALUELESS, "arn:aws:s3:::b/k"] },
  { NotResource: VALUELESS },
  { NotResource: [VALUELESS, "arn:aws:s3:::b/other"] },
];
const CONDITIONS: readonly object[] = [
  {},
  { StringEquals: { "aws:TagKeys": "team" } },
  { StringNotEquals: { "aws:TagKeys": "city" } },
  { Bool: { "aws:MultiFactorAuthPresent": "false" } },
  { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } },
  { Null: { "aws:MultiFactorAuthPresent": "true" } },
];

const statement = (principals: readonly object[]): fc.Arbitrary<object> =>
  fc
    .tuple(
      fc.constantFrom("Allow", "Allow", "Deny"),
      fc.constantFrom(...RESOURCES),
      fc.constantFrom(...CONDITIONS),
      fc.constantFrom(...CONDITIONS),
      fc.constantFrom(...principals),
    )
    .map(([Effect, resource, one, other, principal]) => ({
      ...{ Effect, Action: "s3:GetObject", Condition: { ...one, ...other } },
      ...resource,
      ...principal,
    }));

const documentOf = (principals: readonly object[]): fc.Arbitrary<object> =>
  fc
    .array(statement(principals), { minLength: 1, maxLength: 2 })
    .map((Statement) => ({ Version: "2012-10-17", Statement }));

export const openDocuments: fc.Arbitrary<Documents> = fc.record({
  identity: fc.array(documentOf([{}]), { maxLength: 2 }),
  session: fc.array(documentOf([{}]), { maxLength: 1 }),
  resource: documentOf([{ Principal: "*" }, { Principal: { AWS: User1 } }]),
});

const UNTOLD: readonly object[] = [
  {},
  { Bool: { "aws:SecureTransport": "true" } },
  { BoolIfExists: { "aws:SecureTransport": "false" } },
  { DateGreaterThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } },
  { NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" }, Bool: { "aws:ViaAWSService": "false" } },
  { Null: { "aws:CurrentTime": "true" } },
  { "ForAllValues:StringLike": { "aws:UserAgent": "aws-cli/*" } },
  { NumericLessThan: { "s3:TlsVersion": "1.2" } },
];

/** Policies that ask for keys that AWS always sets. */
export const askingDocuments: fc.Arbitrary<Documents> = fc
  .array(
    fc
      .tuple(fc.constantFrom("Allow", "Allow", "Deny"), fc.constantFrom(...UNTOLD))
      .map(([Effect, Condition]) => ({ Effect, Action: "*", Resource: "*", Condition })),
    { minLength: 1, maxLength: 3 },
  )
  .map((Statement) => [{ Version: "2012-10-17", Statement }])
  .map((identity) => ({ identity, session: identity }));
