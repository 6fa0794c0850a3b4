import { knownOptions } from '../define/options.js';
import {
  composedRule,
  constantOf,
  isTestFile,
  type FileView,
  type Problem,
  type Use,
} from '../define/composed-rule.js';
import { titleOf } from '../define/endpoint-rule.js';
import { isSetBehind, lengthChecks } from '../define/new-passwords.js';
import { unprovenChange } from '../define/password-changes.js';
import { isNewPassword, mayBeNew, passwordFieldOf, type PasswordField } from '../define/password-fields.js';
import { asksForClasses } from '../define/password-patterns.js';

/**
 * NIST SP 800-63B-4 (3.1.1.2): at least 8 characters, 15 where the password is the only factor; at least 64 allowed; no rules
 * about kinds of characters; nothing cut off. The OWASP Authentication Cheat Sheet asks for the same.
 */
interface Policy {
  readonly minimum: number;
  readonly maximum: number;
  /** From this length on nothing is said of rules about kinds of characters. */
  readonly longEnough: number;
}

const POLICY: Policy = { minimum: 8, maximum: 64, longEnough: 15 };

const ROLES = ['text.bounds', 'text.pattern', 'text.classes', 'text.trimmed', 'text.cased'];
const CLASSES = ['lower', 'upper', 'digits', 'symbols'];

function policyOf([first]: readonly unknown[]): Policy {
  return { ...POLICY, ...(first as Partial<Policy> | undefined) };
}

function numbers(uses: readonly Use[], part: string): readonly number[] {
  return uses.flatMap((use) => {
    const value = constantOf(use.part(part));
    return typeof value === 'number' ? [value] : [];
  });
}

function composes(use: Use): boolean {
  if (use.role === 'text.pattern') return asksForClasses(use.node);
  return use.role === 'text.classes' && CLASSES.some((name) => constantOf(use.part(name)) !== 0);
}

function faultsOf(uses: readonly Use[], { minimum, maximum, longEnough }: Policy): readonly string[] {
  const plays = (role: string): boolean => uses.some((use) => use.role === role);
  const least = Math.max(...numbers(uses, 'least'), -1);
  const most = Math.min(...numbers(uses, 'most'), Infinity);
  return [
    ...(least >= 0 && least < minimum
      ? [
          `${least === 1 ? 'one character is' : `${String(least)} characters are`} enough: ask for at least ${String(minimum)}`,
        ]
      : []),
    ...(most < maximum ? [`more than ${String(most)} are refused: allow at least ${String(maximum)}`] : []),
    ...(least < longEnough && uses.some(composes)
      ? ['kinds of characters are prescribed, which makes passwords predictable: ask for length instead']
      : []),
    ...(plays('text.trimmed') ? ['blanks at its ends are cut off: take it as it is'] : []),
    ...(plays('text.cased') ? ['its letters are changed, so that several passwords are one: take it as it is'] : []),
  ];
}

/** The checks of each field, where they are written. */
function byField(view: FileView): readonly { readonly field: PasswordField; readonly uses: readonly Use[] }[] {
  const found = new Map<unknown, { readonly field: PasswordField; readonly uses: Use[] }>();
  for (const use of view.uses(...ROLES)) {
    const field = passwordFieldOf(use.node);
    if (!field) continue;
    const known = found.get(field.node);
    if (!known) found.set(field.node, { field, uses: [use] });
    else if (!known.uses.some((each) => each.node === use.node && each.role === use.role)) known.uses.push(use);
  }
  return [...found.values()];
}

/** Lengths that handlers of the file's endpoints ask for by themselves. */
function byHand({ analysis }: FileView, { minimum }: Policy): readonly Problem[] {
  return analysis.endpoints().flatMap((endpoint) =>
    lengthChecks(endpoint)
      .filter(({ least }) => least < minimum)
      .map(({ node, least }) => ({
        // A handler of another file is reported where it is registered.
        node: node.getSourceFile() === analysis.file ? node : endpoint.node,
        message: `\`${titleOf(endpoint)}\` takes a new password of ${String(least)} characters. Ask for at least ${String(minimum)} (NIST SP 800-63B-4, 3.1.1.2).`,
      })),
  );
}

/** Changes of a password by whoever is signed in. */
function changes({ analysis }: FileView): readonly Problem[] {
  return analysis.endpoints().flatMap((endpoint): readonly Problem[] => {
    const seen = unprovenChange(endpoint);
    if (!seen) return [];
    const node = [...seen.stack, seen.call.node].findLast((each) => each.getSourceFile() === analysis.file);
    return [
      {
        node: node ?? endpoint.node,
        message: `\`${titleOf(endpoint)}\` sets a new password of whoever is signed in and never asks for the current one, so a session that is left open or stolen is enough to take the account over. Verify the current password first.`,
      },
    ];
  });
}

export default composedRule({
  info: {
    name: 'require-password-policy',
    description: 'Require schemas of new passwords to ask for length, and for nothing else',
    kind: 'misuse',
    preset: 'strict',
    owasp: 'API2',
    topics: ['api2/password-policy', 'api2/password-change'],
    cwe: [521, 620],
  },
  schema: knownOptions({
    minimum: {
      type: 'integer',
      minimum: 1,
      description: 'The least characters that a new password may be asked for.',
    },
    maximum: { type: 'integer', minimum: 1, description: 'The length that must be allowed at least.' },
    longEnough: {
      type: 'integer',
      minimum: 1,
      description: 'The minimum from which on rules about kinds of characters are accepted.',
    },
  }),
  defaultOptions: [POLICY],
  find: (view) => {
    if (isTestFile(view.file)) return [];
    const policy = policyOf(view.options);
    return [
      ...changes(view),
      ...byHand(view, policy),
      ...byField(view).flatMap(({ field, uses }): readonly Problem[] => {
        const wrong = faultsOf(uses, policy);
        const isNew =
          wrong.length > 0 && (isNewPassword(field) || (mayBeNew(field) && isSetBehind(view.analysis, field.node)));
        const faults = isNew ? wrong : [];
        return faults.length === 0
          ? []
          : [
              {
                node: field.node,
                message: `The new password \`${field.name}\` is checked in a way that makes it weaker: ${faults.join('; ')} (NIST SP 800-63B-4, 3.1.1.2).`,
              },
            ];
      }),
    ];
  },
});
