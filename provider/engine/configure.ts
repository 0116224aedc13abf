// CheckConfig, DiffConfig and Configure: the provider's own configuration.
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import { type AwsEndpoint, type Clients, connect } from "../aws/clients.ts";
import { oneLine } from "../errors/deployment-error.ts";
import { RefusedError } from "../errors/refused-error.ts";
import type { Properties } from "../properties/properties.ts";
import { ShapeError } from "../properties/shape.ts";
import { isUnknown } from "../properties/unknown.ts";
import { readProviderConfiguration } from "./provider-configuration.ts";
import { ProviderError } from "./provider-error.ts";
import { fromStruct, toStruct } from "./structs.ts";
import { conceal, reveal, revealProperties, secretsIn } from "./wire-values.ts";

/** Refuses an option that is unknown or cannot be obeyed; the keys' secrets come back as secrets. */
export function checkConfig(request: messages.CheckRequest, loopback: AwsEndpoint): messages.CheckResponse {
  const response = new messages.CheckResponse();
  try {
    const news = fromStruct(request.getNews());
    readProviderConfiguration(revealProperties(news), loopback);
    response.setInputs(toStruct(withSecrets(news)));
  } catch (error) {
    const failure = new messages.CheckFailure();
    failure.setProperty(error instanceof ShapeError ? error.property : "");
    failure.setReason(oneLine(error));
    response.setFailuresList([failure]);
  }
  return response;
}

/** The engine keeps them encrypted in the state, even where the stack's configuration has them in clear. */
const secretOptions: ReadonlySet<string> = new Set(["secretKey", "token"]);

function withSecrets(news: Properties): Properties {
  const plain = Object.keys(news).filter((name) => secretsIn(news[name]).length === 0);
  const open = plain.filter((name) => secretOptions.has(name) && !isUnknown(reveal(news[name])));
  return { ...news, ...conceal(Object.fromEntries(open.map((name) => [name, news[name]])), secretOptions) };
}

/** No change of the configuration needs new resources. */
export function diffConfig(request: messages.DiffRequest): messages.DiffResponse {
  const response = new messages.DiffResponse();
  const [olds, news] = [request.getOldInputs(), request.getNews()].map((one) =>
    JSON.stringify(one?.toObject()),
  );
  const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
  response.setChanges(olds === news ? DIFF_NONE : DIFF_SOME);
  return response;
}

/**
 * Gives the clients that the configuration asks for, once STS has told whose keys they sign with: who has only invented
 * keys is as unknown as before.
 *
 * @throws ProviderError for a configuration that cannot be obeyed, keys that are not accepted, or an account that is not
 * allowed
 */
export async function configure(request: messages.ConfigureRequest, loopback: AwsEndpoint): Promise<Clients> {
  try {
    const given = revealProperties(fromStruct(request.getArgs()));
    const { mayDeployTo, ...target } = readProviderConfiguration(given, loopback);
    const clients = connect(target);
    try {
      const accountId = await accountOf(clients, target.endpoint);
      if (mayDeployTo(accountId)) return clients;
      throw new RefusedError(
        `the account ${accountId} is ruled out by allowedAccountIds or forbiddenAccountIds`,
      );
    } catch (error) {
      clients.destroy();
      throw error;
    }
  } catch (error) {
    throw new ProviderError(`the provider aws cannot be configured: ${oneLine(error)}`);
  }
}

async function accountOf(clients: Clients, endpoint: string): Promise<string> {
  try {
    return (await clients.identity()).accountId;
  } catch (error) {
    throw new RefusedError(
      `${endpoint} does not accept the properties accessKey and secretKey (${oneLine(error)}): set keys of its account`,
    );
  }
}

/** The features that the provider supports. */
export function configureResponse(): messages.ConfigureResponse {
  const response = new messages.ConfigureResponse();
  response.setAcceptsecrets(true);
  response.setSupportspreview(true);
  response.setSupportsAutonamingConfiguration(true);
  return response;
}
