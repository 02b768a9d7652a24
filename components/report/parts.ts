import { seriesColorCount } from '../charts/colors';
import { type Html, html } from './html';

/** A picture with its title and what it shows. */
export function figureOf(title: string, caption: string, picture: Html, legend?: { name: string; color: number }[]): Html {
  return html`<figure><figcaption><strong>${title}</strong>${caption}</figcaption>${legend && legendOf(legend)}${picture}</figure>`;
}

function legendOf(items: { name: string; color: number }[]): Html {
  return html`<ul class="legend">${items.map(
    ({ name, color }) => html`<li><span style="background:var(--series${(color % seriesColorCount) + 1})"></span>${name}</li>`,
  )}</ul>`;
}

export interface Column {
  name: string;
  numeric?: boolean;
  mono?: boolean;
}

/** A table that scrolls by itself where it is wider than the page. The first cell of a row is its name. */
export function tableOf(caption: string, columns: Column[], rows: { cells: (string | Html)[]; best?: boolean }[]): Html {
  const cell = (text: string | Html, at: number) => {
    const { numeric, mono } = columns[at] ?? {};
    const kind = numeric ? 'n' : mono ? 'wrap mono' : 'wrap';
    return at === 0 ? html`<th scope="row" class="${kind}">${text}</th>` : html`<td class="${kind}">${text}</td>`;
  };
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr>${columns.map(
    ({ name, numeric }) => html`<th scope="col" class="${numeric ? 'n' : ''}">${name}</th>`,
  )}</tr></thead><tbody>${rows.map(({ cells, best }) => html`<tr class="${best ? 'best' : ''}">${cells.map(cell)}</tr>`)}</tbody></table></div>`;
}

/** A part of the report under its own heading; nothing where it has nothing to tell. */
export interface Section {
  id: string;
  title: string;
  body: Html[];
}

export function sectionOf({ id, title, body }: Section): Html {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${body}</section>`;
}
