"""A store of each kind, and papers kept in it."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from motcua.files.bucket import Bucket
from motcua.files.keyring import KeyRing
from motcua.files.local_store import LocalStore
from motcua.files.ports import Store
from motcua.files.s3_store import S3Store
from motcua.files.vault import Vault


@pytest.fixture(scope="session")
def s3_endpoint() -> Iterator[str]:
    """A server that speaks S3, on loopback."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3_endpoint: str) -> Bucket:
    """A fresh bucket, its objects below a prefix."""
    import boto3

    name = f"motcua-{uuid4().hex[:12]}"
    keys = {"aws_access_key_id": "ai", "aws_secret_access_key": "bi-mat"}
    boto3.client("s3", endpoint_url=s3_endpoint, region_name="us-east-1", **keys).create_bucket(Bucket=name)
    return Bucket(s3_endpoint, name, "ai", "bi-mat", prefix="thoai-son/")


@pytest.fixture(params=["local", "s3"])
def any_store(request: pytest.FixtureRequest, tmp_path: Path, settings) -> Store:
    """Each store that ships."""
    settings.SCRATCH_DIR = tmp_path / "scratch"
    if request.param == "local":
        return LocalStore(tmp_path / "files")
    return S3Store(request.getfixturevalue("bucket"))


@pytest.fixture
def any_vault(any_store: Store, tmp_path: Path) -> Vault:
    """Each store behind a key of its own."""
    return Vault(any_store, KeyRing(tmp_path / "keys", makes_first=True))
