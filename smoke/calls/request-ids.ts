// The request id of an answer, which probes themselves do not pass on.
import { AsyncLocalStorage } from "node:async_hooks";
import type { MetadataBearer, Pluggable } from "@smithy/types";

const calls = new AsyncLocalStorage<{ requestId?: string }>();

/** For an SDK client: remembers the id of each answer for `withRequestId`. */
export const rememberRequestId = <Input extends object, Output extends MetadataBearer>(): Pluggable<
  Input,
  Output
> => ({
  applyToStack: (stack) =>
    stack.add(
      (next) => async (call) => {
        const answered = await next(call);
        const { requestId } = answered.output.$metadata;
        const heard = calls.getStore();
        if (heard !== undefined && requestId !== undefined) heard.requestId = requestId;
        return answered;
      },
      { step: "initialize", name: "rememberRequestId" },
    ),
});

/** The result of `call`, and the id of the last answer that it got. */
export async function withRequestId<T>(call: () => Promise<T>): Promise<{ value: T; requestId?: string }> {
  const heard: { requestId?: string } = {};
  const value = await calls.run(heard, call);
  return { value, ...heard };
}
