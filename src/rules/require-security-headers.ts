import {
  composedRule,
  constantOf,
  property,
  isTestFile,
  type Endpoint,
  type FileView,
  type Part,
  type Problem,
  type Use,
} from '../define/composed-rule.js';
import { functionsOf } from '../define/functions.js';

/** Options by which one protection is switched off, by the header that is then missing. */
const SWITCHES: readonly (readonly [header: string, names: readonly string[]])[] = [
  ['X-Content-Type-Options', ['noSniff', 'xContentTypeOptions']],
  ['X-Frame-Options', ['frameguard', 'xFrameOptions']],
  ['Strict-Transport-Security', ['hsts', 'strictTransportSecurity']],
  ['Content-Security-Policy', ['contentSecurityPolicy']],
  ['Referrer-Policy', ['referrerPolicy']],
];

const MIDDLEWARE: Readonly<Record<string, string>> = {
  express: 'Put `helmet()` before the routes.',
  koa: 'Put `helmet()` of koa-helmet before the routes.',
  hono: 'Put `secureHeaders()` of hono/secure-headers before the routes.',
  fastify: 'Register `@fastify/helmet`.',
  hapi: 'Set `routes: { security: true }` in the options of the server.',
  nest: 'Put `helmet()` in force with `app.use`, or register `@fastify/helmet`.',
};

function isOff(option: Part): boolean {
  return constantOf(option) === false || constantOf(property(option, 'maxAge')) === 0;
}

/** A policy of one's own that says who may frame answers stands for the older header. */
function framesByPolicy(options: Part): boolean {
  const policy = property(options, 'contentSecurityPolicy');
  return policy.kind !== 'absent' && constantOf(policy) !== false;
}

function switchedOff(use: Use): readonly Problem[] {
  const options = use.part('options');
  const headers = SWITCHES.filter(
    ([header, names]) =>
      names.some((name) => isOff(property(options, name))) &&
      !(header === 'X-Frame-Options' && framesByPolicy(options)),
  ).map(([header]) => `\`${header}\``);
  return headers.length === 0
    ? []
    : [
        {
          node: use.node,
          message: `\`${use.callee}\` is told not to send ${headers.join(', ')}. Leave the protection on, and loosen it for the routes that need it.`,
        },
      ];
}

/**
 * True when a step sets headers, or may: one that is not known, or that writes headers by hand. The handler of another
 * endpoint, whose path covers this one as well, answers, and sets nothing for others.
 */
function maySetHeaders({ steps }: Endpoint, handlers: ReadonlySet<Endpoint['node']>): boolean {
  return steps.some(
    ({ verdict, shown, node }) =>
      (verdict === 'unknown' && !handlers.has(node)) ||
      shown?.roles.has('headers.secure') === true ||
      shown?.roles.has('headers.protective') === true,
  );
}

/** Applications of this file that are served, and before none of whose endpoints anything sets headers. */
function bare(view: FileView): readonly Problem[] {
  return view.servers().flatMap(({ node, served, endpoints }) => {
    const [first] = endpoints;
    if (!served || !first || !endpoints.some((each) => each.understood)) return [];
    const handlers = new Set<Endpoint['node']>(endpoints.flatMap(({ handler }) => functionsOf(handler)));
    if (endpoints.some((each) => maySetHeaders(each, handlers))) return [];
    const count = endpoints.length === 1 ? 'one endpoint' : `${String(endpoints.length)} endpoints`;
    return [
      {
        node,
        message: `This application answers ${count} without protective headers such as \`X-Content-Type-Options\` and \`Strict-Transport-Security\`: nothing in force before them sets any. ${MIDDLEWARE[first.framework] ?? 'Set them for every answer.'}`,
      },
    ];
  });
}

export default composedRule({
  info: {
    name: 'require-security-headers',
    description: 'Require protective headers for what an application answers',
    kind: 'endpoint',
    preset: 'strict',
    owasp: 'API8',
    topics: ['api8/same-origin-policy'],
    cwe: [693, 1021],
  },
  find: (view) =>
    isTestFile(view.file)
      ? []
      : [
          ...view.uses('headers.configured').flatMap(switchedOff),
          ...view.uses('headers.without-policy').map(({ node, callee }) => ({
            node,
            message: `\`${callee}\` sends no \`Content-Security-Policy\` unless told to, in the version in use. Set \`contentSecurityPolicy\`, or update the library.`,
          })),
          ...bare(view),
        ],
});
