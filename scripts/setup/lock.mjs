import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

function lives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Waits until no other set-up works in this checkout, then keeps others out until this process ends. */
export async function lockCheckout(root) {
  const file = path.join(root, '.setup.lock');
  let told = false;
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      process.on('exit', () => rmSync(file, { force: true }));
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = Number(readHolder(file));
    if (!holder || !lives(holder)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told) console.log(`Another set-up of this checkout is under way (process ${holder}); waiting for it.`);
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

function readHolder(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
