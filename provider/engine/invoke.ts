// Invoke: the functions that a program calls.
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import type { Clients } from "../aws/clients.ts";
import { answerFunction } from "../aws/provider-functions.ts";
import { oneLine } from "../errors/deployment-error.ts";
import { ProviderError } from "./provider-error.ts";
import { fromStruct, toStruct } from "./structs.ts";
import { conceal, revealProperties } from "./wire-values.ts";

export async function invoke(
  request: messages.InvokeRequest,
  clients: Clients,
): Promise<messages.InvokeResponse> {
  const token = request.getTok();
  try {
    const args = revealProperties(fromStruct(request.getArgs()));
    const answer = await answerFunction(clients, token, args);
    const response = new messages.InvokeResponse();
    response.setReturn(toStruct(conceal(answer, new Set())));
    return response;
  } catch (error) {
    throw new ProviderError(`the function ${token} could not be answered: ${oneLine(error)}`);
  }
}
