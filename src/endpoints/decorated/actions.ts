/** Methods of decorated classes that answer to clients. */
import { entryCall } from '../../flow/calls.js';
import { instanceOf } from '../../flow/classes.js';
import { bound, makeFunction } from '../../flow/functions.js';
import type { Machine } from '../../flow/machine.js';
import { moduleState } from '../../flow/modules.js';
import { awaited } from '../../flow/promises.js';
import type { ClassRef } from '../../flow/refs.js';
import { UNKNOWN, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import type { Mark } from '../../models/nest/core.js';
import { nameOfValue } from '../names.js';
import { classMarks, lineage, marksOn } from '../nest/marks.js';
import { handling } from '../own.js';
import { judgeAnswer, probeCall, probeHandler } from '../probe.js';
import { judgement } from '../steps.js';
import { deciding } from '../verdicts.js';
import type { ChainStep, Handling } from '../types.js';

/** A method with what stands on it and on its class. */
export interface Action {
  readonly cls: ClassRef;
  readonly member: TS.MethodDeclaration;
  readonly owner: readonly Mark[];
  readonly own: readonly Mark[];
  readonly handler: Value;
  readonly handling: () => Handling;
}

/** Returns the methods of classes that carry a decorator of a package. */
export function actionsOf(
  m: Machine,
  files: readonly TS.SourceFile[],
  specifier: string,
  isOwner: (name: string) => boolean,
  callers?: ReadonlySet<number>,
): readonly Action[] {
  return files
    .filter((file) => file.text.includes(specifier))
    .flatMap((file) => moduleState(m, file).classes)
    .flatMap((cls) => {
      const owner = classMarks(m, cls).filter((mark) => mark.specifier === specifier);
      return owner.some(({ name }) => isOwner(name)) ? methodsOf(m, cls, owner, specifier, callers) : [];
    });
}

function methodsOf(
  m: Machine,
  cls: ClassRef,
  owner: readonly Mark[],
  specifier: string,
  callers?: ReadonlySet<number>,
): readonly Action[] {
  const seen = new Set<string>();
  return lineage(cls).flatMap((home) =>
    [...home.methods].flatMap(([name, member]): readonly Action[] => {
      if (!ts.isMethodDeclaration(member) || seen.has(name)) return [];
      seen.add(name);
      const own = marksOn(m, member).filter((mark) => mark.specifier === specifier);
      if (own.length === 0) return [];
      const self = instanceOf(m, cls);
      const handler = bound(makeFunction(m, member, home.scope, self, home), self);
      return [
        {
          cls,
          member,
          owner,
          own,
          handler,
          handling: handling(m, () => probeCall(m, handler, entryCall(member, self), callers)),
        },
      ];
    }),
  );
}

/** Runs a function of the program that answers whether somebody may pass; without one that can be run nobody knows. */
export function checkerStep(
  m: Machine,
  checker: Value,
  args: readonly Value[],
  node: TS.Node,
  self: Value = UNKNOWN,
): ChainStep {
  const named = nameOfValue(checker, node);
  if (checker.refs.length === 0) return { name: 'an authorization check', node, verdict: 'unknown' };
  const evidence = deciding(probeHandler(m, checker, args, node, self));
  const answers = evidence.answers.map(awaited);
  return { ...named, ...judgement(judgeAnswer({ ...evidence, answers }), evidence) };
}
