import { expect, it } from 'vitest';
import { graphInWords } from './graph';
import { nodeSize, placeGraph, placeWithin } from './layout';

const nodes = ['extract', 'lightgbm', 'xgboost', 'ensemble'].map((id) => ({ id, title: id }));
const edges = [
  { from: 'extract', to: 'lightgbm' },
  { from: 'extract', to: 'xgboost' },
  { from: 'lightgbm', to: 'ensemble' },
  { from: 'xgboost', to: 'ensemble' },
  { from: 'gone', to: 'ensemble' },
];

it('puts every node after those before it, and none upon another', () => {
  for (const direction of ['right', 'down'] as const) {
    const { positions } = placeGraph(nodes, edges, direction);
    const along = (id: string) => positions.get(id)?.[direction === 'right' ? 'x' : 'y'] ?? Number.NaN;
    expect(along('extract')).toBeLessThan(along('lightgbm'));
    expect(along('lightgbm')).toBe(along('xgboost'));
    expect(along('xgboost')).toBeLessThan(along('ensemble'));
    const all = [...positions.values()];
    const apart = all.every((one, i) =>
      all.every((other, k) => i === k || Math.abs(one.x - other.x) >= nodeSize.width || Math.abs(one.y - other.y) >= nodeSize.height),
    );
    expect(apart).toBe(true);
  }
});

it('turns downwards where left to right could not be read', () => {
  expect(placeWithin(nodes, edges, 1200)).toMatchObject({ direction: 'right', scale: 1 });
  const narrow = placeWithin(nodes, edges, 300);
  expect(narrow.direction).toBe('down');
  expect(narrow.scale * narrow.width).toBeLessThanOrEqual(300);
});

it('places nothing where there is nothing', () => {
  expect(placeGraph([], [], 'right')).toMatchObject({ width: 0, height: 0 });
});

it('says in words what comes after what', () => {
  const [first, , , last] = graphInWords([{ id: 'extract', title: 'Extract', detail: 'running' }, ...nodes.slice(1)], edges);
  expect(first?.text).toBe('Extract, running');
  expect(last?.text).toBe('ensemble, after lightgbm, xgboost');
});
