/** A fenced code block of a page. */
export interface CodeBlock {
  readonly language: string;
  readonly code: string;
  /** The line of its opening fence, 1-based. */
  readonly line: number;
}

/** A page's part below a heading of the second level. */
export interface Section {
  readonly title: string;
  readonly blocks: readonly CodeBlock[];
  /** True when something other than comments and blank lines stands below the heading. */
  readonly filled: boolean;
}

/** Splits a page at its headings of the second level; code blocks may hold lines that look like headings. */
export function sections(page: string): readonly Section[] {
  const found: { title: string; blocks: CodeBlock[]; filled: boolean }[] = [];
  let open: { language: string; line: number; lines: string[] } | undefined;
  for (const [index, line] of page.split('\n').entries()) {
    const fence = /^```(\w*)/.exec(line);
    const current = found.at(-1);
    if (open !== undefined) {
      if (fence === null) open.lines.push(line);
      else {
        current?.blocks.push({ language: open.language, code: open.lines.join('\n'), line: open.line });
        open = undefined;
      }
    } else if (fence !== null) {
      open = { language: fence[1] ?? '', line: index + 1, lines: [] };
      if (current !== undefined) current.filled = true;
    } else if (line.startsWith('## ')) found.push({ title: line.slice(3).trim(), blocks: [], filled: false });
    else if (current !== undefined && line.trim() !== '' && !line.startsWith('<!--')) current.filled = true;
  }
  return found;
}

/** Returns the targets of all Markdown links of a page, outside of code, with the heading part cut off. */
export function linkTargets(page: string): readonly string[] {
  const prose = page.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, 'code');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => (match[1] ?? '').replace(/#.*$/, ''));
}

/** True for a link that leaves the repository. */
export function isExternal(target: string): boolean {
  return /^[a-z]+:/i.test(target);
}
