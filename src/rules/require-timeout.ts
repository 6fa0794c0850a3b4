import {
  composedRule,
  constantOf,
  madeBy,
  property,
  valueOf,
  type FileView,
  type Part,
  type Use,
} from '../define/composed-rule.js';
import { isForPages, isRelativeAddress, runsInBrowser } from '../define/browser.js';
import { isCommand } from '../define/commands.js';
import { isTestFile } from '../define/secrets.js';
import { Form } from '../define/values.js';
import { isRaced } from '../define/functions.js';

const NAMES = ['timeout', 'signal', 'cancelToken', 'headersTimeout', 'dispatcher'] as const;

/** A text or a function in the place of options. */
function isNoObject(options: Part): boolean {
  const value = valueOf(options);
  return value !== null && value.form !== 0 && (value.form & ~(Form.String | Form.Function | Form.Nullish)) === 0;
}

/** True when options certainly bring no end of the waiting along. */
function isEndless(options: Part): boolean {
  if (isNoObject(options)) return true;
  return NAMES.every((name) => {
    const own = property(options, name);
    return own.kind === 'absent' || (name === 'timeout' && constantOf(own) === 0);
  });
}

/** A request object may carry a signal of its own. */
function mayCarrySignal(address: Part): boolean {
  return (
    valueOf(address)?.refs.some((ref) => ref.kind === 'obj' && ref.shape !== 'url' && ref.shape !== 'object') === true
  );
}

function isUntimed(use: Use, view: FileView): boolean {
  if (!isEndless(use.part('options')) || mayCarrySignal(use.part('address'))) return false;
  const also = use.part('also');
  if (also.kind === 'unknown' && use.part('options').kind === 'absent' && use.callee.endsWith('request')) return false;
  if (!isEndless(also)) return false;
  if (!use.record.call.self.refs.some((ref) => ref.kind === 'obj')) return true;
  const makers = view.makersOf(use, 'http.client');
  return makers.length > 0 && makers.every((each) => isEndless(each.part('options')));
}

/** Clients that send a relative address as it is, unless somebody has told them what is in front of it. */
const AS_IT_IS = /^(?:fetch$|axios\.)/;

/** `fetch('/api/items')` */
function isRelative(use: Use): boolean {
  if (!AS_IT_IS.test(use.callee) || /\.defaults\.baseURL\b/.test(use.node.getSourceFile().text)) return false;
  const [address] = use.record.call.argNodes;
  return (
    valueOf(use.part('address'))?.shape?.startsWith('/') === true ||
    (address !== undefined && isRelativeAddress(address))
  );
}

/** A request whose end is set on what the call returned: `request.setTimeout(5_000)`. */
function isTimedLater(use: Use, view: FileView): boolean {
  return view.uses('http.timed-later').some((each) => madeBy(each.record.call.self).includes(use.node));
}

export default composedRule({
  info: {
    name: 'require-timeout',
    description: 'Require a time-out for outgoing requests, and leave those of the server on',
    kind: 'misuse',
    preset: 'strict',
    owasp: 'API4',
    topics: ['api4/sustained-engagement'],
    cwe: [400, 1088],
  },
  find: (view) => [
    ...view
      .uses('http.timed')
      // A test that waits for ever is ended by its runner, a command by who has started it; a page that waits holds nobody up but its visitor.
      .filter(
        (use) =>
          isUntimed(use, view) &&
          !isTimedLater(use, view) &&
          !isRaced(use.node) &&
          !isRelative(use) &&
          !isTestFile(view.placeOf(use.node).file) &&
          !isCommand(use.node.getSourceFile()) &&
          !runsInBrowser(use.node) &&
          !isForPages(view.analysis),
      )
      .map((use) => ({
        node: use.node,
        message: `\`${use.callee}\` waits as long as the other side likes. Give it a time-out: \`signal: AbortSignal.timeout(5_000)\`, or the option \`timeout\` of the client.`,
      })),
    ...view
      .uses('http.time-out', 'http.time-out-off')
      .filter((use) => use.role === 'http.time-out-off' || constantOf(use.part('value')) === false)
      .map((use) => ({
        node: use.node,
        message: `\`${use.callee}\` is told to wait as long as the other side likes. Leave its time-out on.`,
      })),
    ...view
      .uses('server.time-out')
      .filter((use) => constantOf(use.part('value')) === 0)
      .map((use) => ({
        node: use.node,
        message:
          'This switches a time-out of the server off: one client can hold a connection for ever. Leave the default, or set a bound.',
      })),
  ],
});
