"""Sends a large artifact up and fetches it again with MLflow's client.

    python large_artifact.py <tracking uri> <folder> <bytes>

Prints the run's id. With MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD it goes up in parts.
"""

import hashlib
import os
import sys

import mlflow

uri, folder, size = sys.argv[1], sys.argv[2], int(sys.argv[3])
mlflow.set_tracking_uri(uri)
client = mlflow.MlflowClient()


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


source = f"{folder}/large.bin"
with open(source, "wb") as out:
    for at in range(0, size, 1 << 20):
        out.write(os.urandom(min(1 << 20, size - at)))
run = client.create_run("0")
client.log_artifact(run.info.run_id, source, "below")
[listed] = client.list_artifacts(run.info.run_id, "below")
assert (listed.path, listed.file_size) == ("below/large.bin", size), listed
target = f"{folder}/down"
os.makedirs(target, exist_ok=True)
assert sha256(client.download_artifacts(run.info.run_id, "below/large.bin", target)) == sha256(source)
print(run.info.run_id)
