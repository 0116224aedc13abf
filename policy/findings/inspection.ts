// The input of every rule: the parsed document, and the catalogue's entries for all its names.

import type { JsonNode } from "../language/json.ts";
import type {
  ConditionSource,
  DocumentSource,
  ElementSource,
  Located,
  StatementSource,
} from "../language/source.ts";
import { compilePattern } from "../patterns/compile-pattern.ts";
import type { PolicyKind } from "../policy-document.ts";
import type { Catalogue, CatalogueAction, CatalogueKey, CatalogueService } from "./catalogue.ts";
import { variablesOf } from "./variables.ts";

/** A value of Action or NotAction. */
export interface NamedAction {
  readonly value: Located;
  /** In lower case; "*" for the action `*`. */
  readonly prefix: string;
  /** Undefined where the service does not exist, or the action is `*`. */
  readonly service: CatalogueService | undefined;
  /** The actions that match the value. */
  readonly taken: readonly CatalogueAction[];
}

export interface NamedCondition extends ConditionSource {
  /** Undefined where AWS does not know the key. */
  readonly known: CatalogueKey | undefined;
}

export interface InspectedStatement extends Omit<StatementSource, "action" | "conditions"> {
  readonly deny: boolean;
  readonly action: ElementSource;
  readonly actions: readonly NamedAction[];
  readonly conditions: readonly NamedCondition[];
}

export interface Inspection {
  readonly kind: PolicyKind;
  /** Whether to judge the document as one for federated users. */
  readonly federated: boolean;
  readonly version: DocumentSource["version"];
  /** Whether the document says its version. */
  readonly versionWritten: boolean;
  readonly statements: readonly InspectedStatement[];
  readonly services: readonly string[];
  readonly globalKeys: readonly CatalogueKey[];
  /** The key of a condition or a variable, by the name as written. */
  readonly keys: ReadonlyMap<string, CatalogueKey>;
  /** Services by prefix in lower case: those of the document's actions and keys. */
  readonly named: ReadonlyMap<string, CatalogueService>;
}

interface Subject {
  readonly kind: PolicyKind;
  readonly federated: boolean;
  readonly root: JsonNode;
  readonly document: DocumentSource;
}

/** Everything about a document, with what the catalogue says of its services and keys. */
export async function inspect(
  { kind, federated, root, document }: Subject,
  catalogue: Catalogue,
): Promise<Inspection> {
  const keys = await findAll(keysOf(document), (name) => catalogue.conditionKey(name));
  const named = await findAll(prefixesOf(document), (prefix) => catalogue.service(prefix));
  const statement = (source: ActingStatement): InspectedStatement => ({
    ...source,
    deny: source.effect.text === "Deny",
    actions: source.action.values.map((value) => nameAction(value, named)),
    conditions: source.conditions.map((one) => ({ ...one, known: keys.get(one.key.text) })),
  });
  return {
    kind,
    federated,
    version: document.version,
    versionWritten: root.kind === "object" && root.members.some(({ key }) => key === "Version"),
    statements: acting(document).map(statement),
    services: catalogue.services(),
    globalKeys: catalogue.globalConditionKeys(),
    keys,
    named,
  };
}

/** The text before the first colon, in lower case. */
export const prefixOf = (name: string): string => name.replace(/:.*/s, "").toLowerCase();

type ActingStatement = StatementSource & { readonly action: ElementSource };

// AWS refuses a statement without Action or NotAction, so that these are all of the document.
const acting = ({ statements }: DocumentSource): readonly ActingStatement[] =>
  statements.flatMap(({ action, ...rest }) => (action === undefined ? [] : [{ ...rest, action }]));

function nameAction(value: Located, named: ReadonlyMap<string, CatalogueService>): NamedAction {
  const prefix = prefixOf(value.text);
  const service = named.get(prefix);
  const takes = compilePattern(value.text.toLowerCase());
  const taken = service?.actions.filter(({ name }) => takes(name.toLowerCase())) ?? [];
  return { value, prefix, service, taken };
}

function keysOf({ statements }: DocumentSource): ReadonlySet<string> {
  const conditions = statements.flatMap(({ conditions }) => conditions);
  const values = [
    ...statements.flatMap(({ resource }) => resource?.values ?? []),
    ...conditions.flatMap(({ values }) => values),
  ];
  const variables = values.flatMap(({ text }) => variablesOf(text).map(({ key }) => key));
  return new Set([...conditions.map(({ key }) => key.text), ...variables]);
}

function prefixesOf(document: DocumentSource): ReadonlySet<string> {
  const actions = acting(document).flatMap(({ action }) => action.values);
  return new Set([...actions.map(({ text }) => prefixOf(text)), ...[...keysOf(document)].map(prefixOf)]);
}

async function findAll<Entry>(
  names: ReadonlySet<string>,
  find: (name: string) => Promise<Entry | undefined>,
): Promise<ReadonlyMap<string, Entry>> {
  const found = new Map<string, Entry>();
  for (const name of names) {
    const entry = await find(name);
    if (entry !== undefined) found.set(name, entry);
  }
  return found;
}
