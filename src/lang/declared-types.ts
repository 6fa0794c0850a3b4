/**
 * What declared types say of data, as JSON Schema. The project is opened with ts-morph: its types are asked as objects,
 * whichever copy of the compiler the host has (https://ts-morph.com/details/types).
 */
import { Node, Project, ts as morph, type SourceFile, type Type } from 'ts-morph';
import { anyOf, enumOf, objectSchema, type JsonSchema } from './json-schema.js';
import { ts, type TS } from './ts.js';

const MAX_DEPTH = 5;
const MAX_FIELDS = 60;

/** Results that stand for what comes out of them. */
const WRAPPERS: ReadonlySet<string> = new Set(['Promise', 'PromiseLike', 'Observable']);
const AS_TEXT: ReadonlyMap<string, JsonSchema> = new Map([
  ['Date', { type: 'string', format: 'date-time' }],
  ['URL', { type: 'string', format: 'uri' }],
  ['ObjectId', { type: 'string' }],
]);
const BINARY: ReadonlySet<string> = new Set([
  'Buffer',
  'ReadableStream',
  'Readable',
  'Uint8Array',
  'Blob',
  'StreamableFile',
]);

function literalOf(type: Type): string | number | boolean | null | undefined {
  if (type.isNull()) return null;
  if (type.isBooleanLiteral()) return type.getText() === 'true';
  if (type.isStringLiteral() || type.isNumberLiteral() || type.isEnumLiteral()) {
    const value = type.getLiteralValue();
    return typeof value === 'string' || typeof value === 'number' ? value : undefined;
  }
  return undefined;
}

function ofUnion(type: Type, at: Node, around: readonly Type[]): JsonSchema {
  const options = type.getUnionTypes().filter((each) => !each.isUndefined() && !each.isVoid());
  const values = options.map(literalOf);
  const known = values.flatMap((each) => (each === undefined ? [] : [each]));
  const others = options.filter((_each, index) => values[index] === undefined);
  const isBoolean = known.includes(true) && known.includes(false);
  const constants = known.filter((each) => !(isBoolean && typeof each === 'boolean') && each !== null);
  return anyOf([
    ...(isBoolean ? [{ type: 'boolean' }] : []),
    ...(constants.length > 0 ? [enumOf(constants)] : []),
    ...others.map((each) => schemaOf(each, at, around)),
    ...(known.includes(null) ? [{ type: 'null' }] : []),
  ]);
}

function ofObject(type: Type, at: Node, around: readonly Type[]): JsonSchema {
  const symbol = type.getAliasSymbol() ?? type.getSymbol();
  const name = symbol?.getName() ?? '';
  const fields = type
    .getProperties()
    .filter((each) => !each.getName().startsWith('__') && !each.getName().startsWith('['))
    .slice(0, MAX_FIELDS)
    .flatMap((each) => {
      const own = each.getTypeAtLocation(at);
      if (own.getCallSignatures().length > 0) return [];
      return [
        [each.getName(), schemaOf(own, at, [...around, type]), !each.isOptional() && !own.isUndefined()] as const,
      ];
    });
  const index = type.getStringIndexType();
  return objectSchema(fields, {
    ...(/^[A-Za-z]\w*$/.test(name) ? { title: name } : {}),
    ...(index ? { additionalProperties: schemaOf(index, at, [...around, type]) } : {}),
  });
}

function schemaOf(type: Type, at: Node, around: readonly Type[] = []): JsonSchema {
  if (around.length > MAX_DEPTH || around.includes(type)) return {};
  if (type.isAny() || type.isUnknown() || type.isNever() || type.isTypeParameter()) return {};
  const literal = literalOf(type);
  if (literal !== undefined) return literal === null ? { type: 'null' } : enumOf([literal]);
  if (type.isString() || type.isTemplateLiteral()) return { type: 'string' };
  if (type.isNumber()) return { type: 'number' };
  if (type.isBoolean()) return { type: 'boolean' };
  if (type.isBigInt()) return { type: 'integer' };
  if (type.isUndefined() || type.isVoid()) return {};
  if (type.isUnion()) return ofUnion(type, at, around);
  if (type.isArray() || type.isReadonlyArray())
    return { type: 'array', items: schemaOf(type.getArrayElementTypeOrThrow(), at, [...around, type]) };
  if (type.isTuple())
    return { type: 'array', prefixItems: type.getTupleElements().map((each) => schemaOf(each, at, [...around, type])) };
  const name = type.getSymbol()?.getName() ?? '';
  const [first] = type.getTypeArguments();
  if (WRAPPERS.has(name) && first) return schemaOf(first, at, around);
  const text = AS_TEXT.get(name);
  if (text) return text;
  if (BINARY.has(name)) return { type: 'string', format: 'binary' };
  return type.isObject() || type.isIntersection() ? ofObject(type, at, around) : {};
}

/** The enums by which nodes and types are told apart: where two copies of the compiler agree on them, they read the same tree. */
const TELLING = ['SyntaxKind', 'NodeFlags', 'TypeFlags', 'ObjectFlags', 'SymbolFlags', 'ModifierFlags'] as const;

function speaksAlike(): boolean {
  return TELLING.every((name) => JSON.stringify(ts[name]) === JSON.stringify(morph[name]));
}

/** Files of one tsconfig.json, opened with types. */
export class DeclaredTypes {
  readonly #project: Project;

  /**
   * Opens files with the options of a tsconfig.json.
   * @throws {Error} when the tsconfig.json cannot be read.
   */
  constructor(configFile: string, files: readonly string[]) {
    this.#project = new Project({
      tsConfigFilePath: configFile,
      skipAddingFilesFromTsConfig: true,
      compilerOptions: { noEmit: true, skipLibCheck: true },
    });
    for (const file of files) this.#project.addSourceFileAtPathIfExists(file);
    this.#project.resolveSourceFileDependencies();
  }

  /** The program for the analysis; null when the host's copy of the compiler reads other trees than that of ts-morph. */
  program(): TS.Program | null {
    const program: unknown = this.#project.getProgram().compilerObject;
    return speaksAlike() ? (program as TS.Program) : null;
  }

  #find(node: TS.Node): Node | null {
    const file: SourceFile | undefined = this.#project.getSourceFile(node.getSourceFile().fileName);
    return file?.getDescendantAtStartWithWidth(node.getStart(), node.getWidth()) ?? null;
  }

  /** Returns what the type of an expression or parameter says; an empty schema where it says nothing. Never throws. */
  schemaAt(node: TS.Node): JsonSchema {
    try {
      const found = this.#find(node);
      if (!found) return {};
      const type = Node.isParameterDeclaration(found) || Node.isExpression(found) ? found.getType() : null;
      return type ? schemaOf(type, found) : {};
    } catch {
      // A type that the compiler fails on is one of which nothing is known.
      return {};
    }
  }

  /** Returns what the written return type of a function says; an empty schema where none is written. Never throws. */
  resultOf(node: TS.Node): JsonSchema {
    try {
      const found = this.#find(node);
      if (!found || !Node.isReturnTyped(found) || !found.getReturnTypeNode()) return {};
      return schemaOf(found.getReturnType(), found);
    } catch {
      return {};
    }
  }
}
