/** Workers in projects whose tools are not installed: only what a file says of its handlers can tell. */
import { describe } from 'vitest';
import { markedFiles } from '../marked-files.js';

const body = (head: string, tail: string): string => `${head}
const handlers = {
  async fetch(request) {
    return fetch(new URL(request.url).searchParams.get('to')); // MARK
  },
}${tail}`;
const reported = (head: string, tail: string): string => body(head, tail).replace('// MARK', '// report no-ssrf');
const quiet = (head: string, tail: string): string => body(head, tail).replace(' // MARK', '');

describe('handlers of Workers', () => {
  markedFiles('the global type of the platform, and other things of the same name', {
    'src/a.ts': reported('', ' satisfies ExportedHandler<Env>;\nexport default handlers;\n'),
    'src/b.ts': reported(
      "import type { ExportedHandler } from '@cloudflare/workers-types';",
      ' as ExportedHandler;\nexport default handlers;\n',
    ),
    'src/c.ts': quiet('interface ExportedHandler {}', ' satisfies ExportedHandler;\nexport default handlers;\n'),
    'src/d.ts': quiet(
      "import type { ExportedHandler } from './types.js';",
      ' as ExportedHandler;\nexport default handlers;\n',
    ),
    'src/e.ts': quiet('', ';\nexport default handlers;\n'),
    'src/f.ts': quiet('', ' satisfies ExportedHandler<Env>;\nexport { handlers };\n'),
  });

  markedFiles('the tools of the platform are declared', {
    'package.json': '{"devDependencies":{"wrangler":"^4.1.0"}}',
    'src/a.ts': reported('', ';\nexport default handlers;\n'),
    'src/b.ts': quiet('', ';\nexport default { handlers };\n'),
  });
});
