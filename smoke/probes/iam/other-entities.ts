// The probes of instance profiles and OpenID Connect providers that do not exist.
import * as iam from "@aws-sdk/client-iam";
import type { Probe } from "../probe.ts";
import { probesOf, type Row } from "./row.ts";

const Tags = [{ Key: "federation-broker", Value: "probe" }];
const TagKeys = ["federation-broker"];
const tagKeys = { "aws:TagKeys": TagKeys };
const tags = { context: { "aws:RequestTag/federation-broker": "probe", ...tagKeys } };

// biome-ignore format: a row an action
const ofInstanceProfile: readonly Row[] = [
  ["iam:AddRoleToInstanceProfile", (c, { name }) => c.send(new iam.AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }))],
  ["iam:DeleteInstanceProfile", (c, { name }) => c.send(new iam.DeleteInstanceProfileCommand({ InstanceProfileName: name }))],
  ["iam:GetInstanceProfile", (c, { name }) => c.send(new iam.GetInstanceProfileCommand({ InstanceProfileName: name }))],
  ["iam:ListInstanceProfileTags", (c, { name }) => c.send(new iam.ListInstanceProfileTagsCommand({ InstanceProfileName: name, MaxItems: 1 }))],
  ["iam:RemoveRoleFromInstanceProfile", (c, { name }) => c.send(new iam.RemoveRoleFromInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }))],
  ["iam:TagInstanceProfile", (c, { name }) => c.send(new iam.TagInstanceProfileCommand({ InstanceProfileName: name, Tags })), tags],
  ["iam:UntagInstanceProfile", (c, { name }) => c.send(new iam.UntagInstanceProfileCommand({ InstanceProfileName: name, TagKeys })), { context: tagKeys }],
];

// biome-ignore format: a row an action
const ofProvider: readonly Row[] = [
  ["iam:AddClientIDToOpenIDConnectProvider", (c, { arn }) => c.send(new iam.AddClientIDToOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn, ClientID: "federation-broker" }))],
  ["iam:GetOpenIDConnectProvider", (c, { arn }) => c.send(new iam.GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }))],
  ["iam:ListOpenIDConnectProviderTags", (c, { arn }) => c.send(new iam.ListOpenIDConnectProviderTagsCommand({ OpenIDConnectProviderArn: arn, MaxItems: 1 }))],
  ["iam:RemoveClientIDFromOpenIDConnectProvider", (c, { arn }) => c.send(new iam.RemoveClientIDFromOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn, ClientID: "federation-broker" }))],
  ["iam:TagOpenIDConnectProvider", (c, { arn }) => c.send(new iam.TagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn, Tags })), tags],
  ["iam:UntagOpenIDConnectProvider", (c, { arn }) => c.send(new iam.UntagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn, TagKeys })), { context: tagKeys }],
  ["iam:UpdateOpenIDConnectProviderThumbprint", (c, { arn }) => c.send(new iam.UpdateOpenIDConnectProviderThumbprintCommand({ OpenIDConnectProviderArn: arn, ThumbprintList: ["0".repeat(40)] }))],
];

export const iamOtherEntities: readonly Probe[] = [
  ...probesOf("instance profiles", "a read of at most one instance profile", [
    ["iam:ListInstanceProfiles", (c) => c.send(new iam.ListInstanceProfilesCommand({ MaxItems: 1 }))],
  ]),
  ...probesOf(
    "missing instance profile",
    "the instance profile does not exist, and the call makes none",
    ofInstanceProfile,
  ),
  ...probesOf("missing provider", "the provider does not exist, and the call makes none", ofProvider),
];
