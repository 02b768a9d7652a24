import type { ReactNode } from 'react';
import { errorStatus } from '@/lib/errors';
import { Button } from '../ui/button';
import { Card, CardHeader } from '../ui/card';
import { CopyCode } from '../ui/copy-code';
import { PageHeader } from '../ui/page-header';

/** What all operations have in common, and the other ways to talk to this server. */
export function ReferenceIntroduction({ version }: { version: string }) {
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="API reference"
        description={`Version ${version}. Everything that these pages do, programs can do too.`}
        actions={
          <Button asChild>
            <a href="/api/v1/openapi.json" download="almanac-openapi.json">
              OpenAPI document
            </a>
          </Button>
        }
      />
      <Part title="First call">
        <CopyCode label="the first call" code={`curl '<this server>/api/v1/forecasts?level=total&limit=7'`} />
        <p>
          A server that listens on this machine alone lets every program on it in. One that has an <code>ALMANAC_API_KEY</code> asks for it
          as a bearer token, or as the password of any user.
        </p>
        <CopyCode
          label="a call with the key"
          code={`curl -H "Authorization: Bearer $ALMANAC_API_KEY" '<this server>/api/v1/pipeline-runs'`}
        />
      </Part>
      <Part title="What holds everywhere">
        <ul className="list-disc space-y-1 pl-5">
          <li>
            Names are camelCase, times ISO 8601 in UTC, dates <code>YYYY-MM-DD</code>, money in the data’s own currency.
          </li>
          <li>
            Lists are <code>{'{items, nextCursor}'}</code>. Send <code>nextCursor</code> back as <code>cursor</code> for the next page; it
            is <code>null</code> after the last one.
          </li>
          <li>
            A level is <code>total</code>, or names of keys joined by <code>+</code>, such as <code>store+category</code>.
          </li>
          <li>
            Where no <code>dataset</code> is named, the sample retailer is meant.
          </li>
        </ul>
      </Part>
      <Part title="Failures">
        <p>
          Every failure is a problem document with a <code>code</code>, a <code>detail</code> in words and <code>errors</code>, each with
          the <code>path</code> of what is wrong and a <code>message</code> that says what would be right.
        </p>
        <table className="w-full text-left text-sm">
          <thead>
            <tr className="border-b text-xs text-muted">
              <th scope="col" className="py-1.5 font-medium">
                Code
              </th>
              <th scope="col" className="py-1.5 text-right font-medium">
                Status
              </th>
            </tr>
          </thead>
          <tbody className="divide-y">
            {Object.entries(errorStatus).map(([code, status]) => (
              <tr key={code}>
                <td className="py-1.5 font-mono text-xs">{code}</td>
                <td className="py-1.5 text-right tabular">{status}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Part>
      <Part title="MLflow’s clients">
        <p>
          MLflow’s own REST API is served beside this one, below <code>/api/2.0/mlflow</code> and <code>/api/3.0/mlflow</code>, artifacts
          included. Its clients need nothing but this address; with a key, also <code>MLFLOW_TRACKING_TOKEN</code>.
        </p>
        <CopyCode
          label="MLflow in Python"
          code={`import mlflow\n\nmlflow.set_tracking_uri("<this server>")\nmodel = mlflow.lightgbm.load_model("models:/sales-forecast-lightgbm@champion")`}
        />
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card className="[&_code]:font-mono [&_code]:text-xs">
      <CardHeader title={title} />
      <div className="flex flex-col gap-3 px-4 pb-4 text-sm">{children}</div>
    </Card>
  );
}
