import { spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { forecastSet, wholePanel } from './accuracy/ours';
import { peersLack, runPeers } from './accuracy/peers';
import { markdown, reportOf } from './accuracy/report';
import { locate, sets } from './accuracy/sets';

const usage = `npm run accuracy -- [--set NAME] [--no-peers] [--log "what changed"]
Scores the default pipeline on the fixed protocols and prints it beside the peers. --log appends to docs/accuracy-log.md.
ALMANAC_ACCURACY_DATA: folder of the data sets; ALMANAC_PYTHON: a Python with statsforecast and mlforecast.`;

// OpenMP reads this when a process starts; see vitest.config.ts.
if (process.env.OMP_WAIT_POLICY === undefined) {
  const env = { ...process.env, OMP_WAIT_POLICY: 'passive' };
  const { status } = spawnSync(process.execPath, [...process.execArgv, ...process.argv.slice(1)], { stdio: 'inherit', env });
  process.exit(status ?? 1);
}

const { values } = parseArgs({
  options: {
    set: { type: 'string', multiple: true },
    'no-peers': { type: 'boolean', default: false },
    log: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const wanted = sets.filter(({ name }) => !values.set || values.set.includes(name));
if (wanted.length === 0) throw new Error(`There is no such set; there are ${sets.map(({ name }) => name).join(', ')}.`);
const lack = values['no-peers'] ? 'left out by --no-peers' : peersLack();
if (lack) console.error(`The peers are not run: ${lack}. Their published figures stand beside ours instead.`);

const parts: string[] = [];
for (const set of wanted) {
  const file = locate(set);
  if (!file) {
    console.error(`SKIPPED: ${set.name}, for ${set.file} is not here; set ALMANAC_ACCURACY_DATA to its folder.`);
    continue;
  }
  const frame = set.read(file);
  const panel = wholePanel(set, frame);
  const ours = forecastSet(set, panel, (message) => console.error(message));
  const report = reportOf(set, panel, ours, lack ? [] : runPeers(set, frame, ours.ids));
  const text = markdown(report);
  console.log(text);
  parts.push(text);
}
if (values.log && parts.length > 0) {
  appendFileSync('docs/accuracy-log.md', `\n## ${new Date().toISOString().slice(0, 10)}: ${values.log}\n\n${parts.join('\n')}`);
}
