/** Decorators of a class or method as marks: composed ones (`applyDecorators`, functions of the program) are taken apart. */
import { callValue, plainCall } from '../../flow/calls.js';
import { decoratorsOf, type DecoratorUse } from '../../flow/decorators.js';
import type { Machine } from '../../flow/machine.js';
import type { ClassRef } from '../../flow/refs.js';
import { UNDEFINED } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import { marksOf, type Mark } from '../../models/nest/core.js';

function read(m: Machine, use: DecoratorUse): readonly Mark[] {
  const { lib } = use;
  if (lib && lib.entity.name !== 'applyDecorators')
    return [{ name: lib.entity.name, specifier: lib.entity.specifier, args: use.args, node: use.node }];
  if (!ts.isCallExpression(use.node.expression)) return marksOf(use.value).map((each) => ({ ...each, node: use.node }));
  const { store } = m;
  const made = callValue(m, use.value, plainCall(use.node, UNDEFINED, use.args));
  if (m.dead) m.store = store;
  return marksOf(made).map((each) => ({ ...each, node: use.node }));
}

/** Returns the marks on a class, method or parameter, the nearest to it first. */
export function marksOn(m: Machine, node: TS.Node): readonly Mark[] {
  return decoratorsOf(m, node).flatMap((use) => read(m, use));
}

/** The class and its parents in the program, the class first. */
export function lineage(cls: ClassRef): readonly ClassRef[] {
  const all: ClassRef[] = [];
  for (let each: ClassRef | undefined = cls; each && !all.includes(each);) {
    all.push(each);
    each = each.parent?.refs.find((ref): ref is ClassRef => ref.kind === 'class');
  }
  return all;
}

/** Metadata of a class is looked up along the chain of its parents: what the class has itself hides theirs. */
export function classMarks(m: Machine, cls: ClassRef): readonly Mark[] {
  const found: Mark[] = [];
  for (const each of lineage(cls)) {
    const own = marksOn(m, each.node);
    const hidden = new Set(found.map(keyOf));
    found.push(...own.filter((mark) => !hidden.has(keyOf(mark))));
  }
  return found;
}

function keyOf({ name, args }: Mark): unknown {
  if (name !== 'SetMetadata') return name;
  const [key] = args;
  return key?.refs[0] ?? key?.consts[0]?.value;
}

export function named(marks: readonly Mark[], name: string, specifier = '@nestjs/common'): readonly Mark[] {
  return marks.filter((mark) => mark.name === name && mark.specifier === specifier);
}
