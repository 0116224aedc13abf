// Reads what a source file imports, in every form that the language has; forms that hide where they lead are named.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

export interface Import {
  readonly file: string;
  readonly specifier: string;
}

/** An import whose way cannot be read, or that no other tool sees: `import(name)`, `require(…)`, `import("…").Type`. */
export interface HiddenImport {
  readonly file: string;
  readonly text: string;
}

export interface Imports {
  readonly imports: readonly Import[];
  readonly hidden: readonly HiddenImport[];
}

/** The imports of a file of the project, or of `text` in its place. */
export function readImports(
  root: string,
  file: string,
  text = readFileSync(join(root, file), "utf8"),
): Imports {
  const imports: Import[] = [];
  const hidden: HiddenImport[] = [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== undefined && ts.isStringLiteralLike(specifier))
      imports.push({ file, specifier: specifier.text });
    if (isHidden(node, specifier)) hidden.push({ file, text: node.getText(source) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { imports, hidden };
}

/** The expression that says where an import leads; undefined for what is no import. */
function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument;
  const [argument] = ts.isCallExpression(node) && isImporter(node.expression) ? node.arguments : [];
  return argument;
}

const isImporter = (callee: ts.Node): boolean =>
  callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === "require");

/** Biome's search for circles sees neither type queries nor what is required, so nobody uses them. */
function isHidden(node: ts.Node, specifier: ts.Node | undefined): boolean {
  if (ts.isImportTypeNode(node) || ts.isExternalModuleReference(node)) return true;
  if (ts.isIdentifier(node) && node.text === "createRequire") return true;
  if (!ts.isCallExpression(node) || specifier === undefined) return false;
  return node.expression.kind !== ts.SyntaxKind.ImportKeyword || !ts.isStringLiteral(specifier);
}
