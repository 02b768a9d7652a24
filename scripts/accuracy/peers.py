"""Forecasts of the peers on a data set at rolling origins, each refitted on data up to and including its origin.

usage: peers.py CONFIG.json ROWS.parquet OUT.csv [METHOD ...]
CONFIG has frequency (day, week, month), season, horizon, origins, keys and known. ROWS has unique_id, the keys, ds, y and the known
covariates. OUT gets one row a forecast: method, origin, unique_id, step, mean and, where the method has conformal intervals, bounds at 80
and 95 %. Prints one JSON line a method with its time.
needs: pip install statsforecast mlforecast lightgbm xgboost-cpu pandas pyarrow
"""
import json
import sys
import time
import warnings

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")
FREQUENCY = {"day": "D", "month": "MS"}
COLUMNS = ["unique_id", "ds", "mean", "lower80", "upper80", "lower95", "upper95"]


def statistical(model):
    from statsforecast import StatsForecast

    def forecast(train, future, horizon, freq, config):
        out = StatsForecast([model], freq=freq, n_jobs=1).forecast(df=train[["unique_id", "ds", "y"]], h=horizon)
        return out.iloc[:, [0, 1, 2]].set_axis(COLUMNS[:3], axis=1)

    return forecast


def last_days(model, days):
    """The model on the newest days only, as the published protocol has it for the slower ones."""
    inner = statistical(model)
    return lambda train, *rest: inner(train[train.ds > train.ds.max() - pd.Timedelta(days=days)], *rest)


def planner(train, future, horizon, freq, config):
    """Last season's value times the ratio of the last eight periods to the same eight of the season before."""
    season, parts = config["season"], []
    for uid, own in train.sort_values("ds").groupby("unique_id", sort=False):
        y = own.y.to_numpy()
        ratio = y[-8:].sum() / y[-season - 8 : -season].sum()
        dates = pd.date_range(own.ds.iloc[-1], periods=horizon + 1, freq=freq)[1:]
        parts.append(pd.DataFrame({"unique_id": uid, "ds": dates, "mean": ratio * np.resize(y[-season:], horizon)}))
    return pd.concat(parts)


def mean_of(*methods):
    def forecast(*args):
        first, *rest = [m(*args).sort_values(["unique_id", "ds"]).reset_index(drop=True) for m in methods]
        first["mean"] = (first["mean"] + sum(r["mean"] for r in rest)) / len(methods)
        return first

    return forecast


def boosted(model, direct, known, intervals):
    """mlforecast as its users set it up: lags, rolling means, date features; the published protocol's own settings."""
    from mlforecast import MLForecast
    from mlforecast.lag_transforms import RollingMean
    from mlforecast.target_transforms import LocalStandardScaler
    from mlforecast.utils import PredictionIntervals

    def week(ds):
        return ds.isocalendar().week.astype(int).values

    def forecast(train, future, horizon, freq, config):
        if config["frequency"] == "day":
            train = train[train.ds > train.ds.max() - pd.Timedelta(days=728)].copy()
            fc = MLForecast({"f": model()}, freq, lags=[7, 14, 21, 28, 35, 42, 56, 364], date_features=["dayofweek", "month", "dayofyear"],
                            lag_transforms={1: [RollingMean(7), RollingMean(28), RollingMean(91)], 7: [RollingMean(7)]})
            for key in config["keys"]:
                train[key] = train[key].astype("category").cat.codes
        else:
            season = config["season"]
            fc = MLForecast({"f": model()}, freq, lags=[1, 2, 3, 4, 8, season - 1, season, season + 1], date_features=["month", week],
                            lag_transforms={1: [RollingMean(4), RollingMean(12)], season: [RollingMean(4)]}, target_transforms=[LocalStandardScaler()])
        static = config["keys"] if config["frequency"] == "day" else []
        used = ["unique_id", "ds", "y", *static, *(config["known"] if known else [])]
        fc.fit(train[used], static_features=static, max_horizon=horizon if direct else None,
               prediction_intervals=PredictionIntervals(n_windows=2, h=horizon) if intervals else None)
        extra = {"X_df": future[["unique_id", "ds", *config["known"]]]} if known and config["known"] else {}
        out = fc.predict(horizon, level=[80, 95] if intervals else None, **extra)
        names = {"f": "mean", "f-lo-80": "lower80", "f-hi-80": "upper80", "f-lo-95": "lower95", "f-hi-95": "upper95"}
        return out.rename(columns=names)

    return forecast


def methods(config):
    import lightgbm as lgb
    import xgboost as xgb
    from statsforecast.models import MSTL, AutoCES, AutoETS, AutoTheta, DynamicOptimizedTheta, SeasonalNaive

    season, daily = config["season"], config["frequency"] == "day"
    trees = 200 if daily else 300
    leaf = {} if daily else {"min_child_samples": 20}
    light = lambda: lgb.LGBMRegressor(n_estimators=trees, learning_rate=0.05, num_leaves=31, random_state=0, n_jobs=1, verbosity=-1, **leaf)
    extreme = lambda: xgb.XGBRegressor(n_estimators=trees, learning_rate=0.05, max_depth=6, random_state=0, n_jobs=1)
    out = {f"seasonal naive {season}": statistical(SeasonalNaive(season)),
           "mlforecast LightGBM, recursive": boosted(light, False, False, True)}
    if daily:
        return out | {"seasonal naive 364": statistical(SeasonalNaive(364)),
                      "ETS (A,N,A)": last_days(AutoETS(season_length=season, model="ANA"), 182),
                      "dynamic optimised Theta": last_days(DynamicOptimizedTheta(season_length=season), 182)}
    mstl = statistical(MSTL(season_length=season, trend_forecaster=AutoETS(model="ZZN")))
    return out | {"AutoCES": statistical(AutoCES(season_length=season)), "MSTL + AutoETS": mstl,
                  "dynamic optimised Theta": statistical(DynamicOptimizedTheta(season_length=season)),
                  "AutoTheta": statistical(AutoTheta(season_length=season)), "planner's rule": planner, "planner and MSTL": mean_of(planner, mstl),
                  "mlforecast LightGBM, direct": boosted(light, True, True, False), "mlforecast XGBoost, direct": boosted(extreme, True, True, False)}


def main(config_file, rows_file, out_file, wanted):
    config = json.load(open(config_file))
    data = pd.read_parquet(rows_file)
    data["ds"] = pd.to_datetime(data.ds)
    day = {0: "MON", 1: "TUE", 2: "WED", 3: "THU", 4: "FRI", 5: "SAT", 6: "SUN"}[data.ds.iloc[0].dayofweek]
    freq = FREQUENCY.get(config["frequency"], f"W-{day}")
    parts = []
    for label, method in methods(config).items():
        if wanted and label not in wanted:
            continue
        start = time.perf_counter()
        for origin in map(pd.Timestamp, config["origins"]):
            train, future = data[data.ds <= origin], data[data.ds > origin]
            last = pd.date_range(origin, periods=config["horizon"] + 1, freq=freq)[-1]
            out = method(train, future[future.ds <= last], config["horizon"], freq, config).sort_values(["unique_id", "ds"])
            out["step"] = out.groupby("unique_id").cumcount() + 1
            out["method"], out["origin"] = label, origin.date().isoformat()
            parts.append(out.reindex(columns=["method", "origin", "unique_id", "step", *COLUMNS[2:]]))
        print(json.dumps({"method": label, "seconds": round(time.perf_counter() - start, 1)}), flush=True)
    pd.concat(parts).to_csv(out_file, index=False)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])
