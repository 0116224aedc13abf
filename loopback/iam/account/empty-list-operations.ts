// Lists of what this account never has: certificates, keys for other services, identity providers.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServerCertificates.html
import { formatArn } from "../../../policy/arn.ts";
import type { AnyOperation, Call, Operation, Requirement } from "../../operation.ts";
import type { Constraints } from "../../wire/constraint.ts";
import { existingUserName, paging, pathPrefix, userName } from "../constraints.ts";
import { existingUser, namedOrCaller, onUser } from "../entities/user.ts";

interface Row {
  readonly operation: string;
  /** The member of the output that holds the list. */
  readonly list: string;
  readonly takes: Constraints;
  /** What else the output of an empty list holds; lists without pages hold nothing else. */
  readonly output?: object;
  /** For a list that belongs to one user: the user must exist. */
  readonly ofUser?: true;
}

const whole = { IsTruncated: false };

const rows: readonly Row[] = [
  {
    operation: "ListServerCertificates",
    list: "ServerCertificateMetadataList",
    takes: { PathPrefix: pathPrefix, ...paging },
    output: whole,
  },
  { operation: "ListSAMLProviders", list: "SAMLProviderList", takes: {} },
  {
    operation: "ListSSHPublicKeys",
    list: "SSHPublicKeys",
    takes: { UserName: userName, ...paging },
    output: whole,
    ofUser: true,
  },
  {
    operation: "ListSigningCertificates",
    list: "Certificates",
    takes: { UserName: existingUserName, ...paging },
    output: whole,
    ofUser: true,
  },
  {
    operation: "ListServiceSpecificCredentials",
    list: "ServiceSpecificCredentials",
    takes: {
      UserName: userName,
      ServiceName: {},
      AllUsers: {},
      ...paging,
    },
    output: whole,
    ofUser: true,
  },
];

interface Input extends Record<string, unknown> {
  readonly UserName?: string;
  readonly PathPrefix?: string;
  readonly AllUsers?: boolean;
}

const list = (row: Row): Operation<Input, object> => ({
  takes: Object.keys(row.takes),
  constraints: row.takes,
  requires: (input, call) => [requirement(row, input, call)],

  handle(input, call) {
    if (row.ofUser && input.AllUsers !== true) existingUser(call, namedOrCaller(call, input.UserName));
    return { [row.list]: [], ...row.output };
  },
});

function requirement({ operation, ofUser, takes }: Row, input: Input, call: Call): Requirement {
  const action = `iam:${operation}`;
  if (ofUser) return onUser(action, input.UserName, call);
  if (!("PathPrefix" in takes)) return { action, resource: "*" };
  const { id, partition } = call.account;
  const resource = `server-certificate${input.PathPrefix ?? "/"}`;
  return { action, resource: formatArn({ partition, service: "iam", region: "", account: id, resource }) };
}

export const emptyListOperations: Readonly<Record<string, AnyOperation>> = Object.fromEntries(
  rows.map((row) => [row.operation, list(row)]),
);
