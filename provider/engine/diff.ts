// Diff: what would change, and whether the change needs a new resource.
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import type { Clients } from "../aws/clients.ts";
import { type Difference, differences } from "../lifecycle/differences.ts";
import type { ResourceType } from "../lifecycle/resource-type.ts";
import type { Properties } from "../properties/properties.ts";
import { withResource } from "./asked-resource.ts";
import { defaultsKey } from "./check.ts";
import { ignores } from "./ignores.ts";
import { fromStruct } from "./structs.ts";
import { revealProperties } from "./wire-values.ts";

const { DiffResponse, PropertyDiff } = messages;
const { Kind } = PropertyDiff;

const kinds = {
  add: { stays: Kind.ADD, replaces: Kind.ADD_REPLACE },
  update: { stays: Kind.UPDATE, replaces: Kind.UPDATE_REPLACE },
  delete: { stays: Kind.DELETE, replaces: Kind.DELETE_REPLACE },
} as const;

export async function diff(request: messages.DiffRequest, clients: Clients): Promise<messages.DiffResponse> {
  const [olds, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
  return await withResource(request.getUrn(), [olds, news], "compared", ({ type }) => {
    const state = revealProperties(olds);
    const found = differences(type, clients, state, revealProperties(news)).filter(
      ({ path }) => !ignores(request.getIgnorechangesList(), path),
    );
    return answer(found, found.some(({ replaces }) => replaces) && deletesFirst(type, news));
  });
}

function answer(found: readonly Difference[], deleteFirst: boolean): messages.DiffResponse {
  const response = new DiffResponse();
  const { DIFF_SOME, DIFF_NONE } = DiffResponse.DiffChanges;
  response.setChanges(found.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setDiffsList(topLevel(found));
  response.setReplacesList(topLevel(found.filter(({ replaces }) => replaces)));
  response.setDeletebeforereplace(deleteFirst);
  response.setHasdetaileddiff(true);
  for (const { path, kind, replaces } of found) {
    const property = new PropertyDiff();
    property.setKind(kinds[kind][replaces ? "replaces" : "stays"]);
    response.getDetaileddiffMap().set(path, property);
  }
  return response;
}

const topLevel = (found: readonly Difference[]) => [...new Set(found.map(({ path }) => propertyOf(path)))];

/** The property that a path begins with. */
export const propertyOf = (path: string): string => path.split(/[.[]/, 1)[0] ?? path;

/** As AWS's provider does: a name that the program gives cannot exist twice. */
function deletesFirst({ autoname, deleteBeforeReplace }: ResourceType, news: Properties): boolean {
  if (deleteBeforeReplace) return true;
  const added = news[defaultsKey];
  return autoname !== undefined && Array.isArray(added) && !added.includes(autoname.property);
}
