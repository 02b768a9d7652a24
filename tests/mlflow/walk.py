"""Walks MLflow's REST API with its own client and writes what came of each step as one JSON document.

    python walk.py <tracking uri> <file>

Ids are replaced by names in order of their appearance, and times by words, so that walks of two servers can be compared.
"""

import json
import math
import os
import re
import sys
import tempfile
import time

os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")

import mlflow
import requests
from mlflow import MlflowClient
from mlflow.data.dataset_source_registry import get_dataset_source_from_json  # noqa: F401  (registers sources)
from mlflow.entities import (
    Dataset,
    DatasetInput,
    ExperimentTag,
    InputTag,
    LoggedModelInput,
    LoggedModelOutput,
    LoggedModelParameter,
    LoggedModelStatus,
    Metric,
    Param,
    RunTag,
    ViewType,
)
from mlflow.exceptions import MlflowException

uri = sys.argv[1]
auth = {"Authorization": f"Bearer {os.environ['MLFLOW_TRACKING_TOKEN']}"} if "MLFLOW_TRACKING_TOKEN" in os.environ else {}
mlflow.set_tracking_uri(uri)
client = MlflowClient(tracking_uri=uri, registry_uri=uri)
store = client._tracking_client.store
steps = []
names = {}


def named(kind, value):
    """One name for one id, wherever it comes up again."""
    known = names.setdefault(kind, {})
    return known.setdefault(value, f"<{kind} {len(known)}>")


def plain(text):
    text = re.sub(r"m-[0-9a-f]{32}", lambda m: named("model", m.group()), text)
    text = re.sub(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])", lambda m: named("run", m.group()), text)
    text = re.sub(r"\b\d{13}\b", "<time>", text)
    return text.replace(uri, "<server>")


def shape(value):
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, float):
        return repr(value) if math.isnan(value) or math.isinf(value) else value
    if isinstance(value, int):
        return "<time>" if value > 1_600_000_000_000 else value
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {plain(str(k)): shape(v) for k, v in sorted(value.items(), key=lambda item: str(item[0]))}
    if isinstance(value, (list, tuple)):
        return [shape(v) for v in value]
    if isinstance(value, (set, frozenset)):
        return sorted(shape(v) for v in value)
    fields = {k.lstrip("_"): v for k, v in vars(value).items()}
    return {"type": type(value).__name__, **{k: shape(v) for k, v in sorted(fields.items()) if k not in hidden}}


# What a server may say of itself only.
hidden = {"workspace", "effective_trace_archival_retention", "trace_location"}


def step(name, work):
    try:
        outcome = {"ok": shape(work())}
    except MlflowException as error:
        outcome = {"error": error.error_code, "message": plain(str(error.message)).replace(f"{error.error_code}: ", "")}
    except requests.HTTPError as error:
        outcome = {"status": error.response.status_code}
    except Exception as error:  # noqa: BLE001  what the client makes of an answer counts too
        outcome = {"raised": type(error).__name__, "message": plain(str(error))[:300]}
    steps.append({"step": name, **outcome})
    return outcome


def raw(name, method, path, body=None, params=None, headers=None, data=None):
    """An answer as it is: what the client would never send, or hides."""
    response = requests.request(
        method, f"{uri}{path}", json=body, params=params, data=data, headers={**auth, **(headers or {})}, timeout=60
    )
    outcome = {"status": response.status_code}
    try:
        content = response.json()
    except ValueError:
        content = None
    if isinstance(content, dict) and "error_code" in content:
        outcome.update(error=content["error_code"], message=plain(content["message"]), class_=content.get("error_class"), sqlstate=content.get("sqlstate"))
    elif content is not None:
        outcome["body"] = without(shape(content))
    steps.append({"step": name, **outcome})
    return content


def without(value):
    if isinstance(value, dict):
        return {k: without(v) for k, v in value.items() if k not in hidden}
    return [without(v) for v in value] if isinstance(value, list) else value


def by_key(items):
    return sorted(items, key=lambda item: json.dumps(shape(item), sort_keys=True))


def run_of(run):
    """A run with its lists in an order of their own."""
    return {
        "info": {k: v for k, v in dict(run.info).items()},
        "metrics": run.data.metrics,
        "params": run.data.params,
        "tags": {k: v for k, v in run.data.tags.items() if not k.startswith("mlflow.source") and k not in ("mlflow.user",)},
        "datasets": by_key([(d.dataset.to_dictionary() if hasattr(d.dataset, "to_dictionary") else dict(d.dataset), sorted((t.key, t.value) for t in d.tags)) for d in run.inputs.dataset_inputs]),
        "model_inputs": by_key([dict(m) for m in (run.inputs.model_inputs or [])]),
        "model_outputs": by_key([{"model_id": m.model_id, "step": m.step} for m in (run.outputs.model_outputs or [])]) if run.outputs else [],
    }


def experiment_of(experiment):
    return {k: v for k, v in dict(experiment).items() if k not in hidden}


def version_of(version):
    return {k: v for k, v in dict(version).items() if k not in hidden and k not in ("user_id",)}


def model_of(model):
    return {
        "name": model.name, "description": model.description, "tags": model.tags, "aliases": model.aliases,
        "latest": [version_of(v) for v in sorted(model.latest_versions, key=lambda v: int(v.version))],
    }


def logged_of(model):
    return {
        "name": model.name, "id": model.model_id, "status": str(model.status), "type": model.model_type, "run": model.source_run_id,
        "location": model.artifact_location, "tags": model.tags, "params": model.params,
        "metrics": by_key([(m.key, m.value, m.timestamp, m.step, m.dataset_name, m.dataset_digest, m.model_id, m.run_id) for m in (model.metrics or [])]),
    }


def collect(search, limit, shape_of):
    """Every page of a search."""
    pages, token = [], None
    while True:
        page = search(limit, token)
        pages.append([shape_of(item) for item in page])
        token = page.token
        if not token or len(pages) > 50:
            return pages


# ---------------------------------------------------------------- experiments

default = client.get_experiment("0")
step("default experiment", lambda: experiment_of(default))
first = client.create_experiment("walk one", tags={"team": "sales", "owner": "it's"})
second = client.create_experiment("walk two", artifact_location="s3://bucket/two")
third = client.create_experiment("Walk 3%")
for eid in (first, second, third):
    named("experiment", eid)
