import type { LibraryHandle } from 'koffi';
import { checkedCall } from '../native/open';

/** `C_API_DTYPE_FLOAT32`. */
export const float32 = 0;
/** `C_API_PREDICT_NORMAL`: in the target's units. */
export const predictNormal = 0;
/** `C_API_PREDICT_CONTRIB`: SHAP values. */
export const predictContributions = 3;

/** LightGBM's C functions (its `c_api.h`), those that are used. */
export type LightgbmApi = ReturnType<typeof bindLightgbm>;

/** @throws Error naming the function that an older library lacks. */
export function bindLightgbm(handle: LibraryHandle) {
  const lastError = handle.func('const char *LGBM_GetLastError(void)') as () => string;
  const bind = (prototype: string) => checkedCall(handle, prototype, lastError);
  silence(handle);
  return {
    datasetCreate: bind(
      'int LGBM_DatasetCreateFromMat(const void *data, int type, int32_t rows, int32_t columns, int row_major, const char *parameters, void *reference, _Out_ void **out)',
    ),
    datasetCreateFromSample: bind(
      'int LGBM_DatasetCreateFromSampledColumn(const void *values, const void *indices, int32_t columns, const void *counts, int32_t sampled, int32_t rows, int64_t all_rows, const char *parameters, _Out_ void **out)',
    ),
    datasetCreateByReference: bind('int LGBM_DatasetCreateByReference(void *reference, int64_t rows, _Out_ void **out)'),
    datasetPush: bind('int LGBM_DatasetPushRows(void *dataset, const void *data, int type, int32_t rows, int32_t columns, int32_t first)'),
    datasetSetField: bind('int LGBM_DatasetSetField(void *dataset, const char *field, const void *data, int length, int type)'),
    datasetSetNames: bind('int LGBM_DatasetSetFeatureNames(void *dataset, const char **names, int count)'),
    datasetFree: handle.func('int LGBM_DatasetFree(void *dataset)'),
    boosterCreate: bind('int LGBM_BoosterCreate(void *dataset, const char *parameters, _Out_ void **out)'),
    boosterAddValidation: bind('int LGBM_BoosterAddValidData(void *booster, void *dataset)'),
    boosterUpdate: bind('int LGBM_BoosterUpdateOneIter(void *booster, _Out_ int *finished)'),
    boosterEvaluationCount: bind('int LGBM_BoosterGetEvalCounts(void *booster, _Out_ int *count)'),
    boosterEvaluate: bind('int LGBM_BoosterGetEval(void *booster, int dataset, _Out_ int *count, double *results)'),
    boosterSave: bind(
      'int LGBM_BoosterSaveModelToString(void *booster, int start, int iterations, int importance, int64_t capacity, _Out_ int64_t *length, void *text)',
    ),
    boosterLoad: bind('int LGBM_BoosterLoadModelFromString(const void *text, _Out_ int *iterations, _Out_ void **out)'),
    boosterColumns: bind('int LGBM_BoosterGetNumFeature(void *booster, _Out_ int *count)'),
    boosterPredict: bind(
      'int LGBM_BoosterPredictForMat(void *booster, const void *data, int type, int32_t rows, int32_t columns, int row_major, int kind, int start, int iterations, const char *parameters, _Out_ int64_t *length, double *results)',
    ),
    boosterPrepareRow: bind(
      'int LGBM_BoosterPredictForMatSingleRowFastInit(void *booster, int kind, int start, int iterations, int type, int32_t columns, const char *parameters, _Out_ void **out)',
    ),
    boosterPredictRow: bind(
      'int LGBM_BoosterPredictForMatSingleRowFast(void *prepared, const void *row, _Out_ int64_t *length, double *result)',
    ),
    preparedRowFree: handle.func('int LGBM_FastConfigFree(void *prepared)'),
    boosterImportance: bind('int LGBM_BoosterFeatureImportance(void *booster, int iterations, int kind, double *results)'),
    boosterFree: handle.func('int LGBM_BoosterFree(void *booster)'),
  };
}

/**
 * LightGBM logs to standard output from any thread, where no JavaScript may be called. `LGBM_GetLastError` takes no
 * argument and only returns a pointer, so as the log callback it is a native function that does nothing.
 */
function silence(handle: LibraryHandle): void {
  handle.func('int LGBM_RegisterLogCallback(void *callback)')(handle.symbol('LGBM_GetLastError'));
}
