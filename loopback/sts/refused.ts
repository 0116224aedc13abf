// The STS operations that the loopback refuses as NotImplemented, and why: the reason ends the sentence of the refusal.

export const stsRefused: Readonly<Record<string, string>> = {
  AssumeRoleWithSAML: "SAML assertions are proved by XML signatures, which the loopback does not verify",
  AssumeRoot: "the account belongs to no organization, so there is no member account whose root it could be",
  GetDelegatedAccessToken: "only AWS and its partners trade in tokens of delegation requests",
};
