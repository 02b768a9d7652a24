import { expect, it } from 'vitest';
import { PrintedLines, printedLine } from './printed-lines';

it.each([
  ['[LightGBM] [Warning] No further splits with positive gain', 'warn'],
  ['[LightGBM] [Fatal] Cannot open file', 'error'],
  ['[06:00:01] WARNING: src/learner.cc:203: odd', 'warn'],
  ['trees are growing', 'info'],
])('%s is %s', (line, level) => {
  expect(printedLine(line)).toEqual({ level, message: line });
});

it("our own logger's lines are told in their words, and empty ones not at all", () => {
  expect(printedLine('{"level":40,"time":1,"msg":"careful","err":{"message":"the disk is full"}}')).toEqual({
    level: 'warn',
    message: 'careful: the disk is full',
  });
  expect(printedLine('{"half": ')).toEqual({ level: 'info', message: '{"half":' });
  expect(printedLine('  ')).toBeUndefined();
});

it('lines are put together from pieces, also within a character', () => {
  const said: string[] = [];
  const lines = new PrintedLines(({ message }) => said.push(message));
  const bytes = Buffer.from('één\ntwee\ndrie');
  for (const byte of bytes) lines.take(Buffer.from([byte]));
  expect(said).toEqual(['één', 'twee']);
  lines.end();
  expect(said).toEqual(['één', 'twee', 'drie']);
});
