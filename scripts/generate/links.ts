import path from 'node:path';
import { cweNames, cweUrl } from '../../src/meta/cwe.js';
import { owaspEntry } from '../../src/meta/owasp.js';
import { findTopic, type Topic } from '../../src/meta/topics.js';
import type { OwaspCategory } from '../../src/meta/types.js';

/** The page of a rule, from the root. */
export function rulePage(name: string): string {
  return `docs/rules/${name}.md`;
}

/** The page of a topic, from the root. */
export function topicPage(id: string): string {
  return `docs/topics/${id}.md`;
}

/** Returns a Markdown link from one page to another, both given from the root. */
export function link(from: string, to: string, label: string): string {
  return `[${label}](${path.posix.relative(path.posix.dirname(from), to)})`;
}

/** Returns a link to a rule's page, labelled with its name. */
export function ruleLink(from: string, name: string): string {
  return link(from, rulePage(name), `\`${name}\``);
}

/**
 * Returns a link to a topic's page, labelled with its title.
 * @throws {RangeError} when the curriculum has no such topic.
 */
export function topicLink(from: string, id: string): string {
  const topic: Topic | undefined = findTopic(id);
  if (topic === undefined) throw new RangeError(`Unknown topic ${id}`);
  return link(from, topicPage(id), topic.title);
}

/** Returns a link to the OWASP page of a category; `withTitle` adds the category's name to its number. */
export function owaspLink(category: OwaspCategory, withTitle: boolean): string {
  const { id, title, url } = owaspEntry(category);
  return `[${withTitle ? `${id} ${title}` : id}](${url})`;
}

/** Returns a link to a weakness on cwe.mitre.org; `withName` adds its name where the table has one. */
export function cweLink(cwe: number, withName: boolean): string {
  const name = cweNames[cwe];
  const label = withName ? `CWE-${String(cwe)}${name === undefined ? '' : ` ${name}`}` : String(cwe);
  return `[${label}](${cweUrl(cwe)})`;
}
