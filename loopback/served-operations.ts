// The operations that each service serves, and why it serves no others. They would be two fifths of what a start loads,
// so each service's operations are loaded with its first request.
import type { ServiceName } from "./aws-error.ts";
import type { AnyOperation, Operation } from "./operation.ts";

export interface Operations {
  readonly served: Readonly<Record<string, AnyOperation>>;
  /** The reason of each operation that is refused as NotImplemented, as the end of a sentence. */
  readonly refused: Readonly<Record<string, string>>;
  /** What a refused operation needs, where it is known: without it the call is denied, not refused. */
  readonly refusedRequire?: Readonly<Record<string, Operation["requires"]>>;
}

const load: Readonly<Record<ServiceName, () => Promise<Operations>>> = {
  sts: async () => {
    const { stsOperations } = await import("./sts/operations.ts");
    const { stsRefused } = await import("./sts/refused.ts");
    const { stsRefusedRequirements } = await import("./sts/refused-requirements.ts");
    return { served: stsOperations, refused: stsRefused, refusedRequire: stsRefusedRequirements };
  },
  iam: async () => {
    const { iamOperations } = await import("./iam/operations.ts");
    const { iamRefused } = await import("./iam/refused.ts");
    const { iamRefusedRequirements } = await import("./iam/refused-requirements.ts");
    return { served: iamOperations, refused: iamRefused, refusedRequire: iamRefusedRequirements };
  },
  kms: async () => {
    const { kmsOperations } = await import("./kms/operations.ts");
    const { kmsRefused, kmsRefusedRequirements } = await import("./kms/refused.ts");
    return { served: kmsOperations, refused: kmsRefused, refusedRequire: kmsRefusedRequirements };
  },
  s3: async () => {
    const { s3Operations } = await import("./s3/operations.ts");
    const { controlTagOperations } = await import("./s3/bucket/bucket-tag-operations.ts");
    const { s3Refused } = await import("./s3/refused.ts");
    const { s3RefusedRequirements } = await import("./s3/refused-requirements.ts");
    return {
      served: { ...s3Operations, ...controlTagOperations },
      ...{ refused: s3Refused, refusedRequire: s3RefusedRequirements },
    };
  },
};

const loaded: Partial<Record<ServiceName, Promise<Operations>>> = {};

/** A service's operations, by name. */
export function servedOperations(service: ServiceName): Promise<Operations> {
  loaded[service] ??= load[service]();
  return loaded[service];
}
