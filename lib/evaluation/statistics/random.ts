/** A stream of numbers in [0, 1), the same for the same seed everywhere: SFC32 (Doty-Humphrey, PractRand), 32 bits a number. */
export function randomStream(seed: number): () => number {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = seed | 0;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  // The first numbers still show the seed's shape.
  for (let k = 0; k < 15; k++) next();
  return next;
}
