/** Requests whose connections are looked at before they are made: their agent resolves hosts by a function of the program. */
import { variablesAround } from '../lang/branches.js';
import { ts, type TS } from '../lang/ts.js';

/** The option by which sockets are told how to resolve a host (https://nodejs.org/api/net.html#socketconnectoptions-connectlistener). */
const RESOLVES = 'lookup';
const MAX_STEPS = 3;

/** True when an expression, or what a variable in sight was made of, gives a function that resolves hosts to what it makes. */
function givesResolver(node: TS.Node, steps = 0): boolean {
  if (ts.isIdentifier(node)) {
    const declared = variablesAround(node).find(({ name }) => ts.isIdentifier(name) && name.text === node.text);
    return declared?.initializer !== undefined && steps < MAX_STEPS && givesResolver(declared.initializer, steps + 1);
  }
  if (ts.isObjectLiteralExpression(node))
    return node.properties.some(
      (each) =>
        each.name?.getText() === RESOLVES ||
        (ts.isPropertyAssignment(each) && givesResolver(each.initializer, steps)) ||
        (ts.isShorthandPropertyAssignment(each) && givesResolver(each.name, steps)),
    );
  return ts.isNewExpression(node) && (node.arguments ?? []).some((each) => givesResolver(each, steps));
}

/**
 * True when a request is sent by an agent that the program has given its own function for resolving hosts, `new Agent({ connect:
 * { lookup } })`: what it lets through is its affair (https://undici.nodejs.org/#/docs/api/Client?id=parameter-connectoptions).
 */
export function guardsConnections(address: TS.Node): boolean {
  const call = ts.findAncestor(address, (each) => ts.isCallExpression(each) || ts.isNewExpression(each));
  if (!call || !(ts.isCallExpression(call) || ts.isNewExpression(call))) return false;
  return (call.arguments ?? []).some((each) => ts.isObjectLiteralExpression(each) && givesResolver(each));
}
