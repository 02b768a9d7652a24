import { findings } from './doctor/findings';
import { printFinding } from './doctor/print';

/** `npm run doctor`: what Almanac finds on this machine, whether it works, and what to do about what does not. */
async function main(): Promise<number> {
  console.log('Almanac doctor\n');
  let boosters = 0;
  for await (const finding of findings()) {
    printFinding(finding);
    if (finding.booster && finding.state === 'ok') boosters++;
  }
  console.log(
    boosters > 0 ? '\nAlmanac can train and forecast here.' : '\nNo booster works here: Almanac can only forecast by seasonal naive.',
  );
  return boosters > 0 ? 0 : 1;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
