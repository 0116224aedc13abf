// Decisions or documents per second of a piece of work.

const ROUNDS = 9;
const ROUND_MILLISECONDS = 150;

/** The median rate over some rounds, after one to warm up. */
export async function rate(work: () => unknown): Promise<number> {
  const rates: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const found = await measure(work);
    if (round > 0) rates.push(found);
  }
  return Math.round(rates.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0);
}

async function measure(work: () => unknown): Promise<number> {
  let count = 0;
  const start = performance.now();
  let now = start;
  while (now - start < ROUND_MILLISECONDS) {
    for (let repeat = 0; repeat < 50; repeat += 1) {
      const pending = work();
      // Synchronous work is not awaited.
      if (pending instanceof Promise) await pending;
    }
    count += 50;
    now = performance.now();
  }
  return (count * 1000) / (now - start);
}
