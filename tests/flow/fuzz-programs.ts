/** Random programs, each made from a number: real sources with pieces moved about, and programs from a small grammar. */
import fc from '../seeded.js';
import { caseTexts, type Text } from './plugin.js';

interface Edit {
  readonly kind: 'delete' | 'duplicate' | 'swap';
  readonly of: 'token' | 'identifier' | 'line';
  readonly at: number;
  readonly other: number;
}

const PIECES = {
  token: /[A-Za-z_$][\w$]*|\d+|'[^'\n]*'|=>|\?\.|\.\.\.|\s+|./gs,
  identifier: /[A-Za-z_$][\w$]*|[^A-Za-z_$]+/g,
  line: /[^\n]*\n|[^\n]+$/g,
} as const;
const WORD = /^[A-Za-z_$]/;

function edited(text: string, { kind, of, at, other }: Edit): string {
  const pieces = text.match(PIECES[of]) ?? [];
  const able = pieces.flatMap((piece, index) =>
    (of === 'identifier' ? WORD.test(piece) : of === 'line' || piece.trim() !== '') ? [index] : [],
  );
  const first = able[at % able.length];
  const second = able[other % able.length];
  if (first === undefined || second === undefined) return text;
  const [a = '', b = ''] = [pieces[first], pieces[second]];
  // An identifier is replaced by another one: without it the text would seldom be a program.
  if (kind === 'delete') pieces[first] = of === 'identifier' ? b : '';
  else if (kind === 'duplicate') pieces[first] = of === 'identifier' ? b : a + a;
  else [pieces[first], pieces[second]] = [b, a];
  return pieces.join('');
}

const position = fc.nat(1_000_000);
const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('delete', 'duplicate', 'swap'),
  // Texts survive what happens to identifiers and lines more often than what happens to tokens.
  of: fc.constantFrom('token', 'identifier', 'identifier', 'identifier', 'line', 'line'),
  at: position,
  other: position,
});

const LONGEST = 6_000;
const HEAD = `import express from 'express';
import { Pool } from 'pg';
const app = express();
const pool = new Pool();
app.get('/', async (req, res) => {
let { a, b = 'b', ...c } = req.query, d = [a, b], e = () => a;
`;

