import koffi from 'koffi';

/** The cell that a C function writes a pointer, number or string to. */
export type Out<Value> = [Value | null];

/** @throws Error when the function left the cell empty. */
export function taken<Value>(out: Out<Value>): Value {
  const [value] = out;
  if (value === null) throw new Error('The native library returned nothing');
  return value;
}

/** NumPy's array interface (version 3) of our own memory, as XGBoost reads it. The array must outlive every use. */
export function arrayInterface(values: Float32Array, shape: number[]): string {
  // An empty array has no memory; XGBoost wants an address all the same and reads nothing from it.
  const address = values.length > 0 ? koffi.address(values) : 8n;
  return `{"data":[${address},true],"shape":[${shape.join(',')}],"typestr":"<f4","version":3}`;
}

/** Copies floats out of the library's memory, which its next call may reuse. */
export function copyFloats(pointer: bigint, length: number): Float64Array {
  return Float64Array.from(new Float32Array(koffi.view(pointer, length * 4)));
}

/** Copies bytes out of the library's memory. */
export function copyBytes(pointer: bigint, length: number): Uint8Array {
  return new Uint8Array(koffi.view(pointer, length)).slice();
}

/** Decodes `const char **`. */
export function copyStrings(pointer: bigint, length: number): string[] {
  return length > 0 ? (koffi.decode(pointer, 'const char *', length) as string[]) : [];
}
