/** What happens where a value reaches a sink: its labels, and as far as the sink says so what it holds, are judged. */
import type { TS } from '../lang/ts.js';
import { arrivingLabels, namedParts } from './arrivals.js';
import { ANY_FORM } from './forms.js';
import { keptLabels } from './kept.js';
import { clears, HOLE, type SinkKind } from './labels.js';
import type { Machine } from './machine.js';
import type { Call, Ref } from './refs.js';
import { spreadPart, withoutOverwritten } from './remains.js';
import type { SinkPolicy, SinkSpec } from './semantics.js';
import { arrivedLabel } from './trails.js';
import { labelled, NOTHING, type Value } from './value.js';

/** The place of a sink in a call. */
export interface SinkPlace {
  readonly node: TS.Node;
  readonly call: Call;
  readonly spec: Omit<SinkSpec, 'at'>;
  readonly callee: string;
}

/** Queries of search engines nest: a body, its query, a bool, a list, a clause and its fields. */
const MAX_DEPTH = 8;

/** Notes a sink that a value reaches, when one of its labels can do harm there. */
export function reachSink(m: Machine, place: SinkPlace, value: Value): void {
  const { spec } = place;
  const { under } = spec;
  m.watcher?.reached?.(m, spec.kind, value, place.node);
  if (m.watcher?.onlyWatches) return;
  const seen = new Set<Ref>();
  const visit = (part: Value, depth: number, counts: boolean): void => {
    if (counts) judge(m, place, withoutOverwritten(m, part), spec.kind);
    if (depth > MAX_DEPTH || (!spec.deep && depth > 0 && !spec.shape)) return;
    for (const ref of part.refs) {
      if (ref.kind !== 'obj' || seen.has(ref)) continue;
      seen.add(ref);
      // The object behind a label holds parts of what was judged already.
      if (ref.slots.has('backs') && part.labels.some((label) => label.ids[0] === ref.slots.get('backs'))) continue;
      const kept = keptLabels(m, ref, place.node);
      if (kept.length > 0) judge(m, place, labelled(kept, ANY_FORM), spec.kind);
      if (under && !counts) for (const name of under) visit(m.cell(ref, name) ?? NOTHING, depth + 1, true);
      if (spec.deep || spec.shape) visit(spreadPart(m, ref), depth + 1, counts);
      if (spec.keys !== undefined) judge(m, place, m.cell(ref, '%keys') ?? NOTHING, spec.keys);
      if (ref.shape === 'array' ? spec.deep || depth === 0 : spec.deep)
        visit(m.contents(ref, counts ? spec.except : under), depth + 1, counts);
    }
  };
  for (const { named, kind } of spec.fields ?? [])
    for (const part of namedParts(m, value, named)) judge(m, place, part, kind);
  const parts = spec.named === undefined ? [value] : namedParts(m, value, spec.named);
  for (const part of parts) visit(part, 0, under === undefined);
}

function judge(m: Machine, place: SinkPlace, part: Value, kind: SinkKind): void {
  const policy = m.semantics.policy(kind);
  if (!policy) return;
  if (policy.also !== undefined && part.labels.length > 0)
    judge(m, { ...place, spec: { kind: policy.also } }, part, policy.also);
  if (policy.constants) noteConstants(m, place, part, policy);
  for (const raw of arrivingLabels(part, place.node, place.spec.any === true)) {
    const label = m.store.refined(raw);
    if (policy.from?.(label.source.kind) === false) continue;
    if ((label.form & policy.fears & (place.spec.fears ?? -1)) === 0 || clears(label, kind)) continue;
    if (!policy.dangerous(label, part) || !m.log.ways.isNew(place.node, kind, label)) continue;
    m.log.hits.push({
      kind,
      label: arrivedLabel(m, label),
      node: place.node,
      call: place.call.node,
      what: place.spec.what ?? policy.what,
      callee: place.callee,
      rewrite: place.spec.rewrite ?? null,
      any: place.spec.any === true,
      against: place.spec.against,
      words: place.spec.words,
      stack: place.spec.stack ?? m.callStack(),
    });
  }
}

/** What a text that is not constant certainly begins with, and a hole; null when nothing is known of it. */
function leadOf({ shape, consts }: Value): string | null {
  const lead = consts.length === 0 ? (shape?.split(HOLE)[0] ?? '') : '';
  return lead === '' ? null : lead + HOLE;
}

function noteConstants(m: Machine, place: SinkPlace, value: Value, { what, numbers, leads }: SinkPolicy): void {
  const { node, call, spec, callee } = place;
  // What the library puts in front is not written by anybody.
  if (leads && spec.within !== undefined) return;
  const lead = leads ? leadOf(value) : null;
  if (lead !== null)
    m.log.constants.push({
      kind: spec.kind,
      text: lead,
      origin: null,
      fallback: false,
      node,
      call: call.node,
      what: spec.what ?? what,
      callee,
      stack: m.callStack(),
    });
  const fallback = value.open || value.labels.length > 0;
  for (const each of value.consts) {
    const text = numbers && typeof each.value === 'number' ? String(each.value) : each.value;
    if (typeof text !== 'string' || text === '') continue;
    m.log.constants.push({
      kind: spec.kind,
      text,
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
