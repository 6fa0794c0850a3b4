import { topics } from '../../src/meta/topics.js';
import { replaceBlock } from './blocks.js';
import { rulePage, topicPage } from './links.js';
import { catalogue, cataloguePage, readmeTable, updatedRulePage } from './rule-pages.js';
import type { RuleSummary } from './summary.js';
import { topicIndex, topicIndexPage, updatedTopicPage } from './topic-pages.js';

/** Returns the text of a file by its path from the root, or undefined when it does not exist. */
export type Read = (file: string) => string | undefined;

/** The curriculum topics that want a rule and have none yet. The list may only shrink: entries are removed here, never added. */
export const knownGapsFile = 'tests/repo/known-gaps.json';

/**
 * Returns the list of known gaps without the topics that the rules cover by now.
 * @throws {SyntaxError} when the file is no JSON.
 */
export function shrunkenGaps(text: string, rules: readonly RuleSummary[]): string {
  const covered = new Set<string>(rules.flatMap(({ info }) => info.topics));
  const gaps = JSON.parse(text) as readonly string[];
  return JSON.stringify(gaps.filter((topic) => !covered.has(topic)));
}

/**
 * Returns every file that is generated from the metadata in whole or in part, by its path from the root.
 * A page that nobody has written yet is left out: the tests of the repository name it.
 * @throws {MissingBlockError} when a page lacks the marks of a generated block.
 */
export function metadataFiles(rules: readonly RuleSummary[], read: Read): ReadonlyMap<string, string> {
  const files = new Map<string, string>([
    [cataloguePage, catalogue(rules)],
    [topicIndexPage, topicIndex(rules)],
  ]);
  for (const rule of rules) {
    const page = rulePage(rule.info.name);
    const text = read(page);
    if (text !== undefined) files.set(page, updatedRulePage(text, rule, rules));
  }
  for (const topic of topics) {
    const page = topicPage(topic.id);
    const text = read(page);
    if (text !== undefined) files.set(page, updatedTopicPage(text, topic, rules));
  }
  const readme = read('README.md');
  if (readme !== undefined) files.set('README.md', replaceBlock('README.md', readme, 'rules', readmeTable(rules)));
  const gaps = read(knownGapsFile);
  if (gaps !== undefined) files.set(knownGapsFile, shrunkenGaps(gaps, rules));
  return files;
}
