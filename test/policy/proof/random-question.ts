// What a random question is: a proof to ask, and the sides of which evaluate is asked about single requests.

import type { AuthorizationRequest, Principal } from "../../../policy/authorization-request.ts";
import type { Policy, PolicySet } from "../../../policy/compiled/policy.ts";
import { parsePolicy } from "../../../policy/parse-policy.ts";
import type { PolicyKind } from "../../../policy/policy-document.ts";
import type { Answer } from "../../../policy/proof/answer.ts";
import type { WrittenDocument } from "./random-policies.ts";

export interface Judged {
  readonly policies: PolicySet;
  readonly principal: Principal;
}

export interface RandomQuestion {
  readonly answer: () => Answer;
  readonly written: string;
  readonly callers: readonly Principal[];
  /** The accounts of the resources. */
  readonly accounts: readonly string[];
  /** The documents of each side. */
  readonly documents: readonly [a: readonly Policy[], b: readonly Policy[]];
  /** The policies of both sides for a caller, or undefined for one that the question is not about. */
  readonly sides: (request: AuthorizationRequest) => readonly [a: Judged, b: Judged] | undefined;
}

export const HOME = "111122223333";

export const parse = (document: WrittenDocument, kind: PolicyKind): Policy =>
  parsePolicy(JSON.stringify(document), kind);

export const ALL = parse(
  { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
  "identity",
);

export const isFederated = ({ type }: Principal): boolean => type === "FederatedUser";
