import { describe } from 'vitest';
import { program } from './lab.js';

describe('flags', () => {
  program(
    'what only one path has left is not there where the flag says that it was the other',
    `
function read(request) {
  let error;
  let body = source();
  if (!isGood(request)) error = () => 'no';
  else body = clean(body);
  return { error, body };
}
function isGood(request) {
  return request.length > 3;
}
const first = read(location);
if (!first.error) sink(first.body); // quiet
else sink(first.body); // sink
sink(first.body); // sink
function handler() {
  const { error, body } = read(location);
  if (error) return error();
  sink(body); // quiet
  sink(body.name); // quiet
}
function again() {
  const { error, body } = read(location);
  if (error) return;
  sink(body); // quiet
}
function derived() {
  const { error, body } = read(location);
  if (error) return;
  for (const key of Object.keys(body)) sink(key); // quiet
  sink(JSON.stringify(body)); // quiet
}
function derivedUnasked() {
  const { body } = read(location);
  for (const key of Object.keys(body)) sink(key); // sink
}
async function later() {
  const { error, body } = await Promise.resolve(read(location));
  if (error) return error();
  sink(body.name); // quiet
}
function unasked() {
  const { body } = read(location);
  sink(body.name); // sink
}`,
  );
  program(
    'flags of the program that say nothing of the path',
    `
function read(request) {
  let error;
  let body = source();
  if (request.length > 3) error = new Error('no');
  else body = request.other ? clean(body) : body;
  return { error, body };
}
const { error, body } = read(location);
if (!error) sink(body); // sink
function kept(request) {
  let found = null;
  let value = 'x';
  if (request.length > 3) {
    found = {};
    value = source();
  }
  if (request.width > 3) found = {};
  if (found) sink(value); // sink
  else sink(value); // quiet
}`,
  );
  program(
    'a flag that is set for one of two sources',
    `
function pick(request) {
  let trusted = false;
  let value = source();
  if (request.length > 3) {
    trusted = true;
    value = 'x';
  }
  if (trusted) sink(value); // quiet
  else sink(value); // sink
  if (isSafe(value)) sink(value); // quiet
}`,
  );
});
