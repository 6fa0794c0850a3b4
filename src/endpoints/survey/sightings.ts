/** What the survey has seen of a run: uses of the client's data and of the world outside, validations, answers. */
import type { Source } from '../../flow/labels.js';
import type { JsonSchema } from '../../lang/json-schema.js';
import type { TS } from '../../lang/ts.js';

/** Where in a request something stands, in the words of OpenAPI, and the body and uploaded files. */
export type InputPlace = 'path' | 'query' | 'header' | 'cookie' | 'body' | 'file' | 'message';

/** Something seen, with the calls that were under way, the outermost first. */
export interface Sighting {
  readonly node: TS.Node;
  readonly stack: readonly TS.Node[];
}

/** A part of a request that was used. */
export interface SeenInput {
  readonly in: InputPlace;
  /** Names of properties from the whole to the part; empty for the whole. */
  readonly path: readonly string[];
  readonly node: TS.Node;
  /** A schema, a check or a conversion has said something of the value before. */
  readonly checked: boolean;
}

/** A store that was asked or changed. */
export interface SeenStore {
  readonly library: string;
  /** The table, entity or model; null where it is not known. */
  readonly thing: string | null;
  readonly does: 'reads' | 'writes' | 'deletes' | 'asks';
}

/** Somebody else's service. */
export interface SeenService {
  readonly library: string;
  /** The host, where it is constant. */
  readonly host: string | null;
  readonly does: 'requests' | 'mails' | 'pays' | 'asks a model' | 'sends messages' | 'sends data';
}

/** A call of a library that does something with what it is given. */
export interface SeenUse extends Sighting {
  readonly inputs: readonly SeenInput[];
  readonly store: SeenStore | null;
  readonly service: SeenService | null;
}

/** A part of a request that a validator was given. */
export interface SeenCheck extends Sighting {
  readonly in: InputPlace;
  readonly path: readonly string[];
  readonly schema: JsonSchema;
}

/** Data that left in an answer. */
export interface SeenAnswer extends Sighting {
  readonly schema: JsonSchema;
  /** The status that was set with it; null where none was seen. */
  readonly status: number | null;
}

/**
 * Returns the names from the whole part of a request to what a source reads. A part that a framework reads for a route
 * counts the route's own path as a name; what serializers ask of every object is none.
 */
export function inputPath({ path = [] }: Pick<Source, 'path'>): readonly string[] {
  return path.filter((name, at) => !(at === 0 && name.startsWith('/')) && name !== 'toJSON');
}

/** The place in a request that a kind of source is read from; null for sources that are no request. */
export function inputPlaceOf(kind: string): InputPlace | null {
  if (kind.startsWith('message.')) return 'message';
  switch (kind) {
    case 'http.params':
      return 'path';
    case 'http.query':
      return 'query';
    case 'http.headers':
      return 'header';
    case 'http.cookies':
      return 'cookie';
    case 'http.body':
    case 'http.body.piece':
      return 'body';
    case 'http.files':
      return 'file';
    default:
      return null;
  }
}
