import { CircleCheck, CircleX } from 'lucide-react';

import { gateTitles, sentence } from './model-names';

/** A gate as it stands now, or as it stood when somebody decided. */
export type JudgedGate = { name: string; passed: boolean; detail: string };

/** Each gate that stands before a promotion: passed or not, with its figures in words. */
export function GateList({ gates, className }: { gates: JudgedGate[]; className?: string }) {
  return (
    <ul className={className ?? 'divide-y'}>
      {gates.map(({ name, passed, detail }) => {
        const Icon = passed ? CircleCheck : CircleX;
        return (
          <li key={name} data-gate={name} data-passed={passed} className="flex items-start gap-3 py-2.5 text-sm">
            <Icon
              role="img"
              aria-label={passed ? 'Passed' : 'Not passed'}
              className={`mt-0.5 size-4 shrink-0 ${passed ? 'text-success' : 'text-danger'}`}
            />
            <div className="min-w-0">
              <p className="font-medium text-ink">{gateTitles[name] ?? name}</p>
              <p className="text-xs text-muted wrap-anywhere">{sentence(detail)}.</p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
