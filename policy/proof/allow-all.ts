// What allows everything, in the place of policies that a question is not about.

import type { Policy } from "../compiled/policy.ts";
import { parsePolicy } from "../parse-policy.ts";

export const ALLOW_ALL: Policy = parsePolicy(
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
  "identity",
);
