/** An answer that says more than its body. */
export class Reply<Body> {
  constructor(
    readonly body: Body,
    readonly init: { status?: number; headers?: Record<string, string> },
  ) {}
}

/** The body together with a status other than the declared one, or headers. */
export function reply<Body>(body: Body, init: { status?: number; headers?: Record<string, string> }): Reply<Body> {
  return new Reply(body, init);
}
