/** Sources: interned, so that two readings of one place are one. */
import type { TS } from '../lang/ts.js';
import { makeLabel, type Label, type Source, type SourceKind } from './labels.js';

/** The kind of a source that nobody knows: a value that is reported wherever it comes from. */
export const UNTRACKED: SourceKind = 'untracked';

const byNode = new WeakMap<TS.Node, Map<string, Source>>();

/** Returns the source of a kind that a node reads. */
export function sourceAt(kind: SourceKind, node: TS.Node, text: string, child?: number, own?: true): Source {
  let known = byNode.get(node);
  if (!known) {
    known = new Map();
    byNode.set(node, known);
  }
  const key = `${kind}|${text}`;
  let source = known.get(key);
  if (!source) {
    source = { kind, node, text, child, ...(own ? { own } : {}) };
    known.set(key, source);
  }
  return source;
}

export function sourceLabel(
  kind: SourceKind,
  node: TS.Node,
  text: string,
  form?: number,
  child?: number,
  own?: true,
): Label {
  return makeLabel(sourceAt(kind, node, text, child, own), form);
}

/** Returns the label with its source narrowed to a property of it, for messages that quote the whole expression. */
export function sourcePart(
  label: Label,
  name: string,
  node: TS.Node | null,
  kind: SourceKind = label.source.kind,
): Label {
  const { source } = label;
  if (node === null || source.text.length > 80 || name.startsWith('%'))
    return kind === source.kind ? label : { ...label, source: sourceAt(kind, source.node, source.text, source.child) };
  const text =
    name === '[]'
      ? `${label.source.text}[…]`
      : /^\w+$/.test(name)
        ? `${label.source.text}.${name}`
        : `${label.source.text}['${name}']`;
  return { ...label, source: sourceAt(kind, source.node, text, source.child, source.own) };
}
