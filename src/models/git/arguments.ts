/** Methods of simple-git hand texts and lists of texts to git in their order. */
import { elementsOf } from '../../flow/elements.js';
import { objectOf } from '../kit.js';
import { applySpec } from '../../flow/modelled.js';
import { constant, NOTHING, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { elementNodes, judgeArguments } from '../child-process/programs.js';
import type { Natives } from '../schema.js';

export const gitNatives: Natives = {
  'git.run': (m, call) => {
    const words: { readonly value: Value; readonly node: TS.Node }[] = [];
    call.args.forEach((given, index) => {
      const node = call.argNodes[index];
      if (objectOf(given)?.shape !== 'array') {
        words.push({ value: given, node: node ?? call.node });
        return;
      }
      const { known, rest } = elementsOf(m, given, call.node);
      const at = elementNodes(node, call);
      for (const [place, value] of (rest === NOTHING ? known : [...known, rest]).entries())
        words.push({ value, node: at(place) });
    });
    const list = m.array(
      words.map(({ value }) => value),
      null,
    );
    judgeArguments(
      m,
      call,
      constant('git'),
      list,
      (index) => words[index]?.node ?? call.node,
      call.entity?.name ?? 'git',
    );
    return call.entity && call.spec ? applySpec(m, call.entity, call, call.spec) : UNKNOWN;
  },
};
