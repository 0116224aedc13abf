// A wrong promise table is refused before anything runs.
import { expect, test } from "vitest";
import { readTarget } from "../../../smoke/deployment/target.ts";
import { type Promised, promises } from "../../../smoke/promises.ts";
import { requireUsed, validatePromises } from "../../../smoke/validation/validate-promises.ts";
import { outputs } from "../outputs.ts";

const target = readTarget(outputs);
const good: Promised = {
  principal: "User1",
  action: "s3:GetObject",
  resource: "the canary",
  expect: "denied",
};

test("the shipped promises are in order", () => {
  expect(() => validatePromises(promises, target)).not.toThrow();
});

test("a promise may be about a call that destroys", () => {
  const destroying = { ...good, action: "s3:DeleteBucket", resource: "the bucket" };
  expect(() => validatePromises([destroying], target)).not.toThrow();
});

test("an empty table is refused", () => {
  expect(() => validatePromises([], target)).toThrow(
    "The promise table is empty: a run that promises nothing proves nothing.",
  );
});

test.for([
  [
    { ...good, principal: "User2" },
    'Promise 1 (User2 s3:GetObject the canary) is wrong: the principal "User2" is unknown; there are "broker", "User1", "User1ForAnHour", "NoPolicy", "AllOfS3", "Managed", "Tagged", "TaggedOtherwise", "Granted", "testFedUserSession", "SessionToken", "RetiredKey", "Expired", "nobody".',
  ],
  [{ ...good, principal: "constructor" }, /the principal "constructor" is unknown/],
  [{ ...good, resource: "the moon" }, /the resource "the moon" is unknown; there are "the bucket", /],
  [{ ...good, resource: "toString" }, /the resource "toString" is unknown/],
  [
    { ...good, action: "s3:FlyToMoon" },
    /no probe exercises the action "s3:FlyToMoon"; smoke\/probes\/ has all probes\.$/,
  ],
  [
    { ...good, action: "s3:GetObjcet" },
    /no probe exercises the action "s3:GetObjcet"; perhaps s3:GetObject is meant\.$/,
  ],
  [
    { ...good, action: "s3:UpdateObjectEncryption", resource: "the bucket" },
    /s3:UpdateObjectEncryption is predicted and never probed\. No call is known that AWS refuses for certain after it has passed authorization\.$/,
  ],
  [
    { ...good, action: "s3:DeleteBucket" },
    'Promise 1 (User1 s3:DeleteBucket the canary) is wrong: the probe of s3:DeleteBucket is made only on "bucket", and the canary is object.',
  ],
  [
    { ...good, action: "s3:PutObject" },
    'Promise 1 (User1 s3:PutObject the canary) is wrong: the probe of s3:PutObject is harmless only on "missing object", and the canary is object.',
  ],
  [{ ...good, expect: "allowed", by: "session" }, /what is allowed cannot be denied by "session"/],
  [{ ...good, shows: "the canary" }, /what is denied cannot show "the canary"/],
  [{ ...good, ifGranted: true }, /what is denied cannot be granted\.$/],
  [{ ...good, expect: "allowed", shows: "the moon" }, /the resource "the moon" is unknown/],
] as const satisfies [Promised, string | RegExp][])("%j is refused", ([promised, message]) => {
  expect(() => validatePromises([promised], target)).toThrow(message);
});

// Node runs the table without checking its types, so a misspelt member comes this far.
test.for([
  [
    { ...good, expect: "deny" },
    'Promise 1 (User1 s3:GetObject the canary) is wrong: the outcome "deny" is unknown; there are "allowed", "denied", "rejected".',
  ],
  [{ ...good, expect: undefined }, /the outcome "undefined" is unknown; there are "allowed", /],
  [{ ...good, expect: "toString" }, /the outcome "toString" is unknown; there are "allowed", /],
  [
    { ...good, by: "sesion" },
    /the policy type "sesion" is unknown; there are "identity", "session", "resource", "permissionsBoundary", "serviceControl", "resourceControl", "vpcEndpoint", "principal"\.$/,
  ],
  [
    { ...good, contxt: { prefix: "home/" } },
    /the member "contxt" is unknown; there are "principal", "action", "resource", "context", "expect", "by", "code", "shows", "ifGranted"\.$/,
  ],
] as const)("%j, which is no promise, is refused", ([written, message]) => {
  expect(() => validatePromises([written as unknown as Promised], target)).toThrow(message);
});

test("two promises about the same call are refused, even when they agree", () => {
  expect(() => validatePromises([good, { ...good, by: "session" }], target)).toThrow(
    "Promise 2 (User1 s3:GetObject the canary) is wrong: promise 1 is about the same call.",
  );
});

test("a principal about whom nothing is promised is never used", () => {
  expect(() => requireUsed(promises)).not.toThrow();
  expect(() => requireUsed(promises.filter(({ principal }) => principal !== "AllOfS3"))).toThrow(
    'The principal "AllOfS3" of smoke/principals.ts is never used: promise something about it in smoke/promises.ts, or take it out.',
  );
});

test("a promise about what this deployment does not have is still validated", () => {
  const about = { ...good, principal: "RetiredKey", resource: "a granted key", action: "s3:GetObjcet" };
  expect(() => validatePromises([about], target)).toThrow(/perhaps s3:GetObject is meant\.$/);
});

test("every error is the one that commands turn into exit status 3", () => {
  expect(() => validatePromises([], target)).toThrow(expect.objectContaining({ name: "ConfigurationError" }));
});
