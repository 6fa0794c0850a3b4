/**
 * Numbers that an update adds to what is stored, or takes from it: `set({ stock: sql`${items.stock} - ${quantity}` })`
 * (https://orm.drizzle.team/docs/sql#sql-in-select, https://orm.drizzle.team/docs/update).
 */
import { applySpec } from '../../flow/modelled.js';
import { UNKNOWN, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import type { Natives } from '../schema.js';

const AMOUNTS = 'amounts';

interface Amount {
  readonly value: Value;
  readonly node: TS.Node;
}

/** The places of a template, by number, that an operator of arithmetic stands in front of. */
function added(node: TS.Node): readonly (readonly [number, TS.Expression])[] {
  if (!ts.isTaggedTemplateExpression(node) || !ts.isTemplateExpression(node.template)) return [];
  const { head, templateSpans } = node.template;
  return templateSpans.flatMap((span, index) => {
    const before = index === 0 ? head.text : (templateSpans[index - 1]?.literal.text ?? '');
    return /[-+*]\s*$/.test(before) ? [[index, span.expression] as const] : [];
  });
}

export const drizzleAmountNatives: Natives = {
  'drizzle.sql': (m, call) => {
    if (!call.entity || !call.spec) return UNKNOWN;
    const made = applySpec(m, call.entity, call, call.spec);
    for (const [index, node] of added(call.node)) {
      const value = call.args[index + 1];
      if (!value || value.labels.length === 0) continue;
      const amount: Amount = { value, node };
      for (const ref of made.refs) if (ref.kind === 'obj') m.keep(ref, AMOUNTS, amount);
    }
    return made;
  },
  'drizzle.set': (m, call) => {
    if (!call.entity || !call.spec) return UNKNOWN;
    for (const changes of call.args[0]?.refs ?? []) {
      if (changes.kind !== 'obj') continue;
      for (const ref of m.contents(changes).refs)
        if (ref.kind === 'obj')
          for (const { value, node } of m.kept(ref, AMOUNTS) as readonly Amount[])
            m.sink(value, node, call, { kind: 'quantity', what: 'the stored number' }, call.entity.name);
    }
    return applySpec(m, call.entity, call, call.spec);
  },
};
