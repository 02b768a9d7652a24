const examples: [text: string, meaning: string][] = [
  ['metrics.rmse < 100', 'the last value of a metric'],
  ["params.model = 'lightgbm'", 'a parameter; values stand in quotes'],
  ["tags.team LIKE 'plan%'", '% stands for anything; ILIKE looks past capitals'],
  ["status IN ('RUNNING', 'FAILED')", 'one of several'],
  ['tags.reviewed IS NULL', 'what has no such tag'],
  ["dataset.name = 'walmart'", 'what it read'],
  ['duration > 60000', 'milliseconds; start_time and end_time too'],
  ['metrics.`val loss` < 1', 'odd names stand in backticks'],
];

/** The language of filters by examples. */
export function FilterHelp() {
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted">
        Comparisons joined by <code className="font-mono text-ink">AND</code>, as MLflow writes them. There is no OR.
      </p>
      <dl className="flex flex-col gap-2">
        {examples.map(([text, meaning]) => (
          <div key={text}>
            <dt className="font-mono text-xs">{text}</dt>
            <dd className="text-xs text-muted">{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className="text-xs text-muted">
        Arrow keys choose among what is offered, <kbd className="font-sans font-medium text-ink">Tab</kbd> takes it.
      </p>
    </div>
  );
}
