/** Answers: when a text that a handler answers is read as HTML. */
import type { TS } from '../../lang/ts.js';
import { plainCall } from '../../flow/calls.js';
import { Form } from '../../flow/forms.js';
import type { Label } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import { awaited, resolved } from '../../flow/promises.js';
import type { Call, Obj } from '../../flow/refs.js';
import type { SinkSpec } from '../../flow/semantics.js';
import { soleText, UNKNOWN, type Value } from '../../flow/value.js';

const TYPE = '%contentType';

/** Notes the content type of an answer. */
export function setContentType(m: Machine, answer: Obj, type: Value): void {
  m.setCell(answer, TYPE, type);
}

/** Notes the content type when a header of that name is set. */
export function noteHeader(m: Machine, answer: Obj, name: Value | undefined, value: Value | undefined): void {
  const text = name ? soleText(name) : null;
  if (text?.toLowerCase() === 'content-type') setContentType(m, answer, value ?? UNKNOWN);
}

/** What is known of an answer's content type: null when it was not set. */
export function contentTypeOf(m: Machine, answer: Obj | null): 'html' | 'other' | 'unknown' | null {
  const type = answer ? m.cell(answer, TYPE) : undefined;
  if (!type) return null;
  const texts = type.consts.map((each) => String(each.value));
  if (texts.some((text) => isHtml(text))) return 'html';
  return type.open || texts.length === 0 ? 'unknown' : 'other';
}

/** Names, extensions and media types that a browser reads as a document with scripts. */
export function isHtml(type: string): boolean {
  return /^\.?(?:x?html?|svg)$|text\/html|application\/xhtml|image\/svg/i.test(type.trim());
}

/** Parts that stand in a text, or are texts: structured data is answered as JSON. */
function isTextual(label: Label): boolean {
  return (label.form & Form.String) !== 0 && (label.lead !== null || (label.form & (Form.Number | Form.Boolean)) === 0);
}

/** Reports the untrusted parts of an answered text as HTML. */
export function answerHtml(
  m: Machine,
  value: Value,
  node: TS.Node,
  callee: string,
  call: Call = plainCall(node, UNKNOWN, []),
): void {
  const text = awaited(value);
  const labels = text.labels.filter(isTextual);
  if (labels.length > 0) m.sink({ ...text, labels, refs: [] }, node, call, { kind: 'html' }, callee);
}

/** plain: sent as it is; serialized: fields that its class excludes are left out; mapped: made into something else first. */
export type AnswerForm = 'plain' | 'serialized' | 'mapped';

const KINDS: Readonly<Record<AnswerForm, string>> = {
  plain: 'answer',
  serialized: 'answer-serialized',
  mapped: 'answer-mapped',
};

/** Notes what leaves in an answer, of whatever type: the rules about exposure ask for it. */
export function answerData(
  m: Machine,
  value: Value,
  node: TS.Node,
  callee: string,
  call: Call = plainCall(node, UNKNOWN, []),
  form: AnswerForm = 'plain',
): void {
  const data = resolved(m, value, node);
  if (!m.dead) m.watcher?.answered?.(m, data, node);
  m.sink(data, node, call, { kind: KINDS[form], deep: true }, callee);
}

/** The part of a call that leaves in an answer. */
export function answerSink(at: string): SinkSpec {
  return { at, kind: 'answer', deep: true };
}

/** True when a text certainly begins a document: servers that guess the type look at its first character. */
export function beginsWithTag(value: Value): boolean {
  const shape = awaited(value).shape;
  return shape !== null && /^\s*</.test(shape);
}
