// Properties by their Pulumi names.
export type Properties = Readonly<Record<string, unknown>>;