step("experiment by id", lambda: {**experiment_of(client.get_experiment(first)), "experiment_id": named("experiment", first), "artifact_location": "-"})
step("experiment by name", lambda: client.get_experiment_by_name("walk two").artifact_location)
step("no experiment by name", lambda: client.get_experiment_by_name("nobody"))
step("no experiment by id", lambda: client.get_experiment("987654"))
step("experiment id that is none", lambda: client.get_experiment("abc"))
step("experiment name taken", lambda: client.create_experiment("walk one"))
step("experiment name empty", lambda: client.create_experiment(""))
step("experiment name too long", lambda: client.create_experiment("x" * 501))
step("experiment at runs:/", lambda: client.create_experiment("bad place", artifact_location="runs:/x"))
step("experiment tag", lambda: client.set_experiment_tag(first, "stage", "dev"))
step("experiment tag too long", lambda: store.set_experiment_tag(first, ExperimentTag("k" * 251, "v")))
step("experiment tag with a bad name", lambda: store.set_experiment_tag(first, ExperimentTag("a;b", "v")))
step("experiment tag of another", lambda: store.set_experiment_tag("987654", ExperimentTag("a", "v")))
step("experiment tag removed", lambda: client.delete_experiment_tag(first, "stage"))
step("experiment tag removed again", lambda: client.delete_experiment_tag(first, "stage"))
step("experiment tags", lambda: client.get_experiment(first).tags)
step("experiment renamed", lambda: client.rename_experiment(third, "walk three"))
step("experiment renamed to one taken", lambda: store._call_endpoint and requests.post(f"{uri}/api/2.0/mlflow/experiments/update", json={"experiment_id": third, "new_name": "walk one"}, headers=auth, timeout=60).status_code)
step("experiment deleted", lambda: client.delete_experiment(second))
step("experiment deleted again", lambda: client.delete_experiment(second))
step("experiment deleted: its stage", lambda: client.get_experiment(second).lifecycle_stage)
step("run in a deleted experiment", lambda: client.create_run(second))
step("tag of a deleted experiment", lambda: client.set_experiment_tag(second, "a", "b"))
step("deleted experiment restored", lambda: client.restore_experiment(second))
step("restored experiment restored again", lambda: client.restore_experiment(second))
client.delete_experiment(second)

experiment_filters = [
    None, "name = 'walk one'", "name LIKE 'walk%'", "name ILIKE 'WALK%'", "name != 'walk one'", "attribute.name = 'walk three'",
    "tags.team = 'sales'", "tag.team LIKE 's%'", "tags.owner = \"it's\"", "tags.team IS NULL", "tags.team IS NOT NULL", "creation_time > 0",
    "name = 'walk one' AND tags.team = 'sales'", "name = walk", "nothing = 'x'", "params.x = 'y'", "name IN ('walk one')",
    f"experiment_id = '{first}'", f"experiment_id IN ('{first}', '0')", "experiment_id = 'x'", "name > 'a'", "creation_time LIKE 'x'", "name = 'a' OR name = 'b'", "(name = 'a')",
]
for view in (ViewType.ACTIVE_ONLY, ViewType.DELETED_ONLY, ViewType.ALL):
    step(f"experiments of view {view}", lambda: [e.name for e in client.search_experiments(view_type=view, order_by=["name ASC"])])
for text in experiment_filters:
    step(f"experiments where {(text or '').replace(first, '1')}", lambda: sorted(e.name for e in client.search_experiments(filter_string=text)))
for order in (["name"], ["name DESC"], ["experiment_id ASC"], ["creation_time DESC", "name"], ["last_update_time"], ["nothing"], ["name SIDEWAYS"], ["tags.team"]):
    step(f"experiments by {order}", lambda: [e.name for e in client.search_experiments(order_by=order)])
step("experiments by page", lambda: collect(lambda n, t: client.search_experiments(max_results=n, page_token=t, order_by=["name"]), 2, lambda e: e.name))
step("experiments: bad page token", lambda: client.search_experiments(page_token="bm9uc2Vuc2U="))
step("experiments: too many", lambda: client.search_experiments(max_results=50001))

# ---------------------------------------------------------------- runs

run = client.create_run(first, start_time=1000, run_name="alpha", tags={"kind": "walk", "mlflow.source.name": "walk.py"})
rid = run.info.run_id
named("run", rid)
step("run created", lambda: {**run_of(run), "info": {k: v for k, v in dict(run.info).items() if k not in ("experiment_id", "artifact_uri")}})
step("run's artifact URI", lambda: run.info.artifact_uri.replace(f"/{first}/", "/<experiment>/"))
step("run without a name gets one", lambda: bool(re.fullmatch(r"[a-z]+-[a-z]+-\d+", client.create_run(third).info.run_name)))
step("run with two names", lambda: client.create_run(first, run_name="a", tags={"mlflow.runName": "b"}))
step("run of no experiment", lambda: client.create_run("987654"))
step("no run", lambda: client.get_run("0" * 32))
step("run id that is none", lambda: client.get_run("not-a-run"))
step("run updated", lambda: client.update_run(rid, status="FINISHED", name="beta"))
step("run's new name", lambda: (client.get_run(rid).info.run_name, client.get_run(rid).data.tags["mlflow.runName"], client.get_run(rid).info.status))
step("run renamed by its tag", lambda: client.set_tag(rid, "mlflow.runName", "alpha"))
step("run's name by tag", lambda: client.get_run(rid).info.run_name)
step("run ended", lambda: client.set_terminated(rid, status="FAILED", end_time=2000))
step("run as it ended", lambda: (client.get_run(rid).info.status, client.get_run(rid).info.end_time))

child = client.create_run(first, start_time=1500, tags={"mlflow.parentRunId": rid, "mlflow.runName": "child"})
cid = child.info.run_id
named("run", cid)
step("nested run", lambda: client.get_parent_run(cid).info.run_id)

# ---------------------------------------------------------------- logging

