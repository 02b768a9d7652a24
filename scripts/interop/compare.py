"""Predicts the rows that Almanac predicted, with the official Python packages, and compares.

Reads <folder>/cases.json and, by case, the model file, the rows (float32, row-major, NaN missing) and Almanac's
predictions and SHAP values (float64). Prints one JSON line a case; exits 1 where a relative difference is over the bound.
"""

import json
import sys
from pathlib import Path

import numpy as np


def predict(library: str, model: Path, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, str]:
    if library == "lightgbm":
        import lightgbm

        booster = lightgbm.Booster(model_file=str(model))
        return booster.predict(rows), booster.predict(rows, pred_contrib=True), lightgbm.__version__
    import xgboost

    booster = xgboost.Booster(model_file=str(model))
    data = xgboost.DMatrix(rows, feature_names=booster.feature_names, feature_types=booster.feature_types, enable_categorical=True)
    return booster.predict(data), booster.predict(data, pred_contribs=True), xgboost.__version__


def largest_relative_difference(ours: np.ndarray, theirs: np.ndarray, scale: np.ndarray) -> float:
    return float(np.max(np.abs(ours - theirs) / np.maximum(np.abs(scale), 1e-9)))


def main(folder: Path) -> int:
    worst = 0.0
    cases = json.loads((folder / "cases.json").read_text())
    for case in cases["items"]:
        rows = np.fromfile(folder / case["rows"], dtype="<f4").reshape(-1, case["columns"])
        ours = np.fromfile(folder / case["predictions"], dtype="<f8")
        shap = np.fromfile(folder / case["contributions"], dtype="<f8").reshape(len(rows), -1)
        theirs, their_shap, version = predict(case["library"], folder / case["model"], rows)
        difference = largest_relative_difference(ours, theirs, theirs)
        # A SHAP value is a share of the prediction on the raw scale, so that is what its error is measured by.
        scale = their_shap.sum(axis=1, keepdims=True)
        shap_difference = largest_relative_difference(shap, their_shap, scale)
        worst = max(worst, difference)
        result = {"case": case["name"], "python": version, "rows": len(rows), "missing": int(np.isnan(rows).sum())}
        print(json.dumps({**result, "largestRelativeDifference": difference, "shapDifference": shap_difference}))
    return 0 if worst <= cases["bound"] else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
