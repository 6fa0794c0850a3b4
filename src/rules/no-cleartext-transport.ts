import { knownOptions } from '../define/options.js';
import {
  composedRule,
  constantOf,
  isTestFile,
  outsideProduction,
  type FileView,
  type Problem,
} from '../define/composed-rule.js';
import { cleartextOf, isPrivateHost, matchesHost, saysNothingOfEncryption } from '../define/transport.js';

interface Options {
  readonly allowHosts: readonly string[];
  readonly privateHosts: boolean;
}

const DEFAULTS: Options = { allowHosts: [], privateHosts: false };

const KINDS: ReadonlySet<string> = new Set(['address', 'connection']);

function optionsOf([first]: readonly unknown[]): Options {
  return { ...DEFAULTS, ...(first as Partial<Options> | undefined) };
}

function isSpared(host: string, { allowHosts, privateHosts }: Options): boolean {
  return (!privateHosts && isPrivateHost(host)) || allowHosts.some((pattern) => matchesHost(host, pattern));
}

/** A host in the options of a connection, with encryption switched off beside it. */
function byOptions(view: FileView, options: Options): readonly Problem[] {
  return view.uses('tls.plain').flatMap((use) => {
    const host = constantOf(use.part('host'));
    const isPlain = constantOf(use.part('off')) === false || constantOf(use.part('waived')) === true;
    return isPlain && typeof host === 'string' && !isSpared(host.toLowerCase(), options) && !outsideProduction(use.node)
      ? [
          {
            node: use.node,
            message: `\`${use.callee}\` talks to \`${host}\` with encryption switched off: whoever is on the way reads and changes what is sent. Leave encryption on.`,
          },
        ]
      : [];
  });
}

/** A host in the options of a connection that is not encrypted by itself. */
function byOmission(view: FileView, options: Options): readonly Problem[] {
  return view.uses('tls.missing').flatMap((use) => {
    const host = constantOf(use.part('host'));
    return typeof host === 'string' &&
      host.includes('.') &&
      !isSpared(host.toLowerCase(), options) &&
      !outsideProduction(use.node)
      ? [
          {
            node: use.node,
            message: `\`${use.callee}\` talks to \`${host}\` without encryption: whoever is on the way reads and changes what is sent. Switch it on with the option \`tls\`.`,
          },
        ]
      : [];
  });
}

function byAddress(view: FileView, options: Options): readonly Problem[] {
  return view.analysis.constants.flatMap(({ seen, at }) => {
    const found = KINDS.has(seen.kind) && !seen.fallback ? cleartextOf(seen.text) : null;
    if (!found || outsideProduction(seen.origin ?? at)) return [];
    if (isSpared(found.host, options)) return [];
    if (found.byOption && !saysNothingOfEncryption(seen.call, seen.node, seen.origin)) return [];
    return [
      {
        node: at,
        message: `\`${seen.callee}\` talks to \`${found.scheme}://${found.host}\` without encryption: whoever is on the way reads and changes what is sent. Use ${found.instead}.`,
      },
    ];
  });
}

export default composedRule({
  info: {
    name: 'no-cleartext-transport',
    description: 'Disallow connections to other hosts without encryption',
    kind: 'misuse',
    preset: 'strict',
    owasp: 'API2',
    topics: ['api2/password-in-transit'],
    cwe: [319],
  },
  schema: knownOptions({
    allowHosts: {
      type: 'array',
      items: { type: 'string', pattern: '^(?:\\*\\.)?[A-Za-z0-9_.:\\[\\]-]+$' },
      uniqueItems: true,
      description: 'Hosts that are reached without encryption all the same; `*.` in front stands for every name below.',
    },
    privateHosts: {
      type: 'boolean',
      description: 'Report private networks and names without a dot as well.',
    },
  }),
  defaultOptions: [DEFAULTS],
  find: (view) => {
    const options = optionsOf(view.options);
    return isTestFile(view.file)
      ? []
      : [...byOptions(view, options), ...byOmission(view, options), ...byAddress(view, options)];
  },
});
