/**
 * Resolvers whose schema is written in its own language (https://docs.nestjs.com/graphql/quick-start#schema-first): classes of
 * arguments are generated from it and say less than it does, so its text is asked.
 */
import { schemaTextNear } from '../../lang/graphql-schema.js';
import { ts, type TS } from '../../lang/ts.js';
import { decoratorsOf } from '../../flow/decorators.js';
import type { Machine } from '../../flow/machine.js';
import { soleText } from '../../flow/value.js';
import { argumentsOf, type Arguments } from '../graphql/sdl.js';
import type { Shape } from '../shared/shape.js';

const OPERATIONS: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);

let last: { readonly text: string; readonly found: Arguments } = { text: '', found: new Map() };

/** All parameters of a service ask for the same text. */
function argumentsIn(text: string): Arguments {
  if (text !== last.text) last = { text, found: argumentsOf(text) };
  return last.found;
}

/** `Mutation.createUser`: the field of the schema that a method resolves; null for a method that resolves no operation. */
function fieldOf(m: Machine, method: TS.Node): string | null {
  for (const { lib, args } of decoratorsOf(m, method)) {
    const root = lib?.entity.name ?? '';
    if (lib?.entity.specifier !== '@nestjs/graphql' || !OPERATIONS.has(root)) continue;
    const [first] = args;
    const own = ts.isMethodDeclaration(method) && ts.isIdentifier(method.name) ? method.name.text : null;
    const name = first === undefined ? own : soleText(first);
    return name === null ? null : `${root}.${name}`;
  }
  return null;
}

/** Returns what the schema of the package lets in for a parameter: an argument by its name, or all of them. Null where no schema declares it. */
export function declaredArgument(m: Machine, parameter: TS.ParameterDeclaration, name: string | null): Shape | null {
  const field = fieldOf(m, parameter.parent);
  if (field === null) return null;
  const text = schemaTextNear(parameter.getSourceFile().fileName);
  const all = text === '' ? undefined : argumentsIn(text).get(field);
  if (!all || name === null) return all ?? null;
  return all.kind === 'object' ? (all.properties.get(name)?.shape ?? null) : null;
}
