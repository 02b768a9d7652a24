import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import type { PartState, Readiness } from '@/lib/monitoring/readiness';
import { Badge } from '../ui/badge';
import { Card, CardHeader } from '../ui/card';
import { LookAgain } from './look-again';

const names: Record<keyof NonNullable<Readiness['parts']>, [label: string, does: string]> = {
  database: ['Database', 'Runs, registry, forecasts and series'],
  storage: ['Artifact store', 'Datasets, models and files of runs'],
  engine: ['Durable functions', 'Carries out the pipeline, step by step'],
  boosters: ['Boosters', 'LightGBM and XGBoost, which do the learning'],
  predictor: ['Predictor', 'Forecasts on demand, what-if and explanations'],
};

const looks: Record<PartState['state'], { tone: 'success' | 'warning' | 'danger'; label: string; icon: typeof CircleCheck }> = {
  ok: { tone: 'success', label: 'Works', icon: CircleCheck },
  degraded: { tone: 'warning', label: 'Works in part', icon: TriangleAlert },
  failed: { tone: 'danger', label: 'Failed', icon: CircleX },
};

/** Whether each part of this instance works, as it was a moment ago. */
export function PartsCard({ parts }: { parts: NonNullable<Readiness['parts']> }) {
  return (
    <Card aria-labelledby="parts-title">
      <CardHeader id="parts-title" title="This instance" description="What it is made of, and whether it works" actions={<LookAgain />} />
      <ul className="divide-y border-t">
        {Object.entries(parts).map(([part, { state, message }]) => {
          const [label, does] = names[part as keyof typeof names];
          const { tone, label: word, icon: Icon } = looks[state];
          return (
            <li key={part} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2.5">
              <div className="min-w-0">
                <p className="text-sm font-medium">{label}</p>
                <p className="text-xs text-muted">{does}</p>
              </div>
              <div className="flex flex-wrap items-center gap-2.5">
                <span className="text-xs wrap-anywhere text-muted">{message}</span>
                <Badge tone={tone}>
                  <Icon aria-hidden />
                  {word}
                </Badge>
              </div>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
