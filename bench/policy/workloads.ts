// The workloads for the policy language: documents, and requests that they all allow.
import type { AuthorizationRequest } from "../../policy/authorization-request.ts";

export type Statement = Readonly<Record<string, unknown>>;

export interface Document {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

export interface Workload {
  readonly name: string;
  readonly requests: readonly AuthorizationRequest[];
  readonly identity: readonly Document[];
  readonly permissionsBoundary?: Document;
  readonly session?: readonly Document[];
  readonly resource?: Document;
}

export const ACCOUNT = "111122223333";
const USER = `arn:aws:iam::${ACCOUNT}:user/broker`;

export const document = (...statements: readonly Statement[]): Document => ({
  Version: "2012-10-17",
  Statement: statements,
});

export const allow = (action: string, resource: string, more: Statement = {}): Statement => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
  ...more,
});

const user = { type: "User", arn: USER } as const;
const reading = (resource: string): AuthorizationRequest => ({
  principal: user,
  action: "s3:GetObject",
  resource,
});

export const small: Workload = {
  name: "1 policy of 2 statements",
  requests: ["a", "b/c", "d/e/f"].map((key) => reading(`arn:aws:s3:::bucket/${key}`)),
  identity: [
    document(allow("s3:ListBucket", "arn:aws:s3:::bucket"), allow("s3:GetObject", "arn:aws:s3:::bucket/*")),
  ],
};

const SERVICES = ["sqs", "sns", "ec2", "kms", "logs", "lambda", "dynamodb", "events", "ssm"];

export const many: Workload = {
  name: "20 policies of 10 statements",
  requests: [0, 7, 19].map((index) => reading(`arn:aws:s3:::bucket-${index}/key`)),
  identity: Array.from({ length: 20 }, (_, index) =>
    document(
      ...SERVICES.map((service) =>
        allow(`${service}:Describe*`, `arn:aws:${service}:*:${ACCOUNT}:resource-${index}/*`),
      ),
      allow("s3:GetObject", `arn:aws:s3:::bucket-${index}/*`),
    ),
  ),
};

const list = (more: Statement): Statement => allow("s3:ListBucket", "arn:aws:s3:::bucket", more);

export const federated: Workload = {
  name: "a federated session, 4 policy types, 6 conditions",
  requests: ["public/", "public/a", `home/${ACCOUNT}:User1/b`].map((prefix) => ({
    principal: {
      type: "FederatedUser",
      arn: `arn:aws:sts::${ACCOUNT}:federated-user/User1`,
      user: USER,
    } as const,
    action: "s3:ListBucket",
    resource: "arn:aws:s3:::bucket",
    context: {
      "aws:SecureTransport": "true",
      "aws:SourceIp": "203.0.113.9",
      "s3:prefix": prefix,
      "s3:max-keys": "50",
      "s3:TlsVersion": "1.3",
    },
  })),
  identity: [document(list({ Condition: { Bool: { "aws:SecureTransport": "true" } } }))],
  permissionsBoundary: document(
    allow("s3:*", "*", { Condition: { IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "203.0.113.0/24"] } } }),
  ),
  session: [
    document(
      list({
        Condition: {
          StringLike: { "s3:prefix": ["home/${aws:userid}/*", "public/*"] },
          NumericLessThanEquals: { "s3:max-keys": "100" },
        },
      }),
    ),
  ],
  resource: document(
    list({ Effect: "Deny", Principal: "*", Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } }),
    list({ Principal: { AWS: USER }, Condition: { StringEquals: { "aws:PrincipalAccount": ACCOUNT } } }),
  ),
};
