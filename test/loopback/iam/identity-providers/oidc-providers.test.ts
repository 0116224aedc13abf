// OpenID Connect providers, in AWS's words.
import * as iam from "@aws-sdk/client-iam";
import { expect } from "vitest";
import { testInSharedSandbox as it, sandbox } from "../../sandbox.ts";

const create = (Url: string, more: Partial<iam.CreateOpenIDConnectProviderCommandInput> = {}) =>
  sandbox.iam.send(new iam.CreateOpenIDConnectProviderCommand({ Url, ...more }));

it("a provider is made, read, changed and deleted", async () => {
  const { OpenIDConnectProviderArn } = await create("https://oidc.example.com/team", {
    ...{ ClientIDList: ["client-1"], ThumbprintList: ["b".repeat(40)] },
  });
  const arn = `arn:aws:iam::${sandbox.loopback.accountId}:oidc-provider/oidc.example.com/team`;
  expect(OpenIDConnectProviderArn).toBe(arn);
  const named = { OpenIDConnectProviderArn };
  const get = () => sandbox.iam.send(new iam.GetOpenIDConnectProviderCommand(named));
  expect(await get()).toMatchObject({
    ...{
      Url: "oidc.example.com/team",
      ClientIDList: ["client-1"],
      ThumbprintList: ["b".repeat(40)],
      Tags: [],
    },
  });
  await sandbox.iam.send(
    new iam.AddClientIDToOpenIDConnectProviderCommand({ ...named, ClientID: "client-2" }),
  );
  await sandbox.iam.send(
    new iam.RemoveClientIDFromOpenIDConnectProviderCommand({ ...named, ClientID: "client-1" }),
  );
  const ThumbprintList = ["c".repeat(40), "d".repeat(40)];
  await sandbox.iam.send(new iam.UpdateOpenIDConnectProviderThumbprintCommand({ ...named, ThumbprintList }));
  const Tags = [{ Key: "k1", Value: "v1" }];
  await sandbox.iam.send(new iam.TagOpenIDConnectProviderCommand({ ...named, Tags }));
  expect(await get()).toMatchObject({ ClientIDList: ["client-2"], ThumbprintList, Tags });
  const { OpenIDConnectProviderList } = await sandbox.iam.send(new iam.ListOpenIDConnectProvidersCommand());
  expect(OpenIDConnectProviderList).toEqual([{ Arn: arn }]);
  const remove = () => sandbox.iam.send(new iam.DeleteOpenIDConnectProviderCommand(named));
  await remove();
  await expect(get()).rejects.toMatchObject({
    ...{ name: "NoSuchEntityException", message: `OpenIDConnect Provider not found for arn ${arn}` },
    $metadata: { httpStatusCode: 404 },
  });
  await expect(remove()).rejects.toMatchObject({
    ...{ name: "NoSuchEntityException", message: `OpenId connect Provider ${arn} cannot be found.` },
  });
});

it("a provider that AWS refuses is refused", async () => {
  const Url = "https://twice.example.com";
  await create(Url);
  const refused = (name: string, httpStatusCode: number, message: string) => ({
    ...{ name, message, $metadata: { httpStatusCode } },
  });
  await expect(create(Url)).rejects.toMatchObject(
    refused(
      "EntityAlreadyExistsException",
      409,
      "Provider with url https://twice.example.com already exists.",
    ),
  );
  for (const wrong of ["http://example.com", "example.com", "https://", "https://example.com?a=b"]) {
    await expect(create(wrong)).rejects.toMatchObject(
      refused("ValidationError", 400, "Invalid Open ID Connect Provider URL"),
    );
  }
  const ThumbprintList = Array.from({ length: 6 }, () => "a".repeat(40));
  await expect(create("https://a.example.com", { ThumbprintList })).rejects.toMatchObject(
    refused("InvalidInputException", 400, "Thumbprint list must contain fewer than 5 entries."),
  );
  const ClientIDList = Array.from({ length: 101 }, (_, n) => `client-${n}`);
  await expect(create("https://a.example.com", { ClientIDList })).rejects.toMatchObject(
    refused("LimitExceededException", 409, "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100"),
  );
});

it("a provider with tag keys that differ only in case can still be used", async () => {
  const Tags = ["Team", "team"].map((Key) => ({ Key, Value: Key }));
  const { OpenIDConnectProviderArn } = await create("https://tagged.example.com", { Tags });
  const get = new iam.GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn });
  expect((await sandbox.iam.send(get)).Tags).toEqual(Tags);
});