step("parameter", lambda: client.log_param(rid, "depth", 7))
step("parameter again", lambda: client.log_param(rid, "depth", 7))
step("parameter changed", lambda: store.log_param(rid, Param("depth", "8")))
step("parameter of 6000 characters", lambda: client.log_param(rid, "long", "x" * 6000))
step("parameter beyond", lambda: store.log_param(rid, Param("longer", "y" * 7000)))
step("parameter beyond: its length", lambda: len(client.get_run(rid).data.params["longer"]))
step("parameter key too long", lambda: store.log_param(rid, Param("k" * 251, "v")))
step("parameter key with slashes", lambda: client.log_param(rid, "a/b/c", "v"))
step("parameter key that leads up", lambda: store.log_param(rid, Param("../x", "v")))
step("parameter key with a bad character", lambda: store.log_param(rid, Param("a;b", "v")))
step("empty parameter", lambda: client.log_param(rid, "empty", ""))
step("tag", lambda: client.set_tag(rid, "note", "first"))
step("tag again", lambda: client.set_tag(rid, "note", "second"))
step("tag beyond 8000 characters", lambda: store.set_tag(rid, RunTag("big", "z" * 9000)))
step("tag beyond: its length", lambda: len(client.get_run(rid).data.tags["big"]))
step("tag key too long", lambda: store.set_tag(rid, RunTag("k" * 251, "v")))
step("tag removed", lambda: client.delete_tag(rid, "big"))
step("tag removed again", lambda: client.delete_tag(rid, "big"))
step("tag of no run", lambda: client.set_tag("0" * 32, "a", "b"))

for value, at, number in ((1.5, 10, 0), (float("nan"), 11, 1), (float("inf"), 12, 2), (float("-inf"), 13, 3), (1e-300, 14, 4), (2.5, 15, -5), (2.5, 15, -5)):
    step(f"metric {value!r} at step {number}", lambda: client.log_metric(rid, "m", value, timestamp=at, step=number))
step("metric history", lambda: [(m.value, m.timestamp, m.step) for m in client.get_metric_history(rid, "m")])
step("latest metric", lambda: client.get_run(rid).data.metrics["m"])
client.log_metric(rid, "late", 1.0, timestamp=100, step=5)
client.log_metric(rid, "late", 2.0, timestamp=200, step=3)
step("latest by step, not by time", lambda: client.get_run(rid).data.metrics["late"])
client.log_metric(rid, "tie", 1.0, timestamp=100, step=5)
client.log_metric(rid, "tie", 3.0, timestamp=100, step=5)
client.log_metric(rid, "tie", 2.0, timestamp=100, step=5)
step("latest of a tie", lambda: client.get_run(rid).data.metrics["tie"])
step("history of nothing", lambda: client.get_metric_history(rid, "nothing"))
step("history of no run", lambda: client.get_metric_history("0" * 32, "m"))
step("metric key with a bad character", lambda: store.log_metric(rid, Metric("a;b", 1, 1, 0)))
step("metric key too long", lambda: store.log_metric(rid, Metric("k" * 251, 1, 1, 0)))
step("metric before time", lambda: store.log_metric(rid, Metric("a", 1, -1, 0)))
step("metric of no run", lambda: client.log_metric("0" * 32, "m", 1.0))
step("metric with a unicode key", lambda: client.log_metric(rid, "größe", 4.0, timestamp=1))
step("metric of a large step", lambda: client.log_metric(rid, "far", 1.0, timestamp=1, step=2**53 + 1))
step("metric of a large step: told", lambda: [m.step for m in client.get_metric_history(rid, "far")])

step("batch", lambda: client.log_batch(cid, metrics=[Metric(f"b{k % 3}", float(k), 50 + k, k) for k in range(30)], params=[Param("p", "1"), Param("q", "2")], tags=[RunTag("t", "u")]))
step("batch again", lambda: client.log_batch(cid, metrics=[Metric(f"b{k % 3}", float(k), 50 + k, k) for k in range(30)], params=[Param("p", "1")], tags=[RunTag("t", "v")]))
step("batch: the run", lambda: (client.get_run(cid).data.metrics, client.get_run(cid).data.params, client.get_run(cid).data.tags["t"]))
step("batch: its history", lambda: len(client.get_metric_history(cid, "b0")))
step("batch with a changed parameter", lambda: store.log_batch(cid, [], [Param("p", "other")], []))
step("batch with one key twice", lambda: store.log_batch(cid, [], [Param("z", "1"), Param("z", "2")], []))
step("batch of too many metrics", lambda: store.log_batch(cid, [Metric("x", 1.0, 1, k) for k in range(1001)], [], []))
step("batch of too many params", lambda: store.log_batch(cid, [], [Param(f"x{k}", "1") for k in range(101)], []))
step("batch of too many tags", lambda: store.log_batch(cid, [], [], [RunTag(f"x{k}", "1") for k in range(101)]))
step("batch of too much", lambda: store.log_batch(cid, [Metric("x", 1.0, 1, k) for k in range(990)], [Param(f"x{k}", "1") for k in range(11)], []))
step("batch with a bad metric", lambda: store.log_batch(cid, [Metric("ok", 1.0, 1, 0), Metric("not;ok", 1.0, 1, 0)], [], []))
step("batch of no run", lambda: store.log_batch("0" * 32, [Metric("x", 1.0, 1, 1)], [], []))
step("empty batch", lambda: store.log_batch(cid, [], [], []))

