/** The modules of a NestJS application: what they declare, from the root down (https://docs.nestjs.com/modules). */
import { getProperty } from '../../flow/access.js';
import { elementsOf } from '../../flow/elements.js';
import type { Machine } from '../../flow/machine.js';
import { awaited } from '../../flow/promises.js';
import type { ClassRef } from '../../flow/refs.js';
import { NOTHING, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { classMarks, named } from './marks.js';

export interface Modules {
  readonly classes: readonly ClassRef[];
  readonly controllers: readonly ClassRef[];
  /** Providers as written: classes and objects with `provide`. */
  readonly providers: readonly Value[];
}

export function listOf(m: Machine, value: Value, node: TS.Node): readonly Value[] {
  if (!value.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array'))
    return value.refs.length > 0 ? [value] : [];
  const { known, rest } = elementsOf(m, value, node);
  return rest === NOTHING ? known : [...known, rest];
}

export function classesIn(value: Value): readonly ClassRef[] {
  return value.refs.filter((ref): ref is ClassRef => ref.kind === 'class');
}

/** Returns everything that the tree below a root module declares. */
export function modulesBelow(m: Machine, root: Value, node: TS.Node): Modules {
  const classes = new Set<ClassRef>();
  const controllers = new Set<ClassRef>();
  const providers: Value[] = [];
  const seen = new Set<unknown>();
  const declared = (options: Value): void => {
    for (const each of listOf(m, getProperty(m, options, 'controllers', node), node))
      for (const cls of classesIn(each)) controllers.add(cls);
    providers.push(...listOf(m, getProperty(m, options, 'providers', node), node));
    for (const each of listOf(m, getProperty(m, options, 'imports', node), node)) visit(each);
  };
  const visit = (given: Value): void => {
    const value = awaited(given);
    for (const ref of value.refs) {
      if (seen.has(ref)) continue;
      seen.add(ref);
      if (ref.kind === 'class') {
        classes.add(ref);
        for (const mark of named(classMarks(m, ref), 'Module')) if (mark.args[0]) declared(mark.args[0]);
      } else if (ref.kind === 'obj' && ref.entity === null && ref.shape === 'object') {
        const dynamic: Value = { ...value, refs: [ref] };
        visit(getProperty(m, dynamic, 'module', node));
        declared(dynamic);
      }
    }
  };
  visit(root);
  return { classes: [...classes], controllers: [...controllers], providers };
}
