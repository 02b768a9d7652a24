// Forecasts on demand, in a process of their own beside the site's; started and asked by lib/serving/process.
import { servePredictor } from '@/lib/serving/process/serve';

servePredictor();
