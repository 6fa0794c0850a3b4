/** Every limit of the regular expression analyses. Beyond a limit an analysis answers "unknown", it never guesses. */
export const LIMITS = {
  /** Longest pattern (UTF-16 units) that is analysed at all. */
  patternLength: 4_000,
  /** Most states of the automaton of one pattern, counted repetitions unrolled. */
  programNodes: 6_000,
  /** Most distinct sets of texts' beginnings (product states) that one question may explore. */
  productStates: 20_000,
  /** Most elementary steps of one question about texts. */
  steps: 250_000,
  /** Most steps that are spent on each single fact when all facts together exceeded their limit. */
  stepsPerFact: 100_000,
  /** Most classes of characters that the patterns of one question may tell apart. */
  characterClasses: 400,
  /** Answers that are kept for repeated questions. */
  cachedAnswers: 2_000,
  /** Compiled patterns that are kept. */
  cachedPrograms: 500,
  /** Most consuming states of the automaton in which ambiguity is looked for; counts are shortened beyond. */
  ambiguityPositions: 1_000,
  /** Most elementary steps of the search for ambiguity in one pattern. */
  ambiguitySteps: 300_000,
  /** Most attacks that are replayed for one pattern. */
  replayedAttacks: 24,
  /** Most steps of one replayed match; enough to tell exponential from polynomial from linear. */
  replaySteps: 60_000,
  /** Most steps of all replayed matches of one pattern. */
  replayStepsPerPattern: 1_500_000,
  /** Most steps of the search for an ending that makes an attack fail to match. */
  suffixSteps: 20_000,
  /** Instructions of the replaying matcher, counted repetitions not unrolled. */
  matcherInstructions: 6_000,
} as const;

/** Thrown inside the analyses when a limit is reached; public functions turn it into "unknown". */
export class LimitReached extends Error {
  override readonly name = 'LimitReached';
}

/** A budget of elementary steps that is shared by the parts of one question. */
export class Budget {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  /** Takes steps from the budget. Throws `LimitReached` when none is left. */
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new LimitReached('steps');
  }
}
