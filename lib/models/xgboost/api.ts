import koffi, { type LibraryHandle } from 'koffi';
import { type CheckedCall, checkedCall } from '../native/open';

/** XGBoost's C functions (its `c_api.h`), those that are used. */
export type XgboostApi = ReturnType<typeof bindXgboost>;

/** @throws Error naming the function that an older library lacks. */
export function bindXgboost(handle: LibraryHandle) {
  const lastError = handle.func('const char *XGBGetLastError(void)') as () => string;
  const bind = (prototype: string) => checkedCall(handle, prototype, () => plainError(lastError()));
  silence(handle, bind('int XGBSetGlobalConfig(const char *config)'));
  return {
    version: xgboostVersion(handle),
    proxyCreate: bind('int XGProxyDMatrixCreate(_Out_ void **out)'),
    proxySetDense: bind('int XGProxyDMatrixSetDataDense(void *proxy, const char *data)'),
    quantileMatrixCreate: bindQuantileMatrixCreate(handle, () => plainError(lastError())),
    matrixCreate: bind('int XGDMatrixCreateFromDense(const char *data, const char *config, _Out_ void **out)'),
    matrixSetInfo: bind('int XGDMatrixSetInfoFromInterface(void *matrix, const char *field, const char *data)'),
    matrixSetStrings: bind('int XGDMatrixSetStrFeatureInfo(void *matrix, const char *field, const char **values, uint64_t count)'),
    matrixFree: handle.func('int XGDMatrixFree(void *matrix)'),
    boosterCreate: bind('int XGBoosterCreate(void **matrices, uint64_t count, _Out_ void **out)'),
    boosterSetParameter: bind('int XGBoosterSetParam(void *booster, const char *name, const char *value)'),
    boosterUpdate: bind('int XGBoosterUpdateOneIter(void *booster, int iteration, void *matrix)'),
    boosterEvaluate: bind(
      'int XGBoosterEvalOneIter(void *booster, int iteration, void **matrices, const char **names, uint64_t count, _Out_ const char **out)',
    ),
    boosterSlice: bind('int XGBoosterSlice(void *booster, int begin, int end, int step, _Out_ void **out)'),
    boosterSetAttribute: bind('int XGBoosterSetAttr(void *booster, const char *name, const char *value)'),
    boosterGetAttribute: bind('int XGBoosterGetAttr(void *booster, const char *name, _Out_ const char **out, _Out_ int *found)'),
    boosterSetStrings: bind('int XGBoosterSetStrFeatureInfo(void *booster, const char *field, const char **values, uint64_t count)'),
    boosterGetStrings: bind('int XGBoosterGetStrFeatureInfo(void *booster, const char *field, _Out_ uint64_t *count, _Out_ void **out)'),
    boosterSave: bind('int XGBoosterSaveModelToBuffer(void *booster, const char *config, _Out_ uint64_t *length, _Out_ void **out)'),
    boosterLoad: bind('int XGBoosterLoadModelFromBuffer(void *booster, const void *data, uint64_t length)'),
    boosterRounds: bind('int XGBoosterBoostedRounds(void *booster, _Out_ int *rounds)'),
    boosterColumns: bind('int XGBoosterGetNumFeature(void *booster, _Out_ uint64_t *count)'),
    boosterPredictInplace: bind(
      'int XGBoosterPredictFromDense(void *booster, const char *data, const char *config, void *proxy, _Out_ void **shape, _Out_ uint64_t *dimensions, _Out_ void **out)',
    ),
    boosterPredictMatrix: bind(
      'int XGBoosterPredictFromDMatrix(void *booster, void *matrix, const char *config, _Out_ void **shape, _Out_ uint64_t *dimensions, _Out_ void **out)',
    ),
    boosterScores: bind(
      'int XGBoosterFeatureScore(void *booster, const char *config, _Out_ uint64_t *count, _Out_ void **names, _Out_ uint64_t *dimensions, _Out_ void **shape, _Out_ void **scores)',
    ),
    boosterFree: handle.func('int XGBoosterFree(void *booster)'),
  };
}

/** The one function that calls back; its callback types are anonymous, since koffi knows named ones only once a process. */
function bindQuantileMatrixCreate(handle: LibraryHandle, lastError: () => string): CheckedCall {
  const reset = koffi.pointer(koffi.proto('void', ['void *']));
  const next = koffi.pointer(koffi.proto('int', ['void *']));
  const out = koffi.out(koffi.pointer(koffi.pointer('void')));
  const call = handle.func('XGQuantileDMatrixCreateFromCallback', 'int', ['void *', 'void *', 'void *', reset, next, 'const char *', out]);
  return (...args) => {
    if (call(...args) !== 0) throw new Error(lastError());
  };
}

/** Warnings go to standard error from any thread, where no JavaScript may be called; see LightGBM's `silence`. */
function silence(handle: LibraryHandle, setGlobal: (config: string) => void): void {
  handle.func('int XGBRegisterLogCallback(void *callback)')(handle.symbol('XGBGetLastError'));
  setGlobal('{"verbosity":0}');
}

function xgboostVersion(handle: LibraryHandle): string {
  const parts: [number[], number[], number[]] = [[0], [0], [0]];
  handle.func('void XGBoostVersion(_Out_ int *major, _Out_ int *minor, _Out_ int *patch)')(...parts);
  return parts.map(([part]) => part).join('.');
}

/** XGBoost's text without the place in its sources and the native stack trace that surround it. */
export function plainError(text: string): string {
  const message = text.split(/\n?Stack trace:/)[0] ?? text;
  return message.replace(/^\[\d\d:\d\d:\d\d\] \S+:\d+: /, '').trim();
}
