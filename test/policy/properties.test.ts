// What is true for every request and every set of policies.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AuthorizationRequest } from "../../policy/authorization-request.ts";
import { READINGS } from "../../policy/decision/readings.ts";
import { evaluate, evaluateStrictly } from "../../policy/evaluate.ts";
import { shareOfCases } from "../in-full.ts";
import { request, vagueRequest } from "./arbitraries.ts";
import { documents, identityDocument, identityStatement } from "./arbitrary-documents.ts";
import { askingDocuments, openDocuments, openRequest } from "./arbitrary-doubts.ts";
import { naiveEvaluate } from "./naive/naive-evaluator.ts";
import { guesses } from "./naive/naive-guesses.ts";
import { type Documents, parseDocuments } from "./parse-documents.ts";

const decide = (asked: AuthorizationRequest, written: Documents) => evaluate(asked, parseDocuments(written));
const isAllowed = (asked: AuthorizationRequest, written: Documents): boolean =>
  decide(asked, written).decision === "allowed";

const share = shareOfCases();

/** The same cases every time. */
const holds = (property: fc.IRawProperty<unknown>, cases = 700): void =>
  void fc.assert(property, { numRuns: cases * share, seed: 20_240_101 });

type Written = { readonly Statement: readonly object[] };

describe("with any policies", () => {
  test("both evaluators agree, and no decision is in error", () => {
    const seen = new Set<string>();
    holds(
      fc.property(request, documents, (asked, written) => {
        const decision = decide(asked, written);
        seen.add(decision.decision);
        expect(decision.error).toBeUndefined();
        expect(decision.decision).toBe(naiveEvaluate(asked, written));
      }),
      4000,
    );
    expect([...seen].sort()).toEqual(["allowed", "explicitDeny", "implicitDeny"]);
  });

  test("where a request does not tell what AWS sets, a decision holds for all values, or names the key", () => {
    const seen = new Set<string>();
    holds(
      fc.property(vagueRequest, fc.oneof(documents, askingDocuments), (asked, written) => {
        const { decision, error, untold = [] } = decide(asked, written);
        const open = untold.length > 0;
        seen.add(`${decision} ${open ? "in doubt" : "for sure"}`);
        expect(error !== undefined).toBe(open);
        const answers = guesses(asked, written).map((one) => naiveEvaluate(one, written) === "allowed");
        expect(answers.every((allowed) => allowed === (decision === "allowed")) || open).toBe(true);
        expect(decision === "allowed" && open).toBe(false);
        expect(
          untold.filter((key) => Object.hasOwn(asked.context ?? {}, key) || !mentions(written, key)),
        ).toEqual([]);
      }),
      1500,
    );
    expect([...seen].sort()).toEqual([
      "allowed for sure",
      "explicitDeny for sure",
      "explicitDeny in doubt",
      "implicitDeny for sure",
      "implicitDeny in doubt",
    ]);
  });

  test("both evaluators agree on what is in doubt, and the stricter decision is allowed by every reading", () => {
    const names = Object.keys(READINGS);
    const choices = Array.from({ length: 2 ** names.length }, (_, bits) =>
      names.filter((_name, index) => (bits & (2 ** index)) !== 0),
    );
    const seen = new Set<string>();
    holds(
      fc.property(openDocuments, (written) => {
        const allowing = choices.filter(
          (others) => naiveEvaluate({ ...openRequest, others }, written) === "allowed",
        );
        const { inDoubt } = decide(openRequest, written);
        for (const name of inDoubt ?? []) seen.add(name);
        expect(inDoubt !== undefined).toBe(allowing.length > 0 && allowing.length < choices.length);
        const strict = evaluateStrictly(openRequest, parseDocuments(written)).decision;
        expect(strict === "allowed").toBe(allowing.length === choices.length);
      }),
    );
    expect([...seen].sort()).toEqual(names.sort());
  });

  test("an added Deny never allows more", () => {
    const layers = ["identity", "session", "resource"] as const;
    holds(
      fc.property(
        request,
        documents,
        identityStatement,
        fc.constantFrom(...layers),
        (asked, written, added, layer) => {
          const deny = { ...added, Effect: "Deny", ...(layer === "resource" && { Principal: "*" }) };
          const before = written[layer];
          const more =
            layer === "resource"
              ? { Version: "2012-10-17", Statement: [...(before as Written).Statement, withoutAction(deny)] }
              : [...(before as object[]), { Version: "2012-10-17", Statement: deny }];
          if (isAllowed(asked, { ...written, [layer]: more })) expect(isAllowed(asked, written)).toBe(true);
        },
      ),
    );
  });

  test("an added identity Allow never denies more", () => {
    holds(
      fc.property(request, documents, identityStatement, (asked, written, added) => {
        const allow = { Version: "2012-10-17", Statement: { ...added, Effect: "Allow" } };
        const more = { ...written, identity: [...(written.identity ?? []), allow] };
        if (isAllowed(asked, written)) expect(isAllowed(asked, more)).toBe(true);
      }),
    );
  });

  test("a session never exceeds its creator plus what names the session", () => {
    const federated = request.filter(({ principal }) => principal.type === "FederatedUser");
    holds(
      fc.property(federated, documents, (asked, written) => {
        const { principal } = asked;
        if (principal.type !== "FederatedUser" || !isAllowed(asked, written)) return;
        // Seen as its creator the session keeps the keys of its own; what names the session goes to the creator too.
        const type = principal.user.endsWith(":root") ? "Root" : "User";
        const creator = {
          type,
          arn: principal.user,
          ...(principal.tags && { tags: principal.tags }),
        } as const;
        const own = keysOfSession(asked);
        const renamed = JSON.parse(
          JSON.stringify(written).replaceAll(`"${principal.arn}"`, `"${principal.user}"`),
        );
        const { session: _session, ...ofCreator } = renamed as Documents;
        const mentionsCaller = /aws:(?:username|userid|PrincipalType|PrincipalArn|MultiFactor)|NotPrincipal/i;
        if (mentionsCaller.test(JSON.stringify(written))) return;
        expect(isAllowed({ ...asked, principal: creator, context: own }, ofCreator)).toBe(true);
      }),
    );
  });

  test("a session policy never gives a session more", () => {
    const federated = request.filter(({ principal }) => principal.type === "FederatedUser");
    holds(
      fc.property(federated, documents, identityDocument, (asked, written, narrower) => {
        const everything = {
          Version: "2012-10-17",
          Statement: { Effect: "Allow", Action: "*", Resource: "*" },
        };
        const open = { ...written, session: [everything] };
        if (isAllowed(asked, { ...written, session: [narrower] })) expect(isAllowed(asked, open)).toBe(true);
      }),
    );
  });

  test("a boundary never gives more", () => {
    holds(
      fc.property(request, documents, (asked, written) => {
        const { permissionsBoundary: _boundary, ...without } = written;
        if (isAllowed(asked, written)) expect(isAllowed(asked, without)).toBe(true);
      }),
    );
  });

  test("the order of statements and documents never matters", () => {
    holds(
      fc.property(request, documents, (asked, written) => {
        const turned = (document: object): object => {
          const { Statement: statements, ...rest } = document as Written;
          return { Statement: [...statements].reverse(), ...rest };
        };
        const list = (all: readonly object[] | undefined): object[] => [...(all ?? [])].reverse().map(turned);
        const reversed: Documents = {
          ...written,
          identity: list(written.identity),
          session: list(written.session),
          ...(written.resource && { resource: turned(written.resource) }),
          ...(written.serviceControl && { serviceControl: written.serviceControl.map(list).reverse() }),
          ...(written.resourceControl && { resourceControl: written.resourceControl.map(list).reverse() }),
        };
        const before = decide(asked, written);
        const after = decide(asked, reversed);
        expect([after.decision, after.decidedBy]).toEqual([before.decision, before.decidedBy]);
        expect(after.because).toHaveLength(before.because.length);
      }),
    );
  });

  test("asking twice gives the same answer", () => {
    holds(
      fc.property(request, documents, (asked, written) => {
        const policies = parseDocuments(written);
        expect(evaluate(asked, policies)).toEqual(evaluate(asked, policies));
      }),
      300,
    );
  });
});

// The version of TLS is there only where aws:SecureTransport says so.
const mentions = (written: Documents, key: string): boolean => {
  const text = JSON.stringify(written);
  return text.includes(key) || (key === "aws:SecureTransport" && text.includes("s3:TlsVersion"));
};

const withoutAction = ({ Action: _action, ...rest }: { readonly Action?: unknown }): object => ({
  NotAction: "iam:*",
  ...rest,
});

const keysOfSession = ({
  context = {},
}: AuthorizationRequest): NonNullable<AuthorizationRequest["context"]> => ({
  "aws:MultiFactorAuthPresent": "false",
  ...context,
});
