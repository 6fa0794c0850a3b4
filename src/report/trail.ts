/**
 * The grammar of a message that tells a flow. Messages survive ESLint's cache and worker threads and any other runner, so
 * code flows of SARIF and the reports are read back from them:
 *
 *     message = kind " from " code " " place " reaches " sink [ " " place ]
 *               [ " through " step *( " then " step ) ] ". " remedy
 *     step    = code " " place
 *     code    = "`" text "`"
 *     place   = "(" file ":" line ":" column ")"
 *
 * A backslash escapes what would end a part early, so `parseMessage` undoes `formatMessage` for every trail.
 */
import { escapeText, escapeUnsafe, unescapeText } from './escape.js';
import type { Place } from './place.js';
import { shorten } from './shorten.js';

/** A function that the value passes through. */
export interface Step {
  readonly name: string;
  readonly place: Place;
}

/** Where the value comes from. */
export interface Origin {
  /** Who wrote the value, in words that begin a sentence: "User input". */
  readonly kind: string;
  /** The expression as written. */
  readonly text: string;
  readonly place: Place;
}

/** What a finding with a flow tells. */
export interface Trail {
  readonly source: Origin;
  /** From the source to the sink, in the order of the flow. */
  readonly steps: readonly Step[];
  /** A noun phrase: "the SQL text of `Pool.query`". */
  readonly sink: string;
  /** Where the sink stands; null when the report stands there. */
  readonly sinkPlace: Place | null;
  /** What to do, in whole sentences. */
  readonly remedy: string;
}

const FROM = ' from ';
const REACHES = ' reaches ';
const THROUGH = ' through ';
const THEN = ' then ';

// Each matches one character and looks ahead, so that overlapping ends are all escaped.
const KIND_END = / (?=from `)/g;
const CODE_END = /`/g;
const FILE_END = /:(?=\d)/g;
const SINK_END = /\.(?= |$)| (?=through `|\()/g;

function formatPlace(place: Place): string {
  return `(${escapeText(place.file, FILE_END)}:${place.line}:${place.column})`;
}

function formatCode(text: string, place: Place): string {
  return `\`${escapeText(shorten(text), CODE_END)}\` ${formatPlace(place)}`;
}

/**
 * Returns the message of a finding with a flow, on one line. Quoted source text is shortened; everything else is kept.
 * Lines and columns must be whole numbers that are not negative.
 */
export function formatMessage(trail: Trail): string {
  const { source, steps, sink, sinkPlace, remedy } = trail;
  const origin = `${escapeText(source.kind, KIND_END)}${FROM}${formatCode(source.text, source.place)}`;
  const passed = steps.map((step) => formatCode(step.name, step.place)).join(THEN);
  const through = steps.length === 0 ? '' : `${THROUGH}${passed}`;
  const reached = `${escapeText(sink, SINK_END)}${sinkPlace === null ? '' : ` ${formatPlace(sinkPlace)}`}`;
  return `${origin}${REACHES}${reached}${through}. ${escapeUnsafe(remedy)}`;
}

/** A position in a message up to which it has been read. */
interface Cursor {
  readonly message: string;
  at: number;
}

/** Reads escaped text up to the first unescaped match of `end`, which is not consumed; undefined when there is none. */
function readUntil(cursor: Cursor, end: RegExp): string | undefined {
  const { message } = cursor;
  const start = cursor.at;
  const sticky = new RegExp(end.source, 'y');
  for (let index = start; index < message.length; index += message[index] === '\\' ? 2 : 1) {
    sticky.lastIndex = index;
    if (!sticky.test(message)) continue;
    cursor.at = index;
    return unescapeText(message.slice(start, index));
  }
  return undefined;
}

function accept(cursor: Cursor, text: string): boolean {
  if (!cursor.message.startsWith(text, cursor.at)) return false;
  cursor.at += text.length;
  return true;
}

function skipBlank(cursor: Cursor): Cursor {
  cursor.at += 1;
  return cursor;
}

function readPlace(cursor: Cursor): Place | undefined {
  if (!accept(cursor, '(')) return undefined;
  const file = readUntil(cursor, FILE_END);
  if (file === undefined) return undefined;
  const numbers = /:(\d+):(\d+)\)/y;
  numbers.lastIndex = cursor.at;
  const match = numbers.exec(cursor.message);
  if (match === null) return undefined;
  cursor.at = numbers.lastIndex;
  return { file, line: Number(match[1]), column: Number(match[2]) };
}

function readCode(cursor: Cursor): { readonly text: string; readonly place: Place } | undefined {
  if (!accept(cursor, '`')) return undefined;
  const text = readUntil(cursor, CODE_END);
  if (text === undefined || !accept(cursor, '` ')) return undefined;
  const place = readPlace(cursor);
  return place === undefined ? undefined : { text, place };
}

function readSteps(cursor: Cursor): readonly Step[] | undefined {
  const steps: Step[] = [];
  for (let more = accept(cursor, THROUGH); more; more = accept(cursor, THEN)) {
    const code = readCode(cursor);
    if (code === undefined) return undefined;
    steps.push({ name: code.text, place: code.place });
  }
  return steps;
}

function readTrail(cursor: Cursor): Trail | undefined {
  const kind = readUntil(cursor, KIND_END);
  if (kind === undefined || !accept(cursor, FROM)) return undefined;
  const origin = readCode(cursor);
  if (origin === undefined || !accept(cursor, REACHES)) return undefined;
  const sink = readUntil(cursor, SINK_END);
  if (sink === undefined) return undefined;
  const sinkPlace = cursor.message.startsWith(' (', cursor.at) ? readPlace(skipBlank(cursor)) : null;
  if (sinkPlace === undefined) return undefined;
  const steps = readSteps(cursor);
  if (steps === undefined || !accept(cursor, '. ')) return undefined;
  const remedy = unescapeText(cursor.message.slice(cursor.at));
  return { source: { kind, ...origin }, steps, sink, sinkPlace, remedy };
}

/** Returns the trail that a message tells, or undefined for a message that `formatMessage` cannot have written. */
export function parseMessage(message: string): Trail | undefined {
  const trail = readTrail({ message, at: 0 });
  return trail !== undefined && formatMessage(trail) === message ? trail : undefined;
}

/** Returns the trail with every place replaced, for a reader in another folder. */
export function mapPlaces(trail: Trail, change: (place: Place) => Place): Trail {
  return {
    ...trail,
    source: { ...trail.source, place: change(trail.source.place) },
    steps: trail.steps.map((step) => ({ ...step, place: change(step.place) })),
    sinkPlace: trail.sinkPlace && change(trail.sinkPlace),
  };
}