function indented(lines: readonly string[]): string {
  return `{ ${lines.join(' ')} }`;
}

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'req.body', 'req.params.id', 'this', 'arguments');
const { statement } = fc.letrec<{ expression: string; statement: string; block: string }>((tie) => {
  const x = tie('expression');
  return {
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      name,
      fc
        .constantFrom('1', "'x'", 'null', 'undefined', '/^[a-z]+$/', 'NaN', '[]', '{}', 'true')
        .map((text) => (text === '{}' ? '({})' : text)),
      fc
        .tuple(x, fc.constantFrom('+', '&&', '||', '??', '===', '!==', '<', 'in', 'instanceof', ','), x)
        .map(([l, op, r]) => (op === '??' ? `((${l}) ?? (${r}))` : `((${l}) ${op} (${r}))`)),
      fc.tuple(x, x, x).map(([l, m, r]) => `(${l} ? ${m} : ${r})`),
      fc
        .tuple(x, fc.constantFrom('name', 'length', 'map', 'constructor', '__proto__', 'then'))
        .map(([o, p]) => `(${o})?.${p}`),
      fc.tuple(x, x).map(([o, p]) => `(${o})[${p}]`),
      fc.tuple(x, fc.array(x, { maxLength: 2 })).map(([f, args]) => `(${f})?.(${args.join(', ')})`),
      fc
        .tuple(
          x,
          fc.constantFrom(
            'map',
            'filter',
            'test',
            'replace',
            'then',
            'push',
            'includes',
            'call',
            'apply',
            'bind',
            'split',
            'get',
            'has',
            'reduce',
            'concat',
            'flatMap',
            'sort',
            'entries',
            'toString',
            'next',
          ),
          x,
        )
        .map(([o, m, arg]) => `(${o}).${m}(${arg})`),
      x.map((inner) => `\`x \${${inner}} y\``),
      x.map((inner) => `((y) => ${inner})`),
      x.map((inner) => `(async function* named(y) { yield ${inner}; return named; })`),
      x.map((inner) => `[${inner}, ...[${inner}]]`),
      x.map((inner) => `({ k: ${inner}, ...(${inner}), get g() { return ${inner}; } })`),
      x.map((inner) => `(await (${inner}))`),
      x.map((inner) => `(typeof (${inner}))`),
      x.map((inner) => `(!(${inner}))`),
      x.map((inner) => `new (class Made { f = ${inner}; m() { return this.f; } })().m()`),
      fc
        .tuple(
          fc.constantFrom(
            'Object.assign',
            'Object.entries',
            'JSON.parse',
            'JSON.stringify',
            'String',
            'Number',
            'Promise.all',
            'new Map',
            'new Set',
            'new RegExp',
            'new URL',
            'Array.from',
            'Reflect.get',
            'structuredClone',
            'encodeURIComponent',
          ),
          x,
        )
        .map(([f, arg]) => `${f}(${arg})`),
      fc
        .tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('=', '+=', '??=', '||='), x)
        .map(([t, op, v]) => `(${t} ${op} ${v})`),
    ),
    block: fc.array(tie('statement'), { maxLength: 3 }).map(indented),
    statement: fc.oneof(
      { depthSize: 'small' },
      x.map((inner) => `pool.query(${inner});`),
      x.map((inner) => `res.send(${inner});`),
      x.map((inner) => `(${inner});`),
      fc.tuple(x, tie('block'), tie('block')).map(([c, t, f]) => `if (${c}) ${t} else ${f}`),
      fc.tuple(x, tie('block')).map(([list, body]) => `for (const a of ${list}) ${body}`),
      fc.tuple(x, tie('block')).map(([list, body]) => `for (d[0] in ${list}) ${body}`),
      fc.tuple(x, tie('block')).map(([c, body]) => `do ${body} while (${c});`),
      fc.tuple(x, tie('block')).map(([c, body]) => `out: while (${c}) { ${body} if (a) break out; else continue; }`),
      fc.tuple(tie('block'), tie('block'), tie('block')).map(([t, c, f]) => `try ${t} catch (b) ${c} finally ${f}`),
      fc
        .tuple(x, x, tie('block'))
        .map(([v, c, body]) => `switch (${v}) { case ${c}: ${body} default: ${body} break; case 'x': }`),
      fc.tuple(tie('block'), x).map(([body, arg]) => `{ function self(a, b = self) ${body} self(${arg}); }`),
      x.map((inner) => `if (${inner}) return ${inner};`),
      x.map((inner) => `if (${inner}) throw ${inner};`),
      x.map((inner) => `{ const { a, ...b } = ${inner}, [c = a, ...d] = ${inner}; (a, b, c, d); }`),
    ),
  };
});

const generated = fc
  .array(statement, { minLength: 1, maxLength: 8 })
  .map((lines) => `${HEAD}${lines.join('\n')}\n});\n`);

export interface Fuzzed {
  readonly seed: number;
  readonly text: string;
  readonly extension: string;
}

type Mutated = fc.Arbitrary<readonly [Text, readonly Edit[]]>;

function mutationsOf(texts: readonly Text[]): Mutated | null {
  const bases = texts.filter((each) => each.text.length <= LONGEST);
  return bases.length === 0
    ? null
    : fc.tuple(fc.constantFrom(...bases), fc.array(edit, { minLength: 1, maxLength: 6 }));
}

/**
 * Returns what makes the program of a number, always the same one for the same sources: one third is generated, one third
 * are acceptance cases with pieces moved about, and one third such of `sources` (of the cases when there are none).
 */
export function programsFrom(sources: readonly Text[] = []): (seed: number) => Fuzzed {
  const cases = mutationsOf(caseTexts());
  const others = mutationsOf(sources) ?? cases;
  return (seed) => {
    if (seed % 3 === 0) {
      const [text = ''] = fc.sample(generated, { seed, numRuns: 1 });
      return { seed, text, extension: '.ts' };
    }
    const mutated = seed % 3 === 1 ? cases : others;
    const [sample] = mutated === null ? [] : fc.sample(mutated, { seed, numRuns: 1 });
    if (!sample) throw new RangeError('there are no sources to make programs of');
    const [base, edits] = sample;
    return { seed, text: edits.reduce(edited, base.text), extension: base.extension };
  };
}
