/** Prints how the acceptance cases fare: `npm run cases -- [typed|untyped] [group] [part of a name] [--rule NAME]`. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import plugin from '../src/index.js';
import { ruleInfo } from '../src/meta/rule.js';
import { casesFolder, casesOf, judge } from '../tests/acceptance/cases.js';
import { lintCase } from '../tests/acceptance/lint.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rule: { type: 'string' }, quiet: { type: 'boolean', default: false } },
});
const typed = positionals.includes('typed');
const groups = ['flow', 'guards', 'endpoints'].filter(
  (group) => !positionals.some((each) => ['flow', 'guards', 'endpoints'].includes(each)) || positionals.includes(group),
);
const part = positionals.find((each) => !['typed', 'untyped', 'flow', 'guards', 'endpoints'].includes(each));
const known = new Set(Object.keys(plugin.rules));
const recommended = new Set(
  Object.entries(plugin.rules).flatMap(([name, rule]) => (ruleInfo(rule).preset === 'recommended' ? [name] : [])),
);

for (const group of groups) {
  let expected = 0;
  let found = 0;
  let stray = 0;
  let passed = 0;
  let total = 0;
  const start = performance.now();
  for (const test of casesOf(group)) {
    if (part !== undefined && !test.name.includes(part)) continue;
    const { reports, failures } = lintCase(test, typed);
    const asked = values.rule === undefined ? known : new Set([values.rule]);
    const verdict = judge(
      test,
      reports.filter((report) => asked.has(report.rule)),
      typed,
      asked,
      recommended,
    );
    total++;
    expected += verdict.expected;
    found += verdict.found;
    stray += verdict.unexpected.length;
    if (verdict.missing.length + verdict.unexpected.length + failures.length === 0) passed++;
    if (values.quiet) continue;
    for (const failure of failures) console.log(`  failure ${failure}`);
    for (const each of verdict.missing)
      console.log(`  missing    ${path.relative(casesFolder, each.file)}:${each.line} ${each.rule}`);
    for (const each of verdict.unexpected)
      console.log(`  unexpected ${path.relative(casesFolder, each.file)}:${each.line} ${each.rule}`);
  }
  console.log(
    `${group} ${typed ? 'typed' : 'untyped'}: ${passed}/${total} cases, ${found}/${expected} reports, ${stray} unexpected, ${Math.round(performance.now() - start)} ms`,
  );
}
