import { logger } from '@/lib/logger';

/**
 * Text as the body of an answer, made as its client takes it. The first piece is made before the stream is given out, so that what
 * fails by then can still be told by a status.
 * @param end called once, when all was taken, something failed, or the client has gone, and told whether it has
 * @throws what making the first piece throws
 */
export async function streamOf(
  pieces: AsyncGenerator<string>,
  header: string,
  end: (clientHasGone: boolean) => Promise<void>,
): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder();
  let first: IteratorResult<string> | undefined = await pieces.next();
  let ended = false;
  const finish = async (clientHasGone = false) => {
    if (ended) return;
    ended = true;
    await end(clientHasGone);
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = first ?? (await pieces.next());
        const before = first ? header : '';
        first = undefined;
        if (before !== '' || !next.done) controller.enqueue(encoder.encode(`${before}${next.done ? '' : next.value}`));
        if (!next.done) return;
        await finish();
        controller.close();
      } catch (error) {
        await finish();
        // The connection is cut, which no client takes for the end.
        logger.error({ err: error }, 'a batch broke off');
        controller.error(error);
      }
    },
    async cancel() {
      await finish(true);
      await pieces.return(undefined);
    },
  });
}
