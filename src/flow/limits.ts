/**
 * Every limit of the engine. Reaching one ends the deeper look at that place, is counted (Machine.limitsReached), and
 * never throws: the answer there becomes "unknown", which no rule reports.
 */
export const LIMITS = {
  /** Nested calls into the project's functions. */
  callDepth: 40,
  /** Activations of one function on the stack before its result is taken as known so far. */
  recursion: 2,
  /** Steps of a recursive function with all that it calls, from when on it is not entered again. */
  stepsOfRecursion: 3_000,
  /** Expressions and statements interpreted for one entry (a module body, a handler, an uncalled function). */
  stepsPerEntry: 40_000,
  /** The same for a module body, together with all that it calls at once. */
  stepsPerModule: 50_000,
  /** The same for all entries of one linted file. */
  stepsPerFile: 150_000,
  /**
   * The same for a test's module body, for one of its entries, and for all of these: nobody sends requests to a test, and
   * what it tries out is run by itself.
   */
  stepsPerTest: 6_000,
  stepsPerTestFile: 20_000,
  /** Where paths meet, so many writes of them count as one step. */
  writesPerStep: 16,
  /** The part of the steps left that one call may take with all that it calls, and what it may take at least. */
  shareOfCall: 0.8,
  leastShare: 1_500,
  /** The same for a function of a minified file: its authors, and its flaws, are elsewhere. */
  stepsOfMinified: 400,
  /** The same for running a handler or a guard to see what it does with a request: most need a few hundred. */
  stepsPerProbe: 5_000,
  /** The same for a function that may build an application, and for all such functions of one application. */
  stepsPerBuilder: 60_000,
  stepsOfBuilders: 150_000,
  /** Files that import a file, the nearest first, that are asked what they hand to its functions. */
  usersOfFile: 16,
  /** The first of these that are asked whether they tell of a place in it already, which one change there mends. */
  tellersOfFile: 4,
  /** Rounds over a loop body until its state must be stable. */
  loopRounds: 3,
  /** Rounds over deferred callbacks that see each other's state. */
  deferredRounds: 3,
  /** Modules of a circle of imports that are tried as its beginning. */
  circleStarts: 8,
  /** Rounds over a circle that has no right beginning until its modules must be stable. */
  circleRounds: 4,
  /** Modules of a circle; of a larger one only the first is tried. */
  circleFiles: 60,
  /** Ways on which the same data in the same state reaches the same place that are told apart. */
  ways: 8,
  /** Callbacks deferred by one file. */
  deferred: 4_000,
  /** Store layers between two function entries before they are flattened. */
  layers: 24,
  /** Depth of nested expressions that is interpreted. */
  nesting: 400,
  /** Elements of an array literal or spread that are kept apart. */
  elements: 64,
  /** Depth of an access path into data of a client to which its parts have objects of their own. */
  parts: 7,
  /** Properties of one object that are kept apart. */
  properties: 400,
} as const;

export type LimitName = keyof typeof LIMITS;
