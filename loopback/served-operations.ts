// The operations that each service serves. They are two fifths of what a start would load, so a service's are loaded
// with the first request for it.
import type { ServiceName } from "./aws-error.ts";
import type { AnyOperation } from "./operation.ts";

export type Operations = Readonly<Record<string, AnyOperation>>;

const load: Readonly<Record<ServiceName, () => Promise<Operations>>> = {
  sts: async () => (await import("./sts/operations.ts")).stsOperations,
  iam: async () => (await import("./iam/operations.ts")).iamOperations,
  s3: async () => {
    const { s3Operations } = await import("./s3/operations.ts");
    const { controlTagOperations } = await import("./s3/bucket/bucket-tag-operations.ts");
    return { ...s3Operations, ...controlTagOperations };
  },
};

const loaded: Partial<Record<ServiceName, Promise<Operations>>> = {};

/** A service's operations, by name. */
export function servedOperations(service: ServiceName): Promise<Operations> {
  loaded[service] ??= load[service]();
  return loaded[service];
}
