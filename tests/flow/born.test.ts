import { describe } from 'vitest';
import { program } from './lab.js';

const CHECKS = `
const names = ['a', 'b'];
function byField(x) { if (!names.includes(x)) return { error: 'no' }; return { error: null }; }
function byFlag(x) { if (!names.includes(x)) return { ok: false }; return { ok: true }; }
function byPair(x) { if (!names.includes(x)) return ['no', null]; return [null, true]; }
const failed = (reason) => [reason, null];
const done = (value) => [null, value];
function byMakers(x) { if (!names.includes(x)) return failed('no'); return done(true); }
async function later(x) { return byMakers(x); }
const isFailed = (result) => result[1] === null;
const isFine = ({ ok }) => ok === true;
const x = source();
`;

describe('results that tell which path made them', () => {
  program(
    'parts of them that are asked for by name or by position',
    `${CHECKS}
function field() { const { error } = byField(x); if (error) return; sink(x); } // quiet
function fieldWrong() { const { error } = byField(x); if (!error) return; sink(x); } // sink
function pair() { const [error] = byPair(x); if (error !== null) return; sink(x); } // quiet
function pairWrong() { const [error] = byPair(x); if (error === null) return; sink(x); } // sink
function position() { const result = byPair(x); if (result[1] === null) return; sink(x); } // quiet
function positionWrong() { const result = byPair(x); if (result[1] !== null) return; sink(x); } // sink
function unasked() { const result = byPair(x); sink(x); } // sink
`,
  );

  program(
    'what other functions make of them and ask of them',
    `${CHECKS}
function made() { const result = byMakers(x); if (isFailed(result)) return; sink(x); } // quiet
function madeWrong() { const result = byMakers(x); if (!isFailed(result)) return; sink(x); } // sink
function asked() { const result = byFlag(x); if (!isFine(result)) return; sink(x); } // quiet
function askedWrong() { const result = byFlag(x); if (isFine(result)) return; sink(x); } // sink
async function awaited() { const result = await later(x); if (isFailed(result)) return; sink(x); } // quiet
async function awaitedWrong() { const result = await later(x); if (isFailed(result)) sink(x); } // sink
`,
  );
});
