// All faults of a refused document, in AWS's order.
import { describe, expect, test } from "vitest";
import { findFaults } from "../../../policy/findings/find-faults.ts";
import type { PolicyKind } from "../../../policy/policy-document.ts";

const text = [
  "{",
  '  "Version": "2013-01-01", "strange element": 1,',
  '  "Statement": [',
  '    { "Effect": "Allow", "Action": "s3GetObject", "Resource": "*" },',
  '    { "Effect": "allow", "Action": "s3:GetObject", "Resource": "*" },',
  '    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" },',
  '    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Principal": "*" },',
  "    7",
  "  ]",
  "}",
].join("\n");

const faultsOf = (document: string, kind: PolicyKind): readonly string[] =>
  findFaults(document, kind).map(({ message, path, line, column }) => `${line}:${column} ${path} ${message}`);

describe("the faults of a document", () => {
  test("are found one by one, as IAM would name them", () => {
    expect(faultsOf(text, "identity")).toEqual([
      '2:28 $["strange element"] Syntax errors in policy.',
      "2:14 $.Version Syntax errors in policy.",
      "8:5 $.Statement[4] Syntax errors in policy.",
      "5:17 $.Statement[1].Effect The policy failed legacy parsing",
      "4:36 $.Statement[0].Action Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
      "7:82 $.Statement[3].Principal Policy document should not specify a principal.",
    ]);
  });

  test("are found one by one, as S3 would name them", () => {
    expect(faultsOf(text, "resource")).toEqual([
      '2:28 $["strange element"] Unknown field strange element',
      "2:14 $.Version The policy must contain a valid version string",
      "8:5 $.Statement[4] Invalid policy syntax.",
      "4:5 $.Statement[0] Missing required field Principal",
      "5:17 $.Statement[1].Effect Invalid effect: allow",
      "6:5 $.Statement[2] Missing required field Principal",
    ]);
  });

  test.for(["identity", "session", "resource", "boundary", "scp", "rcp", "trust"] as const)(
    "are none where one statement stands for a faulty one in a document of kind %s",
    (kind) => {
      const faults = findFaults('{"Version":"2012-10-17","Statement":[7,8]}', kind);
      expect(faults.map(({ path }) => path)).toEqual(["$.Statement[0]", "$.Statement[1]"]);
    },
  );

  test("of a boundary begin with its version: it is a managed policy", () => {
    const document = '{"Statement":{"Effect":"allow","Action":"s3:*","Resource":"*"}}';
    expect(faultsOf(document, "boundary")).toEqual([
      "1:1 $.Version Policy document must be version 2012-10-17 or greater.",
    ]);
    expect(faultsOf(document, "identity")).toEqual([
      "1:24 $.Statement.Effect The policy failed legacy parsing",
    ]);
  });

  test("are the first only where the text is no JSON", () => {
    expect(faultsOf('{"Statement":[', "identity")).toEqual(["1:15 $.Statement[0] Syntax errors in policy."]);
    expect(faultsOf("", "identity")).toEqual(["1:1 $ Syntax errors in policy."]);
  });

  test("are found in a statement without a list", () => {
    expect(faultsOf('{"Id":7,"Statement":{"Effect":"Allow"}}', "identity")).toEqual([
      "1:7 $.Id Syntax errors in policy.",
      "1:21 $.Statement Policy statement must contain actions.",
    ]);
  });

  test("are found even if the element at fault is the last, and its name is strange", () => {
    expect(faultsOf('{"Statement":{"Effect":"Allow"},"a.b":1,"a.b[0]":2,"Id":7}', "identity")).toEqual([
      '1:33 $["a.b"] Syntax errors in policy.',
      '1:41 $["a.b[0]"] Syntax errors in policy.',
      "1:57 $.Id Syntax errors in policy.",
      "1:14 $.Statement Policy statement must contain actions.",
    ]);
  });

  test("are found in the eleventh statement, the second being in order", () => {
    const right = '{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}';
    const list = [...Array<string>(10).fill(right), '{"Effect":"Allow","Action":"s3:ListBucket"}', "7"];
    expect(
      faultsOf(`{"Statement":[${list.join(",")}]}`, "identity").map((fault) => fault.split(" ", 2)[1]),
    ).toEqual(["$.Statement[11]", "$.Statement[10]"]);
  });

  test("do not include elements that only begin like the one at fault", () => {
    expect(faultsOf('{"Id":"a","Id2":7,"Statement":7}', "identity")).toEqual([
      "1:11 $.Id2 Syntax errors in policy.",
      "1:31 $.Statement Syntax errors in policy.",
    ]);
  });

  test.for(["{}", '{"Statement":[]}', '{"Statement":7}', "[]", "7", ' {"Statement":7}'])(
    "end, whatever is left: %s",
    (document) => {
      expect(findFaults(document, "identity")).toHaveLength(1);
    },
  );

  test("are at most a hundred", () => {
    expect(findFaults(`{"Statement":[${"7,".repeat(500)}7]}`, "identity")).toHaveLength(100);
  });

  test("are none in a valid document", () => {
    expect(
      findFaults('{"Statement":{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}}', "identity"),
    ).toEqual([]);
  });

  test("end with the size of a document that is too long", () => {
    const long = `{"Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::${"a".repeat(7000)}"}}`;
    expect(faultsOf(long, "identity")).toEqual(["1:1 $ Cannot exceed quota for PolicySize: 6144"]);
  });
});
