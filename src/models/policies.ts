/* eslint-disable max-lines -- one table: what every kind of sink fears */
/**
 * What each kind of sink fears. A label that arrives in a feared form is harmless when everything known of its text rules
 * out every text that does harm at that place; the places are told apart by what stands in front of the part.
 */
import { pinsHost } from '../flow/conditions.js';
import { ANY_FORM, Form, STRUCTURED } from '../flow/forms.js';
import { clears, ERROR_TEXT, HOLE, State, type Label } from '../flow/labels.js';
import type { SinkPolicy } from '../flow/semantics.js';
import type { Value } from '../flow/value.js';
import { CREDENTIAL_IN_ADDRESS } from './shared/headers.js';
import { provesBy } from '../lang/regex/facts.js';
import { admitsForeignOrigin } from '../lang/origins.js';
import { excludes, type TextFact } from '../lang/regex/language.js';

const TEXTUAL = Form.String | STRUCTURED;

function attack(pattern: RegExp): TextFact {
  return { pattern: pattern.source, flags: pattern.flags, matches: true };
}

function ruledOut(label: Label, harm: TextFact): boolean {
  return label.facts.length > 0 && excludes(label.facts, harm) === true;
}

/** Returns the quote that is open at the end of a text, or null. */
export function openQuote(lead: string, quotes: string): string | null {
  let open: string | null = null;
  for (let index = 0; index < lead.length; index++) {
    const char = lead[index] ?? '';
    if (open === null) {
      if (quotes.includes(char)) open = char;
    } else if (char === '\\') index++;
    else if (char === open) open = null;
  }
  return open;
}

/** Stores of objects know no folders: text in front, or a prefix that was checked, keeps a name in its own part of the store. */
function objectKeyDangerous(label: Label, whole: Value): boolean {
  // Whatever the client names beside enough randomness, it is no object that is there.
  if (whole.labels.some(({ source }) => source.kind === 'random.bytes')) return false;
  return wholeName(label) && (label.state & State.UnderPrefix) === 0 && !ruledOut(label, HAS_SLASH);
}

