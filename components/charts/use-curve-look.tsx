import type { ReactNode } from 'react';
import { useUrlSetting } from '../runs/use-url-setting';
import { Switch } from '../ui/switch';

const smoothings = { min: 0, max: 0.95, step: 0.05 };

/** How curves are drawn, as the address has it, and what changes it. */
export function useCurveLook(): { log: boolean; smoothing: number; controls: ReactNode } {
  const [log, setLog] = useUrlSetting('log', '0');
  const [smooth, setSmooth] = useUrlSetting('smooth', '0');
  const smoothing = Math.min(smoothings.max, Math.max(0, Number(smooth) || 0));
  const controls = (
    <>
      <div className="flex items-center gap-2 text-sm">
        <Switch id="log-scale" checked={log === '1'} onCheckedChange={(on) => setLog(on ? '1' : '0')} />
        <label htmlFor="log-scale">Log scale</label>
      </div>
      <label className="flex items-center gap-2 text-sm">
        Smoothing
        <input
          type="range"
          {...smoothings}
          value={smoothing}
          onChange={(event) => setSmooth(event.target.value)}
          className="h-6 w-32 accent-accent"
        />
        <output className="w-8 text-muted tabular">{smoothing.toFixed(2)}</output>
      </label>
    </>
  );
  return { log: log === '1', smoothing, controls };
}
