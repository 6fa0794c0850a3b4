/** Decides whether what reaches a sink can do harm there, and notes it. */
import { clears, type SinkKind } from './labels.js';
import type { Machine } from './machine.js';
import type { Call } from './refs.js';
import type { SinkSpec } from './semantics.js';
import { arrived } from './trails.js';
import type { Value } from './value.js';
import type { TS } from '../lang/ts.js';

/** Notes each label of a value that can do harm at a sink of this kind. */
export function judge(
  m: Machine,
  part: Value,
  kind: SinkKind,
  node: TS.Node,
  call: Call,
  spec: Omit<SinkSpec, 'at'>,
  callee: string,
): void {
  const policy = m.semantics.policy(kind);
  if (!policy) return;
  if (policy.constants) constantsOf(m, part, node, call, spec, callee, policy.what);
  for (const raw of part.labels) {
    const label = m.store.refined(raw);
    if (policy.from?.(label.source.kind) === false) continue;
    if ((label.form & policy.fears) === 0 || clears(label, kind)) continue;
    if (!policy.dangerous(label, part)) continue;
    m.log.hits.push({
      kind,
      label: arrived(m, label),
      node,
      call: call.node,
      what: spec.what ?? policy.what,
      callee,
      rewrite: spec.rewrite ?? null,
      against: spec.against,
      words: spec.words,
      stack: m.callStack(),
    });
  }
}

function constantsOf(
  m: Machine,
  value: Value,
  node: TS.Node,
  call: Call,
  spec: Pick<SinkSpec, 'kind' | 'what'>,
  callee: string,
  what: string,
): void {
  const fallback = value.open || value.labels.length > 0;
  for (const each of value.consts) {
    if (typeof each.value !== 'string' || each.value === '') continue;
    m.log.constants.push({
      kind: spec.kind,
      text: each.value,
      origin: each.origin,
      fallback,
      node,
      call: call.node,
      what: spec.what ?? what,
      callee,
      stack: m.callStack(),
    });
  }
}
