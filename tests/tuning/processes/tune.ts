// A process that tunes, keeping its search in the workspace of the run named by its argument: a line of progress after each rung,
// and the result last.
import { tuneBoosted } from '@/lib/pipeline/tune';
import { Workspace } from '@/lib/pipeline/workspace';
import { request } from '../cases';

const [runId = ''] = process.argv.slice(2);
const workspace = new Workspace(runId);
const result = await tuneBoosted(request({ workspace, report: ({ message }) => console.log(message) }));
console.log(JSON.stringify(result));
