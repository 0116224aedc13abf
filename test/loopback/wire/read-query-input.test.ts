// The AWS Query protocol, read: nested lists, maps, order, and names that are special in JavaScript.
import { describe, expect } from "vitest";
import { readQueryInput } from "../../../loopback/wire/read-query-input.ts";
import { services } from "../../../loopback/wire/services.ts";
import { readQuery } from "../../../loopback/wire/wire-request.ts";
import { send, sendForm } from "../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";

function read(service: "sts" | "iam", operation: string, form: string) {
  const schema = services[service].operations.get(operation);
  if (schema === undefined) throw new Error(`There is no ${operation}.`);
  return readQueryInput(schema, readQuery(form, " "));
}

describe("a form", () => {
  it("spells strings, numbers and booleans", () => {
    const form = "Name=a%2Bb+c&DurationSeconds=900";
    expect(read("sts", "GetFederationToken", form)).toEqual({ Name: "a+b c", DurationSeconds: 900 });
    expect(read("iam", "UpdateLoginProfile", "UserName=u&PasswordResetRequired=true")).toEqual({
      ...{ UserName: "u", PasswordResetRequired: true },
    });
  });

  it("spells lists of structures", () => {
    const form = "Tags.member.1.Key=a&Tags.member.1.Value=1&Tags.member.2.Value=2&Tags.member.2.Key=b";
    expect(read("sts", "GetFederationToken", form)).toEqual({
      Tags: [
        { Key: "a", Value: "1" },
        { Key: "b", Value: "2" },
      ],
    });
  });

  it("numbers the members of a list, in whatever order it names them", () => {
    const form = "ActionNames.member.10=c&ActionNames.member.2=b&ActionNames.member.1=a";
    expect(read("iam", "SimulatePrincipalPolicy", form)).toEqual({ ActionNames: ["a", "b", "c"] });
  });

  it("spells lists in lists", () => {
    const form =
      "ContextEntries.member.1.ContextKeyName=k&ContextEntries.member.1.ContextKeyValues.member.1=x&ContextEntries.member.1.ContextKeyValues.member.2=y";
    expect(read("iam", "SimulatePrincipalPolicy", form)).toEqual({
      ContextEntries: [{ ContextKeyName: "k", ContextKeyValues: ["x", "y"] }],
    });
  });

  it.each(["Tags=", "Tags.member=", "Tags.member.x.Key=a", "Tags.1.Key=a", "Tags.Tag.1.Key=a"])(
    "spells an empty list: %s",
    (form) => {
      expect(read("sts", "GetFederationToken", form)).toEqual({ Tags: [] });
    },
  );

  it("may hold what no schema knows", () => {
    const form =
      "Name=ann&Other=1&name=x&Name.member.1=y&__proto__=z&__proto__.Name=w&constructor.prototype.x=1&...=1&=1";
    expect(read("sts", "GetFederationToken", form)).toEqual({ Name: "ann" });
    expect(Object.prototype).not.toHaveProperty("Name");
  });

  it("may have __proto__ for a tag's key", () => {
    const form = "Tags.member.1.Key=__proto__&Tags.member.1.Value=v";
    expect(read("sts", "GetFederationToken", form)).toEqual({ Tags: [{ Key: "__proto__", Value: "v" }] });
  });

  it.each(["900.5", "9e2", "0x384", "", " 900", "NaN", "Infinity", "99999999999999999999", "٩٠٠"])(
    "is refused for the number %j",
    (text) => {
      const form = `Name=ann&DurationSeconds=${encodeURIComponent(text)}`;
      expect(() => read("sts", "GetFederationToken", form)).toThrow(
        expect.objectContaining({ code: "MalformedInput", message: "Invalid value for DurationSeconds" }),
      );
    },
  );

  it.each(["1", "yes", ""])("is refused for the boolean %j", (text) => {
    expect(() => read("iam", "UpdateLoginProfile", `PasswordResetRequired=${text}`)).toThrow(
      expect.objectContaining({ code: "MalformedInput" }),
    );
  });
});

describe("a form of absurd size", () => {
  const federate = "Action=GetFederationToken&Version=2011-06-15&Name=ann";

  it.each<[string, string, number]>([
    ["9997 more parameters", Array.from({ length: 9997 }, (_, i) => `&p${i}=1`).join(""), 200],
    ["9998 more parameters", Array.from({ length: 9998 }, (_, i) => `&p${i}=1`).join(""), 413],
    ["400,000 parameters", Array.from({ length: 400_000 }, (_, i) => `&p${i}=1`).join(""), 413],
    ["9000 members", Array.from({ length: 9000 }, (_, i) => `&Tags.member.${i}.Key=${i}`).join(""), 400],
    [
      "100,000 members",
      Array.from({ length: 100_000 }, (_, i) => `&Tags.member.${i}.Key=${i}`).join(""),
      413,
    ],
    ["a name of 100,000 parts", `&Tags${".member.1".repeat(100_000)}=1`, 400],
    ["a number of 400 digits", `&Tags.member.${"9".repeat(400)}.Key=k`, 400],
    ["a parameter a million times", "&Name=a".repeat(1_000_000), 413],
    ["a name of a million parts", `&${"a.".repeat(1_000_000)}=1`, 200],
  ])("with %s is answered", async (_, parameters, status) => {
    expect((await sendForm(sandbox, "sts", federate + parameters)).status).toBe(status);
  });

  it("is refused unsigned, and to the federation endpoint, too", async () => {
    const body = `Action=AssumeRoleWithWebIdentity&Version=2011-06-15${"&a=b".repeat(400_000)}`;
    const headers = [["Content-Type", "application/x-www-form-urlencoded"]] as const;
    for (const path of ["/", "/federation"]) {
      expect(await send(sandbox.loopback.endpoint, { method: "POST", path, headers, body })).toMatchObject({
        ...{ status: 413, code: "RequestEntityTooLarge", message: "Request entity too large" },
      });
    }
  });
});
