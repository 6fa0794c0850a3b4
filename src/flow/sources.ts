/** Sources: interned, so that two readings of one place are one. */
import type { TS } from '../lang/ts.js';
import { makeLabel, type Label, type Source, type SourceKind } from './labels.js';
import type { Value } from './value.js';

/** The kind of a source that nobody knows: a value that is reported wherever it comes from. */
export const UNTRACKED: SourceKind = 'untracked';

const byNode = new WeakMap<TS.Node, Map<string, Source>>();

/** What is known of a source beside its kind and place. */
export type SourceDetail = Pick<Source, 'child' | 'path' | 'fields' | 'parts' | 'hidden' | 'omitted' | 'own'>;

function keyOf(kind: SourceKind, text: string, { path, fields, parts, hidden, omitted, own }: SourceDetail): string {
  return [kind, text, path?.join('.'), fields?.join(), parts, hidden?.join(), omitted?.join(), own].join('|');
}

/** Returns the source of a kind that a node reads. */
export function sourceAt(kind: SourceKind, node: TS.Node, text: string, detail: SourceDetail = {}): Source {
  let known = byNode.get(node);
  if (!known) {
    known = new Map();
    byNode.set(node, known);
  }
  const key = keyOf(kind, text, detail);
  let source = known.get(key);
  if (!source) {
    source = { kind, node, text, ...detail };
    known.set(key, source);
  }
  return source;
}

export function sourceLabel(
  kind: SourceKind,
  node: TS.Node,
  text: string,
  form?: number,
  detail: SourceDetail = {},
): Label {
  return makeLabel(sourceAt(kind, node, text, detail), form);
}

const patterns = new Map<string, RegExp>();

/** True when a property of this name is of interest where the whole is. */
export function hasPart({ parts }: Source, name: string): boolean {
  if (parts === undefined || ELEMENT.test(name)) return true;
  let pattern = patterns.get(parts);
  if (!pattern) {
    pattern = new RegExp(parts, 'i');
    patterns.set(parts, pattern);
  }
  return pattern.test(name);
}

const ELEMENT = /^(?:\[\]|\d+)$/;

/** What is known of a property: an element of a list of rows is a row, a column is not. */
function partDetail({ child, path, fields, parts, hidden, omitted, own }: SourceDetail, name: string): SourceDetail {
  if (ELEMENT.test(name)) return { child, path, fields, parts, hidden, omitted, own };
  return { child, path: [...(path ?? []), name], own };
}

/** Returns the label with its source narrowed to a property of it, for messages that quote the whole expression. */
export function sourcePart(
  label: Label,
  name: string,
  node: TS.Node | null,
  kind: SourceKind = label.source.kind,
): Label {
  const { source } = label;
  if (node === null || name.startsWith('%'))
    return kind === source.kind
      ? label
      : { ...label, source: sourceAt(kind, source.node, source.text, partDetail(source, name)) };
  const text =
    source.text.length > 80
      ? source.text
      : name === '[]'
        ? `${source.text}[…]`
        : /^\w+$/.test(name)
          ? `${source.text}.${name}`
          : `${source.text}['${name}']`;
  return { ...label, source: sourceAt(kind, source.node, text, partDetail(source, name)) };
}

function detailWith({ child, path, fields, parts, hidden, own }: Source, omitted: readonly string[]): SourceDetail {
  return { child, path, fields, parts, hidden, omitted, own };
}

/** Returns the label of a copy of the value's own properties, which is of no class any more. */
export function sourceCopied(label: Label): Label {
  const { source } = label;
  if (source.hidden === undefined) return label;
  const { child, path, fields, parts, omitted, own } = source;
  return {
    ...label,
    source: sourceAt(source.kind, source.node, source.text, { child, path, fields, parts, omitted, own }),
  };
}

/** Returns the label of the same value without some of its properties. */
export function sourceWithout(label: Label, names: readonly string[]): Label {
  const { source } = label;
  if (names.length === 0) return label;
  const omitted = [...new Set([...(source.omitted ?? []), ...names])];
  return { ...label, source: sourceAt(source.kind, source.node, source.text, detailWith(source, omitted)) };
}

/** Returns whether a value is a direct part of what the client sent: deeper inside only models look for their options. */
export function isOwnPart({ labels }: Value): boolean {
  return labels.every(({ source }) => (source.path?.length ?? 0) < 2);
}
