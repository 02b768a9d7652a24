import type { Booster, BoosterLibrary, TrainRequest } from './booster';
import { checkTrainRequest } from './booster-request';
import { bindLightgbm, type LightgbmApi } from './lightgbm/api';
import { LightgbmBooster } from './lightgbm/booster';
import { trainModel } from './lightgbm/training';
import { openLibrary, unusable } from './native/open';

/** LightGBM, through its C interface. */
export class LightgbmLibrary implements BoosterLibrary {
  readonly name = 'lightgbm';
  readonly modelFile = 'model.txt';
  /** LightGBM's library does not tell its version; it is what was installed, or `unknown` for a system's own. */
  readonly version: string;
  readonly libraryPath: string;
  private readonly api: LightgbmApi;

  /** @throws AlmanacError `unavailable` with the remedy. */
  constructor() {
    const { status, handle } = openLibrary(this.name);
    try {
      this.api = bindLightgbm(handle);
    } catch (error) {
      throw unusable(this.name, status.path, error);
    }
    this.version = status.version ?? 'unknown';
    this.libraryPath = status.path;
  }

  train(request: TrainRequest): Booster {
    checkTrainRequest(request);
    // What predicts is always loaded from the model's own format, so a model read from storage predicts the same bits.
    return this.load(this.trained(request));
  }

  private trained(request: TrainRequest): Uint8Array {
    if (!request.parameters.quantizedGradients) return trainModel(this.api, request);
    try {
      return trainModel(this.api, request);
    } catch (error) {
      // On few rows, rounded gradients can promise a split that leaves a side empty, which LightGBM (4.7) refuses to make.
      if (!(error instanceof Error) || !/Check failed: \(best_split_info/.test(error.message)) throw error;
      return trainModel(this.api, { ...request, parameters: { ...request.parameters, quantizedGradients: false } });
    }
  }

  load(model: Uint8Array): Booster {
    return new LightgbmBooster(this.api, model);
  }
}
