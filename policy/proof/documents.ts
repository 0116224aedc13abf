// Two documents of one kind, each alone: whom they judge, and what the rest of the policies then is.

import type { Principal } from "../authorization-request.ts";
import type { Policy, PolicySet } from "../compiled/policy.ts";
import type { PolicyKind } from "../policy-document.ts";
import { ALLOW_ALL } from "./allow-all.ts";
import type { Answer } from "./answer.ts";
import type { KeyState } from "./atom.ts";
import type { Caller } from "./caller-keys.ts";
import { strangeAccounts } from "./callers.ts";
import { describedBy, ownerOf } from "./described-by.ts";
import { isContained, type Options } from "./is-contained.ts";
import type { Question } from "./question.ts";
import { isResourcePolicyContained } from "./resource-documents.ts";

/** "control" is a service control policy. */
export type DocumentKind = "identity" | "session" | "boundary" | "control" | "resource";

/** As which kind such a document is parsed. */
export const PARSED_AS: Readonly<Record<DocumentKind, PolicyKind>> = {
  identity: "identity",
  session: "session",
  boundary: "boundary",
  control: "scp",
  resource: "resource",
};

const HOME = "111122223333";

type SetOf = (document: Policy, principal: Principal) => PolicySet;

// A federated session has a session policy, or may do nothing.
const session = ({ type }: Principal): Pick<PolicySet, "session"> =>
  type === "FederatedUser" ? { session: [ALLOW_ALL] } : {};

const SETS: Readonly<Record<Exclude<DocumentKind, "resource">, SetOf>> = {
  identity: (document, principal) => ({ identity: [document], ...session(principal) }),
  session: (document) => ({ identity: [ALLOW_ALL], session: [document] }),
  boundary: (document, principal) => ({
    ...{ identity: [ALLOW_ALL], permissionsBoundary: document, ...session(principal) },
  }),
  control: (document, principal) => ({
    ...{ identity: [ALLOW_ALL], serviceControl: [[document]], ...session(principal) },
  }),
};

/**
 * Whether all that document A allows, if nothing else limits it, is allowed by B: for every caller that such documents
 * can judge. Two resource policies are compared by what they grant (policy/proof/resource-documents.ts).
 */
export function isDocumentContained(kind: DocumentKind, a: Policy, b: Policy, options: Options = {}): Answer {
  if (kind === "resource") return isResourcePolicyContained(a, b, options);
  const about = (principal: Principal, free: Caller["free"], resourceAccount = HOME): Question => {
    const caller: Caller = { principal, resourceAccount, free };
    // A document without principals names everyone.
    const rest = resourceAccount === HOME ? {} : { resource: ALLOW_ALL };
    const judged = (document: Policy) => ({
      caller,
      policies: { ...SETS[kind](document, principal), ...rest },
    });
    return { a: judged(a), b: judged(b) };
  };
  const [abroad] = strangeAccounts([a, b]);
  const isSession = ({ type }: Principal): boolean => type === "FederatedUser" || type === "AssumedRole";
  return isContained(about({ type: "User", arn: `arn:aws:iam::${HOME}:user/alice` }, "all"), {
    ...options,
    callersFor: (_, model) =>
      describedBy((key) => model.get(key), HOME)
        .filter((principal) => kind !== "session" || isSession(principal))
        .flatMap((principal) =>
          ownersBy((key) => model.get(key), abroad).map((owner) => about(principal, new Set(), owner)),
        ),
  });
}

// Which accounts may own the resource that a model is about.
function ownersBy(stateOf: (key: string) => KeyState, abroad: string): readonly string[] {
  const isAsked = ["aws:resourceaccount", "s3:resourceaccount"].some((key) => stateOf(key) !== undefined);
  return isAsked ? [...new Set([ownerOf(stateOf) ?? HOME, HOME, abroad])] : [HOME];
}
