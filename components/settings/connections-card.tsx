import Link from 'next/link';
import { Card, CardHeader } from '../ui/card';
import { CopyCode } from '../ui/copy-code';

/** How other programs reach this server. */
export function ConnectionsCard({ locked }: { locked: boolean }) {
  const header = locked ? ' -H "Authorization: Bearer $ALMANAC_API_KEY"' : '';
  const token = locked ? 'import os\nos.environ["MLFLOW_TRACKING_TOKEN"] = os.environ["ALMANAC_API_KEY"]\n\n' : '';
  return (
    <Card aria-labelledby="connections-title">
      <CardHeader id="connections-title" title="Connections" description="From other programs to this one" />
      <div className="grid gap-4 px-4 pb-4 xl:grid-cols-2">
        <Way
          title="REST"
          more={
            <Link href="/docs" className="text-accent-ink hover:underline">
              API reference
            </Link>
          }
        >
          <CopyCode label="a REST call" code={`curl${header} '<this server>/api/v1/forecasts?level=total'`} />
        </Way>
        <Way title="MLflow’s clients">
          <CopyCode label="MLflow in Python" code={`${token}import mlflow\nmlflow.set_tracking_uri("<this server>")`} />
        </Way>
        <Way title="Prometheus">
          <CopyCode label="the figures of this server" code={`curl${header} '<this server>/api/metrics'`} />
        </Way>
        <Way title="Import from a program">
          <CopyCode
            label="an import by REST"
            code={`curl${header} -T sales.csv -X POST -H 'content-type: text/csv' '<this server>/api/v1/datasets/stores/imports?fileName=sales.csv'`}
          />
        </Way>
      </div>
    </Card>
  );
}

function Way({ title, more, children }: { title: string; more?: React.ReactNode; children: React.ReactNode }) {
  return (
    <section className="min-w-0">
      <h3 className="mb-1.5 flex justify-between text-xs font-medium text-muted">
        {title}
        {more}
      </h3>
      {children}
    </section>
  );
}
