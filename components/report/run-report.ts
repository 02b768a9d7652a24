import type { RunReport } from '@/lib/report/read-report';
import { isSystemTag } from '@/lib/tracking/tag-names';
import { amountsIn } from '../charts/run/amounts';
import { duration, instant, modelTitle, percent, words } from '../format';
import { curvesSection, dataSection, driversSection, recordSections, segmentsSection } from './detail-sections';
import { Html, html } from './html';
import { calibrationSection, comparisonSection, errorsSection } from './model-sections';
import { type Section, sectionOf } from './parts';
import { style } from './style';

/** A run as one HTML file that needs nothing else: pictures are in it, it follows the reader's theme, and it can be printed. */
export function runReport(report: RunReport, now: Date): string {
  const { run } = report;
  const sections = [
    comparisonSection(report),
    errorsSection(report),
    segmentsSection(report),
    calibrationSection(report),
    driversSection(report),
    curvesSection(report),
    dataSection(report),
    ...recordSections(report),
  ].filter((section): section is Section => section !== undefined);
  const title = `${run.name}: run report`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Html(style)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<div class="page">
<header>
<p class="muted small">Almanac · run report</p>
<h1>${run.name}</h1>
${about(report)}
${summary(report)}
<nav aria-label="Contents"><ol>${sections.map(({ id, title: name }) => html`<li><a href="#${id}">${name}</a></li>`)}</ol></nav>
</header>
<main id="content">
${note(report)}${recommendations(report)}
${sections.map(sectionOf)}
</main>
<footer>Made ${instant(now, report.timeZone)} from run <code>${run.id}</code>. Errors are actual less forecast unless said otherwise; bias is forecast less sales.</footer>
</div>
</body>
</html>
`.text;
}

function about({ run, around, timeZone, versions }: RunReport): Html {
  const took = run.finishedAt ? `, took ${duration(Date.parse(run.finishedAt) - Date.parse(run.startedAt))}` : '';
  const tags = Object.entries(run.tags).filter(([key]) => !isSystemTag(key));
  const source = [run.tags['mlflow.source.name'], run.tags['mlflow.source.git.commit']?.slice(0, 10)].filter(Boolean).join(' at ');
  return html`<p class="muted">${around.experiment.name}${around.parent ? ` · part of ${around.parent.name}` : ''}<br>
${words(run.status)} · started ${instant(run.startedAt, timeZone)}${took}${around.userId ? ` · by ${around.userId}` : ''}${source ? ` · ${source}` : ''}
${run.pipelineRunId && html`<br>Pipeline run <code>${run.pipelineRunId}</code>`}
${versions.length > 0 && html`<br>Registered as ${versions.map(({ name, version, aliases }) => `${name} version ${version}${aliases.length > 0 ? ` (${aliases.join(', ')})` : ''}`).join('; ')}`}
</p>${tags.length > 0 && html`<p>${tags.map(([key, value]) => html`<span class="tag">${value ? `${key}: ${value}` : key}</span>`)}</p>`}`;
}

function summary({ plots: { comparison, calibration }, files: { judgement }, currency }: RunReport): Html | undefined {
  if (!comparison) return undefined;
  const amounts = amountsIn(currency);
  const figures = comparison.models[comparison.best];
  const naive = comparison.models['seasonal-naive'];
  const share = (value: number | null | undefined) => percent(typeof value === 'number' ? value / 100 : value);
  const wape = judgement?.confidence?.wape;
  const covered = calibration?.levels.find(({ level }) => level === 0.95);
  const tiles: [string, string, string][] = [
    ['Best model', modelTitle(comparison.best), 'by backtest'],
    ['WAPE on test', share(figures?.test.wape), wape ? `95% sure between ${share(wape.lower)} and ${share(wape.upper)}` : ''],
    ['RMSE on test', amounts.exact(figures?.test.rmse), naive ? `seasonal naive: ${amounts.exact(naive.test.rmse)}` : ''],
    ['Bias on test', amounts.exact(figures?.test.bias), 'positive: too high'],
    ...(covered ? [['95% intervals held', percent(covered.overall), 'of the test window'] as [string, string, string]] : []),
  ];
  return html`<dl class="tiles">${tiles.map(([name, value, detail]) => html`<div><dt>${name}</dt><dd>${value}${detail && html`<small>${detail}</small>`}</dd></div>`)}</dl>`;
}

function note({ run }: RunReport): Html | undefined {
  const text = run.tags['mlflow.note.content'];
  if (!text) return undefined;
  return html`<section aria-labelledby="note"><h2 id="note">Note</h2>${text.split(/\n{2,}/).map((paragraph) => html`<p style="white-space:pre-line">${paragraph}</p>`)}</section>`;
}

function recommendations({ files: { judgement } }: RunReport): Html | undefined {
  const found = judgement?.recommendations ?? [];
  if (found.length === 0) return undefined;
  return html`<section aria-labelledby="advice"><h2 id="advice">What stands out</h2><ul>${found.map(({ message }) => html`<li>${message}</li>`)}</ul></section>`;
}
