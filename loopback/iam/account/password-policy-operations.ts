// The account's password policy, and the passwords that it refuses.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html
import type {
  GetAccountPasswordPolicyResponse,
  PasswordPolicy,
  UpdateAccountPasswordPolicyRequest,
} from "@aws-sdk/client-iam";
import { AwsError } from "../../aws-error.ts";
import type { AnyOperation, Operation } from "../../operation.ts";
import { accountSetting, deleteAccountSetting, putAccountSetting } from "../../store/account-setting.ts";
import type { Store } from "../../store/store.ts";

const setting = "passwordPolicy";

/** The default of a member that an update leaves out: it is reset, not kept. */
const defaults = {
  MinimumPasswordLength: 6,
  RequireSymbols: false,
  RequireNumbers: false,
  RequireUppercaseCharacters: false,
  RequireLowercaseCharacters: false,
  AllowUsersToChangePassword: false,
} as const satisfies UpdateAccountPasswordPolicyRequest;

const update: Operation<UpdateAccountPasswordPolicyRequest, void> = {
  takes: [
    ...["MinimumPasswordLength", "RequireSymbols", "RequireNumbers", "RequireUppercaseCharacters"],
    ...["RequireLowercaseCharacters", "AllowUsersToChangePassword", "MaxPasswordAge"],
    ...["PasswordReusePrevention", "HardExpiry"],
  ] as (keyof UpdateAccountPasswordPolicyRequest)[],
  constraints: {
    MinimumPasswordLength: { min: 6, max: 128 },
    PasswordReusePrevention: { min: 1, max: 24 },
    MaxPasswordAge: { min: 1, max: 1095 },
  },
  requires: () => [{ action: "iam:UpdateAccountPasswordPolicy", resource: "*" }],

  handle(input, { account: { store } }) {
    const ExpirePasswords = input.MaxPasswordAge !== undefined;
    putAccountSetting(store, setting, JSON.stringify({ ...defaults, ...input, ExpirePasswords }));
  },
};

const get: Operation<object, GetAccountPasswordPolicyResponse> = {
  takes: [],
  requires: () => [{ action: "iam:GetAccountPasswordPolicy", resource: "*" }],

  handle(_input, { account: { store, id } }) {
    const policy = passwordPolicy(store);
    if (policy !== undefined) return { PasswordPolicy: policy };
    throw new AwsError("NoSuchEntity", `The Password Policy with domain name ${id} cannot be found.`);
  },
};

const remove: Operation<object, void> = {
  takes: [],
  requires: () => [{ action: "iam:DeleteAccountPasswordPolicy", resource: "*" }],

  handle(_input, { account: { store } }) {
    if (deleteAccountSetting(store, setting)) return;
    throw new AwsError("NoSuchEntity", "The account policy with name PasswordPolicy cannot be found.");
  },
};

export const passwordPolicyOperations: Readonly<Record<string, AnyOperation>> = {
  UpdateAccountPasswordPolicy: update,
  GetAccountPasswordPolicy: get,
  DeleteAccountPasswordPolicy: remove,
};

function passwordPolicy(store: Store): PasswordPolicy | undefined {
  const text = accountSetting(store, setting);
  return text === undefined ? undefined : JSON.parse(text);
}

/** The kinds of characters that the rules require. */
const kinds = {
  RequireUppercaseCharacters: /[A-Z]/,
  RequireLowercaseCharacters: /[a-z]/,
  RequireNumbers: /\d/,
  RequireSymbols: /[!@#$%^&*()_+\-=[\]{}|']/,
} as const satisfies Partial<Record<keyof PasswordPolicy, RegExp>>;

/** @throws AwsError PasswordPolicyViolation for a password that the account's policy, or AWS's own, refuses. */
export function requireStrongPassword(store: Store, password: string | undefined): void {
  if (password === undefined || conforms(password, passwordPolicy(store))) return;
  throw new AwsError("PasswordPolicyViolation", "Password does not conform to the account password policy.");
}

/** An account without its own policy requires eight characters, of three kinds out of four. */
function conforms(password: string, policy: PasswordPolicy | undefined): boolean {
  const length = [...password].length;
  if (policy === undefined)
    return length >= 8 && Object.values(kinds).filter((kind) => kind.test(password)).length >= 3;
  const rules = Object.entries(kinds) as [keyof typeof kinds, RegExp][];
  return (
    length >= (policy.MinimumPasswordLength ?? defaults.MinimumPasswordLength) &&
    rules.every(([name, kind]) => policy[name] !== true || kind.test(password))
  );
}
