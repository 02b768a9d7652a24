import { expect, test } from 'vitest';
import { plainError } from './api';

test("keeps XGBoost's message without its place and stack", () => {
  const text =
    '[12:34:56] /workspace/src/objective/objective.cc:26: Unknown objective function: `x`\nDid you mean y?\nStack trace:\n  [bt] (0) lib.so(+0x1)';
  expect(plainError(text)).toBe('Unknown objective function: `x`\nDid you mean y?');
  expect(plainError('plain')).toBe('plain');
});
