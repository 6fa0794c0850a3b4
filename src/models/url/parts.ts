/**
 * Addresses: what the WHATWG URL parser (https://url.spec.whatwg.org) makes of a text, and what each part keeps of it. A
 * URL holds its parts as texts; the host parts speak for the whole, path and query are values of their own.
 */
import { HOLE, madeFrom, partOf, refineLabel, State, type Label } from '../../flow/labels.js';
import { Form } from '../../flow/forms.js';
import type { Machine } from '../../flow/machine.js';
import { sourcePart } from '../../flow/sources.js';
import { concat } from '../../flow/text.js';
import { constant, isConst, join, labelled, NOTHING, soleText, SOME_TEXT, type Value } from '../../flow/value.js';
import { fact, foldTexts, rulesOut, textOf } from '../kit.js';
import { addressPlace } from '../policies.js';

export interface AddressParts {
  readonly href: Value;
  readonly origin: Value;
  readonly pathname: Value;
  readonly search: Value;
  readonly hash: Value;
}

/** The parser resolves dot segments, also percent-encoded ones, in addresses that cannot bring a scheme of their own. */
const NO_DOT_SEGMENT = fact(/(?:^|[\\/])\.\.(?:[\\/]|$)/, false);
const SLASH_FIRST = fact(/^\//);
/** It drops tabs and line breaks, and percent-encodes all else that is not ASCII or a control (C0 control percent-encode set). */
const NO_CONTROL = fact(/[^\x20-\x7e]/, false);
/** The query percent-encode set, behind the mark that both getters put in front of what is not empty (https://url.spec.whatwg.org/#dom-url-search). */
const SEARCH_TEXT = fact(/^(?:\?[^\s"<>#]*)?$/);
const HASH_TEXT = fact(/^(?:#[^\s"<>]*)?$/);
const HOST_TEXT = fact(/^[^\s/\\?#@<>"']*$/);

function leadOf(value: Value): string {
  const shape = value.shape ?? HOLE;
  const hole = shape.indexOf(HOLE);
  return hole < 0 ? shape : shape.slice(0, hole);
}

/** Joins an address with its base; text that may bring its own host stays as it is. */
export function resolved(m: Machine, text: Value, base: Value | null): Value {
  if (base === null) return text;
  const folded = foldTexts([text, base], (input, root) => new URL(input, root).href);
  if (folded) return folded;
  const front = leadOf(text);
  const root = originOf(base);
  if (/^[a-zA-Z][\w+.-]*:/.test(front)) return text;
  if (front === '' || /^[\\/]$/.test(front) || /^[\\/]{2}/.test(front))
    return base.labels.length === 0
      ? text
      : { ...labelled([...text.labels, ...base.labels], Form.String), shape: HOLE };
  if (/^[\\/]/.test(front)) return concat(m, [root, text]);
  if (/^[?#]/.test(front)) return concat(m, [base, text]);
  return concat(m, [root, constant('/'), text]);
}

/**
 * An address whose path, query and fragment are those of a text that is resolved against another address: `/search` has
 * them whatever the base is. Null when the text may bring a host of its own, or is put behind the path of the base.
 */
export function pathBehind(m: Machine, text: Value): Value | null {
  return /^\/[^\\/\uFFFC]/.test(leadOf(text)) ? concat(m, [constant('https://localhost'), text]) : null;
}

function reaches(label: Label, places: readonly ReturnType<typeof addressPlace>[]): boolean {
  return places.includes(addressPlace(label.lead));
}

/** Scheme and host of an address, as the labels that can change them or the text in front of the path. */
export function originOf(href: Value): Value {
  const folded = foldTexts([href], (text) => new URL(text).origin);
  if (folded) return folded;
  const labels = href.labels.filter((label) => reaches(label, ['start', 'host', 'fixed']));
  if (labels.length > 0) return { ...labelled(labels, Form.String), shape: HOLE };
  const known = /^[a-zA-Z][\w+.-]*:[\\/]{2}[^\\/?#\uFFFC]*/.exec(href.shape ?? '')?.[0];
  return known === undefined ? SOME_TEXT : constant(known);
}

/** A part of an address of the program's own goes by its name: with the password and the query left out, the rest is no secret. */
function named(label: Label, name: string): Label {
  return label.source.own === true ? sourcePart(label, name, label.source.node) : label;
}

/** The parser of `new URL` takes dot segments away; that of `url.parse` leaves them: `/../../a`. */
function pathLabel(label: Label, resolves: boolean): Label {
  const first = label.lead === null || label.lead === '';
  // Addresses of the web have a path, and it begins with a slash.
  const ownHost = first && !rulesOut(label, /^[^/]/) && !rulesOut(label, /^(?!https?:\/\/)/);
  const characters = label.facts.filter((each) => each.matches && /^\^\[[^\]]*\][*+]?\$$/.test(each.pattern));
  return madeFrom(named(label, 'pathname'), 'url.pathname', {
    form: Form.String,
    // That the whole leads to the own site says nothing of a path that is put behind another host.
    cleared: label.cleared.filter((kind) => kind !== 'address' && kind !== 'rewrite'),
    facts: ownHost
      ? [NO_CONTROL]
      : [...(first ? [SLASH_FIRST] : characters), NO_CONTROL, ...(resolves ? [NO_DOT_SEGMENT] : [])],
  });
}

/** Splits an address into the parts that a URL object has. */
export function partsOf(href: Value, resolves = true): AddressParts {
  const part = (name: 'pathname' | 'search' | 'hash', labels: readonly Label[]): Value =>
    foldTexts([href], (text) => new URL(text)[name]) ??
    (labels.length > 0 ? textOf(labels) : (constantPart(href, name) ?? SOME_TEXT));
  const anywhere = href.labels.filter((label) => !reaches(label, ['query']));
  return {
    href,
    origin: originOf(href),
    pathname: part(
      'pathname',
      anywhere.map((label) => pathLabel(label, resolves)),
    ),
    search: part(
      'search',
      href.labels.map((label) =>
        refineLabel(madeFrom(label, 'url.search', { form: Form.String, cleared: label.cleared }), {
          facts: [SEARCH_TEXT],
        }),
      ),
    ),
    hash: part(
      'hash',
      href.labels.map((label) =>
        refineLabel(madeFrom(label, 'url.hash', { form: Form.String, cleared: label.cleared }), {
          facts: [HASH_TEXT],
        }),
      ),
    ),
  };
}

/** The part of an address of which only the text behind it is not constant. */
function constantPart(href: Value, name: 'pathname' | 'search' | 'hash'): Value | null {
  if (name !== 'pathname') return null;
  const known = /^[a-zA-Z][\w+.-]*:[\\/]{2}[^\\/?#\uFFFC]*([\\/][^?#\uFFFC]*)[?#]/.exec(href.shape ?? '')?.[1];
  return known === undefined ? null : constant(known);
}

/** The whole address again, after one of its parts was assigned. */
export function assembled(m: Machine, parts: Omit<AddressParts, 'href'>): Value {
  return concat(m, [
    parts.origin,
    prefixed(m, '/', parts.pathname),
    prefixed(m, '?', parts.search),
    prefixed(m, '#', parts.hash),
  ]);
}

function prefixed(m: Machine, mark: string, part: Value): Value {
  const sole = soleText(part);
  if (sole === '' || (sole?.startsWith(mark) ?? leadOf(part).startsWith(mark))) return part;
  if (part.labels.length === 0 && !isConst(part)) return part;
  return concat(m, [constant(mark), part]);
}

/** `host`, `hostname` and `origin`: to check them is to check where the whole address leads. */
export function hostPart(
  href: Value,
  name: 'host' | 'hostname' | 'origin' | 'port' | 'protocol' | 'username' | 'password',
): Value {
  const folded = foldTexts([href], (text) => new URL(text)[name]);
  if (folded) return folded;
  const labels = href.labels.filter((label) =>
    reaches(label, name === 'protocol' ? ['start'] : ['start', 'host', 'fixed']),
  );
  if (labels.length === 0) {
    const origin = soleText(originOf(href));
    return origin === null ? SOME_TEXT : (foldTexts([constant(origin)], (text) => new URL(text)[name]) ?? SOME_TEXT);
  }
  if (name === 'username' || name === 'password')
    return textOf(labels.map((label) => madeFrom(named(label, name), `url.${name}`, { form: Form.String })));
  const facts =
    name === 'protocol'
      ? [fact(/^[a-z][a-z0-9+.-]*:$/)]
      : name === 'port'
        ? [fact(/^\d*$/)]
        : name === 'origin'
          ? [fact(/^[^\s<>"']*$/)]
          : [HOST_TEXT];
  const pins = name === 'host' || name === 'hostname' || name === 'origin';
  return textOf(
    labels.map((label) => ({
      ...partOf(named(label, name), `url.${name}`, Form.String),
      facts,
      state: pins ? label.state | State.UrlHost : label.state,
    })),
  );
}

/** The value of a query parameter: decoded, so nothing that was known of the address holds for it. */
export function parameterOf(text: Value, name: string | null): Value {
  return text.labels.reduce<Value>(
    (sum, label) =>
      join(
        sum,
        labelled(
          [madeFrom(label, `url.param:${name ?? '*'}`, { form: Form.String, cleared: [], state: State.Transformed })],
          Form.String,
        ),
      ),
    NOTHING,
  );
}

/** What `application/x-www-form-urlencoded` leaves of a text. */
export const FORM_ENCODED = fact(/^[A-Za-z0-9*\-._+%]*$/);

export function formEncoded(text: Value): Value {
  return isConst(text)
    ? text
    : textOf(
        text.labels.map((label) =>
          refineLabel(madeFrom(label, 'url.encode', { form: Form.String }), { facts: [FORM_ENCODED] }),
        ),
      );
}
