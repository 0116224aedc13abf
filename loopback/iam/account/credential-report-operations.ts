// The credential report: a row for root and for each user, in AWS's columns.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
import type { GenerateCredentialReportResponse, GetCredentialReportResponse } from "@aws-sdk/client-iam";
import { rootArn, userArn } from "../../../policy/arn.ts";
import { type Account, timestamp } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { AnyOperation, Operation } from "../../operation.ts";
import { accountSetting, putAccountSetting } from "../../store/account-setting.ts";
import { loginProfile } from "../../store/login-profile.ts";
import { mfaDevicesOf } from "../../store/mfa-device.ts";
import type { Store } from "../../store/store.ts";
import { type AccessKey, accessKeysOf, allUsers, type User } from "../../store/user.ts";

const columns = [
  ...["user", "arn", "user_creation_time", "password_enabled", "password_last_used"],
  ...["password_last_changed", "password_next_rotation", "mfa_active"],
  ...["access_key_1_active", "access_key_1_last_rotated", "access_key_1_last_used_date"],
  ...["access_key_1_last_used_region", "access_key_1_last_used_service"],
  ...["access_key_2_active", "access_key_2_last_rotated", "access_key_2_last_used_date"],
  ...["access_key_2_last_used_region", "access_key_2_last_used_service"],
  ...["cert_1_active", "cert_1_last_rotated", "cert_2_active", "cert_2_last_rotated"],
];

/** How long a report is valid before the next one is made. */
const fresh = 4 * 3_600_000;

interface Report {
  /** Epoch milliseconds. */
  readonly generated: number;
  readonly content: string;
}

const generate: Operation<object, GenerateCredentialReportResponse> = {
  takes: [],
  requires: () => [{ action: "iam:GenerateCredentialReport", resource: "*" }],

  handle(_input, { account }) {
    const last = reportOf(account);
    if (last !== undefined && account.now().getTime() - last.generated < fresh) return { State: "COMPLETE" };
    const report: Report = { generated: timestamp(account), content: content(account) };
    putAccountSetting(account.store, "credentialReport", JSON.stringify(report));
    return { State: "STARTED", Description: "No report exists. Starting a new report generation task" };
  },
};

const get: Operation<object, GetCredentialReportResponse> = {
  takes: [],
  requires: () => [{ action: "iam:GetCredentialReport", resource: "*" }],

  handle(_input, { account }) {
    const report = reportOf(account);
    if (report === undefined)
      throw new AwsError("ReportNotPresent", "No report has been generated. Call GenerateCredentialReport.");
    return {
      Content: Buffer.from(report.content),
      ReportFormat: "text/csv",
      GeneratedTime: new Date(report.generated),
    };
  },
};

export const credentialReportOperations: Readonly<Record<string, AnyOperation>> = {
  GenerateCredentialReport: generate,
  GetCredentialReport: get,
};

function reportOf({ store }: Account): Report | undefined {
  const text = accountSetting(store, "credentialReport");
  return text === undefined ? undefined : JSON.parse(text);
}

function content(account: Account): string {
  const root = ["<root_account>", rootArn(account.id), "not_supported", "not_supported", "no_information"];
  const rows = [
    columns,
    [
      ...root,
      "not_supported",
      "not_supported",
      "false",
      ...keysCells(account.store, account.id),
      ...certificates,
    ],
    ...allUsers(account.store).map((user) => row(user, account)),
  ];
  return rows.map((cells) => cells.join(",")).join("\n");
}

const noKey = ["false", "N/A", "N/A", "N/A", "N/A"];
const certificates = ["false", "N/A", "false", "N/A"];

function row(user: User, { store, id }: Account): string[] {
  const profile = loginProfile(store, user.id);
  const password =
    profile === undefined
      ? ["false", "N/A", "N/A", "N/A"]
      : ["true", "no_information", date(profile.created), "N/A"];
  return [
    ...[user.name, userArn(id, user.path, user.name), date(user.created), ...password],
    String(mfaDevicesOf(store, user.id).length > 0),
    ...keysCells(store, user.id),
    ...certificates,
  ];
}

/** The cells of a holder's two keys. */
function keysCells(store: Store, holder: string): string[] {
  const [first, second] = accessKeysOf(store, holder);
  return [...(first ? keyCells(first) : noKey), ...(second ? keyCells(second) : noKey)];
}

const keyCells = (key: AccessKey): string[] => [
  String(key.status === "Active"),
  date(key.created),
  typeof key.last_used === "number" ? date(key.last_used) : "N/A",
  key.last_region ?? "N/A",
  key.last_service ?? "N/A",
];

/** 2026-01-31T12:00:00+00:00. */
const date = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}+00:00`;
