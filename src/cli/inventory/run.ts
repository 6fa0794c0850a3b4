/** The command `api-security inventory`. */
import fs from 'node:fs';
import path from 'node:path';
import { compareInventory, type Finding } from '../../inventory/compare/inventory.js';
import { formatCsv } from '../../inventory/format/csv.js';
import { formatHtml } from '../../inventory/format/html.js';
import { formatInventoryJson } from '../../inventory/format/json.js';
import { formatMarkdown } from '../../inventory/format/markdown.js';
import { openApiOf } from '../../inventory/openapi/document.js';
import type { Inventory } from '../../inventory/types.js';
import { visible } from '../../report/escape.js';
import { colorsFor, type Colors } from '../colors.js';
import { progressBar, silentProgress } from '../progress.js';
import { TroubleError, troubleIn, type Trouble } from '../trouble.js';
import { collectInventory } from './collect.js';
import { readDocument } from './document.js';
import type { InventoryFormat, InventoryOptions } from './options.js';
import { formatTable } from './table.js';

export interface InventoryContext {
  readonly cwd: string;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly isTTY: boolean;
  readonly env: NodeJS.ProcessEnv;
}

export interface InventoryOutcome {
  readonly differences: number;
  readonly troubles: readonly Trouble[];
}

interface Package {
  readonly name: string;
  readonly version: string;
}

/** The name and version of what is looked at, for titles. */
function packageOf(folder: string): Package {
  const fallback = { name: path.basename(folder), version: '0.0.0' };
  try {
    const found: unknown = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
    if (typeof found !== 'object' || found === null) return fallback;
    const { name, version } = found as { readonly name?: unknown; readonly version?: unknown };
    return {
      name: typeof name === 'string' && name !== '' ? name : fallback.name,
      version: typeof version === 'string' ? version : fallback.version,
    };
  } catch {
    return fallback;
  }
}

function formatted(inventory: Inventory, format: InventoryFormat, of: Package, colors: Colors): string {
  switch (format) {
    case 'table':
      return formatTable(inventory, colors);
    case 'json':
      return formatInventoryJson(inventory);
    case 'csv':
      return formatCsv(inventory);
    case 'markdown':
      return formatMarkdown(inventory);
    case 'html':
      return formatHtml(inventory, of.name);
    case 'openapi':
      return `${JSON.stringify(openApiOf(inventory, of.name, of.version), null, 2)}\n`;
  }
}

const HEADS: Readonly<Record<Finding['kind'], string>> = {
  undocumented: 'Not in the document',
  vanished: 'Only in the document',
  different: 'Different',
};

/** Returns what differs, by kind. */
function comparisonText(findings: readonly Finding[], document: string, colors: Colors): string {
  if (findings.length === 0) return `${colors.green(`The service and ${visible(document)} agree.`)}\n`;
  const groups = (['undocumented', 'vanished', 'different'] as const).flatMap((kind) => {
    const own = findings.filter((each) => each.kind === kind);
    if (own.length === 0) return [];
    return [
      colors.bold(`${HEADS[kind]} (${own.length})`),
      ...own.map(({ endpoint, what, place }) => {
        const where = place ? colors.dim(`  ${visible(place.file)}:${place.line}`) : '';
        return `  ${visible(endpoint)} ${visible(what)}.${where}`;
      }),
      '',
    ];
  });
  return `${groups.join('\n')}\n`;
}

function write(cwd: string, file: string, text: string): void {
  try {
    const target = path.resolve(cwd, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TroubleError([troubleIn('output', file, `The output cannot be written: ${reason}.`)]);
  }
}

function differencesFrom(inventory: Inventory, cwd: string, given: string): readonly Finding[] {
  const document = readDocument(cwd, given);
  try {
    return compareInventory(inventory, document);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new TroubleError([troubleIn('document', given, error.message)]);
  }
}

/**
 * Makes the inventory and prints or writes it. With a document, what differs from it is printed in its place, unless a
 * format or a file was asked for.
 * @throws {TroubleError} when nothing can be read or written.
 */
export function runInventory(context: InventoryContext, given: string, options: InventoryOptions): InventoryOutcome {
  const { cwd, stdout, stderr, isTTY, env } = context;
  const { format, output, openapi, typed, quietProgress } = options;
  // A document that cannot be read is said before the work and not after it.
  if (openapi !== undefined) readDocument(cwd, openapi);
  const progress = isTTY && !quietProgress ? progressBar(stderr) : silentProgress;
  const { inventory, troubles } = collectInventory({ cwd, folder: given, typed, progress });
  const colors = colorsFor(isTTY, env);
  const differences = openapi === undefined ? [] : differencesFrom(inventory, cwd, openapi);
  if (openapi === undefined || output !== undefined || format !== undefined) {
    const chosen = format ?? 'table';
    const plain = colorsFor(false, env);
    const text = formatted(
      inventory,
      chosen,
      packageOf(path.resolve(cwd, given)),
      output === undefined ? colors : plain,
    );
    if (output === undefined) stdout.write(text);
    else {
      write(cwd, output, text);
      stderr.write(`Wrote ${visible(output)}.\n`);
    }
  }
  if (openapi !== undefined) {
    const text = comparisonText(differences, openapi, colors);
    // A machine that reads the inventory from the output does not want sentences in it.
    (format === undefined || output !== undefined ? stdout : stderr).write(text);
  }
  return { differences: differences.length, troubles };
}
