/**
 * Servers that believe whatever proxy headers say: then the address of a request is what its sender wrote. Express reads
 * the leftmost entry of X-Forwarded-For with `trust proxy: true` (https://expressjs.com/en/guide/behind-proxies.html),
 * Fastify with `trustProxy: true` (https://fastify.dev/docs/latest/Reference/Server/#trustproxy), Koa with
 * `proxy: true` (https://koajs.com/#appproxy). A number of hops or a list of proxies believes those only.
 */
import { Form } from '../../flow/forms.js';
import { sourceValue } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import type { Obj } from '../../flow/refs.js';
import type { SourceSpec } from '../../flow/semantics.js';
import { refValue, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import { objectOf } from './registration.js';

const WRITTEN: SourceSpec = { kind: 'http.address', form: Form.String };
const LISTED: SourceSpec = { kind: 'http.address', form: Form.Array, child: Form.String };

/** A limiter reads the address by itself: then nothing in the program is its text. */
function textAt(node: TS.Node, name: string): string | undefined {
  return ts.isCallExpression(node) ? `request.${name}` : undefined;
}

function reading(spec: SourceSpec, name: string): Value {
  return refValue(
    {
      kind: 'native',
      name: 'get',
      props: null,
      call: (m, call) => sourceValue(m, spec, call.node, textAt(call.node, name)),
    },
    Form.Function,
  );
}

/** True when the setting that an application keeps in a cell is, on some path, to believe every proxy. */
export function believesClients(m: Machine, app: Obj, setting: string): boolean {
  return m.cell(app, setting)?.consts.some(({ value }) => value === true) === true;
}

/** Makes the addresses of a request what its sender wrote. */
export function addressesByClient(m: Machine, request: Value): void {
  const own = objectOf(request);
  if (!own) return;
  m.setCell(own, 'get ip', reading(WRITTEN, 'ip'));
  m.setCell(own, 'get ips', reading(LISTED, 'ips'));
}
