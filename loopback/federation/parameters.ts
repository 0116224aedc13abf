// The parameters of a request to the federation endpoint: each name with its values.
export type Parameters = ReadonlyMap<string, readonly string[]>;
