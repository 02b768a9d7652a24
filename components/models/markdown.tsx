import ReactMarkdown from 'react-markdown';
import remarkGfm from 'remark-gfm';

/** Markdown as people write it for others: no HTML of theirs, no pictures from elsewhere. */
export function Markdown({ children }: { children: string }) {
  return (
    <div className="markdown text-sm wrap-anywhere">
      <ReactMarkdown
        remarkPlugins={[remarkGfm]}
        disallowedElements={['img']}
        components={{
          // The page has its own first heading, its cards the second.
          h1: (props) => <h3 className="text-base font-semibold">{props.children}</h3>,
          h2: (props) => <h3 className="font-semibold">{props.children}</h3>,
          h3: (props) => <h4 className="font-medium">{props.children}</h4>,
          a: ({ href, children: text }) => (
            <a href={href} rel="noreferrer" className="font-medium text-accent-ink underline">
              {text}
            </a>
          ),
          ul: (props) => <ul className="list-disc pl-5">{props.children}</ul>,
          ol: (props) => <ol className="list-decimal pl-5">{props.children}</ol>,
          code: (props) => <code className="rounded-sm bg-raised px-1 font-mono text-xs">{props.children}</code>,
          pre: (props) => (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
            <pre tabIndex={0} className="overflow-x-auto rounded-md bg-raised p-3">
              {props.children}
            </pre>
          ),
          table: (props) => (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
            <section aria-label="Table" tabIndex={0} className="overflow-x-auto">
              <table className="text-left [&_td]:border-t [&_td]:py-1 [&_td]:pr-4 [&_th]:py-1 [&_th]:pr-4 [&_th]:font-medium">
                {props.children}
              </table>
            </section>
          ),
          blockquote: (props) => <blockquote className="border-l-2 border-line-strong pl-3 text-muted">{props.children}</blockquote>,
        }}
      >
        {children}
      </ReactMarkdown>
    </div>
  );
}
