// Imports the file that it is told of, and says when it is done; the test kills it before.
import { importDataset } from '@/lib/datasets/import';

const [path, name] = process.argv.slice(2) as [string, string];
await importDataset({ kind: 'file', path }, { name });
process.send?.('done');
process.exit(0);
