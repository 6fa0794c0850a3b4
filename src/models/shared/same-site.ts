/** Whether requests that other sites begin carry a cookie (RFC 6265bis, 5.2). */
import { getProperty } from '../../flow/access.js';
import type { Machine } from '../../flow/machine.js';
import { isConst, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';

/** open: from everywhere, or as the browser likes; closed: `lax` or `strict`; unknown: the option is not constant. */
export type SameSite = 'open' | 'closed' | 'unknown';

/** Returns what the options of a cookie say; without any, it depends on the browser. */
export function sameSiteOf(m: Machine, options: Value, node: TS.Node): SameSite {
  if (options.refs.length === 0) return isConst(options) ? 'open' : 'unknown';
  const value = getProperty(m, options, 'sameSite', node);
  if (!isConst(value)) return 'unknown';
  const open = value.consts.map(
    ({ value: each }) => each === undefined || each === false || (typeof each === 'string' && /^none$/i.test(each)),
  );
  return open.every(Boolean) ? 'open' : open.some(Boolean) ? 'unknown' : 'closed';
}
