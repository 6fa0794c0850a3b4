import { knownOptions } from '../define/options.js';
import {
  composedRule,
  constantOf,
  enclosingFunction,
  property,
  someListed,
  type FileView,
  type Part,
  type Problem,
  type Use,
} from '../define/composed-rule.js';

const REMEDY =
  'Compare the origin with a list of whole origins, and let in no other; in a pattern anchor both ends and escape the dots.';

/** What is not a text is written as one: `true` is sent as "true". */
function isWritten(part: Part, value: string): boolean {
  const known = constantOf(part);
  return known !== undefined && String(known) === value;
}

/** One header by name and value, or several in an object. */
function headerIs(use: Use, header: string, value: string): boolean {
  const name = use.part('name');
  const text = constantOf(name);
  if (typeof text === 'string') return text.toLowerCase() === header && isWritten(use.part('value'), value);
  const spellings = [header, header.replace(/(?<![a-z])[a-z]/g, (first) => first.toUpperCase())];
  return spellings.some((each) => isWritten(property(name, each), value));
}

/** Origins in a header that is written by hand, where the same function lets credentials be sent. */
function byHand(view: FileView): readonly Problem[] {
  const found = view.flows({ sinks: ['cors-header'], remedy: REMEDY });
  if (found.length === 0) return [];
  const functions = new Set(
    view
      .uses('answer.header')
      .filter((use) => headerIs(use, 'access-control-allow-credentials', 'true'))
      .map((use) => enclosingFunction(use.node)),
  );
  return found.filter(({ node }) => functions.has(enclosingFunction(node)));
}

/** `*` and credentials by hand, in one function: whoever wants both has not decided who may ask. */
function anyByHand(view: FileView): readonly Problem[] {
  const headers = view.uses('answer.header');
  const open = headers.filter((use) => headerIs(use, 'access-control-allow-origin', '*'));
  const functions = new Set(open.map((use) => enclosingFunction(use.node)));
  return headers
    .filter(
      (use) => headerIs(use, 'access-control-allow-credentials', 'true') && functions.has(enclosingFunction(use.node)),
    )
    .map((use) => ({
      node: use.node,
      message: `\`${use.callee}\` asks for credentials where every origin is let in: browsers refuse that, and an answer to it that they take lets every site in. ${REMEDY}`,
    }));
}

function allowsNull(use: Use): boolean {
  const origin = use.part('origin');
  return constantOf(origin) === 'null' || someListed(origin).some((each) => constantOf(each) === 'null');
}

function ofOptions(use: Use, { wildcard, refused }: Asked): readonly Problem[] {
  const { node, callee } = use;
  const origin = use.part('origin');
  const hasCredentials = constantOf(use.part('credentials')) === true;
  if (hasCredentials && allowsNull(use))
    return [
      {
        node,
        message: `\`${callee}\` lets the origin \`null\` read answers with the user's credentials. Sandboxed frames of every site have it. ${REMEDY}`,
      },
    ];
  if (refused && hasCredentials && constantOf(origin) === '*')
    return [
      {
        node,
        message: `\`${callee}\` asks for credentials of every origin: browsers refuse that, and an answer to it that they take lets every site in. ${REMEDY}`,
      },
    ];
  return wildcard && constantOf(origin) === '*'
    ? [{ node, message: `\`${callee}\` lets every site read answers. ${REMEDY}` }]
    : [];
}

/** What the options ask for. */
interface Asked {
  readonly wildcard: boolean;
  readonly refused: boolean;
}

function askedBy(options: readonly unknown[]): Asked {
  const [first] = options as readonly (Partial<Asked> | undefined)[];
  return { wildcard: first?.wildcard === true, refused: first?.refused !== false };
}

function ofHeader(use: Use): readonly Problem[] {
  return headerIs(use, 'access-control-allow-origin', '*')
    ? [{ node: use.node, message: `\`${use.callee}\` lets every site read this answer. ${REMEDY}` }]
    : [];
}

export default composedRule({
  info: {
    name: 'no-permissive-cors',
    description: 'Disallow cross-origin access with credentials for origins that anybody can have',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API8',
    topics: ['api8/cors', 'api8/same-origin-policy'],
    cwe: [942, 346],
    // Nothing of the four projects that had it could be read: the browser refuses the answer.
    inRecommended: { refused: false },
  },
  schema: knownOptions({
    wildcard: { type: 'boolean', description: 'Report every constant `*`, also without credentials.' },
    refused: {
      type: 'boolean',
      description: 'Report `*` together with credentials, an answer that browsers refuse.',
    },
  }),
  defaultOptions: [{ wildcard: false, refused: true }],
  find: (view) => {
    const asked = askedBy(view.options);
    return [
      ...view.flows({ sinks: ['cors-origin'], remedy: REMEDY }),
      ...byHand(view),
      ...(asked.refused ? anyByHand(view) : []),
      ...view.uses('cors.options').flatMap((use) => ofOptions(use, asked)),
      ...(asked.wildcard ? view.uses('answer.header').flatMap(ofHeader) : []),
    ];
  },
});
