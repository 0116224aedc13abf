// Whether two texts are the same policy document, in any spelling of AWS's or a person's.
import { isRootArn, parseArn } from "../arn.ts";
import { JsonError, type JsonNode, parseJson } from "./json.ts";

/** One text for all spellings of a value; undefined where the value means the same as its absence. */
type Form = (node: JsonNode) => string | undefined;

/**
 * Whether two texts are the same policy document: AWS decides alike by both, and both have the same names.
 *
 * AWS keeps what a document says, but not how it was written: it gives an account's number back as the ARN of its
 * root, lists in another order, one value without its list. So none of these is a change:
 * - white space, and the order of members, of statements and of the values of a list; one that stands there twice;
 * - one value, or one statement, for a list of it;
 * - the number of an account for the ARN of its root, in any partition; `"*"` for `{"AWS": "*"}`, as principals;
 * - other letters, large or small, in an action or the name of a condition key;
 * - a number or a boolean for its text, as a condition's value; `1.0` is not `1`;
 * - no Version for 2008-10-17; no Sid, Id or Condition for an empty one.
 *
 * Another Sid or Id is a change, as are other letters in anything else: AWS tells resources, values, operators and
 * effects apart by them. A text that is no JSON, has a key twice or is nested too deep to be a policy is the same as
 * itself alone.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
 *
 * @param one the text of a document of any kind, whether AWS would take it or not
 * @param other the text that it is compared with
 */
export function sameDocument(one: string, other: string): boolean {
  if (one === other) return true;
  const form = formOf(one);
  return form !== undefined && form === formOf(other);
}

function formOf(text: string): string | undefined {
  try {
    return document(parseJson(text));
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
}

const asWritten = (node: JsonNode): string => {
  if (node.kind === "array") return `[${node.items.map(asWritten).join()}]`;
  if (node.kind === "object") return members(() => asWritten)(node);
  return node.kind === "string" ? JSON.stringify(node.text) : node.text;
};

/** An object, with its members in any order; `named` gives one name for all spellings of a member's name. */
const members =
  (form: (key: string) => Form, named = (key: string): string => key) =>
  (node: JsonNode): string => {
    if (node.kind !== "object") return asWritten(node);
    const forms = node.members.flatMap(({ key, value }) => {
      const inner = form(key)(value);
      return inner === undefined ? [] : [`${JSON.stringify(named(key))}:${inner}`];
    });
    return `{${inOrder(forms)}}`;
  };

/** An object with known elements, and any others as they are written. */
const elements = (known: Readonly<Record<string, Form>>) => {
  const forms = new Map(Object.entries(known));
  return members((key) => forms.get(key) ?? asWritten);
};

/** One value, or a list of them in any order. */
const setOf =
  (form: (node: JsonNode) => string): Form =>
  (node) =>
    `[${inOrder((node.kind === "array" ? node.items : [node]).map(form))}]`;

const inOrder = (forms: readonly string[]): string => [...new Set(forms)].sort().join();

/** A text, as `spelled`; any other value, as it is written. */
const text =
  (spelled: (text: string) => string) =>
  (node: JsonNode): string =>
    node.kind === "string" ? JSON.stringify(spelled(node.text)) : asWritten(node);

/** As `form`, but undefined for a value that means the same as its absence. */
const unless =
  (nothing: string, form: (node: JsonNode) => string): Form =>
  (node) => {
    const written = form(node);
    return written === nothing ? undefined : written;
  };

const lowerCase = (name: string): string => name.toLowerCase();

const accountOf = (name: string): string => (isRootArn(name) && parseArn(name)?.account) || name;
const named = members((type) => setOf(type === "AWS" ? text(accountOf) : asWritten));
const principal: Form = (node) =>
  node.kind === "string" && node.text === "*" ? '{"AWS":["*"]}' : named(node);

const conditionValue = (node: JsonNode): string =>
  node.kind === "number" || node.kind === "boolean" ? JSON.stringify(node.text) : asWritten(node);
const tests = unless(
  "{}",
  members(() => setOf(conditionValue), lowerCase),
);

const statement = elements({
  Sid: unless('""', asWritten),
  Principal: principal,
  NotPrincipal: principal,
  Action: setOf(text(lowerCase)),
  NotAction: setOf(text(lowerCase)),
  Resource: setOf(asWritten),
  NotResource: setOf(asWritten),
  Condition: unless(
    "{}",
    members(() => tests),
  ),
});

const document = elements({
  Version: unless('"2008-10-17"', asWritten),
  Id: unless('""', asWritten),
  Statement: setOf(statement),
});
