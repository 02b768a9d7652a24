import { AlmanacError } from '@/lib/errors';
import type { Booster, BoosterLibrary, TrainRequest } from './booster';
import { checkTrainRequest } from './booster-request';
import { openLibrary, unusable } from './native/open';
import { bindXgboost, type XgboostApi } from './xgboost/api';
import { XgboostBooster } from './xgboost/booster';
import { trainModel } from './xgboost/training';

/** XGBoost, through its C interface (1.7 or later: quantile matrices and UBJSON models). */
export class XgboostLibrary implements BoosterLibrary {
  readonly name = 'xgboost';
  readonly modelFile = 'model.ubj';
  readonly version: string;
  readonly libraryPath: string;
  private readonly api: XgboostApi;

  /** @throws AlmanacError `unavailable` with the remedy. */
  constructor() {
    const { status, handle } = openLibrary(this.name);
    try {
      this.api = bindXgboost(handle);
    } catch (error) {
      throw error instanceof AlmanacError ? error : unusable(this.name, status.path, error);
    }
    this.version = this.api.version;
    this.libraryPath = status.path;
  }

  train(request: TrainRequest): Booster {
    checkTrainRequest(request);
    // What predicts is always loaded from the model's own format, so a model read from storage predicts the same bits.
    return this.load(trainModel(this.api, request));
  }

  load(model: Uint8Array): Booster {
    return new XgboostBooster(this.api, model);
  }
}
