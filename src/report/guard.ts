/** The message about an endpoint that lacks what its siblings have. */
import { visible } from './escape.js';
import type { Place } from './place.js';
import { shorten } from './shorten.js';

export interface Sibling {
  /** `GET /orders` */
  readonly endpoint: string;
  readonly guard: string;
  readonly place: Place;
}

export interface MissingGuard {
  /** `DELETE /orders/:id` */
  readonly endpoint: string;
  /** The endpoints that have the guard which most of them use; empty when none has one. */
  readonly siblings: readonly Sibling[];
  /** A guard that exists and is nowhere in force. */
  readonly spare: Omit<Sibling, 'endpoint'> | null;
  /** What is missing, where that is no guard for signed-in users, and what to do. */
  readonly lack?: { readonly what: string; readonly remedy: string; readonly alone: string };
}

const GUARD = {
  what: 'has no authorization guard',
  remedy: 'Put it before this handler, or mark the route as public on purpose.',
  alone: 'Put one before this handler, or mark the route as public on purpose.',
};

function code(text: string): string {
  return `\`${visible(shorten(text)).replaceAll('`', "'")}\``;
}

/** Names stand as code; words for what has no name do not. */
function guardName(text: string): string {
  return text.includes(' ') && !text.includes('(') ? text : code(text);
}

function where({ file, line }: Place): string {
  return `${visible(file)}:${String(line)}`;
}

/** Returns the whole sentence: what is missing, who has it, what to do. */
export function missingGuardMessage({ endpoint, siblings, spare, lack = GUARD }: MissingGuard): string {
  const missing = `${code(endpoint)} ${lack.what}`;
  const { remedy } = lack;
  const [first] = siblings;
  if (first) {
    const others = siblings.length - 1;
    const who =
      others === 0
        ? `${code(first.endpoint)} uses`
        : `${code(first.endpoint)} and ${others === 1 ? 'another one' : `${String(others)} others`} use`;
    return `${missing}; ${who} ${guardName(first.guard)} (${where(first.place)}). ${remedy}`;
  }
  if (spare)
    return `${missing}; ${guardName(spare.guard)} (${where(spare.place)}) exists and is not in force here. ${remedy}`;
  return `${missing}. ${lack.alone}`;
}
