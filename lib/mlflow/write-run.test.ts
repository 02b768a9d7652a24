import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RunRecord } from '@/lib/tracking/run-records';
import { toRun } from './messages';
import { RunWriter } from './write-run';

const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 8 }), fc.constantFrom('', '"', '\\', '\u2028', '__proto__', 'm'));
const whole = fc.oneof(fc.maxSafeInteger(), fc.constantFrom('9223372036854775807', '-9223372036854775808'));
const value = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(null, 5e-324, 1e21, 1.7976931348623157e308));
const pairs = fc.array(fc.record({ key: text, value: text }), { maxLength: 3 });
const run: fc.Arbitrary<RunRecord> = fc.record({
  id: text,
  experimentId: fc.nat(),
  name: text,
  userId: text,
  status: fc.constantFrom('RUNNING' as const, 'FINISHED' as const),
  startTime: whole,
  endTime: fc.option(whole),
  artifactUri: text,
  lifecycleStage: fc.constantFrom('active' as const, 'deleted' as const),
  metrics: fc.array(fc.record({ key: text, value, timestamp: whole, step: whole }), { maxLength: 3 }),
  params: pairs,
  tags: pairs,
  inputs: fc.array(
    fc.record({
      ...{ name: text, digest: text, sourceType: text, source: text, schema: fc.option(text), profile: fc.option(text) },
      tags: fc.dictionary(text, text, { maxKeys: 2 }),
    }),
    { maxLength: 2 },
  ),
  modelInputs: fc.array(fc.record({ modelId: text }), { maxLength: 1 }),
  modelOutputs: fc.array(fc.record({ modelId: text, step: whole }), { maxLength: 1 }),
});

it('writes what the message is as JSON, whatever a run has logged', () => {
  fc.assert(
    fc.property(fc.array(run, { maxLength: 3 }), (runs) => {
      const writer = new RunWriter();
      for (const one of runs) expect(JSON.parse(writer.write(one))).toEqual(JSON.parse(JSON.stringify(toRun(one))));
    }),
  );
});
