import cliProgress from 'cli-progress';

/** Shows how far a scan is. */
export interface Progress {
  readonly start: (total: number) => void;
  readonly advance: () => void;
  readonly stop: () => void;
}

/** Shows nothing: for pipes, logs and machine-readable output. */
export const silentProgress: Progress = {
  start: () => undefined,
  advance: () => undefined,
  stop: () => undefined,
};

/** Returns a bar on a terminal that is removed when the scan is done. */
export function progressBar(stream: NodeJS.WritableStream): Progress {
  const bar = new cliProgress.SingleBar(
    { format: 'Scanning {bar} {value}/{total} files', stream, clearOnComplete: true, hideCursor: true },
    cliProgress.Presets.shades_classic,
  );
  return {
    start: (total) => {
      bar.start(total, 0);
    },
    advance: () => {
      bar.increment();
    },
    stop: () => {
      bar.stop();
    },
  };
}
