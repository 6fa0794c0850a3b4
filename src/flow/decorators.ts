/** Decorators: what stands on a class, its members and their parameters, evaluated once and kept for models to read. */
import { ts, type TS } from '../lang/ts.js';
import { evaluate } from './eval.js';
import type { Machine } from './machine.js';
import { partsOf, valuesOf } from './modelled.js';
import type { Call, ClassRef, LibRef } from './refs.js';
import type { Scope } from './scope.js';
import type { Value } from './value.js';

export interface DecoratorUse {
  readonly node: TS.Decorator;
  /** What the decorator expression (or the callee of its call) is. */
  readonly value: Value;
  readonly lib: LibRef | null;
  readonly args: readonly Value[];
  /** The decorator is what a call gives: `@IsIn(list)`, not `@Injectable`. */
  readonly called: boolean;
}

const KEY = 'decorators';

function table(m: Machine): Map<TS.Node, readonly DecoratorUse[]> {
  let known = m.notes.get(KEY) as Map<TS.Node, readonly DecoratorUse[]> | undefined;
  if (!known) {
    known = new Map();
    m.notes.set(KEY, known);
  }
  return known;
}

/** Returns the decorators on a class, member or parameter as they were evaluated. */
export function decoratorsOf(m: Machine, node: TS.Node): readonly DecoratorUse[] {
  return table(m).get(node) ?? [];
}

function readUse(m: Machine, node: TS.Decorator, scope: Scope): DecoratorUse {
  const { expression } = node;
  const call = ts.isCallExpression(expression) ? expression : null;
  const value = evaluate(m, call ? call.expression : expression, scope);
  const [ref] = value.refs;
  const args = call ? call.arguments.map((each) => evaluate(m, each, scope)) : [];
  const lib = ref?.kind === 'lib' ? ref : null;
  const spec = call && lib ? lib.entity.call : null;
  if (lib && spec && (spec.roles || spec.sinks || spec.native)) {
    const use: Call = {
      node: expression,
      self: value,
      args,
      argNodes: [...(call?.arguments ?? [])],
      restFrom: null,
      isNew: false,
      spec,
      entity: lib.entity,
    };
    m.record(lib.entity, use, partsOf(m, use, spec), valuesOf(m, use, spec));
  }
  return { node, value, lib, args, called: call !== null };
}

/** Evaluates the decorators of a class with its members and parameters, or of a function's parameters. */
export function recordDecorators(
  m: Machine,
  node: TS.ClassLikeDeclaration | TS.FunctionDeclaration,
  scope: Scope,
  _cls: ClassRef | null = null,
): void {
  const uses = table(m);
  const read = (target: TS.Node): void => {
    const found = ts.canHaveDecorators(target) ? (ts.getDecorators(target) ?? []) : [];
    if (found.length > 0)
      uses.set(
        target,
        found.map((each) => readUse(m, each, scope)),
      );
  };
  if (!ts.isClassLike(node)) return;
  read(node);
  for (const member of node.members) {
    read(member);
    if (ts.isMethodDeclaration(member) || ts.isConstructorDeclaration(member))
      for (const parameter of member.parameters) read(parameter);
  }
}
