import {
  composedRule,
  constantOf,
  property,
  someListed,
  sourceKinds,
  valueOf,
  type Part,
  type Problem,
  type Use,
} from '../define/composed-rule.js';
import { isSecretCookie } from '../define/sensitive.js';

const WHY: Readonly<Record<string, string>> = {
  httpOnly: '`httpOnly` is off: scripts of the page can read it',
  secure: '`secure` is off: it is sent over unencrypted connections, too',
  sameSite: '`sameSite` is not set: it depends on the browser whether other sites can send it along',
};
const NAMES = ['httpOnly', 'secure', 'sameSite'] as const;

/** An option by its name, or by the name that hapi gives it: `isSecure`. */
function optionOf(options: Part, name: (typeof NAMES)[number]): Part {
  const option = property(options, name);
  return option.kind === 'absent' ? property(options, `is${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`) : option;
}

/** True when an option is certainly not what it should be. */
function isMissing(name: (typeof NAMES)[number], option: Part, byDefault: unknown): boolean {
  if (option.kind === 'absent') return name === 'sameSite' ? byDefault === undefined : byDefault === false;
  if (option.kind === 'unknown') return false;
  return constantOf(option) === false;
}

function faultsOf(options: Part, use: Use): readonly string[] {
  return NAMES.filter((name) => isMissing(name, optionOf(options, name), use.byDefault(name))).map(
    (name) => WHY[name] ?? name,
  );
}

/**
 * Who holds it is the caller: something that the service has signed, or that nobody can guess under a name of sessions.
 * What protects against forged requests is random, too, and scripts of the page have to read it.
 */
function credentialIn(value: Part, name: unknown): string | null {
  const kinds = sourceKinds(value);
  if (kinds.includes('credential.issued')) return 'a signed credential';
  const isDrawn = kinds.some((kind) => kind === 'random.bytes' || kind === 'guessable.random');
  const isSession = isDrawn && typeof name === 'string' && isSecretCookie(name) && !/csrf|xsrf/i.test(name);
  return isSession ? 'the random key of a session' : null;
}

function message(what: string, faults: readonly string[]): string {
  return `${what} without protection: ${faults.join('; ')}. Set \`httpOnly: true\`, \`secure: true\` and \`sameSite: 'lax'\` or \`'strict'\`.`;
}

/**
 * What the cookie holds is not known, but its name is that of a session, and its protection is switched off by hand. The page
 * reads what protects against forged requests; a literal is no credential.
 */
function switchedOff(use: Use, options: Part, name: unknown, value: Part): readonly Problem[] {
  if (typeof name !== 'string' || !isSecretCookie(name) || /csrf|xsrf/i.test(name)) return [];
  if (constantOf(value) !== undefined) return [];
  const off = (['httpOnly', 'secure'] as const).filter((each) => constantOf(optionOf(options, each)) === false);
  return off.length === 0
    ? []
    : [
        {
          node: use.node,
          message: message(
            `The cookie \`${name}\` of a session is set`,
            off.map((each) => WHY[each] ?? each),
          ),
        },
      ];
}

function ofCookie(use: Use): readonly Problem[] {
  const name = use.part('name');
  const alone = name.kind === 'given' && constantOf(name) === undefined && use.part('value').kind === 'absent';
  const value = alone ? property(name, 'value') : use.part('value');
  const text = constantOf(alone ? property(name, 'name') : name);
  const credential = credentialIn(value, text);
  if (credential === null) return switchedOff(use, alone ? name : use.part('options'), text, value);
  const faults = faultsOf(alone ? name : use.part('options'), use);
  const title = typeof text === 'string' ? `The cookie \`${text}\`` : 'This cookie';
  return faults.length === 0
    ? []
    : [{ node: use.node, message: message(`${title} holds ${credential} and is set`, faults) }];
}

function ofSession(use: Use): readonly Problem[] {
  const options = use.part('options');
  if (options.kind === 'unknown') return [];
  const faults = faultsOf(options, use);
  return faults.length === 0
    ? []
    : [{ node: use.node, message: message(`\`${use.callee}\` sets the session cookie`, faults) }];
}

/** One or several values of a header. */
function valuesOf(part: Part): readonly Part[] {
  const list = someListed(part);
  return list.length > 0 ? list : [part];
}

/** A `Set-Cookie` header that is written by hand, among others in an object or by its name. */
function ofHeader(use: Use): readonly Problem[] {
  const name = use.part('name');
  const text = constantOf(name);
  if (typeof text === 'string')
    return text.toLowerCase() === 'set-cookie' ? valuesOf(use.part('value')).flatMap((each) => ofText(each, use)) : [];
  return [...cookiesIn(name), ...cookiesIn(use.part('headers')), ...someListed(use.part('cookies'))].flatMap((each) =>
    ofText(each, use),
  );
}

function cookiesIn(headers: Part): readonly Part[] {
  return ['Set-Cookie', 'set-cookie'].flatMap((name) => valuesOf(property(headers, name)));
}

/** RFC 6265, 4.1: attributes stand behind the value. */
function ofText(value: Part, use: Use): readonly Problem[] {
  const shape = valueOf(value)?.shape ?? null;
  const credential = shape === null ? null : credentialIn(value, shape.split('=')[0]);
  if (shape === null || credential === null) return [];
  const [, ...attributes] = shape.split(';').map((each) => each.trim().toLowerCase());
  if (attributes.some((each) => each.includes('\uFFFC'))) return [];
  const faults = NAMES.filter((each) => !attributes.some((own) => own.split('=')[0] === each.toLowerCase()));
  return faults.length === 0
    ? []
    : [
        {
          node: use.node,
          message: message(
            `This cookie holds ${credential} and is set`,
            faults.map((each) => WHY[each] ?? each),
          ),
        },
      ];
}

export default composedRule({
  info: {
    name: 'require-secure-cookies',
    description: 'Require httpOnly, secure and sameSite for cookies of sessions and credentials',
    kind: 'misuse',
    preset: 'recommended',
    owasp: 'API8',
    topics: ['api8/cookies'],
    cwe: [614, 1004, 1275],
  },
  find: (view) => [
    ...view.uses('cookie.session').flatMap(ofSession),
    ...view.uses('cookie.set', 'cookie.defined').flatMap(ofCookie),
    ...view.usesOfHelpers('cookie.set', (use) => ofCookie(use).length > 0).flatMap(ofCookie),
    ...['answer.header', 'answer.headers', 'answer.field'].flatMap((role) => view.uses(role).flatMap(ofHeader)),
  ],
});
