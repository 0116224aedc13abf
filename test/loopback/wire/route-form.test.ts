// Which service and which operation of STS and IAM a form is for.
import { describe, expect } from "vitest";
import { routeRequest, serviceOf } from "../../../loopback/wire/route-request.ts";
import { sendForm, sendSigned } from "../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";
import { formRequest, wireRequest } from "./request.ts";

const scoped = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20150830/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

describe("the service", () => {
  it.each(["sts", "iam", "s3"])("is %s where the credential scope says so", (service) => {
    expect(serviceOf(wireRequest("GET", "/", scoped(service)))).toBe(service);
  });

  it.each([
    ["sts", "Version=2011-06-15"],
    ["iam", "Version=2010-05-08"],
    ["s3", "Version=2006-03-01"],
    ["s3", ""],
    ["s3", "version=2011-06-15"],
  ])("without a scope is %s for %j", (service, form) => {
    expect(serviceOf(formRequest(form))).toBe(service);
    expect(serviceOf(wireRequest("GET", `/?${form}`))).toBe(service);
  });

  it.each(["ec2", "constructor", "__proto__", "S3", "Sts", ""])("is none for the scope %j", (service) => {
    expect(() => serviceOf(wireRequest("GET", "/", scoped(service)))).toThrow(
      expect.objectContaining({
        code: "NotImplemented",
        message: `The loopback serves sts, iam, kms and s3, not "${service}".`,
      }),
    );
  });
});

describe("the operation", () => {
  it.each([
    ["sts", "Action=GetFederationToken&Version=2011-06-15"],
    ["iam", "Action=ListUsers&Version=2010-05-08"],
  ] as const)("of %s is read from a form and from a query: %s", (service, form) => {
    const operation = /Action=(\w+)/.exec(form)?.[1];
    expect(routeRequest(formRequest(form), service).operation).toBe(operation);
    expect(routeRequest(wireRequest("GET", `/?${form}`), service).operation).toBe(operation);
  });

  it.each(["APPLICATION/X-WWW-FORM-URLENCODED", "application/x-www-form-urlencoded; charset=utf-8"])(
    "is read from a form of the type %s",
    (type) => {
      const body = "Action=GetCallerIdentity&Version=2011-06-15";
      const request = wireRequest("POST", "/?Action=Other", { "content-type": type }, body);
      expect(routeRequest(request, "sts").operation).toBe("GetCallerIdentity");
    },
  );
});

describe("a form that names no operation", () => {
  it.each([
    ["", "MissingAction", "Missing Action"],
    ["Version=2011-06-15", "MissingAction", "Missing Action"],
    ["action=GetCallerIdentity&Version=2011-06-15", "MissingAction", "Missing Action"],
    [
      "Action=Nothing&Version=2011-06-15",
      "InvalidAction",
      "Could not find operation Nothing for version 2011-06-15",
    ],
    ["Action=&Version=2011-06-15", "InvalidAction", "Could not find operation  for version 2011-06-15"],
    [
      "Action=constructor&Version=2011-06-15",
      "InvalidAction",
      "Could not find operation constructor for version 2011-06-15",
    ],
    [
      "Action=ListUsers&Version=2011-06-15",
      "InvalidAction",
      "Could not find operation ListUsers for version 2011-06-15",
    ],
    [
      "Action=GetCallerIdentity&Version=2010-05-08",
      "InvalidAction",
      "Could not find operation GetCallerIdentity for version 2010-05-08",
    ],
    [
      "Action=GetCallerIdentity",
      "InvalidAction",
      "Could not find operation GetCallerIdentity for version NO_VERSION_SPECIFIED",
    ],
  ])("%j is 400 %s", async (form, code, message) => {
    expect(await sendForm(sandbox, "sts", form)).toMatchObject({ status: 400, code, message });
  });

  it.each(["__proto__", "toString", "hasOwnProperty"])("is 400 InvalidAction for %s, too", async (action) => {
    for (const [service, version] of [
      ["sts", "2011-06-15"],
      ["iam", "2010-05-08"],
    ] as const)
      expect(await sendForm(sandbox, service, `Action=${action}&Version=${version}`)).toMatchObject({
        ...{ status: 400, code: "InvalidAction" },
        message: `Could not find operation ${action} for version ${version}`,
      });
  });

  it.each([
    ["sts", "/?Action=GetCallerIdentity&Version=2011-06-15", "<Arn>"],
    ["iam", "/?Action=ListUsers&Version=2010-05-08&MaxItems=1&__proto__=x", "<Users"],
  ] as const)("may come with GET to %s, its parameters in the query: %s", async (service, path, part) => {
    const answer = await sendSigned(sandbox, { path }, { service });
    expect([answer.status, answer.body.includes(part)]).toEqual([200, true]);
  });

  it("takes the first of two actions, as it takes the first of two values", async () => {
    const form = "Action=GetCallerIdentity&Action=GetFederationToken&Version=2011-06-15&Version=1";
    expect((await sendForm(sandbox, "sts", form)).body).toContain("<GetCallerIdentityResult>");
  });

  it("is not joined by the query when the body is a form", async () => {
    const headers = [["Content-Type", "application/x-www-form-urlencoded"]] as const;
    const path = "/?Action=GetCallerIdentity&Version=2011-06-15";
    const answer = await sendSigned(sandbox, { method: "POST", path, headers }, { service: "sts" });
    expect(answer).toMatchObject({ status: 400, code: "MissingAction" });
  });

  it.each(["%", "Action=%ff", "%zz=1"])("is refused when it is not encoded: %s", async (form) => {
    expect(await sendForm(sandbox, "sts", form)).toMatchObject({ status: 400, code: "InvalidURI" });
  });
});
