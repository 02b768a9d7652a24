import { beforeAll, describe, expect, test } from 'vitest';
import type { BoosterLibrary, BoosterName, BoosterParameters, Iteration, TrainRequest } from '@/lib/models/booster';
import { loadBooster } from '@/lib/models/boosters';
import { columns, knownFunction, parameters, random, rmse, storeEffects } from './booster-data';

/** What every booster must do, shown on its real library. */
export function boosterContract(name: BoosterName): void {
  describe(`${name} as a booster`, () => {
    let library: BoosterLibrary;
    beforeAll(() => {
      library = loadBooster(name);
    });

    const train = knownFunction(2000);
    const fresh = knownFunction(500, 2);
    const fit = (changes: Partial<BoosterParameters> = {}, request: Partial<TrainRequest> = {}) =>
      library.train({ columns, train, parameters: { ...parameters, ...changes }, ...request });

    test('says who it is', () => {
      expect(library.name).toBe(name);
      expect(library.version).toMatch(/^\d+\.\d+\.\d+|^unknown$/);
      expect(library.modelFile).toBe(name === 'lightgbm' ? 'model.txt' : 'model.ubj');
    });

    test('learns a known function', () => {
      using booster = fit({ iterations: 150 });
      const spread = rmse(fresh.label, new Float64Array(fresh.rows).fill(100));
      expect(rmse(fresh.label, booster.predict(fresh))).toBeLessThan(spread / 5);
      expect(booster.iterations).toBe(150);
      expect(booster.columns).toEqual(columns);
    });

    test('splits categories as categories', () => {
      const categoryExtra: BoosterParameters['extra'] =
        name === 'xgboost' ? { max_cat_to_onehot: 1 } : { cat_smooth: 0, min_data_per_group: 1 };
      const stump: Partial<BoosterParameters> = { iterations: 1, learningRate: 1, leaves: 2, l2: 0, extra: categoryExtra };
      const onlyStore = { ...train, values: train.values.map((value, index) => (index % 4 === 2 ? value : 0)) };
      using native = library.train({ columns, train: onlyStore, parameters: { ...parameters, ...stump } });
      using ordered = library.train({
        columns: { ...columns, categorical: [] },
        train: onlyStore,
        parameters: { ...parameters, ...stump },
      });
      // One split parts good stores from bad ones only where it may group codes freely.
      const side = (booster: typeof native) => storeEffects.map((_, store) => booster.predictRow(Float32Array.of(0, 0, store, 0)) > 100);
      expect(side(native)).toEqual(storeEffects.map((effect) => effect > 0));
      expect(side(ordered)).not.toEqual(storeEffects.map((effect) => effect > 0));
    });

    test('takes a category that training never saw as missing', () => {
      using booster = fit();
      const row = (store: number) => Float32Array.of(1, 1, store, 0.5);
      const missing = booster.predictRow(row(Number.NaN));
      expect(booster.predictRow(row(10))).toBe(missing);
      expect(booster.predictRow(row(4000))).toBe(missing);
      expect([...booster.predict({ values: Float32Array.of(...row(77), ...row(3)), rows: 2, columns: 4 })]).toEqual([
        missing,
        booster.predictRow(row(3)),
      ]);
      const unseen = knownFunction(200, 3);
      unseen.values[2] = 55;
      using validated = fit({ earlyStoppingRounds: 5 }, { validation: unseen });
      expect(validated.iterations).toBeGreaterThan(0);
    });

    test('weighs rows', () => {
      // Half of the rows say 0, half 10, and nothing tells them apart but the weight.
      const rows = 1000;
      const flat = {
        values: new Float32Array(rows * 4),
        rows,
        columns: 4,
        label: Float32Array.from({ length: rows }, (_, row) => (row % 2) * 10),
      };
      const weight = flat.label.map((label) => (label > 0 ? 3 : 1));
      using equal = fit({}, { train: flat });
      using weighted = fit({}, { train: { ...flat, weight } });
      expect(equal.predictRow(new Float32Array(4))).toBeCloseTo(5, 1);
      expect(weighted.predictRow(new Float32Array(4))).toBeCloseTo(7.5, 1);
    });

    test('learns from rows that it reads in blocks as from a matrix', () => {
      // More rows than a block of four columns has, so that there are several.
      const many = knownFunction(300_000, 7);
      const validation = knownFunction(5000, 8);
      const streamed = ({ values, ...rest }: typeof many) => ({
        ...rest,
        read: (from: number, to: number, out: Float32Array) => out.set(values.subarray(from * 4, to * 4)),
      });
      const few: Partial<BoosterParameters> = { iterations: 20, threads: 2 };
      using whole = fit(few, { train: many, validation });
      using held = fit(few, { train: streamed(many), validation: streamed(validation) });
      using blocks = fit(few, { train: streamed(many), validation: streamed(validation), holdAtMost: 0 });
      expect([...held.predict(fresh)]).toEqual([...whole.predict(fresh)]);
      // Bins are chosen from other rows, so trees split a little elsewhere.
      const error = (booster: typeof whole) => rmse(fresh.label, booster.predict(fresh));
      expect(Math.abs(error(blocks) / error(whole) - 1)).toBeLessThan(0.05);
      const broken = { ...streamed(many), read: (_from: number, _to: number, out: Float32Array) => out.fill(-1) };
      expect(() => fit(few, { train: broken, holdAtMost: 0 })).toThrow(/store.*-1/);
    });

    test('trains on rounded gradients about as well', () => {
      using exact = fit({ iterations: 100 });
      using rounded = fit({ iterations: 100, quantizedGradients: true });
      const [a, b] = [exact, rounded].map((booster) => rmse(fresh.label, booster.predict(fresh))) as [number, number];
      expect(b).toBeLessThan(1.5 * a);
    });

    test('reports each iteration and keeps the best when stopped early', () => {
      const seen: Iteration[] = [];
      const validation = knownFunction(300, 4, 60);
      const noisy = knownFunction(300, 5, 60);
      using booster = fit(
        { iterations: 500, learningRate: 0.3, minLeafRows: 2, earlyStoppingRounds: 10 },
        { train: noisy, validation, onIteration: (at) => void seen.push(at) },
      );
      const curve = seen.map((at) => at.validation as number);
      const best = curve.indexOf(Math.min(...curve));
      expect(seen.map((at) => at.iteration)).toEqual(seen.map((_, index) => index));
      expect(seen.length).toBe(best + 11);
      expect(booster.iterations).toBe(best + 1);
      expect(seen[0]?.metric).toBe('rmse');
      expect(seen.at(-1)?.train).toBeLessThan(seen[0]?.train as number);
      // The reported figure is that of the kept model on the validation set.
      expect(rmse(validation.label, booster.predict(validation))).toBeCloseTo(Math.min(...curve), 3);
    });

    test('stops between iterations when told, and keeps what it learnt', () => {
      let calls = 0;
      using booster = fit({}, { onIteration: () => ++calls < 7 });
      expect(calls).toBe(7);
      expect(booster.iterations).toBe(7);
      using same = fit({ iterations: 7 });
      expect([...booster.predict(fresh)]).toEqual([...same.predict(fresh)]);
    });

    test('lets a failure in the callback through, and trains again after it', () => {
      expect(() =>
        fit(
          {},
          {
            onIteration: () => {
              throw new Error('cancelled by the caller');
            },
          },
        ),
      ).toThrow('cancelled by the caller');
      using booster = fit({ iterations: 3 });
      expect(booster.iterations).toBe(3);
    });

    test('is the same to the bit for the same seed, and another for another', () => {
      const sampled = { rowFraction: 0.7, columnFraction: 0.7, threads: 2 };
      const models = [fit(sampled), fit(sampled), fit({ ...sampled, seed: 7 })].map((booster) => {
        using owned = booster;
        return { bytes: Buffer.from(owned.serialize()), predictions: [...owned.predict(fresh)] };
      });
      expect(models[1]?.bytes.equals(models[0]?.bytes as Buffer)).toBe(true);
      expect(models[2]?.predictions).not.toEqual(models[0]?.predictions);
    });

    test('predicts the same bits after saving and loading', () => {
      using booster = fit({ objective: 'tweedie', alpha: 1.2 });
      using again = library.load(booster.serialize());
      expect([...again.predict(fresh)]).toEqual([...booster.predict(fresh)]);
      expect([...again.contributions(fresh)]).toEqual([...booster.contributions(fresh)]);
      expect(again.columns).toEqual(columns);
      expect(again.iterations).toBe(booster.iterations);
      expect(Buffer.from(again.serialize()).equals(Buffer.from(booster.serialize()))).toBe(true);
    });

    test('predicts a row as it predicts it among others, on any number of threads', () => {
      using booster = fit();
      const many = knownFunction(5000, 6);
      const batch = booster.predict(many);
      expect([...booster.predict(many, { threads: 1 })]).toEqual([...batch]);
      for (let row = 0; row < 100; row++) {
        expect(booster.predictRow(many.values.slice(row * 4, row * 4 + 4))).toBe(batch[row]);
      }
      // A view into a larger buffer is read where it lies.
      expect(booster.predictRow(many.values.subarray(40, 44))).toBe(batch[10]);
    });

    test('explains each prediction by contributions that sum to it', () => {
      using booster = fit();
      const predicted = booster.predict(fresh);
      const shap = booster.contributions(fresh);
      expect(shap.length).toBe(fresh.rows * 5);
      for (let row = 0; row < fresh.rows; row++) {
        const sum = shap.subarray(row * 5, row * 5 + 5).reduce((total, value) => total + value, 0);
        expect(Math.abs(sum - (predicted[row] as number))).toBeLessThanOrEqual(1e-5 * Math.abs(predicted[row] as number));
      }
      // The expected value is one for all rows.
      expect(shap[4]).toBe(shap[9]);
    });

    test('ranks the columns', () => {
      using booster = fit();
      for (const type of ['gain', 'split'] as const) {
        const importance = booster.importance(type);
        expect(importance.length).toBe(4);
        expect(importance.every((value) => value >= 0)).toBe(true);
      }
      const gain = booster.importance('gain');
      expect(gain.indexOf(Math.max(...gain))).toBe(0);
      expect(gain.indexOf(Math.min(...gain))).toBe(3);
    });

    test('holds a monotone constraint', () => {
      const next = random(9);
      const rows = 800;
      const wavy = { values: new Float32Array(rows * 4), rows, columns: 4, label: new Float32Array(rows) };
      for (let row = 0; row < rows; row++) {
        const price = next() * 10;
        wavy.values.set([0, price, 0, 0], row * 4);
        wavy.label[row] = -price + 4 * Math.sin(price * 2) + next();
      }
      const grid = { values: new Float32Array(200 * 4), rows: 200, columns: 4 };
      for (let row = 0; row < 200; row++) grid.values[row * 4 + 1] = row / 20;
      const rises = (curve: Float64Array) => curve.some((value, index) => index > 0 && value > (curve[index - 1] as number) + 1e-6);
      using free = fit({}, { train: wavy });
      using falling = fit({ monotone: [0, -1, 0, 0] }, { train: wavy });
      expect(rises(free.predict(grid))).toBe(true);
      expect(rises(falling.predict(grid))).toBe(false);
    });

    test.for([
      ['l2', undefined],
      ['l1', undefined],
      ['tweedie', 1.3],
      ['poisson', undefined],
      ['quantile', 0.9],
    ] as const)('trains %s', ([objective, alpha]) => {
      const metrics: string[] = [];
      using booster = fit({ objective, alpha, iterations: 200 }, { validation: fresh, onIteration: (at) => void metrics.push(at.metric) });
      const predicted = booster.predict(fresh);
      if (objective === 'quantile') {
        const share = (curve: Float64Array) => fresh.label.filter((label, row) => label <= (curve[row] as number)).length / fresh.rows;
        using low = fit({ objective, alpha: 0.1, iterations: 200 });
        expect(share(predicted)).toBeGreaterThan(0.6);
        expect(share(low.predict(fresh))).toBeLessThan(0.4);
      } else {
        expect(rmse(fresh.label, predicted)).toBeLessThan(rmse(fresh.label, new Float64Array(fresh.rows).fill(100)) / 3);
      }
      expect(new Set(metrics).size).toBe(1);
      expect(metrics[0]).not.toBe('');
    });

    test('passes extra settings to the library, whose own text says what is wrong with them', () => {
      using shallow = fit({ iterations: 1, extra: name === 'lightgbm' ? { num_leaves: 2 } : { max_leaves: 2 } });
      expect(new Set(shallow.predict(fresh)).size).toBe(2);
      const wrong = name === 'lightgbm' ? { objective: 'no_such_objective' } : { objective: 'reg:no_such_objective' };
      expect(() => fit({ extra: wrong })).toThrow(/no_such_objective/);
    });

    test("throws the library's own text for a model that is none", () => {
      using booster = fit({ iterations: 5 });
      const text = name === 'lightgbm' ? /Model|model|LightGBM/ : /JSON|UBJ|model|input|Unknown|character/i;
      expect(() => library.load(new TextEncoder().encode('this is no model'))).toThrow(text);
      expect(() => library.load(new Uint8Array(0))).toThrow(Error);
      expect(() => library.load(booster.serialize().subarray(0, 200))).toThrow(Error);
    });

    test('refuses what would lead native code astray', () => {
      using booster = fit({ iterations: 2 });
      expect(() => booster.predict({ ...fresh, columns: 3 })).toThrow(/3 columns where there are 4/);
      expect(() => booster.predict({ ...fresh, rows: 501 })).toThrow(/for 501 rows/);
      expect(() => booster.predictRow(new Float32Array(5))).toThrow(/5 columns/);
      expect(() => fit({}, { train: { ...train, label: train.label.subarray(1) } })).toThrow(/train\.label.*1999 values for 2000 rows/);
      expect(() => fit({}, { train: { ...train, label: train.label.map((label, row) => (row === 8 ? Number.NaN : label)) } })).toThrow(
        /NaN at row 8/,
      );
      expect(() => fit({}, { train: { ...train, values: train.values.map((value, at) => (at === 6 ? -1 : value)) } })).toThrow(
        /store.*-1 at row 1/,
      );
      expect([...booster.predict({ values: new Float32Array(0), rows: 0, columns: 4 })]).toEqual([]);
    });

    test('throws after disposal', () => {
      const booster = fit({ iterations: 2 });
      booster.predictRow(new Float32Array(4));
      booster[Symbol.dispose]();
      booster[Symbol.dispose]();
      expect(() => booster.predict(fresh)).toThrow(/disposed/);
      expect(() => booster.predictRow(new Float32Array(4))).toThrow(/disposed/);
      expect(() => booster.contributions(fresh)).toThrow(/disposed/);
      expect(() => booster.importance('gain')).toThrow(/disposed/);
      expect(() => booster.serialize()).toThrow(/disposed/);
    });

    test('gives its memory back', () => {
      const cycle = () => {
        using booster = fit({ iterations: 3 }, { validation: fresh });
        booster.predict(fresh);
        booster.predictRow(new Float32Array(4));
        booster.contributions({ ...fresh, values: fresh.values.subarray(0, 40), rows: 10 });
      };
      for (let warm = 0; warm < 50; warm++) cycle();
      const before = process.memoryUsage().rss;
      for (let times = 0; times < 800; times++) cycle();
      // A leaked training set alone would be some 800 x 64 kB; what the collector has not yet fetched is some 20 MiB at most.
      expect(process.memoryUsage().rss - before).toBeLessThan(25 * 1024 * 1024);
    });
  });
}
