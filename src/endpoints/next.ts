/** The middleware of Next.js and the routes that its matcher names (https://nextjs.org/docs/app/api-reference/file-conventions/middleware). */
import path from 'node:path';
import { getProperty } from '../flow/access.js';
import { elementsOf } from '../flow/elements.js';
import { entryCall } from '../flow/calls.js';
import type { Machine } from '../flow/machine.js';
import { moduleExport } from '../flow/imports.js';
import { soleText, UNKNOWN, type Value } from '../flow/value.js';
import type { TS } from '../lang/ts.js';
import { fileEndpoint } from '../models/next/files.js';
import { isOwnFunction } from '../models/shared/chain.js';
import { nameOfValue } from './names.js';
import { probeCall, type Verdict } from './probe.js';
import type { ChainStep } from './types.js';

/** `/api/:path*` of path-to-regexp 6; groups in parentheses are expressions. */
export function matcherMatches(matcher: string, address: string): boolean {
  const tokens = matcher.match(/\/:\w+[*+?]?|:\w+|\((?:[^()]|\([^()]*\))*\)[*+?]?|./gs) ?? [];
  const source = tokens.map((token) => {
    if (token.startsWith('/:'))
      return token.endsWith('*')
        ? '(?:/.*)?'
        : token.endsWith('+')
          ? '/.+'
          : token.endsWith('?')
            ? '(?:/[^/]+)?'
            : '/[^/]+';
    if (token.startsWith(':')) return '[^/]+';
    return token.startsWith('(') ? token : token.replace(/[\\^$.+?*[\]{}|]/g, '\\$&');
  });
  const sample = address.replace(/\[\[?\.\.\.\w+\]?\]/g, 'x/y').replace(/\[\w+\]/g, 'x');
  try {
    return new RegExp(`^${source.join('')}/?$`).test(sample);
  } catch {
    // An expression that is none matches nothing that is known.
    return true;
  }
}

function matchers(m: Machine, value: Value, node: TS.Node): readonly (string | null)[] | null {
  const given = value.refs.length > 0 ? getProperty(m, value, 'matcher', node) : UNKNOWN;
  if (given.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array')) {
    return elementsOf(m, given, node).known.map(
      (each) => soleText(each) ?? soleText(getProperty(m, each, 'source', node)),
    );
  }
  const text = soleText(given);
  return text === null ? null : [text];
}

interface Middleware {
  readonly folder: string;
  readonly step: ChainStep;
  readonly matchers: readonly (string | null)[] | null;
}

function read(m: Machine, file: TS.SourceFile): readonly Middleware[] {
  return ['middleware', 'proxy', 'default'].flatMap((name) => {
    if (fileEndpoint(file.fileName, name)?.kind !== 'middleware') return [];
    const value = moduleExport(m, file, name);
    if (!value) return [];
    const config = moduleExport(m, file, 'config');
    return [
      {
        folder: path.dirname(file.fileName),
        step: { ...nameOfValue(value, file), verdict: judge(m, value, file) },
        matchers: config ? matchers(m, config, file) : null,
      },
    ];
  });
}

/** Who redirects may send strangers to a login; what the redirect depends on is not known. */
function judge(m: Machine, value: Value, file: TS.SourceFile): Verdict {
  if (!isOwnFunction(value)) return 'unknown';
  const [ref] = value.refs;
  const evidence = probeCall(m, value, entryCall(ref?.kind === 'func' ? ref.node : file, UNKNOWN));
  if (evidence.denies || evidence.verifiedEnd) return 'guard';
  return evidence.roles.has('answer.redirect') ? 'unknown' : 'open';
}

/** Returns who stands before the route of a file. The middleware's file need not be imported: it is found by its place. */
export function nextGuards(
  m: Machine,
  files: readonly TS.SourceFile[],
): (file: TS.SourceFile, address: string) => readonly ChainStep[] {
  const all = files.flatMap((file) => read(m, file));
  return (file, address) =>
    all
      .filter(({ folder }) => file.fileName.startsWith(folder))
      .filter(
        (each) =>
          each.matchers === null ||
          each.matchers.some((matcher) => matcher === null || matcherMatches(matcher, address)),
      )
      .map((each) => each.step);
}