const SQL_BARE = attack(/['"`;()=<>|\\*#!~^&?[\]{}]|\S\s+\S|--|\/\*/);
const SQL_TEXT = attack(/['\\]/);
/**
 * A quoted name ends at a quote that is not doubled (https://dev.mysql.com/doc/refman/8.4/en/identifiers.html,
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS).
 */
const SQL_NAMED: Readonly<Record<string, TextFact>> = {
  '"': attack(/^(?:[^"]|"")*"(?:[^"]|$)/),
  '`': attack(/^(?:[^`]|``)*`(?:[^`]|$)/),
};
const DOUBLE_QUOTE = attack(/"/);
const BACKSLASH = attack(/\\/);

/** Words of which one grants what not everybody may have. */
const PRIVILEGED = attack(/^(?:admin|administrator|root|owner|super.*|staff|manager|moderator)$/i);

/** A role that a check has limited to harmless ones grants nothing. */
function grantsAnything(label: Label): boolean {
  return !ruledOut(label, PRIVILEGED);
}

function sqlDangerous(label: Label): boolean {
  const quote = openQuote(label.lead ?? '', '\'"`');
  if (quote === null) return !ruledOut(label, SQL_BARE);
  const named = SQL_NAMED[quote];
  if (!named) return !ruledOut(label, SQL_TEXT);
  if (!ruledOut(label, named)) return true;
  // MySQL reads double quotes around a text as well, and a backslash in it; whoever doubles the quotes writes a name.
  return quote === '"' && ruledOut(label, DOUBLE_QUOTE) && !ruledOut(label, BACKSLASH);
}

/** Characters that no POSIX shell treats specially: letters, digits and `@%+=:,./-_`. */
const SHELL_BARE = attack(/[^\w@%+=:,./-]/);
const SHELL_QUOTED: Readonly<Record<string, TextFact>> = { "'": attack(/'/), '"': attack(/["`$\\!\n]/) };

function commandDangerous(label: Label): boolean {
  const quote = openQuote(label.lead ?? '', '\'"');
  return !ruledOut(label, quote === null ? SHELL_BARE : (SHELL_QUOTED[quote] ?? SHELL_BARE));
}

const DASH_FIRST = attack(/^-/);

/** Reserved characters of Lucene's query strings and of PostgREST's lists of conditions, and the words that join conditions. */
const QUERY_TEXT = attack(/[+\-=&|><!(){}[\]^"~*?:\\/,]|\b(?:AND|OR|NOT)\s|\s(?:AND|OR|NOT)\b/);

/** Behind a quote only its end adds a condition. */
function queryTextDangerous(label: Label): boolean {
  return !ruledOut(label, openQuote(label.lead ?? '', '"') === null ? QUERY_TEXT : attack(/["\\]/));
}

/** An argument is an option when it begins with a dash; text in front of it keeps it a value. */
function optionDangerous(label: Label): boolean {
  if (label.lead !== null && label.lead !== '' && !label.lead.startsWith(HOLE))
    return label.lead.startsWith('-') && !label.lead.includes('=') && label.lead.length <= 2;
  return !ruledOut(label, DASH_FIRST);
}

const UP_ANYWHERE = attack(/(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[A-Za-z]:/);
const UP_INSIDE = attack(/(?:^|[\\/])\.\.(?:[\\/]|$)/);
const UP_FOLLOWED = attack(/(?:^|[\\/])\.\.[\\/]/);
const UP_AFTER_NAME = attack(/[\\/]\.\.(?:[\\/]|$)/);

function pathDangerous(label: Label): boolean {
  if ((label.state & State.UnderPrefix) !== 0 && (label.state & (State.Resolved | State.Normalized)) !== 0)
    return false;
  const { lead } = label;
  const followed = (label.state & State.Followed) !== 0;
  if (lead === null || lead === '') return !ruledOut(label, UP_ANYWHERE);
  if (/[\\/\uFFFC]$/.test(lead)) return !ruledOut(label, followed ? UP_FOLLOWED : UP_INSIDE);
  return !ruledOut(label, UP_AFTER_NAME);
}

/** A browser reads `//host`, `/\host`, `\\host` and any scheme as another place; white space in front is dropped (WHATWG URL). */
const FOREIGN = attack(/^[\0-\x20]*(?:[a-zA-Z][a-zA-Z0-9+.-]*:|[\\/][\\/])/);
const SLASH_FIRST = attack(/^[\\/]/);
const HAS_SLASH = attack(/[\\/]/);
/** What leads elsewhere even where a pattern says at which places slashes may stand: `^(?:@[\\w-]+\\/)?[\\w-]+$` lets none of it in. */
const LEAVES_PATH = attack(/\.\.|[\\?#%]|^\/|\/\//);
const LEAVES_LABEL = attack(/[^\w-]/);
const NO_PATH = attack(/^[^/?#]/);
const NO_QUERY = attack(/^[^?#]/);

/** True when a check has seen the value begin with an own address whose host part has ended. */
function ownPrefix(label: Label): boolean {
  if ((label.state & State.UnderPrefix) === 0)
    return provesBy(label.facts, (fact) => fact.matches && isAddressPrefix(fact));
  return (
    !label.facts.some((fact) => fact.matches && /^\^(?:\\?\/|\\\\)$/.test(fact.pattern)) ||
    provesBy(label.facts, (fact) => fact.matches && isAddressPrefix(fact))
  );
}

function isAddressPrefix(fact: TextFact): boolean {
  return fact.pattern.split('|').every((part) => /^\(?\??:?\^[a-z]+:\\?\/\\?\/[^/?#@]+\\?[/?#]/.test(part));
}

type Place = 'start' | 'host' | 'path' | 'query' | 'fixed';

/** Where in an address the part stands, by the text in front of it. */
export function addressPlace(lead: string | null): Place {
  if (lead === null || lead === '') return 'start';
  const rest = /^(?:[a-zA-Z][\w+.-]*|\uFFFC):[\\/]{2}(.*)$/s.exec(lead)?.[1];
  if (rest !== undefined) {
    const end = rest.search(/[/?#\\]/);
    if (end < 0) return 'host';
    return /[?#]/.test(rest) ? 'query' : 'path';
  }
  if (lead.startsWith(HOLE)) {
    const tail = lead.slice(1);
    if (/[?#]/.test(tail)) return 'query';
    return /[/\\]/.test(tail) ? 'path' : 'host';
  }
  if (/^[?#]/.test(lead)) return 'query';
  if (/[?#]/.test(lead)) return 'query';
  if (/^[\\/](?![\\/])./s.test(lead)) return 'path';
  if (/^[\\/]$/.test(lead)) return 'fixed';
  if (/^[\\/]{2}/.test(lead)) return /^[\\/]{2}[^\\/]+[\\/?#]/.test(lead) ? 'path' : 'host';
  if (/^[\w.-]+[/?#]/.test(lead)) return 'path';
  return lead.includes(':') ? 'host' : 'path';
}

/** A browser asks for the path of an address with every backslash made a slash (https://url.spec.whatwg.org/#path-state). */
const NO_BACKSLASH: TextFact = { pattern: '\\\\', flags: '', matches: false };

/** What a browser that is to be led away can send: the path of a request, as long as nothing has decoded it. */
function asBrowsed(label: Label): Label {
  return label.source.kind === 'http.url' && (label.state & State.Transformed) === 0
    ? { ...label, facts: [...label.facts, NO_BACKSLASH] }
    : label;
}

function redirectDangerous(label: Label): boolean {
  switch (addressPlace(label.lead)) {
    case 'start':
      return !ownPrefix(label) && !ruledOut(asBrowsed(label), FOREIGN);
    case 'fixed':
      return !ruledOut(asBrowsed(label), SLASH_FIRST);
    case 'host':
      // A path ends the host in front of it: `'https://shop.example' + req.url`.
      return !ruledOut(label, LEAVES_LABEL) && !ruledOut(label, NO_PATH);
    default:
      return false;
  }
}

/** What follows the part in the text, up to the next part. */
function following(label: Label, whole: Value): string {
  const { shape } = whole;
  const at = label.lead?.length ?? 0;
  return shape !== null && shape.startsWith(label.lead ?? '') && shape[at] === HOLE ? shape.slice(at + 1) : '';
}

/** An origin, or a text of the program's own, with nothing of a path behind it. */
const ORIGIN = /^(?:(?:[a-zA-Z][\w+.-]*|\uFFFC):\/\/[^/?#\\]*\/?|\uFFFC)$/;

/** The path of the request as it came, at one host: that is what a reverse proxy is for. */
function isForwarded(label: Label): boolean {
  const { source, state, lead } = label;
  return (
    source.kind === 'http.url' &&
    (state & State.Transformed) === 0 &&
    ORIGIN.test(lead ?? '') &&
    ruledOut(label, NO_PATH)
  );
}

function addressDangerous(label: Label, whole: Value): boolean {
  if (isForwarded(label)) return false;
  // A query that brings its own mark ends whatever stands in front of it: `base + url.search`.
  if (ruledOut(label, NO_QUERY)) return false;
  switch (addressPlace(label.lead)) {
    case 'start':
      return !ownPrefix(label);
    case 'host':
      return (
        !(/^[.\w-]/.test(following(label, whole)) && ruledOut(label, LEAVES_LABEL)) &&
        !(/:\d*$/.test(label.lead ?? '') && ruledOut(label, attack(/\D/)))
      );
    case 'path':
    case 'fixed':
      return !ruledOut(label, HAS_SLASH) && !ruledOut(label, LEAVES_PATH);
    case 'query':
      return false;
  }
}

/** A name below a folder of the program's own picks one of its files; a whole name picks any module. */
function moduleDangerous(label: Label): boolean {
  return label.lead === null || !/^[./@\w].*[\\/]/.test(label.lead) || !ruledOut(label, attack(/[\\/]|^\.\.?$/));
}

const TAG_TEXT = attack(/</);
const TAG_BARE = attack(/[\s<>"'=`/]/);
const SCRIPT_BARE = attack(/[^\w.-]/);
const ATTRIBUTE: Readonly<Record<string, TextFact>> = { '"': attack(/"/), "'": attack(/'/) };
const ADDRESS_ATTRIBUTE: Readonly<Record<string, TextFact>> = {
  '"': attack(/"|^[\0-\x20]*[a-zA-Z][a-zA-Z0-9+.\t\r\n-]*:/),
  "'": attack(/'|^[\0-\x20]*[a-zA-Z][a-zA-Z0-9+.\t\r\n-]*:/),
};
const SCRIPT_TEXT: Readonly<Record<string, TextFact>> = {
  '"': attack(/["\\<\r\n]/),
  "'": attack(/['\\<\r\n]/),
  '`': attack(/[`$\\<]/),
};

/** The texts that do harm behind this piece of markup (OWASP XSS prevention cheat sheet: one rule for each context). */
function markupHarm(lead: string, isOrigin: boolean): TextFact {
  const script = /<(?:script|style)\b[^>]*>(?![\s\S]*<\/(?:script|style))([\s\S]*)$/i.exec(lead)?.[1];
  if (script !== undefined) {
    // A serialised value: its own quotes are part of it and escaped; only the end of the element is left to fear.
    if (script.endsWith(HOLE)) return TAG_TEXT;
    const quote = openQuote(script, '\'"`');
    return quote === null ? SCRIPT_BARE : (SCRIPT_TEXT[quote] ?? SCRIPT_BARE);
  }
  const tag = /<[a-zA-Z/][^<>]*$/.exec(lead)?.[0];
  if (tag === undefined) return TAG_TEXT;
  const quote = openQuote(tag.replaceAll('\\', ''), '\'"');
  if (quote === null) return TAG_BARE;
  const [, name = '', value = ''] = /([\w:-]+)\s*=\s*["']([^"']*)$/.exec(tag) ?? [];
  if (/^on/i.test(name)) return SCRIPT_BARE;
  // The origin of an address that was parsed is no program, whatever its scheme (WHATWG URL, 4.7: opaque ones are `null`).
  const leads = !isOrigin && value === '' && /^(?:href|src|action|formaction|xlink:href|data)$/i.test(name);
  return (leads ? ADDRESS_ATTRIBUTE[quote] : ATTRIBUTE[quote]) ?? TAG_BARE;
}

function unless(harm: RegExp): (label: Label) => boolean {
  const text = attack(harm);
  return (label) => !ruledOut(label, text);
}

function htmlDangerous(label: Label): boolean {
  return !ruledOut(label, markupHarm(label.lead ?? '', (label.state & State.UrlHost) !== 0));
}

/**
 * What a program needs besides numbers: names, texts, or the brackets from which both can be made. Digits, operators and
 * parentheses alone are arithmetic.
 */
const PROGRAM = /[^\d\s+\-*/%.,()<>=&|^~]/;

const LDAP_TEXT = attack(/[\\*()\0=&|!<>~,+";#]/);
/** In the value of an assertion only these end it; a backslash with two hexadecimal digits is a character (RFC 4515, 3). */
const LDAP_VALUE = attack(/[*()\0]|\\(?![\da-fA-F]{2})/);

function ldapDangerous(label: Label): boolean {
  return !ruledOut(label, /^\s*\(.*[=:]$|^\s*\(.*=[^()]*$/s.test(label.lead ?? '') ? LDAP_VALUE : LDAP_TEXT);
}

/**
 * A special character or the name of a class that the pattern reads as such: no backslash of its own stands in front (ECMA-262,
 * Pattern). A dot that nothing repeats matches some character instead of a dot, and takes no time.
 */
const UNESCAPED = /^(?:\\[^]|[^\\])*(?:[\^$*+?()[\]{}|]|\\[a-zA-Z0-9])|^(?:\\[^]|[^\\])*\\$/;

/** Only what a token says of its bearer. */
function ofToken({ source }: Label): boolean {
  return source.kind.startsWith('token.');
}

/** Nothing has shown yet that the client sent it. */
function mayBeMissing(label: Label): boolean {
  return label.source.own !== true && (label.state & State.Present) === 0;
}

/** The same where only `null` finds something, which no query string can say. */
function mayBeNull(label: Label): boolean {
  return label.source.kind === 'http.body' && mayBeMissing(label);
}

/** Only what is drawn by chance, or should be. */
function drawn(label: Label, whole: Value): boolean {
  return label.source.own === true && guessable(label, whole);
}

/** What nobody computes who does not have the key. */
const UNGUESSABLE: ReadonlySet<string> = new Set(['random.bytes', 'secret.mac']);

/** Enough randomness anywhere in a text, or a MAC of it, makes all of it one that cannot be guessed. */
function guessable(label: Label, whole: Value): boolean {
  if (!/^(?:guessable|random)\./.test(label.source.kind)) return label.source.own !== true;
  return !whole.labels.some(({ source }) => UNGUESSABLE.has(source.kind));
}

/** A line of the log begins with what the client wrote: not with an indent or a bracket, as the lines of a JSON text do. */
const LINE_BREAK = attack(/\r|\n(?:[^ \t\]}]|$)/);

/** Headers, the host that one of them names among them: what HTTP lets through there holds no line break (RFC 9110, 5.5). */
const FIELDS: ReadonlySet<string> = new Set(['http.headers', 'http.host', 'http.address']);

const OWN_ID = /^(?:id|uuid)$|_(?:id|uuid)$|[a-z](?:Id|ID|Uuid)$/;

/** A header of a request holds no line break as long as nothing has decoded it. */
function breaksLines(label: Label): boolean {
  // A program that puts the id of something into its own queue has made it.
  if (label.source.kind === 'message.job' && OWN_ID.test(label.source.path?.at(-1) ?? '')) return false;
  if (FIELDS.has(label.source.kind) && (label.state & State.Transformed) === 0) return false;
  return !ruledOut(label, LINE_BREAK);
}

const always = (): boolean => true;
const DOLLAR_FIRST = attack(/^\$/);

/** MongoDB reads a name as an operator when it begins with a dollar sign. */
function operatorName(label: Label): boolean {
  return (label.lead === null || label.lead === '') && !ruledOut(label, DOLLAR_FIRST);
}

/** Text in front of a name keeps it one of a group that the program chose: `preferences.` and what follows. */
function wholeName(label: Label): boolean {
  return label.lead === null || label.lead === '';
}

/** Properties of an error whose text the program did not write for its caller: stack, statement, and what a driver adds. */
const ERROR_INSIDE =
  /^(?:stack|sql|sqlMessage|query|parameters|detail|hint|where|internalQuery|parent|original|driverError|cause|config|response|request)$/;

/** The whole error, its text, or something from the inside of what failed; a code or a status tells nothing. Of what the program draws by chance, what can be guessed. */
function answerDangerous(label: Label, whole: Value): boolean {
  if (/^(?:guessable|random)\./.test(label.source.kind)) return drawn(label, whole);
  const { kind, path = [] } = label.source;
  if (!kind.startsWith('error.')) return true;
  if (path.some((name) => ERROR_INSIDE.test(name))) return true;
  return path.every((name) => name === 'message') && !clears(label, ERROR_TEXT);
}

const starting =
  (...beginnings: readonly string[]) =>
  (kind: string): boolean =>
    beginnings.some((each) => kind.startsWith(each));

/** Parsers of query strings make no property `__proto__` with properties of its own (qs: allowPrototypes is off). */
function unlessQueryName(label: Label): boolean {
  return (label.state & State.Key) === 0 || !/^http\.(?!body)/.test(label.source.kind);
}

/** The name of a field of the request is a token by the time that a program reads it (RFC 9110, 5.1). */
function isFieldName(label: Label): boolean {
  return (label.state & State.Key) !== 0 && label.source.kind === 'http.headers';
}

function unlessBounded(label: Label): boolean {
  return (label.state & State.BoundedAbove) === 0;
}

const BOTH_BOUNDS = State.BoundedAbove | State.BoundedBelow;

/** A negative page size means every row, or the last ones, to some databases. */
function unlessPaged(label: Label): boolean {
  return (label.state & BOTH_BOUNDS) !== BOTH_BOUNDS;
}

/** `LIMIT 10, `: the number behind it says how many rows, in a text of SQL. */
const LIMITS_ROWS = new RegExp(`\\b(?:limit\\s+(?:[\\w${HOLE}]+\\s*,\\s*)?|(?:top|next|first)\\s*\\(?\\s*)$`, 'i');

/** A number in the place of a page size; a text there is an injection first of all. */
function unlessPagedInText(label: Label): boolean {
  return label.lead !== null && LIMITS_ROWS.test(label.lead) && unlessPaged(label);
}

const SHARED_STEP = attack(/(?:^|[.[\]"'])(?:__proto__|constructor)(?:[.[\]"']|$)/);
const SHARED_NAME = attack(/^(?:__proto__|constructor)$/);

/** A step to the prototype that all objects share: in the text of a path, or as one of the names that it was split into. */
function leadsToPrototype(label: Label): boolean {
  return !ruledOut(label, ruledOut(label, attack(/\./)) ? SHARED_NAME : SHARED_STEP);
}

/**
 * Nothing has told a text from an object: no schema, no conversion, no check by hand has looked at the value. What the program
 * itself puts into its queues has the types that it gave it.
 */
function ofUnknownType(label: Label): boolean {
  if (label.source.kind === 'message.job') return false;
  return (label.form & Form.String) !== 0 && (label.form & STRUCTURED) !== 0 && label.facts.length === 0;
}

/** Text that stands inside an element (XML 1.0, 2.4): a bracket or an ampersand ends it, a quote ends an attribute. */
function markupPart(label: Label): boolean {
  const lead = label.lead?.trimStart() ?? '';
  if (!/^<[?!A-Za-z_]/.test(lead)) return false;
  const tag = /<[A-Za-z_/?][^<>]*$/.exec(lead)?.[0];
  const quote = tag === undefined ? null : openQuote(tag, '\'"');
  return !ruledOut(label, quote === null ? TAG_TEXT : (ATTRIBUTE[quote] ?? TAG_TEXT));
}

/** A message of HTTP or SMTP that is written as text: a line break ends the header (RFC 9112, 2.2; RFC 5321, 2.3.8). */
function headPart(label: Label): boolean {
  const lead = label.lead ?? '';
  if (!/^(?:HTTP\/\d|[A-Z][\w-]*: |[A-Z]{3,8} |(?:MAIL|RCPT|EHLO|HELO)\b)/.test(lead) || /\r?\n\r?\n/.test(lead))
    return false;
  return !ruledOut(label, attack(/[\r\n]/));
}

/** A list of addresses that is put together: a whole address is a choice, a part of one can add others (RFC 5322, 3.4). */
function composedAddress(label: Label): boolean {
  const isPart = (label.lead ?? '') !== '' || (label.state & State.Followed) !== 0;
  return isPart && !ruledOut(label, attack(/[\r\n,;<>]/));
}

/** The host of a link inside a text: behind `://`, or an origin with a path behind it. */
function linkHost(label: Label, whole: Value): boolean {
  const lead = label.lead ?? '';
  const host = /:\/\/[^\s"'<>/?#]*$/.test(lead);
  const origin = /(?:^|[\s"'(>=])$/.test(lead) && /^[/:?]/.test(following(label, whole));
  return (host || origin) && !provesBy(label.facts, pinsHost);
}

function policy(kind: string, what: string, fears: number, dangerous: SinkPolicy['dangerous']): SinkPolicy {
  return { kind, what, fears, dangerous };
}

/** An origin that is let in; text around it makes it another one. */
function foreignOrigin(label: Label): boolean {
  return (label.lead === null || label.lead === '') && admitsForeignOrigin(label.facts);
}

/** Endings that a server turns into a type that runs in the browser or on the server, and folders. */
const SERVED_AS = /[\\/]|\.(?:[a-z]?html?|svg|xml|m?js|php\d?|aspx?|jspx?)$/i;

/**
 * A parameter of a query that may be repeated, but not nested, is at most a list of texts: it has no operators. The program
 * itself puts jobs into its queues, and so gives them their structure.
 */
function holdsOperators(label: Label): boolean {
  if (label.source.kind === 'message.job') return false;
  return label.source.kind !== 'http.query' || (label.form & Form.Object) !== 0;
}

export const POLICIES: readonly SinkPolicy[] = [
  { ...policy('sql', 'the SQL text', TEXTUAL, sqlDangerous), also: 'page-in-sql' },
  { ...policy('command', 'the command line', TEXTUAL, commandDangerous), constants: true },
  policy('program', 'the program name', TEXTUAL, always),
  policy('argument', 'the arguments', TEXTUAL, optionDangerous),
  policy('path', 'the path', TEXTUAL, pathDangerous),
  policy('object-key', 'the key of the object', TEXTUAL, objectKeyDangerous),
  policy('archive-options', 'entries that may leave the folder', ANY_FORM, always),
  { ...policy('address', 'the address', TEXTUAL, addressDangerous), constants: true, leads: true },
  policy('url-credential', 'the address of a request', ANY_FORM, always),
  policy('credential-sent', 'a credential in its address', ANY_FORM, (_label, whole) =>
    CREDENTIAL_IN_ADDRESS.test(whole.shape ?? ''),
  ),
  policy('parameter-sent', 'a credential in its address', ANY_FORM, always),
  policy('decision', 'a decision', ANY_FORM, always),
  policy('limit-key', 'the key of a limit', TEXTUAL, always),
  policy('redirect', 'the redirect target', TEXTUAL, redirectDangerous),
  // A server that answers with another address of its own gives away what the client could ask for itself.
  policy('rewrite', 'the address', TEXTUAL, redirectDangerous),
  policy('code', 'the code', TEXTUAL, unless(PROGRAM)),
  { ...policy('module-name', 'the module name', TEXTUAL, moduleDangerous), constants: true },
  policy('function-name', 'the function name', TEXTUAL, always),
  policy('document-query', 'the query object', STRUCTURED, holdsOperators),
  policy('filter-shape', 'the filter', STRUCTURED, holdsOperators),
  policy('document-key', 'the names in the query object', TEXTUAL, operatorName),
  policy('record', 'the stored record', STRUCTURED, always),
  policy('record-key', 'the names of stored fields', TEXTUAL, wholeName),
  policy('stored-value', 'the stored values', STRUCTURED, ofUnknownType),
  policy('query-code', 'the code in the query', TEXTUAL, always),
  policy('query-text', 'the text of the query', TEXTUAL, queryTextDangerous),
  policy('pattern', 'the pattern', TEXTUAL, unless(UNESCAPED)),
  { ...policy('html', 'the HTML answer', TEXTUAL, htmlDangerous), constants: true },
  policy('header-name', 'the name of a header', TEXTUAL, (label) => wholeName(label) && !isFieldName(label)),
  policy('cookie', 'the Set-Cookie header', TEXTUAL, unless(/[;\r\n]/)),
  policy('mail-header', 'the headers of the mail', TEXTUAL, composedAddress),
  policy('raw-head', 'the head of the message', TEXTUAL, headPart),
  policy('mail-text', 'the text of the mail', TEXTUAL, linkHost),
  policy('header', 'the header value', TEXTUAL, breaksLines),
  policy('cors-origin', 'the allowed origins', TEXTUAL, foreignOrigin),
  policy('cors-header', 'the allowed origin', TEXTUAL, foreignOrigin),
  policy('upload-type', 'the file filter', ANY_FORM, always),
  policy('upload-name', 'the name of the file', TEXTUAL, unless(SERVED_AS)),
  policy('log', 'the log line', TEXTUAL, breaksLines),
  policy('log-format', 'the log format', TEXTUAL, unless(/%/)),
  policy('template', 'the template', TEXTUAL, always),
  policy('template-options', 'the options of the template', STRUCTURED, always),
  policy('deserialize', 'the serialized text', TEXTUAL, always),
  policy('property-name', 'the names of properties', TEXTUAL, unlessQueryName),
  policy('property-path', 'the path of a property', TEXTUAL, leadsToPrototype),
  // Parsers of queries leave `__proto__` out; what a text of any part was parsed to has it.
  policy(
    'merged-names',
    'the names in a deep merge',
    STRUCTURED,
    (label) => /^(?:http\.body|message\.)/.test(label.source.kind) || (label.state & State.Transformed) !== 0,
  ),
  policy('size', 'the size', Form.Number | Form.String, unlessBounded),
  policy('count', 'the number of rounds', Form.Number | Form.String, unlessBounded),
  // What stands in an address is as short as that is.
  policy(
    'fan-out',
    'the calls that run at once',
    Form.Array,
    ({ source, state }) => /^(?:http\.body|message\.)/.test(source.kind) && (state & State.BoundedLength) === 0,
  ),
  policy('delay', 'the delay', Form.Number | Form.String, unlessBounded),
  policy('quantity', 'the number', Form.Number, (label) => (label.state & State.BoundedBelow) === 0),
  // What is still any JSON value has not become a number yet: a schema, or nobody, looks at it.
  policy(
    'amount',
    'the stored amount',
    Form.Number,
    ({ form, state }) => form === Form.Number && (state & State.BoundedBelow) === 0,
  ),
  policy('page-size', 'the page size', Form.Number | Form.String, unlessPaged),
  policy('page-in-sql', 'the page size', Form.Number, unlessPagedInText),
  policy('text-method', 'the text check', STRUCTURED, (label) => (label.form & Form.String) !== 0),
  policy('collected', 'what is kept of a stream', 255, (label) => label.source.kind === 'http.body.piece'),
  { ...policy('body-limit', 'the size limit of bodies', 0, always), constants: true, numbers: true },
  policy('open-keys', 'the unlisted keys', 255, always),
  policy('any-value', 'the untyped part', 255, always),
  policy('unbounded', 'the unbounded part', 255, always),
  policy('compressed', 'the compressed data', TEXTUAL, always),
  policy('xml', 'the XML text', TEXTUAL, always),
  policy('xml-options', 'the XML text with entities', ANY_FORM, always),
  policy('xml-text', 'the XML text', TEXTUAL, markupPart),
  policy('xpath', 'the XPath expression', TEXTUAL, unless(/['"[\]()=@/|]/)),
  policy('ldap', 'the LDAP filter', TEXTUAL, ldapDangerous),
  ...['answer', 'answer-serialized', 'answer-mapped'].map((kind) => ({
    ...policy(kind, 'the answer', ANY_FORM, answerDangerous),
    ...(kind === 'answer' ? {} : { milder: 'answer' }),
    from: starting('error.', 'store.', 'process.env', 'system.', 'third-party.', 'guessable.', 'random.'),
  })),
  {
    ...policy('logged', 'the log', ANY_FORM, (label, whole) =>
      /^(?:guessable|random)\./.test(label.source.kind) ? drawn(label, whole) : (label.form & TEXTUAL) !== 0,
    ),
    from: starting('http.', 'message.', 'store.', 'process.env', 'credential.', 'guessable.', 'random.'),
  },
  { ...policy('sent-out', 'the data', TEXTUAL, always), from: starting('http.', 'message.', 'store.', 'credential.') },
  { ...policy('stored', 'the stored data', ANY_FORM, always), from: starting('http.', 'message.', 'third-party.') },
  { ...policy('owner', 'the owner condition', TEXTUAL | Form.Number, always), from: starting('http.') },
  { ...policy('owned', 'the owner of what is stored', TEXTUAL | Form.Number, always), from: starting('http.') },
  { ...policy('privilege', 'the role', TEXTUAL | Form.Boolean, grantsAnything), from: starting('http.') },
  { ...policy('matched', 'the stored password', TEXTUAL, always), from: starting('http.') },
  { ...policy('compared', 'the comparison', TEXTUAL, always), from: starting('http.') },
  { ...policy('condition', 'the condition', ANY_FORM, always), from: starting('http.') },
  policy('fast-hash', 'a fast hash', ANY_FORM, always),
  policy('slow-hash', 'a slow hash', ANY_FORM, always),
  policy('salt', 'the salt', ANY_FORM, always),
  policy('unguessable', 'a value that nobody may guess', ANY_FORM, drawn),
  policy('unguessable-result', 'a value that nobody may guess', ANY_FORM, drawn),
  policy('code-name', 'a code', ANY_FORM, drawn),
  { ...policy('told', 'the message', ANY_FORM, drawn), from: starting('guessable.', 'random.') },
  policy('session-id', 'the session id', ANY_FORM, guessable),
  policy('identity', 'a decision', ANY_FORM, ofToken),
  policy('token-payload', 'the payload of a token', TEXTUAL, (label) => !clears(label, 'identity')),
  policy('verification-key', 'the key', ANY_FORM, always),
  policy('verification-algorithm', 'the algorithms', ANY_FORM, always),
  policy('lookup', 'the filter', Form.Nullish, mayBeMissing),
  policy('lookup-null', 'the filter', Form.Nullish, mayBeNull),
  policy('kept', 'the stored value', ANY_FORM, drawn),
  { ...policy('credential', 'a secret', 0, always), constants: true },
  { ...policy('authorization', 'the credentials', 0, always), constants: true },
  { ...policy('presented', 'a secret', 0, always), constants: true },
  { ...policy('password', 'a password', 0, always), constants: true },
  { ...policy('connection', 'the connection string', 0, always), constants: true },
];
