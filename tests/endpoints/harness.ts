/** Shows the endpoints of a text: method, path, the guard in force, and what the handler does by itself. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
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

/** Writes a project to a folder of its own, which is gone afterwards, and returns a line for each endpoint of one of its files. */
export function endpointsOfProgram(name: string, files: Readonly<Record<string, string>>): readonly string[] {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'endpoints-'));
  try {
    for (const [file, text] of Object.entries({ 'package.json': '{}', ...files })) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    const { file, application } = analyseText(path.join(folder, name), files[name] ?? '');
    return application()
      .endpoints.filter((each) => each.node.getSourceFile() === file)
      .map((each) => {
        const { own } = each.handling();
        const about = own === 'open' ? '' : ` (${own})`;
        return `${each.method} ${each.path ?? '*'}: ${guardOf(each)?.name ?? '-'}${about}${each.understood ? '' : ' ?'}`;
      });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
