/** A phase failed for a reason its reader can do something about. */
export class SetupError extends Error {
  constructor(message, remedy) {
    super(message);
    this.remedy = remedy;
  }
}

/** Runs one phase of set-up and prints how long it took. What is up to date should not come here, so that a no-op stays silent. */
export async function phase(title, work) {
  const started = Date.now();
  console.log(`  ${title} …`);
  try {
    await work();
  } catch (error) {
    console.error(`  ${title}: failed after ${seconds(started)}`);
    throw error;
  }
  console.log(`  ${title}: ${seconds(started)}`);
}

export function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
