"""Loads Almanac's champions as MLflow's clients do, and predicts their input examples.

    python load_models.py <tracking uri> <file with expected predictions by booster>
"""

import json
import sys

import mlflow
import numpy as np
import pandas as pd
import xgboost

uri, file = sys.argv[1:]
mlflow.set_tracking_uri(uri)
with open(file, encoding="utf8") as given:
    expected = json.load(given)


def example_of(name):
    folder = mlflow.artifacts.download_artifacts(f"models:/{name}@champion")
    with open(f"{folder}/input_example.json", encoding="utf8") as saved:
        split = json.load(saved)
    return pd.DataFrame(split["data"], columns=split["columns"], dtype="float64")


for booster in ("lightgbm", "xgboost"):
    name = f"sales-forecast-{booster}"
    model_uri = f"models:/{name}@champion"
    example = example_of(name)
    model = getattr(mlflow, booster).load_model(model_uri)
    if booster == "lightgbm":
        native = model.predict(example)
    else:
        matrix = xgboost.DMatrix(example.to_numpy(), feature_names=model.feature_names, feature_types=model.feature_types, enable_categorical=True)
        native = model.predict(matrix)
    assert np.allclose(native, expected[booster], rtol=1e-5), (booster, native, expected[booster])

    info = mlflow.models.get_model_info(model_uri)
    assert [column.name for column in info.signature.inputs] == list(example.columns), booster
    assert info.saved_input_example_info["artifact_path"] == "input_example.json", booster

    # The same through the interface that serves any model, which checks the signature.
    served = np.asarray(mlflow.pyfunc.load_model(model_uri).predict(example)).ravel()
    assert np.allclose(served, expected[booster], rtol=1e-5), (booster, served, expected[booster])

    version = mlflow.MlflowClient().get_model_version_by_alias(name, "champion")
    run = mlflow.get_run(version.run_id)
    assert [output.model_id for output in run.outputs.model_outputs] == [info.model_id], booster
    print(booster, len(example), "rows")
