/** Drives the language server of the ESLint extension as an editor does: nothing is configured but eslint.config.mjs. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { sandbox } from '../cli/sandbox.js';
import { startServer, type Answer, type LspClient } from './lsp-client.js';
import {
  cleanSource,
  documentationLink,
  eslintConfig,
  flawedSource,
  importTypeScript,
  nodeModules,
  quickFixTitle,
  repairedSource,
  ruleId,
} from './subject.js';

const serverFile = path.join(nodeModules, 'vscode-langservers-extracted/bin/vscode-eslint-language-server');

interface Position {
  readonly line: number;
  readonly character: number;
}

interface Range {
  readonly start: Position;
  readonly end: Position;
}

interface Diagnostic {
  readonly code: string;
  readonly message: string;
  readonly source: string;
  readonly range: Range;
  readonly codeDescription?: { readonly href: string };
}

interface CodeAction {
  readonly title: string;
  readonly kind: string;
  readonly command: { readonly command: string; readonly arguments: readonly unknown[] };
}

interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

interface ApplyEdit {
  readonly edit: { readonly documentChanges: readonly { readonly edits: readonly TextEdit[] }[] };
}

/** The extension's own defaults (its package.json), with ESLint taken from this package. */
function settingsFor(folder: string): object {
  return {
    validate: 'on',
    packageManager: 'npm',
    useESLintClass: true,
    useFlatConfig: true,
    experimental: { useFlatConfig: false },
    codeAction: {
      disableRuleComment: { enable: true, location: 'separateLine', commentStyle: 'line' },
      showDocumentation: { enable: true },
    },
    codeActionOnSave: { mode: 'all' },
    format: false,
    quiet: false,
    onIgnoredFiles: 'off',
    options: {},
    rulesCustomizations: [],
    run: 'onType',
    problems: { shortenToSingleLine: false },
    nodePath: nodeModules,
    workspaceFolder: { name: 'workspace', uri: pathToFileURL(folder).href },
    workingDirectory: { mode: 'location' },
  };
}

const capabilities = {
  workspace: { configuration: true, workspaceFolders: true, applyEdit: true, workspaceEdit: { documentChanges: true } },
  textDocument: {
    diagnostic: {},
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
  },
};

async function openFolder(folder: string, answer: Answer): Promise<LspClient> {
  const client = startServer([...importTypeScript, serverFile, '--stdio'], folder, answer);
  onTestFinished(client.stop);
  const rootUri = pathToFileURL(folder).href;
  const workspaceFolders = [{ name: 'workspace', uri: rootUri }];
  await client.request('initialize', { processId: process.pid, rootUri, workspaceFolders, capabilities });
  client.notify('initialized', {});
  return client;
}

function applyEdit(text: string, { range, newText }: TextEdit): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: Position): number =>
    lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  return text.slice(0, offset(range.start)) + newText + text.slice(offset(range.end));
}

it('an editor with the ESLint extension shows the finding, its documentation link and its quick fix', async () => {
  const folder = sandbox({ 'eslint.config.mjs': eslintConfig, 'package.json': '{}', 'src/users.ts': flawedSource });
  const edits: TextEdit[] = [];
  const answer: Answer = (method, params) => {
    if (method === 'workspace/configuration') {
      return (params as { readonly items: readonly unknown[] }).items.map(() => settingsFor(folder));
    }
    if (method === 'workspace/applyEdit') {
      edits.push(...(params as ApplyEdit).edit.documentChanges.flatMap((change) => change.edits));
      return { applied: true };
    }
    return null;
  };
  const client = await openFolder(folder, answer);
  const textDocument = { uri: pathToFileURL(path.join(folder, 'src/users.ts')).href };
  const opened = { ...textDocument, languageId: 'typescript', version: 1, text: flawedSource };
  client.notify('textDocument/didOpen', { textDocument: opened });

  const { items } = (await client.request('textDocument/diagnostic', { textDocument })) as {
    readonly items: readonly Diagnostic[];
  };
  expect(items, client.log()).toHaveLength(1);
  const [diagnostic] = items;
  expect(diagnostic).toMatchObject({ source: 'eslint', code: ruleId, codeDescription: { href: documentationLink } });
  expect(diagnostic?.message).toContain('src/users.ts:7:');

  const context = { diagnostics: items, only: ['quickfix'] };
  const actions = (await client.request('textDocument/codeAction', {
    textDocument,
    range: diagnostic?.range,
    context,
  })) as readonly CodeAction[];
  const quickFix = actions.find((action) => action.title.startsWith(quickFixTitle));
  expect(quickFix).toMatchObject({ kind: 'quickfix', title: `${quickFixTitle} (${ruleId})` });

  await client.request('workspace/executeCommand', quickFix?.command);
  expect(edits.reduce(applyEdit, flawedSource)).toBe(repairedSource);

  client.notify('textDocument/didChange', {
    textDocument: { ...textDocument, version: 2 },
    contentChanges: [{ text: cleanSource }],
  });
  expect(await client.request('textDocument/diagnostic', { textDocument })).toMatchObject({ items: [] });
}, 60_000);
