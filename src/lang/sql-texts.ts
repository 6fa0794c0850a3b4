/** What the SQL texts of a file say of a table: a service that has no types of its rows still names their columns. */
import { remembering } from './remembering.js';
import { ts, type TS } from './ts.js';

const literals = new WeakMap<TS.SourceFile, readonly string[]>();

function statementsIn(file: TS.SourceFile): readonly string[] {
  let known = literals.get(file);
  if (!known) {
    const found: string[] = [];
    const visit = (node: TS.Node): void => {
      if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
        const text = node.getText(file);
        if (/\b(?:select|insert|update|delete|create table)\b/i.test(text)) found.push(text);
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
    known = found;
    literals.set(file, known);
  }
  return known;
}

function wordsIn(file: TS.SourceFile, table: string): readonly string[] {
  const mention = new RegExp(
    `\\b(?:from|update|into|table(?:\\s+if\\s+not\\s+exists)?|join)\\s+["\`[]?(?:\\w+["\`\\]]?\\.["\`[]?)?${table}\\b`,
    'i',
  );
  const words = statementsIn(file)
    .filter((each) => mention.test(each))
    .flatMap((each) => each.match(/\w+/g) ?? []);
  return [...new Set(words.filter((word) => word.toLowerCase() !== table.toLowerCase()))];
}

const known = new WeakMap<TS.SourceFile, (table: string) => readonly string[]>();

/** Returns the words of the statements in a file that are about a table: names of its columns are among them. */
export function wordsBeside(file: TS.SourceFile, table: string): readonly string[] {
  let ask = known.get(file);
  if (!ask) {
    ask = remembering((each) => wordsIn(file, each));
    known.set(file, ask);
  }
  return ask(table);
}

const TABLE = /\b(?:from|update|into)\s+["`[]?(?:\w+["`\]]?\.["`[]?)?(\w+)/i;

/** Returns the first table that a statement is about; null when its text does not say. */
export function tableOf(text: string): string | null {
  return TABLE.exec(text)?.[1] ?? null;
}
