/**
 * What set-up fetches and what a shared library may be called. Plain JavaScript without dependencies: set-up reads it
 * before anything is built. Hashes are those of the official wheels; raising a version means raising its hashes.
 */

/** @type {import('./catalogue.d.mts').Catalogue} */
export const catalogue = {
  lightgbm: {
    version: '4.7.0',
    environment: 'LIGHTGBM_LIBRARY',
    needs: 'LGBM_BoosterPredictForMatSingleRowFastInit',
    file: /^(lib_?lightgbm(\.so(\.\d+)*|\.dylib)|lib_lightgbm\.dll)$/,
    wheels: {
      'linux-x64': {
        package: 'lightgbm',
        tag: 'manylinux_2_28_x86_64',
        sha256: 'd23e922acd891e77212e4d0fbcee9ba973c96dee479491341d05ba595357ebb7',
      },
      'linux-arm64': {
        package: 'lightgbm',
        tag: 'manylinux2014_aarch64',
        sha256: 'd4529acec5c6fefe4768302a529707d0ead90f6a6f42df694b856212e09695b8',
      },
      'darwin-arm64': {
        package: 'lightgbm',
        tag: 'macosx_12_0_arm64',
        sha256: '129535462686f274df179133643118c5c5c5667167fe6c3a28d955f0b3c8e868',
      },
      'darwin-x64': {
        package: 'lightgbm',
        tag: 'macosx_10_15_x86_64',
        sha256: 'dfc1cfe8e760387be1e7ba7a214688be21fdff96e4ed9749188f83e1877c2477',
      },
      'win32-x64': { package: 'lightgbm', tag: 'win_amd64', sha256: 'f42d1e5b32b6f170e606d7c689c6165671da98d7bf37f1addec2623efc8740c9' },
    },
    systemPackages: { brew: 'lightgbm' },
  },
  xgboost: {
    version: '3.2.0',
    environment: 'XGBOOST_LIBRARY',
    needs: 'XGQuantileDMatrixCreateFromCallback',
    file: /^(libxgboost(\.so(\.\d+)*|\.dylib)|xgboost\.dll)$/,
    wheels: {
      'linux-x64': {
        package: 'xgboost-cpu',
        tag: 'manylinux_2_28_x86_64',
        sha256: '9c10b1653e1a689bf4094a328144cf3633c9be0e5217a76fbdc2fde6abcb2950',
      },
      'linux-arm64': {
        package: 'xgboost-cpu',
        tag: 'manylinux_2_28_aarch64',
        sha256: '896b9e2bc52ec0921edf92ddd1cebedf47032e94992b7aca0293524d380ce6e9',
      },
      // On macOS the full package is the CPU one: there is no `xgboost-cpu` for it.
      'darwin-arm64': {
        package: 'xgboost',
        tag: 'macosx_12_0_arm64',
        sha256: 'eabbd40d474b8dbf6cb3536325f9150b9e6f0db32d18de9914fb3227d0bef5b7',
      },
      'darwin-x64': {
        package: 'xgboost',
        tag: 'macosx_10_15_x86_64',
        sha256: '2f661966d3e322536d9c448090a870fcba1e32ee5760c10b7c46bac7a342079a',
      },
      'win32-x64': { package: 'xgboost-cpu', tag: 'win_amd64', sha256: 'bfe72e42f73d2c6870a1a8b75324d56ae86ddad9abd4dccefeb36f2c3196dd48' },
      'win32-arm64': {
        package: 'xgboost-cpu',
        tag: 'win_arm64',
        sha256: '78fc90c09d7a1a1603ebb3a1c341689096797160c35a996d6a096b03e20caab4',
      },
    },
    systemPackages: { brew: 'xgboost', apt: 'libxgboost0' },
  },
};

/** @returns {import('./catalogue.d.mts').BoosterName[]} */
export function boosterNames() {
  return ['lightgbm', 'xgboost'];
}

/** The key of `wheels` for this machine, e.g. `linux-x64`. */
export function platformKey() {
  return `${process.platform}-${process.arch}`;
}
