/** Applications that a file makes, each with the endpoints that are reached through it. */
import type { Application, Endpoint } from '../analysis/analysis.js';
import { oncePer } from './endpoint-rule.js';
import type { TS } from '../lang/ts.js';

export interface ServerView {
  /** Where the application object is made. */
  readonly node: TS.Node;
  /** It listens, or is handed to something that does. */
  readonly served: boolean;
  readonly endpoints: readonly Endpoint[];
}

const serversByFile = oncePer(({ endpoints }: Application): ReadonlyMap<TS.SourceFile, readonly ServerView[]> => {
  const found = new Map<TS.Node, Endpoint[]>();
  const served = new Set<TS.Node>();
  for (const endpoint of endpoints) {
    const { server } = endpoint;
    if (!server) continue;
    if (server.served) served.add(server.node);
    const list = found.get(server.node);
    if (list) list.push(endpoint);
    else found.set(server.node, [endpoint]);
  }
  const byFile = new Map<TS.SourceFile, ServerView[]>();
  for (const [node, own] of found) {
    const view = { node, served: served.has(node), endpoints: own };
    const file = node.getSourceFile();
    const list = byFile.get(file);
    if (list) list.push(view);
    else byFile.set(file, [view]);
  }
  return byFile;
});

/** Returns the application objects that a file makes and through which endpoints are reached. */
export function serversIn(application: Application | null, file: TS.SourceFile): readonly ServerView[] {
  return application ? (serversByFile(application).get(file) ?? []) : [];
}
