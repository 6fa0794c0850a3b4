import path from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** Lints text as if it were a file of this repository; types are off, because such a file is in no project. */
const eslint = new ESLint({
  cwd: root,
  ruleFilter: ({ ruleId }) => ruleId === 'local/layers',
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
});

async function lint(file: string, text: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(text, { filePath: path.join(root, file) });
  return (result?.messages ?? []).map((message) => message.messageId ?? message.message);
}

describe('the layer table', () => {
  const forbidden: readonly (readonly [file: string, text: string, messageId: string])[] = [
    ['src/rules/fake.ts', "import '../lang/program.js';", 'layer'],
    ['src/rules/fake.ts', "import '../models/pg/index.js';", 'layer'],
    ['src/rules/fake.ts', "export * from '../flow/value.js';", 'layer'],
    ['src/rules/fake.ts', "export const load = () => import('../analysis/door.js');", 'layer'],
    ['src/rules/fake.ts', "export type Door = import('../analysis/door.js').Door;", 'layer'],
    ['src/define/fake.ts', "import '../models/pg/model.js';", 'layer'],
    ['src/define/fake.ts', "import { value } from '../flow/value.js';", 'typesOnly'],
    ['src/flow/fake.ts', "import type { Model } from '../models/types.js';", 'layer'],
    ['src/flow/deep/fake.ts', "import '../../models/types.js';", 'layer'],
    ['src/lang/fake.ts', "import '../flow/value.js';", 'layer'],
    ['src/report/fake.ts', "import '../analysis/door.js';", 'layer'],
    ['src/meta/fake.ts', "import '../rules/index.js';", 'layer'],
    ['src/models/fake.ts', "import { value } from '../analysis/value.js';", 'layer'],
    ['src/flow/fake.ts', "import ts from 'typescript';", 'compiler'],
    ['src/define/fake.ts', "import type ts from 'typescript';", 'compiler'],
    ['src/cli/fake.ts', "import { Project } from 'ts-morph';", 'compiler'],
    ['src/elsewhere/fake.ts', 'export {};', 'unknownLayer'],
  ];

  it.each(forbidden)('%s: %s fails with %s', async (file, text, messageId) => {
    expect(await lint(file, text)).toEqual([messageId]);
  });

  const allowed: readonly (readonly [file: string, text: string])[] = [
    ['src/rules/fake.ts', "import { flowRule } from '../define/flow-rule.js';"],
    ['src/define/fake.ts', "import '../analysis/door.js';"],
    ['src/define/fake.ts', "import '../lang/ts.js';"],
    ['src/define/fake.ts', "import type { Value } from '../flow/value.js';"],
    ['src/models/fake.ts', "import type { Value } from '../flow/value.js';"],
    ['src/lang/fake.ts', "import ts from 'typescript';"],
    ['src/flow/fake.ts', "import './limits.js';"],
    ['src/index.ts', "import { rules } from './rules/index.js';"],
    ['tests/flow/fake.ts', "import ts from 'typescript'; import '../../src/flow/value.js';"],
  ];

  it.each(allowed)('%s: %s passes', async (file, text) => {
    expect(await lint(file, text)).toEqual([]);
  });
});
