// The STS operations that the loopback refuses as NotImplemented, and why.

export const stsRefused: Readonly<Record<string, string>> = {
  AssumeRoleWithSAML: "SAML assertions are proved by XML signatures, which the loopback does not verify.",
  AssumeRoot: "The account belongs to no organization, so there is no member account whose root it could be.",
  GetDelegatedAccessToken: "Only AWS and its partners trade in tokens of delegation requests.",
};
