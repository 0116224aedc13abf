// What the second evaluator is asked: a request, and the open rules that it reads in the other way.
import type { AuthorizationRequest } from "../../../policy/authorization-request.ts";

export interface Question extends AuthorizationRequest {
  readonly others?: readonly string[];
}
