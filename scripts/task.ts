// One unit of pipeline work in a process of its own; started by lib/pipeline/child.ts and told what to do over IPC.
import { serveTask } from '@/lib/pipeline/task-process';
import { tasks } from '@/lib/pipeline/tasks';

serveTask(tasks);
