// An S3 server as a process of its own: node s3-server-process.mjs <folder>. Prints its port; ends when its input does.
import S3rver from 's3rver';

const server = new S3rver({ address: '127.0.0.1', port: 0, directory: process.argv[2], silent: true, resetOnClose: false });
const { port } = await server.run();
process.stdout.write(`${port}\n`);
process.stdin.on('end', () => process.exit(0)).resume();
