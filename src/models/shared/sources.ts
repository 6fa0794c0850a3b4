/** Sources whose text in messages is not the expression that reads them. */
import type { TS } from '../../lang/ts.js';
import { clientValue } from '../../flow/access.js';
import { ANY_FORM } from '../../flow/forms.js';
import type { Machine } from '../../flow/machine.js';
import type { SourceSpec } from '../../flow/semantics.js';
import { sourceLabel } from '../../flow/sources.js';
import type { Value } from '../../flow/value.js';

/** Returns a source that messages call by the given text. */
export function namedSource(m: Machine, spec: SourceSpec, node: TS.Node, text: string): Value {
  const label = sourceLabel(spec.kind, node, text, spec.form ?? ANY_FORM, { child: spec.child });
  return clientValue(m, spec.facts ? { ...label, facts: spec.facts } : label, node);
}
