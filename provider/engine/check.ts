// Check: does the type accept these inputs? Gives them complete, with a name and defaults.
import { createHash } from "node:crypto";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import type { ResourceType } from "../lifecycle/resource-type.ts";
import { type Random, withName } from "../properties/autoname.ts";
import type { Properties } from "../properties/properties.ts";
import { propertyName, readShape, ShapeError } from "../properties/shape.ts";
import { isUnknown, unknown } from "../properties/unknown.ts";
import { type AskedResource, withResource } from "./asked-resource.ts";
import { fromStruct, toStruct } from "./structs.ts";
import { conceal, reveal, revealProperties, secretNames } from "./wire-values.ts";

const { CheckResponse, CheckFailure, CheckRequest } = messages;
type Request = messages.CheckRequest;

/** The member that lists the inputs which are not the program's own. */
export const defaultsKey = "__defaults";

export async function check(request: Request): Promise<messages.CheckResponse> {
  const news = fromStruct(request.getNews());
  return await withResource(request.getUrn(), [news], "checked", (resource) => {
    const response = new CheckResponse();
    try {
      const inputs = completed(resource, request, news);
      readShape(resource.type.properties, revealProperties(inputs));
      response.setInputs(toStruct(inputs));
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
      const failure = new CheckFailure();
      failure.setProperty(error.property);
      failure.setReason(error.message);
      response.setFailuresList([failure]);
    }
    return response;
  });
}

function completed({ type, name }: AskedResource, request: Request, news: Properties): Properties {
  const given = Object.fromEntries(
    Object.entries(news).filter(([property, value]) => property !== defaultsKey && value !== null),
  );
  const documents = documentTexts(type, given);
  const named = autonamed(type, name, request, documents);
  const missing = Object.entries(type.defaults ?? {}).filter(([property]) => named[property] === undefined);
  const inputs = { ...named, ...Object.fromEntries(missing) };
  const added = Object.keys(inputs).filter((property) => given[property] === undefined);
  return { ...inputs, [defaultsKey]: added.toSorted() };
}

/** A policy document may be given as an object: it is deployed as its text. */
function documentTexts(type: ResourceType, inputs: Properties): Properties {
  const documents = Object.entries(type.properties)
    .filter(([, shape]) => shape === "json")
    .map(([property]) => [propertyName(property), reveal(inputs[propertyName(property)])] as const)
    .filter(([, document]) => typeof document === "object" && document !== null);
  const texts = documents.map(([name, document]) => [name, documentText(document)]);
  return { ...inputs, ...conceal(Object.fromEntries(texts), secretNames(inputs)) };
}

function documentText(document: unknown): unknown {
  let isKnown = true;
  const text = JSON.stringify(document, (_, value) => {
    if (isUnknown(value)) isKnown = false;
    return value;
  });
  return isKnown ? text : unknown;
}

/** A name that the program does not give is kept from one deployment to the next. */
function autonamed(type: ResourceType, name: string, request: Request, inputs: Properties): Properties {
  const { autoname } = type;
  if (autoname === undefined || inputs[autoname.property] !== undefined) return inputs;
  const { property } = autoname;
  const olds = fromStruct(request.getOlds());
  const kept = olds[defaultsKey];
  if (Array.isArray(kept) && kept.includes(property)) return { ...inputs, [property]: olds[property] };
  const options = request.getAutonaming();
  if (options === undefined || autoname.exact) {
    return withName(autoname, name, inputs, seeded(request.getRandomseed_asU8()));
  }
  if (options.getMode() === CheckRequest.AutonamingOptions.Mode.DISABLE) {
    throw new ShapeError(property, "is missing, and the stack's configuration turns automatic names off");
  }
  const proposed = options.getProposedName();
  return { ...inputs, [property]: autoname.lowerCase ? proposed.toLowerCase() : proposed };
}

/** The engine's seed makes the names that it planned; without one they are made at random. */
function seeded(seed: Uint8Array): Random | undefined {
  if (seed.length === 0) return undefined;
  return (bytes) => createHash("sha256").update(seed).digest().subarray(0, bytes);
}
