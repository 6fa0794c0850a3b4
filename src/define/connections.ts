/** Requests whose connections are looked at before they are made: an agent resolves the host by a function of the program's own. */
import { ts, type TS } from '../lang/ts.js';

/** What clients call their agents (https://undici.nodejs.org/#/docs/api/Dispatcher, https://nodejs.org/api/http.html#httprequesturl-options-callback). */
const AGENT = /^(?:dispatcher|agent|httpAgent|httpsAgent|lookup)$/;

/** A function that resolves hosts, and a look at what came out. */
const RESOLVES = /\blookup\b/;
const LOOKS = /\b(?:isIP|BlockList|ipaddr|isPrivate\w*|isUnsafe\w*|isPublic\w*|ssrf\w*)\b/;

/** What asks for the addresses of a host (https://nodejs.org/api/dns.html). */
const ASKS = /^(?:promises\.)?(?:lookup|resolve(?:4|6|Any|Cname)?)$/;

/** True when the addresses of a host are asked for in a file that looks at addresses: that is how they are refused. */
export function looksBeforeConnecting(callee: string, place: TS.Node): boolean {
  return ASKS.test(callee) && LOOKS.test(place.getSourceFile().text);
}

/** True when a request brings an agent along, in a file that resolves hosts itself and looks at their addresses. */
export function guardsConnections(address: TS.Node): boolean {
  const call = ts.findAncestor(address, (each) => ts.isCallExpression(each) || ts.isNewExpression(each));
  const given = call && (ts.isCallExpression(call) || ts.isNewExpression(call)) ? (call.arguments ?? []) : [];
  const { text } = address.getSourceFile();
  return (
    given.some(
      (each) =>
        ts.isObjectLiteralExpression(each) &&
        each.properties.some(({ name }) => name !== undefined && ts.isIdentifier(name) && AGENT.test(name.text)),
    ) &&
    RESOLVES.test(text) &&
    LOOKS.test(text)
  );
}
