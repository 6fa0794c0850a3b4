/** How the sources hang together: layers never import each other in a circle, and a long file says why it is long. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const src = path.resolve(import.meta.dirname, '../../src');
const MAX_LINES = 400;

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name: name.split(path.sep).join('/'), text: readFileSync(path.join(src, name), 'utf8') }));

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

function layerOf(name: string): string {
  return (name.split('/')[0] ?? '').replace(/\.ts$/, '');
}

/** Returns which layers each layer imports, types included. */
function layerGraph(given: typeof files): Graph {
  const graph = new Map<string, Set<string>>();
  for (const { name, text } of given) {
    const from = layerOf(name);
    const targets = graph.get(from) ?? new Set();
    graph.set(from, targets);
    for (const { fileName } of ts.preProcessFile(text).importedFiles) {
      if (!fileName.startsWith('.')) continue;
      const to = layerOf(path.posix.join(path.posix.dirname(name), fileName).replace(/\.js$/, '.ts'));
      if (to !== from) targets.add(to);
    }
  }
  return graph;
}

/** Returns the layers that are part of a circle: those that are left when layers without imports are taken away. */
function circular(graph: Graph): readonly string[] {
  const left = new Map([...graph].map(([name, targets]) => [name, new Set(targets)]));
  for (let again = true; again;) {
    again = false;
    for (const [name, targets] of left) {
      if ([...targets].some((each) => left.has(each))) continue;
      left.delete(name);
      again = true;
    }
  }
  return [...left.keys()].sort();
}

function isUnexplained({ text }: { readonly text: string }): boolean {
  return text.trimEnd().split('\n').length > MAX_LINES && !/^\/\* eslint-disable max-lines -- \S.+ \*\/\n/.test(text);
}

describe('layers', () => {
  it('import each other in no circle', () => {
    const graph = layerGraph(files);
    expect(graph.get('rules')).toContain('define');
    expect(graph.get('flow')).toContain('lang');
    expect(circular(graph)).toEqual([]);
  });

  it('a circle would be seen', () => {
    const wrong = { name: 'lang/wrong.ts', text: "import type { Value } from '../flow/value.js';" };
    expect(circular(layerGraph([...files, wrong]))).toEqual(
      expect.arrayContaining(['flow', 'lang']) as readonly string[],
    );
  });
});

describe('files', () => {
  it('of more than 400 lines say why', () => {
    expect(files.filter(isUnexplained).map(({ name }) => name)).toEqual([]);
  });

  it('a long one without a reason would be seen', () => {
    const text = 'export {};\n'.repeat(MAX_LINES + 1);
    expect(isUnexplained({ text })).toBe(true);
    expect(isUnexplained({ text: `/* eslint-disable max-lines -- one table */\n${text}` })).toBe(false);
    expect(isUnexplained({ text: 'export {};\n' })).toBe(false);
  });
});
