import { flowRule, isClientData } from '../define/flow-rule.js';

/** What the browser itself writes into a request that a link sets off. */
const OF_BROWSER: ReadonlySet<string> = new Set(['http.host', 'http.cookies', 'http.headers']);

export default flowRule({
  info: {
    name: 'no-open-redirect',
    description: 'Disallow redirects to addresses that untrusted data chooses',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API10',
    topics: ['api10/open-redirects'],
    cwe: [601],
  },
  sinks: ['redirect'],
  // Nobody can make a browser send another host, which is for no-host-header-link to look at, another cookie, or another
  // header along with a link: `Referer` names the page that the user comes from, and leads back there.
  from: (kind) => isClientData(kind) && !OF_BROWSER.has(kind),
  remedy: 'Redirect to a fixed path or to an entry of a list, or compare the origin of the parsed address.',
});
