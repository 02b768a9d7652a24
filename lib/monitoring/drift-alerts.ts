import type { Alert } from './alerts';
import type { DriftItem, DriftReport } from './schema';

const shown = 3;

/** What of a drift report a person should know of, the gravest first. Pure. */
export function driftAlerts(report: DriftReport | null): Alert[] {
  if (!report) return [];
  const found: Alert[] = [];
  const [target] = report.items.filter(({ role }) => role === 'target');
  if (target && target.verdict !== 'stable' && target.verdict !== 'too-few') {
    found.push({
      kind: 'drift',
      severity: target.verdict === 'large' ? 'warning' : 'info',
      title: 'Sales are distributed otherwise',
      detail: sentence(target),
    });
  }
  const covariates = report.items.filter(({ role, verdict }) => role !== 'target' && verdict === 'large');
  if (covariates.length > 0) {
    const worst = [...covariates].sort((a, b) => (indexOf(b) ?? 0) - (indexOf(a) ?? 0)).slice(0, shown);
    const more = covariates.length - worst.length;
    const detail = `${worst.map(({ name, ...item }) => `${name} (PSI ${(indexOf(item) ?? 0).toFixed(2)})`).join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
    found.push({ kind: 'drift', severity: 'info', title: 'Covariates are distributed otherwise', detail });
  }
  const { restated } = report;
  if (restated && restated.changed > 0) {
    const net = restated.netPercent === null ? '' : `, ${restated.netPercent >= 0 ? '+' : ''}${restated.netPercent.toFixed(1)}% in all`;
    const detail = `Version ${report.datasetVersion} of the data says ${(100 * restated.share).toFixed(1)}% of the values that version ${restated.datasetVersion} knew otherwise${net}.`;
    found.push({ kind: 'restated', severity: restated.share > 0.05 ? 'warning' : 'info', title: 'Earlier sales were restated', detail });
  }
  return found;
}

function indexOf({ judgedBy, yearBefore, training }: Omit<DriftItem, 'name'>): number | null {
  return (judgedBy === 'yearBefore' ? yearBefore : training)?.psi ?? null;
}

function sentence(item: DriftItem): string {
  const { recent, reference } = item.mean;
  const moved =
    recent !== null && reference
      ? ` Their mean is ${Math.abs(100 * (recent / reference - 1)).toFixed(1)}% ${recent >= reference ? 'higher' : 'lower'}.`
      : '';
  const than = item.judgedBy === 'yearBefore' ? 'in the same season of the year before' : 'in all the time before';
  return `The newest periods differ from those ${than}: PSI ${(indexOf(item) ?? 0).toFixed(2)}.${moved}`;
}
