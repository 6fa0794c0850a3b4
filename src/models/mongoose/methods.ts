/** Functions that a schema gives its models and their documents (https://mongoosejs.com/docs/guide.html#methods, #statics). */
import type { Machine } from '../../flow/machine.js';
import type { Obj } from '../../flow/refs.js';
import type { Native } from '../../flow/semantics.js';
import { soleText, UNKNOWN, type Value } from '../../flow/value.js';
import { isOwnFunction } from '../shared/chain.js';

/** Tables of functions that a schema gives its models, and those that it gives documents. */
export const STATICS = 'statics';
export const METHODS = 'methods';

type Named = readonly [string, Value];

function functionsOf(m: Machine, schema: Obj, sort: string): readonly Named[] {
  const tables = [m.cell(schema, sort), ...(m.kept(schema, sort) as readonly Value[])];
  return tables.flatMap((table) =>
    (table?.refs ?? []).flatMap((ref) =>
      ref.kind === 'obj'
        ? [...ref.cells.keys()].flatMap((name) => {
            const value = name.startsWith('%') ? undefined : m.cell(ref, name);
            return value && isOwnFunction(value) ? [[name, value] as const] : [];
          })
        : [],
    ),
  );
}

/** `schema.statics.find = ...`, `schema.static('find', ...)`, the option `statics`. */
export function staticsOf(m: Machine, schema: Obj): readonly Named[] {
  return functionsOf(m, schema, STATICS);
}

/** `schema.methods.check = ...`, `schema.method('check', ...)`, the option `methods`. */
export function methodsOf(m: Machine, schemas: readonly Value[]): readonly Named[] {
  return schemas.flatMap(({ refs }) => refs.flatMap((ref) => (ref.kind === 'obj' ? functionsOf(m, ref, METHODS) : [])));
}

/** `schema.static('find', function)`, `schema.static({ find })`, and the same with `method`. */
export function adding(sort: string): Native {
  return (m, call) => {
    const [first = UNKNOWN, run] = call.args;
    const name = soleText(first);
    const table = name !== null && run ? m.object('object', null, [[name, run]]) : first;
    for (const ref of call.self.refs) if (ref.kind === 'obj' && table.refs.length > 0) m.keep(ref, sort, table);
    return call.self;
  };
}
