/** What the SQL texts of a file say of a table: a service that has no types of its rows still names their columns. */
import { columnsCreated } from './sql-tables.js';
import { ts, type TS } from './ts.js';

/** A table where a statement names one, behind the schema that may stand before it. */
const MENTION = /\b(?:from|update|into|table(?:\s+if\s+not\s+exists)?|join)\s+["`[]?(?:\w+["`\]]?\.["`[]?)?(\w+)/gi;
const STATEMENT = /\b(?:select|insert|update|delete|create table)\b/i;

function wordsByTable(file: TS.SourceFile): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const read = (text: string): void => {
    const words = text.match(/\w+/g) ?? [];
    for (const [, table = ''] of text.matchAll(MENTION)) {
      const name = table.toLowerCase();
      const list = found.get(name) ?? new Set();
      found.set(name, list);
      for (const each of words) if (each.toLowerCase() !== name) list.add(each);
    }
  };
  const visit = (node: TS.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      const text = node.getText(file);
      if (STATEMENT.test(text)) read(text);
    }
    ts.forEachChild(node, visit);
  };
  if (STATEMENT.test(file.text)) visit(file);
  return found;
}

const known = new WeakMap<TS.SourceFile, ReadonlyMap<string, ReadonlySet<string>>>();

/**
 * Returns the words of the statements in a file that are about a table, and the columns with which its package creates it:
 * names of its columns are among them.
 */
export function wordsBeside(file: TS.SourceFile, table: string): readonly string[] {
  let words = known.get(file);
  if (!words) {
    words = wordsByTable(file);
    known.set(file, words);
  }
  const name = table.toLowerCase().split('.').at(-1) ?? '';
  return [...new Set([...(words.get(name) ?? []), ...columnsCreated(file.fileName, name)])];
}

const TABLE = /\b(?:from|update|into)\s+["`[]?(?:\w+["`\]]?\.["`[]?)?(\w+)/i;

/** Returns the first table that a statement is about; null when its text does not say. */
export function tableOf(text: string): string | null {
  return TABLE.exec(text)?.[1] ?? null;
}
