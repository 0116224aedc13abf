// The nouns of the policy language, which are moving to files of their own.
export type * from "./authorization-request.ts";
export type * from "./compiled/policy.ts";
export type * from "./decision.ts";
export type * from "./policy-document.ts";
