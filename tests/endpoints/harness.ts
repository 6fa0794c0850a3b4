/** Shows the endpoints of a text: method, path, the guard in force, and what the handler does by itself. */
import { analyseText } from '../../src/analysis/analysis.js';
import { guardOf, type Application } from '../../src/endpoints/index.js';

export function applicationOf(text: string): Application {
  return analyseText('/nowhere/service/app.ts', text).application();
}

/** Returns a line for each endpoint: `POST /items: requireUser`, `POST /items: -` without a guard, ` (denies)` when the handler acts. */
export function endpointsOf(text: string): readonly string[] {
  return applicationOf(text).endpoints.map((endpoint) => {
    const own = endpoint.handling().own === 'open' ? '' : ` (${endpoint.handling().own})`;
    const unknown = endpoint.understood ? '' : ' ?';
    return `${endpoint.method} ${endpoint.path ?? '*'}: ${guardOf(endpoint)?.name ?? '-'}${own}${unknown}`;
  });
}
