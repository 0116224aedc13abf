// What of a context AWS sets on a request: callers that know the values of keys need not know which requests have them.
import type { AuthorizationRequest, RequestContext } from "../authorization-request.ts";
import { Asked } from "./asked.ts";
import { isExcluded } from "./derived-keys.ts";
import { EvaluationError } from "./evaluation-error.ts";

/**
 * The request's context without the keys that AWS does not set on such a request, as those of S3 for another service.
 * The context of a request that cannot be evaluated stays whole.
 */
export function fittingContext(request: AuthorizationRequest): RequestContext {
  const { context = {} } = request;
  const asked = prepare(request);
  if (asked === undefined) return context;
  return Object.fromEntries(
    Object.entries(context).filter(([name]) => !isExcluded(asked, name.toLowerCase())),
  );
}

function prepare(request: AuthorizationRequest): Asked | undefined {
  try {
    return new Asked(request);
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}
