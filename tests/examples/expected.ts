import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const rows = z
  .array(z.strictObject({ rule: z.string().min(1), file: z.string().min(1), line: z.string().min(1) }))
  .min(1);

/** A row of the table of flaws with the lines of its file that hold the row's text. */
export interface ExpectedReport {
  readonly rule: string;
  readonly file: string;
  readonly lines: readonly number[];
}

/** The flaws of the first example, from its table. Throws when the table or a file of it cannot be read. */
export async function expectedReports(): Promise<readonly ExpectedReport[]> {
  const folder = new URL('../../examples/orders-api/', import.meta.url);
  const table = rows.parse(JSON.parse(await readFile(new URL('expected.json', folder), 'utf8')));
  return Promise.all(
    table.map(async ({ rule, file, line }) => {
      const text = await readFile(fileURLToPath(new URL(file, folder)), 'utf8');
      const lines = text.split('\n').flatMap((candidate, index) => (candidate.includes(line) ? [index + 1] : []));
      return { rule, file, lines };
    }),
  );
}
