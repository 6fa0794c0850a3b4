/** Tests of addresses that other addresses pass: what is looked for, and where (RFC 3986, 3.2: the host ends at `/`, `?`, `#` or the end). */
import type { TextCheck } from './text-rule.js';

const NAME = String.raw`(?:[\w-]+\.)+[a-z]{2,}`;
const HOST = new RegExp(`^${NAME}(?::\\d+)?$`, 'i');
const ORIGIN = /^[a-z][a-z\d+.-]*:\/\/[^/?#]+$/i;
const ADDRESS_KINDS = ['address', 'redirect', 'rewrite'];
const SCHEME = /^\^?\(?(?:javascript|data|vbscript)(?:\\?:|\)|\||$)/i;
/** With more behind it, `data:image/`, it is what is asked for. */
const SCHEME_ALONE = /^(?:javascript|data|vbscript):?$/i;

function textFault(check: TextCheck, text: string): string | null {
  const isAddress = check.isHost || check.isAddress || check.reaches(...ADDRESS_KINDS);
  switch (check.method) {
    case 'includes':
    case 'indexOf':
      return HOST.test(text.replace(/^[a-z][a-z\d+.-]*:\/\//i, '').replace(/\/.*$/s, '')) && isAddress
        ? `any address that holds \`${text}\` anywhere passes, also in its path or query`
        : null;
    case 'startsWith':
      if (SCHEME_ALONE.test(text)) return `only \`${text}\` is refused: white space, other case and other schemes pass`;
      return ORIGIN.test(text)
        ? `the host does not end behind it: \`${text}.evil.example\` and \`${text}@evil.example\` pass`
        : null;
    case 'endsWith':
      return HOST.test(text) && isAddress ? `\`evil${text}\` passes, because no dot stands in front` : null;
    default:
      return null;
  }
}

/** A host in a pattern: names joined by dots that may lack their backslash. */
const HOST_IN_PATTERN = /(?:[a-z\d-]+\\?\.)+[a-z]{2,}/i;

function patternFault(check: TextCheck, pattern: string): string | null {
  if (!['test', 'match', 'exec', 'search'].includes(check.method)) return null;
  if (SCHEME.test(pattern) && !check.rejects)
    return 'only these schemes are refused: white space and other schemes pass';
  const found = HOST_IN_PATTERN.exec(pattern);
  const scheme = /:\\?\/\\?\//.test(pattern);
  if (!found || !(scheme || check.isHost)) return null;
  if (/(?<!\\)\.(?=[a-z\d])/i.test(found[0])) return 'a dot without a backslash stands for any character';
  if (scheme && !pattern.startsWith('^')) return 'it has no `^`: the address may stand in the query of another one';
  const rest = pattern.slice(found.index + found[0].length);
  return rest === '' ? 'it has neither `$` nor a slash behind the host' : null;
}

/** Returns what passes a test of an address though it should not; null when the test is none or is sound. */
export function urlFault(check: TextCheck): string | null {
  return check.text === null ? patternFault(check, check.regex?.pattern ?? '') : textFault(check, check.text);
}
