import type { Answer, PredictorQuestion } from './messages';

/** Who waits: a client for one answer, a stream that has more to come, or nobody. */
export type Urgency = 'now' | 'stream' | 'whenever';

export interface Job {
  id: number;
  urgency: Urgency;
  question: PredictorQuestion;
  succeed(answer: Answer): void;
  fail(error: unknown): void;
  /** Runs while the predictor is at it. */
  hung?: NodeJS.Timeout;
}

/** Questions that the predictor has at a time, and that wait for it. Each urgency has places of its own, so that none keeps another out. */
const limits: Record<Urgency, { sent: number; waiting: number }> = {
  now: { sent: 4, waiting: 64 },
  stream: { sent: 2, waiting: 64 },
  whenever: { sent: 1, waiting: 16 },
};

/** Hands jobs out in order, a bounded number at a time. */
export class JobQueue {
  private readonly waitingOf: Record<Urgency, Job[]> = { now: [], stream: [], whenever: [] };
  private readonly sent = new Map<number, Job>();

  constructor(private readonly send: (job: Job) => void) {}

  get waiting(): number {
    return Object.values(this.waitingOf).reduce((sum, jobs) => sum + jobs.length, 0);
  }

  /** @returns false where too many wait already */
  add(job: Job): boolean {
    const waiting = this.waitingOf[job.urgency];
    if (waiting.length >= limits[job.urgency].waiting) return false;
    waiting.push(job);
    this.resume();
    return true;
  }

  /** The job that was answered; undefined where it was given up meanwhile. */
  done(id: number): Job | undefined {
    const job = this.sent.get(id);
    if (!job) return undefined;
    clearTimeout(job.hung);
    this.sent.delete(id);
    this.resume();
    return job;
  }

  /** Takes a job that still waits out; one that was sent keeps its place until it is answered, whoever still wants it. */
  forget(job: Job): void {
    const waiting = this.waitingOf[job.urgency];
    const at = waiting.indexOf(job);
    if (at >= 0) waiting.splice(at, 1);
  }

  failSent(error: unknown): void {
    const jobs = [...this.sent.values()];
    this.sent.clear();
    for (const job of jobs) {
      clearTimeout(job.hung);
      job.fail(error);
    }
  }

  failAll(error: unknown): void {
    const waiting = Object.values(this.waitingOf).flatMap((jobs) => jobs.splice(0));
    this.failSent(error);
    for (const job of waiting) job.fail(error);
  }

  /** Sends what there is room for. */
  resume(): void {
    for (const urgency of ['now', 'stream', 'whenever'] as const) {
      const waiting = this.waitingOf[urgency];
      const busy = () => [...this.sent.values()].filter((job) => job.urgency === urgency).length;
      while (waiting.length > 0 && busy() < limits[urgency].sent) {
        const job = waiting.shift() as Job;
        this.sent.set(job.id, job);
        this.send(job);
      }
    }
  }
}
