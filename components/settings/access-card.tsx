import { KeyRound, LockOpen } from 'lucide-react';
import { Badge } from '../ui/badge';
import { Card, CardHeader } from '../ui/card';
import { CopyCode } from '../ui/copy-code';

/** Who is let in, and how that is changed. */
export function AccessCard({ locked, host }: { locked: boolean; host: string }) {
  return (
    <Card aria-labelledby="access-title">
      <CardHeader
        id="access-title"
        title="API key"
        description={locked ? 'Every client has to send it' : 'None is set'}
        actions={
          <Badge tone={locked ? 'success' : 'neutral'}>
            {locked ? <KeyRound aria-hidden /> : <LockOpen aria-hidden />}
            {locked ? 'A key is set' : `Open to programs on ${host}`}
          </Badge>
        }
      />
      <div className="flex flex-col gap-3 px-4 pb-4 text-sm text-muted">
        {locked ? (
          <p>
            People log in with it, programs send it as a bearer token or as the password of any user. Another one is set by starting anew
            with another <Code>ALMANAC_API_KEY</Code>; that ends every login too.
          </p>
        ) : (
          <p>
            This server listens on this machine alone and lets in whoever is on it. To let other machines in, start it with a key; without
            one it refuses to listen beyond loopback.
          </p>
        )}
        <CopyCode label="how to set a key" code={'export ALMANAC_API_KEY="$(openssl rand -hex 24)"\nHOST=0.0.0.0 npm start'} />
      </div>
    </Card>
  );
}

function Code({ children }: { children: string }) {
  return <code className="font-mono text-xs text-ink">{children}</code>;
}
