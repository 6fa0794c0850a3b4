/**
 * Lints random programs with every rule: `npm run fuzz -- [count] [--seed N] [--show]`. A program is made from one number;
 * `npm run fuzz -- 1 --seed N --show` prints the program of N.
 */
import { parseArgs } from 'node:util';
import { fuzz, programOf } from '../tests/flow/fuzzing.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, show: { type: 'boolean', default: false } },
});
const count = Number(positionals[0] ?? 2_000);
const from = Number(values.seed ?? 1);
const CHUNK = 500;

let parsed = 0;
let reports = 0;
let failed = 0;
for (let done = 0; done < count; done += CHUNK) {
  const result = fuzz(from + done, Math.min(CHUNK, count - done), ({ seed, error }) => {
    console.log(`seed ${seed}: ${error.trim()}`);
  });
  parsed += result.parsed;
  reports += result.reports;
  failed += result.failures.length;
}
if (values.show) console.log(programOf(from).text);
console.log(`${count} programs from seed ${from}: ${parsed} parsed, ${reports} reports, ${failed} failures`);
process.exitCode = failed === 0 ? 0 : 1;