history = [Metric("curve", float(k), 1000 + k, k // 2) for k in range(500)]
client.log_batch(cid, metrics=history)
for limit in (1, 2, 7, 100, 499, 500, 501):
    raw(f"bulk history of {limit}", "GET", "/api/2.0/mlflow/metrics/get-history-bulk-interval", params={"run_ids": [cid, rid], "metric_key": "curve", "max_results": limit})
raw("bulk history in a range", "GET", "/api/2.0/mlflow/metrics/get-history-bulk-interval", params={"run_ids": cid, "metric_key": "curve", "start_step": 10, "end_step": 20, "max_results": 5})
raw("bulk history: half a range", "GET", "/api/2.0/mlflow/metrics/get-history-bulk-interval", params={"run_ids": cid, "metric_key": "curve", "start_step": 10})
raw("bulk history: a range backwards", "GET", "/api/2.0/mlflow/metrics/get-history-bulk-interval", params={"run_ids": cid, "metric_key": "curve", "start_step": 10, "end_step": 5})
raw("bulk history of no run", "GET", "/api/2.0/mlflow/metrics/get-history-bulk-interval", params={"metric_key": "curve"})
raw("bulk history of too much", "GET", "/api/2.0/mlflow/metrics/get-history-bulk-interval", params={"run_ids": cid, "metric_key": "curve", "max_results": 2501})
raw("history by page", "GET", "/api/2.0/mlflow/metrics/get-history", params={"run_id": cid, "metric_key": "curve", "max_results": 3})
raw("history: the second page", "GET", "/api/2.0/mlflow/metrics/get-history", params={"run_id": cid, "metric_key": "curve", "max_results": 3, "page_token": "eyJvZmZzZXQiOiAzfQ=="})
raw("history: a page of none", "GET", "/api/2.0/mlflow/metrics/get-history", params={"run_id": cid, "metric_key": "curve", "max_results": 0})

# ---------------------------------------------------------------- datasets

data = Dataset(name="sales", digest="abc", source_type="local", source='{"uri": "sales.csv"}', schema='{"a": "b"}', profile='{"rows": 3}')
other = Dataset(name="prices", digest="def", source_type="code", source="{}")
step("dataset", lambda: client.log_inputs(rid, [DatasetInput(data, [InputTag("mlflow.data.context", "train")]), DatasetInput(other, [])]))
step("dataset again", lambda: client.log_inputs(rid, [DatasetInput(data, [InputTag("mlflow.data.context", "test")])]))
step("datasets of the run", lambda: run_of(client.get_run(rid))["datasets"])
step("dataset name too long", lambda: store.log_inputs(rid, [DatasetInput(Dataset("n" * 501, "d", "s", "s"), [])]))
step("dataset digest too long", lambda: store.log_inputs(rid, [DatasetInput(Dataset("n", "d" * 37, "s", "s"), [])]))
step("dataset of no run", lambda: store.log_inputs("0" * 32, [DatasetInput(other, [])]))

# ---------------------------------------------------------------- logged models

model = client.create_logged_model(experiment_id=first, name="net", source_run_id=rid, model_type="agent", params={"lr": "0.1"}, tags={"lang": "de"})
mid = model.model_id
named("model", mid)
step("logged model", lambda: {**logged_of(model), "location": model.artifact_location.replace(f"/{first}/", "/<experiment>/")})
rival = client.create_logged_model(experiment_id=first, name="rival", source_run_id=rid, model_type="agent", params={"lr": "0.2"}, tags={"lang": "en"})
named("model", rival.model_id)
step("logged model without a name gets one", lambda: bool(re.fullmatch(r"[a-z]+-[a-z]+-\d+", client.create_logged_model(experiment_id=third).name)))
step("logged model with a bad name", lambda: client.create_logged_model(experiment_id=first, name="a/b"))
step("logged model of no experiment", lambda: client.create_logged_model(experiment_id="987654", name="x"))
step("logged model finalized", lambda: str(client.finalize_logged_model(mid, LoggedModelStatus.READY).status))
step("logged model failed", lambda: str(client.finalize_logged_model(rival.model_id, LoggedModelStatus.FAILED).status))
step("logged model's parameters", lambda: client.log_model_params(mid, {"layers": "3"}))
step("logged model's tags", lambda: client.set_logged_model_tags(mid, {"lang": "fr", "more": "yes"}))
step("logged model's tag removed", lambda: client.delete_logged_model_tag(mid, "more"))
step("logged model's tag removed again", lambda: client.delete_logged_model_tag(mid, "more"))
step("logged model: metric", lambda: client.log_metric(rid, "acc", 0.9, timestamp=10, step=1, model_id=mid, dataset_name="sales", dataset_digest="abc"))
step("logged model: metric again", lambda: client.log_metric(rid, "acc", 0.9, timestamp=10, step=1, model_id=mid, dataset_name="sales", dataset_digest="abc"))
step("logged model: metrics in a batch", lambda: client.log_batch(rid, [Metric("acc", 0.7, 20, 2, model_id=rival.model_id), Metric("f1", 0.5, 20, 2, model_id=rival.model_id)]))
step("logged model as it is", lambda: {**logged_of(client.get_logged_model(mid)), "location": ""})
step("no logged model", lambda: client.get_logged_model("m-" + "0" * 32))
step("run's outputs", lambda: client.log_outputs(rid, [LoggedModelOutput(mid, step=4)]))
step("run's model inputs", lambda: client.log_inputs(cid, models=[LoggedModelInput(rival.model_id)]))
step("run with inputs and outputs", lambda: {k: v for k, v in run_of(client.get_run(rid)).items() if k.startswith("model")})
step("run with model inputs", lambda: {k: v for k, v in run_of(client.get_run(cid)).items() if k.startswith("model")})
for text in (
    None, "name = 'net'", "name LIKE '%i%'", "name ILIKE 'NET'", "params.lr = '0.1'", "params.lr != '0.1'", "tags.lang = 'fr'", "metrics.acc > 0.8", "metrics.acc > 0.5",
    "metrics.f1 = 0.5", "attributes.model_type = 'agent'", f"source_run_id = '{rid}'", "name IN ('net', 'x')", "name NOT IN ('net')", "creation_timestamp > 5", "name > 'a'",
    "metrics.acc LIKE 'x'", "what.x = 'y'", "name = 'net' AND params.lr = '0.1'", "name = 'net' OR name = 'rival'",
):
    step(f"logged models where {(text or '').replace(rid, 'rid')}", lambda: sorted(m.name for m in client.search_logged_models([first], filter_string=text)))
for order in ([{"field_name": "metrics.acc", "ascending": True}], [{"field_name": "metrics.acc", "ascending": False}], [{"field_name": "name"}], [{"field_name": "metrics.f1", "dataset_name": "sales"}], [{"field_name": "params.x"}], [{"field_name": "nothing"}]):
    step(f"logged models by {order}", lambda: [m.name for m in client.search_logged_models([first], order_by=order)])
step("logged models on a dataset", lambda: [m.name for m in client.search_logged_models([first], datasets=[{"dataset_name": "sales"}])])
step("logged models by page", lambda: collect(lambda n, t: client.search_logged_models([first], max_results=n, page_token=t, order_by=[{"field_name": "name"}]), 1, lambda m: m.name))
step("logged models: another's page", lambda: client.search_logged_models([first], max_results=1, filter_string="name = 'x'", page_token=client.search_logged_models([first], max_results=1).token).token)
step("logged model deleted", lambda: client.delete_logged_model(rival.model_id))
step("logged model deleted: gone", lambda: client.get_logged_model(rival.model_id))
step("logged models left", lambda: [m.name for m in client.search_logged_models([first])])

# ---------------------------------------------------------------- search of runs

runs = {}
for k in range(6):
    one = client.create_run(third, start_time=5000 + k % 3, run_name=f"s{k}")
    runs[one.info.run_id] = f"s{k}"
    client.log_batch(
        one.info.run_id,
        metrics=[Metric("rmse", [3.0, 1.0, float("nan"), 2.0, float("inf"), 0.5][k], 1, 0)] + ([Metric("odd key/with.dots", float(k), 1, 0)] if k % 2 else []),
        params=[Param("model", ["lightgbm", "xgboost", "lightgbm", "ETS", "a'b", 'say "hi"'][k])] + ([Param("only", "here")] if k == 3 else []),
        tags=[RunTag("x", ["plain", "PLAIN", "50%", "a_b", "", "back\\slash"][k])] + ([RunTag("dotted.key", "d")] if k == 1 else []),
    )
    client.set_terminated(one.info.run_id, status=["FINISHED", "FAILED", "KILLED"][k % 3], end_time=6000 + k)
    if k < 2:
        client.log_inputs(one.info.run_id, [DatasetInput(Dataset(["sales", "prices"][k], f"d{k}", "local", "{}"), [InputTag("mlflow.data.context", ["train", "eval"][k])])])
some = next(run_id for run_id, name in runs.items() if name == "s0")
unnamed = [r for r in client.search_runs([third]) if r.info.run_id not in runs]
for r in unnamed:
    client.delete_run(r.info.run_id)


def found(text=None, order=None, **more):
    return [runs.get(r.info.run_id, "?") for r in client.search_runs([third], filter_string=text or "", order_by=order or ["attributes.run_name ASC"], **more)]


for text in (
    "metrics.rmse < 2.5", "metrics.rmse <= 2", "metrics.rmse > 1", "metrics.rmse >= 3.0", "metrics.rmse = 1", "metrics.rmse != 1", "metrics.rmse < 1e1", "metrics.rmse > -1",
    "metric.rmse < .6", "metrics.`odd key/with.dots` > 2", 'metrics."odd key/with.dots" > 2', "metrics.nothing > 0", "metrics.rmse < 2.5 and params.model = 'xgboost'",
    "params.model = 'lightgbm'", "params.model != 'lightgbm'", "params.model LIKE 'l%'", "params.model ILIKE 'L%'", "params.model LIKE '%gb%'", "params.model = \"a'b\"", "params.model = 'say \"hi\"'",
    "param.only = 'here'", "parameters.model = 'ETS'", "params.only IS NULL", "params.only IS NOT NULL", "params.model is not null",
    "tags.x = 'plain'", "tags.x ILIKE 'plain'", "tags.x LIKE '%a%'", "tags.x = '50%'", "tags.x LIKE '50\\%'", "tags.x = ''", "tags.x LIKE 'a\\_b'", "tags.x LIKE 'a_b'", "tags.x = 'back\\slash'",
    "tags.dotted.key = 'd'", "tags.`dotted.key` = 'd'", 'tags."dotted.key" = "d"', "tag.x != 'plain'", "tags.`mlflow.runName` = 's1'", "tags.nothing IS NULL",
    "attributes.status = 'FINISHED'", "status = 'FAILED'", "attribute.status != 'FINISHED'", "attributes.status LIKE 'F%'", "run.status = 'KILLED'", "attr.run_name = 's2'", "run_name LIKE 's%'",
    "attributes.`run name` = 's3'", 'attributes."Run Name" = "s3"', "attributes.start_time > 5000", "start_time = 5001", "end_time >= 6004", "created < 5002", "attributes.end_time != 6000",
    f"run_id = '{some}'", f"run_id IN ('{some}')", f"attributes.run_id NOT IN ('{some}', 'x')", "run_id IN ('nobody',)", "attributes.artifact_uri LIKE '%artifacts'", "user_id = 'nobody'",
    "dataset.name = 'sales'", "datasets.name LIKE 'p%'", "dataset.digest = 'd1'", "dataset.context = 'train'", "dataset.name IN ('sales', 'prices')", "dataset.name != 'sales'",
    "metrics.rmse < 5 AND params.model = 'lightgbm' AND tags.x = 'plain' AND status = 'FINISHED'", "metrics.rmse<5", "  metrics.rmse   <   5  ", "METRICS.rmse < 5", "metrics.rmse < 5 aNd params.model like 'l%'",
    # what is wrong
    "metrics.rmse < 'a'", "metrics.rmse LIKE 'a'", "metrics.rmse = abc", "params.model = 3", "params.model = lightgbm", "params.model > 'a'", "tags.x IN ('plain')", "metrics.rmse IS NULL",
    "status > 'a'", "start_time LIKE '5%'", "start_time = 'x'", "nothing = 'x'", "what.x = 'y'", "dataset.nothing = 'x'", "metrics.rmse", "metrics.rmse <", "< 3", "metrics.rmse < 3 OR metrics.rmse > 4",
    "(metrics.rmse < 3)", "run_id IN ()", "run_id IN (1, 2)", "run_id = 'a' run_id = 'b' ,", "metrics.rmse < 3; DROP TABLE runs", "params.model = 'unclosed", "status == 'FINISHED'", "metrics.rmse <> 1",
):
    step(f"runs where {text.replace(some, 'some')}", lambda: found(text))
for order in (
    ["metrics.rmse"], ["metrics.rmse ASC"], ["metrics.rmse DESC"], ["params.model"], ["params.model DESC"], ["params.only DESC", "run_name"], ["tags.x"], ["attributes.start_time DESC", "run_name"], ["start_time ASC", "run_name DESC"], ["attribute.end_time DESC"],
    ["metrics.`odd key/with.dots` DESC"], ['metrics."odd key/with.dots"'], ["attributes.status", "metrics.rmse DESC"], ["run_name desc"], ["metrics.nothing", "run_name"], ["tags.`dotted.key` DESC", "run_name"],
    ["metrics.rmse SIDEWAYS"], ["metrics.rmse DESC more"], ["nothing"], ["what.x"], ["dataset.name"], [""],
):
    step(f"runs by {order}", lambda: found(order=order))
step("runs by default", lambda: [r.info.start_time for r in client.search_runs([third])])
for view in (ViewType.ACTIVE_ONLY, ViewType.DELETED_ONLY, ViewType.ALL):
    step(f"runs of view {view}", lambda: len(client.search_runs([third], run_view_type=view)))
step("runs by page", lambda: collect(lambda n, t: client.search_runs([third], max_results=n, page_token=t, order_by=["run_name"]), 4, lambda r: runs[r.info.run_id]))
step("runs of several experiments", lambda: len(client.search_runs([first, third])))
step("runs of no experiment", lambda: len(client.search_runs([])))
step("runs: nothing matches", lambda: client.search_runs([third], "run_name = 'zz'"))
step("runs: too many", lambda: client.search_runs([third], max_results=50001))
step("runs: none", lambda: client.search_runs([third], max_results=0))
step("runs: bad page token", lambda: client.search_runs([third], page_token="bm9uc2Vuc2U="))
step("runs of an experiment that is none", lambda: client.search_runs(["abc"]))
step("a whole run", lambda: {**run_of(client.search_runs([third], "run_name = 's0'")[0]), "info": ""})
step("runs as a table", lambda: sorted(mlflow.search_runs([third], "metrics.rmse < 5")["tags.mlflow.runName"]))

# ---------------------------------------------------------------- lifecycle of runs

step("run deleted", lambda: client.delete_run(cid))
step("run deleted again", lambda: client.delete_run(cid))
step("run deleted: its stage", lambda: client.get_run(cid).info.lifecycle_stage)
step("deleted run: metric", lambda: client.log_metric(cid, "m", 1.0))
step("deleted run: batch", lambda: store.log_batch(cid, [Metric("m", 1.0, 1, 1)], [], []))
step("deleted run: parameter", lambda: store.log_param(cid, Param("zz", "1")))
step("deleted run: tag", lambda: client.set_tag(cid, "zz", "1"))
step("deleted run: tag removed", lambda: client.delete_tag(cid, "t"))
step("deleted run: update", lambda: client.update_run(cid, status="FINISHED"))
step("deleted run: dataset", lambda: store.log_inputs(cid, [DatasetInput(other, [])]))
step("deleted run restored", lambda: client.restore_run(cid))
step("restored run", lambda: client.get_run(cid).info.lifecycle_stage)
step("no run deleted", lambda: client.delete_run("0" * 32))
step("no run restored", lambda: client.restore_run("0" * 32))

# ---------------------------------------------------------------- artifacts

with tempfile.TemporaryDirectory() as folder:
    os.makedirs(f"{folder}/deep/er")
    contents = {"a.txt": "hello", "deep/b.json": '{"a": 1}', "deep/er/c.bin": "\0\1\2", "empty": "", "with space ü.txt": "ü"}
    for path, content in contents.items():
        with open(f"{folder}/{path}", "w", encoding="utf8") as out:
            out.write(content)
    step("artifact", lambda: client.log_artifact(rid, f"{folder}/a.txt"))
    step("artifact below a folder", lambda: client.log_artifact(rid, f"{folder}/a.txt", "sub/sub2"))
    step("folder of artifacts", lambda: client.log_artifacts(rid, folder, "all"))
    step("text", lambda: client.log_text(rid, "some text", "notes/text.txt"))
    step("dict", lambda: client.log_dict(rid, {"a": [1, 2]}, "notes/dict.json"))
    for at in (None, "all", "all/deep", "notes", "nothing", "a.txt"):
        step(f"artifacts at {at}", lambda: [(f.path, f.is_dir, f.file_size) for f in client.list_artifacts(rid, at)])
    step("artifacts that lead up", lambda: client.list_artifacts(rid, "../.."))
    raw("artifacts that lead up, encoded", "GET", "/api/2.0/mlflow/artifacts/list", params={"run_id": rid, "path": "%2e%2e/x"})
    step("artifacts of no run", lambda: client.list_artifacts("0" * 32))
    target = f"{folder}/down"
    os.makedirs(target)
    step("artifacts downloaded", lambda: sorted(os.path.relpath(os.path.join(d, f), target) for d, _, fs in os.walk(client.download_artifacts(rid, "all", target)) for f in fs))
    step("artifacts downloaded: their bytes", lambda: {p: open(f"{target}/all/{p}", encoding="utf8").read() for p in contents})
    step("no artifact downloaded", lambda: client.download_artifacts(rid, "nothing/there.txt", target) and None)
    step("text loaded", lambda: mlflow.artifacts.load_text(f"runs:/{rid}/notes/text.txt"))
    base = f"/api/2.0/mlflow-artifacts/artifacts/{third}/x"
    raw("proxy: upload", "PUT", f"{base}/one.txt", data=b"one")
    raw("proxy: list", "GET", "/api/2.0/mlflow-artifacts/artifacts", params={"path": f"{third}/x"})
    raw("proxy: list nothing", "GET", "/api/2.0/mlflow-artifacts/artifacts", params={"path": f"{third}/y"})
    raw("proxy: list a file", "GET", "/api/2.0/mlflow-artifacts/artifacts", params={"path": f"{third}/x/one.txt"})
    raw("proxy: list above", "GET", "/api/2.0/mlflow-artifacts/artifacts", params={"path": "../x"})
    step("proxy: download", lambda: requests.get(f"{uri}{base}/one.txt", headers=auth, timeout=60).text)
    raw("proxy: download nothing", "GET", f"{base}/two.txt")
    step("proxy: a range", lambda: (lambda r: (r.status_code, r.text, r.headers["content-range"]))(requests.get(f"{uri}{base}/one.txt", headers={**auth, "Range": "bytes=1-"}, timeout=60)))
    raw("proxy: delete", "DELETE", f"{base}/one.txt")
    raw("proxy: delete again", "DELETE", f"{base}/one.txt")
    raw("proxy: gone", "GET", f"{base}/one.txt")

# ---------------------------------------------------------------- registry

step("registered model", lambda: model_of(client.create_registered_model("rm one", tags={"team": "sales", "prio": "1"}, description="*first*")))
step("registered model again", lambda: client.create_registered_model("rm one"))
step("registered model without a name", lambda: client.create_registered_model(""))
step("registered model with a slash", lambda: client.create_registered_model("a/b"))
step("registered model with a colon", lambda: client.create_registered_model("a:b"))
step("registered model that leads up", lambda: client.create_registered_model(".."))
step("no registered model", lambda: client.get_registered_model("nobody"))
for name, team in (("rm two", "sales"), ("rm-three", "ops"), ("RM Four", "ops")):
    client.create_registered_model(name, tags={"team": team})
step("registered model described", lambda: client.update_registered_model("rm two", "described").description)
step("registered model's tag", lambda: client.set_registered_model_tag("rm two", "x", "y"))
step("registered model's tag with a bad key", lambda: client.set_registered_model_tag("rm two", "a;b", "y"))
step("registered model's tag removed", lambda: client.delete_registered_model_tag("rm two", "x"))
step("registered model's tag removed again", lambda: client.delete_registered_model_tag("rm two", "x"))
step("tag of no registered model", lambda: client.set_registered_model_tag("nobody", "x", "y"))
step("registered model renamed", lambda: model_of(client.rename_registered_model("rm two", "rm 2")))
step("registered model renamed to one taken", lambda: client.rename_registered_model("rm 2", "rm one"))
step("no registered model renamed", lambda: client.rename_registered_model("nobody", "x"))

artifact_root = client.get_run(rid).info.artifact_uri
step("version of a run", lambda: version_of(client.create_model_version("rm one", f"runs:/{rid}/all", run_id=rid, tags={"a": "b"}, description="v one")))
step("version of a run's artifacts", lambda: client.create_model_version("rm one", f"{artifact_root}/all", run_id=rid).version)
step("version of a logged model", lambda: version_of(client.create_model_version("rm one", f"models:/{mid}", model_id=mid)))
step("version from elsewhere", lambda: version_of(client.create_model_version("rm one", "s3://bucket/model")))
step("version of another version", lambda: version_of(client.create_model_version("rm 2", "models:/rm one/1")))
step("version of no model", lambda: client.create_model_version("nobody", "s3://bucket/model"))
step("version of another run", lambda: client.create_model_version("rm one", f"runs:/{rid}/all", run_id=cid))
step("version of artifacts of no run", lambda: client.create_model_version("rm one", f"{artifact_root}/all"))
step("version of a path that leads up", lambda: client.create_model_version("rm one", "mlflow-artifacts:/1/../x", run_id=rid))
raw("version of a local path", "POST", "/api/2.0/mlflow/model-versions/create", {"name": "rm one", "source": "/etc"})
step("versions told to the logged model", lambda: client.get_logged_model(mid).tags.get("mlflow.modelVersions"))
step("version", lambda: version_of(client.get_model_version("rm one", "1")))
step("no version", lambda: client.get_model_version("rm one", "99"))
step("version that is no number", lambda: client.get_model_version("rm one", "x"))
step("version described", lambda: client.update_model_version("rm one", "1", "better").description)
step("version's tag", lambda: client.set_model_version_tag("rm one", "1", "q", "r"))
step("version's tag removed", lambda: client.delete_model_version_tag("rm one", "1", "q"))
step("tag of no version", lambda: client.set_model_version_tag("rm one", "99", "q", "r"))
for version in ("1", "2", "3", "4"):
    step(f"download URI of {version}", lambda: client.get_model_version_download_uri("rm one", version).replace(f"/{first}/", "/<experiment>/"))
step("download URI of a version of a version", lambda: client.get_model_version_download_uri("rm 2", "1").replace(f"/{first}/", "/<experiment>/"))
step("download URI of no version", lambda: client.get_model_version_download_uri("rm one", "99"))
step("version's files", lambda: sorted(os.listdir(mlflow.artifacts.download_artifacts("models:/rm one/1"))))

step("alias", lambda: client.set_registered_model_alias("rm one", "champion", "1"))
step("alias moved", lambda: client.set_registered_model_alias("rm one", "champion", "2"))
step("second alias", lambda: client.set_registered_model_alias("rm one", "challenger", "2"))
step("alias: its version", lambda: version_of(client.get_model_version_by_alias("rm one", "champion"))["version"])
step("alias: told of the version", lambda: sorted(client.get_model_version("rm one", "2").aliases))
step("alias: latest", lambda: client.get_model_version_by_alias("rm one", "latest").version)
step("no alias", lambda: client.get_model_version_by_alias("rm one", "nobody"))
step("alias of no model", lambda: client.get_model_version_by_alias("nobody", "champion"))
step("alias to no version", lambda: client.set_registered_model_alias("rm one", "x", "99"))
step("alias called latest", lambda: client.set_registered_model_alias("rm one", "Latest", "1"))
step("alias called v1", lambda: client.set_registered_model_alias("rm one", "v1", "1"))
step("alias with a bad name", lambda: client.set_registered_model_alias("rm one", "a b", "1"))
step("alias removed", lambda: client.delete_registered_model_alias("rm one", "challenger"))
step("alias removed again", lambda: client.delete_registered_model_alias("rm one", "challenger"))
step("model by alias", lambda: sorted(os.listdir(mlflow.artifacts.download_artifacts("models:/rm one@champion"))))

step("stage", lambda: client.transition_model_version_stage("rm one", "1", "production").current_stage)
step("stage taken over", lambda: client.transition_model_version_stage("rm one", "2", "Production", archive_existing_versions=True).current_stage)
step("stage: the former", lambda: client.get_model_version("rm one", "1").current_stage)
step("stage that is none", lambda: client.transition_model_version_stage("rm one", "1", "somewhere"))
step("stage of no version", lambda: client.transition_model_version_stage("rm one", "99", "Production"))
step("latest versions", lambda: sorted((v.current_stage, v.version) for v in client.get_latest_versions("rm one")))
step("latest versions of a stage", lambda: [v.version for v in client.get_latest_versions("rm one", ["Production"])])
step("latest versions of no stage", lambda: client.get_latest_versions("rm one", ["nowhere"]))
step("latest versions of no model", lambda: client.get_latest_versions("nobody"))
step("model with versions", lambda: model_of(client.get_registered_model("rm one")))

for text in (
    None, "name = 'rm one'", "name LIKE 'rm%'", "name ILIKE 'RM%'", "name != 'rm one'", "tags.team = 'sales'", "tags.team LIKE 's%'", "tag.team != 'sales'", "tags.team = 'sales' AND tags.prio = '1'",
    "name IN ('rm one', 'rm-three')", "name NOT IN ('rm one')", "name = 'rm one' and tags.team = 'sales'", "name > 'a'", "nothing = 'x'", "name = x", "tags.team IN ('x')", "params.x = 'y'", "name = 'a' OR name = 'b'",
):
    step(f"models where {text}", lambda: sorted(m.name for m in client.search_registered_models(text)))
for order in (["name"], ["name DESC"], ["timestamp"], ["last_updated_timestamp DESC"], ["nothing"], ["name SIDEWAYS"]):
    step(f"models by {order}", lambda: [m.name for m in client.search_registered_models("name LIKE 'rm_%'", order_by=order)])
step("models by page", lambda: collect(lambda n, t: client.search_registered_models(max_results=n, page_token=t), 3, lambda m: m.name))
step("models: too many", lambda: client.search_registered_models(max_results=1001))
step("models: whole", lambda: model_of(client.search_registered_models("name = 'rm one'")[0]))
for text in (
    None, "name = 'rm one'", "name LIKE 'rm%'", "version_number = 1", "version_number > 1", f"run_id = '{rid}'", f"run_id IN ('{rid}')", "source_path LIKE 's3%'", "tags.a = 'b'", "tags.a LIKE '%'",
    "name = 'rm one' AND version_number <= 2", "version_number LIKE 'x'", "version_number = 'x'", "version_number = 1.5", "nothing = 'x'", "source_path IN ('x')", "name = x", "metrics.x > 1",
):
    step(f"versions where {(text or '').replace(rid, 'rid')}", lambda: sorted((v.name, v.version) for v in client.search_model_versions(text)))
for order in (["name", "version_number"], ["version_number DESC"], ["creation_timestamp"], ["last_updated_timestamp DESC"], ["nothing"], ["run_id"]):
    step(f"versions by {order}", lambda: [(v.name, v.version) for v in client.search_model_versions(order_by=order)])
step("versions by page", lambda: collect(lambda n, t: client.search_model_versions(max_results=n, page_token=t, order_by=["name", "version_number"]), 2, lambda v: (v.name, v.version)))
step("versions: none", lambda: client.search_model_versions(max_results=0))

step("version deleted", lambda: client.delete_model_version("rm one", "4"))
step("version deleted again", lambda: client.delete_model_version("rm one", "4"))
step("next version after it", lambda: client.create_model_version("rm one", "s3://bucket/again").version)
step("version with an alias deleted", lambda: client.delete_model_version("rm one", "2"))
step("alias of a deleted version", lambda: client.get_model_version_by_alias("rm one", "champion"))
step("prompts are no models", lambda: (client.create_registered_model("a prompt", tags={"mlflow.prompt.is_prompt": "true"}).name, sorted(m.name for m in client.search_registered_models())))
step("prompts asked for", lambda: sorted(m.name for m in client.search_registered_models("tags.`mlflow.prompt.is_prompt` = 'true'")))
step("registered model deleted", lambda: client.delete_registered_model("rm one"))
step("registered model deleted again", lambda: client.delete_registered_model("rm one"))
step("registered model deleted: its versions", lambda: client.search_model_versions("name = 'rm one'"))

# ---------------------------------------------------------------- fluent API

mlflow.set_experiment("fluent")
with mlflow.start_run(run_name="outer") as outer:
    mlflow.log_params({"a": 1, "b": "x"})
    mlflow.log_metrics({"m": 1.0, "n": 2.0}, step=3)
    mlflow.set_tags({"t": "u"})
    with mlflow.start_run(run_name="inner", nested=True):
        mlflow.log_metric("deep", 1.0)
fluent = mlflow.get_run(outer.info.run_id)
step("fluent run", lambda: (fluent.data.params, fluent.data.metrics, fluent.data.tags["t"], fluent.info.status))
step("fluent table", lambda: sorted(mlflow.search_runs(experiment_names=["fluent"])["tags.mlflow.runName"]))

# ---------------------------------------------------------------- raw messages

api = "/api/2.0/mlflow"
raw("raw: experiment without a name", "POST", f"{api}/experiments/create", {})
raw("raw: experiment with a number for a name", "POST", f"{api}/experiments/create", {"name": 3})
raw("raw: run without an id", "GET", f"{api}/runs/get")
raw("raw: run under its old name", "GET", f"{api}/runs/get", params={"run_uuid": "0" * 32})
raw("raw: metric that is no number", "POST", f"{api}/runs/log-metric", {"run_id": rid, "key": "k", "value": "abc", "timestamp": 1})
raw("raw: metric as text", "POST", f"{api}/runs/log-metric", {"run_id": rid, "key": "as text", "value": "1.5", "timestamp": "7", "step": "3"})
raw("raw: metric as text: kept", "GET", f"{api}/metrics/get-history", params={"run_id": rid, "metric_key": "as text"})
raw("raw: metric without a value", "POST", f"{api}/runs/log-metric", {"run_id": rid, "key": "k", "timestamp": 1})
raw("raw: metric without a time", "POST", f"{api}/runs/log-metric", {"run_id": rid, "key": "k", "value": 1})
raw("raw: metric without a key", "POST", f"{api}/runs/log-metric", {"run_id": rid, "value": 1, "timestamp": 1})
raw("raw: batch without a key", "POST", f"{api}/runs/log-batch", {"run_id": rid, "metrics": [{"value": 1, "timestamp": 1}]})
raw("raw: batch without a run", "POST", f"{api}/runs/log-batch", {"metrics": []})
raw("raw: unknown fields", "POST", f"{api}/runs/set-tag", {"run_id": rid, "key": "raw", "value": "x", "unknown": {"a": 1}})
raw("raw: search of experiments without a limit", "GET", f"{api}/experiments/search")
raw("raw: search of experiments by POST", "POST", f"{api}/experiments/search", {"max_results": 1, "order_by": ["name DESC"], "view_type": "ACTIVE_ONLY"})
raw("raw: search of experiments by GET", "GET", f"{api}/experiments/search", params={"max_results": 1, "order_by": ["name DESC"], "view_type": "ALL"})
raw("raw: wrong type of content", "POST", f"{api}/runs/search", data="{}", headers={"content-type": "text/plain"})
raw("raw: model without a name", "POST", f"{api}/registered-models/create", {})
raw("raw: version without a source", "POST", f"{api}/model-versions/create", {"name": "rm 2"})
raw("raw: alias without a version", "POST", f"{api}/registered-models/alias", {"name": "rm 2", "alias": "x"})
raw("raw: model of old, logged", "POST", f"{api}/runs/log-model", {"run_id": rid, "model_json": json.dumps({"artifact_path": "m", "flavors": {"f": {"a": 1}}, "utc_time_created": "now", "run_id": rid})})
raw("raw: model of old without flavors", "POST", f"{api}/runs/log-model", {"run_id": rid, "model_json": json.dumps({"artifact_path": "m", "utc_time_created": "now", "run_id": rid})})
raw("raw: model of old that is no JSON", "POST", f"{api}/runs/log-model", {"run_id": rid, "model_json": "{"})
step("raw: models of old of the run", lambda: json.loads(client.get_run(rid).data.tags["mlflow.log-model.history"]))

with open(sys.argv[2], "w", encoding="utf8") as out:
    json.dump({"mlflow": mlflow.__version__, "steps": steps}, out)
