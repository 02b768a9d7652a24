// One unit of heavy work (a step of a pipeline, an import, a look into a table) in a process of its own; started by lib/pipeline/child.ts and told what to do over IPC.
import { importTasks } from '@/lib/datasets/import-tasks';
import { profileTasks } from '@/lib/datasets/profile/tasks';
import { driftTasks } from '@/lib/monitoring/drift-tasks';
import { serveTask } from '@/lib/pipeline/task-process';
import { tasks } from '@/lib/pipeline/tasks';
import { previewTasks } from '@/lib/tracking/preview-tasks';

serveTask({ ...tasks, ...importTasks, ...previewTasks, ...profileTasks, ...driftTasks });
