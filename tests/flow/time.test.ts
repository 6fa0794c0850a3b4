/** What happens later: promises, callbacks, events, streams, contexts. */
import { describe } from 'vitest';
import { program } from './lab.js';

describe('promises', () => {
  program(
    'chains',
    `
fetched()
  .then((x) => ({ x }))
  .then(({ x }) => sink(x)); // sink
fetched()
  .then((x) => fetched().then((y) => [x, y]))
  .then(([x]) => sink(x)); // sink
fetched()
  .then(clean)
  .finally(() => undefined)
  .then((x) => sink(x)); // quiet
fetched()
  .then((x) => {
    throw x;
  })
  .catch((x) => sink(x)); // sink
Promise.resolve('x')
  .then(() => source())
  .then(sink); // sink
fetched().then(
  (x) => sink(x), // sink
  () => sink('x'), // quiet
);
async function rejected() {
  throw source();
}
rejected().catch((x) => sink(x)); // sink`,
  );
  program(
    'all, allSettled, race, any',
    `
export async function main() {
  const [a, b] = await Promise.all([fetched(), Promise.resolve('x')]);
  sink(a); // sink
  sink(b); // quiet
  const settled = await Promise.allSettled([fetched()]);
  sink(settled[0].value); // sink
  sink(settled[0].status); // quiet
  sink(await Promise.race([fetched(), 'x'])); // sink
  sink(await Promise.any([fetched()])); // sink
  const listed = await Promise.all(['x'].map(async () => source()));
  sink(listed[0]); // sink
  const tidy = await Promise.all([source()].map(async (each) => clean(each)));
  sink(tidy[0]); // quiet
  await Promise.all([source()].map((each) => sink(each))); // sink
}`,
  );
  program(
    'callbacks, promisify and promises made of callbacks',
    `
import { promisify } from 'node:util';
import { source, sink, clean } from 'lab';
const read = (name, done) => done(null, source());
read('x', (error, text) => sink(text)); // sink
read('x', (error, text) => sink(clean(text))); // quiet
const asked = promisify(read);
export async function main() {
  sink(await asked('x')); // sink
  const text = await new Promise((resolve, reject) => {
    read('x', (error, found) => (error ? reject(error) : resolve(found)));
  });
  sink(text); // sink
  const failed = await new Promise((_, reject) => reject(source())).catch((x) => x);
  sink(failed); // sink
}
setTimeout(() => sink(source()), 10); // sink
setTimeout((x) => sink(x), 10, source()); // sink
process.nextTick((x) => sink(x), source()); // sink
queueMicrotask(() => sink(source())); // sink`,
  );
  program(
    'async generators',
    `
async function* pages() {
  let next = source();
  yield next;
  next = 'x';
  yield clean(next);
}
export async function main() {
  for await (const page of pages()) sink(page); // sink
  for await (const page of [fetched()]) sink(page); // sink
  const iterator = pages();
  const { value } = await iterator.next();
  sink(value); // sink
}
function* talk() {
  const answer = yield 'x';
  sink(answer); // sink
}
const talking = talk();
talking.next();
talking.next(source());`,
  );
});

describe('events and streams', () => {
  program('an emitter in one file, its listeners in another', {
    'bus.ts': `import { EventEmitter } from 'node:events';
export const bus = new EventEmitter();`,
    'main.ts': `import { source } from 'lab';
import { bus } from './bus.js';
import './listener.js';
export function handler() {
  bus.emit('made', source());
  bus.emit('tidy', 'x');
}`,
    'listener.ts': `import { sink } from 'lab';
import { bus } from './bus.js';
bus.on('made', (x) => {
  sink(x); // sink
});
bus.once('tidy', (x) => {
  sink(x); // quiet
});`,
  });
  program(
    'on, once and emit in one file',
    `
import { EventEmitter } from 'node:events';
import { source, sink } from 'lab';
class Bus extends EventEmitter {}
const bus = new Bus();
bus.on('a', (x) => sink(x)); // sink
bus.once('b', (x) => sink(x)); // sink
bus.addListener('c', (x) => sink(x)); // quiet
bus.emit('a', source());
bus.emit('b', source());
bus.emit('c', 'x');`,
  );
  program(
    'streams',
    `
import { PassThrough, Readable, Transform, pipeline } from 'node:stream';
import { source, sink } from 'lab';
export async function main() {
  const stream = Readable.from([source()]);
  for await (const chunk of stream) sink(chunk); // sink
  Readable.from([source()]).on('data', (chunk) => sink(chunk)); // sink
  Readable.from(['x']).on('data', (chunk) => sink(chunk)); // quiet
  const through = new PassThrough();
  through.write(source());
  through.on('data', (chunk) => sink(chunk)); // sink
  Readable.from([source()]).pipe(new Transform({
    transform(chunk, encoding, done) {
      sink(chunk); // sink
      done(null, chunk);
    },
  }));
  pipeline(
    Readable.from([source()]),
    async function* (chunks) {
      for await (const chunk of chunks) sink(chunk); // sink
    },
    () => undefined,
  );
}`,
  );
});

describe('contexts', () => {
  program(
    'transactions with callbacks',
    `
const db = {
  async transaction(work) {
    const tx = { run: (x) => sink(x) }; // sink
    return work(tx);
  },
};
export async function main() {
  const text = source();
  const found = await db.transaction(async (tx) => {
    tx.run(text);
    return text;
  });
  sink(found); // sink
  sink(await db.transaction(async () => 'x')); // quiet
}`,
  );
  program(
    'AsyncLocalStorage',
    `
import { AsyncLocalStorage } from 'node:async_hooks';
import { source, sink } from 'lab';
const storage = new AsyncLocalStorage();
export function handler() {
  storage.run({ text: source(), fixed: 'x' }, () => {
    work();
  });
}
function work() {
  sink(storage.getStore().text); // sink
  sink(storage.getStore().fixed); // quiet
}`,
  );
  program(
    'middleware that leaves data for later handlers',
    `
const handlers = [];
const use = (handler) => handlers.push(handler);
use((context, next) => {
  context.text = source();
  context.tidy = clean(source());
  next();
});
use((context) => {
  sink(context.text); // sink
  sink(context.tidy); // quiet
});
export function run() {
  const context = {};
  const step = (index) => handlers[index]?.(context, () => step(index + 1));
  step(0);
}`,
  );
});

describe('callbacks of which a model says nothing', () => {
  program(
    'where it promises a result, the last one is given that or an error',
    `
fetched((error, x) => sink(x)); // sink
fetched((error, x) => sink('x')); // quiet
fetched({}, (error, x) => {
  if (error) return;
  sink(x); // sink
});
const got = (error, x) => sink(x); // sink
fetched(got);
fetched((error, x) => stop());
sink(source()); // sink`,
  );
  program(
    'any other runs once, with what it captures',
    `
const x = source();
mustBeSafe('y', () => sink(x)); // sink
mustBeSafe('y', (y) => sink(y)); // quiet
const box = { y: 'y' };
mustBeSafe('y', () => { box.y = x; });
sink(box.y); // sink`,
  );
});
