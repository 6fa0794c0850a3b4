/** https://caolan.github.io/async/v3/docs.html: tasks in order and at once, work on each element, queues. */
import type { LibraryModel, MemberSpec } from '../schema.js';
import { members } from '../stores/parts.js';

const runs = (native: string): MemberSpec => ({ call: { native: `async.${native}` } });

const functions: Readonly<Record<string, MemberSpec>> = {
  waterfall: runs('waterfall'),
  ...members('parallel parallelLimit series', runs('tasks')),
  ...members('race tryEach', runs('first')),
  auto: runs('auto'),
  ...members('each eachLimit eachSeries forEach forEachLimit forEachSeries', runs('each')),
  ...members('eachOf eachOfLimit eachOfSeries forEachOf forEachOfLimit forEachOfSeries', runs('eachOf')),
  ...members('map mapLimit mapSeries', runs('map')),
  ...members('concat concatLimit concatSeries flatMap flatMapLimit flatMapSeries', runs('flatMap')),
  ...members('mapValues mapValuesLimit mapValuesSeries', runs('mapValues')),
  ...members('filter filterLimit filterSeries select selectLimit selectSeries', runs('pick')),
  ...members('reject rejectLimit rejectSeries sortBy', runs('pick')),
  ...members('detect detectLimit detectSeries find findLimit findSeries', runs('find')),
  ...members('some someLimit someSeries any anyLimit anySeries', runs('test')),
  ...members('every everyLimit everySeries all allLimit allSeries', runs('test')),
  ...members('reduce inject foldl reduceRight foldr', runs('reduce')),
  ...members('times timesLimit timesSeries', runs('times')),
  ...members('whilst until doWhilst doUntil forever', runs('repeat')),
  retry: runs('retry'),
  ...members('queue priorityQueue', runs('queue')),
  ...members('cargo cargoQueue', runs('cargo')),
  apply: runs('apply'),
  ...members('ensureAsync memoize timeout reflect', { call: { flows: [{ from: '0', to: 'return' }] } }),
};

export const asyncLibrary = {
  packages: ['async'],
  exports: { default: { members: functions }, ...functions },
} as const satisfies LibraryModel;
