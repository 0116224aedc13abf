// Policy variables: their forms, and what becomes of them.
import { describe, expect, test } from "vitest";
import {
  fixedHead,
  hasVariables,
  isStar,
  parseTemplate,
  plainTemplate,
  resolve,
  type Template,
  textOf,
} from "../../../policy/patterns/template.ts";

const text = (written: string) => ({ kind: "text", text: written });
const literal = (character: string) => ({ kind: "literal", text: character });
const variable = (key: string, fallback?: string) => ({ kind: "variable", key, fallback });

function template(written: string): Template {
  const found = parseTemplate(written);
  if ("unknown" in found) throw new Error(found.unknown);
  return found;
}

describe("a text with variables", () => {
  test.for<[string, object[]]>([
    ["", [text("")]],
    ["a*?b", [text("a*?b")]],
    ["$", [text("$")]],
    ["$a{b}", [text("$a{b}")]],
    ["${aws:username}", [variable("aws:username")]],
    ["home/${AWS:UserName}/*", [text("home/"), variable("aws:username"), text("/*")]],
    ["${aws:a}${aws:b}", [variable("aws:a"), variable("aws:b")]],
    ["${ aws:username }", [variable("aws:username")]],
    ["${aws:PrincipalTag/team, 'red'}", [variable("aws:principaltag/team", "red")]],
    ["${aws:PrincipalTag/a b,'x y' }", [variable("aws:principaltag/a b", "x y")]],
    ["${aws:PrincipalTag/team, ''}", [variable("aws:principaltag/team", "")]],
    ["${*}${?}${$}", [literal("*"), literal("?"), literal("$")]],
    ["a${$}{b}", [text("a"), literal("$"), text("{b}")]],
  ])("%j", ([written, pieces]) => {
    expect(parseTemplate(written)).toEqual(pieces);
  });

  test.for([
    ["${", "${"],
    ["a${}b", "${}"],
    ["${username}", "${username}"],
    ["${:username}", "${:username}"],
    ["${aws:}", "${aws:}"],
    ["${**}", "${**}"],
    ["${aws:a,b}", "${aws:a,b}"],
    ["${aws:a, 'b}", "${aws:a, 'b}"],
    ['${aws:a, "b"}', '${aws:a, "b"}'],
    ["${aws:a${aws:b}}", "${aws:a${aws:b}"],
    ["${aws:a}${oops}", "${oops}"],
    [`\${${"x".repeat(200)}`, `\${${"x".repeat(78)}`],
    [`\${${"x".repeat(200)}}`, `\${${"x".repeat(78)}`],
  ])("is refused at a variable of unknown form: %j", ([written = "", unknown]) => {
    expect(parseTemplate(written)).toEqual({ unknown });
  });
});

describe("a template", () => {
  const keys = { single: (key: string) => (key === "aws:username" ? "alice*" : undefined) };

  test("is filled in with characters that are no wildcards", () => {
    expect(resolve(template("home/${aws:username}/*"), keys)).toEqual([
      text("home/"),
      literal("alice*"),
      text("/*"),
    ]);
  });

  test("takes the default where the key has no value, and the value where it has one", () => {
    expect(resolve(template("${aws:userid, 'none'}"), keys)).toEqual([literal("none")]);
    expect(resolve(template("${aws:username, 'none'}"), keys)).toEqual([literal("alice*")]);
    expect(resolve(template("${aws:userid, ''}"), keys)).toEqual([literal("")]);
  });

  test("is nothing where a variable has neither", () => {
    expect(resolve(template("a${aws:userid}"), keys)).toBeUndefined();
  });

  test.for<[string, boolean, boolean, string, string]>([
    ["a", false, false, "a", "a"],
    ["*", false, true, "", "*"],
    ["${*}", false, false, "", "*"],
    ["**", false, false, "", "**"],
    ["*${*}", false, false, "", "**"],
    ["a*b", false, false, "a", "a*b"],
    ["a?b*", false, false, "a", "a?b*"],
    ["home/${aws:username}", true, false, "home/", "home/"],
    ["${aws:username}/a", true, false, "", "/a"],
  ])(
    "%j: variables %j, the star alone %j, begins with %j, reads %j",
    ([written, variables, star, head, read]) => {
      const found = template(written);
      expect(hasVariables(found)).toBe(variables);
      expect(isStar(found)).toBe(star);
      expect(fixedHead(found)).toBe(head);
      expect(textOf(found)).toBe(read);
    },
  );

  test("without variables is the text as it stands", () => {
    expect(plainTemplate("${aws:username}")).toEqual([text("${aws:username}")]);
  });
});
