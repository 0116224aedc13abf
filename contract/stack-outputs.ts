// The contract between the Pulumi program and the suite that probes its stack: every stack output, by name and kind.

/** Goes up when an older suite would misread the outputs. */
export const contractVersion = 1;

/** `secret` outputs are texts that Pulumi encrypts in the state and hides unless told to show them. */
type Kind = "text" | "secret" | "number" | "flag" | "list" | "mapping";

interface Output {
  readonly kind: Kind;
  /** Some stacks are configured without it. */
  readonly optional?: true;
}

const text = { kind: "text" } as const;
const secret = { kind: "secret" } as const;
const optionalText = { kind: "text", optional: true } as const;

/** Every output of a stack. Policies are the JSON texts that were deployed. */
export const stackOutputs = {
  contractVersion: { kind: "number" },
  partition: text,
  region: text,
  accountId: text,
  bucketName: text,
  bucketArn: text,
  bucketPolicy: text,
  /** How the buckets encrypt their objects: AES256, or the ARN of a KMS key. Older stacks do not say. */
  encryption: optionalText,
  /** The key of the one object that the deployment puts into the bucket. */
  canaryKey: text,
  /** A bucket that is in nobody's scope: all three, or none where the stack has no such bucket. */
  outsideBucketName: optionalText,
  outsideBucketArn: optionalText,
  outsideBucketPolicy: optionalText,
  brokerUserName: text,
  brokerUserArn: text,
  brokerPolicyName: text,
  brokerPolicy: text,
  /** The broker's permissions boundary: its ARN, and its document where the program made it. */
  brokerBoundaryArn: optionalText,
  brokerBoundary: optionalText,
  /** The broker's tags, and the keys of the session tags that it may pass. */
  brokerTags: { kind: "mapping", optional: true },
  sessionTags: { kind: "list", optional: true },
  /** Patterns of the names that it may federate, where the stack limits them. */
  federatedNames: { kind: "list", optional: true },
  /** The broker's current key. */
  brokerAccessKeyId: text,
  brokerSecretAccessKey: secret,
  /** How far the rotation of keys has come: the serial number of the current key, and what was done to the previous key. */
  keySerial: { kind: "number", optional: true },
  retire: optionalText,
  /** The key that was retired last. Once it is deleted, its secret is gone and its id is no secret. */
  retiredAccessKeyId: optionalText,
  retiredSecretAccessKey: { kind: "secret", optional: true },
  /** Whether the stack may be destroyed, with everything in it. */
  disposable: { kind: "flag", optional: true },
  /** The names of the secret outputs. A preview knows them, but not the values of secrets. */
  secretOutputs: { kind: "list", optional: true },
} as const satisfies Readonly<Record<string, Output>>;

type Table = typeof stackOutputs;
type Name = keyof Table;
type OptionalName = { [N in Name]: Table[N] extends { optional: true } ? N : never }[Name];
interface Values {
  text: string;
  secret: string;
  number: number;
  /** Never false: what does not hold is left out. */
  flag: true;
  list: readonly string[];
  mapping: Readonly<Record<string, string>>;
}
type ValueOf<N extends Name> = Values[Table[N]["kind"]];

/** The outputs as values. */
export type StackOutputs = { readonly [N in Exclude<Name, OptionalName>]: ValueOf<N> } & {
  readonly [N in OptionalName]?: ValueOf<N>;
};

/** The names of the outputs that must be secret wherever they are. */
export const secretOutputNames: readonly string[] = Object.entries(stackOutputs)
  .filter(([, { kind }]) => kind === "secret")
  .map(([name]) => name);
