import { colorRules } from './report-colors';

/** The report's looks: both themes by the reader's system, light on paper. */
export const style = `
:root{color-scheme:light;${colorRules('light')};--canvas:#f8f8f9;--soft:#eeeefc;--accent:#4a47c4}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;${colorRules('dark')};--canvas:#0a0b0d;--soft:#1f1f3d;--accent:#a9a8ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--canvas);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
.page{max-width:60rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .25rem;letter-spacing:-.015em;overflow-wrap:anywhere}
h2{font-size:1.2rem;margin:2.5rem 0 .75rem;letter-spacing:-.01em}
h3{font-size:1rem;margin:1.5rem 0 .25rem}
p{margin:.25rem 0 .75rem}
a{color:var(--accent)}
.muted,figcaption,caption{color:var(--muted)}
.small{font-size:.8125rem}
code,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.8125rem;overflow-wrap:anywhere}
section,figure{break-inside:avoid-page}
figure{margin:.75rem 0 1.5rem;padding:1rem;background:var(--surface);border:1px solid var(--line);border-radius:10px}
figcaption{font-size:.8125rem;margin:0 0 .5rem}
figcaption strong{display:block;color:var(--ink);font-size:.9375rem}
figure svg{display:block;width:100%;height:auto}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;margin:0 0 .5rem;padding:0;font-size:.8125rem;color:var(--muted)}
.legend span{display:inline-block;width:.875rem;height:.1875rem;border-radius:2px;margin-right:.375rem;vertical-align:middle}
.scroll{overflow-x:auto;background:var(--surface);border:1px solid var(--line);border-radius:10px;margin:.75rem 0 1.5rem}
.scroll:focus-visible,a:focus-visible{outline:2px solid var(--forecast);outline-offset:2px}
table{width:100%;border-collapse:collapse;font-size:.875rem}
caption{text-align:left;font-size:.8125rem;padding:.75rem .875rem .25rem}
th,td{padding:.4rem .875rem;text-align:left;border-top:1px solid var(--line);vertical-align:top}
thead th{border-top:0;color:var(--muted);font-weight:500;background:var(--raised);white-space:nowrap}
tbody th{font-weight:500;min-width:8rem}
tbody th.mono{min-width:13rem}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
tr.best th,tr.best td{background:var(--soft)}
.wrap{overflow-wrap:anywhere}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(10rem,1fr));gap:1px;background:var(--line);border:1px solid var(--line);border-radius:10px;overflow:hidden;margin:1.25rem 0;padding:0}
.tiles div{background:var(--surface);padding:.75rem .875rem}
.tiles dt{color:var(--muted);font-size:.8125rem}
.tiles dd{margin:.125rem 0 0;font-size:1.2rem;font-weight:600;font-variant-numeric:tabular-nums}
.tiles small{display:block;font-size:.75rem;font-weight:400;color:var(--muted)}
.tag{display:inline-block;padding:0 .5rem;border-radius:1rem;background:var(--raised);border:1px solid var(--line);font-size:.75rem;margin:0 .25rem .25rem 0}
nav a{display:inline-block;padding:.25rem 0}
nav ol{columns:2;padding-left:1.25rem;margin:.5rem 0 0;font-size:.875rem}
.heat td{text-align:right;font-variant-numeric:tabular-nums}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;background:var(--surface);padding:.5rem .75rem;border-radius:6px}
footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--line);font-size:.8125rem;color:var(--muted)}
@media (max-width:40rem){nav ol{columns:1}}
@media print{body{background:none;font-size:11pt}.page{max-width:none;padding:0}nav,.skip{display:none}figure,.scroll{border-color:#bbb}.scroll{overflow:visible}a{color:inherit;text-decoration:none}thead{display:table-header-group}*{print-color-adjust:exact}}
`;
