import { describe, expect, it } from 'vitest';
import { linesIn } from './project.js';

const MODELS = `export async function loadModels() {
  const answer = await fetch('https://models.example.com/list');
  return answer.json();
}
`;
const COMPONENT = `import { useEffect, useState } from 'react';
import { loadModels } from '../lib/models';
export function Models() {
  const [models, setModels] = useState([]);
  useEffect(() => { void loadModels().then(setModels); }, []);
  return <ul>{models.map((each) => <li>{each}</li>)}</ul>;
}
`;
const PAGE = `import { useEffect, useState } from 'react';
import { loadModels } from '../lib/models';
export async function getServerSideProps() { return { props: {} }; }
export default function Page() {
  const [models, setModels] = useState([]);
  useEffect(() => { void loadModels().then(setModels); }, []);
  return <ul>{models.map((each) => <li>{each}</li>)}</ul>;
}
`;

function lines(files: Readonly<Record<string, string>>): readonly number[] {
  return linesIn('require-timeout', 'lib/models.ts', { 'lib/models.ts': MODELS, ...files });
}

describe('require-timeout: what only pages import', () => {
  it('is quiet where a component with hooks is all that uses a module', () => {
    expect(lines({ 'components/models.tsx': COMPONENT })).toEqual([]);
  });

  it('is quiet where a page uses it in its hooks only, whatever else of it runs on the server', () => {
    expect(lines({ 'pages/models.tsx': PAGE })).toEqual([]);
  });

  it('is quiet where a module stands between', () => {
    expect(
      lines({
        'components/models.tsx': COMPONENT.replace('../lib/models', '../lib/all'),
        'lib/all.ts': `export * from './models';\n`,
      }),
    ).toEqual([]);
  });

  it('reports it where a handler uses it as well', () => {
    const handler = `import { loadModels } from '../../lib/models';\nexport default async (req, res) => res.json(await loadModels());\n`;
    expect(lines({ 'components/models.tsx': COMPONENT, 'pages/api/models.ts': handler })).toEqual([2]);
  });

  it('reports it where what a page does on the server uses it', () => {
    const page = PAGE.replace('{ return { props', '{ await loadModels(); return { props');
    expect(lines({ 'pages/models.tsx': page })).toEqual([2]);
  });

  it('reports it where nobody imports it', () => {
    expect(lines({})).toEqual([2]);
  });

  it('knows the hooks of routers and of the older library of queries', () => {
    const hook = `import { useQuery } from 'react-query';
export function useModels(key) {
  return useQuery(key, async () => (await fetch('https://models.example.com/list')).json());
}
export const list = async () => (await fetch('https://models.example.com/list')).json();
`;
    expect(linesIn('require-timeout', 'app/hooks.ts', { 'app/hooks.ts': hook })).toEqual([5]);
  });

  it('takes a script of a public folder that no other file can have for one of the page', () => {
    const script = `(function () {\n  void fetch('https://models.example.com/list');\n})();\n`;
    const rule = 'require-timeout';
    expect(linesIn(rule, 'public/worker.js', { 'public/worker.js': script })).toEqual([]);
    expect(linesIn(rule, 'jobs/worker.js', { 'jobs/worker.js': script })).toEqual([2]);
    const module = `const { list } = require('../list');\n${script}`;
    expect(linesIn(rule, 'public/worker.js', { 'public/worker.js': module, 'list.js': '' })).toEqual([3]);
  });
});
