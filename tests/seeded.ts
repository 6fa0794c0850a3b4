import fc from 'fast-check';

/**
 * The same programs in every run of the suite: a red suite has to mean that a change broke something, and to be red again
 * when it is run again. New programs are tried by `npm run fuzz -- --seed N`.
 */
fc.configureGlobal({ seed: 20_261_122 });

export default fc;
