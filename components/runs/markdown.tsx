'use client';

import clsx from 'clsx';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { ScrollRegion } from '../ui/scroll-region';

/** Headings begin below the page's own. Pictures of other hosts are not fetched: their address stands in their place. */
const components: Components = {
  h1: ({ children }) => <h3 className="text-lg font-semibold">{children}</h3>,
  h2: ({ children }) => <h4 className="text-base font-semibold">{children}</h4>,
  h3: ({ children }) => <h5 className="text-sm font-semibold">{children}</h5>,
  p: ({ children }) => <p className="leading-relaxed">{children}</p>,
  ul: ({ children }) => <ul className="list-disc space-y-1 pl-5">{children}</ul>,
  ol: ({ children }) => <ol className="list-decimal space-y-1 pl-5">{children}</ol>,
  a: ({ children, href }) => (
    <a href={href} rel="noreferrer" className="text-accent-ink underline underline-offset-2">
      {children}
    </a>
  ),
  blockquote: ({ children }) => <blockquote className="border-l-2 pl-3 text-muted">{children}</blockquote>,
  code: ({ children, className }) => <code className={clsx('rounded-sm bg-raised px-1 font-mono text-xs', className)}>{children}</code>,
  pre: ({ children }) => (
    <ScrollRegion label="Code" className="rounded-md bg-raised p-3 text-xs">
      <pre className="[&_code]:p-0">{children}</pre>
    </ScrollRegion>
  ),
  table: ({ children }) => (
    <ScrollRegion label="Table">
      <table className="text-sm [&_td]:border-b [&_td]:px-2 [&_td]:py-1 [&_th]:border-b [&_th]:px-2 [&_th]:py-1 [&_th]:text-left">
        {children}
      </table>
    </ScrollRegion>
  ),
  img: ({ alt, src }) => <span className="text-muted">[{alt || String(src)}]</span>,
};

/** Markdown as it is meant; HTML in it is shown as text. */
export function Markdown({ text, className }: { text: string; className?: string }) {
  return (
    <div className={clsx('flex flex-col gap-3 text-sm wrap-anywhere', className)}>
      <ReactMarkdown remarkPlugins={[remarkGfm]} components={components}>
        {text}
      </ReactMarkdown>
    </div>
  );
}
