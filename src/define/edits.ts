/** Edits of the linted text, and suggestions made of them. */
import type { TSESLint } from '@typescript-eslint/utils';

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export type Suggestion = TSESLint.SuggestionReportDescriptor<'rewrite'>;

/** Returns the suggestion that makes these edits; none for null. */
export function suggestion(message: string, edits: readonly Edit[] | null): readonly Suggestion[] {
  if (!edits) return [];
  return [
    {
      messageId: 'rewrite',
      data: { message },
      fix: (fixer) => edits.map(({ start, end, text }) => fixer.replaceTextRange([start, end], text)),
    },
  ];
}
