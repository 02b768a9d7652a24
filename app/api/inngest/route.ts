import { serve } from 'inngest/next';
import { functions, inngest } from '@/inngest';
import { durableHost, env } from '@/lib/env';

/**
 * Inngest's door. A step's request stays open while its task runs in a forked child of this process, so the server's own request
 * timeout must not be shorter than the longest step (Node's applies to receiving a request, not to answering it).
 * Under the embedded engine nobody has business here: the worker calls the functions in its own process.
 */
export const dynamic = 'force-dynamic';

function handlers() {
  if (durableHost() === 'embedded') {
    const closed = () => Response.json({ message: 'This instance runs its durable functions itself.' }, { status: 404 });
    return { GET: closed, POST: closed, PUT: closed };
  }
  const { INNGEST_DEV, INNGEST_SIGNING_KEY } = env();
  if (!INNGEST_DEV && !INNGEST_SIGNING_KEY) {
    const refuse = () =>
      Response.json(
        { message: 'INNGEST_SIGNING_KEY is not set, so requests from Inngest cannot be told from forged ones.' },
        { status: 503 },
      );
    return { GET: refuse, POST: refuse, PUT: refuse };
  }
  return serve({ client: inngest, functions });
}

export const { GET, POST, PUT } = handlers();
